"""Ruling lines of a page become the cells of tables, whatever format drew the lines.

Lines that touch belong to one table; between two neighbouring horizontal lines stand the cells that
vertical lines part, and a cell that no line closes at its top goes on with the one above.

Start at `find_ruled_grids`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.read.pdf_tables import Grid, GridCell

NEAR: Final = 2.5
THIN: Final = 3.0
SHORTEST: Final = 6.0
RULES_AT_MOST: Final = 3000


class Rule(NamedTuple):
    """A straight line: where it lies across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


class Rules:
    """The horizontal and vertical lines of a page."""

    def __init__(self) -> None:
        self.horizontal: list[Rule] = []
        self.vertical: list[Rule] = []

    def add_box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Add a drawn shape by its box: a thin one is a line, a wide one four."""
        width, height = right - left, bottom - top
        if height <= THIN and width > SHORTEST:
            self.horizontal.append(Rule((top + bottom) / 2, left, right))
        elif width <= THIN and height > SHORTEST:
            self.vertical.append(Rule((left + right) / 2, top, bottom))
        elif width > SHORTEST and height > SHORTEST:
            self.horizontal += (Rule(top, left, right), Rule(bottom, left, right))
            self.vertical += (Rule(left, top, bottom), Rule(right, top, bottom))


def find_ruled_grids(rules: Rules, *, page: int) -> list[Grid]:
    """The tables that the lines of a page form, from the top."""
    if not 4 < len(rules.horizontal) + len(rules.vertical) <= RULES_AT_MOST:
        return []
    grids = [_grid(across, down, page=page) for across, down in _groups(rules)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.bbox[1], grid.bbox[0]))


def _groups(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch, directly or through others."""
    lines = [*((rule, True) for rule in rules.horizontal), *((rule, False) for rule in rules.vertical)]
    parent = list(range(len(lines)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    count = len(rules.horizontal)
    for i, across in enumerate(rules.horizontal):
        for j, down in enumerate(rules.vertical, start=count):
            touches = (
                across.start - NEAR <= down.at <= across.end + NEAR
                and down.start - NEAR <= across.at <= down.end + NEAR
            )
            if touches:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, (rule, is_horizontal) in enumerate(lines):
        group = groups.setdefault(root(index), ([], []))
        group[0 if is_horizontal else 1].append(rule)
    return list(groups.values())


def _grid(across: Sequence[Rule], down: Sequence[Rule], *, page: int) -> Grid | None:
    ys, xs = _positions(across), _positions(down)
    if len(ys) < 3 or len(xs) < 3:
        return None
    rows: list[list[GridCell]] = []
    open_cells: dict[tuple[float, float], GridCell] = {}
    for top, bottom in pairwise(ys):
        middle = (top + bottom) / 2
        borders = [x for x in xs if x in (xs[0], xs[-1]) or _covers(down, x, middle)]
        row: list[GridCell] = []
        now: dict[tuple[float, float], GridCell] = {}
        for left, right in pairwise(borders):
            above = open_cells.get((left, right))
            if above is not None and not _covers(across, top, (left + right) / 2):
                above.bbox = (*above.bbox[:3], bottom)
                now[left, right] = above
                continue
            cell = GridCell(page=page, bbox=(left, top, right, bottom), column=xs.index(left) + 1)
            row.append(cell)
            now[left, right] = cell
        open_cells = now
        rows.append(row)
    return Grid(page=page, bbox=(xs[0], ys[0], xs[-1], ys[-1]), rows=rows, borders=xs[:-1])


def _positions(rules: Sequence[Rule]) -> list[float]:
    """Places of lines, close ones taken as one."""
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > 2 * NEAR:
            found.append(at)
    return found


def _covers(rules: Sequence[Rule], at: float, point: float) -> bool:
    return any(
        abs(rule.at - at) <= 2 * NEAR and rule.start - NEAR <= point <= rule.end + NEAR for rule in rules
    )
