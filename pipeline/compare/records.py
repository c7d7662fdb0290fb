"""The records of a comparison: the public contract of `output/comparison/<body>.json` as types.

Start at `Comparison`. Everything a writer needs is in here, so that document, page, workbook and tables
are made from this alone; every verdict points at the points it rests on, every point at its quotation.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from extractors.records import Bound, Modality, Severity

COMPARISON_VERSION: Final = "1"

PointRole = Literal["target", "result", "baseline", "derived"]
Comparability = Literal["comparable", "converted", "not_comparable"]
Better = Literal["up", "down", "none"]
Delivery = Literal[
    "exceeded", "met", "nearly_met", "missed", "strive_missed", "list_changed", "late", "not_reported",
    "not_comparable", "conflicting", "not_verifiable", "pending",
]  # fmt: skip
DeedDelivery = Literal["kept", "partly", "slipped", "late", "not_mentioned", "unclear", "pending"]
Ambition = Literal[
    "new", "raised", "held", "lowered", "carried_over", "number_to_words", "words_to_number", "stronger",
    "weaker", "merged", "split", "renamed", "redefined", "not_raised_again",
]  # fmt: skip
Link = Literal[
    "first", "indicator", "synonym", "wording", "rule", "proposed", "stated", "arithmetic", "ledger"
]
Kind = Literal["growth", "points", "difference", "share", "count", "amount", "rank", "milestone"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of the comparison's records. They are built from the inside out and never hold themselves, so
    the collector of cycles need not walk the hundreds of thousands of them."""


class ComparedReport(Record, frozen=True, kw_only=True):
    """One report that took part. `periods` are all years it reports on or plans for."""

    source: str
    path: str
    periods: tuple[int, ...]
    text_sha256: str
    title: str | None
    issued: str | None
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]


class Point(Record, frozen=True, kw_only=True):
    """One value a report gives for one year, with its quotation and how it came into this row."""

    id: str
    year: int | None
    role: PointRole
    value: str | None
    upper: str | None
    unit: str
    bound: Bound | None
    modality: Modality
    source: str
    start: int
    end: int
    text: str
    wording: str
    link: Link
    place: str
    """Chapter and paragraph of the quotation, for people."""
    year_start: int | None = None
    """First year of a value that covers several."""
    primary: bool = True
    """False: kept beside the value the verdict rests on (a repetition, a restatement, an older edition)."""
    note: str | None = None
    """What a reader should know of this value: 累计数, 反推, 重述, 台账填报."""


class IndicatorVerdict(Record, frozen=True, kw_only=True):
    """The two verdicts of one year; `why` gives the reason of each in words."""

    year: int
    delivery: Delivery | None
    ambition: Ambition | None
    comparability: Comparability
    target_id: str | None
    result_id: str | None
    base_id: str | None
    """The earlier target or result that the ambition was measured against."""
    gap: str | None
    gap_unit: str | None
    why: str
    ambition_why: str | None = None
    ambition_comparability: Comparability | None = None
    accepted: str | None = None
    """An exception that the office put on record."""


class IndicatorRow(Record, frozen=True, kw_only=True):
    """One indicator over the years."""

    id: str
    name: str
    unit: str
    measure: str
    better: Better
    points: tuple[Point, ...]
    verdicts: tuple[IndicatorVerdict, ...]
    kind: Kind
    field: str
    """Field of work (领域): the chapter the indicator mostly stands in."""
    known: bool
    wordings: tuple[str, ...]
    core: bool
    breaks: tuple[int, ...] = ()
    """Years from which the definition changed: a trend line is interrupted before them."""


class DeedPoint(Record, frozen=True, kw_only=True):
    """A place that promises or reports a deed."""

    year: int
    role: Literal["promised", "reported"]
    stage: str | None
    source: str
    start: int
    end: int
    text: str
    wording: str
    modality: Modality
    link: Link
    place: str


class DeedVerdict(Record, frozen=True, kw_only=True):
    """Whether the promise of one year was kept, as far as the reports say."""

    year: int
    delivery: DeedDelivery
    why: str
    ambition: Ambition | None = None
    ambition_why: str | None = None
    accepted: str | None = None
    """An exception that the office put on record."""


class ProjectRow(Record, frozen=True, kw_only=True):
    """The life line of a school or building project."""

    id: str
    name: str
    school_id: str | None
    points: tuple[DeedPoint, ...]
    verdicts: tuple[DeedVerdict, ...]
    aliases: tuple[str, ...]


class CommitmentRow(Record, frozen=True, kw_only=True):
    """The same promise over the years."""

    id: str
    name: str
    points: tuple[DeedPoint, ...]
    verdicts: tuple[DeedVerdict, ...]
    modality: Modality
    standing: bool
    verifiability: str
    owner: str | None
    field: str
    indicator_ids: tuple[str, ...] = ()


class Difference(Record, frozen=True, kw_only=True):
    """A piece of a passage: the same on both sides, or only on this one."""

    text: str
    same: bool


class WordingPair(Record, frozen=True, kw_only=True):
    """Two passages on the same matter whose strength or content changed, side by side."""

    id: str
    topic: str
    change: Ambition
    why: str
    points: tuple[DeedPoint, DeedPoint]
    before: tuple[Difference, ...]
    after: tuple[Difference, ...]
    verdicts: tuple[DeedVerdict, ...]


class QualityNote(Record, frozen=True, kw_only=True):
    """What the check of one report or the comparison of several found."""

    source: str
    code: str
    severity: Severity
    message: str
    computation: str | None
    places: tuple[str, ...]
    quotations: tuple[str, ...]
    accepted: str | None = None
    """An exception that the office put on record."""


class SchoolAlias(Record, frozen=True, kw_only=True):
    """The names one school goes by."""

    school_id: str
    name: str
    aliases: tuple[str, ...]
    confirmed: bool


class SummarySentence(Record, frozen=True, kw_only=True):
    """One sentence of the page at a glance, and the numbers it was written from."""

    topic: str
    text: str
    counts: dict[str, int]


class Comparison(Record, frozen=True, kw_only=True):
    """All that several reports of one body say when read side by side."""

    schema_version: Literal["1"]
    body: str
    rubric: str
    reports: tuple[ComparedReport, ...]
    years: tuple[int, ...]
    """Every year from the first reported to the last planned."""
    missing_years: tuple[int, ...]
    """Years between the first and last for which no report gives results."""
    indicators: tuple[IndicatorRow, ...]
    projects: tuple[ProjectRow, ...]
    commitments: tuple[CommitmentRow, ...]
    wording: tuple[WordingPair, ...]
    summary: tuple[SummarySentence, ...]
    quality: tuple[QualityNote, ...]
    schools: tuple[SchoolAlias, ...]
    names: tuple[str, ...]
    """All forms of the issuer's name met in the reports."""
