"""OFD: text objects with their place, whatever way the producer cut them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.read import read_source
from pipeline.read.ofd import read_ofd
from pipeline.read.ofd_geometry import deltas

from .hostile import make_zip

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def words(x: float, y: float, text: str, *, size: float = 5, more: str = "") -> str:
    """A text object whose baseline begins at a place, in millimetres."""
    steps = " ".join(str(size if ord(a) > 255 else size / 2) for a in text[:-1])
    delta = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 150 {size}" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(*pages: str, template: str = "", old_space: bool = False) -> bytes:
    """An OFD of these pages; a template stands under each."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages)))
    templates = '<ofd:TemplatePage ID="90" BaseLoc="Tpls/t.xml"/>' if template else ""
    use = '<ofd:Template TemplateID="90" ZOrder="Background"/>' if template else ""
    members = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/t.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    for number, content in enumerate(pages):
        members[f"Doc_0/Pages/{number}.xml"] = (
            f"<ofd:Page {SPACE}>{use}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    if old_space:
        members = {
            name: text.replace("www.ofdspec.org/2016", "www.ofdspec.org") for name, text in members.items()
        }
    return make_zip(dict(members))


def test_the_report_comes_out_exactly(files: Path, truth: str) -> None:
    source = read_source(files / "official.ofd", name="x.ofd")
    # This file prints 79.89% without the blank and the dash twice; all else is equal.
    expected = truth.replace("79.89 %", "79.89%").replace("“一米眼观”——", "“一米眼观”————")
    assert source.text == expected
    assert {origin.page for origin in source.origins} == set(range(1, 23))


def test_numerals_in_pieces_come_out_whole() -> None:
    page = (
        words(30, 50, "202")
        + words(37.5, 50, "3")
        + words(40, 50, "年新增学位")
        + words(65, 50, "17")
        + words(70, 50, "40个")
    )
    assert read_ofd(ofd(page), name="x").text == "2023年新增学位1740个"


def test_pages_templates_and_namespaces() -> None:
    content = ofd(
        words(30, 50, "第一页的正文。"),
        words(30, 60, "第二页的正文。"),
        template=words(30, 20, "某局文件", size=4),
        old_space=True,
    )
    source = read_ofd(content, name="x")
    assert source.text.split("\n") == ["某局文件", "第一页的正文。", "某局文件", "第二页的正文。"]
    assert [origin.page for origin in source.origins] == [1, 1, 2, 2]


def test_transforms_apply_and_turned_text_is_left_out() -> None:
    half = ' CTM="0.5 0 0 0.5 0 0"'
    turned = ' CTM="0.7071 0.7071 -0.7071 0.7071 0 0"'
    page = words(30, 50, "新增学位1740个。", size=10, more=half) + words(
        60, 100, "内部资料", size=12, more=turned
    )
    source = read_ofd(ofd(page), name="x")
    assert source.text == "新增学位1740个。"
    left, top, right, bottom = source.origins[0].bbox
    assert left == pytest.approx(30 * 72 / 25.4, abs=0.2)
    assert right - left == pytest.approx(40 * 72 / 25.4, abs=12)
    assert bottom - top == pytest.approx(5 * 72 / 25.4, abs=0.5)


def test_ruled_tables() -> None:
    def line(x0: float, y0: float, x1: float, y1: float) -> str:
        return (
            f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )

    rules = "".join(line(30, y, 150, y) for y in (40, 50, 70)) + "".join(
        line(x, 40, x, 70) for x in (30, 90, 150)
    )
    cells = (
        words(32, 47, "指标")
        + words(92, 47, "完成")
        + words(32, 57, "新增学")
        + words(32, 65, "位")
        + words(92, 60, "1740个")
    )
    source = read_ofd(ofd(words(30, 30, "表前") + rules + cells + words(30, 90, "表后")), name="x")
    assert source.text.split("\n") == ["表前", "指标\t完成", "新增学位\t1740个", "表后"]
    assert [origin.cell for origin in source.origins] == [None, "1:1:1", "1:1:2", "1:2:1", "1:2:2", None]


@pytest.mark.parametrize(
    ("text", "count", "steps"),
    [
        ("5 5 5", 3, [5, 5, 5]),
        ("g 3 5", 3, [5, 5, 5]),
        ("4 g 2 5 6", 4, [4, 5, 5, 6]),
        ("", 2, [9, 9]),
        ("5", 3, [5, 5, 5]),
        ("5 5 5", 1, [5]),
        ("g 9999999999 5", 2, [5, 5]),
        ("g x y", 2, [9, 9]),
        ("5", 0, []),
    ],
)
def test_steps_between_characters(text: str, count: int, steps: list[float]) -> None:
    assert deltas(text, count=count, default=9) == steps


def test_a_page_without_text_is_no_empty_success() -> None:
    picture = '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>'
    with pytest.raises(SourceError, match="没有文字层"):
        read_ofd(ofd(picture), name="x.ofd")
