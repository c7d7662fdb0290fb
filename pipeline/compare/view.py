"""A comparison as tables and chart data: what document, page and workbook all print.

Nothing is decided here. Cells are text with the quotation they rest on, so that every writer can link them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, TypeAlias, TypeVar

from pipeline.compare.facts import plain
from pipeline.compare.intervals import is_points
from pipeline.compare.records import (
    CommitmentRow,
    Comparison,
    DeedPoint,
    DeedVerdict,
    IndicatorRow,
    IndicatorVerdict,
    Point,
    ProjectRow,
    Record,
)
from pipeline.compare.rubric import verdict_name

BOUND_SIGNS: Final = {"eq": "", "ge": "≥", "gt": "＞", "le": "≤", "lt": "＜", "approx": "约", "range": ""}
GRADE_NAMES: Final = {"comparable": "可比", "converted": "折算可比", "not_comparable": "不可比"}
MODALITY_NAMES: Final = {
    "guarantee": "确保",
    "plain": "直述",
    "strive": "力争",
    "process": "推进",
    "explore": "探索",
}
STRENGTH_GROUPS: Final = (
    ("硬承诺", ("guarantee", "plain")),
    ("力争类", ("strive",)),
    ("推进类", ("process",)),
    ("探索类", ("explore",)),
)
STATUS_GROUPS: Final = (
    ("超额完成", ("exceeded",)),
    ("完成", ("met", "nearly_met", "list_changed", "late")),
    ("未达到", ("missed", "strive_missed")),
    ("待核或不可比", ("conflicting", "not_comparable", "not_verifiable")),
    ("未见报告", ("not_reported",)),
    ("待期末", ("pending",)),
)
CORE_ROWS: Final = 16


class YearCell(Record, frozen=True, kw_only=True):
    """One year of one indicator: target, result, verdict and the quotations under them."""

    year: int
    target: str
    result: str
    delivery: str
    ambition: str
    gap: str
    comparability: str
    code: str
    points: tuple[Point, ...]
    why: str


class Series(Record, frozen=True, kw_only=True):
    """One indicator's values for a trend chart."""

    name: str
    unit: str
    results: tuple[tuple[int, Decimal], ...]
    targets: tuple[tuple[int, Decimal, bool], ...]
    """Year, value, and whether the target is only striven for."""
    breaks: tuple[int, ...]


class Bullet(Record, frozen=True, kw_only=True):
    """Base, target and result of one indicator for one year."""

    name: str
    year: int
    unit: str
    base: Decimal | None
    target: Decimal
    result: Decimal | None


def value_of(point: Point | None) -> str:
    """A point's value for people."""
    if point is None:
        return "—"
    if point.value is None:
        return "（文字）"
    text = plain(Decimal(point.value))
    if point.upper is not None:
        text = f"{text}—{plain(Decimal(point.upper))}"
    sign = BOUND_SIGNS[point.bound or "eq"]
    return f"{sign}{text}{point.unit}"


def year_cells(row: IndicatorRow, years: Sequence[int]) -> tuple[YearCell, ...]:
    """One cell a year."""
    by_id = {point.id: point for point in row.points}
    verdicts = {verdict.year: verdict for verdict in row.verdicts}
    of_year = points_by_year(row.points)
    return tuple(year_cell(of_year.get(year, ()), year, verdicts.get(year), by_id) for year in years)


Placed = TypeVar("Placed", Point, DeedPoint)


def points_by_year(points: Iterable[Placed]) -> dict[int | None, list[Placed]]:
    """The points of each year, in their order."""
    found: dict[int | None, list[Placed]] = defaultdict(list)
    for point in points:
        found[point.year].append(point)
    return found


def year_cell(
    of_year: Sequence[Point], year: int, verdict: IndicatorVerdict | None, by_id: dict[str, Point]
) -> YearCell:
    """Target and result of one year with the verdict; without a verdict, what is there."""
    target = by_id.get(verdict.target_id or "") if verdict else None
    result = by_id.get(verdict.result_id or "") if verdict else None
    target = target or next((point for point in of_year if point.role == "target"), None)
    first_result = next((point for point in of_year if point.role == "result"), None)
    if result is None or result.year != year:
        result = first_result
    derived = next((point for point in of_year if point.role in {"derived", "baseline"}), None)
    shown = value_of(result) if result else f"{value_of(derived)}※" if derived else "—"
    others = [
        p for p in of_year if p.role == "result" and result and p.id != result.id and p.value != result.value
    ]
    if others:
        shown += f"（另见{'、'.join(dict.fromkeys(value_of(point) for point in others))}）"
    return YearCell(
        year=year,
        target=value_of(target),
        result=shown,
        delivery=delivery_text(verdict) if verdict else "",
        ambition=verdict_name("ambition", verdict.ambition) if verdict else "",
        gap=gap_text(verdict) if verdict else "",
        comparability=GRADE_NAMES[verdict.comparability] if verdict else "",
        code=(verdict.delivery or "") if verdict else "",
        points=tuple(point for point in (target, result, *others) if point is not None),
        why=why_text(verdict) if verdict else "",
    )


