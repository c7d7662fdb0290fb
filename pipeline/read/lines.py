"""Lines of laid-out pages: the common ground of PDF, OFD and scans.

A `Line` is what stands beside each other on one page; coordinates are points from the top left.
This module puts the fragments of a page in reading order (one column or two) and recognises rows
that stand aligned without ruling lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

import msgspec

from pipeline.read.building import BoundingBox

CJK: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026]")
# （一） 加强, 1. 持续, 第一节 概况: a blank after these is the writer's.
NUMBER_MARK: Final = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）).．]|第\s*[\d.一二三四五六七八九十百]{1,6}\s*[条章节])"
)
MARKS: Final = frozenset("，。、；：！？（）《》「」『』【】〔〕“”‘’—…·％")
GAP_EMS: Final = 1.5
"""A gap this wide inside a line separates columns or cells, never words."""
SAME_LINE: Final = 0.5
FILLED_EMS: Final = 0.12
ROWS_AT_LEAST: Final = 3
CELLS_AT_LEAST: Final = 3


class Gap(NamedTuple):
    """A distance inside a run: after how many characters, and from where to where, from the run's left."""

    after: int
    start: float
    end: float


class Fragment(msgspec.Struct, kw_only=True):
    """A run of text without a wide gap."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    confidence: float | None = None
    gaps: tuple[Gap, ...] = ()
    """Places inside the run where something else may stand."""

    @property
    def middle(self) -> float:
        """Height of the middle of the run."""
        return (self.top + self.bottom) / 2

    @property
    def bbox(self) -> BoundingBox:
        """The run's box, to a tenth of a point."""
        return (round(self.left, 1), round(self.top, 1), round(self.right, 1), round(self.bottom, 1))


class Line(msgspec.Struct, kw_only=True):
    """One line of a page: usually one fragment, several when cells stand side by side."""

    page: int
    fragments: list[Fragment]
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    ems: float
    """Length of the text in widths of a Chinese character."""
    column: int = 0
    is_row: bool = False
    """One of several aligned rows: a table without ruling lines."""


def make_line(fragments: list[Fragment], *, page: int, column: int = 0, is_row: bool = False) -> Line:
    """The line that these fragments form; in its text they stand apart by a blank."""
    text = " ".join([fragment.text for fragment in fragments])
    return Line(
        page=page,
        fragments=fragments,
        text=text,
        left=fragments[0].left,
        right=fragments[-1].right,
        top=min([fragment.top for fragment in fragments]),
        bottom=max([fragment.bottom for fragment in fragments]),
        size=max([fragment.size for fragment in fragments]),
        ems=count_ems(text),
        column=column,
        is_row=is_row,
    )


def is_blank_of_text(before: str, after: str) -> bool:
    """Whether a wide gap stands for a blank that the writer set, by the text on both sides.

    Chinese marks carry their own space, and word processors set a little between 年 and 2022.
    """
    if NUMBER_MARK.fullmatch(before.replace(" ", "")):
        return True
    wide = CJK.match(before[-1:]) is not None and CJK.match(after) is not None
    return wide and before[-1] not in MARKS and after[0] not in MARKS


def count_ems(text: str) -> float:
    """Length of a text in widths of a Chinese character."""
    wide = len(CJK.findall(text))
    return wide + 0.5 * (len(text) - wide)


def join_texts(before: str, after: str) -> str:
    """Two pieces of running text: a blank only between Latin words or numbers."""
    if not before or not after or CJK.match(before[-1]) or CJK.match(after[0]):
        return before + after
    if before[-1].isalpha() and after[0].isalpha():
        return f"{before} {after}"
    return before + after


def arrange(fragments: Sequence[Fragment], *, page: int, width: float) -> list[Line]:
    """The fragments of a page as lines in reading order."""
    rows = _visual_lines(fragments)
    gutter = _find_gutter(rows, width=width)
    if gutter is None:
        return _make_lines(rows, page=page)
    return _two_columns(rows, gutter, page=page)


