"""A workbook: one sheet a table, Chinese headings above the column names, frozen and filterable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from extractors.records import Bundle
from pipeline.data.cells import CONTROL, safe_cell
from pipeline.data.descriptions import descriptions
from pipeline.data.rows import rows_of
from pipeline.data.tables import TABLES
from pipeline.errors import UsageError
from pipeline.files import write_atomically

# Limits of the file format.
MOST_ROWS: Final = 1_048_576
LONGEST_CELL: Final = 32_767
# A workbook carries a date of making; results have no clock, so it is always this one.
MADE: Final = datetime(2000, 1, 1)
HEADING_ROWS: Final = 2


def write_xlsx(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write the workbook at `target`. Raises UsageError when a table has more rows than a sheet holds."""
    import io

    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        content, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    workbook.set_properties({"title": "台账数据表", "created": MADE})
    heading = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"})
    words = descriptions()
    sheets = {}
    for table in TABLES:
        sheet = workbook.add_worksheet(table.name)
        described = words[table.name]
        for index, column in enumerate(table.columns):
            sheet.write_string(0, index, described.columns[column.name].zh, heading)
            sheet.write_string(1, index, column.name, heading)
        sheet.freeze_panes(HEADING_ROWS, 0)
        sheets[table.name] = sheet
    filled = dict.fromkeys(sheets, HEADING_ROWS)
    for table, rows in rows_of(bundles):
        sheet, first = sheets[table.name], filled[table.name]
        if first + len(rows) > MOST_ROWS:
            raise UsageError(
                str(target), f"{table.name} 超过工作表的行数上限", "请改用 csv、parquet 或 duckdb"
            )
        for number, row in enumerate(rows, start=first):
            for index, value in enumerate(row):
                _write(sheet, number, index, value)
        filled[table.name] = first + len(rows)
    for table in TABLES:
        sheets[table.name].autofilter(1, 0, max(filled[table.name] - 1, 1), len(table.columns) - 1)
    workbook.close()
    write_atomically(target, content.getvalue())
    return (target,)


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = CONTROL.sub("", value)
        if len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - 1] + "…"
        sheet.write_string(row, column, safe_cell(text))
