"""Numbers that became words: what a plan says of last year's number without giving one.

“数字大脑”试点学校6所 and a year later 推进“数字大脑”项目建设落地. The passage is found by the telling words
of the indicator's name, weighed by how rare they are in the plan, or by a clause of the number's own
sentence that the plan takes up again. It is offered, never compared: a wording has no value.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import fsum, log
from typing import Final

import msgspec

from extractors.records import Word
from pipeline.compare.clauses import MARKS, Clause, ClauseIndex
from pipeline.compare.facts import Fact
from pipeline.compare.grades import Linked
from pipeline.compare.likeness import is_general, load_actions, unit_class
from pipeline.compare.open_rows import OpenRows
from pipeline.compare.promises import Volume, modality_of
from pipeline.compare.records import Link, Record
from pipeline.compare.stages import load_stages
from pipeline.compare.wordings import HANGING

RARE: Final = 3
ENOUGH: Final = 4
SENTENCE_CLAUSES: Final = 8
# 基础设施建设占23.6%: one word of a share's name is not yet the share
RATES: Final = frozenset({"share", "growth", "points"})
# 从财政收入看, 依托乡镇卫生院: ground and view, nothing that is promised
GROUND: Final = re.compile(r"[\s\u3000]*(?:从|随着|依托|按照|围绕|针对|对于|通过)|.*必然")
CONTENT: Final = re.compile(r"^(?:n|vn|b|l|j|i|eng|an)")


class PlanWords(Record, frozen=True, kw_only=True):
    """The telling words of a plan's clauses, and in which clauses each stands."""

    clauses: tuple[Clause, ...]
    words: tuple[frozenset[str], ...]
    volume: Volume
    index: dict[str, list[int]]
    text: str
    """The clauses without their marks, one after another; a comma stands between them."""
    starts: tuple[int, ...]

    def with_letters(self, letters: str) -> Clause | None:
        """The first clause that holds these letters, not as the beginning of another name."""
        at = self.text.find(letters) if len(letters) >= ENOUGH else -1
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            if not letters.endswith(self.beginnings(number)):
                return self.clauses[number]
            at = self.text.find(letters, self.starts[number + 1])
        return None

    def beginnings(self, number: int) -> tuple[str, ...]:
        """The words of a clause that only begin another name: a telling noun follows them at once."""
        return tuple(beginnings(self.volume, self.clauses[number]))

    def around(self, words: frozenset[str]) -> list[int]:
        """The clauses that hold one of the words."""
        return sorted({number for word in words for number in self.index.get(word, ())})


class Name(Record, frozen=True, kw_only=True):
    """What a clause must hold to speak of an indicator; the last needed word is the head."""

    words: frozenset[str]
    needed: tuple[str, ...]


class Passage(Record, frozen=True, kw_only=True):
    """A clause of the plan without a number: on the same matter, or perhaps so (`proposed`)."""

    clause: Clause
    link: Link


def target_clauses(rows: OpenRows, by_source: Mapping[str, Volume]) -> dict[str, set[int]]:
    """Where the clauses begin that give a target, by report."""
    taken: dict[str, set[int]] = defaultdict(set)
    for row in rows.rows:
        for linked in row:
            if linked.fact.role == "target":
                source = linked.fact.source
                taken[source].add(clause_start(linked.fact, by_source[source].index))
    return taken


def add_wordings(
    rows: OpenRows,
    volume: Volume,
    year: int,
    by_source: Mapping[str, Volume],
    *,
    taken: set[int],
) -> None:
    """For a number of the year before without a target now, the plan's passage on the same matter."""
    leftovers = rows.ending_before(year)
    if not leftovers:
        return
    plan = plan_words(volume, year)
    for number in leftovers:
        row = rows[number]
        old = next((x.fact for x in reversed(row.by_year[year - 1]) if x.fact.reading is not None), None)
        if old is None or old.cumulative:
            continue
        passage = find_passage(old, by_source[old.source], plan)
        if passage is not None and passage.clause.start not in taken:
            fact = wording_fact(old, passage.clause, volume, year)
            rows.add(number, Linked(fact=fact, link=passage.link, group=1 + row.last_group))


