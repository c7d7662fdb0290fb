"""The projects named in a stretch of a clause.

    投资2.2亿元的区中医院门诊楼一期工程和疾控中心综合楼工程建设 -> 区中医院门诊楼一期工程, 疾控中心综合楼工程
    温仁和冉庄污水处理厂 -> 温仁污水处理厂, 冉庄污水处理厂

Start at `find_names`. Works without a name of their own (农村公路50公里, 老旧小区改造) are left to those who
read quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from extractors.lists.chains import Finder
from extractors.places import place_level
from extractors.projects.naming import PROJECT_NOUN, any_work
from extractors.projects.telling import endings, is_project, is_specific
from extractors.schools.evidence import word_class

OPENING: Final = "（(“《〔【"
CLOSING: Final = "）)”》〕】"
BORDER: Final = re.compile("[、" + OPENING + CLOSING + "]")
# 等5个项目 | 等在建项目 | 等总投资56.5亿元的9个项目
ET_CETERA: Final = re.compile(r"等(?![级候待])(?P<noun>[^等]*)$")
BUILDING_NOUN: Final = re.compile(r"新建|扩建|改建|迁建|建设|改造")
# A、B、C、D4个公园提升改造
COUNT_AT_END: Final = re.compile(r"(?<![0-9.])[0-9]+(?:个|条|座|所|处|家)(?P<noun>[^、，]{0,14})$")
COUNT_INSIDE: Final = re.compile(r"[0-9](?:个|条|座|所|处|家)、")
# 投资3.3亿元的 | 占地120亩的 | 总投资12亿元、日供水10万吨的
MONEY: Final = re.compile(
    r"^[^、]*?(?:投资|占地|总投资|总建筑面积|建筑面积|日供水|日处理)[^的]*的|^[^的]*[0-9０-９][^的]*的"
)
# 一批综合交通、现代物流等项目: kinds, whatever the noun at the end
UNNAMED: Final = re.compile(r"一批|一系列|各类|各项|部分|多个|系列|全[县市区省镇]|我[县市区省镇]")
FIGURE: Final = re.compile(
    r"^(?:[0-9０-９]+(?![0-9０-９]|kV|KV|千伏|号|路|中|小学)"
    r"|[一二两三四五六七八九十百]+(?:所|个|座|条|处|家|栋))|[0-9０-９.]+[^0-9０-９]{1,4}$"
)
# 茶山中学扩建等5个中小学项目和城南学校综合楼: one row ends, the next begins
COUNT_BEHIND: Final = re.compile(r"[0-9一二两三四五六七八九十]+(?:所|个|座)")
INNER_COUNT: Final = re.compile(r"等[0-9]+(?:个|所|条|座)[^、，]{0,10}?(?:和|及|以及|与)")
JOINT: Final = re.compile(r"以及|[和及与]")
JOINT_CHARACTER: Final = re.compile(r"[和及与]")
# 这4所学校分别是东湖小学、…, 今后还会有柳河幼儿园: what leads up to a school
INTRODUCED: Final = re.compile(r"(?:分别[是为]|包括|即|还会有|还有|会有|是|有)$")
# 城西小学项目即将完成主体建设: where its name ends and the telling begins
TOLD_OF: Final = re.compile(r"即将|已经?(?!有)|正在|预计|将于")
INITIATIVE: Final = re.compile(r"(?:工程|行动|计划|项目|[“”])")
TAIL_WORDS: Final = re.compile(
    r"(?:等)?(?:的)?(?:项目建设|工程建设|建设工程|建设项目|规划建设|建设|项目|工程)$"
)


TAIL_ENDS: Final = ("建设", "项目", "工程")


PLACE_CLASSES: Final = frozenset({"county", "town", "doubtful_town", "proper", "unknown", "fragment", "rank"})
"""Classes of words that a bare place consists of."""


class Name(msgspec.Struct, frozen=True, gc=False):
    """A project's name: where it is printed, and what to call it."""

    start: int
    end: int
    name: str
    school_id: str | None


