"""What tables and columns mean, in Chinese and English, from `tables.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from pipeline.data.comparison_tables import COMPARISON_TABLES
from pipeline.data.table import Table
from pipeline.data.tables import TABLES

FILE = Path(__file__).parent / "tables.toml"
ALL_TABLES: tuple[Table, ...] = (*TABLES, *COMPARISON_TABLES)


class Description(msgspec.Struct, frozen=True):
    """What a column means, for people."""

    zh: str
    en: str


class TableDescription(msgspec.Struct, frozen=True):
    """What a table means, and its columns by name."""

    zh: str
    en: str
    columns: dict[str, Description]


@cache
def descriptions() -> dict[str, TableDescription]:
    """All descriptions by table; columns that many tables share are described once, under [shared]."""
    content = tomllib.loads(FILE.read_text("utf-8"))
    shared = content["shared"]
    result = {}
    for table in ALL_TABLES:
        own = content[table.name]
        words = {
            column.name: own["columns"].get(column.name) or shared[column.name] for column in table.columns
        }
        result[table.name] = TableDescription(
            zh=own["zh"],
            en=own["en"],
            columns={name: Description(zh=zh, en=en) for name, (zh, en) in words.items()},
        )
    return result