def plan_words(volume: Volume, year: int) -> PlanWords:
    """The words of the year's plan, clause by clause."""
    counted = sorted(statement.start for statement in volume.bundle.statements)
    clauses = [
        clause
        for clause in volume.index.clauses
        if clause.part == "plan"
        and clause.year == year
        and GROUND.match(clause.text) is None
        and not any_between(counted, clause.start, clause.end)
    ]
    words = [frozenset(telling_words(volume, clause.start, clause.end)) for clause in clauses]
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        for word in found:
            index[word].append(number)
    bare = [MARKS.sub("", clause.text) for clause in clauses]
    return PlanWords(
        clauses=tuple(clauses),
        words=tuple(words),
        volume=volume,
        index=dict(index),
        text="，".join(bare),
        starts=tuple(accumulate((len(text) + 1 for text in bare), initial=0)),
    )


def beginnings(volume: Volume, clause: Clause) -> Iterator[str]:
    """The words of a clause that another noun follows at once."""
    text = volume.bundle.text
    for word, later in pairwise(words_between(volume, clause.start, clause.end)):
        if later.start == word.end and (later.pos[:1] == "n" or later.pos == "vn"):
            following = text[later.start : later.end]
            work = load_stages().back.fullmatch(following) or following in load_stages().nominal
            if len(following) >= 2 and not work:
                yield text[word.start : word.end]


def find_passage(old: Fact, volume: Volume, plan: PlanWords) -> Passage | None:
    """The plan's clause that names the indicator without a number; failing that, one that takes up rare words
    of the number's own sentence, which is only offered."""
    if is_general(old) or old.kind == "rank":
        return None
    literally = plan.with_letters(MARKS.sub("", old.wording))
    if literally is not None:
        return Passage(clause=literally, link="wording")
    name = read_name(old, volume)
    if name is None or (old.kind in RATES and len(name.needed) < 2):
        return None
    naming = [number for number in plan.around(name.words) if names_it(name, plan, number)]
    if naming:
        fullest = max(naming, key=lambda number: (weight(name.words & plan.words[number], plan), -number))
        return Passage(clause=plan.clauses[fullest], link="wording")
    again = taken_up(name.words, sibling_words(old, volume), plan)
    return Passage(clause=again, link="proposed") if again is not None else None


def read_name(old: Fact, volume: Volume) -> Name | None:
    """The telling words of the indicator's name; where things are counted, a general noun (园所, 单位) is not
    its head. Deeds that stand after the head (党组织设立) may be missing."""
    letters = MARKS.sub("", old.wording)
    words = [word for word in telling_words(volume, old.start, old.end) if word in letters]
    if not words:
        return None
    text = volume.bundle.text
    deeds = {
        text[word.start : word.end]
        for word in words_between(volume, old.start, old.end)
        if word.pos[:1] == "v"
    }
    general = load_actions().general if unit_class(old) == "个" else frozenset()
    heads = [at for at, word in enumerate(words) if word not in deeds and word not in general]
    needed = words[: heads[-1] + 1] if heads else words
    if set(needed) <= load_actions().general:
        return None
    return Name(words=frozenset(words), needed=tuple(needed))


def names_it(name: Name, plan: PlanWords, number: int) -> bool:
    """The clause holds the name's head and what stands before it, one word of four or more excepted. A single
    word names something only when it is long (耕地红线) or quoted (“技防”); a head that only begins another
    name (幼儿园教师) names nothing."""
    words = plan.words[number]
    missing = [word for word in name.needed if word not in words]
    head = name.needed[-1]
    if head in missing or len(missing) > (len(name.needed) >= ENOUGH):
        return False
    quoted = f"“{head}”" in plan.clauses[number].text
    telling = len(name.words & words) >= 2 or len(head) >= ENOUGH or quoted
    return telling and head not in plan.beginnings(number)


