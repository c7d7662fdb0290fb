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
from extractors.schools.joining import End, Mention, continue_name, member_of
from extractors.schools.naming import LIST_MARK, NEVER_ALONE, could_be_name, is_name
from extractors.schools.types import SchoolType, find_ends
from extractors.segmentation import segmenter

# 三高等3所 | 十七中等学校: the segmenter reads 高等, 中等
COUNT_BEHIND: Final = re.compile(
    r"等(?:[0-9０-９一二三四五六七八九十百两]|[新改扩迁]|学校|项目|优质|$|[，,、。])"
)
OF_A_SCHOOL: Final = (
    "校长", "校舍", "校园", "校门", "食堂", "操场", "教师", "宿舍", "学生公寓", "学生宿舍", "实训", "综合楼",
    "教学楼",
)  # fmt: skip
"""What belongs to a school, though the segmenter may know it as one word with the type: 中学校长."""
CLAUSE: Final = re.compile(r"[，,。;；:：\n]")
SURE: Final = 0.97


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
        if group is not None and (joined := member_of(text, table, group, start, end, type_)) is not None:
            found.append(joined)
            doubtful.pop()
        elif found and (joined := continue_name(text, table, found[-1], start, end, type_)) is not None:
            found[-1] = joined
        elif (
            parent is not None
            and (joined := continue_name(text, table, parent, start, end, type_)) is not None
        ):
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
