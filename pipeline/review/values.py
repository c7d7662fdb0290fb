"""The fields of a record as a form shows them, and a record with them set otherwise."""

from __future__ import annotations

from typing import Any

import msgspec

from extractors.records import Deadline, Indicator, Quantity, School, SchoolMention, Statement
from extractors.statements.canonical import change_kind, resolve_indicator
from pipeline.review.fields import FIELDS, Value


def read_values(kind: str, record: Any, *, school: School | None) -> dict[str, Value]:
    """The values of the fields that a person may set; `school` is the one a mention means."""
    values: dict[str, Value] = {}
    for field in FIELDS[kind]:
        if kind == "mention":
            values["name"] = school.name if school else record.text
        elif field.name == "indicator":
            values["indicator"] = record.indicator.name if record.indicator else None
        elif field.name == "deadline":
            values["deadline"] = record.deadline.date if record.deadline else None
        else:
            values[field.name] = getattr(record, "class_" if field.name == "class" else field.name)
    return values


def set_values(kind: str, record: Any, values: dict[str, Value], *, text: str) -> Any:
    """The record with these values; mentions are not set here (see `schools`)."""
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name == "indicator":
            continue
        if name == "deadline":
            changes["deadline"] = Deadline(date=str(value), text=None) if value else None
        else:
            changes["class_" if name == "class" else name] = value
    if kind == "quantity" and "unit" in changes:
        changes["unit"] = changes["unit"] or ""
    record = msgspec.structs.replace(record, **changes)
    if kind == "statement" and "indicator" in values:
        indicator = values["indicator"]
        record = _with_indicator(record, str(indicator) if indicator else None, text=text)
    return record


def _with_indicator(statement: Statement, name: str | None, *, text: str) -> Statement:
    """The statement about another indicator, whose words are sought in the clause."""
    if name is None:
        return msgspec.structs.replace(statement, indicator=None)
    at = text.find(name, statement.start, statement.end)
    start, end = (at, at + len(name)) if at >= 0 else (statement.start, statement.end)
    if at < 0 and statement.indicator is not None:
        start, end = statement.indicator.start, statement.indicator.end
    resolved = resolve_indicator(name, statement.unit or "", statement.measure, change_kind(statement.change))
    indicator = Indicator(
        text=text[start:end], start=start, end=end, id=resolved.id, name=resolved.name, known=resolved.known
    )
    return msgspec.structs.replace(statement, indicator=indicator)


def follow_quantity(statement: Statement, quantity: Quantity) -> Statement:
    """The statement with its quantity's value, which it repeats."""
    return msgspec.structs.replace(
        statement, value=quantity.value, upper=quantity.upper, unit=quantity.unit, bound=quantity.bound
    )


def with_school(mention: SchoolMention, school: School) -> SchoolMention:
    """The mention as one of this school's."""
    match = "full" if mention.text == school.name else "alias"
    return msgspec.structs.replace(mention, school_id=school.id, match=match)
