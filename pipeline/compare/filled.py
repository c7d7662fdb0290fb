"""The office's own completion figures, read back from a filled-in ledger, beside what the reports say.

A figure that an office filled in for a target stands in the target's row as a result of its own, named as
such; it decides only where no report gives a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec

from pipeline.compare.grades import Linked
from pipeline.compare.intervals import Reading
from pipeline.compare.records import Record

# After all reports: what a report says comes first.
LAST: Final = 1_000_000


class Filled(Record, frozen=True, kw_only=True):
    """One completion figure: the target it is for, the value in the base unit, and where it was filled in."""

    statement_id: str
    value: str
    unit: str
    place: str


def add_filled(rows: Sequence[Sequence[Linked]], filled: Sequence[Filled]) -> list[tuple[Linked, ...]]:
    """The rows with the filled-in figures added to the targets they are for."""
    by_target: Mapping[str, Filled] = {figure.statement_id: figure for figure in filled}
    found = []
    for row in rows:
        added = [
            figure
            for linked in row
            if linked.fact.role == "target" and linked.fact.id in by_target
            if (figure := result_of(linked, by_target[linked.fact.id])) is not None
        ]
        found.append((*row, *added))
    return found


def result_of(target: Linked, figure: Filled) -> Linked | None:
    """The figure as a result of the target's year; its quotation is the target's own words."""
    try:
        value = Decimal(figure.value)
    except InvalidOperation:
        return None
    fact = msgspec.structs.replace(
        target.fact, id=f"{target.fact.id}-ledger", role="result", order=LAST, modality="plain",
        reading=Reading(value=value, unit=figure.unit), filled=figure.place, cumulative=False, estimate=False,
        repeats=None,
    )  # fmt: skip
    return Linked(fact=fact, link="ledger", group=target.group)
