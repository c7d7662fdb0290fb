"""What stands over when all years are aligned: sums, renamed indicators, numbers that became words.

A plan's target without anything the year before, and a result without a target the year after, may be the
same matter under another name. Three steps, each for one pair of years: parts that add up (14所省一级 and
20所省二级 against 11所二级以上), pairs of names that differ little (引进高层次人才 and 引进高层次教育人才 are
joined; 提前招聘 and 公开招聘 are only set side by side, never compared), and passages of the plan that
speak of a number's matter without a number (“数字大脑”试点学校6所 and 推进“数字大脑”项目落地).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from math import log
from typing import Final

import msgspec

from extractors.records import Bundle, Word
from pipeline.compare.align import (
    Linked,
    action_conflict,
    facet_conflict,
    is_general,
    is_step,
    same_deed,
    topic,
    unit_class,
)
from pipeline.compare.calendar import Calendar
from pipeline.compare.clauses import Clause, ClauseIndex
from pipeline.compare.deeds import Volume, modality_of
from pipeline.compare.facts import Fact
from pipeline.compare.intervals import Reading
from pipeline.compare.records import Link, Record
from pipeline.compare.stages import load_stages
from pipeline.compare.wordings import HANGING, clean_name, compare_names

JOIN: Final = 0.75
OFFER: Final = 0.5
# An offered pair shares a piece of at least so many letters.
TOGETHER: Final = 3
CARRIED: Final = 0.6
OFFERS_EACH: Final = 3
NEAR: Final = 40
RARE: Final = 3
SHARED: Final = 0.58
ALIKE_STORY: Final = 0.6
SENTENCE_CLAUSES: Final = 8
LEVEL: Final = re.compile(
    r"^(?:国家级|省级|市级|区级|县级|校级)(?:及?以上)?|(?:国家级|省级|市级|区级|县级|校级)$"
)
UP: Final = re.compile(r"及?以上")
AND: Final = re.compile(r"[和与及、]")
CONTENT: Final = re.compile(r"^(?:n|vn|b|l|j|i|eng|an)")
Row = list[Linked]


def match_leftovers(
    rows: Sequence[Sequence[Linked]], volumes: Sequence[Volume], *, calendar: Calendar
) -> list[tuple[Linked, ...]]:
    """The rows with sums added, counterparts joined and wordings of the plan put beside their numbers."""
    open_rows: list[Row] = [list(row) for row in rows]
    by_source = {volume.bundle.source.id: volume for volume in volumes}
    add_sums(open_rows, by_source)
    for year in calendar.planned:
        join_counterparts(open_rows, year, by_source)
    for volume in volumes:
        for year in volume.planned:
            add_wordings(open_rows, volume, year, by_source)
    return [tuple(sorted(row, key=order)) for row in open_rows if row]


def order(linked: Linked) -> tuple[int, int, int, str]:
    fact = linked.fact
    return (fact.order, fact.start, fact.end, fact.id)


# --- sums -----------------------------------------------------------------------------------------


def add_sums(rows: list[Row], by_source: Mapping[str, Volume]) -> None:
    """For a target whose parts are reported one by one in one clause, their sum as a derived result."""
    results: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for row in rows:
        for linked in row:
            fact = linked.fact
            if fact.role == "result" and fact.kind in {"count", "amount"} and fact.reading is not None:
                results[(unit_class(fact), fact.year)].append(fact)
    for row in rows:
        for linked in list(row):
            target = linked.fact
            if target.role != "target" or target.kind not in {"count", "amount"}:
                continue
            for year in (target.year, target.year - 1):
                if any(other.fact.role == "result" and other.fact.year == year for other in row):
                    continue
                parts = find_parts(target, results.get((unit_class(target), year), ()))
                if parts:
                    row.append(Linked(fact=sum_of(parts, by_source), link="arithmetic"))


def find_parts(target: Fact, results: Sequence[Fact]) -> list[Fact]:
    """Results close together in one report that are the parts a target names, or the grades it covers."""
    named = [clean_name(part) for part in AND.split(target.wording) if len(part) >= 2]
    ordered = sorted(results, key=lambda fact: (fact.order, fact.start))
    if len(named) >= 2:
        found = [next((fact for fact in ordered if fact.name.endswith(part)), None) for part in named]
        parts = [fact for fact in found if fact is not None]
        return parts if len(parts) == len(named) and close(parts) else []
    if UP.search(target.wording):
        head = target.name[-3:]
        graded = [
            fact for fact in ordered
            if fact.facets.grade and fact.name.endswith(head) and not action_conflict(fact, target)
        ]  # fmt: skip
        for first, second in zip(graded, graded[1:], strict=False):
            if first.facets.grade != second.facets.grade and close([first, second]):
                return [first, second]
    return []


def close(parts: Sequence[Fact]) -> bool:
    """All parts stand in one report within a few words of each other, each with one exact value."""
    starts = sorted(fact.start for fact in parts)
    return (
        len({fact.source for fact in parts}) == 1
        and starts[-1] - starts[0] <= NEAR
        and all(fact.reading is not None and fact.reading.bound == "eq" for fact in parts)
    )


def sum_of(parts: Sequence[Fact], by_source: Mapping[str, Volume]) -> Fact:
    """The sum as a fact of its own; its quotation runs from the first part to the last."""
    first = min(parts, key=lambda fact: fact.start)
    end = max(fact.end for fact in parts)
    total = sum(fact.reading.value for fact in parts if fact.reading is not None)
    return msgspec.structs.replace(
        first,
        id="+".join(fact.id for fact in parts),
        reading=Reading(value=first.reading.value * 0 + total, unit=first.reading.unit)
        if first.reading
        else None,
        wording="、".join(dict.fromkeys(fact.wording for fact in parts)),
        name="+".join(fact.name for fact in parts),
        facets=msgspec.structs.replace(first.facets, grade=None),
        known=False,
        start=first.start,
        end=end,
        text=by_source[first.source].bundle.text[first.start : end],
    )


# --- counterparts ---------------------------------------------------------------------------------


def join_counterparts(rows: list[Row], year: int, by_source: Mapping[str, Volume]) -> None:
    """Join rows that end before `year` with rows that begin in it, the most alike first."""
    gone = [number for number, row in enumerate(rows) if ends_before(row, year)]
    fresh = [number for number, row in enumerate(rows) if begins_in(row, year)]
    pairs = sorted(candidate_pairs(rows, gone, fresh, year), key=lambda pair: (-pair[0], pair[2], pair[3]))
    used: set[int] = set()
    for new, olds in merged_targets(rows, pairs, year):
        parts = [last_before(rows[old], year) for old in olds]
        rows[new].append(Linked(fact=sum_of(parts, by_source), link="arithmetic"))
        for old in olds:
            take_over(rows, new, old, link="rule", apart=True)
        used |= {new, *olds}
    for _, link, old, new in pairs:
        if link == "rule" and old not in used and new not in used:
            used |= {old, new}
            take_over(rows, old, new, link=link, apart=False)
    offers: dict[int, int] = defaultdict(int)
    for _, link, old, new in pairs:
        if link != "rule" and not {old, new} & used and offers[new] < OFFERS_EACH and of_one_year(rows[old]):
            offers[new] += 1
            take_over(rows, new, old, link=link, apart=True)


def of_one_year(row: Row) -> bool:
    """A row that has a history of its own is not put beside another for a likeness."""
    return bool(row) and len({linked.fact.year for linked in row}) == 1


def merged_targets(
    rows: list[Row], pairs: Sequence[tuple[float, Link, int, int]], year: int
) -> list[tuple[int, list[int]]]:
    """New targets to which several old ones of one clause lead: 劳动实践基地 and 研学实践基地 became one."""
    olds: dict[int, list[int]] = defaultdict(list)
    for _, link, old, new in pairs:
        if link == "rule":
            olds[new].append(old)
    return [
        (new, found)
        for new, found in sorted(olds.items())
        if len(found) == 2 and close([last_before(rows[old], year) for old in found])
    ]


def last_before(row: Row, year: int) -> Fact:
    """The row's last fact of the year before."""
    return next(linked.fact for linked in reversed(row) if linked.fact.year == year - 1)


