"""Task tables: the row a promise stands in, with the owner and the term from their columns.

    领域	重点任务	责任科室	完成时限	完成情况
    党建	建成投用清河二小。	基建股	2022年6月底前	推进中

A row whose first cell was merged with the one above has a cell less; its columns count from the end. Only the
cells before the first of these columns hold tasks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

OWNER_HEAD: Final = re.compile(
    r"(?:责任|牵头|主办|承办|配合|协办|分管|落实|实施|主责|负责)"
    r"(?:单位|部门|科室|股室|处室|领导|人|主体|局|股|处)(?:及责任人)?"
)
TERM_HEAD: Final = re.compile(
    r"(?:完成|办理|工作|落实)?(?:时限|期限|时间)(?:要求|安排|节点)?|完成时间|时间进度"
)


class Row(NamedTuple):
    """A row of a task table. Offsets are in the text."""

    start: int
    end: int
    tasks_end: int
    """Where the cells that hold tasks end."""
    owner: str | None
    term: tuple[int, int] | None
    """Place of the term's cell."""


class TaskRows:
    """The rows of all task tables of a text, by offset."""

    def __init__(self, text: str) -> None:
        self.rows = _find_rows(text) if "\t" in text else []
        self._starts = [row.start for row in self.rows]

    def at(self, offset: int) -> Row | None:
        """The row around an offset."""
        if not self.rows:
            return None
        index = bisect_right(self._starts, offset) - 1
        return self.rows[index] if index >= 0 and offset < self.rows[index].end else None


def _find_rows(text: str) -> list[Row]:
    rows: list[Row] = []
    head: list[str] = []
    place = 0
    for line in text.splitlines(keepends=True):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 2:
            head = head if not line.strip() else []
        elif any(OWNER_HEAD.fullmatch(cell.strip()) or TERM_HEAD.fullmatch(cell.strip()) for cell in cells):
            head = [cell.strip() for cell in cells]
        elif head and 0 <= len(head) - len(cells) <= 1:
            rows.append(_read_row(text, place, cells, head))
        place += len(line)
    return rows


def _read_row(text: str, start: int, cells: list[str], head: list[str]) -> Row:
    missing = len(head) - len(cells)
    starts = [start]
    for cell in cells:
        starts.append(starts[-1] + len(cell) + 1)
    end = starts[-1] - 1
    owner: str | None = None
    term: tuple[int, int] | None = None
    tasks_end = end
    for column, name in enumerate(head):
        at = column - missing
        if at < 0 or not cells[at].strip():
            continue
        is_owner, is_term = OWNER_HEAD.fullmatch(name), TERM_HEAD.fullmatch(name)
        if is_owner and owner is None:
            owner = cells[at].strip()
        if is_term and term is None:
            term = (starts[at], starts[at] + len(cells[at]))
        if is_owner or is_term:
            tasks_end = min(tasks_end, starts[at])
    return Row(start, end, tasks_end, owner, term)
