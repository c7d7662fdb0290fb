"""The projects named in a stretch of a clause.

    投资2.2亿元的区中医院门诊楼一期工程和疾控中心综合楼工程建设 -> 区中医院门诊楼一期工程, 疾控中心综合楼工程
    温仁和冉庄污水处理厂 -> 温仁污水处理厂, 冉庄污水处理厂

Start at `find_names`. Works without a name of their own (农村公路50公里, 老旧小区改造) are left to the quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import msgspec

from extractors.lexicons import load
from extractors.lists import Finder
from extractors.schools.evidence import is_generic, word_class

OPENING: Final = "（(“《〔【"
CLOSING: Final = "）)”》〕】"
# 等5个项目 | 等在建项目 | 等总投资56.5亿元的9个项目
ET_CETERA: Final = re.compile(r"等(?![级候待])(?P<noun>[^等]*)$")
PROJECT_NOUN: Final = re.compile(r"项目|工程|企业|场馆|板块|道路|建设|医院|学校|公办园|幼儿园|中小学")
# 投资3.3亿元的 | 占地120亩的 | 总投资12亿元、日供水10万吨的
MONEY: Final = re.compile(r"^[^、]*?(?:投资|占地|总投资|总建筑面积|建筑面积|日供水|日处理)[^的]*的|^[^的]*[0-9０-９][^的]*的")
FIGURE: Final = re.compile(r"^(?:[0-9０-９]+(?!kV|KV|千伏|号|路|中|小学)|[一二两三四五六七八九十百]+(?:所|个|座|条|处|家|栋))|[0-9０-９.]+[^0-9０-９]{1,4}$")
TAIL_WORDS: Final = re.compile(r"(?:等)?(?:的)?(?:项目建设|工程建设|建设工程|建设项目|规划建设|建设|项目|工程)$")


class Name(msgspec.Struct, frozen=True):
    """A project's name: where it is printed, and what to call it."""

    start: int
    end: int
    name: str
    school_id: str | None


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load("project_words")[table]["words"].split())


@cache
def _ending() -> re.Pattern[str]:
    words = sorted(_words("buildings") | _words("works"), key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?:[（(][^）)]{{1,8}}[）)])?$")


def find_names(text: str, start: int, end: int, finder: Finder, *, firm: bool) -> list[Name]:
    """Projects named between the offsets; `firm` says that the event itself speaks of building (开工, 竣工)."""
    closed = ET_CETERA.search(text, start, end)
    listed = False
    if closed is not None:
        listed = PROJECT_NOUN.search(closed["noun"]) is not None
        end = closed.start()
    if (money := MONEY.match(text[start:end])) is not None:
        start += money.end()
    members = _split(text, start, end, finder)
    if closed is None and members:
        left, right = members[-1]
        bare = TAIL_WORDS.sub("", text[left:right])
        if len(bare) >= 2:
            cut = re.search(r"(?:项目|工程)?建设$", text[left:right])
            members[-1] = (left, right - (2 if cut is not None else 0))
    found = []
    shared = _shared_ending(text, members, finder)
    for index, (left, right) in enumerate(members):
        ending = shared if index < len(members) - 1 else None
        name = _read_name(text, left, right, finder, listed=listed, firm=firm, ending=ending)
        if name is not None:
            found.append(name)
    return found


def _split(text: str, start: int, end: int, finder: Finder) -> list[tuple[int, int]]:
    borders = [start]
    depth = 0
    for offset in range(start, end):
        character = text[offset]
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and character == "、":
            borders += [offset, offset + 1]
    borders.append(end)
    members: list[tuple[int, int]] = []
    for left, right in zip(borders[::2], borders[1::2], strict=True):
        members += _split_joined(text, left, right, finder)
    return [(left, right) for left, right in (_trim(text, *member) for member in members) if right - left >= 2]


