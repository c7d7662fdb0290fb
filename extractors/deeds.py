"""Deeds: the verb of a clause with the words of strength before it, read from the clause's start.

    积极争取编制和资金倾斜      strive   争取
    探索建立教师交流制度        explore  探索 建立
    确保教师工资按时足额发放     guarantee 确保
    力争瞿溪二小等8个项目开工建设  strive   力争 … 开工建设

Start at `read_deed`. The words lie in lexicons/deeds.toml. Leaves what the deed is about, and whether anyone
promised it, to those who read statements and commitments.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from extractors.lexicons import load
from extractors.records import Modality

STRENGTHS: Final[tuple[Modality, ...]] = ("guarantee", "strive", "explore", "process")
VERB_GROUPS: Final[tuple[tuple[str, Modality], ...]] = (
    ("guarantee", "guarantee"),
    ("build", "plain"),
    ("award", "plain"),
    ("amount", "plain"),
    ("issue", "plain"),
    ("process", "process"),
)
RANK: Final[dict[Modality, int]] = {"strive": 4, "guarantee": 3, "explore": 2, "process": 1, "plain": 0}
"""Which strength a clause has when several words speak: 确保 before 推进 is a guarantee."""


class Deed(NamedTuple):
    """The verb of a clause and how firmly it is meant. Offsets are in the text that was read."""

    start: int
    """Where the first word of strength or the verb begins."""
    verb_start: int
    verb_end: int
    modality: Modality
    words: tuple[str, ...]
    """The words that set the strength, in text order."""
    group: str
    """The verb's group in the lexicon (build, award, amount, issue, process, guarantee) or "strength"."""


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def word_table() -> dict[str, tuple[Modality, str]]:
    """Every verb and word of strength with its modality and group; words of strength win."""
    lexicon = load("deeds")
    table: dict[str, tuple[Modality, str]] = {}
    for group, modality in VERB_GROUPS:
        for word in lexicon["verbs"][group]["words"]:
            table.setdefault(word, (modality, group))
    for strength in STRENGTHS:
        for word in lexicon["strength"][strength]["words"]:
            verb = table.get(word)
            table[word] = (strength, verb[1] if verb and verb[0] == strength else "strength")
    return table


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lexicon = load("deeds")
    skipped = _alternation(lexicon["adverb"]["words"])
    words = _alternation(list(word_table()))
    leading = _alternation(lexicon["subject"]["words"])
    return (
        re.compile(rf"(?:{leading})"),
        re.compile(rf"(?P<word>{words})|(?P<skip>{skipped})"),
        re.compile(_alternation([w for w, (m, g) in word_table().items() if m == "plain" and len(w) > 1])),
    )


@cache
def _class_pattern(name: str) -> re.Pattern[str]:
    return re.compile(_alternation(load("deeds")[name]["words"]))


def is_manner(text: str, start: int, end: int) -> bool:
    """True for a clause of manner, ground or aim: 以创建为契机, 坚持德育为先, 为学生提供机会."""
    return _class_pattern("manner").match(text, start, end) is not None


def is_outcome(text: str, start: int, end: int) -> bool:
    """True for a clause that tells what the deeds before it lead to: 让学生受益."""
    return _class_pattern("outcome").match(text, start, end) is not None


def find_standing(text: str, start: int, end: int) -> str | None:
    """The words that make a promise a duty of every year: 只增不减, 每学期."""
    match = _class_pattern("standing").search(text, start, end)
    return match[0] if match else None


def find_condition(text: str, start: int, end: int) -> str | None:
    """The words that attach a condition: 有条件的, 原则上."""
    match = _class_pattern("condition").search(text, start, end)
    return match[0] if match else None


def skip_subject(text: str, start: int, end: int) -> int:
    """Where the clause goes on behind 我们将, 一是, 今年."""
    leading = _patterns()[0]
    place = start
    while match := leading.match(text, place, end):
        place = match.end()
    return place


def read_deed(text: str, start: int, end: int) -> Deed | None:
    """The deed of the clause `text[start:end]`, None when the clause does not begin with one.

    Adverbs before the verb are passed over. A word of strength may stand before its object, with the verb
    behind it: 力争…等8个项目开工建设.
    """
    _, chain, _ = _patterns()
    place = start
    found: list[tuple[int, int, str]] = []
    while match := chain.match(text, place, end):
        if match["word"]:
            if found and _is_noun(text, match, end):
                break
            found.append((match.start(), match.end(), match["word"]))
            if word_table()[match["word"]][1] != "strength" and not _goes_on(text, match.end(), end):
                break
        place = match.end()
    if not found:
        return None
    return _make_deed(text, found, end)


# 争取编制和资金, 支持培训项目: behind a word of strength these are what is striven for
NOUN_BEHIND: Final = re.compile(r"[和与及、等的]|资金|政策|项目|名额|指标|工作|机构|人员")


def _is_noun(text: str, match: re.Match[str], end: int) -> bool:
    nominal = match["word"] in _nominal_words()
    return nominal and NOUN_BEHIND.match(text, match.end(), end) is not None


def _goes_on(text: str, place: int, end: int) -> bool:
    """True when another verb follows at once: 申报创建, 加快建成, 和 between two verbs: 鼓励和支持."""
    match = _patterns()[1].match(text, place, end)
    return match is not None and match["word"] is not None


def _make_deed(text: str, found: list[tuple[int, int, str]], end: int) -> Deed:
    table = word_table()
    read = [(start, stop, word, *table[word]) for start, stop, word in found]
    verb = read[-1]
    modality: Modality = max((row[3] for row in read), key=lambda strength: RANK[strength])
    if verb[4] == "strength":
        later = _later_verb(text, verb[1], end)
        verb_start, verb_end, group = later or (verb[0], verb[1], "strength")
    else:
        verb_start, verb_end, group = verb[0], verb[1], verb[4]
    words = tuple(word for _, _, word, strength, _ in read if strength == modality and strength != "plain")
    return Deed(found[0][0], verb_start, verb_end, modality, words, group)


def _later_verb(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The verb behind a word of strength and its object: 力争…开工建设, 鼓励学校开展服务.

    A word that is as often a noun (编制, 建设) counts only where the clause ends with it.
    """
    nominal = _nominal_words()
    last: re.Match[str] | None = None
    for match in _patterns()[2].finditer(text, start, end):
        if match[0] in nominal and match.end() < end:
            continue
        if last is None or match.end() == end:
            last = match
    if last is None:
        return None
    return last.start(), last.end(), word_table()[last[0]][1]


@cache
def _nominal_words() -> frozenset[str]:
    return frozenset(load("deeds")["nominal"]["words"])


def find_modality(text: str, start: int, end: int) -> tuple[Modality, tuple[str, ...]]:
    """The strength of a clause and the words that set it; plain when it has no such word at its start."""
    deed = read_deed(text, skip_subject(text, start, end), end)
    return (deed.modality, deed.words) if deed else ("plain", ())
