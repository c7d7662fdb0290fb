"""Numbers that became words: what a plan says of last year's number without giving one.

“数字大脑”试点学校6所 and a year later 推进“数字大脑”项目建设落地. The passage is found by the telling words
of the indicator's name, weighed by how rare they are in the plan, or by a clause of the number's own
sentence that the plan takes up again. It is offered, never compared: a wording has no value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import fsum, log
from typing import Final

import msgspec

from extractors.records import Word
from pipeline.compare.clauses import Clause, ClauseIndex
from pipeline.compare.facts import Fact
from pipeline.compare.grades import Linked
from pipeline.compare.open_rows import OpenRows
from pipeline.compare.promises import Volume, modality_of
from pipeline.compare.records import Record
from pipeline.compare.stages import load_stages
from pipeline.compare.wordings import HANGING

RARE: Final = 3
SHARED: Final = 0.58
ALIKE_STORY: Final = 0.6
SENTENCE_CLAUSES: Final = 8
CONTENT: Final = re.compile(r"^(?:n|vn|b|l|j|i|eng|an)")


class PlanWords(Record, frozen=True, kw_only=True):
    """The telling words of a plan's clauses, and in which clauses each stands."""

    clauses: tuple[Clause, ...]
    words: tuple[frozenset[str], ...]
    index: dict[str, list[int]]


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
        clause = best_clause(old, by_source[old.source], plan)
        if clause is not None and clause.start not in taken:
            fact = wording_fact(old, clause, volume, year)
            rows.add(number, Linked(fact=fact, link="proposed", group=1 + row.last_group))


def plan_words(volume: Volume, year: int) -> PlanWords:
    """The words of the year's plan, clause by clause."""
    clauses = [c for c in volume.index.clauses if c.part == "plan" and c.year == year]
    words = [frozenset(telling_words(volume, clause.start, clause.end)) for clause in clauses]
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        for word in found:
            index[word].append(number)
    return PlanWords(clauses=tuple(clauses), words=tuple(words), index=dict(index))


def best_clause(old: Fact, volume: Volume, plan: PlanWords) -> Clause | None:
    """The plan's clause on the number's matter: it shares the telling words of the indicator's name, or most
    words of a clause in the number's own sentence and one of the name's; one of the shared words is rare."""
    name = re.sub(r"[“”‘’《》\s]", "", old.wording)
    named = [word for word in telling_words(volume, old.start, old.end) if word in name]
    if not named:
        return None
    own = frozenset(named)
    stories = [own, *(frozenset(words) for words in sibling_words(old, volume))]
    best: tuple[float, int] | None = None
    for story in stories:
        rare = [word for word in sorted(story) if 0 < len(plan.index.get(word, ())) <= RARE]
        for number in sorted({number for word in rare for number in plan.index[word]}):
            shared = story & plan.words[number]
            score = weight(shared, plan) / weight(story, plan)
            enough = (
                score >= SHARED
                if story is own
                else (len(shared) >= 2 and bool(own & shared) and len(shared) / len(story) >= ALIKE_STORY)
            )
            if enough and (best is None or score > best[0]):
                best = (score, number)
        if best is not None:
            break
    return plan.clauses[best[1]] if best is not None else None


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
