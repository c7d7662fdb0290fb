"""Loading bundles and comparisons into a database: idempotent, one transaction a file, safe beside another.

A file that has not changed is not touched. One that changed keeps the rows that stayed, updates those that
differ and loses those that are gone. A loader that is killed leaves the report as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from extractors.records import Bundle
from pipeline.bundle import encode_bundle
from pipeline.compare.records import Comparison
from pipeline.data.comparison_tables import COMPARISON_TABLES
from pipeline.data.migrations import migrate
from pipeline.data.store import FINGERPRINT, METADATA
from pipeline.data.table import Table
from pipeline.data.tables import TABLES
from pipeline.files import sha256_hex

# Rows a statement; the drivers batch below this, it bounds memory.
BATCH: Final = 5000


class LoadReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did: files written, left alone, and withdrawn; rows written."""

    written: int
    unchanged: int
    withdrawn: int
    rows: int


def load_bundles(engine: Engine, bundles: Iterable[Bundle], *, mirror: bool) -> LoadReport:
    """Load bundles; with `mirror`, reports that are not among them leave the database."""
    return _load_all(engine, TABLES, ((b.source.id, b, encode_bundle(b)) for b in bundles), mirror=mirror)


def load_comparisons(engine: Engine, comparisons: Iterable[Comparison], *, mirror: bool) -> LoadReport:
    """Load comparisons; with `mirror`, bodies that are not among them leave the database."""
    items = ((c.body, c, msgspec.json.encode(c)) for c in comparisons)
    return _load_all(engine, COMPARISON_TABLES, items, mirror=mirror)


def read_comparisons(out: Path) -> Iterator[Comparison]:
    """The comparisons of an output folder, by file name."""
    for file in sorted((out / "comparison").glob("*.json")):
        yield msgspec.json.decode(file.read_bytes(), type=Comparison)


def _load_all(
    engine: Engine, tables: Sequence[Table], items: Iterable[tuple[str, Any, bytes]], *, mirror: bool
) -> LoadReport:
    with engine.begin() as connection:
        _lock(connection, "schema")
        migrate(connection)
    written = unchanged = rows = 0
    seen = set()
    for key, item, content in items:
        seen.add(key)
        count = _load_one(engine, tables, key, item, fingerprint=sha256_hex(content))
        rows += count
        written += count > 0
        unchanged += count == 0
    withdrawn = _withdraw_others(engine, tables[0], seen) if mirror else 0
    return LoadReport(written=written, unchanged=unchanged, withdrawn=withdrawn, rows=rows)


def _load_one(engine: Engine, tables: Sequence[Table], key: str, item: Any, *, fingerprint: str) -> int:
    """Load one file in one transaction; the rows written, 0 when it was there already."""
    root = METADATA.tables[tables[0].root]
    with engine.begin() as connection:
        _lock(connection, f"{root.name} {key}")
        known = connection.execute(
            sql.select(root.c[FINGERPRINT]).where(root.c[tables[0].key[0]] == key)
        ).scalar()
        if known == fingerprint:
            return 0
        written = 0
        kept: dict[str, set[tuple[Any, ...]]] = {}
        for table in tables:
            keys: set[tuple[Any, ...]] = set()
            for batch in _batches(_named_rows(table, item, fingerprint)):
                _upsert(connection, table, batch)
                written += len(batch)
                if known:
                    keys.update(tuple(row[name] for name in table.key) for row in batch)
            kept[table.name] = keys
        if known:
            for table in reversed(tables):
                _delete_gone(connection, table, key, kept[table.name])
    return written


def _named_rows(table: Table, item: Any, fingerprint: str) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    extra = {FINGERPRINT: fingerprint} if table.name == table.root else {}
    for row in table.rows(item):
        yield dict(zip(names, row, strict=True)) | extra


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _upsert(connection: sql.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(_upsert_statement(table.name, table.key, connection.dialect.name), rows)


@cache
def _upsert_statement(name: str, key: tuple[str, ...], dialect: str) -> Any:
    """INSERT … ON CONFLICT for a table; making it costs more than running it on a small batch."""
    target = METADATA.tables[name]
    insert = postgresql.insert(target) if dialect == "postgresql" else sqlite.insert(target)
    changing = {c.name: insert.excluded[c.name] for c in target.columns if c.name not in key}
    if changing:
        return insert.on_conflict_do_update(index_elements=list(key), set_=changing)
    return insert.on_conflict_do_nothing(index_elements=list(key))


def _delete_gone(connection: sql.Connection, table: Table, root_key: str, kept: set[tuple[Any, ...]]) -> None:
    """Delete the root's rows of this table that its new version no longer has."""
    target = METADATA.tables[table.name]
    keys = [target.c[name] for name in table.key]
    rows = connection.execute(sql.select(*keys).where(keys[0] == root_key))
    gone = [dict(zip(table.key, key, strict=True)) for key in map(tuple, rows) if key not in kept]
    if gone:
        matches = sql.and_(*(column == sql.bindparam(f"gone_{column.name}") for column in keys))
        connection.execute(
            sql.delete(target).where(matches),
            [{f"gone_{name}": value for name, value in key.items()} for key in gone],
        )


def _withdraw_others(engine: Engine, root: Table, seen: set[str]) -> int:
    key = METADATA.tables[root.name].c[root.key[0]]
    with engine.begin() as connection:
        gone = sorted(set(connection.execute(sql.select(key)).scalars()) - seen)
        for value in gone:
            connection.execute(sql.delete(key.table).where(key == value))
    return len(gone)


def _lock(connection: sql.Connection, name: str) -> None:
    """One loader at a time for a report. SQLite locks the file at BEGIN; PostgreSQL takes a named lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(sql.text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
