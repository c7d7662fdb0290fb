"""Loading bundles into a database: idempotent, one transaction a report, safe beside another loader.

A report whose bundle has not changed is not touched. One that changed keeps the rows that stayed, updates
those that differ and loses those that are gone. A loader that is killed leaves the report as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from extractors.records import Bundle
from pipeline.bundle import encode_bundle
from pipeline.data.migrations import migrate
from pipeline.data.store import METADATA
from pipeline.data.tables import TABLES, Table
from pipeline.files import sha256_hex

# Rows a statement; the drivers batch below this, it bounds memory.
BATCH = 5000


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did: reports written, left alone, and withdrawn; rows written."""

    written: int
    unchanged: int
    withdrawn: int
    rows: int


def load_bundles(engine: Engine, bundles: Iterable[Bundle], *, mirror: bool) -> LoadReport:
    """Load bundles; with `mirror`, reports that are not among them leave the database."""
    with engine.begin() as connection:
        _lock(connection, "schema")
        migrate(connection)
    written = unchanged = rows = 0
    seen = set()
    for bundle in bundles:
        seen.add(bundle.source.id)
        count = load_bundle(engine, bundle)
        rows += count
        written += count > 0
        unchanged += count == 0
    withdrawn = _withdraw_others(engine, seen) if mirror else 0
    return LoadReport(written=written, unchanged=unchanged, withdrawn=withdrawn, rows=rows)


def load_bundle(engine: Engine, bundle: Bundle) -> int:
    """Load one report in one transaction; the rows written, 0 when it was there already."""
    reports = METADATA.tables["reports"]
    fingerprint = sha256_hex(encode_bundle(bundle))
    source_id = bundle.source.id
    with engine.begin() as connection:
        _lock(connection, source_id)
        known = connection.execute(
            sql.select(reports.c.bundle_sha256).where(reports.c.source_id == source_id)
        ).scalar()
        if known == fingerprint:
            return 0
        written = 0
        kept: dict[str, set[tuple[Any, ...]]] = {}
        for table in TABLES:
            keys: set[tuple[Any, ...]] = set()
            for batch in _batches(_named_rows(table, bundle, fingerprint)):
                _upsert(connection, table, batch)
                written += len(batch)
                if known:
                    keys.update(tuple(row[name] for name in table.key) for row in batch)
            kept[table.name] = keys
        if known:
            for table in reversed(TABLES):
                _delete_gone(connection, table, source_id, kept[table.name])
    return written


def _named_rows(table: Table, bundle: Bundle, fingerprint: str) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    extra = {"bundle_sha256": fingerprint} if table.name == "reports" else {}
    for row in table.rows(bundle):
        yield dict(zip(names, row, strict=True)) | extra


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _upsert(connection: sql.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    target = METADATA.tables[table.name]
    insert = postgresql.insert(target) if connection.dialect.name == "postgresql" else sqlite.insert(target)
    changing = {c.name: insert.excluded[c.name] for c in target.columns if c.name not in table.key}
    if changing:
        statement = insert.on_conflict_do_update(index_elements=list(table.key), set_=changing)
    else:
        statement = insert.on_conflict_do_nothing(index_elements=list(table.key))
    connection.execute(statement, rows)


def _delete_gone(
    connection: sql.Connection, table: Table, source_id: str, kept: set[tuple[Any, ...]]
) -> None:
    """Delete the report's rows of this table that the new bundle no longer has."""
    target = METADATA.tables[table.name]
    keys = [target.c[name] for name in table.key]
    rows = connection.execute(sql.select(*keys).where(target.c.source_id == source_id))
    gone = [dict(zip(table.key, key, strict=True)) for key in map(tuple, rows) if key not in kept]
    if gone:
        matches = sql.and_(*(column == sql.bindparam(f"gone_{column.name}") for column in keys))
        connection.execute(
            sql.delete(target).where(matches),
            [{f"gone_{name}": value for name, value in key.items()} for key in gone],
        )


def _withdraw_others(engine: Engine, seen: set[str]) -> int:
    reports = METADATA.tables["reports"]
    with engine.begin() as connection:
        known = set(connection.execute(sql.select(reports.c.source_id)).scalars())
        gone = sorted(known - seen)
        for source_id in gone:
            connection.execute(sql.delete(reports).where(reports.c.source_id == source_id))
    return len(gone)


def _lock(connection: sql.Connection, name: str) -> None:
    """One loader at a time for a report. SQLite locks the file at BEGIN; PostgreSQL takes a named lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(sql.text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
