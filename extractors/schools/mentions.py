"""Finding the places where a named school stands; who it is, is resolved elsewhere.

    建成投用瓯海第九幼儿园、榕盛幼儿园 -> 瓯海第九幼儿园, 榕盛幼儿园
    全区公办幼儿园38所 -> nothing: a kind of school, not a name

Start at `find_mentions`. Two passes: the second knows which names stood in the first with a clean edge, and how
the other members of the same list begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from extractors.records import Word
from extractors.schools.edges import Edge, Tokens, find_edge, read_weights
from extractors.schools.evidence import SPECIFIC, is_generic, is_ranked, is_title
from extractors.schools.types import SchoolType, find_ends

GROUP_GAP = frozenset({"", "教育", "联合", "共享"})
# 附属永嘉第二(中学) | 实验(小学) after 六中
JOINING_GAP = re.compile(r"(?:附属|附设)[\u3400-\u9fff]{0,8}|(?:实验|外国语|国际|双语)")
COUNTED_BEHIND = re.compile(r"(?:达|共|有|增至|增加到)?(?:[0-9０-９]+|[一二三四五六七八九十百千两]+)(?:余|多)?(?:所|家|个|处|间)")
LIST_MARK = "、"
BREAKING = frozenset({"particle", "function", "deed", "verb", "measure"})
# 实验小学, 职教中心, 机关幼儿园 name a school without more; 实验学校, 中心小学, 特教学校 do not.
BARE = frozenset({"实验小学", "实验中学", "实验幼儿园", "实验高中", "机关幼儿园", "职教中心", "职业教育中心", "职业技术教育中心"})
RANKED_TYPES = frozenset({"中职", "特教", "其他"})
FRAGILE = frozenset({"学校", "教育集团", "集团", "集团学校", "教育集团学校", "学院", "大学", "中心校", "公学", "初中", "高中"})
"""Words that stand far more often for a kind than for a name: they need a word that is specific."""


NUMBERED = frozenset({"中学", "小学", "幼儿园", "职高", "职中"})
"""Types that a plain Arabic number names: 44中学."""
DESCRIBING = frozenset({"generic", "rank", "adjective", "verbnoun", "number", "measure", "act"})


class Mention(msgspec.Struct, frozen=True):
    """A named school in the text, with the ends of its parts (school, group, campus)."""

    start: int
    end: int
    edge: Edge
    head: int
    types: tuple[tuple[int, int, SchoolType], ...]
    confidence: float


def find_mentions(
    text: str, tokens: Sequence[Word], *, known: frozenset[str] = frozenset()
) -> tuple[Mention, ...]:
    """Named schools in text order. `known` holds names of the user's register."""
    table = Tokens(text, tokens)
    ends = find_ends(text)
    first = _find_once(text, table, ends, known, Counter())
    clean = Counter(text[m.start : m.end] for m in first if m.edge.before == "stop" or m.confidence > 0.97)
    return _find_once(text, table, ends, known, clean)


def _find_once(
    text: str,
    table: Tokens,
    ends: list[tuple[int, int, SchoolType]],
    known: frozenset[str],
    clean: Counter[str],
) -> tuple[Mention, ...]:
    found: list[Mention] = []
    floor = 0
    for start, end, type_ in ends:
        if not _ends_a_word(text, table, end):
            continue
        joined = _join(text, table, found[-1], start, end, type_) if found else None
        if joined is not None:
            found[-1] = joined
            floor = end
            continue
        mention = _single(text, table, start, end, type_, floor, known, clean)
        if mention is not None:
            found.append(mention)
        floor = end
    return tuple(found)


def _ends_a_word(text: str, table: Tokens, end: int) -> bool:
    """Whether the segmenter lets a name end here; its own unknown words may be cut."""
    index = table.at(end - 1)
    token = table.tokens[index]
    if token.end <= end:
        return True
    return not _in_dictionary(text[token.start : token.end])


def _in_dictionary(word: str) -> bool:
    from extractors.segmentation import segmenter

    return bool(segmenter().has_word(word))


def _join(
    text: str, table: Tokens, last: Mention, start: int, end: int, type_: SchoolType
) -> Mention | None:
    """The last mention continued by this type: its group, its campus, its attached school; else None."""
    if start < last.end:
        return None
    gap = text[last.end : start]
    if len(gap) > 10 or (gap and not gap.isalnum()):
        return None
    last_type = last.types[-1][2]
    classes = [piece.class_ for piece in table.pieces_before(start, last.end)[0]] if gap else []
    inside = not BREAKING.intersection(classes)
    if type_.kind == "group":
        joins = gap in GROUP_GAP
    elif type_.kind == "campus":
        joins = (not gap and type_.word in ("分校", "分园")) or (bool(gap) and inside and len(gap) <= 8)
        joins = joins and gap not in ("新", "老", "本")
    elif type_.kind == "attached":
        joins = not gap or (inside and len(gap) <= 6)
    elif type_.kind == "short":
        joins = False
    else:
        joins = bool(JOINING_GAP.fullmatch(gap)) or (
            last_type.level == "高校" and bool(gap) and inside and len(gap) <= 8
            and (classes[0] in ("county", "town", "proper") or gap.startswith("附属"))
        )  # fmt: skip
    if not joins:
        return None
    return msgspec.structs.replace(last, end=end, types=(*last.types, (start, end, type_)))


