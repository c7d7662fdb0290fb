"""One description of every table: it agrees with the records, the words and the committed dictionary."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from extractors import records
from pipeline.data.columns import columns_of
from pipeline.data.descriptions import ALL_TABLES, FILE, descriptions
from pipeline.data.dictionary import dictionary
from pipeline.data.store import METADATA
from pipeline.data.tables import TABLES
from tests.tables.sample import make_bundle

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_fit_their_columns_and_the_sample_fills_every_table(table):
    rows = list(table.rows(make_bundle()))
    assert rows
    for row in rows:
        for value, column in zip(row, table.columns, strict=True):
            assert value is not None or column.nullable, column.name
            assert not column.codes or value in (None, *column.codes), column.name


def test_every_layer_of_the_bundle_has_a_table():
    layers = {name for name in records.Bundle.__struct_fields__ if name not in ("source", "words")}
    scalars = {"schema_version", "text", "text_sha256", "rules_version"}
    assert layers - scalars <= {table.name for table in TABLES}


def test_every_table_and_column_is_described_and_nothing_is_left_over():
    content = tomllib.loads(FILE.read_text("utf-8"))
    shared = content.pop("shared")
    assert set(content) == {table.name for table in ALL_TABLES}
    used = set()
    for table in ALL_TABLES:
        names = {column.name for column in table.columns}
        assert set(content[table.name]["columns"]) <= names, table.name
        assert set(descriptions()[table.name].columns) == names
        used |= names - set(content[table.name]["columns"])
    assert used == set(shared)


def test_codes_are_those_of_the_record_types():
    columns = {column.name: column for column, _ in columns_of(records.Statement)}
    assert columns["role"].codes == get_args(records.Role)
    assert columns["change_direction"].codes == get_args(records.Direction)
    assert columns["value"].kind == "decimal"
    assert columns["rules"].kind == "json"


def test_references_point_at_tables_that_come_before_or_at_themselves():
    seen = []
    for table in ALL_TABLES:
        seen.append(table.name)
        assert {reference.table for reference in table.references} <= set(seen), table.name


def test_database_has_exactly_these_tables():
    assert list(METADATA.tables) == [table.name for table in ALL_TABLES]


def test_committed_dictionary_is_current():
    assert (ROOT / "docs/data_dictionary.md").read_text("utf-8") == dictionary(), "运行 make dictionary"
