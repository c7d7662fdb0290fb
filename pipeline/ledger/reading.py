"""A filled-in ledger read back: the office's own completion figures as results with their source.

The 编号 column finds each row's promise in the report's bundle. What is not filled in is left out; what is
filled in wrongly is named with its row, and nothing is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec

from extractors.records import Bundle
from pipeline.errors import SourceError, UsageError
from pipeline.files import sha256_hex
from pipeline.ledger.rows import LedgerRow, ledger_rows, printed_number
from pipeline.read.archive import Archive

NEEDED: Final = ("编号", "完成值", "完成情况", "佐证材料")
STATUS_CODES: Final = {
    "已完成": "done", "完成": "done", "超额完成": "done", "全部完成": "done", "基本完成": "mostly_done",
    "推进中": "in_progress", "正在推进": "in_progress", "部分完成": "in_progress", "正在实施": "in_progress",
    "未完成": "not_done", "未启动": "not_done", "已调整": "changed", "取消": "changed",
}  # fmt: skip
# 10 | 10所 | 约84.5% | 1,200
FILLED: Final = re.compile(
    r"(?P<about>约|近|超过?|达到?|≥|＞|>)?\s*(?P<number>-?\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[^\d\s].{0,8})?"
)
MOST_ROWS: Final = 100_000


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """What an office filled in for one task; `value` is in the printed unit, `base_value` in the base."""

    code: str
    commitment_id: str
    statement_id: str | None
    task: str
    indicator: str
    target: str
    unit: str
    value: str | None
    value_text: str
    """The cell as filled in."""
    base_value: str | None
    base_unit: str | None
    status: str
    status_code: str | None
    """done, mostly_done, in_progress, not_done, changed; None for words of the office's own."""
    evidence: str
    file: str
    row: int
    """Row of the sheet or table, from 1."""


class Completions(msgspec.Struct, frozen=True, kw_only=True):
    """All that a filled-in ledger says of one report."""

    schema_version: str
    report: str
    text_sha256: str
    file: str
    file_sha256: str
    completions: tuple[Completion, ...]


def read_ledger(path: Path, bundles: Iterable[Bundle]) -> Completions:
    """Read a filled-in copy (.xlsx or .docx). Raises with file, row and remedy when a cell cannot be used."""
    if not path.is_file():
        raise UsageError(path.name, "没有这个文件", "请检查路径")
    content = path.read_bytes()
    table = _read_table(content, path)
    filled = _filled_rows(table, path.name)
    if not filled:
        raise UsageError(path.name, "完成值、完成情况、佐证材料三列都没有填写", "请填写后再读回")
    bundle, rows = _find_report({code for code, *_ in filled}, bundles, path.name)
    completions = []
    seen: dict[str, int] = {}
    for code, value, status, evidence, number in filled:
        if code not in rows:
            raise UsageError(
                f"{path.name} 第{number}行", f"报告里没有编号“{code}”", "请不要改动编号列,或重新生成台账"
            )
        if code in seen:
            raise UsageError(
                f"{path.name} 第{number}行", f"编号“{code}”与第{seen[code]}行重复", "请删去其中一行"
            )
        seen[code] = number
        completions.append(
            _complete(bundle, rows[code], value, status, evidence, file=path.name, number=number)
        )
    return Completions(
        schema_version="1",
        report=bundle.source.id,
        text_sha256=bundle.text_sha256,
        file=path.name,
        file_sha256=sha256_hex(content),
        completions=tuple(completions),
    )


