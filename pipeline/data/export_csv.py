"""CSV: one file a table, UTF-8 with a byte-order mark so that spreadsheets show Chinese rightly."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from extractors.records import Bundle
from pipeline.data.cells import safe_cell
from pipeline.data.rows import rows_of, whole_folder
from pipeline.data.tables import TABLES


def write_csv(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write `<table>.csv` for every table into the folder `target`; the files in table order.

    Empty cells are nulls, booleans are true and false, text that a spreadsheet would run as a formula
    begins with an apostrophe.
    """
    with whole_folder(target) as folder, ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context(
                (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="")
            )
            writers[table.name] = csv.writer(file, lineterminator="\n")
            writers[table.name].writerow([column.name for column in table.columns])
        for table, rows in rows_of(bundles):
            decimals = [column.kind == "decimal" for column in table.columns]
            writers[table.name].writerows(
                [_cell(value, exact) for value, exact in zip(row, decimals, strict=True)] for row in rows
            )
    return tuple(target / f"{table.name}.csv" for table in TABLES)


def _cell(value: object, exact: bool) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if exact else safe_cell(value)
