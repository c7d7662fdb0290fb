"""Rows of indicators: aligned facts become points, and every planned year gets its two verdicts.

Start at `make_rows`. The first report that prints a value is the one a verdict rests on; what later
reports say of the same year is kept beside it. A target set anew for the same year (2025 in the plan of
2021 and again in that of 2025) is a new edition: the last one counts, the older stays visible.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from pipeline.compare.ambition import Moved, judge_change
from pipeline.compare.calendar import Calendar
from pipeline.compare.clauses import names_meet
from pipeline.compare.delivery import Judged, judge_year
from pipeline.compare.facts import Fact, trim, unit_of, value_text
from pipeline.compare.grades import Linked, grade
from pipeline.compare.intervals import is_points
from pipeline.compare.likeness import base_id, is_general
from pipeline.compare.records import Better, IndicatorRow, IndicatorVerdict, Point
from pipeline.compare.row_labels import better_of, field_of, row_id, row_name, row_unit
from pipeline.compare.row_names import facets_of, told_apart

MEASURES = {
    "growth": "rate", "points": "rate", "difference": "flow", "share": "share", "count": "flow",
    "amount": "amount", "rank": "rank", "milestone": "milestone",
}  # fmt: skip
Others = Mapping[tuple[str, int], Sequence[Fact]]


def make_rows(
    rows: Sequence[Sequence[Linked]], *, calendar: Calendar, better: Mapping[str, Better]
) -> tuple[IndicatorRow, ...]:
    """The rows of a comparison from aligned facts."""
    others, changes = results_by_name(rows), changes_by_name(rows)
    made = [make_row(row, calendar=calendar, better=better, others=others, changes=changes) for row in rows]
    return tuple(
        msgspec.structs.replace(row, name=name)
        for row, name in zip(made, told_apart(made, [facets_of(row) for row in rows]), strict=True)
    )


def results_by_name(rows: Sequence[Sequence[Linked]]) -> dict[tuple[str, int], list[Fact]]:
    """Results by name and year over all rows: a growth target may meet a total that cannot be compared."""
    found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for row in rows:
        for linked in row:
            if linked.fact.role == "result" and not is_general(linked.fact):
                for key in names_of(linked.fact):
                    found[(key, linked.fact.year)].append(linked.fact)
    return found


def names_of(fact: Fact) -> set[str]:
    return {fact.name, base_id(fact)} if fact.known else {fact.name}


def changes_by_name(rows: Sequence[Sequence[Linked]]) -> dict[tuple[str, int], list[Fact]]:
    """Stated differences from which another year's value follows, by name and year."""
    found: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for row in rows:
        for linked in row:
            fact = linked.fact
            if fact.derived_base is not None and fact.kind in {"points", "difference"}:
                for key in sorted(names_of(fact)):
                    found[(key, fact.year)].append(fact)
    return found


def stated_changes(row: Sequence[Linked], changes: Others) -> list[Fact]:
    """The differences stated of this row's own results."""
    found: dict[str, Fact] = {}
    for linked in row:
        fact = linked.fact
        if fact.role == "result" and fact.kind in {"share", "count", "amount"}:
            for key in sorted(names_of(fact)):
                for change in changes.get((key, fact.year), ()):
                    if change.source == fact.source:
                        found[change.id] = change
    return list(found.values())