def _split_joined(text: str, start: int, end: int, finder: Finder) -> list[tuple[int, int]]:
    """Cut at 和, 及, 与 between two names; a name such as 物流服务与管理 has no building before the joint."""
    for token in finder.tokens_in(start + 1, end - 1):
        word = text[token.start : token.end]
        if word not in ("和", "及", "以及", "与") or finder.inside_mention(token.start):
            continue
        if text.count("（", start, token.start) != text.count("）", start, token.start):
            continue
        left = text[start : token.start]
        if _ending().search(left) or finder.mentions_in(start, token.start) or _is_place(left, finder, start):
            return [(start, token.start), *_split_joined(text, token.end, end, finder)]
    return [(start, end)]


def _is_place(name: str, finder: Finder, start: int) -> bool:
    tokens = finder.tokens_in(start, start + len(name))
    classes = {word_class(finder.text[token.start : token.end], token.pos) for token in tokens}
    return 2 <= len(name) <= 6 and classes <= {"county", "town", "doubtful_town", "proper", "unknown", "fragment", "rank"}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "的对将把了"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if (money := MONEY.match(text[start:end])) is not None and money.end() < end - start:
        start += money.end()
    return start, end


def _shared_ending(text: str, members: Sequence[tuple[int, int]], finder: Finder) -> str | None:
    """污水处理厂 of 温仁和冉庄污水处理厂: the ending that bare places before the last member share."""
    if len(members) < 2:
        return None
    left, right = members[-1]
    mentions = finder.mentions_in(left, right)
    if mentions and mentions[0].start == left and mentions[0].end < right:
        return text[mentions[0].end : right]
    for cut in range(2, min(7, right - left - 1)):
        if _is_place(text[left : left + cut], finder, left) and _ending().search(text[left + cut : right]):
            tokens = finder.tokens_in(left, right)
            if any(token.start == left + cut for token in tokens):
                return text[left + cut : right]
    return None


def _read_name(
    text: str, start: int, end: int, finder: Finder, *, listed: bool, firm: bool, ending: str | None
) -> Name | None:
    printed = text[start:end]
    if FIGURE.search(printed) or len(printed) > 40:
        return None
    mentions = finder.mentions_in(start, end)
    school_id = mentions[0].school_id if mentions and mentions[0].start - start <= 4 else None
    if mentions and mentions[0].start > start:
        start = mentions[0].start if mentions[0].start - start <= 4 else start
        printed = text[start:end]
    name = TAIL_WORDS.sub("", printed) if len(TAIL_WORDS.sub("", printed)) >= 3 else printed
    bare_school = bool(mentions) and mentions[0].start == start and mentions[0].end == end
    if ending is not None and (bare_school or (not mentions and _is_place(printed, finder, start))):
        name = TAIL_WORDS.sub("", printed + ending) or printed
        return Name(start, end, name, school_id)
    if mentions:
        return Name(start, end, name, school_id)
    if listed:
        return Name(start, end, name, None) if len(name) >= 3 or _is_specific(name, finder, start) else None
    match = _ending().search(name) or _ending().search(printed)
    if match is None:
        return None
    rest = name[: match.start()] if match.end() <= len(name) and name.endswith(match[0]) else name
    weak = match[0] in _words("weak") or match[0] in _words("works")
    specific = _is_specific(name, finder, start)
    if not specific and (weak or not firm or len(rest) < 2):
        return None
    return Name(start, end, name, None)


def _is_specific(name: str, finder: Finder, start: int) -> bool:
    """Whether some word of the name is a place, a proper name or a number of its own."""
    for token in finder.tokens_in(start, start + len(name)):
        word = finder.text[token.start : min(token.end, start + len(name))]
        class_ = word_class(word, token.pos)
        if class_ in ("county", "town", "doubtful_town", "unknown", "ordinal", "code"):
            return True
        if class_ == "proper" and not is_generic(word) and word not in _words("buildings") and word not in _words("works"):
            return True
    return False
