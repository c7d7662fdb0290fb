"""One PDF page through pypdfium2: visible text with its place, and whether the page is ruled.

Asks for boxes only where something is decided (ends of lines, blanks), never for every character:
that keeps a page of running text at two milliseconds. Left out: text rendered invisible, white on
nothing, outside the page, or turned against the reading direction (stamps, watermarks).

Start at `read_page`.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum, auto
from itertools import pairwise
from statistics import median
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.errors import SourceError
from pipeline.read.limits import LIMITS
from pipeline.read.lines import CJK, Fragment, Gap, is_blank_of_text
from pipeline.read.pages import PageText
from pipeline.read.pdf_objects import find_objects, is_ruled
from pipeline.read.pdf_tables import Grid, GridCell

# Where a run may be broken: blanks, and both sides of marks that often come from a second font.
BREAKS: Final = re.compile(
    r"[ \t\u3000\u00a0]+|(?<=[^ \t\u3000\u00a0“”‘’])(?=[“”‘’])|(?<=[“”‘’])(?=[^ \t\u3000\u00a0])"
)
SECOND_FONT: Final = frozenset("“”‘’")
LINE: Final = re.compile(r"[^\r\n]+")
SOFT_HYPHEN: Final = re.compile("[\ufffe\x02\u00ad]")
INVISIBLE_MODES: Final = frozenset({3, 7})
TURNED: Final = 0.035
DIGIT_GRID_EMS: Final = 0.6
PARTING_EMS: Final = 0.6
BLANK_EMS: Final = 0.18
SPREAD_SHARE: Final = 0.25
WHITE: Final = 250
THIN_MARK: Final = 2.0


class Blank(NamedTuple):
    """A blank inside a line of PDFium's: its place, the distance it stands for and the type's size."""

    start: int
    end: int
    gap: float
    size: float
    turns: bool
    left: float
    """Where the distance begins."""


class Sight(Enum):
    """How a reader of the page meets a piece of text."""

    SEEN = auto()
    INVISIBLE = auto()
    ASIDE = auto()
    """Turned, outside the page, or white on white."""


def read_page(
    page: Any, *, number: int, name: str, find_tables: Callable[[int], list[Grid]] | None = None
) -> PageText:
    """The visible text of a page and what is needed to decide how to go on.

    `find_tables` is asked for the grids of a ruled page; their cells are filled here.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > LIMITS.page_characters:
            raise SourceError(
                name, f"第 {number} 页有 {count} 个字符,不像一页报告", "请核实来源,或另存为新的 PDF"
            )
        reader = PageReader(page, text_page, count=count, number=number)
        found = reader.read()
        if found.ruled and count and find_tables is not None:
            found.grids = find_tables(number)
            reader.fill(found)
        return found
    finally:
        text_page.close()


