"""What stands over when all years are aligned: sums, renamed indicators, numbers that became words.

A plan's target without anything the year before, and a result without a target the year after, may be the
same matter under another name. Three steps, each for one pair of years: parts that add up (14所省一级 and
20所省二级 against 11所二级以上), pairs of names that differ little (引进高层次人才 and 引进高层次教育人才 are
joined; 提前招聘 and 公开招聘 are only set side by side, never compared), and passages of the plan that
speak of a number's matter without a number (“数字大脑”试点学校6所 and 推进“数字大脑”项目落地).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

import msgspec

from pipeline.compare.became_words import add_wordings, target_clauses
from pipeline.compare.calendar import Calendar
from pipeline.compare.facts import Fact
from pipeline.compare.grades import Linked
from pipeline.compare.intervals import Reading
from pipeline.compare.likeness import (
    action_conflict,
    facet_conflict,
    is_general,
    is_step,
    same_deed,
    topic,
    unit_class,
)
from pipeline.compare.open_rows import OpenRow, OpenRows
from pipeline.compare.promises import Volume
from pipeline.compare.records import Link
from pipeline.compare.wordings import clean_name, compare_names

JOIN: Final = 0.75
OFFER: Final = 0.5
# An offered pair shares a piece of at least so many letters.
TOGETHER: Final = 3
CARRIED: Final = 0.6
OFFERS_EACH: Final = 3
NEAR: Final = 40
LEVEL: Final = re.compile(
    r"^(?:国家级|省级|市级|区级|县级|校级)(?:及?以上)?|(?:国家级|省级|市级|区级|县级|校级)$"
)
UP: Final = re.compile(r"及?以上")
AND: Final = re.compile(r"[和与及、]")


def match_leftovers(
    rows: Sequence[Sequence[Linked]], volumes: Sequence[Volume], *, calendar: Calendar
) -> list[tuple[Linked, ...]]:
    """The rows with sums added, counterparts joined and wordings of the plan put beside their numbers."""
    open_rows = OpenRows(rows)
    by_source = {volume.bundle.source.id: volume for volume in volumes}
    add_sums(open_rows, by_source)
    for year in calendar.planned:
        join_counterparts(open_rows, year, by_source)
    taken = target_clauses(open_rows, by_source)
    for volume in volumes:
        for year in volume.planned:
            add_wordings(open_rows, volume, year, by_source, taken=taken[volume.bundle.source.id])
    return [tuple(sorted(row, key=order)) for row in open_rows.rows if row]


def order(linked: Linked) -> tuple[int, int, int, str]:
    fact = linked.fact
    return (fact.order, fact.start, fact.end, fact.id)


# --- sums -----------------------------------------------------------------------------------------


def add_sums(rows: OpenRows, by_source: Mapping[str, Volume]) -> None:
    """For a target whose parts are reported one by one in one clause, their sum as a derived result."""
    results: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for row in rows.rows:
        for linked in row:
            fact = linked.fact
            if fact.role == "result" and fact.kind in {"count", "amount"} and fact.reading is not None:
                results[(unit_class(fact), fact.year)].append(fact)
    for told_together in results.values():
        told_together.sort(key=lambda fact: (fact.order, fact.start))
    for number, row in enumerate(rows.rows):
        told = {linked.fact.year for linked in row if linked.fact.role == "result"}
        for linked in list(row):
            target = linked.fact
            if target.role != "target" or target.kind not in {"count", "amount"}:
                continue
            for year in (target.year, target.year - 1):
                if year in told:
                    continue
                parts = find_parts(target, results.get((unit_class(target), year), ()))
                if parts:
                    made = sum_of(parts, by_source)
                    rows.add(number, Linked(fact=made, link="arithmetic"))
                    told |= {made.year} if made.role == "result" else set()


def find_parts(target: Fact, results: Sequence[Fact]) -> list[Fact]:
    """Results close together in one report that are the parts a target names, or the grades it covers.
    `results` are in the order of the reports."""
    named = [clean_name(part) for part in AND.split(target.wording) if len(part) >= 2]
    if len(named) >= 2:
        found = [next((fact for fact in results if fact.name.endswith(part)), None) for part in named]
        parts = [fact for fact in found if fact is not None]
        return parts if len(parts) == len(named) and close(parts) else []
    if UP.search(target.wording):
        head = target.name[-3:]
        graded = [
            fact for fact in results
            if fact.facets.grade and fact.name.endswith(head) and not action_conflict(fact, target)
        ]  # fmt: skip
        for first, second in pairwise(graded):
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


def join_counterparts(rows: OpenRows, year: int, by_source: Mapping[str, Volume]) -> None:
    """Join rows that end before `year` with rows that begin in it, the most alike first."""
    gone, fresh = rows.ending_before(year), rows.beginning_in(year)
    pairs = sorted(candidate_pairs(rows, gone, fresh, year), key=lambda pair: (-pair[0], pair[2], pair[3]))
    used: set[int] = set()
    for new, olds in merged_targets(rows, pairs, year):
        parts = [last_before(rows[old], year) for old in olds]
        rows.add(new, Linked(fact=sum_of(parts, by_source), link="arithmetic"))
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


def of_one_year(row: OpenRow) -> bool:
    """A row that has a history of its own is not put beside another for a likeness."""
    return len(row.by_year) == 1


def merged_targets(
    rows: OpenRows, pairs: Sequence[tuple[float, Link, int, int]], year: int
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


def last_before(row: OpenRow, year: int) -> Fact:
    """The row's last fact of the year before."""
    return row.by_year[year - 1][-1].fact


def take_over(rows: OpenRows, into: int, other: int, *, link: Link, apart: bool) -> None:
    """Move a row's facts into another row; `apart` keeps the numbers from being compared."""
    shift = 1 + rows[into].last_group if apart else 0
    for linked in rows[other]:
        rows.add(
            into,
            Linked(
                fact=linked.fact,
                link=link if linked.link in {"first", "indicator", "wording"} else linked.link,
                group=linked.group + shift,
            ),
        )
    rows.clear(other)


def candidate_pairs(
    rows: OpenRows, gone: Sequence[int], fresh: Sequence[int], year: int
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
                new = next(x.fact for x in rows[other].by_year[year] if x.fact.role == "target")
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
