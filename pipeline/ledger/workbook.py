"""The ledger as a workbook: frozen header, filters, drop-down for the state, printed on A4 landscape."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook

from pipeline.ledger.columns import COLUMNS, FILL_NOTE, GRADE_NOTE, MODALITY_NOTE, STATUSES, cell_values
from pipeline.ledger.rows import MODALITY_NAMES, LedgerRow

SHEET: Final = "任务台账"
HEADER_ROW: Final = 2
LINE_HEIGHT: Final = 14
STAMP: Final = datetime(1980, 1, 1)
FONT: Final = "仿宋"
HEADING_FONT: Final = "黑体"
SHADES: Final = {
    "确保": "#E2EFDA",
    "完成": "#E2EFDA",
    "力争": "#FFF2CC",
    "推进": "#EDEDED",
    "探索": "#F5F5F5",
}
CENTRED: Final = frozenset({"序号", "目标值", "单位", "力度", "可核验性", "编号"})


def write_workbook(rows: Sequence[LedgerRow], *, title: str) -> bytes:
    """The workbook's bytes; the same rows give the same bytes."""
    stream = io.BytesIO()
    workbook = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "author": "taizhang", "created": STAMP})
    _ledger_sheet(workbook, rows, title)
    _summary_sheet(workbook, rows)
    _guide_sheet(workbook)
    workbook.close()
    return stream.getvalue()


def _ledger_sheet(workbook: Workbook, rows: Sequence[LedgerRow], title: str) -> None:
    sheet = workbook.add_worksheet(SHEET)
    looks = _looks(workbook)
    last = len(COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, FILL_NOTE, looks["note"])
    sheet.set_row(0, 34)
    sheet.set_row(1, 30)
    sheet.set_row(HEADER_ROW, 26)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.screen)
        sheet.write_string(HEADER_ROW, at, column.name, looks["head"])
    for offset, row in enumerate(rows, start=HEADER_ROW + 1):
        sheet.set_row(offset, LINE_HEIGHT * lines_of(row) + 4)
        for at, (column, value) in enumerate(zip(COLUMNS, cell_values(row), strict=True)):
            if column.field is None:
                sheet.write_blank(offset, at, None, looks["fill"])
            elif isinstance(value, int):
                sheet.write_number(offset, at, value, looks["centre"])
            elif column.name == "力度":
                sheet.write_string(offset, at, value, looks[value])
            else:
                sheet.write_string(offset, at, value, looks["centre" if column.name in CENTRED else "text"])
    bottom = HEADER_ROW + max(len(rows), 1)
    sheet.autofilter(HEADER_ROW, 0, bottom, last)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    state = next(at for at, column in enumerate(COLUMNS) if column.name == "完成情况")
    sheet.data_validation(
        HEADER_ROW + 1, state, bottom, state,
        {"validate": "list", "source": list(STATUSES), "error_type": "warning",
         "error_title": "完成情况", "error_message": "请从列表中选择"},
    )  # fmt: skip
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&C— &P —")


def lines_of(row: LedgerRow) -> int:
    """How many lines the row's longest cell takes; a Chinese character is two columns wide."""
    lines = 1
    for column, value in zip(COLUMNS, cell_values(row), strict=True):
        wide = sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(value))
        lines = max(lines, -(-wide // max(column.screen - 1, 1)))
    return lines


def _looks(workbook: Workbook) -> dict[str, Any]:
    cell = {"font_name": FONT, "font_size": 10, "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
    looks = {
        "title": {"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"},
        "note": {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter"},
        "head": {**cell, "font_name": HEADING_FONT, "bg_color": "#D9E2F3", "align": "center",
                 "valign": "vcenter"},
        "text": {**cell, "valign": "vcenter"},
        "centre": {**cell, "valign": "vcenter", "align": "center"},
        "fill": {**cell, "valign": "vcenter", "bg_color": "#FFFDF0"},
        **{
            name: {**cell, "valign": "vcenter", "align": "center", "bg_color": shade}
            for name, shade in SHADES.items()
        },
    }  # fmt: skip
    return {name: workbook.add_format(look) for name, look in looks.items()}


def _summary_sheet(workbook: Workbook, rows: Sequence[LedgerRow]) -> None:
    """How many tasks there are by chapter, strength and verifiability."""
    sheet = workbook.add_worksheet("汇总")
    looks = _looks(workbook)
    strengths = list(MODALITY_NAMES.values())
    header = ["领域", *strengths, "A", "B", "C", "D", "合计"]
    for at, name in enumerate(header):
        sheet.write_string(0, at, name, looks["head"])
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(header) - 1, 8)
    domains = list(dict.fromkeys(row.domain for row in rows))
    counts = Counter((row.domain, row.modality) for row in rows)
    counts += Counter((row.domain, row.verifiability) for row in rows)
    for at, domain in enumerate(domains, start=1):
        sheet.write_string(at, 0, domain or "(未分章)", looks["text"])
        for column, name in enumerate(header[1:-1], start=1):
            sheet.write_number(at, column, counts[domain, name], looks["centre"])
        sheet.write_number(at, len(header) - 1, sum(row.domain == domain for row in rows), looks["centre"])
    total = len(domains) + 1
    sheet.write_string(total, 0, "合计", looks["head"])
    for column, name in enumerate(header[1:-1], start=1):
        sheet.write_number(total, column, sum(counts[domain, name] for domain in domains), looks["head"])
    sheet.write_number(total, len(header) - 1, len(rows), looks["head"])
    sheet.freeze_panes(1, 1)


def _guide_sheet(workbook: Workbook) -> None:
    sheet = workbook.add_worksheet("填写说明")
    sheet.set_column(0, 0, 100)
    look = workbook.add_format({"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top"})
    for at, text in enumerate((FILL_NOTE, MODALITY_NOTE, GRADE_NOTE)):
        sheet.write_string(at, 0, text, look)