def make_row(
    row: Sequence[Linked],
    *,
    calendar: Calendar,
    better: Mapping[str, Better],
    others: Others,
    changes: Others,
) -> IndicatorRow:
    """One row with its points and verdicts."""
    first = row[0].fact
    direction = better_of(first, better)
    targets = by_year(row, "target")
    results = by_year(row, "result")
    deciding: set[str] = set()
    own = {linked.fact.id for linked in row}
    verdicts = []
    for year in sorted({*targets, *(y + 1 for y in (*targets, *results) if calendar.plans(y + 1))}):
        target = latest_edition(targets.get(year, ()))
        asked = better_of(target.fact, better) if target is not None else direction
        judged = moved = None
        if target is not None:
            judged = judge_year(
                target, results.get(year, ()), better=asked, calendar=calendar,
                others=other_results(target.fact, others, own),
                done_in=done_in(target.fact, results),
                names_missing=names_missing(target.fact, results.get(year, ())),
            )  # fmt: skip
        if calendar.plans(year):
            moved = judge_change(
                target, tuple(latest_editions(targets.get(year - 1, ()))),
                first_results(results.get(year - 1, ())),
                better=asked, first_plan=year == calendar.planned[0] and not calendar.reviewed,
            )  # fmt: skip
        if judged is None and moved is None:
            continue
        verdicts.append(make_verdict(year, judged, moved))
        deciding |= {fact.id for fact in rests_on(judged, moved)}
    return IndicatorRow(
        id=row_id(row),
        name=row_name(row),
        unit=row_unit(row),
        measure="stock"
        if first.kind == "count" and any(linked.fact.accrual == "stock" for linked in row)
        else MEASURES[first.kind],
        better=direction,
        points=make_points(row, deciding, stated_changes(row, changes)),
        verdicts=tuple(verdicts),
        kind=first.kind,
        field=field_of(row_name(row)) if field_of(row_name(row)) != "其他" else field_of(first.text),
        known=first.known,
        wordings=tuple(sorted({linked.fact.wording for linked in row})),
        core=bool(targets)
        and not is_general(first)
        and (
            first.known
            or first.kind in {"growth", "share"}
            or any(linked.fact.section_role == "overview" for linked in row)
        ),
        breaks=breaks_of(row),
    )


def by_year(row: Sequence[Linked], role: str) -> dict[int, list[Linked]]:
    """The row's facts of one role by year, in the order of the reports."""
    found: dict[int, list[Linked]] = defaultdict(list)
    for linked in row:
        if linked.fact.role == role:
            found[linked.fact.year].append(linked)
    return found


def done_in(target: Fact, results: Mapping[int, Sequence[Linked]]) -> int | None:
    """The later year for which a milestone is reported that its own year does not tell."""
    if target.kind != "milestone" or results.get(target.year):
        return None
    return next((year for year in (target.year + 1, target.year + 2) if results.get(year)), None)


def names_missing(target: Fact, results: Sequence[Linked]) -> list[str]:
    """Names of the promised list that the list of what was done does not hold; both must name all."""
    done = next((linked.fact.members for linked in results if linked.fact.members), ())
    if not done or not target.members:
        return []
    return [name for name in target.members if not any(names_meet(name, other) for other in done)]


def latest_edition(targets: Sequence[Linked]) -> Linked | None:
    """The target that counts: of the last report that sets one, the first printed without a repetition."""
    return next(iter(latest_editions(targets)), None)


def latest_editions(targets: Sequence[Linked]) -> list[Linked]:
    """The targets of the last report that sets one; a value before a mere wording."""
    if not targets:
        return []
    last = max(linked.fact.order for linked in targets)
    found = [linked for linked in targets if linked.fact.order == last]
    return sorted(found, key=lambda linked: (linked.fact.reading is None, linked.fact.repeats is not None))


def first_results(results: Sequence[Linked]) -> tuple[Linked, ...]:
    """The results of the first report that gives them."""
    if not results:
        return ()
    first = min(linked.fact.order for linked in results)
    return tuple(linked for linked in results if linked.fact.order == first)


def other_results(target: Fact, others: Others, own: set[str]) -> list[Fact]:
    """Results under the same name that are another kind of number, or stand in another row."""
    if is_general(target):
        return []
    found = [fact for key in sorted(names_of(target)) for fact in others.get((key, target.year), ())]
    return [fact for fact in found if fact.id not in own and grade(target, fact).level == "not_comparable"]


def rests_on(judged: Judged | None, moved: Moved | None) -> list[Fact]:
    """The facts a pair of verdicts rests on."""
    facts = [judged.target, judged.result] if judged else []
    return [fact for fact in (*facts, moved.base if moved else None) if fact is not None]


