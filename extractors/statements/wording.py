"""The closed word classes around a number, compiled once: linkers, verbs of change, adverbs, predicates.

Words come from `lexicons/linkers.toml`. Lookups go through dictionaries of whole words, longest first: that
is faster than an alternation at the short windows where they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from functools import cache
from typing import Final, Literal

import msgspec

from extractors.deeds import word_table
from extractors.lexicons import load

TailKind = Literal["value", "reach", "up", "down", "rank", "scope", "adverb", "from"]
TAIL_ORDER: Final[tuple[TailKind, ...]] = ("scope", "adverb", "rank", "value", "up", "down", "reach")
"""A word that stands in several classes belongs to the last named here."""

CONNECTIVES: Final = re.compile("(?:[、和与并或，,至：:]|以及|及其|及|同时)*")
"""Those that one of two numbers stands behind, as many as there are."""
COUNTED_UNITS: Final = frozenset({
    "个", "所", "家", "人", "名", "位", "项", "件", "起", "处", "座", "条", "套", "间", "户",
    "人次", "次", "场", "批", "份", "篇", "门", "支", "台", "辆", "张", "本", "册", "块", "片",
    "对", "组", "村", "班", "届", "类", "种", "只", "头", "例", "宗", "眼", "口", "幢", "栋", "部",
    "款", "幅", "尊", "棵", "株", "名次", "轮", "期", "团", "队", "笔", "单", "枚", "顶", "艘",
    "架", "级", "层", "岁", "方面", "大", "站", "列", "趟", "班次", "户次", "家次", "件次", "车次",
    "个方面", "个百分点", "万人", "人天", "方", "市", "县", "区", "镇", "乡", "街道", "社区", "省",
})  # fmt: skip
PERSON_UNITS: Final = frozenset({"人", "名", "位", "人次", "户", "万人", "户次"})
MEASURED_UNITS: Final = frozenset({
    "%", "‰", "元", "美元", "亩", "平方米", "平方公里", "公顷", "公里", "千米", "米", "吨",
    "千克", "公斤", "斤", "立方米", "升", "千瓦", "千瓦时", "度", "倍", "天", "小时", "分钟", "年",
    "个月", "港元", "欧元", "个百分点", "个基点",
})  # fmt: skip

LEVEL_UNITS: Final = frozenset(
    {"%", "‰", "元", "美元", "港元", "欧元", "倍", "个百分点", "百分点", "天", "年", "小时", "个月"}
)
"""Units whose name stands before them wherever it can."""
SHARES: Final = frozenset({"%", "‰"})

# 新（改、扩）建 | 新(改)建 | 新、改、扩建
COMPOUND_BUILD: Final = re.compile(
    r"新(?:[（(][改扩迁续、]{1,5}[)）]|[、改扩迁续]{1,6})建(?!设)"
    r"|新建[、和及或](?:(?:改|扩|迁|续|改扩)建[、和及或]?)+(?<![、和及或])"
    r"|（[改扩迁续、]{1,5}[)）]建(?!设)|\([改扩迁续、]{1,5}[)）]建(?!设)|"
    + "|".join(f"{opens}[、改扩迁续]{{0,5}}建(?!设)" for opens in "、改扩迁续")
)
BUILDING_OPENS: Final = frozenset("新（(、改扩迁续")
"""What it begins with: few words do."""

# 20所幼儿园开工19所: what so many of them have come to
DONE_OF_THEM: Final = re.compile(
    r"(?:认定|创建|改造|建设)?(?:工作|任务)?(?:已|已经|全部|实际|目前|现)*(?P<deed>(?:开工|竣工|完工|动工|建成|投用|启动|完成|交付|封顶)(?:建设)?)(?=\d)"
)
DONE_OPENS: Final = frozenset("认创改建工任已全实目现开竣完动投启交封")
"""What it begins with."""


def done_of_them(text: str, place: int) -> re.Match[str] | None:
    """The words behind a count that tell how many of it something was done to."""
    return DONE_OF_THEM.match(text, place) if text[place : place + 1] in DONE_OPENS else None


class Tail(msgspec.Struct, frozen=True, gc=False):
    """A word directly before a number: where it stands and its class."""

    start: int
    end: int
    kind: TailKind


class WordClass(frozenset[str]):
    """A closed class of words, with its words by the two characters that they begin and end with.

    Under two characters stand the longer words with them, longest first, and the length of the word that they
    are, or the outer one alone: what a place of the text leaves to compare is seldom more than a word.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.by_start = _by_characters(self, lambda word, count: word[:count])
        self.by_end = _by_characters(self, lambda word, count: word[-count:])
        self.firsts = frozenset(word[0] for word in self)
        """The characters that a word of the class can begin with."""