def take_over(rows: list[Row], into: int, other: int, *, link: Link, apart: bool) -> None:
    """Move a row's facts into another row; `apart` keeps the numbers from being compared."""
    shift = 1 + max(linked.group for linked in rows[into]) if apart else 0
    rows[into].extend(
        Linked(
            fact=linked.fact,
            link=link if linked.link in {"first", "indicator", "wording"} else linked.link,
            group=linked.group + shift,
        )
        for linked in rows[other]
    )
    rows[other] = []


def ends_before(row: Row, year: int) -> bool:
    """There was a target or result the year before, and no target for this year or later."""
    return any(linked.fact.year == year - 1 for linked in row) and not any(
        linked.fact.role == "target" and linked.fact.year >= year for linked in row
    )


def begins_in(row: Row, year: int) -> bool:
    """The row has its first target in this year and nothing before."""
    return (
        bool(row)
        and min(linked.fact.year for linked in row) == year
        and any(linked.fact.role == "target" and linked.fact.year == year for linked in row)
    )


def candidate_pairs(
    rows: list[Row], gone: Sequence[int], fresh: Sequence[int], year: int
) -> list[tuple[float, Link, int, int]]:
    """Pairs that share letters, with their score and how far they may be joined."""
    index: dict[str, list[int]] = defaultdict(list)
    for number in fresh:
        for gram in grams(rows[number][0].fact):
            index[gram].append(number)
    found = []
    for number in gone:
        old = last_before(rows[number], year)
        counts: dict[int, int] = defaultdict(int)
        for gram in grams(old):
            for other in index.get(gram, ())[:40]:
                counts[other] += 1
        for other, count in counts.items():
            if count >= 2:
                new = next(x.fact for x in rows[other] if x.fact.year == year and x.fact.role == "target")
                judged = judge(old, new)
                if judged is not None:
                    found.append((*judged, number, other))
    return found