def make_verdict(year: int, judged: Judged | None, moved: Moved | None) -> IndicatorVerdict:
    """The two verdicts of a year in one record."""
    open_ = judged is None or judged.code in {"pending", "not_reported"}
    level = (
        moved.comparability
        if moved is not None and open_
        else judged.comparability
        if judged
        else "comparable"
    )
    gap_unit = None
    if judged and judged.gap is not None:
        unit = unit_of(judged.target)
        gap_unit = "个百分点" if is_points(unit) else unit
    return IndicatorVerdict(
        year=year,
        delivery=judged.code if judged else None,
        ambition=moved.code if moved else None,
        comparability=level,
        target_id=judged.target.id if judged else None,
        result_id=judged.result.id if judged and judged.result else None,
        base_id=moved.base.id if moved and moved.base else None,
        gap=trim(judged.gap) if judged and judged.gap is not None else None,
        gap_unit=gap_unit,
        why=judged.why if judged else moved.why if moved else "",
        ambition_why=moved.why if moved else None,
        ambition_comparability=moved.comparability if moved else None,
    )


def make_points(row: Sequence[Linked], deciding: set[str], changes: Sequence[Fact]) -> tuple[Point, ...]:
    """Every fact of the row as a point, and the base values that follow from stated differences."""
    points = []
    seen: dict[tuple[int, str], Fact] = {}
    for linked in row:
        fact = linked.fact
        key = (fact.year, fact.role)
        earlier = seen.get(key)
        points.append(
            Point(
                id=fact.id, year=fact.year, role=fact.role,
                value=trim(fact.reading.value) if fact.reading else None,
                upper=trim(fact.reading.upper) if fact.reading and fact.reading.upper is not None else None,
                unit=unit_of(fact), bound=fact.reading.bound if fact.reading else None,
                modality=fact.modality,
                source=fact.source, start=fact.start, end=fact.end, text=fact.text, wording=fact.wording,
                link=linked.link, place=fact.place, year_start=fact.year_start,
                primary=earlier is None or fact.id in deciding, note=note_of(fact, earlier),
            )
        )  # fmt: skip
        if earlier is None or (fact.role == "target" and fact.order > earlier.order):
            seen[key] = fact
    points.extend(derived_point(fact) for fact in changes)
    return tuple(points)


def note_of(fact: Fact, earlier: Fact | None) -> str | None:
    """What a reader should know of a value."""
    notes = []
    if fact.cumulative:
        notes.append("多年累计数")
    if fact.estimate:
        notes.append("预计数")
    if fact.filled:
        notes.append(f"台账填报，不是报告所写（{fact.filled}）")
    if earlier is not None and earlier.order != fact.order:
        same = earlier.reading == fact.reading
        what = "目标" if fact.role == "target" else "结果"
        notes.append(
            f"后来的报告重述{what}" + ("，数值相同" if same else f"，先前为{value_text(earlier.reading)}")
        )
    elif earlier is not None and fact.reading and earlier.reading and fact.reading != earlier.reading:
        notes.append(f"同一报告另处写作{value_text(earlier.reading)}")
    return "；".join(notes) or None


def derived_point(fact: Fact) -> Point:
    """The other year's value by arithmetic; its quotation is the stated difference."""
    return Point(
        id=f"{fact.id}-derived", year=fact.base_year if fact.base_year is not None else fact.year - 1,
        role="derived", value=fact.derived_base, upper=None,
        unit="%" if unit_of(fact) == "个百分点" else unit_of(fact),
        bound="eq", modality=fact.modality, source=fact.source, start=fact.start, end=fact.end,
        text=fact.text,
        wording=fact.wording, link="arithmetic", place=fact.place, primary=False,
        note="由所述变化反推，原文没有写",
    )  # fmt: skip


def breaks_of(row: Sequence[Linked]) -> tuple[int, ...]:
    """Years whose result cannot be compared with the one before."""
    results = [
        linked
        for linked in row
        if linked.fact.role == "result" and linked.fact.reading is not None and not linked.fact.cumulative
    ]
    found = []
    for earlier, later in itertools.pairwise(results):
        if earlier.fact.year < later.fact.year and grade(earlier.fact, later.fact).level == "not_comparable":
            found.append(later.fact.year)
    return tuple(found)
