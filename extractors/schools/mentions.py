"""Finding the places where a named school stands; who it is, is resolved elsewhere.

    建成投用瓯海第九幼儿园、榕盛幼儿园 -> 瓯海第九幼儿园, 榕盛幼儿园
    全区公办幼儿园38所 -> nothing: a kind of school, not a name

Start at `find_mentions`. Two passes: the second knows which names stood in the first with a clean edge, and
which stand beside them in a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from extractors.places import place_level
from extractors.records import Word
from extractors.schools.before import Tokens
from extractors.schools.edges import Edge, find_edge, read_weights
from extractors.schools.naming import LIST_MARK, NEVER_ALONE, could_be_name, is_name
from extractors.schools.pieces import PLACING
from extractors.schools.types import SchoolType, find_ends
from extractors.segmentation import segmenter

GROUP_GAP: Final = frozenset({"", "教育", "联合", "共享"})
# 附属永嘉第二(中学) | 实验(小学) after 六中
JOINING_GAP: Final = re.compile(r"(?:附属|附设)[\u3400-\u9fff]{0,8}|(?:实验|外国语|国际|双语)")
# 三高等3所 | 十七中等学校: the segmenter reads 高等, 中等
COUNT_BEHIND: Final = re.compile(
    r"等(?:[0-9０-９一二三四五六七八九十百两]|[新改扩迁]|学校|项目|优质|$|[，,、。])"
)
OF_A_SCHOOL: Final = (
    "校长", "校舍", "校园", "校门", "食堂", "操场", "教师", "宿舍", "学生公寓", "学生宿舍", "实训", "综合楼",
    "教学楼",
)  # fmt: skip
"""What belongs to a school, though the segmenter may know it as one word with the type: 中学校长."""
LONGEST_GAP: Final = 10
"""Characters between a school and what continues its name."""
BREAKING: Final = frozenset({"particle", "function", "deed", "verb", "measure"})
"""Words that cannot stand between a school and its campus."""
CLAUSE: Final = re.compile(r"[，,。;；:：\n]")
BRANCHING: Final = frozenset({"中学", "小学", "初中", "高中"})
LANDMARKS: Final = frozenset("口路桥村庄里湾岭城门山河湖站场")
BARE_CAMPUS: Final = frozenset({"分校", "分园", "总校", "总园", "东校", "西校", "南校", "北校"})
"""Campuses without a name of their own: 一小分校, 铁路五小总校."""
HAS_NURSERY: Final = frozenset({"小学", "中学", "学校", "九年一贯", "初中"})
"""Schools that may have a kindergarten of their own."""
ATTACHED: Final = PLACING | {"ordinal"}
"""What the school of a university is named with: 温州大学瓯江学院, 湖南师范大学竹埠港实验中学."""
UNNAMED_GAP: Final = frozenset("的设和及与或建办新老本等开在有为各其原同之")
STAGED: Final = frozenset({"初中学校", "高中学校"})
"""七中初中学校: a school of one stage that bears the name of its parent."""
SURE: Final = 0.97

End = tuple[int, int, SchoolType]


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A named school in the text, with the ends of its parts (school, group, campus)."""

    start: int
    end: int
    edge: Edge
    head: int
    types: tuple[End, ...]
    confidence: float


