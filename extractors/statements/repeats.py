"""Links a fact told twice to where it is told first: once in the overview, again in detail.

The same indicator with the same value, role and period in one document is one fact. The same indicator with
another value is left for the checks.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractors.records import Statement

GENERIC_LENGTH = 4
"""Unknown names shorter than this (项目, 学校) say too little to be one fact twice."""


def link_repeats(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with `repeats` set on every later telling of one fact."""
    first: dict[tuple[object, ...], Statement] = {}
    linked: list[Statement] = []
    for statement in statements:
        key = _fact(statement)
        if key is not None:
            earlier = first.setdefault(key, statement)
            if earlier is not statement and earlier.end <= statement.start:
                statement = msgspec.structs.replace(statement, repeats=earlier.id)
        linked.append(statement)
    return tuple(linked)


def _fact(statement: Statement) -> tuple[object, ...] | None:
    indicator = statement.indicator
    if indicator is None or statement.role == "context":
        return None
    if not indicator.known and len(indicator.name) < GENERIC_LENGTH:
        return None
    return (
        statement.document_id, indicator.id, statement.value, statement.upper, statement.unit, statement.role,
        statement.period, statement.facets.grade, statement.facets.scope, statement.facets.batch,
    )  # fmt: skip
