"""DOC, WPS, RTF and ODT: the same text whichever program reads them, and said what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import pipeline.read.office as office
from pipeline.errors import SourceError
from pipeline.read import read_content, read_source
from pipeline.read.doc_binary import read_pieces
from pipeline.read.mhtml import read_mhtml

needs_libreoffice = [
    pytest.mark.office,
    pytest.mark.skipif(
        office.find_libreoffice() is None, reason="LibreOffice is not installed (make setup-tests)"
    ),
]
TABLE = ["指标名称", "单位", "2023年目标"]


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer without LibreOffice."""
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)


@pytest.fixture
def without_programs(without_libreoffice: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer with neither LibreOffice nor antiword."""
    monkeypatch.setattr(office, "read_with_antiword", lambda content: None)


class TestLibreOffice:
    pytestmark = needs_libreoffice

    @pytest.mark.parametrize(("file", "format_name"), [("official.doc", "doc"), ("report.odt", "odt")])
    def test_the_report_comes_out_exactly(self, files: Path, truth: str, file: str, format_name: str) -> None:
        source = read_source(files / file, name=file)
        lines = [
            line for line in source.text.split("\n") if "\t" not in line and "指标完成情况表" not in line
        ]
        assert lines == truth.split("\n")
        assert (source.format, source.notes) == (format_name, ())

    def test_several_files_in_one_start_keep_their_tables(self, files: Path) -> None:
        wps, broken, rtf = (
            (files / "report.wps").read_bytes(),
            b"\x00broken",
            b"{\\rtf1\\ansi 2022 1740\\par}",
        )
        results = office.convert_files([(wps, ".doc"), (rtf, ".rtf"), (broken, ".odt")])
        assert [result is not None for result in results] == [True, True, False]
        assert results[0] is not None and results[1] is not None
        text = read_content(results[0], name="x", suffix=".docx").text
        assert "6\t完成教室空调和新风系统安装（含“温馨教室”第一批、第二批）\t个\t700\t738\t300" in text
        assert read_content(results[1], name="x", suffix=".docx").text == "2022 1740"

    def test_a_run_converts_its_files_in_one_start(
        self, files: Path, truth: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cut = tmp_path / "cut.doc"
        cut.write_bytes((files / "official.doc").read_bytes()[:20_000])
        folder = tmp_path / "converted"
        office.convert_ahead(
            [files / "official.doc", files / "official.pdf", cut, files / "report.wps"], folder=folder, jobs=1
        )
        assert len(list(folder.iterdir())) == 2
        monkeypatch.setattr(office, "_CONVERTED", [folder])
        monkeypatch.setattr(office, "_run", lambda *_, **__: pytest.fail("started again"))
        assert read_source(files / "official.doc", name="x.doc").text == truth
        assert "\t204,518.04\t" in read_source(files / "report.wps", name="x.wps").text

    def test_nothing_is_left_behind(
        self, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
        office._profile.cache_clear()
        try:
            office.convert_files([((files / "official.doc").read_bytes(), ".doc")])
            assert [
                path.name.split("-")[0] for path in tmp_path.iterdir() if not path.name.startswith(".")
            ] == ["office"]
            assert office._profile() in tmp_path.iterdir()
        finally:
            shutil.rmtree(office._profile(), ignore_errors=True)
            office._profile.cache_clear()
        running = subprocess.run(
            ["ps", "-eo", "ppid,comm"], capture_output=True, text=True, check=True
        ).stdout
        assert not any(
            line.split()[:1] == [str(os.getpid())] and "soffice" in line for line in running.splitlines()
        )

    def test_one_that_hangs_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert office._run(["sleep", "60"], seconds=0.5) is None


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed (make setup-tests)")
def test_antiword_gives_the_text_and_the_tables(files: Path, truth: str, without_libreoffice: None) -> None:
    assert read_source(files / "official.doc", name="x.doc").text == truth
    source = read_source(files / "report.wps", name="x.wps")
    assert (
        "6\t完成教室空调和新风系统安装（含“温馨教室”第一批、第二批）\t个\t700\t738\t300"
        in source.text.split("\n")
    )
    assert source.notes == ("由 antiword 读取:自动编号可能缺失,表格按文字排列",)


def test_the_piece_table_gives_the_text(files: Path, truth: str, without_programs: None) -> None:
    assert read_source(files / "official.doc", name="x.doc").text == truth
    source = read_source(files / "report.wps", name="x.wps")
    assert set(truth.split("\n")) <= set(source.text.split("\n"))
    assert {"投用公办幼儿园", "204,518.04"} <= set(source.text.split("\n"))
    assert source.notes == ("没有安装 LibreOffice,只读出文字,没有还原表格和自动编号",)


@pytest.mark.parametrize("file", ["report.odt", "x.rtf"])
def test_without_libreoffice_the_others_say_what_to_do(
    files: Path, file: str, without_libreoffice: None
) -> None:
    content = (files / file).read_bytes() if (files / file).exists() else b"{\\rtf1 2022\\par}"
    with pytest.raises(SourceError, match="需要 LibreOffice 才能读取;请安装 LibreOffice"):
        read_content(content, name=file, suffix=Path(file).suffix)


def test_fields_keep_their_result_only(files: Path) -> None:
    text = read_pieces((files / "official.doc").read_bytes(), name="x")
    assert "\x13" not in text and "HYPERLINK" not in text and "PAGE" not in text


@pytest.mark.parametrize("size", [600, 4096, 20_000])
def test_a_cut_doc_is_told(files: Path, size: int, without_programs: None) -> None:
    with pytest.raises(SourceError, match="DOC/WPS 文件"):
        read_content((files / "official.doc").read_bytes()[:size], name="x.doc", suffix=".doc")


def test_a_page_saved_in_one_file(truth: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in truth.split("\n")[:20])
    content = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; '
        'charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body><div class=TRS_Editor>'
        f"{body}</div></body></html>\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n"
    )
    source = read_mhtml(content.encode(), name="x.mht")
    assert source.text == "\n".join(truth.split("\n")[:20])
