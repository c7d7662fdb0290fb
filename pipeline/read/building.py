"""Paragraphs and table rows of any format become one running text with origins.

One paragraph is one line; one table row is one line whose cells stand apart by a tab. Every
paragraph and every cell keeps where it stood in the file.

    builder = TextBuilder(name="报告.docx")
    builder.add_paragraph("一、主要成效", place=Place(paragraph=3))
    builder.add_row(["投用公办幼儿园", "所", "6"], table=1, row=2)
    text, origins = builder.finish()
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from extractors.records import Origin
from pipeline.read.limits import check_length

BoundingBox = tuple[float, float, float, float]

# Characters that a reader sees as one blank, or not at all. Widths change nothing here: the running
# text of a laid-out format has no offsets of its own to keep.
BLANKS: Final = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f]+")
INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
EDGES: Final = " \t\u3000"
# A cell with this many paragraphs and characters holds a text of its own; it is not a value in a row.
TEXT_CELL_PARAGRAPHS: Final = 3
TEXT_CELL_LENGTH: Final = 300


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a piece of text stands in its file."""

    page: int | None = None
    bbox: BoundingBox | None = None
    paragraph: int | None = None
    confidence: float | None = None


NOWHERE: Final = Place()


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A table cell: its paragraphs and the column it begins in, counted from 1."""

    paragraphs: tuple[str, ...]
    column: int
    place: Place = NOWHERE


def tidy(text: str) -> str:
    """A paragraph as a person reads it: invisible characters gone, runs of blanks one, edges bare."""
    return BLANKS.sub(" ", INVISIBLE.sub("", text)).strip(EDGES)


class TextBuilder:
    """Collects paragraphs and rows in reading order."""

    def __init__(self, *, name: str) -> None:
        self.name = name
        self.pieces: list[str] = []
        self.origins: list[Origin] = []
        self.length = 0

    def add_paragraph(self, text: str, *, place: Place = NOWHERE) -> None:
        """Add one paragraph; a blank one adds nothing."""
        text = tidy(text)
        if text:
            self._break_line()
            self._add_piece(text, place=place, cell=None)

    def add_joined(self, pieces: Sequence[tuple[str, Place]]) -> None:
        """Add one paragraph made of pieces with places of their own (a paragraph over two pages)."""
        texts = [BLANKS.sub(" ", INVISIBLE.sub("", text)) for text, _ in pieces]
        if not any(text.strip(EDGES) for text in texts):
            return
        self._break_line()
        last = max(index for index, text in enumerate(texts) if text.strip(EDGES))
        begun = False
        for index, (text, (_, place)) in enumerate(zip(texts, pieces, strict=True)):
            text = text if begun else text.lstrip(EDGES)
            text = text.rstrip(EDGES) if index == last else text
            if text and index <= last:
                begun = True
                self._add_piece(text, place=place, cell=None)

    def add_row(self, cells: Sequence[Cell], *, table: int, row: int) -> None:
        """Add one table row; cells without text are left out, a row without any adds nothing.

        A row with a cell that holds a whole text is written as paragraphs, cell after cell.
        """
        filled = [
            (cell, texts)
            for cell in cells
            if (texts := [text for paragraph in cell.paragraphs if (text := tidy(paragraph))])
        ]
        as_paragraphs = any(_holds_text(texts) for _, texts in filled)
        for index, (cell, texts) in enumerate(filled):
            label = f"{table}:{row}:{cell.column}"
            for number, text in enumerate(texts if as_paragraphs else [" ".join(texts)]):
                if index == number == 0 or as_paragraphs:
                    self._break_line()
                else:
                    self._append("\t")
                self._add_piece(text, place=cell.place, cell=label)

    def finish(self) -> tuple[str, tuple[Origin, ...]]:
        """The running text and its origins."""
        return "".join(self.pieces), tuple(self.origins)

    def _break_line(self) -> None:
        if self.length:
            self._append("\n")

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        check_length(self.length, name=self.name)

    def _add_piece(self, text: str, *, place: Place, cell: str | None) -> None:
        start = self.length
        self._append(text)
        self.origins.append(
            Origin(
                start=start,
                end=self.length,
                page=place.page,
                bbox=place.bbox,
                paragraph=place.paragraph,
                cell=cell,
                confidence=place.confidence,
            )
        )


def _holds_text(paragraphs: list[str]) -> bool:
    return len(paragraphs) >= TEXT_CELL_PARAGRAPHS and sum(map(len, paragraphs)) >= TEXT_CELL_LENGTH