def gap_text(verdict: IndicatorVerdict) -> str:
    """The gap with its sign and unit: +1.5个百分点, -0.9亿元; "" where there is none."""
    if verdict.gap is None:
        return ""
    gap = Decimal(verdict.gap)
    return f"{'+' if gap >= 0 else '-'}{plain(abs(gap))}{verdict.gap_unit}"


def core_rows(comparison: Comparison) -> list[IndicatorRow]:
    """The core indicators: those with most target years, best known first; at most CORE_ROWS."""
    rows = [row for row in comparison.indicators if row.core]
    rows.sort(key=lambda row: (-weight(row), row.field, row.name, row.id))
    return rows[:CORE_ROWS]


def weight(row: IndicatorRow) -> int:
    """How much a row has to say: verdicts that are given, then years with targets and results."""
    given = sum(
        v.delivery in {"exceeded", "met", "missed", "strive_missed", "nearly_met"} for v in row.verdicts
    )
    moved = sum(v.ambition in {"raised", "lowered", "held", "carried_over"} for v in row.verdicts)
    years = len({point.year for point in row.points})
    return 4 * given + 2 * moved + years + (2 if row.known else 0)


def status_by_field(
    comparison: Comparison,
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Fields of work, and for each group of verdicts its number in each field."""
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for row in comparison.indicators:
        for verdict in row.verdicts:
            if verdict.delivery:
                tally[row.field][group_of(verdict.delivery)] += 1
    fields = tuple(sorted(tally, key=lambda field: (-sum(tally[field].values()), field)))
    return fields, tuple(
        (name, tuple(tally[field][name] for field in fields))
        for name, _ in STATUS_GROUPS
        if any(tally[field][name] for field in fields)
    )


def group_of(delivery: str) -> str:
    return next(name for name, codes in STATUS_GROUPS if delivery in codes)


def bullets(comparison: Comparison) -> list[Bullet]:
    """Base, target and result of the core shares and growth rates, for the last judged (else planned)
    year.
    """
    found = []
    for row in core_rows(comparison):
        if not is_points(row.unit):
            continue
        by_id = {point.id: point for point in row.points}
        verdicts = [v for v in row.verdicts if v.target_id and by_id[v.target_id].value is not None]
        verdicts.sort(key=lambda v: (v.result_id is not None, v.year))
        if not verdicts:
            continue
        verdict = verdicts[-1]
        target = by_id[verdict.target_id or ""]
        result = by_id.get(verdict.result_id or "")
        base = next(
            (p for p in row.points if p.year == verdict.year - 1 and p.role == "result" and p.value), None
        )
        comparable = (
            result is not None and verdict.comparability != "not_comparable" and result.unit == target.unit
        )
        found.append(
            Bullet(
                name=row.name, year=verdict.year, unit=row.unit,
                base=Decimal(base.value) if base and base.value and base.unit == target.unit else None,
                target=Decimal(target.value or "0"),
                result=Decimal(result.value) if comparable and result and result.value else None,
            )
        )  # fmt: skip
    return found[:8]


def trends(comparison: Comparison) -> list[Series]:
    """The core indicators with values in three years or more (in two when there are no longer ones)."""
    found = [series_of(row) for row in core_rows(comparison)]
    long = [series for series in found if len({year for year, _ in series.results}) >= 3]
    return (long or [series for series in found if series.results and series.targets])[:6]


def series_of(row: IndicatorRow) -> Series:
    """Primary results and targets by year."""
    results: dict[int, Decimal] = {}
    targets: dict[int, tuple[Decimal, bool]] = {}
    for point in row.points:
        if (
            point.value is None
            or point.year is None
            or point.unit != row.unit
            or point.year_start is not None
        ):
            continue
        if point.role == "result":
            results.setdefault(point.year, Decimal(point.value))
        elif point.role == "target":
            targets[point.year] = (Decimal(point.value), point.modality == "strive")
    return Series(
        name=row.name,
        unit=row.unit,
        results=tuple(sorted(results.items())),
        targets=tuple((year, *value) for year, value in sorted(targets.items())),
        breaks=row.breaks,
    )


def delivery_text(verdict: IndicatorVerdict | DeedVerdict) -> str:
    """The verdict's name, marked where the office put it on record as accepted."""
    axis = "delivery" if isinstance(verdict, IndicatorVerdict) else "deed"
    return verdict_name(axis, verdict.delivery) + ("（已认可）" if verdict.accepted else "")


def why_text(verdict: IndicatorVerdict | DeedVerdict) -> str:
    """The reason of a verdict; what the office put on record is named as such."""
    return f"{verdict.why}；已认可的例外：{verdict.accepted}" if verdict.accepted else verdict.why


def changed_targets(
    comparison: Comparison, code: str, *, year: int | None = None
) -> list[tuple[IndicatorRow, IndicatorVerdict]]:
    """Rows whose target changed in this way, newest year first."""
    found = [
        (row, verdict)
        for row in comparison.indicators
        for verdict in row.verdicts
        if verdict.ambition == code and (year is None or verdict.year == year)
    ]
    return sorted(found, key=lambda pair: (-pair[1].year, pair[0].field, pair[0].name, pair[0].id))


def look_first(comparison: Comparison) -> list[tuple[str, str]]:
    """What must be looked at before anything is quoted: conflicts, changed definitions, changed lists."""
    found: list[tuple[str, str]] = []
    for row in comparison.indicators:
        for verdict in row.verdicts:
            if verdict.delivery in {"conflicting", "list_changed"} and verdict.accepted is None:
                found.append((f"{row.name}（{verdict.year}年）", why_text(verdict)))
    for row in comparison.indicators:
        if row.breaks and row.core:
            found.append((row.name, f"{'、'.join(map(str, row.breaks))}年起与上年口径不同，不连线比较"))
    for note in comparison.quality:
        if note.severity == "high" and note.accepted is None:
            found.append((f"{report_label(comparison, note.source)}的文本核对", note.message))
    return found[:12]


def commitments_by_strength(comparison: Comparison) -> list[tuple[str, list[CommitmentRow]]]:
    """Commitments in groups of strength; standing duties and those that cannot be verified by themselves."""
    groups: list[tuple[str, list[CommitmentRow]]] = []
    rest = [row for row in comparison.commitments if not row.standing and row.verifiability != "D"]
    for name, modalities in STRENGTH_GROUPS:
        rows = [row for row in rest if row.modality in modalities]
        if rows:
            groups.append((name, rows))
    standing = [row for row in comparison.commitments if row.standing]
    vague = [row for row in comparison.commitments if not row.standing and row.verifiability == "D"]
    return [
        *groups,
        *([("常设义务", standing)] if standing else []),
        *([("不可核验", vague)] if vague else []),
    ]


DeedCell: TypeAlias = tuple[str, tuple[DeedPoint, ...], DeedVerdict | None]


def deed_cells(row: ProjectRow | CommitmentRow, years: Sequence[int]) -> list[DeedCell]:
    """What a life line shows for each year: promised and reported, the places, the verdict."""
    verdicts = {verdict.year: verdict for verdict in row.verdicts}
    of_year = points_by_year(row.points)
    return [deed_cell(of_year.get(year, ()), verdicts.get(year)) for year in years]


def deed_cell(points: Sequence[DeedPoint], verdict: DeedVerdict | None) -> DeedCell:
    """One cell of a life line."""
    from pipeline.compare.deeds import STAGE_NAMES

    parts = []
    for role, word in (("promised", "承诺"), ("reported", "报告")):
        stages = list(dict.fromkeys(
            STAGE_NAMES.get(point.stage or "", "提及") for point in points if point.role == role
        ))  # fmt: skip
        if stages:
            parts.append(f"{word}{'、'.join(stages)}")
    return "；".join(parts), tuple(points), verdict


def report_label(comparison: Comparison, source: str) -> str:
    """A short name for a report: its title, else its file."""
    for report in comparison.reports:
        if report.source == source:
            years = f"{max(report.reviewed)}年" if report.reviewed else f"{max(report.planned, default=0)}年"
            return f"{years}报告" if len(comparison.reports) > 1 else "报告"
    return source
