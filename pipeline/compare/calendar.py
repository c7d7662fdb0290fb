"""Which years the reports of a body report on and plan for, and which are missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from extractors.records import Bundle
from pipeline.bundle import BundleHead
from pipeline.compare.records import ComparedReport, Record

Availability = Literal["present", "missing", "future"]


class Calendar(Record, frozen=True, kw_only=True):
    """Years by what the reports say of them, in order."""

    reviewed: tuple[int, ...]
    planned: tuple[int, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Every year from the first to the last a report reviews or plans."""
        named = (*self.reviewed, *self.planned)
        return tuple(range(min(named), max(named) + 1)) if named else ()

    @property
    def missing(self) -> tuple[int, ...]:
        """Years before the last reviewed one that no report reviews."""
        last = self.reviewed[-1] if self.reviewed else 0
        return tuple(year for year in self.years if year < last and not holds(self.reviewed, year))

    def availability(self, year: int) -> Availability:
        """Whether there is a report that could give the results of a year."""
        if holds(self.reviewed, year):
            return "present"
        return "missing" if self.reviewed and year < self.reviewed[-1] else "future"

    def plans(self, year: int) -> bool:
        """Whether a report plans this year."""
        return holds(self.planned, year)

    def plan_before(self, year: int) -> int | None:
        """The last planned year before `year`, None for the first plan."""
        at = bisect_left(self.planned, year)
        return self.planned[at - 1] if at else None


def holds(years: tuple[int, ...], year: int) -> bool:
    """Whether a year is among years in order."""
    at = bisect_left(years, year)
    return at < len(years) and years[at] == year


def make_calendar(reports: Sequence[ComparedReport]) -> Calendar:
    """The years of all reports together."""
    return Calendar(
        reviewed=tuple(sorted({year for report in reports for year in report.reviewed})),
        planned=tuple(sorted({year for report in reports for year in report.planned})),
    )


def describe_report(bundle: Bundle) -> ComparedReport:
    """What the comparison says of one report; the years come from its documents and sections."""
    reviewed, planned = years_of(bundle)
    main = next(
        (
            document
            for kind in ("work_report", "notice", "summary", "plan")
            for document in bundle.documents
            if document.kind == kind
        ),
        None,
    )
    issued = next((document.issued for document in bundle.documents if document.issued), None)
    return ComparedReport(
        source=bundle.source.id,
        path=bundle.source.path,
        periods=tuple(sorted(reviewed | planned)),
        text_sha256=bundle.text_sha256,
        title=main.title if main else None,
        issued=issued,
        reviewed=tuple(sorted(reviewed)),
        planned=tuple(sorted(plans_of_the_year(reviewed, planned))),
    )


def plans_of_the_year(reviewed: set[int], planned: set[int]) -> set[int]:
    """The years a report plans as its yearly plan: an outlook to 2025 in a report on 2020 is none of them."""
    if not planned:
        return set()
    nearest = min((year for year in planned if year > max(reviewed, default=0)), default=max(planned))
    return {year for year in planned if year <= nearest}


def reports_in_order(bundles: Sequence[Bundle]) -> list[Bundle]:
    """Oldest report first: by its yearly plan and the year it reports on, then by id."""

    def place(bundle: Bundle) -> tuple[int, int, str]:
        reviewed, planned = years_of(bundle)
        plans = plans_of_the_year(reviewed, planned)
        return (
            max(plans | {year + 1 for year in reviewed}, default=0),
            max(reviewed, default=0),
            bundle.source.id,
        )

    return sorted(bundles, key=place)


def years_of(bundle: Bundle | BundleHead) -> tuple[set[int], set[int]]:
    """Years reported on and years planned for."""
    reviewed: set[int] = set()
    planned: set[int] = set()
    for document in bundle.documents:
        if document.period is not None:
            if document.kind == "summary":
                reviewed.add(document.period)
            elif document.kind == "plan":
                planned.add(document.period)
    for section in bundle.sections:
        if section.period is not None and section.part is not None:
            (reviewed if section.part == "review" else planned).add(section.period)
    for document in bundle.documents:
        # A work report names the year it reports on; what it plans is the year after.
        if document.kind == "work_report" and document.period is not None and not reviewed:
            reviewed.add(document.period)
            planned.add(document.period + 1)
    return reviewed, planned
