"""Whether words name one building or one work on a place, or only describe kinds of them.

    大庄污水处理厂, 唐河治理, 区妇幼保健院病房楼 are projects
    老旧小区改造, 城市“双修”, 重大文旅项目 are not

Start at `is_project`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from extractors.lexicons import any_of, load
from extractors.lists.chains import Finder
from extractors.schools.evidence import STOP, is_describing, is_ranked, word_class

# 城市“双修” | 医疗资源向乡村延伸: slogans and directions
SLOGAN: Final = re.compile(
    r"^“|”$|向.{1,8}(?:延伸|拓展)|民生|民心|党风|作风"
    r"|能力|水平|体系|机制|素质|安居|安全|融合|激活|文化建设|人力资源|产业链"
)


@cache
def word_table(table: str) -> frozenset[str]:
    """The words of a table of `lexicons/project_words.toml`."""
    return frozenset(load("project_words")[table]["words"].split())


def describes(word: str) -> bool:
    """Whether the word tells no project from another."""
    return is_describing(word) or word in word_table("describing")


@cache
def endings() -> re.Pattern[str]:
    """What a project's name ends in, with a stage in brackets behind it."""
    return re.compile(
        rf"(?:{any_of(word_table('buildings') | word_table('works'))})(?:[（(][^）)]{{1,8}}[）)])?$"
    )


@cache
def strong_building() -> re.Pattern[str]:
    """Buildings that need no place beside them."""
    return re.compile(any_of(word for word in word_table("buildings") - word_table("weak") if len(word) >= 3))


def is_project(printed: str, name: str, finder: Finder, start: int, *, vague: bool) -> bool:
    """Whether the words name one building or one work on a place, not a kind of them."""
    match = endings().search(name)
    if match is None and name != printed:
        match = endings().search(printed)
    if match is None or len(printed) < 3 or SLOGAN.search(printed) or printed[1] == "期":
        return False
    placed = is_specific(name, finder, start)
    rest = printed[: match.start()]
    if match[0] in word_table("works") and match[0] not in word_table("buildings"):
        inner = endings().search(rest)
        held = strong_building().search(rest) is not None
        if inner is None and not held:
            return placed and not vague and is_telling(rest, finder, start)
        if inner is not None:
            match, rest = inner, rest[: inner.start()]
    if placed:
        return is_telling(printed[: match.end()], finder, start)
    return (
        match[0] not in word_table("weak")
        and not vague
        and len(rest) >= 2
        and is_telling(rest, finder, start)
    )


def is_telling(name: str, finder: Finder, start: int) -> bool:
    """Whether a word of the name is more than a description: 保定市重大(项目) is not, 唐河(治理) is."""
    tokens = finder.tokens_in(start, start + len(name))
    plain_places = True
    single = False
    for token in tokens:
        word = finder.text[token.start : min(token.end, start + len(name))]
        class_ = word_class(word, token.pos)
        alone = len(word) == 1 and class_ not in (STOP, "particle", "rank")
        if (class_ in ("unknown", "code", "ordinal", "town") and not describes(word)) or (alone and single):
            return True
        if (
            len(word) > 1
            and not describes(word)
            and class_ not in ("county", "verb", "deed", "adjective", STOP)
        ):
            return True
        single = alone
        plain_places = plain_places and (class_ in ("county", STOP, "measure") and not is_ranked(word))
    return plain_places and bool(tokens)


def is_specific(name: str, finder: Finder, start: int) -> bool:
    """Whether some word of the name is a place, a proper name or a number, or it begins 区, 县, 市."""
    if name[0] in "区县市省" and len(name) > 3:
        return True
    single = False
    for token in finder.tokens_in(start, start + len(name)):
        word = finder.text[token.start : min(token.end, start + len(name))]
        class_ = word_class(word, token.pos)
        alone = len(word) == 1 and class_ not in (STOP, "particle", "rank")
        if alone and single:
            # 大, 庄: what the segmenter leaves of a name it does not know
            return True
        single = alone
        if class_ in ("county", "town", "doubtful_town", "unknown", "ordinal", "code") and not describes(
            word
        ):
            return True
        if (
            class_ == "proper"
            and not describes(word)
            and word not in word_table("buildings")
            and word not in word_table("works")
        ):
            return True
    return False