def find_mentions(
    text: str, tokens: Sequence[Word], *, known: frozenset[str] = frozenset()
) -> tuple[Mention, ...]:
    """Named schools in text order. `known` holds names of the user's register."""
    table = Tokens(text, tokens)
    ends = [end for end in find_ends(text) if _ends_a_word(text, table, end[1])]
    edges = _find_edges(text, table, ends, known)
    found: list[Mention] = []
    doubtful: list[Mention] = []
    group: Mention | None = None
    parent: Mention | None = None
    for (start, end, type_), edge in zip(ends, edges, strict=True):
        if group is not None and (joined := _member_of(text, table, group, start, end, type_)) is not None:
            found.append(joined)
            doubtful.pop()
        elif found and (joined := _join(text, table, found[-1], start, end, type_)) is not None:
            found[-1] = joined
        elif parent is not None and (joined := _join(text, table, parent, start, end, type_)) is not None:
            # 五星小学育新校区: what could be a kind of school has a campus of its own
            found.append(joined)
            doubtful.pop()
        elif edge is not None:
            last = _with_seat(text, end) if type_.level == "高校" else end
            sure = _confidence(edge, type_)
            mention = Mention(edge.start, last, edge, start, ((start, end, type_),), sure)
            named = text[edge.start : end] in known or is_name(text, edge, start, end, type_)
            (found if named else doubtful).append(mention)
            if not named and type_.kind == "group" and could_be_name(text, edge, end, type_):
                group, parent = mention, None
                continue
            if not named and type_.kind == "full" and could_be_name(text, edge, end, type_):
                group, parent = None, mention
                continue
        group, parent = None, None
    return tuple(_with_list_members(text, found, doubtful))


# by the most telling class inside: how often a name with no better word is right
TELLING: Final = {
    "county": 0.98, "town": 0.98, "ordinal": 0.98, "code": 0.97, "rank": 0.95, "proper": 0.95, "part": 0.9,
    "unknown": 0.88, "doubtful_town": 0.85, "fragment": 0.85, "noun": 0.85, "direction": 0.85,
}  # fmt: skip
EVEN: Final = 0.62
"""How far the margin over the next best edge is believed."""


def _confidence(edge: Edge, type_: SchoolType) -> float:
    """How sure a name is: the margin of its edge, and the best word that tells it from a kind of school."""
    if type_.kind == "abbreviation":
        return edge.confidence
    telling = max((TELLING.get(piece.class_, 0.6) for piece in edge.inside), default=0.8)
    return telling * float(edge.confidence**EVEN)


SEAT: Final = re.compile(r"[（(]([\u3400-\u9fff]{2,4})[）)]")
# 昆明实验学校(天骄校区): a campus with a word of its own
CAMPUS_IN_BRACKETS: Final = re.compile(
    r"[（(](?![新老本原主含][校园分])[\u3400-\u9fff]{1,6}(?:校区|园区|分校|分园)[）)]"
)


def _with_seat(text: str, end: int) -> int:
    """香港中文大学（深圳）: a university's name goes on with the place in brackets."""
    match = SEAT.match(text, end)
    return match.end() if match is not None and place_level(match[1]) in ("省", "市", "县") else end


NEAR: Final = 150
"""How far behind the full name a bare 中心学校 may mean the same."""
NEXT_MEMBER: Final = 14
"""How far the neighbours in a list may be: a school and the works on it (龙霞实验小学综合楼建设工程、)."""


def _with_list_members(text: str, found: list[Mention], doubtful: list[Mention]) -> list[Mention]:
    """The names, and what may be one and stands beside one in a list, or is printed in full elsewhere."""
    if not found:
        return found
    starts = [mention.start for mention in found]
    tails = {
        text[mention.end - 4 : mention.end]: mention for mention in found if mention.end - mention.start >= 6
    }
    added = []
    for mention in doubtful:
        type_ = mention.types[0][2]
        if type_.word in NEVER_ALONE or not could_be_name(text, mention.edge, mention.end, type_):
            continue
        full = tails.get(text[mention.end - 4 : mention.end])
        name = text[mention.start : mention.end]
        again = full is not None and len(name) >= 4 and text.endswith(name, full.start, full.end)
        again = again and full is not None and 0 < mention.start - full.end <= NEAR
        index = bisect_left(starts, mention.start)
        before = text[found[index - 1].end : mention.start] if index > 0 else ""
        behind = text[mention.end : found[index].start] if index < len(found) else ""
        listed = (_is_list_gap(before) and before.endswith(LIST_MARK)) or (
            _is_list_gap(behind) and mention.edge.before in ("stop", "deed", "function", "particle")
        )
        if again or listed:
            added.append(msgspec.structs.replace(mention, confidence=0.6 * mention.confidence))
    return sorted([*found, *added], key=lambda mention: mention.start)


