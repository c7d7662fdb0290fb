"""The reader is chosen by what a file holds; its suffix only helps to say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.read import READERS
from pipeline.read.magic import detect_format

from .hostile import make_zip


@pytest.mark.parametrize(
    ("file", "format_name"),
    [
        ("official.pdf", "pdf"),
        ("official.docx", "docx"),
        ("official.doc", "doc"),
        ("report.wps", "doc"),
        ("report.odt", "odt"),
        ("official.ofd", "ofd"),
        ("official.truth.txt", "text"),
    ],
)
@pytest.mark.parametrize("suffix", [None, ".txt", ".doc", ""])
def test_content_decides(files: Path, file: str, format_name: str, suffix: str | None) -> None:
    path = files / file
    shown = path.suffix if suffix is None else suffix
    assert detect_format(path.read_bytes(), suffix=shown, name=file) == format_name


@pytest.mark.parametrize(
    ("content", "suffix", "format_name"),
    [
        (b"{\\rtf1 a}", ".doc", "rtf"),
        (b"\n\n%PDF-1.4\n", ".txt", "pdf"),
        (b"<!DOCTYPE html><html>", ".doc", "html"),
        ("\ufeff<html><body>工作总结</body>".encode(), ".htm", "html"),
        ("<html><body>工作总结</body>".encode("utf-16"), ".html", "html"),
        ("2022年 <5% 的学校".encode(), ".txt", "text"),
        ("工作总结".encode("gbk"), ".doc", "text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", ".mht", "mhtml"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
            ".doc",
            "word_xml",
        ),
        (b"\x89PNG\r\n\x1a\n\x00", ".pdf", "image"),
        (b"\xff\xd8\xff\xe0", ".jpg", "image"),
        ("BMW售后服务点工作总结".encode(), ".txt", "text"),
    ],
)
def test_formats(content: bytes, suffix: str, format_name: str) -> None:
    assert detect_format(content, suffix=suffix, name="x") == format_name
    assert format_name in READERS


@pytest.mark.parametrize(
    ("content", "suffix", "what"),
    [
        (make_zip({"xl/workbook.xml": "x", "[Content_Types].xml": "x"}), ".docx", "电子表格"),
        (make_zip({"ppt/presentation.xml": "x", "[Content_Types].xml": "x"}), ".docx", "幻灯片"),
        (make_zip({"a.txt": "x"}), ".zip", "压缩包"),
        (b"Rar!\x1a\x07\x00", ".pdf", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", ".doc", "7z"),
        (b"MZ\x90\x00\x03", ".doc", "程序"),
        (b"PK\x03\x04broken", ".docx", "不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".doc", "DOC/WPS"),
        (b"\x01\x02\x03\x04" * 40, ".pdf", r"名为 \.pdf"),
    ],
)
def test_what_is_known_but_no_report_is_named(content: bytes, suffix: str, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        detect_format(content, suffix=suffix, name="x")
