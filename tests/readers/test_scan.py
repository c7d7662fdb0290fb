"""Scans: text recognised from pixels with a confidence; without the extra, a clear line."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import pipeline.read.pdf as pdf
from extractors.records import Numeral, Origin
from pipeline.errors import SourceError
from pipeline.read import read_content, read_source
from pipeline.read.doubts import find_doubts
from pipeline.read.scan import is_available, known_share

from .typeset import grid, make_pages, paragraph, text

needs_recognition = pytest.mark.skipif(not is_available(), reason="the extra is not installed: taizhang[ocr]")


def picture_of(content: bytes, page: int, *, dpi: int = 150) -> Image.Image:
    """A page as a scanner sees it."""
    document = pypdfium2.PdfDocument(content)
    try:
        image: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
        return image
    finally:
        document.close()


def scan_of(content: bytes, pages: list[int]) -> bytes:
    """A PDF that holds pictures of the pages only."""
    first, *others = (picture_of(content, page) for page in pages)
    out = io.BytesIO()
    first.save(out, "PDF", resolution=150, save_all=True, append_images=others)
    return out.getvalue()


def error_rate(expected: str, found: str) -> float:
    """Characters wrong, missing or too many, as a share of the expected."""
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    wrong = sum(max(b - a, d - c) for code, a, b, c, d in matcher.get_opcodes() if code != "equal")
    return wrong / len(expected)


@pytest.mark.slow
@needs_recognition
def test_a_scan_at_150_dpi_has_at_most_one_wrong_character_in_a_hundred(files: Path) -> None:
    expected = read_source(files / "official.pdf", name="x")
    wanted = "".join(expected.text[o.start : o.end] for o in expected.origins if o.page == 4)
    source = read_content(scan_of((files / "official.pdf").read_bytes(), [3]), name="扫描.pdf", suffix=".pdf")
    head, *lines = source.text.split("\n")
    assert head == "温州市瓯海区教育局文件"  # on a single page nothing tells a running head
    assert error_rate("".join(wanted.split()), "".join("".join(lines).split())) <= 0.01
    assert source.notes == ("第 1 页由图像识别而来,数字请核对原件",)
    assert all(o.page == 1 and o.confidence is not None and o.bbox is not None for o in source.origins)
    # The page number is gone, and lines are joined into the paragraphs they were.
    assert len(lines) <= 1 + sum(o.page == 4 for o in expected.origins)


@pytest.mark.slow
@needs_recognition
def test_a_picture_with_a_ruled_table() -> None:
    items = [
        text(80, 80, "主要指标完成情况", size=18),
        grid([80, 220, 340, 460], [120, 160, 200]),
        text(90, 147, "指标", size=14), text(230, 147, "单位", size=14), text(350, 147, "完成", size=14),
        text(90, 187, "新增学位", size=14), text(230, 187, "个", size=14), text(350, 187, "1740", size=14),
        text(80, 260, "新增学位比上年多。", size=18),
    ]  # fmt: skip
    out = io.BytesIO()
    picture_of(make_pages([items]), 0).save(out, "PNG")
    source = read_content(out.getvalue(), name="表.png", suffix=".png")
    cells = {origin.cell: source.text[origin.start : origin.end] for origin in source.origins if origin.cell}
    assert (cells["1:1:1"], cells["1:1:3"], cells["1:2:1"], cells["1:2:3"]) == (
        "指标",
        "完成",
        "新增学位",
        "1740",
    )
    lines = source.text.split("\n")
    assert (lines[0], lines[-1]) == ("主要指标完成情况", "新增学位比上年多。")


def test_without_the_extra_a_scan_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, files: Path
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    content = scan_of((files / "table_3line.pdf").read_bytes(), [0])
    with pytest.raises(
        SourceError, match=r"没有文字层\(扫描件\);请安装识别组件:pip install 'taizhang\[ocr\]'"
    ):
        read_content(content, name="x.pdf", suffix=".pdf")
    with pytest.raises(SourceError, match="这是图片;请安装识别组件"):
        read_content(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, name="x.png", suffix=".png")


def test_the_layer_of_another_program_is_used_when_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch, files: Path
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    real = pdf.read_page

    def under_a_picture(*args: object, **options: object) -> object:
        page = real(*args, **options)
        page.images = True
        return page

    monkeypatch.setattr(pdf, "read_page", under_a_picture)
    words = "2022年，全区建成投用中小学1所、公办幼儿园6所，新增学位1740个。"
    source = read_content(make_pages([[text(80, 100, words, size=12, mode=3)]]), name="x.pdf", suffix=".pdf")
    assert source.text == words
    assert source.notes == ("第 1 页是扫描件,使用文件自带的识别文字,数字请核对原件",)


def test_a_garbage_layer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    words = "犐犆犛犔犌犕犲犮狌狉犲犾犮狋狉狅狀犻犮狊犲犪犾犮狉狔狆狋狅犵狉犪狆犺狔"
    with pytest.raises(SourceError, match="第 1 页文字层是乱码"):
        read_content(make_pages([paragraph(words * 3, top=100)]), name="x.pdf", suffix=".pdf")


@pytest.mark.parametrize(
    ("words", "is_known"),
    [
        ("2022年,全区新增学位1740个,覆盖率达56.67%。", True),
        ("（一） 加强党的领导，始终把牢“三化一创”——方向", True),
        ("ANHUI ANLI ARTIFICIAL LEATHER CO.,LTD. 2011", True),
        ("K12学校、STEM教育、5G网络、PISA测试", True),
        ("犐犆犛３５．０４０犔８０犌犕", False),
        ("KLMyzST{|：}~AF、C*、q+、 ¡¢。cdefghijY`a6kl", False),
        ("\ue001\ue002\ue003年\ue004", False),
        ("ÈÉ)*ÊÃK)*69(ËÌe\\Í6。ÎËVÏÐ6", False),
    ],
)
def test_known_characters(words: str, is_known: bool) -> None:
    assert (known_share(words) >= 0.8) is is_known


def test_doubtful_numbers_and_broken_characters_become_findings() -> None:
    words = "新增学位1740个。\n投用6所。\n建成\ufffd\ufffd所。"

    def numeral(text: str, class_: str) -> Numeral:
        start = words.index(text)
        return Numeral(
            id=text, start=start, end=start + len(text), text=text, value=text, class_=class_, reason="unit"
        )

    origins = [
        Origin(start=0, end=10, page=1, confidence=0.71),
        Origin(start=11, end=16, page=1, confidence=0.99),
        Origin(start=17, end=23, page=1, confidence=0.5),
    ]
    findings = find_doubts(
        words, numerals=[numeral("1740", "measure"), numeral("6", "measure")], origins=origins, key="k"
    )
    assert [(finding.code, finding.evidence[0].text, finding.severity) for finding in findings] == [
        ("text.doubtful_number", "1740", "medium"),
        ("text.broken_character", "\ufffd\ufffd", "medium"),
    ]
    assert "0.71" in findings[0].message
    assert (
        find_doubts(
            words[:16], numerals=[numeral("1740", "measure")], origins=[Origin(start=0, end=16)], key="k"
        )
        == ()
    )
