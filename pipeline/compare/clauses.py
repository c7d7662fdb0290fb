"""The clauses of a report with the part they stand in, and a search among them by name.

A name of a deed is looked for by its letters in order (红薯博物馆 in 红薯文化博物馆), never by likeness
alone: the beginning must be there, at least seven tenths of the letters must follow in order and close
together, and 北延 never stands for 南延. Passages that tell what is lacking or hoped for are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from extractors.records import Bundle, Part, Section
from pipeline.compare.places import PlaceFinder
from pipeline.compare.records import Record
from pipeline.compare.stages import load_stages

LINE: Final = re.compile(r"[^\n]+")
CLAUSE: Final = re.compile(r"[^，,；;。！？!?：:\n]+")
SENTENCE_END: Final = re.compile(r"[。！？!?\n]")
MARKS: Final = re.compile(r"[\s“”‘’\"'《》（）()·•、]")
# 困难和问题 open a paragraph of shortcomings: nothing in it was done.
SHORTCOMINGS: Final = re.compile(
    r"(?:存在|面临)[^。\n]{0,30}(?:问题|困难|不足|短板|差距)|清醒[地的]?(?:认识|看到)"
)
COVER: Final = 0.7
GAP: Final = 12
# Letters by which one thing is told from its neighbour: 北延 and 南延, 医院 and 中医院.
TELLING: Final = frozenset("东西南北中上下前后左右老甲乙丙丁一二三四五六七八九十")
# 射击场 and 射击馆 are the same place.
PLACES: Final = frozenset("场馆园院站厂所")
SPECIFIED: Final = re.compile(r"\d+(?:[kK][vV]|千伏)")
ROAD: Final = re.compile(r"(?:公路|道路|路|段|线)$")
ORDINAL: Final = re.compile(r"第[一二三四五六七八九十\d]+|[二三四五六]期")
CONTINUATION: Final = re.compile(r"[^、，和及与等；。（(][^，和及与等；。（(]{0,15}")
OTHER_THING: Final = re.compile(
    r"安置房|周边|沿线|配套|管网|综合楼|教学楼|宿舍楼|病房楼|食堂|运动场|体育馆|停车场|绿化|亮化|两侧|片区|景观|服务区|出口|连接线|支线|职工|企业|产业"
)


class Clause(Record, frozen=True, kw_only=True):
    """A stretch between two commas."""

    start: int
    end: int
    text: str
    sentence: int
    part: Part | None
    year: int | None


class Mention(Record, frozen=True, kw_only=True):
    """A name found in a clause; offsets into the clause's text."""

    clause: Clause
    start: int
    end: int
    cover: float


@lru_cache(maxsize=20_000)
def grams_of(text: str) -> frozenset[str]:
    """The pairs of letters of a passage, marks left out."""
    letters = MARKS.sub("", text)
    return frozenset(map("".join, pairwise(letters)))


