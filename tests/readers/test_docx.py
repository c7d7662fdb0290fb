"""DOCX: everything a person reads, in order; nothing that only the file knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.read import read_source
from pipeline.read.docx import read_docx
from pipeline.read.numbering import chinese_count, letter, roman

from .hostile import RELATIONSHIPS, make_docx

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph with one run."""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r><w:t>{text}</w:t></w:r></w:p>"


def with_part(body: str, kind: str, content: str) -> bytes:
    """A DOCX with one more part (numbering, footnotes, styles)."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{PART_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/{kind}.xml" ContentType="{PART_TYPE}.{kind}+xml"/></Types>'
    )
    links = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/{kind}" Target="{kind}.xml"/></Relationships>'
    )
    return make_docx(
        body,
        extra={
            "[Content_Types].xml": types,
            "_rels/.rels": RELATIONSHIPS,
            f"word/{kind}.xml": content,
            "word/_rels/document.xml.rels": links,
        },
    )


def read_lines(content: bytes) -> list[str]:
    """The lines of a DOCX."""
    return read_docx(content, name="x.docx").text.split("\n")


def test_the_report_comes_out_exactly(files: Path, truth: str) -> None:
    source = read_source(files / "official.docx", name="official.docx")
    assert source.text == truth
    assert [source.text[origin.start : origin.end] for origin in source.origins] == truth.split("\n")


def test_all_features_of_real_files(files: Path) -> None:
    source = read_source(files / "tricky.docx", name="tricky.docx")
    assert source.text.split("\n") == [
        "一、自动编号一级标题",
        "（一）自动编号二级标题",
        "二、自动编号一级标题之二",
        "智能标记日期：2023年2月17日印发",
        "修订：完成95个项目",
        "内容控件段落：目标60%",
        "行内控件：增长6.5%",
        "文本框：某政发〔2023〕5号",
        "正文A",
        "域结果2023年",
        "不断-开 制表",
        "换行✓",
        "外表",
        "嵌套表内容",
    ]
    assert source.notes == ("文件带有修订痕迹,按接受全部修订后的文字读取", "有 1 处隐藏文字,没有读入")


def numbering(*levels: str, restart: str = "") -> str:
    """A numbering part with one list; each level is "format|pattern"."""
    made = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{level.split("|")[0]}"/>'
        f'<w:lvlText w:val="{level.split("|")[1]}"/>{restart}</w:lvl>'
        for place, level in enumerate(levels)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )


def item(text: str, level: int, list_id: int = 1) -> str:
    """A numbered paragraph."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_numbers_of_nested_lists_count_and_start_again() -> None:
    body = item("甲", 0) + item("乙", 1) + item("丙", 1) + item("丁", 2) + item("戊", 0) + item("己", 1)
    body += paragraph("间", "") + item("庚", 0, 2) + item("无", 0, 0)
    part = numbering("chineseCounting|%1、", "japaneseCounting|（%2）", "decimal|%3.")
    assert read_lines(with_part(body, "numbering", part)) == [
        "一、甲", "（一）乙", "（二）丙", "1. 丁", "二、戊", "（一）己", "间", "一、庚", "无",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "labels"),
    [
        ("decimal|%1.", ["1. 条", "2. 条"]),
        ("decimal|第%1条", ["第1条条", "第2条条"]),
        ("decimalEnclosedCircle|%1", ["①条", "②条"]),
        ("upperLetter|%1）", ["A）条", "B）条"]),
        ("lowerRoman|(%1)", ["(i) 条", "(ii) 条"]),
        ("ideographTraditional|%1、", ["甲、条", "乙、条"]),
        ("chineseLegalSimplified|%1、", ["壹、条", "贰、条"]),
        ("bullet|\uf0b7", ["条", "条"]),
        ("none|", ["条", "条"]),
    ],
)
def test_number_formats(level: str, labels: list[str]) -> None:
    assert read_lines(with_part(item("条", 0) * 2, "numbering", numbering(level))) == labels