def _is_list_gap(gap: str) -> bool:
    """Whether two names with this between them stand side by side in a list."""
    return len(gap) <= NEXT_MEMBER and gap.count(LIST_MARK) == 1 and CLAUSE.search(gap) is None


def _find_edges(text: str, table: Tokens, ends: Sequence[End], known: frozenset[str]) -> list[Edge | None]:
    """The left edge of each end: once by itself, and again where the report prints the name elsewhere."""
    edges: list[Edge | None] = []
    floor = 0
    for start, end, type_ in ends:
        edges.append(_first_edge(table, start, end, type_, floor))
        if edges[-1] is not None:
            floor = end
    clean: Counter[str] = Counter()
    for (start, end, _), edge in zip(ends, edges, strict=True):
        if edge is not None and edge.start < start and (edge.before == "stop" or edge.confidence > SURE):
            clean[text[edge.start : end]] += 1
    names = known.union(clean)
    lengths = sorted({len(name) for name in names})
    floor = 0
    for index, ((start, end, type_), edge) in enumerate(zip(ends, edges, strict=True)):
        if edge is not None and type_.kind != "abbreviation":
            others = [end - length for length in lengths if floor <= end - length < start]
            if any(text[left:end] in names for left in others if left != edge.start):
                edges[index] = _second_edge(table, text, start, end, floor, clean, known)
        if edge is not None:
            floor = end
    return edges


def _first_edge(table: Tokens, start: int, end: int, type_: SchoolType, floor: int) -> Edge | None:
    if type_.kind != "abbreviation":
        return find_edge(table, start, floor=floor)
    if start == floor > 0:
        # 实验学校清华城校区: right behind a school stands no university
        return None
    first, last = table.at(start), table.at(end - 1)
    whole = table.tokens[first].start == start and table.tokens[last].end == end
    behind = table.tokens[last + 1] if last + 1 < len(table.tokens) else None
    # 北大冉: a single character that the segmenter takes for a name belongs to the word before
    cut = (
        behind is not None and behind.end - behind.start == 1 and behind.pos in ("nr", "ns", "ng", "x", "zg")
    )
    cut = cut and "\u3400" <= table.text[end] <= "\u9fff"
    return Edge(start, (), "other", 0.9) if whole and not cut else None


def _second_edge(
    table: Tokens, text: str, start: int, end: int, floor: int, clean: Counter[str], known: frozenset[str]
) -> Edge:
    weights = read_weights().document

    def bonus(left: int) -> float:
        name = text[left:end]
        score = weights["seen"] if left < start and clean.get(name) else 0.0
        return score + (weights["register"] if name in known else 0.0)

    return find_edge(table, start, floor=floor, bonus=bonus)


def _ends_a_word(text: str, table: Tokens, end: int) -> bool:
    """Whether the segmenter lets a name end here; its own unknown words may be cut."""
    token = table.tokens[table.at(end - 1)]
    if token.end <= end or COUNT_BEHIND.match(text, end) or text.startswith(OF_A_SCHOOL, end):
        return True
    return not segmenter().has_word(text[token.start : token.end])


def _member_of(
    text: str, table: Tokens, group: Mention, start: int, end: int, type_: SchoolType
) -> Mention | None:
    """南外集团科华学校: a group that is no name by itself, and the school printed behind it."""
    gap = text[group.end : start]
    if not 2 <= len(gap) <= 6 or type_.kind != "full" or not gap.isalnum():
        return None
    pieces = table.pieces_before(start, group.end)[0]
    if not pieces or pieces[0].start != group.end or not {piece.class_ for piece in pieces} <= PLACING:
        return None
    return msgspec.structs.replace(group, end=end, types=(*group.types, (start, end, type_)))