class ClauseIndex:
    """All clauses of a report, findable by pairs of letters."""

    def __init__(self, bundle: Bundle, finder: PlaceFinder) -> None:
        self.clauses = find_clauses(bundle, finder)
        self.starts = [clause.start for clause in self.clauses]
        self.word_starts = [word.start for word in bundle.words]
        self.told: dict[tuple[int, int], tuple[str, ...]] = {}
        """Telling words of stretches that were asked for."""
        self._postings: dict[Part, dict[str, list[int]]] = {}
        self._found: dict[tuple[str, Part], tuple[Mention, ...]] = {}

    def postings(self, part: Part) -> dict[str, list[int]]:
        """The clauses of one part by their pairs of letters, made when first asked for."""
        known = self._postings.get(part)
        if known is None:
            known = self._postings[part] = defaultdict(list)
            for number, clause in enumerate(self.clauses):
                if clause.part == part:
                    for gram in grams_of(clause.text):
                        known[gram].append(number)
        return known

    def at(self, offset: int) -> Clause | None:
        """The clause over an offset."""
        index = bisect_left(self.starts, offset + 1) - 1
        if index >= 0 and self.clauses[index].end > offset:
            return self.clauses[index]
        return None

    def clauses_over(self, start: int, end: int) -> list[Clause]:
        """The clauses that share a letter with a stretch."""
        first = max(bisect_left(self.starts, start + 1) - 1, 0)
        last = bisect_left(self.starts, end)
        return [clause for clause in self.clauses[first:last] if clause.end > start]

    def find(self, name: str, *, part: Part, year: int | None = None) -> list[Mention]:
        """Mentions of a name in one part of the report, in text order."""
        letters = MARKS.sub("", name)
        found = self._found.get((letters, part))
        if found is None:
            found = self._found[(letters, part)] = tuple(self._search(letters, part))
        return [mention for mention in found if year is None or mention.clause.year in {year, None}]

    def _search(self, letters: str, part: Part) -> Iterator[Mention]:
        """The clauses that share half the pairs of letters and hold the name."""
        grams = {letters[at : at + 2] for at in range(len(letters) - 1)}
        postings = self.postings(part)
        counts = Counter(chain.from_iterable(postings.get(gram, ()) for gram in grams))
        needed = max(1, len(grams) // 2)
        for number in sorted(number for number, count in counts.items() if count >= needed):
            clause = self.clauses[number]
            place = locate(letters, clause.text)
            if place is not None:
                yield Mention(clause=clause, start=place[0], end=place[1], cover=place[2])


def find_clauses(bundle: Bundle, finder: PlaceFinder) -> list[Clause]:
    """The clauses of the report that tell or plan something, in text order."""
    found: list[Clause] = []
    children: dict[str | None, list[Section]] = defaultdict(list)
    for section in finder.sections:
        children[section.parent_id].append(section)
    for section in finder.sections:
        part, year, _, _ = finder.path(section)
        if part is None:
            continue
        position = heading_end(section, bundle.text)
        for child in children[section.id]:
            found.extend(clauses_between(bundle.text, position, child.start, part=part, year=year))
            position = max(position, child.end)
        found.extend(clauses_between(bundle.text, position, section.end, part=part, year=year))
    return sorted(found, key=lambda clause: (clause.start, clause.end))


def clauses_between(text: str, start: int, end: int, *, part: Part, year: int | None) -> Iterator[Clause]:
    """The clauses of a stretch; a review's paragraph of shortcomings and its hopes are left out."""
    unreal = load_stages().unreal
    for line in LINE.finditer(text, start, end):
        if part == "review" and SHORTCOMINGS.match(line.group()):
            continue
        for match in CLAUSE.finditer(text, line.start(), line.end()):
            words = match.group()
            if part == "review" and unreal.search(words):
                continue
            stop = SENTENCE_END.search(text, match.start(), end)
            yield Clause(
                start=match.start(), end=match.end(), text=words,
                sentence=stop.start() if stop else end, part=part, year=year,
            )  # fmt: skip


def heading_end(section: Section, text: str) -> int:
    """Where a section's heading is over: a heading may stand at the head of its own paragraph."""
    if not section.title:
        return section.start
    at = text.find(section.title, section.start, section.start + len(section.title) + 12)
    return at + len(section.title) if at >= 0 else section.start


@lru_cache(maxsize=50_000)
def locate(name: str, text: str) -> tuple[int, int, float] | None:
    """Where the letters of `name` stand in `text`, in order and close together, and how many of them."""
    at = text.find(name)
    while at >= 0:
        if not goes_on(text, at + len(name), name):
            return at, at + len(name), 1.0
        at = text.find(name, at + 1)
    best: tuple[int, int, float] | None = None
    for begin in (match.start() for match in re.finditer(re.escape(name[0]), text)):
        place = follow(name, text, begin)
        if place is not None and (best is None or place[2] > best[2]) and not goes_on(text, place[1], name):
            best = place
    return best


def follow(name: str, text: str, begin: int) -> tuple[int, int, float] | None:
    """The letters of the name one after another from `begin`; None when too many are missing."""
    window = text[begin : begin + 2 * len(name) + 4]
    blocks = [
        block
        for block in SequenceMatcher(None, name, window, autojunk=False).get_matching_blocks()
        if block.size
    ]
    while blocks and any(later.b - earlier.b - earlier.size > GAP for earlier, later in pairwise(blocks)):
        blocks.pop()
    if not blocks:
        return None
    cover = sum(block.size for block in blocks) / len(name)
    end = blocks[-1].b + blocks[-1].size
    found = window[:end]
    if cover < COVER or ordinals(name) - ordinals(found):
        return None
    only_front = len(blocks) == 1 and blocks[0].a == 0 and blocks[0].size >= 6
    missing = set(name) - set(found)
    for earlier, later in pairwise(blocks):
        between = window[earlier.b + earlier.size : later.b]
        if len(between) <= 2 and TELLING & set(between):
            return None
    ends_alike = (
        name[-2:] in found and (name[:2] in found or len(found) < len(name)) and not missing & TELLING
    )
    return (begin, begin + end, cover) if only_front or ends_alike else None


def ordinals(text: str) -> set[str]:
    """第二, 二期: a name with one never stands for another."""
    return set(ORDINAL.findall(text))


def goes_on(text: str, end: int, name: str) -> bool:
    """The letters are only the front of another thing's name: 北三环东延 of 北三环东延安置房."""
    rest = CONTINUATION.match(text, end)
    if rest is None or not rest.group():
        return False
    word = rest.group()
    stage = load_stages().pattern.search(word)
    word = word[: stage.start()] if stage else word
    return bool(OTHER_THING.search(word)) and not OTHER_THING.search(name[-3:])


def specified(name: str) -> set[str]:
    """Voltages and such that a name gives."""
    return {found.lower() for found in SPECIFIED.findall(name)}


def bare_name(name: str) -> str:
    """The name without its voltage, and 甲至乙路 without the word for road."""
    name = SPECIFIED.sub("", name)
    return ROAD.sub("", name) if "至" in name else name


@lru_cache(maxsize=100_000)
def names_meet(left: str, right: str) -> bool:
    """Two names of deeds are the same: the shorter begins the longer or ends it, or its letters follow
    in it.
    """
    a, b = MARKS.sub("", left), MARKS.sub("", right)
    if specified(a) and specified(b) and specified(a) != specified(b):
        return False
    a, b = bare_name(a), bare_name(b)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if short == long:
        return True
    if len(short) < 4 or ordinals(short) ^ ordinals(long):
        return False
    if len(short) >= 5 and short[-1] != long[-1] and {short[-1], long[-1]} <= PLACES:
        long = long[:-1] + short[-1]
    if long.startswith(short):
        rest = long[len(short) :]
        return "至" not in rest and (len(short) / len(long) >= COVER or not OTHER_THING.search(rest))
    if long.endswith(short):
        front = long[: len(long) - len(short)]
        return len(front) <= (10 if len(short) >= 5 else 5) and "至" not in front
    return follow(short, long, long.find(short[0])) is not None if short[0] in long else False
