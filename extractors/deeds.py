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
from collections.abc import Iterable
from functools import cache
from typing import Final

import msgspec

from extractors.lexicons import any_of, load
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


class Deed(msgspec.Struct, frozen=True, gc=False):
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
    chain_end: int
    """Where the words of strength, adverbs and verbs at the clause's start end."""


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


class WordSet:
    """Words that may stand at a place of the text; the longest wins.

    A thousand words in one alternation cost a thousand trials at every place; here the first two characters
    leave a word or two to compare, and none where they are the word.
    """

    def __init__(self, words: Iterable[str]) -> None:
        all_words = frozenset(words)
        heads = {word[:2] for word in all_words}
        longer: dict[str, list[str]] = {head: [] for head in heads}
        for word in sorted(all_words, key=lambda word: (-len(word), word)):
            if len(word) > 2:
                longer[word[:2]].append(word)
        self._heads = {
            head: (
                tuple(longer[head]),
                next((short for short in (head, head[0]) if short in all_words), None),
            )
            for head in heads
        }
        """For the first two characters the longer words, and the one of two characters or one."""
        self.firsts = frozenset(head[0] for head in heads)
        """The characters that a word of the set can begin with."""

    def match(self, text: str, start: int, end: int) -> str | None:
        """The longest word at `start` that ends by `end`."""
        head = text[start : start + 2] if start + 2 <= end else text[start:end]
        heads = self._heads
        found = heads.get(head) or heads.get(head[:1])
        if found is None:
            return None
        for word in found[0]:
            if text.startswith(word, start, end):
                return word
        return found[1]


@cache
def _words_at_the_start(name: str) -> WordSet:
    return WordSet(load("deeds")[name]["words"])


def first_characters(name: str) -> frozenset[str]:
    """The characters that the words of one class of openings (subject, manner, outcome) begin with."""
    return _words_at_the_start(name).firsts


@cache
def _chain() -> WordSet:
    return WordSet([*word_table(), *load("deeds")["adverb"]["words"]])


@cache
def _completions() -> re.Pattern[str]:
    words = [w for w, (modality, _) in word_table().items() if modality == "plain" and len(w) > 1]
    return re.compile(any_of(words))


@cache
def _class_pattern(name: str) -> re.Pattern[str]:
    return re.compile(any_of(load("deeds")[name]["words"]))


def is_manner(text: str, start: int, end: int) -> bool:
    """True for a clause of manner, ground or aim: 以创建为契机, 坚持德育为先, 为学生提供机会."""
    return _words_at_the_start("manner").match(text, start, end) is not None


def is_outcome(text: str, start: int, end: int) -> bool:
    """True for a clause that tells what the deeds before it lead to: 让学生受益."""
    return _words_at_the_start("outcome").match(text, start, end) is not None


@cache
def _provisos() -> re.Pattern[str]:
    lexicon = load("deeds")
    return re.compile(any_of([*lexicon["standing"]["words"], *lexicon["condition"]["words"]]))


def has_proviso(text: str, start: int, end: int) -> bool:
    """True when words that make a promise standing or conditional are there at all."""
    return _provisos().search(text, start, end) is not None


def find_standing(text: str, start: int, end: int) -> str | None:
    """The words that make a promise a duty of every year: 只增不减, 每学期."""
    match = _class_pattern("standing").search(text, start, end)
    return match[0] if match else None


def find_condition(text: str, start: int, end: int) -> str | None:
    """The words that attach a condition: 有条件的, 原则上."""
    match = _class_pattern("condition").search(text, start, end)
    return match[0] if match else None


# 各县（区）要落实…, 局属各学校、各县区教育局须制定…: whom the plan binds
BOUND_OPENS: Final = frozenset("各局机所全相有")
BOUND_BODIES: Final = re.compile(
    rf"(?=[{''.join(sorted(BOUND_OPENS))}])"
    r"(?:全[区市县省州])?(?:各|局属|局机关|机关|所有|全体|相关|有关)[^，。；：]{0,20}?"
    r"(?:县区|区县|市区|县|区|[县市][（(][^）)]{1,6}[)）]|学校|幼儿园|单位|部门|科室|股室|处室|乡镇|镇街|街道|办|局"
    r"|中心|教师|校长|园长|干部|党员|集团|组|委|高校|院校|支部)(?:都|均|也)?(?P<must>必须|应当|务必|要|须|应|需)"
)


