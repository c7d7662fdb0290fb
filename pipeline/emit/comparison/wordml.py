"""WordprocessingML as text: runs, fields, bookmarks, rows. What a document is made of, before it is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from pipeline.compare.records import Record

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