def grams(fact: Fact) -> set[str]:
    words = fact.name + fact.action if is_general(fact) else fact.name
    return {words[at : at + 2] for at in range(max(len(words) - 1, 1))} | {
        fact.text[at : at + 2] for at in range(min(len(fact.text), 40) - 1)
    }


def judge(old: Fact, new: Fact) -> tuple[float, Link] | None:
    """Score and kind of link of a leftover pair: joined by rule only when nothing speaks against it."""
    left, right = core(old), core(new)
    relation = compare_names(left, right)
    clean = old.kind == new.kind and unit_class(old) == unit_class(new) and not facet_conflict(old, new)
    if (
        clean
        and relation.relation in {"same", "level", "extra"}
        and relation.score >= JOIN
        and (not action_conflict(old, new) or is_step(old, new))
        and same_deed(old, new)
        and not is_general(old)
    ):
        return 1.0 + relation.score, "rule"
    same_value = old.reading == new.reading and old.facets.award_level == new.facets.award_level
    if clean and same_value and old.facets.award_level and relation.score >= CARRIED and same_deed(old, new):
        # 市级示范社区学校1所 and a year later 市级示范现代化社区学校1所: level, unit and number carry over.
        return 1.0 + relation.score, "rule"
    if "amount" in {old.kind, new.kind} and relation.score < OFFER:
        # 中央财政安排…亿元: sums are told in like clauses whatever they are for.
        return None
    said = compare_names(item(old), item(new)).score
    general = is_general(old) or is_general(new)
    if (
        longest_common(
            item(old) if general else left + item(old), item(new) if general else right + item(new)
        )
        < TOGETHER
    ):
        return None
    score = said if general else max(relation.score, said)
    score += 0.1 if unit_class(old) == unit_class(new) else -0.2
    score += 0.05 * (old.kind == new.kind)
    conflict = facet_conflict(old, new)
    score -= 0.0 if conflict is None else 0.05 if conflict == "universe" else 0.2
    if bool(old.facets.grade) != bool(new.facets.grade):
        return None
    return (score, "proposed") if score >= OFFER + 0.1 else None


def core(fact: Fact) -> str:
    """The name without its level, which the facets compare."""
    return LEVEL.sub("", topic(fact)) or topic(fact)