def _join(text: str, table: Tokens, last: Mention, start: int, end: int, type_: SchoolType) -> Mention | None:
    """The last mention continued by this type: its group, its campus, its attached school; else None."""
    if start < last.end:
        return None
    bracketed = CAMPUS_IN_BRACKETS.match(text, last.end) if type_.kind == "campus" else None
    if bracketed is not None and bracketed.end() == end + 1:
        return msgspec.structs.replace(last, end=end + 1, types=(*last.types, (start, end, type_)))
    if start - last.end > LONGEST_GAP:
        return None
    gap = text[last.end : start]
    if gap and not gap.isalnum():
        return None
    last_type = last.types[-1][2]
    pieces = table.pieces_before(start, last.end)[0] if gap else []
    classes = [piece.class_ for piece in pieces]
    whole = not gap or (bool(pieces) and pieces[0].start == last.end)
    breaking = BREAKING - {"verb"} if type_.kind == "campus" else BREAKING
    inside = whole and not breaking.intersection(classes)
    if type_.word.endswith("大学") and last_type.level == "高校":
        return None
    branch = type_.word == "学校" and last_type.level in BRANCHING and 2 <= len(gap) <= 5
    beside = type_.kind in ("full", "short") and last_type.level not in ("高校", "集团") and len(gap) >= 2
    beside = beside and last_type.kind != "campus" and gap[0] not in "和与及或同"
    if (
        beside
        and whole
        and (
            set(classes) <= PLACING
            or classes == ["ordinal"]
            or (classes == ["noun"] and gap[-1] in LANDMARKS)
        )
    ):
        # 石阳小学岔路口小学, 八中长塘中学(分校): a branch with a type of its own, without a mark between
        joins = True
    elif (
        not gap
        and type_.word == "幼儿园"
        and last_type.kind in ("full", "short")
        and last_type.level in HAS_NURSERY
    ):
        # 凤翔小学幼儿园: the kindergarten of a school
        joins = True
    elif branch and whole and set(classes) <= PLACING:
        # 铁一中滨河学校, 广东实验中学越秀学校: a school's branch named after its place
        joins = True
    elif type_.kind == "group":
        joins = gap in GROUP_GAP
    elif type_.kind == "campus":
        joins = (bool(gap) and inside and len(gap) <= 8) or (
            not gap and (type_.word in BARE_CAMPUS or (last_type.kind == "short" and bool(last.edge.inside)))
        )
        # 幼儿园秋成分园: the segmenter knows no such name
        joins = joins or (
            type_.word in BARE_CAMPUS and 1 <= len(gap) <= 2 and not UNNAMED_GAP.intersection(gap)
        )
        joins = joins and gap not in ("新", "老", "本", "主", "原", "旧")
    elif type_.kind == "attached":
        joins = not gap or (inside and len(gap) <= 6)
    elif last_type.kind == "group" and not classes:
        # 第一中学教育集团实验小学: a member school printed behind its group
        joins = type_.kind == "short" and not gap
    elif type_.kind == "short":
        joins = False
    elif last_type.kind == "group":
        joins = inside and not any(c in ("generic", "rank") for c in classes)
        joins = joins and (last_type.word != "集团" or set(classes) <= PLACING | {"ordinal"})
    else:
        joins = bool(JOINING_GAP.fullmatch(gap)) or (not gap and type_.word in STAGED) or (
            last_type.level == "高校" and not gap and type_.word.endswith("学院")
        ) or (
            last_type.level == "高校" and bool(gap) and inside and len(gap) <= 8
            and (set(classes) <= ATTACHED or gap.startswith("附属") or type_.word.endswith("学院"))
        )  # fmt: skip
    if not joins:
        return None
    return msgspec.structs.replace(last, end=end, types=(*last.types, (start, end, type_)))
