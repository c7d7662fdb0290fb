"""The task ledger: rows, both forms, and a filled-in copy read back."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from extractors.records import Bundle
from pipeline.bundle import encode_bundle
from pipeline.cli import main
from pipeline.errors import SourceError, UsageError
from pipeline.extract import extract_bundle
from pipeline.files import write_atomically
from pipeline.ledger import ledger_rows, read_ledger
from pipeline.ledger.columns import COLUMNS
from pipeline.ledger.document import write_document
from pipeline.ledger.workbook import HEADER_ROW, write_workbook

TEXT = """清河县教育局2023年工作要点
一、总体目标
新建投用公办园3所，普惠性幼儿园覆盖率达到92%以上。
二、主要工作
（一）扩大普惠资源
新建投用公办园3所。力争清河二小、清河三小等2个项目开工建设。投入1.2亿元改造校舍。（责任单位：基建股）
（二）深化教育改革
6月底前，出台教师交流实施方案。推进集团化办学。
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    path = tmp_path_factory.mktemp("corpus") / "qinghe.txt"
    path.write_text(TEXT, "utf-8")
    return extract_bundle(path, name="qinghe.txt", source_id="qinghe")


def test_rows(bundle: Bundle) -> None:
    rows = ledger_rows(bundle)
    shown = [
        (
            r.number,
            r.domain,
            r.task,
            r.target,
            r.unit,
            r.modality,
            r.deadline,
            r.owner,
            r.verifiability,
            r.place,
        )
        for r in rows
    ]
    assert shown == [
        (1, "总体目标", "新建投用公办园3所", "3", "所", "完成", "2023年", "", "A", "一 第3段;二(一) 第6段"),
        (2, "总体目标", "普惠性幼儿园覆盖率达到92%以上", "≥92", "%", "完成", "2023年", "", "A", "一 第3段"),
        (3, "扩大普惠资源", "力争清河二小、清河三小等2个项目开工建设", "2", "个", "力争", "2023年", "基建股",
         "A", "二(一) 第6段"),
        (4, "扩大普惠资源", "投入1.2亿元改造校舍", "1.2", "亿元", "完成", "2023年", "基建股", "A",
         "二(一) 第6段"),
        (5, "深化教育改革", "出台教师交流实施方案", "", "", "完成", "6月底前(2023年6月)", "", "C",
         "二(二) 第8段"),
        (6, "深化教育改革", "推进集团化办学", "", "", "推进", "2023年", "", "D", "二(二) 第8段"),
    ]  # fmt: skip
    assert len({row.code for row in rows}) == len(rows)


def test_a_promise_made_twice_is_shown_in_its_fullest_wording(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "清河县教育局2023年工作要点\n一、总体目标\n建成新型教学空间32个。\n二、主要工作\n"
        "高标准建成清河一小等学校新型教学空间32个。\n",
        "utf-8",
    )
    (row,) = ledger_rows(extract_bundle(path, name="plan.txt", source_id="plan"))
    assert (row.task, row.place) == ("高标准建成清河一小等学校新型教学空间32个", "一 第3段;二 第5段")


def test_the_same_rows_give_the_same_bytes(bundle: Bundle) -> None:
    rows = ledger_rows(bundle)
    assert write_workbook(rows, title="台账") == write_workbook(rows, title="台账")
    assert write_document(rows, title="台账") == write_document(rows, title="台账")


def test_workbook_is_laid_out_as_a_form(bundle: Bundle) -> None:
    sheet = load_workbook(io.BytesIO(write_workbook(ledger_rows(bundle), title="清河县教育局台账")))[
        "任务台账"
    ]
    assert sheet["A1"].value == "清河县教育局台账"
    assert [cell.value for cell in sheet[HEADER_ROW + 1]] == [column.name for column in COLUMNS]
    assert sheet.freeze_panes == "D4"
    assert sheet.auto_filter.ref == "A3:O9"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.max_row == HEADER_ROW + 1 + 6


def test_document_is_laid_out_as_a_form(bundle: Bundle) -> None:
    document = Document(io.BytesIO(write_document(ledger_rows(bundle), title="清河县教育局台账")))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [column.name for column in COLUMNS]
    assert len(table.rows) == 7
    assert "w:tblHeader" in table.rows[0]._tr.xml
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert sum(column.paper for column in COLUMNS) <= 297 - 28


def _fill_workbook(content: bytes, path: Path, fills: dict[int, tuple[object, str, str]]) -> None:
    book = load_workbook(io.BytesIO(content))
    sheet = book["任务台账"]
    names = [cell.value for cell in sheet[HEADER_ROW + 1]]
    for number, values in fills.items():
        for name, value in zip(("完成值", "完成情况", "佐证材料"), values, strict=True):
            sheet.cell(HEADER_ROW + 1 + number, names.index(name) + 1).value = value  # type: ignore[assignment]
    book.save(path)