def item(fact: Fact) -> str:
    """The member of the clause's list that holds the name, numbers left out."""
    parts = [part for part in fact.text.split("、") if fact.wording[:3] in part] or [fact.text]
    return re.sub(r"[“”\d.,%％]+", "", parts[0])[:40]


def longest_common(left: str, right: str) -> int:
    """Letters of the longest piece that stands in both."""
    return SequenceMatcher(None, left, right, autojunk=False).find_longest_match().size


# --- numbers that became words --------------------------------------------------------------------


class PlanWords(Record, frozen=True, kw_only=True):
    """The telling words of a plan's clauses, and in which clauses each stands."""

    clauses: tuple[Clause, ...]
    words: tuple[frozenset[str], ...]
    index: dict[str, list[int]]


def add_wordings(rows: list[Row], volume: Volume, year: int, by_source: Mapping[str, Volume]) -> None:
    """For a number of the year before without a target now, the plan's passage on the same matter."""
    leftovers = [row for row in rows if ends_before(row, year)]
    if not leftovers:
        return
    taken = {
        clause_start(linked.fact, volume.index)
        for row in rows for linked in row
        if linked.fact.role == "target" and linked.fact.source == volume.bundle.source.id
    }  # fmt: skip
    plan = plan_words(volume, year)
    for row in leftovers:
        old = next(
            (x.fact for x in reversed(row) if x.fact.year == year - 1 and x.fact.reading is not None), None
        )
        if old is None or old.cumulative:
            continue
        clause = best_clause(old, by_source[old.source], plan)
        if clause is not None and clause.start not in taken:
            fact = wording_fact(old, clause, volume, year)
            row.append(Linked(fact=fact, link="proposed", group=1 + max(linked.group for linked in row)))


def plan_words(volume: Volume, year: int) -> PlanWords:
    """The words of the year's plan, clause by clause."""
    clauses = [c for c in volume.index.clauses if c.part == "plan" and c.year == year]
    words = [frozenset(telling_words(volume.bundle, clause.start, clause.end)) for clause in clauses]
    index: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(words):
        for word in found:
            index[word].append(number)
    return PlanWords(clauses=tuple(clauses), words=tuple(words), index=dict(index))


def best_clause(old: Fact, volume: Volume, plan: PlanWords) -> Clause | None:
    """The plan's clause on the number's matter: it shares the telling words of the indicator's name, or most
    words of a clause in the number's own sentence and one of the name's; one of the shared words is rare."""
    name = re.sub(r"[“”‘’《》\s]", "", old.wording)
    named = [word for word in telling_words(volume.bundle, old.start, old.end) if word in name]
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
    return sum(log(2 + 400 / (1 + len(plan.index.get(word, ())))) for word in words)


def sibling_words(old: Fact, volume: Volume) -> list[list[str]]:
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
        if len(words := telling_words(volume.bundle, clause.start, clause.end)) >= 2
    ]


def clause_start(fact: Fact, index: ClauseIndex) -> int:
    clause = index.at(fact.start)
    return clause.start if clause is not None else fact.start


def telling_words(bundle: Bundle, start: int, end: int) -> list[str]:
    """The content words of a stretch without everyday words, as the segmenter cut them; single letters that
    stand together are one word (技 防)."""
    plain = load_stages().plain
    found: list[str] = []
    single = ""
    for word in words_between(bundle, start, end):
        text = bundle.text[word.start : word.end]
        if len(text) == 1 and "一" <= text <= "鿿" and word.pos[:1] in "nvjga":
            single += text
            continue
        found += [single] if len(single) >= 2 else []
        single = ""
        if len(text) >= 2 and CONTENT.match(word.pos) and not HANGING.fullmatch(text) and text not in plain:
            found.append(text)
    found += [single] if len(single) >= 2 else []
    return list(dict.fromkeys(found))


def words_between(bundle: Bundle, start: int, end: int) -> Sequence[Word]:
    """The words of a stretch; words are in text order."""
    words = bundle.words
    low = bisect_left(words, start, key=lambda word: word.start)
    high = bisect_left(words, end, key=lambda word: word.start)
    return words[low:high]


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
