"""Ruled tables of a PDF page: pdfplumber finds the cells, PDFium's characters fill them.

Only pages with crossing rules come here. A table over several pages is one table: the repeated head
goes, and a row cut by the page's end is joined again.

Start at `find_grids`; `join_tables` puts the pages' pieces together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from pipeline.read.building import BoundingBox, Cell, Place, TextBuilder
from pipeline.read.lines import join_texts

EDGE_SHIFT: Final = 4.0
FILLED_SHARE: Final = 0.8
RULES_AT_MOST: Final = 4000


class GridCell(msgspec.Struct, kw_only=True):
    """A cell: its box, the column it begins in (from 1) and its text lines."""

    page: int
    bbox: BoundingBox
    column: int
    lines: list[str] = msgspec.field(default_factory=list)
    confidence: float | None = None

    @property
    def text(self) -> str:
        """The cell's lines as running text."""
        text = ""
        for line in self.lines:
            text = join_texts(text, line)
        return text


class Grid(msgspec.Struct, kw_only=True):
    """A table, or the part of one that stands on a page."""

    page: int
    bbox: BoundingBox
    rows: list[list[GridCell]]
    borders: list[float]
    """Left borders of the columns."""
    strays: list[str] = msgspec.field(default_factory=list)
    """Text inside the table's box but in no cell."""

    def holds(self, x: float, y: float) -> bool:
        """True when the point lies inside the table."""
        left, top, right, bottom = self.bbox
        return left <= x <= right and top <= y <= bottom

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell in which the point lies."""
        for row in self.rows:
            for cell in row:
                left, top, right, bottom = cell.bbox
                if left <= x < right and top <= y < bottom:
                    return cell
        return None


def find_grids(page: Any, *, number: int) -> list[Grid]:
    """The ruled tables of a pdfplumber page, without text, from the top."""
    if len(page.edges) > RULES_AT_MOST:
        return []
    shift_x, shift_y = page.bbox[0], page.bbox[1]
    grids = []
    for table in page.find_tables():
        boxes = [
            [_shifted(cell, shift_x, shift_y) for cell in row.cells if cell is not None] for row in table.rows
        ]
        borders = _columns(boxes)
        rows = [
            [
                GridCell(page=number, bbox=box, column=1 + sum(border < box[0] - 1 for border in borders))
                for box in row
            ]
            for row in boxes
            if row
        ]
        # One box, or a line of boxes side by side without a second row, is a frame.
        if len(rows) > 1 and len(borders) > 1:
            bbox = _shifted(table.bbox, shift_x, shift_y)
            grids.append(Grid(page=number, bbox=bbox, rows=rows, borders=borders))
    return sorted(grids, key=lambda grid: (grid.bbox[1], grid.bbox[0]))


def _shifted(box: BoundingBox, x: float, y: float) -> BoundingBox:
    return (box[0] - x, box[1] - y, box[2] - x, box[3] - y)


def _columns(boxes: Sequence[Sequence[BoundingBox]]) -> list[float]:
    """Left borders of all columns, close ones taken as one."""
    borders: list[float] = []
    for left in sorted(box[0] for row in boxes for box in row):
        if not borders or left - borders[-1] > EDGE_SHIFT:
            borders.append(left)
    return borders


def join_tables(before: Grid, after: Grid) -> bool:
    """Add the rows of `after`, the next page's first table, to `before` if it goes on with it."""
    same = len(before.borders) == len(after.borders) and all(
        abs(a - b) <= EDGE_SHIFT for a, b in zip(before.borders, after.borders, strict=True)
    )
    if not same or not before.rows or not after.rows:
        return False
    rows = after.rows
    if _texts(rows[0]) == _texts(before.rows[0]) and len(before.rows) > 1:
        rows = rows[1:]
    if rows and _is_cut(before, rows[0]):
        _join_rows(before.rows[-1], rows[0])
        rows = rows[1:]
    before.rows.extend(rows)
    before.strays.extend(after.strays)
    return True


def _texts(row: Sequence[GridCell]) -> list[str]:
    return [cell.text for cell in row]


def _is_cut(table: Grid, row: Sequence[GridCell]) -> bool:
    """A row at the top of a page that lacks what nearly every row has is the rest of the last one."""
    body = table.rows[1:]
    filled = {
        column
        for column in range(1, len(table.borders) + 1)
        if sum(any(cell.column == column and cell.text for cell in other) for other in body)
        >= FILLED_SHARE * len(body)
    }
    here = {cell.column for cell in row if cell.text}
    return bool(filled) and bool(filled - here) and bool(here)


def _join_rows(row: list[GridCell], rest: Sequence[GridCell]) -> None:
    for cell in rest:
        above = next((other for other in row if other.column == cell.column), None)
        if above is not None:
            above.lines.extend(cell.lines)
        elif cell.text:
            row.append(cell)
            row.sort(key=lambda other: other.column)


def add_grid(builder: TextBuilder, grid: Grid, *, table: int) -> None:
    """Write a finished table."""
    for number, row in enumerate(grid.rows, start=1):
        builder.add_row(
            [
                Cell(
                    paragraphs=(cell.text,),
                    column=cell.column,
                    place=Place(page=cell.page, bbox=_rounded(cell.bbox), confidence=cell.confidence),
                )
                for cell in row
            ],
            table=table,
            row=number,
        )
    for text in grid.strays:
        builder.add_paragraph(text, place=Place(page=grid.page, bbox=_rounded(grid.bbox)))


def _rounded(box: BoundingBox) -> BoundingBox:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
