"""Verdicts and findings that a person put on record as accepted, named as such and never changed.

An exception names a verdict by its code (`delivery.missed`, `ambition.lowered`, `deed.slipped`) and words of
the target, result or promise it rests on, or by the id of that statement or of the row; a finding as
`taizhang check` does. It lies beside a report and counts for what rests on that report alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

import msgspec

from extractors.records import Finding
from pipeline.compare.records import (
    CommitmentRow,
    DeedPoint,
    DeedVerdict,
    IndicatorRow,
    IndicatorVerdict,
    Point,
    ProjectRow,
    Record,
)


class Exemption(Record, frozen=True, kw_only=True):
    """One exception on record beside the report `source`."""

    source: str
    id: str | None
    code: str | None
    text: str | None
    reason: str
    who: str

    @property
    def label(self) -> str:
        """How a document names it."""
        return f"{self.reason}（{self.who}）"


Exemptions: TypeAlias = Mapping[str, Sequence[Exemption]]
DeedRow = TypeVar("DeedRow", ProjectRow, CommitmentRow)


def by_source(exemptions: Iterable[Exemption]) -> Exemptions:
    """The exceptions of each report."""
    found: dict[str, list[Exemption]] = defaultdict(list)
    for exemption in exemptions:
        found[exemption.source].append(exemption)
    return found


def accept_indicators(rows: Sequence[IndicatorRow], exemptions: Exemptions) -> tuple[IndicatorRow, ...]:
    """The rows with their accepted verdicts named."""
    if not exemptions:
        return tuple(rows)
    return tuple(
        msgspec.structs.replace(
            row, verdicts=tuple(accept_indicator(row, verdict, exemptions) for verdict in row.verdicts)
        )
        for row in rows
    )


def accept_indicator(
    row: IndicatorRow, verdict: IndicatorVerdict, exemptions: Exemptions
) -> IndicatorVerdict:
    """The verdict, named where an exception speaks of it."""
    rests_on = {verdict.target_id, verdict.result_id, verdict.base_id}
    points = [point for point in row.points if point.id in rests_on]
    codes = {f"delivery.{verdict.delivery}", f"ambition.{verdict.ambition}"}
    ids = {point.id for point in points} | {row.id}
    found = label_of(points, codes=codes, ids=ids, exemptions=exemptions)
    return msgspec.structs.replace(verdict, accepted=found) if found else verdict


def accept_deeds(rows: Sequence[DeedRow], exemptions: Exemptions) -> tuple[DeedRow, ...]:
    """The rows of projects or commitments with their accepted verdicts named."""
    if not exemptions:
        return tuple(rows)
    return tuple(
        msgspec.structs.replace(
            row, verdicts=tuple(accept_deed(row, verdict, exemptions) for verdict in row.verdicts)
        )
        for row in rows
    )


def accept_deed(row: ProjectRow | CommitmentRow, verdict: DeedVerdict, exemptions: Exemptions) -> DeedVerdict:
    """The verdict, named where an exception speaks of it."""
    points = [point for point in row.points if point.year == verdict.year]
    codes = {f"deed.{verdict.delivery}", f"ambition.{verdict.ambition}"}
    found = label_of(points, codes=codes, ids={row.id}, exemptions=exemptions)
    return msgspec.structs.replace(verdict, accepted=found) if found else verdict


def label_of(
    points: Sequence[Point | DeedPoint], *, codes: set[str], ids: set[str], exemptions: Exemptions
) -> str | None:
    """The first exception beside a report that one of the points is from, None when none speaks of it."""
    for point in points:
        for exemption in exemptions.get(point.source, ()):
            if exemption.id is not None:
                if exemption.id in ids:
                    return exemption.label
            elif exemption.code in codes and (exemption.text or "") in point.text:
                return exemption.label
    return None


def finding_label(finding: Finding, exemptions: Sequence[Exemption]) -> str | None:
    """The exception that speaks of a report's finding, as `taizhang check` takes it."""
    for exemption in exemptions:
        if exemption.id is not None:
            if exemption.id == finding.id:
                return exemption.label
        elif exemption.code == finding.code and any(
            (exemption.text or "") in place.text for place in finding.evidence
        ):
            return exemption.label
    return None
