"""A Word document in official Chinese layout: styles, numbered headings, fields, tables, native charts.

`Paper` is the pen: it writes headings, paragraphs, captions, tables and charts into a python-docx document
and knows nothing of comparisons. Bodies of tables are written as XML in one go, because a table of five
hundred rows built cell by cell takes minutes. Saving fixes every time stamp, so that the same content gives
the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.compare.records import Record

TITLE_FONT: Final = "方正小标宋简体"
HEADING_FONT: Final = "黑体"
SECOND_FONT: Final = "楷体_GB2312"
BODY_FONT: Final = "仿宋_GB2312"
LATIN_FONT: Final = "Times New Roman"
# Names of fonts that stand in where the official ones are not installed.
FALLBACKS: Final = {
    TITLE_FONT: "小标宋体;华文中宋;STZhongsong;Noto Serif CJK SC;SimSun",
    HEADING_FONT: "SimHei;Noto Sans CJK SC;Microsoft YaHei",
    SECOND_FONT: "楷体;KaiTi;STKaiti;Noto Serif CJK SC",
    BODY_FONT: "仿宋;FangSong;STFangsong;Noto Serif CJK SC;SimSun",
}
STAMP: Final = (1980, 1, 1, 0, 0, 0)
W: Final = nsdecls("w")
SHADES: Final = {
    "exceeded": "E2EFDA", "met": "E2EFDA", "nearly_met": "E2EFDA", "list_changed": "FFF2CC", "kept": "E2EFDA",
    "missed": "F8CBAD", "strive_missed": "FCE4D6", "slipped": "F8CBAD", "partly": "FCE4D6", "late": "FCE4D6",
    "conflicting": "FFF2CC", "not_comparable": "EDEDED", "not_verifiable": "EDEDED", "unclear": "EDEDED",
}  # fmt: skip


class Run(Record, frozen=True, kw_only=True):
    """A stretch of text with its looks; `target` makes it a link to a bookmark."""

    text: str
    bold: bool = False
    mark: bool = False
    """A difference: coloured and underlined."""
    grey: bool = False
    target: str | None = None


class Cell(Record, frozen=True, kw_only=True):
    """A table cell: its runs, and the verdict whose shade it takes."""

    runs: tuple[Run, ...]
    code: str = ""


def cell(text: str, *, code: str = "", bold: bool = False) -> Cell:
    """A cell of plain text."""
    return Cell(runs=(Run(text=text, bold=bold),), code=code)


class Paper:
    """Writes one document from front to back."""

    def __init__(self, *, title: str, subject: str) -> None:
        self.document = Document()
        self.tables = 0
        self.figures = 0
        self.bookmarks = 0
        self.headings: list[tuple[int, str, str]] = []
        self._toc: Any = None
        self._counts = [0, 0, 0]
        self._appendix = 0
        make_styles(self.document)
        make_numbering(self.document)
        set_fonts(self.document)
        set_page(self.document.sections[0], landscape=False)
        footer(self.document.sections[0])
        properties = self.document.core_properties
        properties.title, properties.subject, properties.author = title, subject, "taizhang"
        properties.created = properties.modified = datetime(*STAMP)
        properties.last_modified_by, properties.revision = "taizhang", 1

    # --- text ---

    def add(self, xml: str) -> Any:
        """Append a block of WordprocessingML before the section properties."""
        element = parse_xml(xml)
        body = self.document.element.body
        body.insert(len(body) - 1, element)
        return element

    def paragraph(self, *runs: Run | str, style: str = "正文仿宋") -> None:
        """A paragraph of text."""
        self.add(f"<w:p {W}>{style_xml(style)}{runs_xml(runs)}</w:p>")

    def heading(self, text: str, level: int) -> None:
        """A numbered heading with a bookmark for the table of contents."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (3 - level)
        self._titled(
            text, style=f"标题{level}", shown=heading_number(level, self._counts) + text, level=level
        )

    def appendix(self, text: str) -> None:
        """A heading numbered 附录A, 附录B."""
        letter = chr(ord("A") + self._appendix)
        self._appendix += 1
        self._titled(text, style="附录标题", shown=f"附录{letter}　{text}", level=1)

    def _titled(self, text: str, *, style: str, shown: str, level: int) -> None:
        self.bookmarks += 1
        name = f"_Toc{self.bookmarks:08d}"
        self.headings.append((level, shown, name))
        marked = bookmark_xml(self.bookmarks, name, runs_xml((text,)))
        self.add(f"<w:p {W}>{style_xml(style)}{marked}</w:p>")

    def caption(self, text: str, *, kind: str) -> None:
        """表 1 or 图 1 with a running number as a field."""
        if kind == "表":
            self.tables += 1
        else:
            self.figures += 1
        number = self.tables if kind == "表" else self.figures
        keep = "<w:keepNext/>" if kind == "表" else ""
        counter = field_xml(f" SEQ {kind} \\* ARABIC ", str(number))
        self.add(
            f'<w:p {W}><w:pPr><w:pStyle w:val="题注样式"/>{keep}</w:pPr>{runs_xml((kind + " ",))}'
            f"{counter}{runs_xml(('　' + text,))}</w:p>"
        )

    def contents(self) -> None:
        """The table of contents; its entries are filled in when the document is saved."""
        self.add(f"<w:p {W}>{style_xml('目录标题')}{runs_xml(('目　录',))}</w:p>")
        self._toc = self.add(f"<w:p {W}/>")

    def page_break(self) -> None:
        """A new page."""
        self.add(f'<w:p {W}><w:r><w:br w:type="page"/></w:r></w:p>')

    def new_section(self, *, landscape: bool) -> None:
        """A new section, upright or across."""
        section = self.document.add_section()
        set_page(section, landscape=landscape)

    # --- tables and charts ---

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[Cell]], *, widths: Sequence[int], title: str
    ) -> None:
        """A captioned table with a header row that repeats on every page; widths in millimetres."""
        self.caption(title, kind="表")
        grid = "".join(f'<w:gridCol w:w="{mm(width)}"/>' for width in widths)
        head = row_xml([cell(text, bold=True) for text in header], widths, header=True)
        body = "".join(row_xml(row, widths, header=False) for row in rows)
        self.add(
            f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="对照表"/><w:tblW w:w="{mm(sum(widths))}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
        )
        self.add(f"<w:p {W}>{style_xml('表后')}</w:p>")

    def chart(self, xml: str, workbook: bytes, *, title: str, width: float, height: float) -> None:
        """A native chart with its workbook inside; sizes in millimetres."""
        from pipeline.emit.comparison.charts import add_chart_part

        number = self.figures + 1
        relation = add_chart_part(self.document, xml, workbook, number=number)
        cx, cy = int(width * 36000), int(height * 36000)
        self.add(
            f'<w:p {W} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<w:pPr><w:pStyle w:val="图样式"/><w:keepNext/></w:pPr><w:r><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
            f'<wp:docPr id="{1000 + number}" name="图{number}" descr="{escape(title)}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
        )
        self.caption(title, kind="图")

    # --- the end ---

    def save(self) -> bytes:
        """The document's bytes, with fixed time stamps and in a fixed order."""
        if self._toc is not None:
            fill_contents(self._toc, self.headings)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return fixed_zip(buffer.getvalue())