def find_names(
    text: str, start: int, end: int, finder: Finder, *, vague: bool, improving: bool = False
) -> list[Name]:
    """Projects named between the offsets; `vague` says that the event speaks of much else (提升, 保障)."""
    if any_work().search(text, start, end) is None and not finder.mentions_in(start, end):
        return []
    closed = ET_CETERA.search(text, start, end)
    if closed is None and text.find("、", start, end) >= 0:
        closed = COUNT_AT_END.search(text, start, end)
        if closed is not None and COUNT_INSIDE.search(text, start, closed.start()) is not None:
            # 110千伏变电站4座、35千伏变电站3座: each member with a count of its own
            closed = None
    listed = False
    if closed is not None:
        noun = closed["noun"]
        listed = PROJECT_NOUN.search(noun) is not None and (
            not vague or BUILDING_NOUN.search(noun) is not None
        )
        end = closed.start()
    start = _behind_money(text, start, end)
    if UNNAMED.match(text, start, end):
        return []
    members = _split(text, start, end, finder)
    if closed is None and members:
        left, right = members[-1]
        bare = _without_tail(text[left:right])
        if len(bare) >= 2:
            members[-1] = (left, right - (2 if text[left:right].endswith(("建设", "实施", "施工")) else 0))
    found = []
    shared = _shared_ending(text, members, finder, improving=improving)
    for index, (left, right) in enumerate(members):
        ending = shared if index < len(members) - 1 else None
        name = _read_name(text, left, right, finder, listed=listed, vague=vague, ending=ending)
        if name is not None:
            found.append(name)
    return found


def _without_tail(name: str) -> str:
    """The name without 项目, 建设工程 behind it; nothing may be left."""
    return TAIL_WORDS.sub("", name) if name.endswith(TAIL_ENDS) else name


def _behind_money(text: str, start: int, end: int) -> int:
    """Where the name begins behind 投资3.3亿元的."""
    if text.find("的", start, end) < 0:
        return start
    money = MONEY.match(text[start:end])
    return start + money.end() if money is not None else start


def _split(text: str, start: int, end: int, finder: Finder) -> list[tuple[int, int]]:
    borders = [start]
    depth = 0
    for match in BORDER.finditer(text, start, end):
        character = match[0]
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            borders += [match.start(), match.end()]
    borders.append(end)
    members: list[tuple[int, int]] = []
    for left, right in zip(borders[::2], borders[1::2], strict=True):
        inner = INNER_COUNT.search(text, left, right)
        if inner is not None:
            members += [(left, inner.start()), *_split_joined(text, inner.end(), right, finder)]
        else:
            members += _split_joined(text, left, right, finder)
    trimmed = [_trim(text, left, right, finder) for left, right in members]
    return [(left, right) for left, right in trimmed if right - left >= 2]


def _split_joined(text: str, start: int, end: int, finder: Finder) -> list[tuple[int, int]]:
    """Cut at 和, 及, 与 between two names; a name such as 物流服务与管理 has no building before the joint."""
    if JOINT_CHARACTER.search(text, start + 1, end) is None:
        return [(start, end)]
    for token in finder.tokens_in(start + 1, end - 1):
        word = text[token.start : token.end]
        if word not in ("和", "及", "以及", "与") or finder.inside_mention(token.start):
            continue
        if text.count("（", start, token.start) != text.count("）", start, token.start):
            continue
        left = text[start : token.start]
        if endings().search(left) or finder.mentions_in(start, token.start) or _is_place(left, finder, start):
            return [(start, token.start), *_split_joined(text, token.end, end, finder)]
    for match in JOINT.finditer(text, start + 2, end - 2):
        # 老年公寓和裕东养老中心: the segmenter took 和裕 for a name
        left = text[start : match.start()]
        if (endings().search(left) or place_level(left) is not None) and endings().search(
            text[match.end() : end]
        ):
            return [(start, match.start()), *_split_joined(text, match.end(), end, finder)]
    return [(start, end)]


