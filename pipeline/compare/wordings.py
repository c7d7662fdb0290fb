"""One form of a name, so that wordings of different years can meet.

规上工业增加值 and “规模以上工业增加值” become the same words; quotation marks, blanks, the body's own
place and words that say nothing (各类, 全区) go. What is left decides: two names are set against each
other piece by piece, and the pieces that only one of them has say how far they may be joined
(`compare_names`): nothing left is the same name, a level is said, a contrasting word (城镇 against
农村) forbids. Whether the numbers may be compared is for `align` to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from pipeline.compare.records import Record

LEXICON: Final = Path(__file__).with_name("wordings.toml")
Relation = Literal["same", "level", "extra", "different", "contrast"]

MARKS: Final = re.compile(r"[\s“”‘’\"'《》〈〉「」『』·•.、,，:：;；\-—－]+")
# 新（改、扩）建 keeps its letters; 社区学校(分校) loses what stands in the brackets.
INNER: Final = re.compile(r"[（(]([改扩、建和]{1,5})[）)]")
BRACKETS: Final = re.compile(r"[（(][^（）()]{0,20}[）)]")
# 参保率达 | 运动场改造提升: what was done or reached hangs on to the name.
HANGING: Final = re.compile(
    r"(?:达到|达|为|实现|完成|共|约|均|增加|增长|改造提升|改造|提升|建设|创建|培育|提质提效|新建|扩建)+$"
)
JOINED: Final = re.compile(r"^[和及与]|[和及与]$")
BATCH: Final = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批轮届期]|首批")


class Names(Record, frozen=True, kw_only=True):
    """The lexicon in the shape the functions below use."""

    same: tuple[tuple[str, str], ...]
    benign: re.Pattern[str]
    level: re.Pattern[str]
    contrast: tuple[tuple[str, tuple[str, ...]], ...]
    stock: re.Pattern[str]
    flow: re.Pattern[str]
    cumulative: re.Pattern[str]
    general: frozenset[str]


class NameRelation(Record, frozen=True, kw_only=True):
    """How two names stand to each other: `score` 0 to 1, and the words only one of them has."""

    relation: Relation
    score: float
    only: tuple[str, ...]


@lru_cache(maxsize=1)
def load_names() -> Names:
    """Read the lexicon once."""
    data = read_lexicon()
    same: list[tuple[str, str]] = []
    for row in data["same"]:
        for other in row["as"]:
            left, _, right = other.partition("=")
            same.append((left, right or row["write"]))
    return Names(
        same=tuple(sorted(same, key=lambda pair: (-len(pair[0]), pair))),
        benign=any_of(data["benign"]),
        level=re.compile(rf"(?:{any_of(data['level']).pattern})(?:及以上|以上|及)?"),
        contrast=tuple((row["name"], tuple(row["words"])) for row in data["contrast"]),
        stock=any_of(data["stock"]),
        flow=any_of(data["flow"]),
        cumulative=any_of(data["cumulative"]),
        general=frozenset(word for row in data["general"] for word in row["words"]),
    )


def read_lexicon() -> dict[str, list[dict[str, Any]]]:
    """The rows as they stand in the file."""
    with LEXICON.open("rb") as file:
        return tomllib.load(file)


def any_of(rows: Iterable[dict[str, Any]]) -> re.Pattern[str]:
    """A pattern for any word of the rows, longest first."""
    words = sorted({word for row in rows for word in row["words"]}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


def clean_name(name: str, *, places: tuple[str, ...] = ()) -> str:
    """The name without marks, brackets, batch, the body's own place and words that say nothing."""
    return _clean_name(name, places)


@lru_cache(maxsize=20_000)
def _clean_name(name: str, places: tuple[str, ...]) -> str:
    names = load_names()
    name = BRACKETS.sub("", INNER.sub(r"\1", name))
    name = MARKS.sub("", name)
    name = BATCH.sub("", name)
    for place in places:
        if len(name) > len(place) + 1:
            name = name.replace(place, "", 1)
    for left, right in names.same:
        if left in name and right not in name:
            name = name.replace(left, right)
    name = names.benign.sub("", name) or name
    shorter = HANGING.sub("", name)
    return shorter if len(shorter) >= 3 else name


@lru_cache(maxsize=200_000)
def compare_names(left: str, right: str) -> NameRelation:
    """How two cleaned names stand to each other."""
    if left == right:
        return NameRelation(relation="same", score=1.0, only=())
    names = load_names()
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    common = sum(block.size for block in blocks)
    only_left = pieces(left, [(block.a, block.size) for block in blocks])
    only_right = pieces(right, [(block.b, block.size) for block in blocks])
    only = (*only_left, *only_right)
    score = 2 * common / (len(left) + len(right)) if left and right else 0.0
    if sorted(left) == sorted(right) and score >= 0.5:
        return NameRelation(relation="same", score=1.0, only=only)
    if any(differs(words, left, right) for _, words in names.contrast):
        return NameRelation(relation="contrast", score=score, only=only)
    if all(names.level.fullmatch(piece) for piece in only):
        return NameRelation(relation="level", score=score, only=only)
    if any(JOINED.search(piece) for piece in only):
        # 泵站和调蓄池 against 调蓄池: a part against the whole.
        return NameRelation(relation="different", score=min(score, 0.5), only=only)
    if not (only_left and only_right) and same_head(left, right):
        return NameRelation(relation="extra", score=score, only=only)
    return NameRelation(relation="different", score=score, only=only)


def pieces(name: str, blocks: list[tuple[int, int]]) -> tuple[str, ...]:
    """What of `name` lies outside the blocks."""
    found, at = [], 0
    for start, size in blocks:
        found.append(name[at:start])
        at = start + size
    found.append(name[at:])
    return tuple(piece for piece in found if piece)


def differs(words: tuple[str, ...], left: str, right: str) -> bool:
    """True when both names use a word of this contrast, and not the same ones."""
    in_left = {word for word in words if word in left}
    in_right = {word for word in words if word in right}
    return bool(in_left and in_right) and in_left.isdisjoint(in_right)


def same_head(left: str, right: str) -> bool:
    """The noun at the end is the same: its last two characters."""
    return left[-2:] == right[-2:]
