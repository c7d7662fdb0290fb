"""The outline: family structure.

Finds: numbers of headings or listed points that skip or repeat (一是、二是、四是), several documents in one
file.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from typing import Final

from extractors.checks.finding import Doubt, Place, quoted
from extractors.grammar.number_values import parse_number
from extractors.layers import Layers
from extractors.records import Section

_NUMBER: Final = re.compile(r"[一二三四五六七八九十百]+|\d+")


@lru_cache(maxsize=1024)
def _value(number: str | None) -> int | None:
    match = _NUMBER.search(number or "")
    value = parse_number(match.group()) if match else None
    return int(value) if value is not None and value.isdigit() else None


@lru_cache(maxsize=1024)
def _style(number: str) -> str:
    """How a number is written: （#） of （三）."""
    return _NUMBER.sub("#", number)


def check_headings(layers: Layers) -> list[Doubt]:
    """Headings of one parent whose numbers skip or repeat."""
    doubts = []
    families: dict[tuple[str, str | None, int, str], list[Section]] = {}
    for section in layers.sections:
        if section.number is not None:
            family = section.document_id, section.parent_id, section.level, _style(section.number)
            families.setdefault(family, []).append(section)
    for group in families.values():
        for before, after in itertools.pairwise(group):
            low, high = _value(before.number), _value(after.number)
            if low is None or high is None or high == low + 1 or high == 1:
                continue
            missing = range(low + 1, high) if high > low else range(1, high)
            if high != low and all(_printed_between(layers.text, before, after, n) for n in missing):
                continue
            doubts.append(
                Doubt(
                    "structure.numbering",
                    "medium" if high == low or high == low + 2 else "low",
                    f"序号从{quoted(layers.text, _place(before))}接到{quoted(layers.text, _place(after))}",
                    (_place(before), _place(after)),
                    "补上缺的一条,或改正序号",
                    f"{low} → {high}",
                )
            )
    return doubts


_DIGITS: Final = "零一二三四五六七八九"


def _in_chinese(number: int) -> str:
    """A number of headings in Chinese numerals: 十六, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


MOST_CHINESE: Final = 100


def _printed_between(text: str, before: Section, after: Section, number: int) -> bool:
    """The missing number stands between the two after all, only not at a line head."""
    style = before.number or ""
    arabic = number >= MOST_CHINESE or re.search(r"[0-9]", style) is not None
    written = str(number) if arabic else _in_chinese(number)
    return _NUMBER.sub(written, style.strip(), count=1) in text[before.start : after.start]


def _place(section: Section) -> Place:
    return section.start, section.start + min(
        section.end - section.start, len(section.number or "") + len(section.title or "") + 1
    )


_POINT: Final = re.compile(
    r"(?P<number>[一二三四五六七八九十])(?P<word>是|要)(?:(?<=[。；;：:，,\n]..)|(?<=[。；;：:，,\n]\s..))(?!否|求|非)"
)


def check_points(layers: Layers) -> list[Doubt]:
    """一是……二是……四是 inside one paragraph."""
    doubts = []
    lined = "\n" + layers.text
    points = [(m, int(parse_number(m["number"]) or 0)) for m in _POINT.finditer(lined)]
    for (first, low), (second, high) in itertools.pairwise(points):
        same_line = lined.find("\n", first.end(), second.start()) < 0
        if same_line and first["word"] == second["word"] and high not in (low + 1, 1):
            places = tuple((m.start() - 1, m.end() - 1) for m in (first, second))
            doubts.append(
                Doubt(
                    "structure.points",
                    "medium",
                    f"分点从“{first['number']}{first['word']}”接到“{second['number']}{second['word']}”",
                    places,
                    "补上缺的一点,或改正序号",
                    f"{low} → {high}",
                )
            )
    return doubts


def check_documents(layers: Layers) -> list[Doubt]:
    """A file that holds more than one document with a period of its own."""
    dated = [d for d in layers.documents if d.period is not None and d.kind in ("summary", "plan")]
    if len({(d.kind, d.period) for d in dated}) < 2:
        return []
    places = tuple(
        (d.start, min(d.end, layers.text.find("\n", d.start + 1) % (d.end + 1) or d.end)) for d in dated
    )
    return [
        Doubt(
            "structure.several_documents",
            "info",
            "一份文件里有几份文书:"
            + "、".join(f"{d.period}年{'总结' if d.kind == 'summary' else '要点'}" for d in dated),
            places,
            "引用时注明出自哪一份",
        )
    ]
