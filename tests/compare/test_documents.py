"""The document, the page and the workbook: what stands in them, that it can be traced, the same
bytes twice.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import msgspec
import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree, html

from extractors.records import Bundle, Facets
from pipeline.bundle import encode_bundle
from pipeline.cli import main
from pipeline.compare.compare import compare_body
from pipeline.compare.records import Comparison
from pipeline.emit import BundleFile, Bundles
from pipeline.emit.comparison import SUFFIXES, emit_comparisons, encode_comparison, file_stem
from pipeline.emit.comparison.chapters import write_document
from pipeline.emit.comparison.page import write_page
from pipeline.emit.comparison.workbook import write_workbook
from pipeline.files import write_atomically
from tests.compare.made import ISSUER, Told, made_report

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def growth(year: int, value: str, word: str = "增长") -> Told:
    return Told(clause=f"地区生产总值{word}{value}%", name="地区生产总值", value=value, unit="%", growth=True)


def made_bundles() -> list[Bundle]:
    """Four years with a result missing for one, a project that slips, words that weaken."""
    found = []
    for year, (target, result) in {
        2021: ("9", "8.5"), 2022: ("8", "7"), 2024: ("6", "6.5"), 2025: ("5.5", "6"),
    }.items():  # fmt: skip
        found.append(
            made_report(
                f"r{year}", reviewed=year - 1, planned=year, commitments=True,
                review=[
                    growth(year - 1, result), "青石医院新院区加快建设", "<b>各项&事业</b>\"稳步\"前进",
                    Told(clause="公办园占比达到56.67%", name="公办园占比", value="56.67", unit="%",
                         facets=Facets(stage="学前")),
                ],
                plan=[
                    growth(year, target), "完成青石医院新院区建设", "确保校舍安全隐患排查全面覆盖",
                    Told(clause="公办园占比达到60%", name="公办园占比", value="60", unit="%", bound="ge"),
                ],
            )
        )  # fmt: skip
    return found


@cache
def comparison() -> Comparison:
    return compare_body(made_bundles(), body=ISSUER)


@cache
def document() -> bytes:
    return write_document(comparison())


@cache
def page() -> html.HtmlElement:
    return html.document_fromstring(write_page(comparison()).decode())


def test_the_same_comparison_gives_the_same_bytes() -> None:
    for write in (encode_comparison, write_document, write_page, write_workbook):
        assert write(comparison()) == write(comparison()), write.__name__


def test_a_real_word_document() -> None:
    read = Document(io.BytesIO(document()))
    headings = [p.text for p in read.paragraphs if p.style.name in {"标题1", "附录标题"}]
    assert headings == [
        "一页看懂", "核心指标对照", "承诺逐条对账", "学校与项目台账", "目标的变化", "措辞的变化",
        "趋势与进度",
        "数据质量与文本核对", "指标口径卡", "判定规则", "学校更名与别名", "引文",
    ]  # fmt: skip
    assert {round(section.page_width.mm) for section in read.sections} == {210, 297}
    body = read.element.body
    for table in body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None, "表头行要能在每页重复"
        widths = {len(row.findall(qn("w:tc"))) for row in rows}
        assert len(widths) == 1
    instructions = [element.text for element in body.iter(qn("w:instrText"))]
    assert any("TOC" in text for text in instructions)
    assert sum("SEQ 表" in text for text in instructions) >= 8
    assert sum("SEQ 图" in text for text in instructions) >= 3
    footer = "".join(
        element.text or "" for element in read.sections[0].footer._element.iter(qn("w:instrText"))
    )
    assert "PAGE" in footer


def test_headings_are_numbered_by_word_itself() -> None:
    with zipfile.ZipFile(io.BytesIO(document())) as archive:
        numbering = etree.fromstring(archive.read("word/numbering.xml"))
        fonts = archive.read("word/fontTable.xml").decode()
    formats = [element.get(qn("w:val")) for element in numbering.iter(qn("w:numFmt"))]
    assert "chineseCountingThousand" in formats
    assert "方正小标宋简体" in fonts
    assert "altName" in fonts


def test_charts_are_native_and_hold_their_data() -> None:
    with zipfile.ZipFile(io.BytesIO(document())) as archive:
        charts = [name for name in archive.namelist() if name.startswith("word/charts/chart")]
        assert len(charts) >= 3
        for name in charts:
            root = etree.fromstring(archive.read(name))
            assert root.find(".//{*}externalData") is not None
            assert root.findall(".//{*}ser")
        books = [name for name in archive.namelist() if name.startswith("word/embeddings/")]
        assert len(books) == len(charts)
        sheet = openpyxl.load_workbook(io.BytesIO(archive.read(books[0]))).active
        assert sheet is not None and sheet.max_row >= 2
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_number_in_brackets_leads_to_its_quotation() -> None:
    body = Document(io.BytesIO(document())).element.body
    marks = {element.get(qn("w:name")) for element in body.iter(qn("w:bookmarkStart"))}
    anchors = [element.get(qn("w:anchor")) for element in body.iter(qn("w:hyperlink"))]
    assert anchors
    assert set(anchors) <= marks
    quoted = "".join(element.text or "" for element in body.iter(qn("w:t")))
    assert "“地区生产总值增长7%”" in quoted
    assert "r2022.txt" in quoted


def test_the_page_needs_nothing_from_outside_and_links_into_the_text() -> None:
    root = page()
    assert not root.xpath("//script")
    assert not root.xpath("//*[@src]")
    links = [link for link in root.xpath("//a/@href") if not link.startswith(("#", "../index.html"))]
    sources = {report.source for report in comparison().reports}
    places = set()
    for link in links:
        match = re.fullmatch(r"\.\./review/([^#]+)\.html(?:#at=(\d+)-(\d+))?", link)
        assert match, link
        assert match[1] in sources
        places.add(match[2] is not None)
    assert places == {True, False}
    known = {(p.source, p.start, p.end) for row in comparison().indicators for p in row.points}
    assert known
    assert len(root.xpath("//svg")) >= 3
    assert len(root.xpath("//svg//title")) >= 6
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    for anchor in root.xpath("//nav/a/@href"):
        assert anchor[1:] in ids


def test_the_page_escapes_what_a_report_prints() -> None:
    raw = write_page(comparison()).decode()
    assert "<b>各项" not in raw


def test_the_workbook_has_all_rows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(comparison())))
    assert book.sheetnames == [
        "概要", "指标判定", "指标数值", "学校与项目", "承诺", "措辞对照", "数据质量", "判定规则", "趋势",
    ]  # fmt: skip
    counts = {name: book[name].max_row - 1 for name in book.sheetnames}
    assert counts["指标判定"] == sum(len(row.verdicts) for row in comparison().indicators)
    assert counts["指标数值"] == sum(len(row.points) for row in comparison().indicators)
    assert book["指标判定"].freeze_panes == "B2"
    values = {cell.value for cell in book["指标数值"]["F"]}
    assert "56.67" in values


def test_the_sentences_count_what_is_there() -> None:
    made = comparison()
    told = {sentence.topic: sentence for sentence in made.summary}
    assert list(told) == ["范围", "完成情况", "学校和项目", "目标变化", "措辞与疑点"]
    for sentence in made.summary:
        for number in sentence.counts.values():
            assert str(number) in sentence.text or number == 0, sentence
    targets = [verdict for row in made.indicators for verdict in row.verdicts if verdict.delivery]
    done = told["完成情况"].counts
    assert done["targets"] == len(targets)
    assert done["decided"] == sum(
        verdict.delivery
        in {"exceeded", "met", "nearly_met", "list_changed", "missed", "strive_missed", "late"}
        for verdict in targets
    )
    assert done.get("missed", 0) == sum(verdict.delivery == "missed" for verdict in targets)
    deeds = [verdict for row in made.projects for verdict in row.verdicts]
    assert told["学校和项目"].counts["promises"] == len(deeds)
    assert told["学校和项目"].counts.get("slipped", 0) == sum(
        verdict.delivery == "slipped" for verdict in deeds
    )
    newest = max(year for report in made.reports for year in report.planned)
    moved = [v.ambition for row in made.indicators for v in row.verdicts if v.year == newest and v.ambition]
    for code, number in told["目标变化"].counts.items():
        if code != "year":
            assert number == moved.count(code)
    assert told["范围"].counts["missing"] == len(made.missing_years)
    assert f"{made.missing_years[0]}年的报告没有入库" in told["范围"].text


def test_the_command_writes_all_forms_and_speaks_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for bundle in made_bundles():
        write_atomically(tmp_path / "bundles" / f"{bundle.source.id}.json", encode_bundle(bundle))
    assert main(["compare", "--out", str(tmp_path), "--body", "青石区人民政府", "--years", "2020-2025"]) == 0
    assert f"{ISSUER}:4 份报告" in capsys.readouterr().out
    files = {path.name for path in (tmp_path / "comparison").iterdir()}
    assert files == {f"{ISSUER}{suffix}" for suffix in SUFFIXES}
    written = msgspec.json.decode((tmp_path / "comparison" / f"{ISSUER}.json").read_bytes(), type=Comparison)
    assert written == comparison()
    assert main(["compare", "--out", str(tmp_path), "--body", "无此机构"]) == 2
    assert "现有:" + ISSUER in capsys.readouterr().err
    assert main(["compare", "--out", str(tmp_path), "--years", "去年"]) == 2
    assert "不是年份范围" in capsys.readouterr().err
    assert main(["compare", "--out", str(tmp_path / "empty")]) == 2
    assert "没有数据包" in capsys.readouterr().err


def test_a_body_that_is_gone_takes_its_comparison_along(tmp_path: Path) -> None:
    folder = tmp_path / "comparison"
    folder.mkdir()
    (folder / "旧机构.json").write_text("{}")
    (folder / "说明.txt").write_text("不动")
    files = []
    for bundle in made_bundles()[:1]:
        path = tmp_path / "bundles" / f"{bundle.source.id}.json"
        write_atomically(path, encode_bundle(bundle))
        files.append(BundleFile(id=bundle.source.id, path=path, sha256=""))
    written = emit_comparisons(Bundles(tuple(files)), tmp_path)
    assert {path.name for path in folder.iterdir()} == {*(path.name for path in written), "说明.txt"}


def test_file_names_are_safe() -> None:
    assert file_stem("柳河市/教育局:2023") == "柳河市_教育局_2023"
    assert file_stem("...") == "_"
