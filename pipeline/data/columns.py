"""Columns made from record types, so that a table can never drift from the record it holds.

A nested record becomes prefixed columns (`indicator_text`), a dict a JSON object, a tuple a JSON array
or a child table, as the table is declared (`tables`). Descriptions are words and live in `tables.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

Kind = Literal["text", "integer", "decimal", "real", "boolean", "json"]

# Fields that hold a decimal number as a string (records.py: numbers are never floats).
DECIMAL_FIELDS = frozenset({"value", "upper", "derived_base", "confidence"})


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its name, what kind of value it holds, and the codes it may take."""

    name: str
    kind: Kind
    nullable: bool
    codes: tuple[str, ...] = ()


Getter = Callable[[Any], Any]


def columns_of(
    record: type[msgspec.Struct], *, leave_out: frozenset[str] = frozenset()
) -> list[tuple[Column, Getter]]:
    """The columns of a record type with the function that reads each from a record.

    Tuples are read as JSON arrays; name those that have a child table in `leave_out`.
    """
    return list(_walk(record, prefix="", path=(), optional=False, leave_out=leave_out))


def _walk(
    record: type[msgspec.Struct],
    *,
    prefix: str,
    path: tuple[str, ...],
    optional: bool,
    leave_out: frozenset[str],
) -> list[tuple[Column, Getter]]:
    found: list[tuple[Column, Getter]] = []
    hints = get_type_hints(record)
    for field in msgspec.structs.fields(record):
        name = prefix + field.encode_name
        if name in leave_out:
            continue
        bare, nullable = _without_none(hints[field.name])
        nullable = nullable or optional
        here = (*path, field.name)
        if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
            found += _walk(bare, prefix=f"{name}_", path=here, optional=nullable, leave_out=leave_out)
            continue
        kind, codes = _kind(bare, field.name)
        column = Column(name=name, kind=kind, nullable=nullable, codes=codes)
        found.append((column, _getter(here, kind)))
    return found


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        rest = [part for part in get_args(hint) if part is not NoneType]
        if len(rest) != 1:
            raise TypeError(f"a column cannot hold {hint}; give the field one type or None")
        return rest[0], True
    return hint, False


def _kind(hint: Any, field: str) -> tuple[Kind, tuple[str, ...]]:
    if get_origin(hint) is Literal:
        return "text", tuple(get_args(hint))
    if get_origin(hint) in (tuple, dict):
        return "json", ()
    if field in DECIMAL_FIELDS and hint is str:
        return "decimal", ()
    kinds: dict[Any, Kind] = {str: "text", int: "integer", bool: "boolean", float: "real"}
    return kinds[hint], ()


def _getter(path: tuple[str, ...], kind: Kind) -> Getter:
    if len(path) == 1 and kind != "json":
        return attrgetter(path[0])

    def read(record: Any) -> Any:
        value = record
        for step in path:
            if value is None:
                return None
            value = getattr(value, step)
        if kind == "json" and value is not None:
            return msgspec.json.encode(value).decode()
        return value

    return read