def heading_number(level: int, counts: Sequence[int]) -> str:
    """The number as it prints: 一、 （一） 1."""
    number = counts[level - 1]
    return (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}.")[level - 1]


def chinese(number: int) -> str:
    """1 to 99 in Chinese."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def mm(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 56.693)


def bookmark_xml(number: int, name: str, inner: str) -> str:
    """A bookmark around some runs."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def style_xml(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'


def runs_xml(runs: Sequence[Run | str]) -> str:
    """Runs of text; line ends become breaks."""
    parts = []
    for item in runs:
        run = Run(text=item) if isinstance(item, str) else item
        looks = (
            ("<w:b/>" if run.bold else "")
            + ('<w:color w:val="C00000"/><w:u w:val="single"/>' if run.mark else "")
            + ('<w:color w:val="7F7F7F"/>' if run.grey else "")
            + ('<w:color w:val="1F4E79"/>' if run.target else "")
        )
        text = escape(clean(run.text)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        xml = f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'
        parts.append(
            f'<w:hyperlink w:anchor="{run.target}" w:history="1">{xml}</w:hyperlink>' if run.target else xml
        )
    return "".join(parts)


def clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\n\t"
        or (ord(letter) >= 32 and not 0xD800 <= ord(letter) <= 0xDFFF and ord(letter) not in {0xFFFE, 0xFFFF})
    )