def taken_up(own: frozenset[str], stories: Sequence[tuple[str, ...]], plan: PlanWords) -> Clause | None:
    """The clause that tells again what a clause beside the number told."""
    best: tuple[float, int] | None = None
    for story in map(frozenset, stories):
        rare = [word for word in sorted(story) if 0 < len(plan.index.get(word, ())) <= RARE]
        for number in sorted({number for word in rare for number in plan.index[word]}):
            shared = story & plan.words[number]
            score = weight(shared, plan) / weight(story, plan)
            enough = len(shared.intersection(rare)) >= 2 and bool(own & shared)
            if enough and (best is None or score > best[0]):
                best = (score, number)
        if best is not None:
            return plan.clauses[best[1]]
    return None


def any_between(starts: Sequence[int], start: int, end: int) -> bool:
    """Something begins within a stretch; the starts are in order."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def weight(words: frozenset[str], plan: PlanWords) -> float:
    """Rare words weigh more."""
    return fsum(rarity(len(plan.index.get(word, ()))) for word in words)


@lru_cache(maxsize=1_000)
def rarity(clauses: int) -> float:
    """What a word weighs that stands in so many clauses."""
    return log(2 + 400 / (1 + clauses))


def sibling_words(old: Fact, volume: Volume) -> list[tuple[str, ...]]:
    """The telling words of the other clauses of the number's sentence."""
    own = volume.index.at(old.start)
    if own is None:
        return []
    at = bisect_left(volume.index.starts, own.start)
    around = volume.index.clauses[max(0, at - SENTENCE_CLAUSES) : at + SENTENCE_CLAUSES]
    return [
        words
        for clause in around
        if clause.sentence == own.sentence and clause is not own
        if len(words := telling_words(volume, clause.start, clause.end)) >= 2
    ]


def clause_start(fact: Fact, index: ClauseIndex) -> int:
    clause = index.at(fact.start)
    return clause.start if clause is not None else fact.start


def telling_words(volume: Volume, start: int, end: int) -> tuple[str, ...]:
    """The content words of a stretch without everyday words, as the segmenter cut them; single letters that
    stand together are one word (技 防)."""
    told = volume.index.told.get((start, end))
    if told is None:
        told = volume.index.told[(start, end)] = tuple(read_telling_words(volume, start, end))
    return told


def read_telling_words(volume: Volume, start: int, end: int) -> list[str]:
    """The telling words, read from the segmenter's words."""
    text_of = volume.bundle.text
    found: list[str] = []
    single = ""
    for word in words_between(volume, start, end):
        text = text_of[word.start : word.end]
        kind = kind_of_word(text, word.pos)
        if kind == "letter":
            single += text
            continue
        if len(single) >= 2:
            found.append(single)
        single = ""
        if kind == "word":
            found.append(text)
    if len(single) >= 2:
        found.append(single)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def kind_of_word(text: str, pos: str) -> str:
    """A single letter that may be half a word, a content word that is none of the everyday ones, or ""."""
    if len(text) == 1:
        return "letter" if "一" <= text <= "鿿" and pos[:1] in "nvjga" else ""
    telling = CONTENT.match(pos) is not None and not HANGING.fullmatch(text)
    return "word" if telling and text not in load_stages().plain else ""


def words_between(volume: Volume, start: int, end: int) -> Sequence[Word]:
    """The words of a stretch; words are in text order."""
    starts = volume.index.word_starts
    return volume.bundle.words[bisect_left(starts, start) : bisect_left(starts, end)]


def wording_fact(old: Fact, clause: Clause, volume: Volume, year: int) -> Fact:
    """The passage as a target without a number."""
    return msgspec.structs.replace(
        old,
        id=f"{volume.bundle.source.id}-words-{clause.start}-{old.id}",
        source=volume.bundle.source.id,
        order=volume.order,
        year=year,
        year_start=None,
        role="target",
        reading=None,
        passage=True,
        modality=modality_of(clause.text),
        wording=clause.text[:24],
        action="",
        start=clause.start,
        end=clause.end,
        text=clause.text,
        place=volume.finder.find(clause.start).text,
        repeats=None,
        derived_base=None,
    )