FILLS: dict[int, tuple[object, str, str]] = {
    1: (4, "已完成", "竣工验收报告"),
    4: ("0.9亿元", "推进中", ""),
    5: ("", "已完成", "清教〔2023〕8号"),
}
READ = [
    (1, "4", "4", "所", "done", "竣工验收报告"),
    (4, "0.9", "90000000", "元", "in_progress", ""),
    (5, None, None, None, "done", "清教〔2023〕8号"),
]


def _read(path: Path, bundle: Bundle) -> list[tuple[object, ...]]:
    numbers = {row.code: row.number for row in ledger_rows(bundle)}
    found = read_ledger(path, [bundle])
    assert (found.report, found.file, found.text_sha256) == ("qinghe", path.name, bundle.text_sha256)
    return [
        (numbers[c.code], c.value, c.base_value, c.base_unit, c.status_code, c.evidence)
        for c in found.completions
    ]


def test_a_filled_in_workbook_comes_back(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "已填.xlsx"
    _fill_workbook(write_workbook(ledger_rows(bundle), title="台账"), path, FILLS)
    assert _read(path, bundle) == READ


def test_a_filled_in_document_comes_back(bundle: Bundle, tmp_path: Path) -> None:
    document = Document(io.BytesIO(write_document(ledger_rows(bundle), title="台账")))
    (table,) = document.tables
    names = [cell.text for cell in table.rows[0].cells]
    for number, values in FILLS.items():
        for name, value in zip(("完成值", "完成情况", "佐证材料"), values, strict=True):
            table.rows[number].cells[names.index(name)].text = str(value)
    path = tmp_path / "已填.docx"
    document.save(str(path))
    assert _read(path, bundle) == READ


@pytest.mark.parametrize(
    ("fills", "message"),
    [
        ({1: ("很多", "", "")}, "已填.xlsx 第4行:完成值“很多”不是数字"),
        ({1: ("4个", "", "")}, "完成值的单位“个”与“所”不同"),
        ({}, "都没有填写"),
    ],
)
def test_what_is_filled_in_wrongly_is_named(
    bundle: Bundle, tmp_path: Path, fills: dict[int, tuple[object, str, str]], message: str
) -> None:
    path = tmp_path / "已填.xlsx"
    _fill_workbook(write_workbook(ledger_rows(bundle), title="台账"), path, fills)
    with pytest.raises(UsageError, match=message):
        read_ledger(path, [bundle])


def test_files_that_are_no_ledger(bundle: Bundle, tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(SourceError, match="已损坏"):
        read_ledger(empty, [bundle])
    other = tmp_path / "别的.docx"
    Document().save(str(other))
    with pytest.raises(UsageError, match="找不到台账的表头"):
        read_ledger(other, [bundle])
    with pytest.raises(UsageError, match="不认识的台账格式"):
        read_ledger(Path(__file__), [bundle])
    with pytest.raises(UsageError, match="没有这个文件"):
        read_ledger(tmp_path / "无.xlsx", [bundle])
    path = tmp_path / "已填.xlsx"
    _fill_workbook(write_workbook(ledger_rows(bundle), title="台账"), path, FILLS)
    with pytest.raises(UsageError, match="没有这份台账的任务"):
        read_ledger(path, [])


def test_the_command(bundle: Bundle, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_atomically(tmp_path / "bundles" / "qinghe.json", encode_bundle(bundle))
    assert main(["ledger", str(tmp_path / "bundles" / "qinghe.json"), "--out", str(tmp_path)]) == 0
    workbook = tmp_path / "ledgers" / "qinghe.xlsx"
    assert (tmp_path / "ledgers" / "qinghe.docx").is_file()
    filled = tmp_path / "已填.xlsx"
    _fill_workbook(workbook.read_bytes(), filled, FILLS)
    assert main(["ledger", "--read", str(filled), "--out", str(tmp_path)]) == 0
    assert "读回 3 项,其中已完成 2 项" in capsys.readouterr().out
    written = json.loads((tmp_path / "ledgers" / "qinghe.completions.json").read_text("utf-8"))
    assert [(c["value"], c["status"]) for c in written["completions"]] == [
        ("4", "已完成"), ("0.9", "推进中"), (None, "已完成"),
    ]  # fmt: skip
    assert main(["ledger"]) == 2


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_an_office_suite_opens_both(bundle: Bundle, tmp_path: Path, suffix: str) -> None:
    write = write_workbook if suffix == ".xlsx" else write_document
    path = tmp_path / f"ledger{suffix}"
    path.write_bytes(write(ledger_rows(bundle), title="清河县教育局2023年目标任务台账"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "ledger.pdf").stat().st_size > 5000