def field_xml(code: str, shown: str, *, dirty: bool = False) -> str:
    """A field with the text it shows until it is updated."""
    flag = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{flag}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{escape(shown)}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def row_xml(cells: Sequence[Cell], widths: Sequence[int], *, header: bool) -> str:
    """A table row; header rows repeat, no row is cut by a page."""
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
    parts = []
    for item, width in zip(cells, widths, strict=True):
        fill = "D9E2F3" if header else SHADES.get(item.code, "")
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        style = "表头" if header else "表文"
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{mm(width)}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f"<w:p>{style_xml(style)}{runs_xml(item.runs)}</w:p></w:tc>"
        )
    return f"<w:tr>{properties}{''.join(parts)}</w:tr>"


def fill_contents(first: Any, headings: Sequence[tuple[int, str, str]]) -> None:
    """The contents field with an entry a heading, each with the page as a field of its own."""
    parent = first.getparent()
    at = parent.index(first)
    parent.remove(first)
    shown = [heading for heading in headings if heading[0] <= 2]
    for number, (level, text, name) in enumerate(shown):
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\t "附录标题,1" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            if number == 0
            else ""
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if number == len(shown) - 1 else ""
        page = field_xml(f" PAGEREF {name} \\h ", "")
        entry = f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_xml((text,))}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        parent.insert(
            at + number, parse_xml(f"<w:p {W}>{style_xml(f'目录{level}')}{begin}{entry}{end}</w:p>")
        )


def fixed_zip(content: bytes) -> bytes:
    """The same archive with fixed time stamps, its parts in order of their names."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, date_time=STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, source.read(name))
    return target.getvalue()


# --- looks ----------------------------------------------------------------------------------------


def set_page(section: Any, *, landscape: bool) -> None:
    """A4 with the margins of official documents; across, the text area is as wide as the page allows."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.bottom_margin = (Mm(28), Mm(26)) if landscape else (Mm(37), Mm(35))
    section.left_margin, section.right_margin = (Mm(22), Mm(22)) if landscape else (Mm(28), Mm(26))
    section.footer_distance = Mm(15)