class PageReader:
    """Reads one page; holds the buffers for the calls into PDFium."""

    def __init__(self, page: Any, text_page: Any, *, count: int, number: int) -> None:
        self.page = page
        self.raw = text_page.raw
        self.number = number
        self.text = text_page.get_text_range() if count else ""
        if len(self.text) != count:
            self.text = "".join(self._unicode(index) for index in range(count))
        self.edges = page.get_bbox()
        self.rect = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()
        self.colour = tuple(ctypes.c_uint() for _ in range(4))
        self.turn = 0.0
        self.boxes: dict[int, tuple[float, float, float, float]] = {}
        self.objects = find_objects(page)

    def _unicode(self, index: int) -> str:
        code = pdfium.FPDFText_GetUnicode(self.raw, index)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    def read(self) -> PageText:
        """All visible fragments."""
        lines = [(match.start(), match.end()) for match in LINE.finditer(self.text) if match[0].strip()]
        self.turn = self._reading_direction(lines)
        fragments: list[Fragment] = []
        hidden: list[Fragment] = []
        for start, end in lines:
            for fragment, sight in self._fragments(start, end):
                if sight is Sight.SEEN:
                    fragments.append(fragment)
                elif sight is Sight.INVISIBLE:
                    hidden.append(fragment)
        left, bottom, right, top = self._turned(*self.edges)
        width, height = right - left, top - bottom
        for fragment in (*fragments, *hidden):
            fragment.left, fragment.right = fragment.left - left, fragment.right - left
            fragment.top, fragment.bottom = top - fragment.top, top - fragment.bottom
        return PageText(
            number=self.number,
            width=width,
            height=height,
            fragments=fragments,
            characters=len(self.text),
            hidden=hidden,
            ruled=is_ruled(self.objects),
            images=any((r - x) * (t - b) > 0.5 * width * height for x, b, r, t in self.objects.images),
        )

    def fill(self, page: PageText) -> None:
        """Put the characters of ruled tables into their cells and take them off the fragments."""
        if not page.grids:
            return
        left, _, _, top = self._turned(*self.edges)
        hit: tuple[Grid, GridCell | None] | None = None
        for match in LINE.finditer(self.text):
            runs: list[tuple[Grid, GridCell | None, list[str]]] = []
            for index in self._left_to_right(match.start(), match.end()):
                if self.text[index] in " \t\u3000\u00a0":
                    if runs and self._is_cell_blank(index, match.start(), match.end()):
                        runs[-1][2].append(" ")
                    continue
                box = self._box(index)
                x, y = (box[0] + box[2]) / 2 - left, top - (box[1] + box[3]) / 2
                hit = self._hit(page.grids, x, y, hit)
                if hit is None:
                    continue
                if not runs or runs[-1][:2] != hit:
                    runs.append((*hit, []))
                runs[-1][2].append(self.text[index])
            for grid, cell, pieces in runs:
                words = SOFT_HYPHEN.sub("-", "".join(pieces)).strip()
                (cell.lines if cell is not None else grid.strays).append(words)
        page.fragments = [
            fragment
            for fragment in page.fragments
            if not any(
                grid.holds((fragment.left + fragment.right) / 2, fragment.middle) for grid in page.grids
            )
        ]

    def _left_to_right(self, start: int, end: int) -> Sequence[int]:
        """The characters of a line as they stand; marks of a second font are drawn after all others."""
        lefts = [self._box(index)[0] for index in range(start, end)]
        if all(after > before - THIN_MARK for before, after in pairwise(lefts)):
            return range(start, end)
        seen = [index for index in range(start, end) if self.text[index] not in " \t\u3000\u00a0"]
        return sorted(seen, key=lambda index: lefts[index - start])

    def _hit(
        self, grids: list[Grid], x: float, y: float, last: tuple[Grid, GridCell | None] | None
    ) -> tuple[Grid, GridCell | None] | None:
        """The cell under a point; most characters lie in the cell of the one before."""
        if last is not None and last[1] is not None:
            left, top, right, bottom = last[1].bbox
            if left <= x < right and top <= y < bottom:
                return last
        grid = next((grid for grid in grids if grid.holds(x, y)), None)
        return None if grid is None else (grid, grid.cell_at(x, y))

    def _is_cell_blank(self, index: int, start: int, end: int) -> bool:
        if not start < index < end - 1:
            return False
        gap, size, turns, left = self._gap(index - 1, index + 1)
        return 0 <= gap < 2 * size and self._is_real(
            Blank(index, index + 1, gap, size, turns, left), 0.0, start
        )

    def _reading_direction(self, lines: list[tuple[int, int]]) -> float:
        """The angle of most lines, in quarter turns: landscape tables stand on their side."""
        quarters: Counter[int] = Counter()
        for start, end in sorted(lines, key=lambda line: (line[0] - line[1], line[0]))[:8]:
            angle = pdfium.FPDFText_GetCharAngle(self.raw, start)
            quarters[round(angle / (math.pi / 2)) % 4] += end - start
        return (
            (max(quarters, key=lambda quarter: (quarters[quarter], -quarter)) if quarters else 0)
            * math.pi
            / 2
        )

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character, in reading direction."""
        box = self.boxes.get(index)
        if box is None:
            rect = self.rect
            pdfium.FPDFText_GetLooseCharBox(self.raw, index, rect)
            box = (rect.left, rect.bottom, rect.right, rect.top)
            if self.turn:
                box = self._turned(*box)
            self.boxes[index] = box
        return box

    def _turned(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        if not self.turn:
            return left, bottom, right, top
        # PDFium counts angles clockwise.
        cosine, sine = round(math.cos(self.turn)), -round(math.sin(self.turn))
        xs = sorted((left * cosine + bottom * sine, right * cosine + top * sine))
        ys = sorted((-left * sine + bottom * cosine, -right * sine + top * cosine))
        return xs[0], ys[0], xs[1], ys[1]

    def _fragments(self, start: int, end: int) -> list[tuple[Fragment, Sight]]:
        """The fragments of one of PDFium's lines; what is not seen comes as a plain string."""
        text = self.text
        while start < end and text[start] in " \t\u3000\u00a0":
            start += 1
        while end > start and text[end - 1] in " \t\u3000\u00a0":
            end -= 1
        blanks = self._breaks(start, end)
        gaps = [blank.gap / blank.size for blank in blanks if blank.start < blank.end]
        # The usual gap, in ems, of a line set with wide spaces between all characters.
        spread = median(gaps) if len(gaps) > SPREAD_SHARE * (end - start) else 0.0
        found: list[tuple[Fragment, Sight]] = []
        words = ""
        gaps_inside: list[Gap] = []
        begin = at = start
        for blank in blanks:
            words += text[at : blank.start]
            gap = blank.gap / blank.size
            if blank.turns or gap > PARTING_EMS + 2 * spread or gap < -1:
                found.append(self._fragment(words, begin, blank.start, gaps_inside))
                words, begin, gaps_inside = "", blank.end, []
            elif blank.start < blank.end:
                gaps_inside.append(Gap(len(words), blank.left, blank.left + blank.gap))
                if self._is_real(blank, spread, start):
                    words += " "
            at = blank.end
        words += text[at:end]
        found.append(self._fragment(words, begin, end, gaps_inside))
        return found

    def _breaks(self, start: int, end: int) -> list[Blank]:
        """Where a line may be broken; after a mark only when the line broke before it."""
        found: list[Blank] = []
        for match in BREAKS.finditer(self.text, start, end):
            at = match.start()
            if not start < match.end() < end:
                continue
            if at == match.end() and self.text[at - 1] in SECOND_FONT:
                last = found[-1] if found else None
                if last is None or last.end != at - 1 or last.gap >= -last.size:
                    continue
            found.append(Blank(at, match.end(), *self._gap(at - 1, match.end())))
        return found

    def _gap(self, before: int, after: int) -> tuple[float, float, bool, float]:
        """The gap between two characters, the type's size, whether the writing turns there, and where."""
        left, right = self._box(before), self._box(after)
        gap = right[0] - left[2]
        size = min(max(left[3] - left[1], right[3] - right[1], 1.0), 60.0)
        if 0 <= gap < PARTING_EMS * size:
            return gap, size, False, left[2]  # what stands close beside runs on
        return gap, size, abs(self._angle(before) - self._angle(after)) >= TURNED, left[2]

    def _angle(self, index: int) -> float:
        turn = float(pdfium.FPDFText_GetCharAngle(self.raw, index)) - self.turn
        return math.remainder(turn, 2 * math.pi)

    def _is_real(self, blank: Blank, spread: float, line_start: int) -> bool:
        """A blank that the text has: PDFium also makes blanks of mere distance (2022 年)."""
        if not pdfium.FPDFText_IsGenerated(self.raw, blank.start):
            return True
        text = self.text
        gap = blank.gap / blank.size
        before, after = text[blank.start - 1], text[blank.end]
        wide = CJK.match(before) is not None, CJK.match(after) is not None
        if gap < spread + BLANK_EMS:
            return False
        if wide == (False, False):
            # 2 0 0 1 年: single digits set on a grid; 2022 2023 are two numbers.
            grid = before.isdigit() and after.isdigit() and gap < DIGIT_GRID_EMS
            lone = not (
                text[blank.start - 2 : blank.start - 1].isdigit()
                or text[blank.end + 1 : blank.end + 2].isdigit()
            )
            return not (grid and lone)
        return is_blank_of_text(text[line_start : blank.start], after)

    def _fragment(self, text: str, start: int, end: int, gaps: list[Gap]) -> tuple[Fragment, Sight]:
        first, last = self._box(start), self._box(end - 1)
        size, angle = self._shape(start)
        fragment = Fragment(
            text=SOFT_HYPHEN.sub("-", text),
            left=first[0],
            right=max(last[2], first[2]),
            top=max(first[3], last[3]) if abs(first[3] - last[3]) < first[3] - first[1] else first[3],
            bottom=first[1],
            size=size,
            gaps=tuple(Gap(gap.after, gap.start - first[0], gap.end - first[0]) for gap in gaps),
        )
        return fragment, Sight.ASIDE if abs(angle) > TURNED else self._sight(start, fragment)

    def _shape(self, index: int) -> tuple[float, float]:
        """Size of the type as it is seen, and its angle against the reading direction."""
        size = float(pdfium.FPDFText_GetFontSize(self.raw, index))
        matrix = self.matrix
        if not pdfium.FPDFText_GetMatrix(self.raw, index, matrix):
            return min(max(size, 1.0), 400.0), self._angle(index)
        size *= math.hypot(matrix.c, matrix.d)
        angle = math.remainder(-math.atan2(matrix.b, matrix.a) - self.turn, 2 * math.pi)
        return min(max(size, 1.0), 400.0), angle

    def _sight(self, index: int, fragment: Fragment) -> Sight:
        left, bottom, right, top = self._turned(*self.edges)
        x, y = (fragment.left + fragment.right) / 2, (fragment.top + fragment.bottom) / 2
        if not (left <= x <= right and bottom <= y <= top):
            return Sight.ASIDE
        item = pdfium.FPDFText_GetTextObject(self.raw, index)
        if item and pdfium.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE_MODES:
            return Sight.INVISIBLE
        red, green, blue, alpha = self.colour
        if not pdfium.FPDFText_GetFillColor(self.raw, index, red, green, blue, alpha):
            return Sight.SEEN
        if alpha.value == 0:
            return Sight.INVISIBLE
        on_something = min(red.value, green.value, blue.value) < WHITE or any(
            x0 <= x <= x1 and y0 <= y <= y1
            for x0, y0, x1, y1 in (self._turned(*box) for box in (*self.objects.boxes, *self.objects.images))
        )
        return Sight.SEEN if on_something else Sight.ASIDE
