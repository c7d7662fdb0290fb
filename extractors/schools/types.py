"""What a school's name can end in: the lexicon of types and the pattern made from it.

    龙霞实验小学 ends in 小学      瓯海十一幼 in 十一 and 幼      瓯海三幼桂华园区 in 园区

Start at `read_types`. Leaves the question whether a school is named there at all to `mentions`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from extractors.lexicons import load

TypeKind = Literal["full", "attached", "campus", "group", "short", "abbreviation"]


class SchoolType(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One way for a name to end: the word, what it stands for, and the level it tells."""

    word: str
    canonical: str
    level: str
    kind: TypeKind


class Types(msgspec.Struct, frozen=True, kw_only=True):
    """All types by their words, and the two patterns that find them."""

    by_word: dict[str, SchoolType]
    short: dict[str, SchoolType]
    abbreviations: dict[str, str]
    not_before: dict[str, re.Pattern[str]]
    not_after: dict[str, re.Pattern[str]]
    full: re.Pattern[str]
    ordinal: re.Pattern[str]


DIGITS = "一二三四五六七八九十百〇○零0-9０-９"


def _by_first_character(words: list[str]) -> str:
    """The alternation of the words with each first character written once, so that most places fail fast."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


@cache
def read_types() -> Types:
    """The types of `lexicons/school_types.toml`, once per process."""
    table = load("school_types")
    by_word = {
        word: SchoolType(word=word, canonical=row["canonical"], level=row["level"], kind=row["kind"])
        for row in table["type"]
        for word in row["words"]
    }
    short = {
        word: SchoolType(word=word, canonical=row["canonical"], level=row["level"], kind="short")
        for row in table["short"]
        for word in row["words"]
    }
    abbreviations: dict[str, str] = table["abbreviations"]
    words = sorted([*by_word, *abbreviations], key=lambda word: (-len(word), word))
    # Two passes of simple alternations are five times as fast as one pattern with all guards inside.
    return Types(
        by_word=by_word,
        short=short,
        abbreviations=abbreviations,
        not_before={word: re.compile(guard) for word, guard in table["not_before"].items()},
        not_after={word: re.compile(guard) for word, guard in table["not_after"].items()},
        full=re.compile(_by_first_character(words)),
        ordinal=re.compile(
            # 第?数字: in this form the search passes over all characters that begin neither
            f"[第{DIGITS}](?:(?<=第)[{DIGITS}]{{1,8}}|(?<!第)[{DIGITS}]{{0,7}})[{''.join(short)}]"
        ),
    )


_NOT_A_PERSON = re.compile(r"(?![学生师])")


def find_ends(text: str) -> list[tuple[int, int, SchoolType]]:
    """Every place where a school's name could end: start and end of the type's own words, and the type."""
    types = read_types()
    ends: list[tuple[int, int, SchoolType]] = []
    for pattern in (types.full, types.ordinal):
        position = 0
        while match := pattern.search(text, position):
            found = _type_at(text, *match.span(), types)
            if found is None:
                position = match.start() + 1
            else:
                ends.append(found)
                position = found[1]
    ends.sort(key=lambda end: (end[0], -end[1]))
    kept: list[tuple[int, int, SchoolType]] = []
    for end in ends:
        if not kept or end[0] >= kept[-1][1]:
            kept.append(end)
    return kept


def _type_at(text: str, start: int, end: int, types: Types) -> tuple[int, int, SchoolType] | None:
    """The type that is `text[start:end]`, or a shorter one where what follows forbids it: 借用某小学|校舍."""
    while end - start > 1:
        word = text[start:end]
        if (full_name := types.abbreviations.get(word)) is not None:
            if not _NOT_A_PERSON.match(text, end):
                return None
            return start, end, SchoolType(word=word, canonical=full_name, level="高校", kind="abbreviation")
        found = types.by_word.get(word)
        if found is None and (found := types.short.get(word[-1])) is not None:
            word = word[-1]
        if found is not None and _stands_free(text, start, end, word, types):
            return start, end, found
        if found is not None and found.kind == "short":
            return None
        end -= 1
    return None


def _stands_free(text: str, start: int, end: int, word: str, types: Types) -> bool:
    """Whether what stands before and behind makes no other word of the type (小学生, 大学城)."""
    behind, before = types.not_before.get(word), types.not_after.get(word)
    return (behind is None or behind.match(text, end) is not None) and (
        before is None or before.match(text, start) is not None
    )