def footer(section: Any) -> None:
    """— 1 — in the middle of the foot."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for xml in (runs_xml(("— ",)), field_xml(" PAGE ", "1"), runs_xml((" —",))):
        for element in parse_xml(f"<w:p {W}>{xml}</w:p>"):
            paragraph._p.append(element)
    for run in paragraph.runs:
        set_font(run, LATIN_FONT, 12)


def set_font(owner: Any, name: str, size: float, *, bold: bool | None = None) -> None:
    """Chinese and Latin font of a style or run."""
    owner.font.name = LATIN_FONT
    owner.font.size = Pt(size)
    owner.font.color.rgb = RGBColor(0, 0, 0)
    if bold is not None:
        owner.font.bold = bold
    properties = (
        owner._element.get_or_add_rPr() if hasattr(owner._element, "get_or_add_rPr") else owner.element.rPr
    )
    fonts = properties.rFonts
    if fonts is None:
        fonts = properties._add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), name)


def make_styles(document: Any) -> None:
    """The paragraph styles, named as a Chinese Word shows them."""
    set_font(document.styles["Normal"], BODY_FONT, 14)
    # name, base, font, size, bold, alignment, line (points, None single), first indent (points), before, after
    looks = (
        ("正文仿宋", "Normal", BODY_FONT, 14, False, "both", 26.0, 28.0, 0, 0),
        ("封面题目", "Normal", TITLE_FONT, 26, False, "center", None, 0, 60, 18),
        ("封面副题", "Normal", SECOND_FONT, 16, False, "center", None, 0, 0, 12),
        ("目录标题", "Normal", TITLE_FONT, 22, False, "center", None, 0, 0, 18),
        ("目录1", "Normal", HEADING_FONT, 13, False, "left", 24.0, 0, 4, 0),
        ("目录2", "Normal", BODY_FONT, 12, False, "left", 22.0, 0, 0, 0),
        ("标题1", "Heading 1", HEADING_FONT, 16, False, "left", 28.0, 0, 16, 8),
        ("标题2", "Heading 2", SECOND_FONT, 15, True, "left", 26.0, 0, 10, 4),
        ("标题3", "Heading 3", BODY_FONT, 14, True, "left", 26.0, 0, 6, 2),
        ("附录标题", "Heading 1", HEADING_FONT, 16, False, "left", 28.0, 0, 16, 8),
        ("题注样式", "Caption", HEADING_FONT, 10.5, False, "center", None, 0, 6, 4),
        ("图样式", "Normal", BODY_FONT, 10.5, False, "center", None, 0, 6, 0),
        ("表头", "Normal", HEADING_FONT, 9, False, "center", None, 0, 1, 1),
        ("表文", "Normal", BODY_FONT, 9, False, "left", None, 0, 1, 1),
        ("表后", "Normal", BODY_FONT, 6, False, "left", None, 0, 0, 6),
        ("注释", "Normal", BODY_FONT, 10.5, False, "left", 16.0, 0, 0, 4),
        ("要点", "Normal", BODY_FONT, 14, False, "both", 26.0, 0, 0, 4),
    )  # fmt: skip
    for name, base, font, size, bold, alignment, line, indent, before, after in looks:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), name)
        style.base_style = document.styles[base]
        set_font(style, font, size, bold=bold)
        style.font.italic = False
        layout = style.paragraph_format
        layout.alignment = {"both": WD_ALIGN_PARAGRAPH.JUSTIFY, "center": WD_ALIGN_PARAGRAPH.CENTER}.get(
            alignment, WD_ALIGN_PARAGRAPH.LEFT
        )
        layout.first_line_indent = Pt(indent)
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        if line is None:
            layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
        else:
            layout.line_spacing = Pt(line)
        layout.widow_control = True
        if name.startswith(("标题", "附录标题")):
            layout.keep_with_next = True
        if name.startswith("目录") and name != "目录标题":
            layout.left_indent = Pt(14 if name.endswith("2") else 0)
            layout.tab_stops.add_tab_stop(Mm(156), alignment=2, leader=1)
    table = parse_xml(
        f'<w:style {W} w:type="table" w:customStyle="1" w:styleId="对照表"><w:name w:val="对照表"/><w:basedOn w:val="TableNormal"/>'
        '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="404040"/><w:bottom w:val="single" w:sz="8" w:color="404040"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/><w:insideV w:val="single" w:sz="4" w:color="D9D9D9"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    document.styles.element.append(table)


def make_numbering(document: Any) -> None:
    """Headings numbered 一、（一）1. and appendices 附录A by Word itself."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:pStyle w:val="标题{level + 1}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level, (fmt, text) in enumerate(
            (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
        )
    )
    appendix = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:pStyle w:val="附录标题"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="附录%1　"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )
    for number, content in ((90, levels), (91, appendix)):
        abstract = parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{content}</w:abstractNum>'
        )
        first_num = numbering.find(qn("w:num"))
        if first_num is not None:
            first_num.addprevious(abstract)
        else:
            numbering.append(abstract)
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    for name, number, level in (("标题1", 90, 0), ("标题2", 90, 1), ("标题3", 90, 2), ("附录标题", 91, 0)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
        order_properties(properties)


def order_properties(properties: Any) -> None:
    """numPr stands before spacing and indents, as the schema has it."""
    numbered = properties.find(qn("w:numPr"))
    for name in ("w:spacing", "w:ind", "w:jc", "w:outlineLvl"):
        other = properties.find(qn(name))
        if other is not None:
            other.addprevious(numbered)
            return


def set_fonts(document: Any) -> None:
    """Name what may stand in for the official fonts where they are not installed."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            part = relation.target_part
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
                for name, others in FALLBACKS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