def test_chinese_counting_up_to_a_hundred_thousand() -> None:
    digits = {character: value for value, character in enumerate("〇一二三四五六七八九")}
    units = {"十": 10, "百": 100, "千": 1000, "万": 10000}

    def value(text: str) -> int:
        total = section = 0
        digit = 0
        for character in text:
            if character in digits:
                digit = digits[character]
            else:
                unit = units[character]
                section += (digit or (1 if unit == 10 and not section else 0)) * unit
                digit = 0
                if unit == 10000:
                    total, section = section, 0
        return total + section + digit

    assert [number for number in range(100_000) if value(chinese_count(number)) != number] == []
    assert [chinese_count(number) for number in (0, 1, 10, 11, 20, 21, 100, 105, 110)] == [
        "〇", "一", "十", "十一", "二十", "二十一", "一百", "一百〇五", "一百一十",
    ]  # fmt: skip
    assert [roman(number) for number in (4, 9, 40, 1999)] == ["IV", "IX", "XL", "MCMXCIX"]
    assert [letter(number) for number in (1, 26, 27)] == ["A", "Z", "AA"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("新增学位", '<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph("1740个。")
    assert read_lines(make_docx(body)) == ["新增学位1740个。"]


def test_footnotes_stand_after_the_text() -> None:
    body = (
        '<w:p><w:r><w:t>实施“三化一创”</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t>活动。</w:t></w:r></w:p>" + paragraph("末段。")
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>三化一创:党建活动。</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:t>没有引用。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    assert read_lines(with_part(body, "footnotes", notes)) == [
        "实施“三化一创”活动。",
        "末段。",
        "三化一创:党建活动。",
    ]


def test_a_table_of_contents_is_left_out_and_told() -> None:
    body = paragraph("一、工作回顾 1", '<w:pStyle w:val="9"/>') + paragraph(
        "二、工作安排 5", '<w:pStyle w:val="9"/>'
    )
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="9"><w:name w:val="toc 1"/></w:style></w:styles>'
    source = read_docx(with_part(body + paragraph("一、工作回顾"), "styles", styles), name="x")
    assert (source.text, source.notes) == ("一、工作回顾", ("目录(2 行)没有读入",))


def cell(text: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text) if text else '<w:p/>'}</w:tc>"


WIDE = '<w:gridSpan w:val="2"/>'
DELETED = '<w:trPr><w:del w:id="1"/></w:trPr>'


def test_tables_keep_reading_order_and_place() -> None:
    rows = (
        f"<w:tr>{cell('指标')}{cell('2022年')}{cell('2023年')}</w:tr>"
        f"<w:tr>{cell('学位', WIDE)}{cell('1740个')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('6所')}{cell('10所')}</w:tr>"
        f"<w:tr>{DELETED}{cell('删')}{cell('除')}{cell('行')}</w:tr>"
    )
    source = read_docx(make_docx(paragraph("表前") + f"<w:tbl>{rows}</w:tbl>" + paragraph("表后")), name="x")
    assert source.text.split("\n") == ["表前", "指标\t2022年\t2023年", "学位\t1740个", "6所\t10所", "表后"]
    cells = {source.text[origin.start : origin.end]: origin.cell for origin in source.origins}
    assert cells == {
        "表前": None, "指标": "1:1:1", "2022年": "1:1:2", "2023年": "1:1:3", "学位": "1:2:1", "1740个": "1:2:3",
        "6所": "1:3:2", "10所": "1:3:3", "表后": None,
    }  # fmt: skip


def test_a_frame_of_one_cell_holds_paragraphs() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('各校:')}{paragraph('现印发给你们。')}</w:tc></w:tr></w:tbl>"
    assert read_lines(make_docx(body)) == ["各校:", "现印发给你们。"]


def test_a_file_of_pictures_says_so() -> None:
    content = make_docx("<w:p/>", extra={"word/media/image1.png": b"x", "word/media/image2.png": b"x"})
    with pytest.raises(SourceError, match="只有 2 张图片"):
        read_docx(content, name="x.docx")