def _is_place(name: str, finder: Finder, start: int) -> bool:
    return 2 <= len(name) <= 6 and all(
        word_class(finder.text[token.start : token.end], token.pos) in PLACE_CLASSES
        for token in finder.tokens_in(start, start + len(name))
    )


def _trim(text: str, start: int, end: int, finder: Finder) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "的对将把了"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if (behind := _behind_money(text, start, end)) < end:
        start = behind
    cut = text.rfind("的", start, end)
    if cut > 0 and end - cut > 3 and not finder.inside_mention(cut - 1):
        # 辐射全球的航空物流机场
        start = cut + 1
    return start, end


def _shared_ending(
    text: str, members: Sequence[tuple[int, int]], finder: Finder, *, improving: bool
) -> str | None:
    """污水处理厂 of 温仁和冉庄污水处理厂: the ending that bare places before the last member share."""
    if len(members) < 2:
        return None
    left, right = members[-1]
    mentions = finder.mentions_in(left, right)
    schools = [finder.mentions_in(*member) for member in members[:-1]]
    if mentions:
        whole = mentions[0].start == left and mentions[0].end < right
        bare = all(
            found and (found[0].start, found[0].end) == member
            for found, member in zip(schools, members[:-1], strict=True)
        )
        return text[mentions[0].end : right] if improving and whole and bare else None
    if any(schools):
        return None
    for token in finder.tokens_in(left + 2, min(left + 7, right - 1)):
        place, ending = text[left : token.start], text[token.start : right]
        if _is_place(place, finder, left) and endings().search(ending):
            return ending
    return None


def _read_name(
    text: str, start: int, end: int, finder: Finder, *, listed: bool, vague: bool, ending: str | None
) -> Name | None:
    printed = text[start:end]
    mentions = finder.mentions_in(start, end)
    if len(printed) > 40 or (not mentions and FIGURE.search(printed)):
        return None
    school_id = mentions[0].school_id if mentions and mentions[0].start - start <= 4 else None
    if mentions and mentions[0].start > start:
        near = mentions[0].start - start <= 4 or INTRODUCED.search(text, start, mentions[0].start) is not None
        start = mentions[0].start if near else start
        school_id = mentions[0].school_id if near else school_id
    if mentions and (told := TOLD_OF.search(text, mentions[0].end, end)) is not None:
        end = told.start()
    printed = text[start:end]
    if printed.startswith("“") and not mentions and not endings().search(INITIATIVE.sub("", printed)):
        # “党建创优工程、立德树人工程”: what is undertaken, not what is built
        return None
    bare = _without_tail(printed)
    name = bare if len(bare) >= 3 else printed
    bare_school = bool(mentions) and mentions[0].start == start and mentions[0].end == end
    if ending is not None and (bare_school or (not mentions and _is_place(printed, finder, start))):
        name = _without_tail(printed + ending) or printed
        return Name(start, end, name, school_id)
    if mentions:
        if COUNT_BEHIND.match(text, mentions[-1].end, end):
            # 中法城三初、中法城六小两所学校
            end = mentions[-1].end
            name = text[start:end]
        rest = text[mentions[-1].end : end]
        fits = not rest or listed or endings().search(rest) is not None
        if not fits or (vague and not rest and not listed):
            return None
        if rest.startswith("的"):
            # 红岭小学的教学楼
            name = _without_tail(text[start : mentions[-1].end] + rest[1:])
        return Name(start, end, name, school_id)
    if listed:
        return Name(start, end, name, None) if len(name) >= 3 or is_specific(name, finder, start) else None
    return Name(start, end, name, None) if is_project(printed, name, finder, start, vague=vague) else None
