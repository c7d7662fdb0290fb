"""What a promise holds: the numbers, statements, schools and projects that stand in its words.

    新建投用公办园10所，等级优质园占比达84%以上    a quantity and a statement in each of two promises
    加快清河二小建设                            a school and its project

All of them lie in one list by place, so that one search tells that a promise holds none, which is usual.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple

from extractors.layers import Layers
from extractors.records import Project, Quantity, SchoolMention, Statement


class Held(NamedTuple):
    """What stands in one promise, each in text order."""

    quantities: list[Quantity]
    statements: list[Statement]
    statement_ids: tuple[str, ...]
    school_ids: tuple[str, ...]
    project_ids: tuple[str, ...]


NOTHING: Final = Held([], [], (), (), ())


def place_statements(layers: Layers) -> list[tuple[int, Statement]]:
    """The statements, each with the place of what it says, in the order of these places."""
    quantity_start = {quantity.id: quantity.start for quantity in layers.quantities}
    placed = [(quantity_start.get(s.quantity_id or "", s.start), s) for s in layers.statements]
    return sorted(placed, key=lambda row: (row[0], row[1].id))


class Contents:
    """Finds what stands in a stretch of the text."""

    def __init__(self, layers: Layers, statements: list[tuple[int, Statement]]) -> None:
        placed: list[tuple[int, Quantity | Statement | SchoolMention | Project]] = [*statements]
        for records in (layers.quantities, layers.school_mentions, layers.projects):
            placed += [(record.start, record) for record in records]
        placed.sort(key=itemgetter(0))
        self._places = [place for place, _ in placed]
        self._records = [record for _, record in placed]

    def between(self, start: int, end: int) -> Held:
        """What begins in `text[start:end]`; a statement begins where its number does."""
        first = bisect_left(self._places, start)
        if first == len(self._places) or self._places[first] >= end:
            return NOTHING
        records = self._records[first : bisect_left(self._places, end, first)]
        quantities: list[Quantity] = []
        statements: list[Statement] = []
        schools: dict[str, None] = {}
        projects: list[str] = []
        for record in records:
            if isinstance(record, Quantity):
                quantities.append(record)
            elif isinstance(record, Statement):
                statements.append(record)
            elif isinstance(record, Project):
                projects.append(record.id)
            elif record.school_id:
                schools[record.school_id] = None
        statement_ids = tuple(sorted([statement.id for statement in statements]))
        return Held(quantities, statements, statement_ids, tuple(schools), tuple(projects))


class Figures:
    """Where the numbers of a text stand, and which of them are planned for."""

    def __init__(self, quantities: Iterable[int], targets: Iterable[int]) -> None:
        self._quantities = frozenset(quantities)
        self._targets = frozenset(targets)
        self._places = sorted(self._quantities | self._targets)

    def any_between(self, start: int, end: int) -> bool:
        """Whether any number or anything planned for begins in the stretch."""
        first = bisect_left(self._places, start)
        return first < len(self._places) and self._places[first] < end

    def between(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether any number begins in the stretch, and whether anything planned for does."""
        places = self._places
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return False, False
        inside = places[first : bisect_left(places, end, first)]
        return not self._quantities.isdisjoint(inside), not self._targets.isdisjoint(inside)
