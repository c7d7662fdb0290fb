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
from docx.oxml import parse_xml

from pipeline.emit.comparison.looks import footer, make_numbering, make_styles, set_fonts, set_page
from pipeline.emit.comparison.wordml import (
    Cell,
    Run,
    W,
    bookmark_xml,
    cell,
    field_xml,
    mm,
    row_xml,
    runs_xml,
    style_xml,
)

# What others need to write an official document of their own.
__all__ = ["Cell", "Paper", "Run", "cell", "set_page"]

STAMP: Final = (1980, 1, 1, 0, 0, 0)


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
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
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


def fill_contents(first: Any, headings: Sequence[tuple[int, str, str]]) -> None:
    """The contents field with an entry a heading, each a link to it. Pages are for Word to fill in, which it
    does when it updates the field; until then an entry has none rather than an empty one.
    """
    parent = first.getparent()
    at = parent.index(first)
    parent.remove(first)
    shown = [heading for heading in headings if heading[0] <= 2]
    for number, (level, text, name) in enumerate(shown):
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText '
            'xml:space="preserve"> TOC \\o "1-2" \\h \\z \\t "附录标题,1" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            if number == 0
            else ""
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if number == len(shown) - 1 else ""
        entry = f'<w:hyperlink w:anchor="{name}" w:history="1">{runs_xml((text,))}</w:hyperlink>'
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