def _single(
    text: str,
    table: Tokens,
    start: int,
    end: int,
    type_: SchoolType,
    floor: int,
    known: frozenset[str],
    clean: Counter[str],
) -> Mention | None:
    weights = read_weights().document

    def bonus(left: int) -> float:
        name = text[left:end]
        score = weights["seen"] if clean.get(name) and left < start else 0.0
        return score + (weights["register"] if name in known else 0.0)

    if type_.kind == "abbreviation":
        first, last = table.tokens[table.at(start)], table.tokens[table.at(end - 1)]
        if first.start != start or last.end != end:
            return None
        edge = Edge(start, (), "other", 0.9)
        return Mention(start, end, edge, start, ((start, end, type_),), 0.9)
    head = start
    edge = find_edge(table, head, floor=floor, bonus=bonus)
    if text[edge.start : end] not in known and not _is_name(text, edge, head, end, type_):
        return None
    return Mention(edge.start, end, edge, head, ((start, end, type_),), edge.confidence)


def _is_name(text: str, edge: Edge, head: int, end: int, type_: SchoolType) -> bool:
    """Whether the words from the edge to the end name one school rather than a kind of school."""
    name, word = text[edge.start : end], type_.word
    classes = [piece.class_ for piece in edge.inside]
    words = [text[piece.start : piece.end] for piece in edge.inside]
    if type_.kind == "short":
        return _is_short_name(text, edge, head, end, classes)
    if word in ("集团", "园区"):
        return False
    counted = edge.before in ("measure", "number") or text[edge.start - 1 : edge.start] == "所"
    counted = counted or (COUNTED_BEHIND.match(text, end) is not None and text[edge.start - 1 : edge.start] != LIST_MARK)
    if name in BARE:
        return not counted
    if not classes or (is_title(words[-1]) and classes[-1] != "ordinal"):
        return False
    if word in NUMBERED and len(words[-1]) <= 3 and words[-1].isdigit():
        return True
    if type_.kind == "campus":
        return any(c in SPECIFIC for c in classes) or all(c in ("direction", "part") for c in classes)
    institution = type_.level in RANKED_TYPES and not counted
    if all(c == "county" for c in classes):
        # 凉州区小学 is any of them, 徐水小学 is one; 徐水学校 are all of them
        if any(map(is_ranked, words)):
            return institution
        return (word not in FRAGILE or word in ("大学", "学院")) and text[end : end + 1] != "段"
    if classes == ["rank"]:
        return institution
    specific = [c for c in classes if c in SPECIFIC]
    if counted:
        specific = [c for c in specific if c not in ("county", "code")]
    if specific:
        telling = [w for w, c in zip(words, classes, strict=True) if c in SPECIFIC - {"county"}]
        return bool(telling) or any(not is_generic(w) or c == "part" for w, c in zip(words, classes, strict=True) if c != "county")
    if counted or all(is_generic(w) or c in DESCRIBING for w, c in zip(words, classes, strict=True)):
        return classes[0] == "rank" and "part" in classes and not counted
    if word in FRAGILE:
        return classes[0] == "rank" and "part" in classes or "code" in classes
    return not is_generic(words[-1]) or classes[-1] == "part"


def _is_short_name(text: str, edge: Edge, head: int, end: int, classes: list[str]) -> bool:
    """瓯海十一幼, 区二幼; a bare 三中 only where nothing else can be meant."""
    letter = text[end - 1]
    if any(c in ("county", "town", "proper", "unknown") for c in classes):
        return True
    if classes == ["rank"]:
        return True
    if classes and all(c in ("noun", "part", "direction") for c in classes):
        return True
    if classes:
        return False
    before = text[edge.start - 1 : edge.start]
    if letter not in "中小幼" or before in "届、" and _in_plenum_chain(text, edge.start, end):
        return False
    numeral = text[head : end - 1]
    if edge.before not in ("stop", "deed", "verb", "particle", "function", "act", "generic", "proper"):
        return False
    follows = text[end : end + 1]
    return bool(numeral) and (not follows or follows in "、，,。;；和与及等并（(”’》" or letter in "中幼" and before != "届")


def _in_plenum_chain(text: str, start: int, end: int) -> bool:
    """十九届二中、三中、四中全会 is a chain of meetings."""
    return bool(re.match(r"[、一二三四五六七八九十中]*全会", text[end : end + 24])) or text[start - 1] == "届"
