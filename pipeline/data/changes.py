"""What a change of rules or reports did: rows gained, lost and changed, each with its sentence.

Rows are compared by id first. Ids hold the text's fingerprint and the place, so when a text itself was
edited its rows get new ids: those that say the same without ids and places are the same and not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
import sqlalchemy as sql

from extractors.records import Bundle
from pipeline.data.store import METADATA, connect
from pipeline.data.table import Table
from pipeline.data.tables import TABLES
from pipeline.errors import UsageError

# Tables whose rows stand for a record of their own; children and text units follow from them.
COMPARED: Final = tuple(t for t in TABLES if t.key == ("source_id", "id") and t.name != "sections")

Values = dict[str, Any]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One row gained, lost or changed. `fields` are the columns that differ as (old, new)."""

    kind: Literal["gained", "lost", "changed"]
    table: str
    source: str
    id: str
    text: str
    sentence: str
    fields: dict[str, tuple[Any, Any]]


class ReportRows(msgspec.Struct, frozen=True, kw_only=True):
    """One report's text and rows by table and id."""

    text: str
    rows: dict[str, dict[str, Values]]


def read_rows(place: str) -> dict[str, ReportRows]:
    """The reports of an output folder or of a database URL. Raises UsageError when it is neither."""
    folder = Path(place)
    if folder.is_dir():
        from pipeline.bundle import read_bundle

        files = sorted((folder / "bundles").glob("*.json"))
        if not files:
            raise UsageError(place, "其中没有 bundles/*.json", "请给出 taizhang extract 的结果文件夹")
        return {bundle.source.id: _from_bundle(bundle) for bundle in map(read_bundle, files)}
    if "://" in place or folder.is_file():
        return _from_database(place)
    raise UsageError(place, "既不是结果文件夹,也不是数据库", "例:taizhang diff 旧output output")


def _from_bundle(bundle: Bundle) -> ReportRows:
    rows = {table.name: {row["id"]: row for row in _named(table, table.rows(bundle))} for table in COMPARED}
    return ReportRows(text=bundle.text, rows=rows)


def _named(table: Table, rows: Iterable[tuple[Any, ...]]) -> Iterator[Values]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _from_database(url: str) -> dict[str, ReportRows]:
    engine = connect(url)
    try:
        with engine.begin() as connection:
            reports = METADATA.tables["reports"]
            found = {
                row.source_id: ReportRows(text=row.text, rows={table.name: {} for table in COMPARED})
                for row in connection.execute(sql.select(reports.c.source_id, reports.c.text))
            }
            for table in COMPARED:
                columns = [METADATA.tables[table.name].c[column.name] for column in table.columns]
                rows = map(tuple, connection.execute(sql.select(*columns)))
                for row in _named(table, rows):
                    found[row["source_id"]].rows[table.name][row["id"]] = row
    finally:
        engine.dispose()
    return found


def find_changes(old: dict[str, ReportRows], new: dict[str, ReportRows]) -> list[Change]:
    """All changes, by report, table and place."""
    empty = ReportRows(text="", rows={table.name: {} for table in COMPARED})
    changes = []
    for source in sorted(old.keys() | new.keys()):
        before, after = old.get(source, empty), new.get(source, empty)
        for table in COMPARED:
            changes += _table_changes(table, source, before, after)
    return changes


def _table_changes(table: Table, source: str, before: ReportRows, after: ReportRows) -> list[Change]:
    old, new = before.rows[table.name], after.rows[table.name]
    changes = []
    for key in sorted(old.keys() & new.keys()):
        fields = {
            name: (old[key][name], new[key][name]) for name in new[key] if old[key][name] != new[key][name]
        }
        if fields:
            changes.append(_change("changed", table, source, new[key], after.text, fields))
    lost = [old[key] for key in old.keys() - new.keys()]
    gained = [new[key] for key in new.keys() - old.keys()]
    same = Counter(map(_content, lost)) & Counter(map(_content, gained))
    for kind, rows, text in (("lost", lost, before.text), ("gained", gained, after.text)):
        left = Counter(same)
        for row in sorted(rows, key=_place):
            if left[_content(row)] > 0:
                left[_content(row)] -= 1
                continue
            changes.append(_change(kind, table, source, row, text, {}))
    return sorted(changes, key=lambda change: (_order(change), change.kind))


def _place(row: Values) -> tuple[int, int, str]:
    return row.get("start") or 0, row.get("end") or 0, row["id"]


def _order(change: Change) -> tuple[int, str]:
    parts = change.id.split("-")
    return (int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0, change.id)


def _content(row: Values) -> tuple[tuple[str, str], ...]:
    """What a row says, without ids and places."""
    skip = ("id", "start", "end", "repeats")
    return tuple(
        (name, str(value))
        for name, value in row.items()
        if name not in skip and not name.endswith(("_id", "_start", "_end"))
    )


def _change(kind: Any, table: Table, source: str, row: Values, text: str, fields: Any) -> Change:
    return Change(
        kind=kind,
        table=table.name,
        source=source,
        id=row["id"],
        text=str(row.get("text") or row.get("name") or row.get("message") or row.get("title") or ""),
        sentence=_sentence(text, row),
        fields=fields,
    )


def _sentence(text: str, row: Values) -> str:
    """The sentence around a row, for a person who reads the list."""
    start, end = row.get("start"), row.get("end")
    if start is None or end is None:
        return ""
    before = max(text.rfind(mark, 0, start) for mark in "。;;!?\n") + 1
    after = [place for place in (text.find(mark, end) for mark in "。;;!?\n") if place >= 0]
    return text[before : min(after) + 1 if after else len(text)].strip()
