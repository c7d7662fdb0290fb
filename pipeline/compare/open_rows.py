"""Rows that are still being put together, with their years and what ends or begins in them.

A body's rows are asked for every year which of them ended the year before; a row keeps its facts by year,
and all rows are found by year, so that a question costs as much as its answer and not as all the years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.compare.grades import Linked


class OpenRow(list[Linked]):
    """A row of facts that knows its years; it only grows, through `add`."""

    def __init__(self, row: Iterable[Linked] = ()) -> None:
        super().__init__()
        self.by_year: dict[int, list[Linked]] = defaultdict(list)
        self.first_year = 0
        self.last_target = 0
        self.last_group = 0
        for linked in row:
            self.add(linked)

    def add(self, linked: Linked) -> None:
        """One more fact."""
        year = linked.fact.year
        self.first_year = min(self.first_year, year) if self else year
        self.last_group = max(self.last_group, linked.group)
        if linked.fact.role == "target":
            self.last_target = max(self.last_target, year)
        self.append(linked)
        self.by_year[year].append(linked)


class OpenRows:
    """All open rows, found by the years of their facts."""

    def __init__(self, rows: Iterable[Sequence[Linked]]) -> None:
        self.rows = [OpenRow(row) for row in rows]
        self._with_year: dict[int, set[int]] = defaultdict(set)
        for number, row in enumerate(self.rows):
            for year in row.by_year:
                self._with_year[year].add(number)

    def __getitem__(self, number: int) -> OpenRow:
        return self.rows[number]

    def add(self, number: int, linked: Linked) -> None:
        """One more fact for a row."""
        self.rows[number].add(linked)
        self._with_year[linked.fact.year].add(number)

    def clear(self, number: int) -> None:
        """Empty a row whose facts went into another."""
        for year in self.rows[number].by_year:
            self._with_year[year].discard(number)
        self.rows[number] = OpenRow()

    def ending_before(self, year: int) -> list[int]:
        """Rows with a target or result the year before, and no target for this year or later, in order."""
        return sorted(
            number for number in self._with_year.get(year - 1, ()) if self.rows[number].last_target < year
        )

    def beginning_in(self, year: int) -> list[int]:
        """Rows with their first target in this year and nothing before, in order."""
        return sorted(
            number
            for number in self._with_year.get(year, ())
            if self.rows[number].first_year == year
            and any(linked.fact.role == "target" for linked in self.rows[number].by_year[year])
        )
