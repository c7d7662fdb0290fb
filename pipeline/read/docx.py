"""Word files (DOCX): our own walk over the tree that python-docx opens.

Kept, where python-docx's paragraphs lose it: automatic numbers (一、 （一）), dates in smart tags,
insertions of tracked changes, content controls, text boxes (某政发〔2023〕5号), nested tables,
footnotes. Left out: deleted and hidden text, headers and footers, comments, field codes.

Start at `read_docx`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from pipeline.errors import SourceError
from pipeline.read.archive import DAMAGED, Archive
from pipeline.read.building import Cell, Place, TextBuilder, tidy
from pipeline.read.limits import LIMITS
from pipeline.read.numbering import Numbering, W, parse_int, value_of
from pipeline.read.records import SourceText

MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED: Final = frozenset(
    f"{W}{tag}"
    for tag in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt", "sdtPr", "tblPr",
        "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "sectPr",
        "tblGrid",
    )
)  # fmt: skip
TEXTS: Final = frozenset({f"{W}t", f"{MATH}t"})
FIXED: Final = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}br": "\n",
}  # fmt: skip
# Private codes of the symbol fonts that offices use for ticks and boxes; other drawings become □.
SYMBOLS: Final = {
    "F0FC": "✓", "F0FE": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F052": "☑", "F0D8": "➢", "F06C": "●",
    "F06E": "■", "F0B7": "•", "F075": "◆",
}  # fmt: skip
CONTENTS_STYLE: Final = re.compile(r"toc \d", re.IGNORECASE)
NOTE_PARTS: Final = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_docx(content: bytes, *, name: str, format_name: str = "docx") -> SourceText:
    """The running text of a DOCX file. Raises SourceError when there is none."""
    archive = Archive(content, name=name, format_name="DOCX")
    archive.check_all()
    document = _open(content, name=name)
    walk = Walk(document, name=name)
    body = document.element.find(f"{W}body")
    if body is None:
        raise SourceError(name, "DOCX 文件里没有正文", DAMAGED)
    walk.add_blocks(body)
    walk.add_notes()
    text, origins = walk.builder.finish()
    if not text:
        pictures = sum(part.startswith("word/media/") for part in archive.names())
        raise SourceError(
            name,
            f"文件里没有文字,只有 {pictures} 张图片" if pictures else "文件里没有文字",
            "请换成有文字的文件,或把图片另存为 PDF 后识别",
        )
    return SourceText(text=text, format=format_name, origins=origins, notes=walk.notes())


def _open(content: bytes, *, name: str) -> Any:
    import docx

    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:  # python-docx lets KeyError, ValueError and lxml's errors through
        raise SourceError(name, "DOCX 文件缺少必要的部分或已损坏", DAMAGED) from error


class Walk:
    """One pass over a document in reading order."""

    def __init__(self, document: Any, *, name: str) -> None:
        self.builder = TextBuilder(name=name)
        self.related = {
            relation.reltype.rsplit("/", 1)[-1]: relation
            for relation in document.part.rels.values()
            if not relation.is_external
        }
        styles = self._part("styles")
        self.numbering = Numbering(self._part("numbering"), styles)
        self.contents_styles = _contents_styles(styles)
        self.contents = 0
        self.paragraph = 0
        self.table = 0
        self.hidden = 0
        self.changes = False
        self.carried = ""
        self.note_ids: list[tuple[str, str]] = []

    def _part(self, kind: str) -> etree._Element | None:
        relation = self.related.get(kind)
        if relation is None:
            return None
        blob = relation.target_part.blob
        try:
            return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return None

    def add_blocks(self, parent: etree._Element) -> None:
        """Add the paragraphs and tables under `parent`, through any wrapper."""
        for element in parent.iterchildren():
            if element.tag == f"{W}p":
                self._add_paragraph(element)
            elif element.tag == f"{W}tbl":
                self._add_table(element)
            elif isinstance(element.tag, str) and element.tag not in SKIPPED:
                self.add_blocks(self._choice(element))

    def _choice(self, element: etree._Element) -> etree._Element:
        """Of alternate contents for new and old programs, the first that is there."""
        if element.tag != f"{COMPATIBILITY}AlternateContent":
            return element
        choice = element.find(f"{COMPATIBILITY}Choice")
        if choice is not None and (next(choice.iter(*TEXTS), None) is not None or len(element) == 1):
            return choice
        fallback = element.find(f"{COMPATIBILITY}Fallback")
        return fallback if fallback is not None else element

    def _add_paragraph(self, element: etree._Element) -> None:
        self.paragraph += 1
        if value_of(element.find(f"{W}pPr"), "pStyle") in self.contents_styles:
            self.contents += 1
            return
        place = Place(paragraph=self.paragraph)
        for text in self._paragraph_lines(element):
            self.builder.add_paragraph(text, place=place)

    def _paragraph_lines(self, element: etree._Element) -> list[str]:
        """The lines of a paragraph: its text boxes first, then its own, numbered, cut at line breaks."""
        boxes: list[str] = []
        text = "".join(self._inline(element, boxes=boxes))
        if self._mark_deleted(element):
            self.carried += text
            return boxes
        text, self.carried = self.carried + text, ""
        if text.strip() and (label := self.numbering.label(element)):
            text = join_label(label, text)
        return boxes + text.split("\n")

    def _mark_deleted(self, element: etree._Element) -> bool:
        mark = element.find(f"{W}pPr/{W}rPr")
        return mark is not None and (
            mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
        )

    def _inline(self, parent: etree._Element, *, boxes: list[str]) -> Iterator[str]:
        for element in parent.iterchildren():
            tag = element.tag
            if tag in TEXTS:
                yield element.text or ""
            elif tag == f"{W}r" and self._is_hidden(element):
                self.hidden += 1
            elif tag in FIXED:
                if element.get(f"{W}type") not in ("page", "column"):
                    yield FIXED[tag]
            elif tag == f"{W}sym":
                yield SYMBOLS.get((element.get(f"{W}char") or "").upper(), "□")
            elif tag == f"{W}txbxContent":
                for block in element.iter(f"{W}p"):
                    boxes.extend(self._paragraph_lines(block))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = "footnotes" if tag == f"{W}footnoteReference" else "endnotes"
                self.note_ids.append((kind, element.get(f"{W}id") or ""))
            elif tag in SKIPPED:
                self.changes |= tag in (f"{W}del", f"{W}moveFrom")
            elif isinstance(tag, str):
                self.changes |= tag == f"{W}ins"
                yield from self._inline(self._choice(element), boxes=boxes)

    def _is_hidden(self, run: etree._Element) -> bool:
        vanish = run.find(f"{W}rPr/{W}vanish")
        return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")

    def _add_table(self, table: etree._Element) -> None:
        self.table += 1
        number = self.table
        for row_number, row in enumerate(_rows(table), start=1):
            cells: list[Cell] = []
            nested: list[etree._Element] = []
            column = 1
            for cell in _cells(row):
                properties = cell.find(f"{W}tcPr")
                self.paragraph += 1
                cells.append(
                    Cell(
                        paragraphs=tuple(self._cell_lines(cell, nested=nested)),
                        column=column,
                        place=Place(paragraph=self.paragraph),
                    )
                )
                column += min(max(parse_int(value_of(properties, "gridSpan")) or 1, 1), LIMITS.table_columns)
            self._add_row(cells, table=number, row=row_number)
            for inner in nested:
                self._add_table(inner)

    def _add_row(self, cells: list[Cell], *, table: int, row: int) -> None:
        if len(cells) > 1:
            self.builder.add_row(cells, table=table, row=row)
            return
        for cell in cells:  # a row of one cell is a frame around paragraphs
            for text in cell.paragraphs:
                self.builder.add_row(
                    [Cell(paragraphs=(text,), column=cell.column, place=cell.place)], table=table, row=row
                )

    def _cell_lines(self, cell: etree._Element, *, nested: list[etree._Element]) -> Iterator[str]:
        for element in cell.iterchildren():
            if element.tag == f"{W}p":
                yield from self._paragraph_lines(element)
            elif element.tag == f"{W}tbl":
                nested.append(element)
            elif isinstance(element.tag, str) and element.tag not in SKIPPED:
                yield from self._cell_lines(self._choice(element), nested=nested)

    def add_notes(self) -> None:
        """Add the footnotes and endnotes that the text refers to, in order, after the text."""
        for kind, tag in NOTE_PARTS:
            part = self._part(kind)
            wanted = [identity for place, identity in self.note_ids if place == kind]
            if part is None or not wanted:
                continue
            notes = {note.get(f"{W}id"): note for note in part.iterchildren(f"{W}{tag}")}
            for identity in dict.fromkeys(wanted):
                if identity in notes:
                    self.add_blocks(notes[identity])

    def notes(self) -> tuple[str, ...]:
        """What a person should know about this file."""
        notes = []
        if self.changes:
            notes.append("文件带有修订痕迹,按接受全部修订后的文字读取")
        if self.contents:
            notes.append(f"目录({self.contents} 行)没有读入")
        if self.hidden:
            notes.append(f"有 {self.hidden} 处隐藏文字,没有读入")
        return tuple(notes)


def _contents_styles(styles: etree._Element | None) -> frozenset[str]:
    """Ids of the styles of a table of contents (toc 1, toc 2 …)."""
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(f"{W}styleId") or ""
        for style in styles.iterchildren(f"{W}style")
        if CONTENTS_STYLE.fullmatch(value_of(style, "name") or "")
    )


def join_label(label: str, text: str) -> str:
    """An automatic number before its text; a blank between them only after an ASCII sign (1. 工作)."""
    label = tidy(label)
    text = text.lstrip(" \t\u3000")
    return f"{label} {text}" if label[-1:].isascii() and label else label + text


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that are not deleted, through content controls."""
    for element in table.iterchildren():
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row.iterchildren():
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(element)