def _by_characters(words: Set[str], cut: Callable[[str, int], str]) -> dict[str, tuple[tuple[str, ...], int]]:
    longer: dict[str, list[str]] = {cut(word, 2): [] for word in words}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if len(word) > 2:
            longer[cut(word, 2)].append(word)
    return {
        key: (tuple(found), len(key) if key in words else int(cut(key, 1) in words))
        for key, found in longer.items()
    }


@cache
def tail_words() -> dict[str, TailKind]:
    """Words that may stand directly before a number."""
    table: dict[str, TailKind] = {}
    lexicon = load("linkers")
    for kind in TAIL_ORDER:
        for word in lexicon[kind]["words"]:
            table[word] = kind
    table.update(dict.fromkeys(lexicon["per"]["words"], "adverb"))
    return table


@cache
def any_tail() -> WordClass:
    """All words that may stand directly before a number."""
    return WordClass(tail_words())


@cache
def _words(name: str) -> WordClass:
    return WordClass(load("linkers")[name]["words"])


@cache
def governing_words() -> WordClass:
    """Verbs whose object is what a number counts."""
    deeds = {
        word
        for word, (modality, group) in word_table().items()
        if modality == "plain" and group != "strength" and len(word) > 1
    }
    return WordClass((_words("govern") | (deeds - often_nouns())) - _words("nominal"))


@cache
def adverb_words() -> WordClass:
    """Adverbs and other words that never name what is measured."""
    return _words("adverb")


@cache
def light_words() -> WordClass:
    """Predicates that end a noun phrase to the right of a number."""
    return _words("light")


@cache
def often_nouns() -> frozenset[str]:
    """Verbs that are as often nouns: 培训, 审计."""
    return frozenset(load("deeds")["nominal"]["words"])


@cache
def nominal_words() -> frozenset[str]:
    """Words tagged as verbs that are nouns or modifiers in the names of indicators."""
    return _words("nominal")


@cache
def attribute_heads() -> re.Pattern[str]:
    """金额, 标准: a verb before them belongs to the name."""
    words = sorted(_words("attribute"), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")$")


def by_first_character(words: Iterable[str], *, not_after: str = "") -> str:
    """An alternation that takes the longest word, none behind `not_after`. A search leaps through it from one
    first character to the next, where one for all words, each in full, would try hundreds at every place."""
    behind: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        behind.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    barred = {first: f"(?<!{not_after}{first})" if not_after else "" for first in behind}
    return "|".join(f"{first}{barred[first]}(?:{'|'.join(rests)})" for first, rests in behind.items())


@cache
def strong_verbs() -> re.Pattern[str]:
    """Verbs that never stand inside a noun phrase, as one pattern."""
    return re.compile(f"{COMPOUND_BUILD.pattern}|{by_first_character(load('linkers')['govern']['strong'])}")


@cache
def attention_verbs() -> re.Pattern[str]:
    """紧盯, 围绕: what follows is not a value to be reached."""
    words = sorted(_words("attention"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def longest_before(table: WordClass, text: str, low: int, high: int) -> int:
    """Length of the longest word of `table` that ends at `high`; 0 when none does."""
    pair = text[high - 2 : high] if high - 2 >= low else text[low:high]
    ends = table.by_end
    found = ends.get(pair) or ends.get(pair[-1:])
    if found is None:
        return 0
    for word in found[0]:
        if text.endswith(word, low, high):
            return len(word)
    return found[1]


def longest_at(table: WordClass, text: str, place: int, high: int) -> int:
    """Length of the longest word of `table` that begins at `place`; 0 when none does."""
    pair = text[place : place + 2] if place + 2 <= high else text[place:high]
    starts = table.by_start
    found = starts.get(pair) or starts.get(pair[:1])
    if found is None:
        return 0
    for word in found[0]:
        if text.startswith(word, place, high):
            return len(word)
    return found[1]