def encode_completions(completions: Completions) -> bytes:
    """As JSON; the same copy gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(completions), indent=1) + b"\n"


Filled = tuple[str, str, str, str, int]


def _filled_rows(table: Sequence[Sequence[str]], name: str) -> list[Filled]:
    """Code, value, state, evidence and row number of every row that is filled in."""
    head = next((at for at, cells in enumerate(table) if all(word in cells for word in NEEDED)), None)
    if head is None:
        raise UsageError(
            name, "找不到台账的表头(编号、完成值、完成情况、佐证材料)", "请用本程序生成的台账填写"
        )
    columns = [list(table[head]).index(word) for word in NEEDED]
    filled = []
    for number, cells in enumerate(table[head + 1 :], start=head + 2):
        code, value, status, evidence = (cells[at] if at < len(cells) else "" for at in columns)
        if value or status or evidence:
            if not code:
                raise UsageError(f"{name} 第{number}行", "填了内容,但没有编号", "请不要增删行或改动编号列")
            filled.append((code, value, status, evidence, number))
    return filled


def _find_report(
    codes: set[str], bundles: Iterable[Bundle], name: str
) -> tuple[Bundle, dict[str, LedgerRow]]:
    """The report that the codes belong to: the one that knows most of them."""
    best: tuple[int, Bundle, dict[str, LedgerRow]] | None = None
    for bundle in bundles:
        rows = {row.code: row for row in ledger_rows(bundle)}
        known = len(codes & rows.keys())
        if known and (best is None or known > best[0]):
            best = (known, bundle, rows)
    if best is None:
        raise UsageError(
            name,
            "已有的数据包里没有这份台账的任务",
            "请先对原报告运行 taizhang extract,并用 --out 指明结果文件夹",
        )
    return best[1], best[2]


def _complete(
    bundle: Bundle, row: LedgerRow, value: str, status: str, evidence: str, *, file: str, number: int
) -> Completion:
    parsed = _parse_value(value, row, file=file, number=number)
    base, base_unit = _base_value(bundle, row, parsed)
    return Completion(
        code=row.code,
        commitment_id=row.commitment_id,
        statement_id=row.statement_id,
        task=row.task,
        indicator=row.indicator,
        target=row.target,
        unit=row.unit,
        value=str(parsed) if parsed is not None else None,
        value_text=value,
        base_value=base,
        base_unit=base_unit,
        status=status,
        status_code=STATUS_CODES.get(status),
        evidence=evidence,
        file=file,
        row=number,
    )


def _parse_value(value: str, row: LedgerRow, *, file: str, number: int) -> Decimal | None:
    if not value or row.statement_id is None:
        return None
    match = FILLED.fullmatch(value)
    if match is None:
        raise UsageError(f"{file} 第{number}行", f"完成值“{value}”不是数字", f"请只写数字,单位按“{row.unit}”")
    unit = (match["unit"] or "").strip()
    if unit and unit != row.unit:
        raise UsageError(
            f"{file} 第{number}行",
            f"完成值的单位“{unit}”与“{row.unit}”不同",
            f"请换算成“{row.unit}”后只写数字",
        )
    return Decimal(match["number"].replace(",", "").replace("，", ""))


def _base_value(bundle: Bundle, row: LedgerRow, value: Decimal | None) -> tuple[str | None, str | None]:
    """The filled-in value in the base unit of its target: 3.2 of 亿元 is 320000000 元."""
    if value is None:
        return None, None
    statement = next(s for s in bundle.statements if s.id == row.statement_id)
    quantity = next(q for q in bundle.quantities if q.id == statement.quantity_id)
    printed, _ = printed_number(quantity)
    try:
        factor = Decimal(quantity.value) / Decimal(printed.replace(",", ""))
    except ArithmeticError:
        factor = Decimal(1)
    return f"{(value * factor).normalize():f}", quantity.unit


# --- the two forms --------------------------------------------------------------------------------


def _read_table(content: bytes, path: Path) -> list[list[str]]:
    suffix = path.suffix.lower()
    if suffix not in {".xlsx", ".docx"}:
        raise UsageError(path.name, f"不认识的台账格式 {suffix or '(无后缀)'}", "请给出 .xlsx 或 .docx")
    Archive(content, name=path.name, format_name=suffix[1:].upper()).check_all()
    try:
        return _read_workbook(content) if suffix == ".xlsx" else _read_document(content)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise SourceError(path.name, f"{suffix} 文件读不出表格", "请重新保存后再试") from error


def _read_workbook(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = [[_cell_text(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=60)]
        if any("编号" in row and "完成值" in row for row in rows[:20]):
            return rows
    return []


def _cell_text(cell: Any) -> str:
    """The cell as its user sees it: a percentage as 88.6, a whole number without .0."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).strip()
    number = Decimal(str(value))
    if "%" in str(getattr(cell, "number_format", "")):
        number *= 100
    return f"{number.normalize():f}"


def _read_document(content: bytes) -> list[list[str]]:
    from docx import Document

    rows: list[list[str]] = []
    for table in Document(io.BytesIO(content)).tables:
        for row in table.rows[:MOST_ROWS]:
            rows.append([cell.text.strip() for cell in row.cells])
    return rows