def skip_subject(text: str, start: int, end: int) -> int:
    """Where the clause goes on behind 我们将, 一是, 今年, 各学校要."""
    place = start
    if text[start : start + 1] in BOUND_OPENS and (bound := BOUND_BODIES.match(text, start, end)):
        place = bound.end()
    leading = _words_at_the_start("subject")
    while word := leading.match(text, place, end):
        place += len(word)
    return place


# 2023年 | 到2025年 | 计划于2023年9月 | 6月底前 | 每学期至少; the first character tells most clauses apart
TIME_OPENS: Final = frozenset("计拟预到至在于从自今明年全上下本第前每“十一二三四")
TIME: Final = re.compile(
    rf"(?=[{''.join(sorted(TIME_OPENS))}\d])"
    r"(?:(?:计划|拟|预计)?(?:到|至|在|于|从|自)?(?:20\d\d年|今年|明年|年内|全年|年底|年末|\d{1,2}月|[上下]半年|本世纪[^，]{1,4}"
    r"|第?[一二三四]季度|前三季度|“?十[一二三四五]五”?(?:期间|时期|末)"
    r"|每(?:半年|两年|年度?|季度|月|周|天|日|学期|学年)(?:至少|都|均|要)?)"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?[底末]|份|[上中下]旬)?(?:之前|以前|前|起|内|开始)?[，,]?)+"
)


def skip_time(text: str, start: int, end: int) -> int:
    """Where the clause goes on behind 到2025年, 6月底前."""
    match = TIME.match(text, start, end)
    return match.end() if match else start


@cache
def lead_characters() -> frozenset[str]:
    """The characters that a subject or time before the deed begins with, but for digits: most clauses begin
    with none."""
    return first_characters("subject") | TIME_OPENS | BOUND_OPENS


def skip_lead(text: str, start: int, end: int) -> int:
    """Where the clause goes on behind 到2025年，我们将: the subject, the time, the subject again."""
    place = skip_subject(text, start, end)
    later = skip_time(text, place, end)
    if later == place and text[place : place + 1] not in BOUND_OPENS:
        return place  # there is no second subject either
    return skip_subject(text, later, end)


def read_deed(text: str, start: int, end: int) -> Deed | None:
    """The deed of the clause `text[start:end]`, None when the clause does not begin with one.

    Adverbs before the verb are passed over. A word of strength may stand before its object, with the verb
    behind it: 力争…等8个项目开工建设.
    """
    chain = _chain()
    firsts = chain.firsts
    word = chain.match(text, start, end)
    if word is None:
        return None
    table = word_table()
    place = start
    found: list[tuple[int, int, str]] = []
    while word is not None:
        stop = place + len(word)
        meaning = table.get(word)
        if meaning is not None:
            if found and _is_noun(text, word, stop, end):
                break
            if word[-1] == "建" and (joined := JOINED_BUILDING.match(text, stop, end)):
                stop = joined.end()
            modality, group = meaning
            # After a verb of process what follows is its object: 强化审计监督, 厚植发展优势.
            follower: str | None = None
            if (modality == "plain" or group == "strength") and stop < end and text[stop] in firsts:
                follower = chain.match(text, stop, end)
            if group != "strength" and (follower is None or not _goes_on(follower)):
                if not found:
                    words = () if modality == "plain" else (word,)
                    return Deed(place, place, stop, modality, words, group, stop)
                found.append((place, stop, word))
                place = stop
                break
            found.append((place, stop, word))
            place, word = stop, follower
        else:
            place, word = stop, chain.match(text, stop, end)
        if word is None and found and (later := skip_time(text, place, end)) > place:
            place, word = later, chain.match(text, later, end)
    if not found:
        return None
    return _join_words(text, found, place, end)