def _visual_lines(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Fragments that stand on one height, from the top; inside a line from the left."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda item: (item.middle, item.left)):
        reach = SAME_LINE * min(fragment.size, rows[-1][0].size) if rows else 0.0
        if rows and abs(rows[-1][0].middle - fragment.middle) < reach:
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    for row in rows:
        row.sort(key=lambda item: item.left)
    return [row if len(row) == 1 else _fill_gaps(row) for row in rows]


def _fill_gaps(row: list[Fragment]) -> list[Fragment]:
    """Runs that stand in gaps of each other are parted there: marks of a second font are drawn last."""
    overlap = any(after.left < before.right - 0.3 * after.size for before, after in pairwise(row))
    if not overlap:
        return row
    pieces = sorted((piece for fragment in row for piece in _parts(fragment)), key=lambda item: item.left)
    for before, after in pairwise(pieces):
        if after.left - before.right < FILLED_EMS * after.size:
            after.text = after.text.lstrip(" ")  # something stands where the blank seemed to be
    return pieces


def _parts(fragment: Fragment) -> list[Fragment]:
    """A run cut at all its gaps; a blank that belongs to the text stays before the piece it precedes."""
    starts = [0, *(gap.after for gap in fragment.gaps), len(fragment.text)]
    lefts = [0.0, *(gap.end for gap in fragment.gaps)]
    rights = [*(gap.start for gap in fragment.gaps), fragment.right - fragment.left]
    return [
        msgspec.structs.replace(
            fragment,
            text=fragment.text[start:end],
            left=fragment.left + left,
            right=fragment.left + right,
            gaps=(),
        )
        for (start, end), left, right in zip(pairwise(starts), lefts, rights, strict=True)
        if start < end
    ]


def _merge(row: Sequence[Fragment]) -> list[Fragment]:
    """Neighbours without a wide gap become one fragment."""
    merged = [row[0]]
    for fragment in row[1:]:
        last = merged[-1]
        gap = fragment.left - last.right
        if fragment.text in last.text and fragment.right < last.right + 0.25 * fragment.size:
            continue  # printed twice to look bold, in one place or in part
        if gap < GAP_EMS * max(last.size, fragment.size):
            merged[-1] = Fragment(
                text=_join_on_line(last, fragment, gap),
                left=last.left,
                right=max(last.right, fragment.right),
                top=min(last.top, fragment.top),
                bottom=max(last.bottom, fragment.bottom),
                size=max(last.size, fragment.size),
                confidence=_weaker(last.confidence, fragment.confidence),
            )
        else:
            merged.append(fragment)
    return merged


def _join_on_line(last: Fragment, fragment: Fragment, gap: float) -> str:
    wide = CJK.match(last.text[-1:]) is not None, CJK.match(fragment.text[:1]) is not None
    least = 0.2 if wide == (False, False) else 0.5 if wide == (True, True) else 1.0
    blank = gap > least * fragment.size
    return f"{last.text} {fragment.text}" if blank else last.text + fragment.text


def _weaker(first: float | None, second: float | None) -> float | None:
    if first is None or second is None:
        return first if second is None else second
    return min(first, second)


# --- two columns ------------------------------------------------------------------------------------


def _find_gutter(rows: Sequence[Sequence[Fragment]], *, width: float) -> float | None:
    """The middle of an empty vertical strip with text on both sides on most lines, None without."""
    if len(rows) < 3:
        return None
    candidates = [
        (left.right + right.left) / 2
        for row in rows
        if len(row) == 2
        for left, right in pairwise(row)
        if 0.3 * width < (left.right + right.left) / 2 < 0.7 * width
    ]
    if not candidates:
        return None
    gutter = median(candidates)
    both = crossed = full = 0
    edge = max((row[0].right for row in rows if row[0].right <= gutter), default=0.0)
    for row in rows:
        left = [fragment for fragment in row if fragment.right <= gutter]
        right = [fragment for fragment in row if fragment.left >= gutter]
        crossed += len(left) + len(right) < len(row)
        both += bool(left) and bool(right) and len(row) == 2
        # Columns of running text are filled to their edge; cells of a table are not.
        full += bool(left) and edge - left[-1].right < 2 * left[-1].size and len(left[-1].text) >= 8
    return (
        gutter if both >= 0.5 * len(rows) and crossed <= 0.3 * len(rows) and full >= 0.5 * len(rows) else None
    )


def _two_columns(rows: Sequence[Sequence[Fragment]], gutter: float, *, page: int) -> list[Line]:
    """Lines that cross the gutter stand where they are; between them left column, then right."""
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []

    def flush() -> None:
        lines.extend(left)
        lines.extend(right)
        left.clear()
        right.clear()

    for row in rows:
        if any(fragment.left < gutter < fragment.right for fragment in row):
            flush()
            lines.append(make_line(_merge(row), page=page))
            continue
        for side, number, target in ((True, 1, left), (False, 2, right)):
            part = [fragment for fragment in row if (fragment.right <= gutter) == side]
            if part:
                target.append(make_line(_merge(part), page=page, column=number))
    flush()
    return lines


# --- rows without ruling lines ------------------------------------------------------------------------


def _make_lines(rows: list[list[Fragment]], *, page: int) -> list[Line]:
    """Runs of lines whose fragments stand aligned are rows of a table; in the others fragments join."""
    lines: list[Line] = []
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and _aligned(rows[start], rows[end]):
            end += 1
        is_row = end - start >= ROWS_AT_LEAST
        lines.extend(
            make_line(row if is_row else _merge(row), page=page, is_row=is_row) for row in rows[start:end]
        )
        start = end
    return lines


def _aligned(first: Sequence[Fragment], row: Sequence[Fragment]) -> bool:
    """As many cells, each over its column."""
    if len(first) < CELLS_AT_LEAST or len(row) != len(first):
        return False
    return all(min(a.right, b.right) > max(a.left, b.left) - b.size for a, b in zip(first, row, strict=True))
