"""One name of several parts: a school goes on with its group, its campus, its branch or its own school.

    平阳三幼|城东园区      石阳小学|岔路口小学      湖南师范大学|竹埠港实验中学      凤翔小学|幼儿园

Start at `continue_name`. Whether the first part names a school is decided in `naming`.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from extractors.schools.before import Tokens
from extractors.schools.edges import Edge
from extractors.schools.pieces import PLACING
from extractors.schools.types import SchoolType

GROUP_GAP: Final = frozenset({"", "教育", "联合", "共享"})
# 附属永嘉第二(中学) | 实验(小学) after 六中
JOINING_GAP: Final = re.compile(r"(?:附属|附设)[\u3400-\u9fff]{0,8}|(?:实验|外国语|国际|双语)")
LONGEST_GAP: Final = 10
"""Characters between a school and what continues its name."""
BREAKING: Final = frozenset({"particle", "function", "deed", "verb", "measure"})
"""Words that cannot stand between a school and its campus."""
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
# 昆明实验学校(天骄校区): a campus with a word of its own
CAMPUS_IN_BRACKETS: Final = re.compile(
    r"[（(](?![新老本原主含][校园分])[\u3400-\u9fff]{1,6}(?:校区|园区|分校|分园)[）)]"
)
NO_CAMPUS_NAME: Final = frozenset({"新", "老", "本", "主", "原", "旧"})
"""Of these a school has one: 新校区."""

End = tuple[int, int, SchoolType]


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A named school in the text, with the ends of its parts (school, group, campus)."""

    start: int
    end: int
    edge: Edge
    head: int
    types: tuple[End, ...]
    confidence: float


class Gap(msgspec.Struct, frozen=True, gc=False):
    """What stands between a school and a type behind it."""

    words: str
    classes: list[str]
    whole: bool
    """Whether the words begin right behind the school."""
    last: SchoolType
    """The type that the school's name ended in so far."""
    numbered: bool
    """Whether the school's short name has more than its number: 平阳三幼."""

    def holds(self, allowed: frozenset[str]) -> bool:
        """Whether all words are of these classes."""
        return self.whole and allowed.issuperset(self.classes)


def member_of(
    text: str, table: Tokens, group: Mention, start: int, end: int, type_: SchoolType
) -> Mention | None:
    """南外集团科华学校: a group that is no name by itself, and the school printed behind it."""
    gap = text[group.end : start]
    if not 2 <= len(gap) <= 6 or type_.kind != "full" or not gap.isalnum():
        return None
    pieces = table.pieces_before(start, group.end)[0]
    if not pieces or pieces[0].start != group.end or not {piece.class_ for piece in pieces} <= PLACING:
        return None
    return _continued(group, end, (start, end, type_))


def continue_name(
    text: str, table: Tokens, last: Mention, start: int, end: int, type_: SchoolType
) -> Mention | None:
    """The last mention continued by this type: its group, its campus, its attached school; else None."""
    if start < last.end:
        return None
    bracketed = CAMPUS_IN_BRACKETS.match(text, last.end) if type_.kind == "campus" else None
    if bracketed is not None and bracketed.end() == end + 1:
        return _continued(last, end + 1, (start, end, type_))
    if start - last.end > LONGEST_GAP:
        return None
    words = text[last.end : start]
    if words and not words.isalnum():
        return None
    pieces = table.pieces_before(start, last.end)[0] if words else []
    gap = Gap(
        words=words,
        classes=[piece.class_ for piece in pieces],
        whole=not words or (bool(pieces) and pieces[0].start == last.end),
        last=last.types[-1][2],
        numbered=bool(last.edge.inside),
    )
    return _continued(last, end, (start, end, type_)) if _joins(gap, type_) else None


def _continued(mention: Mention, end: int, part: End) -> Mention:
    return msgspec.structs.replace(mention, end=end, types=(*mention.types, part))


def _joins(gap: Gap, type_: SchoolType) -> bool:
    """Whether the type belongs to the school before it."""
    if type_.word.endswith("大学") and gap.last.level == "高校":
        return False
    if _is_branch(gap, type_):
        return True
    if type_.kind == "group":
        return gap.words in GROUP_GAP
    if type_.kind == "campus":
        return _is_campus(gap, type_)
    inside = gap.whole and not BREAKING.intersection(gap.classes)
    if type_.kind == "attached":
        return not gap.words or (inside and len(gap.words) <= 6)
    if gap.last.kind == "group" and not gap.classes:
        # 第一中学教育集团实验小学: a member school printed behind its group
        return type_.kind == "short" and not gap.words
    if type_.kind == "short":
        return False
    if gap.last.kind == "group":
        named = inside and not any(c in ("generic", "rank") for c in gap.classes)
        return named and (gap.last.word != "集团" or gap.holds(ATTACHED))
    if JOINING_GAP.fullmatch(gap.words) or (not gap.words and type_.word in STAGED):
        return True
    return gap.last.level == "高校" and _is_of_university(gap, type_, inside=inside)


def _is_branch(gap: Gap, type_: SchoolType) -> bool:
    """A branch with a type of its own, without a mark between, or a school's kindergarten."""
    words, last = gap.words, gap.last
    if not words:
        # 凤翔小学幼儿园
        school = last.kind in ("full", "short") and last.level in HAS_NURSERY
        return type_.word == "幼儿园" and school
    if type_.word == "学校" and last.level in BRANCHING and 2 <= len(words) <= 5 and gap.holds(PLACING):
        # 铁一中滨河学校, 广东实验中学越秀学校
        return True
    if (
        type_.kind not in ("full", "short")
        or last.level in ("高校", "集团")
        or last.kind == "campus"
        or len(words) < 2
        or words[0] in "和与及或同"
    ):
        return False
    landmark = gap.classes == ["noun"] and words[-1] in LANDMARKS
    # 石阳小学岔路口小学, 八中长塘中学(分校)
    return gap.whole and (gap.holds(PLACING) or gap.classes == ["ordinal"] or landmark)


def _is_campus(gap: Gap, type_: SchoolType) -> bool:
    """三幼城东园区, 一小分校; 某小学新校区 is the school's, not part of its name."""
    words, bare = gap.words, type_.word in BARE_CAMPUS
    if words in NO_CAMPUS_NAME:
        return False
    if not words:
        return bare or (gap.last.kind == "short" and gap.numbered)
    inside = gap.whole and not (BREAKING - {"verb"}).intersection(gap.classes)
    if inside and len(words) <= 8:
        return True
    # 幼儿园秋成分园: the segmenter knows no such name
    return bare and len(words) <= 2 and not UNNAMED_GAP.intersection(words)


def _is_of_university(gap: Gap, type_: SchoolType, *, inside: bool) -> bool:
    """温州大学瓯江学院, 陕西师范大学附属莲湖小学, 湖南师范大学竹埠港实验中学."""
    college = type_.word.endswith("学院")
    if not gap.words:
        return college
    named = gap.holds(ATTACHED) or gap.words.startswith("附属") or college
    return inside and len(gap.words) <= 8 and named