# 争取编制和资金, 支持培训项目: behind a word of strength these are what is striven for
NOUN_BEHIND: Final = re.compile(r"[和与及、等的]|资金|政策|项目|名额|指标|工作|机构|人员")


# 制定实施方案: a plan for carrying out, not carrying out
PAPER_BEHIND: Final = re.compile(r"方案|意见|细则|计划|办法|规划|纲要|条例")
# 新建、改扩建学校30所: one deed
JOINED_BUILDING: Final = re.compile(
    r"(?:[、和及](?:改扩建|改建|扩建|迁建|新建|续建|重建|改造))+(?!项目|工程)"
)


def _is_noun(text: str, word: str, stop: int, end: int) -> bool:
    if word in {"实施", "工作", "建设", "行动", "发展"} and PAPER_BEHIND.match(text, stop, end):
        return True
    return word in words_of("nominal") and NOUN_BEHIND.match(text, stop, end) is not None


def _goes_on(word: str) -> bool:
    """True for a second verb of completion, which makes one deed with the first: 申报创建, 整合新建."""
    meaning = word_table().get(word)
    return meaning is not None and meaning[0] == "plain" and not is_nominal(word)


def _join_words(text: str, found: list[tuple[int, int, str]], chain_end: int, end: int) -> Deed:
    """The deed of several words, or of a word of strength and the verb that stands behind its object."""
    table = word_table()
    verb_start, verb_end, verb = found[-1]
    strength, group = table[verb]
    words: tuple[str, ...] = ()
    if group == "strength" and strength != "process":
        later = _later_verb(text, verb_end, end)
        if later is not None:
            verb_start, verb_end, group = later
    elif len(found) > 1:
        for start, stop, word in reversed(found[:-1]):
            if stop != verb_start or table[word][1] == "strength":
                break
            verb_start = start  # 培育引进, 整合新建: one verb of two
    modality = strength
    for _, _, word in found:
        if RANK[table[word][0]] > RANK[modality]:
            modality = table[word][0]
    if modality != "plain":
        words = tuple([word for _, _, word in found if table[word][0] == modality])
    return Deed(found[0][0], verb_start, verb_end, modality, words, group, chain_end)


def _later_verb(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The verb behind a word of strength and its object: 力争…开工建设, 鼓励学校开展服务.

    A word that is as often a noun (编制, 建设) counts only where the clause ends with it.
    """
    nominal = words_of("nominal")
    last: re.Match[str] | None = None
    for match in _completions().finditer(text, start, end):
        if match[0] in nominal and match.end() < end:
            continue
        if last is None or match.end() == end:
            last = match
    if last is None:
        return None
    return last.start(), last.end(), word_table()[last[0]][1]


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one class of the lexicon (milestones, serving, loose, …)."""
    return frozenset(load("deeds")[name]["words"])


def is_nominal(word: str) -> bool:
    """True for a verb that is as often a noun: 编制, 建设, 服务."""
    return word in words_of("nominal")


@cache
def _inner_strengths() -> re.Pattern[str]:
    lexicon = load("deeds")["strength"]
    words = [w for strength in ("guarantee", "strive") for w in lexicon[strength]["words"] if len(w) > 1]
    return re.compile(any_of(words))


def find_inner_strength(text: str, start: int, end: int) -> tuple[Modality, tuple[str, ...]]:
    """The strength of a clause whose subject stands first: 三大产业力争实现年产值150亿元."""
    match = _inner_strengths().search(text, start, end)
    return (word_table()[match[0]][0], (match[0],)) if match else ("plain", ())


@cache
def deed_characters() -> frozenset[str]:
    """The characters that a verb, a word of strength or an adverb before them begins with."""
    return _chain().firsts


@cache
def _subject_or_deed() -> frozenset[str]:
    return first_characters("subject") | BOUND_OPENS | deed_characters()


def find_modality(text: str, start: int, end: int) -> tuple[Modality, tuple[str, ...]]:
    """The strength of a clause and the words that set it; plain when it has no such word at its start."""
    if text[start] not in _subject_or_deed():
        return "plain", ()
    deed = read_deed(text, skip_subject(text, start, end), end)
    return (deed.modality, deed.words) if deed else ("plain", ())
