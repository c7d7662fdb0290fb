"""A school's name taken apart: places, core, ordinal, kind, type, group and campus.

    瓯海区第二实验小学 -> places 瓯海(区), ordinal 2, kind 实验, type 小学
    瓯海三幼桂华园区 -> places 瓯海, ordinal 3, type 幼儿园, campus 桂华

Start at `parse_name`. Whether two names are one school is decided in `identity`, by comparing what is here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from extractors.places import RANKS, level_of_stem
from extractors.schools.types import SchoolType

DIGITS: Final = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
ORDINAL: Final = re.compile(r"第?([一二三四五六七八九十百〇○零]+|[0-9０-９]+)$")
# 六十六(中学): without 第 only where no name is made with it
TENS: Final = re.compile("[二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十")
KINDS: Final = re.compile(
    r"(?:附属|附设|实验|中心|外国语|国际|双语|规划|艺术|体育|师范|民族|华侨|希望|综合|公立|高级|初级|完全|分|直属机关|机关)+$"
)
# 南部新城, 祁连路: the place is part of a landmark's name
LANDSCAPE: Final = (
    "新城",
    "路",
    "街",
    "大道",
    "湖",
    "山",
    "河",
    "江",
    "桥",
    "湾",
    "城",
    "园",
    "花园",
    "小区",
    "社区",
    "村",
)
RANK_LETTERS: Final = frozenset("省市区县旗")


class SchoolName(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The parts of a name. `places` are droppable stems of county level and above, outermost first."""

    places: tuple[str, ...]
    rank: str
    """区 of 区外国语学校: this place's own, unnamed."""
    town: str | None
    core: str
    ordinal: int | None
    kind: str
    canonical: str
    level: str
    group: bool
    campus: str
    short: bool
    """Whether the type is printed short (幼, 小, 中)."""


def parse_number(text: str) -> int:
    """十一 -> 11, 二十四 -> 24, 四九 -> 49, 17 -> 17."""
    if text.isdigit() and text.isdecimal():
        return int(text)
    if "十" not in text and "百" not in text:
        return int("".join(str(DIGITS[character]) for character in text))
    total, current = 0, 0
    for character in text:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = DIGITS[character]
    return total + current


@lru_cache(maxsize=4096)
def leading_place(text: str) -> tuple[str, str, str] | None:
    """The administrative place that the text begins with: printed form, stem, level; longest first."""
    for length in range(min(7, len(text)), 1, -1):
        stem = text[:length]
        level = level_of_stem(stem)
        if level is None:
            continue
        for rank in RANKS:
            if text.startswith(rank, length) and not (
                rank in RANK_LETTERS and text.startswith(("区域", "市场"), length)
            ):
                return stem + rank, stem, level
        return stem, stem, level
    return None


def _split_places(prefix: str, *, alone: bool) -> tuple[list[str], str, str | None, str]:
    """Droppable places, the unnamed rank, the town and what is left as the core of the name.

    `alone` says that nothing else tells the school from others: then its one place is the core (清苑中学).
    """
    places: list[str] = []
    rank, rest = "", prefix
    while (found := leading_place(rest)) is not None and found[2] != "镇":
        printed, stem, _ = found
        after = rest[len(printed) :]
        if (printed == stem and (places or after.startswith(LANDSCAPE))) or (alone and not after):
            break
        places.append(stem)
        rest = after
    if rest and rest[0] in RANK_LETTERS and not places and (len(rest) == 1 or leading_place(rest) is None):
        rank, rest = rest[0], rest[1:]
    town = None
    if (found := leading_place(rest)) is not None and found[2] == "镇":
        town = found[0]
        rest = found[1] + rest[len(found[0]) :]
    return places, rank, town, rest


def parse_name(text: str, types: tuple[tuple[int, int, SchoolType], ...]) -> SchoolName:
    """The parts of `text`; `types` are the ends of its parts with offsets into it."""
    first_start, first_end, first = types[0]
    short = first.kind == "short"
    prefix = text[:first_start]
    ordinal: int | None = None
    if short:
        if (match := ORDINAL.search(text[:first_end][:-1])) is not None:
            ordinal = parse_number(match[1])
            prefix = text[: match.start()]
    elif first.kind == "abbreviation":
        prefix = ""
    kind = ""
    if (match := KINDS.search(prefix)) is not None:
        kind, prefix = match[0], prefix[: match.start()]
    match = ORDINAL.search(prefix)
    if (
        ordinal is None
        and match is not None
        and (match[0][0] == "第" or match[1].isdigit() or TENS.fullmatch(match[1]) is not None)
    ):
        ordinal, prefix = parse_number(match[1]), prefix[: match.start()]
    places, rank, town, rest = _split_places(prefix, alone=ordinal is None and not kind and not short)
    last = types[-1][2]
    campus, group = "", False
    canonical, level = first.canonical, first.level
    if first.kind == "group":
        group = True
    tail = []
    position = first_end
    for start, end, type_ in types[1:]:
        gap = text[position:start].lstrip("（(")
        if type_.kind == "group":
            group = True
        elif type_.kind == "campus":
            campus = gap + ("" if type_.canonical == "校区" and gap else type_.word)
        else:
            tail.append(gap + type_.canonical)
            canonical, level = type_.canonical, type_.level
        position = end
    if tail:
        rest = (
            rest
            + kind
            + (f"第{ordinal}" if ordinal is not None else "")
            + first.canonical
            + "".join(tail[:-1])
        )
        head, _, _ = (
            tail[-1].rpartition(types[-1][2].canonical)
            if last.kind not in ("group", "campus")
            else (tail[-1], "", "")
        )
        rest, kind, ordinal = rest + head, "", None
    if group and last.kind == "group":
        level = "集团"
    if group and first.level == "中职":
        # a vocational school that calls itself 集团学校 is the school itself
        group, level = False, "中职"
    if campus or first.kind == "campus":
        level = "校区"
    return SchoolName(
        places=tuple(places), rank=rank, town=town, core=rest, ordinal=ordinal, kind=kind,
        canonical=canonical, level=level, group=group, campus=campus, short=short,
    )  # fmt: skip
