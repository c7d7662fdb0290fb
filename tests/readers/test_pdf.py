"""PDF: the paragraphs that were typeset, each with page and box; nothing that only decorates a page."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pikepdf
import pytest

from pipeline.errors import SourceError
from pipeline.read import read_source
from pipeline.read.pdf import read_pdf

from .typeset import grid, make_pages, paragraph, rule, text

FIRST = "2022年，全区建成投用中小学1所、公办幼儿园6所，新增学位1740个，公办在园幼儿覆盖率达56.67%，比上年提升5.64个百分点。"
SECOND = "一是加强党的领导。始终把牢教育发展方向，培育创建区级党建工作示范校10所，市级8所，不断强化基层党组织建设，抓实学思践悟。"
THIRD = "二是强化要素保障。完成738个教室空调和新风系统安装，新增师生午休躺睡设备8208套，着力营造温馨和谐的育人环境。"
SPEECH = "各位代表：现在，我代表县人民政府向大会报告工作请予审议，并请各位政协委员提出意见。一、过去一年工作回顾。过去一年，全县生产总值增长六点二"


def lines_of(*pages: list[bytes]) -> list[str]:
    """The lines of a PDF of these pages."""
    return read_pdf(make_pages(pages), name="x.pdf").text.split("\n")


@pytest.mark.parametrize("file", ["official.pdf", "official_cid.pdf"])
def test_the_report_comes_out_exactly(files: Path, truth: str, file: str) -> None:
    source = read_source(files / file, name=file)
    assert source.text == truth
    assert source.notes == ()
    pages = [origin.page for origin in source.origins]
    assert pages == sorted(pages) and set(pages) == set(range(1, 23))
    covered = "".join(source.text[origin.start : origin.end] for origin in source.origins)
    assert covered == truth.replace("\n", "")
    for origin in source.origins:
        left, top, right, bottom = origin.bbox
        assert 0 <= left < right <= 596 and 0 <= top < bottom <= 842


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("odd_fakebold.pdf", SPEECH),
        ("odd_hidden.pdf", SPEECH),
        ("odd_order.pdf", SPEECH),
        ("odd_rotated.pdf", SPEECH),
        ("odd_watermark.pdf", SPEECH),
        (
            "odd_letterspace.pdf",
            "各位代表：现在，我代表县人民政府请予审议，并请各位政协委员提出意一年工作回顾。过去一年，全县生产",
        ),
        (
            "odd_twocol.pdf",
            "各位代表：现在，我代表县人民政府向大会报请予审议，并请各位政协委员提出意见。一、一年工作回顾。过去一年，全县生产总值增长"
            "右栏各位代表：现在，我代表县人民政府向大右栏请予审议，并请各位政协委员提出意见。右栏一年工作回顾。过去一年，全县生产总值",
        ),
    ],
)
def test_odd_pages(files: Path, file: str, expected: str) -> None:
    assert read_source(files / file, name=file).text == expected


def test_paragraphs_over_two_pages_keep_both_places() -> None:
    words = SPEECH * 2
    lines = paragraph(words, top=100)
    source = read_pdf(make_pages([lines[:3], list(paragraph(words, top=100 - 3 * 28.8)[3:])]), name="x")
    assert source.text == words
    assert [(origin.page, origin.start) for origin in source.origins] == [(1, 0), (2, 25 + 27 * 2)]


def test_paragraphs_part_at_indents() -> None:
    items = [*paragraph(FIRST, top=100), *paragraph(SECOND, top=200), *paragraph(THIRD, top=300)]
    assert lines_of(items) == [FIRST, SECOND, THIRD]


def test_page_numbers_heads_and_watermarks_go() -> None:
    bodies = [FIRST, SECOND, THIRD, FIRST]
    pages = [
        [
            text(200, 40, "某市某区教育局文件", size=10),
            *paragraph(body, top=150),
            text(280, 800, f"— {number} —", size=12),
            text(220, 500, "内部资料", size=30, colour="0.8 g"),
            text(150, 600, "征求意见稿", size=40, angle=45, colour="0.8 g"),
        ]
        for number, body in enumerate(bodies, start=1)
    ]
    assert lines_of(*pages) == bodies


@pytest.mark.parametrize("shape", ["{}", "- {} -", "—{}—", "第 {} 页", "第{}页 共3页", "{}/3"])
def test_shapes_of_page_numbers(shape: str) -> None:
    pages = [
        [*paragraph(body, top=100), text(280, 800, shape.format(number), size=12)]
        for number, body in enumerate([FIRST, SECOND, THIRD], start=1)
    ]
    assert lines_of(*pages) == [FIRST, SECOND, THIRD]


def test_numbers_in_the_text_are_no_page_numbers() -> None:
    goals = {"1740": FIRST, "2023": SECOND, "8208": THIRD}
    pages = [
        [text(80, 80, f"目标{goal}"), text(80, 110, goal), *paragraph(body, top=300), text(80, 790, goal)]
        for goal, body in goals.items()
    ]
    assert lines_of(*pages) == [
        line for goal, body in goals.items() for line in (f"目标{goal}", goal, body, goal)
    ]


def test_what_is_not_seen_is_not_read() -> None:
    items = [
        *paragraph(FIRST, top=100),
        text(80, 400, "看不见的字", mode=3),
        text(80, 450, "白底白字", colour="1 g"),
        text(900, 500, "页面之外"),
    ]
    assert lines_of(items) == [FIRST]


def test_blanks_of_typesetting_and_of_the_writer() -> None:
    items = [
        text(80, 100, "全年投用"), text(80 + 64 + 4, 100, "6"), text(80 + 64 + 4 + 8 + 4, 100, "所园，"),
        text(80, 140, "（一）"), text(80 + 48 + 5, 140, "加强党的领导"),
        text(80, 180, "喜迎亚运"), text(80 + 64 + 5, 180, "放飞梦想"),
        text(80, 220, "2"), text(95, 220, "0"), text(110, 220, "2"), text(125, 220, "3"), text(140, 220, "年"),
        *paragraph(SPEECH, top=300),
    ]  # fmt: skip
    assert lines_of(items) == [
        "全年投用6所园，",
        "（一） 加强党的领导",
        "喜迎亚运 放飞梦想",
        "2023年",
        SPEECH,
    ]


def test_words_printed_twice_to_look_bold_come_once() -> None:
    items = [
        text(80, 100, "股票代码：300218", size=18), text(80.4, 100.3, "股票代码：300218", size=18),
        text(80 + 72.3, 100, "：300218", size=18),
        *paragraph(SPEECH, top=200),
    ]  # fmt: skip
    assert lines_of(items) == ["股票代码：300218", SPEECH]


def test_marks_of_a_second_font_drawn_last_stand_where_they_stood() -> None:
    def placed(words: str, column: float, top: float = 100) -> bytes:
        return text(80 + 16 * column, top, words)

    def half(mark: str, column: float) -> bytes:
        return text(80 + 16 * column, 100, mark, size=8)

    items = [
        placed("坚持", 0), placed("一国", 2.5), placed("两制", 4.5), placed("、", 7), placed("港人治港", 8.5),
        placed("，扎实", 13),
        half("“", 2), half("”", 6.5), half("“", 8), half("”", 12.5),
        *paragraph(SPEECH, top=200),
    ]  # fmt: skip
    assert lines_of(items) == ["坚持“一国两制”、“港人治港”，扎实", SPEECH]


def test_a_landscape_page_set_on_its_side() -> None:
    items = [text(100, 800 - 8 * n, "x", size=1) for n in range(2)][:0]
    for number, line in enumerate(("新增学位1740个，", "投用幼儿园6所。")):
        items.append(text(100 + 30 * number, 700, line, angle=90))
    assert read_pdf(make_pages([items]), name="x").text.replace("\n", "") == "新增学位1740个，投用幼儿园6所。"


def rows_of(source) -> list[list[str]]:
    """The table rows of a source: texts by column, empty where a cell is merged."""
    rows: dict[tuple[int, int], dict[int, str]] = {}
    for origin in source.origins:
        if origin.cell is not None:
            table, row, column = map(int, origin.cell.split(":"))
            rows.setdefault((table, row), {})[column] = source.text[origin.start : origin.end]
    width = max(column for row in rows.values() for column in row)
    return [[row.get(column, "") for column in range(1, width + 1)] for row in rows.values()]


def test_a_table_over_twenty_pages_is_one_table(files: Path, table_rows: list[list[str]]) -> None:
    source = read_source(files / "tables.pdf", name="tables.pdf")
    rows = rows_of(source)
    for before, row in itertools.pairwise(rows):
        row[0] = row[0] or before[0]  # merged over rows
    assert rows == table_rows
    assert {origin.cell.split(":")[0] for origin in source.origins if origin.cell} == {"1"}


def test_a_three_line_table_has_rows(files: Path) -> None:
    rows = rows_of(read_source(files / "table_3line.pdf", name="x"))
    assert rows[:2] == [["指标", "2021年", "2022年", "增长（%）"], ["指标甲", "8,443.53", "4,039.97", "3.6"]]
    assert len(rows) == 11


def test_a_ruled_table_between_paragraphs() -> None:
    items = [
        *paragraph(FIRST, top=100),
        grid([80, 200, 320, 440], [220, 260, 300]),
        text(90, 245, "指标", size=12), text(210, 245, "单位", size=12), text(330, 245, "完成", size=12),
        text(90, 280, "新增学位", size=12), text(90, 294, "数", size=12), text(210, 285, "个", size=12),
        text(330, 285, "1740", size=12),
        *paragraph(SECOND, top=350),
    ]  # fmt: skip
    source = read_pdf(make_pages([items]), name="x")
    assert source.text.split("\n") == [FIRST, "指标\t单位\t完成", "新增学位数\t个\t1740", SECOND]
    (cell,) = [origin for origin in source.origins if origin.cell == "1:2:3"]
    assert (cell.page, cell.bbox) == (1, (320.0, 260.0, 440.0, 300.0))


def test_lines_that_form_no_table() -> None:
    items = [text(150, 100, "某市人民政府文件", size=30), rule(80, 120, 500, 120), *paragraph(FIRST, top=180)]
    assert lines_of(items) == ["某市人民政府文件", FIRST]


def test_footnotes_do_not_cut_a_paragraph_in_two() -> None:
    words = SPEECH * 2
    lines = paragraph(words, top=100)
    first = [
        *lines[:3],
        text(80, 760, "① 三化一创：一项党建活动。", size=10),
        text(80, 775, "② 双减：减轻两种负担。", size=10),
    ]
    second = paragraph(words, top=100 - 3 * 28.8)[3:]
    assert lines_of(first, second) == [words, "① 三化一创：一项党建活动。", "② 双减：减轻两种负担。"]


def test_a_table_of_contents_is_left_out_and_told() -> None:
    contents = [text(80, 100 + 30 * n, f"{n}、工作回顾{'…' * 10}{n}") for n in range(1, 5)]
    source = read_pdf(make_pages([contents, paragraph(FIRST, top=100)]), name="x")
    assert source.text == FIRST
    assert source.notes == ("目录(4 行)没有读入",)


def test_a_cut_file_is_repaired_and_says_so(files: Path, truth: str) -> None:
    content = (files / "official.pdf").read_bytes()[:-300]
    source = read_pdf(content, name="x.pdf")
    assert source.text == truth
    assert source.notes == ("PDF 有损坏,已修复后读取,请核对是否缺页",)


def test_a_flipped_byte_in_a_page_is_told_with_its_page(files: Path, truth: str) -> None:
    content = bytearray((files / "official.pdf").read_bytes())
    with pikepdf.open(files / "official.pdf") as document:
        packed = document.pages[5].Contents.read_raw_bytes()
    content[content.index(packed) + len(packed) - 20] ^= 0x5A
    source = read_pdf(bytes(content), name="x.pdf")
    assert source.text != truth
    assert source.notes == ("第 6 页的内容有损坏,文字可能缺失或有错,请核对原件",)


def test_a_page_with_little_text_is_flagged() -> None:
    full = [item for top in range(80, 780, 90) for item in paragraph(FIRST, top=top)]
    source = read_pdf(make_pages([full, full, [text(80, 100, "残页。")], full, full]), name="x")
    assert source.notes == ("第 3 页文字很少,可能没有读全,请核对",)


def test_a_password_is_asked_for_only_when_needed(files: Path) -> None:
    def locked(user: str) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(files / "official_cid.pdf") as document:
            document.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
        return out.getvalue()

    assert read_pdf(locked(""), name="x").text.startswith("各中小学、幼儿园")
    with pytest.raises(SourceError, match="打开密码"):
        read_pdf(locked("secret"), name="x")
