"""Commitments over the years: kept up, reworded, strengthened, weakened, dropped, new.

A commitment is followed by its words: the next plan's commitment that shares most of its letters is the
same duty. What became of it is told by what it rests on: its number (the indicator's verdict), the thing it
names (the project's life line), or the review's words on what it names. A commitment that names nothing to
look for stays 不能判定; none is called broken because nobody speaks of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from extractors.records import Commitment, Modality
from pipeline.compare.calendar import Calendar
from pipeline.compare.clauses import Mention, grams_of
from pipeline.compare.deeds import judge_promises, points_by_year, reported_point
from pipeline.compare.names import find_names, is_thing
from pipeline.compare.promises import Promise, Shelf, Volume
from pipeline.compare.records import (
    Ambition,
    CommitmentRow,
    DeedDelivery,
    DeedPoint,
    DeedVerdict,
    IndicatorRow,
    IndicatorVerdict,
    ProjectRow,
    Record,
)
from pipeline.compare.row_labels import field_of
from pipeline.compare.rubric import STRENGTH, verdict_name
from pipeline.compare.stages import promised_stage

ALIKE: Final = 0.55
REPEATED: Final = 0.8
YEARS_BACK: Final = (0, 1, 2)
# Pairs of letters that stand in more commitments than this tell nothing; so many threads are looked at.
COMMON: Final = 60
CANDIDATES: Final = 12
NAME_LENGTH: Final = 24
LEAST_NAME: Final = 5
MARKS: Final = re.compile(r"[\s“”‘’\"'《》（）()]")
# 温仁中学、臧村小学等14所中小学校运动场: the commitment is about the kind, not the two that are named.
LIST_KIND: Final = re.compile(r"等\d+[个项所家条座处](?P<kind>[一-鿿]{3,14})")
FROM_INDICATOR: Final[dict[str, DeedDelivery]] = {
    "exceeded": "kept", "met": "kept", "nearly_met": "kept", "list_changed": "kept", "missed": "partly",
    "strive_missed": "partly", "late": "late", "pending": "pending", "not_reported": "not_mentioned",
    "not_comparable": "unclear", "conflicting": "unclear", "not_verifiable": "unclear",
}  # fmt: skip
WEAKEST_FIRST: Final = ("slipped", "partly", "late", "unclear", "not_mentioned", "pending", "kept")


class Deed(Record, frozen=True, kw_only=True):
    """A commitment in its report."""

    volume: int
    year: int
    commitment: Commitment
    grams: frozenset[str]


def make_commitments(
    shelf: Shelf,
    *,
    calendar: Calendar,
    indicators: Sequence[IndicatorRow],
    projects: Sequence[ProjectRow],
) -> tuple[CommitmentRow, ...]:
    """One row per duty."""
    deeds = [deed for volume in shelf.volumes for deed in find_deeds(volume)]
    by_target = {
        verdict.target_id: (row, verdict)
        for row in indicators
        for verdict in row.verdicts
        if verdict.target_id
    }
    by_place: dict[tuple[str, int], list[tuple[int, DeedVerdict]]] = defaultdict(list)
    for project in projects:
        for point in project.points:
            if point.role == "promised":
                for verdict in project.verdicts:
                    if verdict.year == point.year:
                        by_place[(point.source, point.start)].append((point.end, verdict))
    rows = [
        make_row(thread, shelf, calendar=calendar, by_target=by_target, by_place=by_place)
        for thread in thread_deeds(deeds)
    ]
    return tuple(
        sorted(rows, key=lambda row: (row.points[0].year, row.points[0].source, row.points[0].start))
    )


def find_deeds(volume: Volume) -> list[Deed]:
    """The commitments of a plan with the year they are for; a repetition stays with its first."""
    found = []
    for commitment in volume.bundle.commitments:
        place = volume.finder.find(commitment.start)
        year = place.period
        if year is not None and commitment.repeats is None:
            found.append(
                Deed(volume=volume.order, year=year, commitment=commitment, grams=grams_of(commitment.text))
            )
    return found


def thread_deeds(deeds: Sequence[Deed]) -> list[list[Deed]]:
    """Commitments of consecutive plans that share most of their letters."""
    threads: list[list[Deed]] = []
    index: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    word_for_word: dict[tuple[int, str], int] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.year, deed.volume, deed.commitment.start)):
        text = deed.commitment.text
        home = next(
            (word_for_word[key] for year in YEARS_BACK if (key := (deed.year - year, text)) in word_for_word),
            None,
        )
        if home is None or (
            threads[home][-1].year == deed.year and threads[home][-1].commitment.text != text
        ):
            home = best_thread(deed, threads, index)
        if home is None:
            threads.append([])
            home = len(threads) - 1
        threads[home].append(deed)
        word_for_word[(deed.year, text)] = home
        of_year = index[deed.year]
        for gram in deed.grams:
            of_year[gram].append(home)
    return threads


def best_thread(
    deed: Deed, threads: list[list[Deed]], index: Mapping[int, Mapping[str, list[int]]]
) -> int | None:
    """The thread whose commitment of the year before (or earlier in this plan) is most alike."""
    for back in YEARS_BACK:
        year, least = deed.year - back, ALIKE if back else REPEATED
        of_year = index.get(year)
        if of_year is None:
            continue
        counts: Counter[int] = Counter()
        for gram in sorted(deed.grams):
            postings = of_year.get(gram, ())
            if len(postings) <= COMMON:
                counts.update(postings)
        best: tuple[float, int] | None = None
        for number, count in counts.most_common(CANDIDATES):
            last = next((other for other in reversed(threads[number]) if other.year == year), None)
            if last is None or (back and threads[number][-1].year == deed.year):
                continue
            score = 2 * count / (len(deed.grams) + len(last.grams))
            if score >= least and (best is None or (score, -number) > (best[0], -best[1])):
                best = (score, number)
        if best is not None:
            return best[1]
    return None


def make_row(
    thread: Sequence[Deed],
    shelf: Shelf,
    *,
    calendar: Calendar,
    by_target: Mapping[str, tuple[IndicatorRow, IndicatorVerdict]],
    by_place: Mapping[tuple[str, int], Sequence[tuple[int, DeedVerdict]]],
) -> CommitmentRow:
    """A duty with its passages and verdicts."""
    points = [promise_point(deed, shelf) for deed in thread]
    verdicts, linked = [], []
    by_year: dict[int, list[Deed]] = defaultdict(list)
    for deed in thread:
        by_year[deed.year].append(deed)
    for year, of_year in sorted(by_year.items()):
        code, why, reports, rows = judge_deeds(of_year, shelf, calendar, by_target, by_place)
        points += reports
        linked += rows
        ambition, ambition_why = change_of(of_year[0], by_year, calendar=calendar)
        verdicts.append(
            DeedVerdict(year=year, delivery=code, why=why, ambition=ambition, ambition_why=ambition_why)
        )
    last = thread[-1]
    gone = last.year + 1
    if calendar.plans(gone):
        verdicts.append(
            DeedVerdict(
                year=gone, delivery="pending" if calendar.availability(gone) != "present" else "unclear",
                why=f"{gone}年的计划没有这一条", ambition="not_raised_again",
                ambition_why=f"{last.year}年有“{last.commitment.text[:30]}”，{gone}年的计划没有再提",
            )
        )  # fmt: skip
    commitment = last.commitment
    return CommitmentRow(
        id=f"commitment:{thread[0].commitment.id}",
        name=name_of(commitment),
        points=tuple(
            sorted(
                dict.fromkeys(points), key=lambda point: (point.year, point.role, point.source, point.start)
            )
        ),
        verdicts=tuple(verdicts),
        modality=commitment.modality,
        standing=any(deed.commitment.standing for deed in thread),
        verifiability=commitment.verifiability,
        owner=commitment.owner,
        field=field_of(commitment.text),
        indicator_ids=tuple(dict.fromkeys(linked)),
    )


def name_of(commitment: Commitment) -> str:
    """What the commitment is about: the kind of a counted list, the longest thing it names, or its words."""
    kind = LIST_KIND.search(commitment.text)
    if kind:
        return kind["kind"][:NAME_LENGTH]
    names = find_names(commitment.text)
    if names:
        return max((name.name for name in names), key=len)[:NAME_LENGTH]
    words = commitment.object.text if commitment.object else commitment.text
    return MARKS.sub("", words)[:NAME_LENGTH] or commitment.text[:NAME_LENGTH]


def promise_point(deed: Deed, shelf: Shelf) -> DeedPoint:
    """The commitment as a point."""
    commitment, volume = deed.commitment, shelf[deed.volume]
    return DeedPoint(
        year=deed.year, role="promised", stage=None, source=volume.bundle.source.id, start=commitment.start,
        end=commitment.end, text=commitment.text, wording=name_of(commitment), modality=commitment.modality,
        link="wording", place=volume.finder.find(commitment.start).text,
    )  # fmt: skip


def judge_deeds(
    deeds: Sequence[Deed],
    shelf: Shelf,
    calendar: Calendar,
    by_target: Mapping[str, tuple[IndicatorRow, IndicatorVerdict]],
    by_place: Mapping[tuple[str, int], Sequence[tuple[int, DeedVerdict]]],
) -> tuple[DeedDelivery, str, list[DeedPoint], list[str]]:
    """Delivery of a year's commitment by its numbers, its things, or the review's words."""
    deed = deeds[0]
    commitment, volume = deed.commitment, shelf[deed.volume]
    judged = [by_target[key] for key in commitment.statement_ids if key in by_target]
    numbered = [(FROM_INDICATOR[v.delivery], v.why) for _, v in judged if v.delivery and v.year == deed.year]
    if numbered:
        code, why = worst(numbered)
        return code, why, [], [row.id for row, _ in judged]
    things = [
        (verdict.delivery, verdict.why)
        for clause in volume.index.clauses_over(commitment.start, commitment.end)
        for _, verdict in by_place.get((volume.bundle.source.id, clause.start), ())
        if verdict.year == deed.year
    ]
    if things:
        code, why = worst(things)
        return code, why, [], []
    return judge_by_words(deed, shelf, calendar)


def worst(verdicts: Sequence[tuple[DeedDelivery, str]]) -> tuple[DeedDelivery, str]:
    """Of several parts: one verdict of all is the verdict; some kept and others behind is partly; parts of
    which some are behind and of others nothing is said leave the whole open."""
    codes = {code for code, _ in verdicts}
    behind = codes & {"slipped", "partly"}
    if "kept" in codes and behind:
        return "partly", next(why for code, why in verdicts if code in behind)
    if len(codes) > 1 and codes & {"kept", "slipped", "partly", "late"}:
        told = next(why for code, why in verdicts if code in {"slipped", "partly", "late", "kept"})
        return "unclear", f"只说到其中一部分：{told}"
    code = next(code for code in WEAKEST_FIRST if code in codes)
    return next((found, why) for found, why in verdicts if found == code)


def judge_by_words(
    deed: Deed, shelf: Shelf, calendar: Calendar
) -> tuple[DeedDelivery, str, list[DeedPoint], list[str]]:
    """Delivery by what the review says of the names in the commitment."""
    commitment, volume = deed.commitment, shelf[deed.volume]
    clause = volume.index.at(commitment.start)
    text = clause.text if clause is not None else commitment.text
    stage = promised_stage(text) or "pushed"
    names = [
        name
        for name in find_names(commitment.text)
        if len(name.name) >= LEAST_NAME and not is_thing(name.name, text)
    ]
    if not names or commitment.verifiability == "D":
        if calendar.availability(deed.year) != "present":
            return "pending", f"{deed.year}年结果尚未报告", [], []
        return "unclear", "承诺没有可以查找的名称或数值，不能据报告判定", [], []
    promises = [
        Promise(
            name=name.name, year=deed.year, stage=stage, volume=deed.volume, start=commitment.start,
            end=commitment.end, text=commitment.text, modality=commitment.modality, school_id=None,
            link="wording", by_others=False,
        )
        for name in names[:3]
    ]  # fmt: skip
    reports = [point for promise in promises for point in reports_on(promise, shelf)]
    verdict = judge_promises(promises, (), points_by_year(reports), calendar=calendar, shelf=shelf)
    return verdict.delivery, verdict.why, [point for point in reports if point.year == deed.year], []


def reports_on(promise: Promise, shelf: Shelf) -> list[DeedPoint]:
    """What the reviews of the year and the two after it say of a name."""
    found = []
    for year in range(promise.year, promise.year + 3):
        for volume in shelf.reviews.get(year, ()):
            mentions: list[Mention] = volume.index.find(promise.name, part="review", year=year)
            found += [reported_point(mention, volume, year) for mention in mentions[:4]]
    return found


def change_of(
    deed: Deed, by_year: Mapping[int, Sequence[Deed]], *, calendar: Calendar
) -> tuple[Ambition | None, str | None]:
    """What became of the duty's words since the year before."""
    earlier = by_year.get(deed.year - 1) or by_year.get(deed.year - 2)
    before = earlier[-1] if earlier else None
    if before is None:
        first = calendar.plan_before(deed.year) is None
        return (None, None) if first else ("new", f"{deed.year}年的计划新写的")
    left, right = before.commitment, deed.commitment
    if MARKS.sub("", left.text) == MARKS.sub("", right.text):
        return "carried_over", f"与{before.year}年的计划原句相同"
    step = strength(right.modality) - strength(left.modality)
    if step:
        code: Ambition = "stronger" if step > 0 else "weaker"
        return (
            code,
            f"{before.year}年“{left.text[:30]}”，{deed.year}年“"
            f"{right.text[:30]}”：{verdict_name('ambition', code)}",
        )
    return "held", f"{before.year}年“{left.text[:30]}”，{deed.year}年改写为“{right.text[:30]}”，力度相同"


def strength(modality: Modality) -> int:
    return STRENGTH[modality]
