"""A Frictionless Data Package: exact CSV tables with a descriptor of types, keys and meanings.

Standard: Data Package v1 (https://specs.frictionlessdata.io/data-package/). Unlike the CSV for
spreadsheets, its cells hold the words exactly; it is for programs.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from extractors.records import Bundle
from pipeline.data.columns import Column, Kind
from pipeline.data.descriptions import descriptions
from pipeline.data.rows import rows_of, whole_folder
from pipeline.data.table import Table
from pipeline.data.tables import TABLES

TYPES: Final[dict[Kind, str]] = {
    "text": "string",
    "integer": "integer",
    "decimal": "number",
    "real": "number",
    "boolean": "boolean",
    "json": "array",
}


def write_datapackage(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write `datapackage.json` and `data/<table>.csv` into the folder `target`."""
    with whole_folder(target) as folder, ExitStack() as stack:
        (folder / "data").mkdir()
        writers = {}
        for table in TABLES:
            file = stack.enter_context(
                (folder / "data" / f"{table.name}.csv").open("w", encoding="utf-8", newline="")
            )
            writers[table.name] = csv.writer(file, lineterminator="\n")
            writers[table.name].writerow([column.name for column in table.columns])
        for table, rows in rows_of(bundles):
            writers[table.name].writerows([_cell(value) for value in row] for row in rows)
        (folder / "datapackage.json").write_text(
            json.dumps(descriptor(), ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
    return (target / "datapackage.json", *(target / "data" / f"{table.name}.csv" for table in TABLES))


def descriptor() -> dict[str, Any]:
    """The package's descriptor."""
    return {
        "profile": "tabular-data-package",
        "name": "taizhang",
        "title": "台账:公共机构年度报告数据",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    words = descriptions()[table.name]
    # The standard knows no composite key with an empty part: nullable references are for databases.
    always = {column.name for column in table.columns if not column.nullable}
    references = [reference for reference in table.references if reference.column in always]
    schema: dict[str, Any] = {
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if references:
        schema["foreignKeys"] = [
            {
                "fields": ["source_id", reference.column],
                "reference": {
                    # The standard names a table's own rows with an empty string.
                    "resource": "" if reference.table == table.name else reference.table,
                    "fields": ["source_id", "id"],
                },
            }
            for reference in references
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": words.zh,
        "description": words.en,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    words = descriptions()[table.name].columns[column.name]
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.kind],
        "title": words.zh,
        "description": words.en,
    }
    constraints: dict[str, Any] = {}
    if not column.nullable and column.kind != "text":
        constraints["required"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    if constraints:
        field["constraints"] = constraints
    return field


def _cell(value: object) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else value
