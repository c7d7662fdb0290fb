"""What a table is, and how tables are made from record types.

Rows are tuples in the order of `Table.columns`. Every table belongs to one kind of root, a report or a
comparison, and begins with the root's key; ids are unique within a root, so every key begins with it,
and every reference stays within one root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

import msgspec

from pipeline.data.columns import Column, Getter, columns_of

ORDINAL = Column(name="ordinal", kind="integer", nullable=False)

Row = tuple[Any, ...]


class Reference(msgspec.Struct, frozen=True):
    """`column` of this table holds the id of a row of `table` in the same root."""

    column: str
    table: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table. `rows` gives its rows for one root object; `root` names the root's table."""

    name: str
    root: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    rows: Callable[[Any], Iterator[Row]]


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of one kind of root: its table, its key column, and where an object holds the key."""

    root: str
    key: str
    key_path: str

    def records(
        self,
        name: str,
        record: type[msgspec.Struct],
        read: Callable[[Any], Iterable[Any]],
        *,
        leave_out: tuple[str, ...] = (),
        references: tuple[Reference, ...] = (),
    ) -> Table:
        """A table of records; those without an id are numbered in their order."""
        pairs = columns_of(record, leave_out=frozenset(leave_out))
        getters = [getter for _, getter in pairs]
        own = tuple(column for column, _ in pairs)
        numbered = all(column.name != "id" for column in own)
        read_key = attrgetter(self.key_path)

        def rows(item: Any) -> Iterator[Row]:
            key = read_key(item)
            for ordinal, record in enumerate(read(item)):
                head: Row = (key, ordinal) if numbered else (key,)
                yield head + tuple(getter(record) for getter in getters)

        return Table(
            name=name,
            root=self.root,
            key=(self.key, "ordinal" if numbered else "id"),
            columns=(self._key_column(), *((ORDINAL,) if numbered else ()), *own),
            references=references,
            rows=rows,
        )

    def children(
        self,
        name: str,
        owner: Reference,
        read: Callable[[Any], Iterable[Any]],
        children: str,
        *,
        record: type[msgspec.Struct] | None = None,
        value: Column | None = None,
        references: tuple[Reference, ...] = (),
    ) -> Table:
        """A table of what stands in a tuple of another record: records, or plain ids and names."""
        pairs: list[tuple[Column, Getter]] = columns_of(record) if record else []
        own = tuple(column for column, _ in pairs) or ((value,) if value else ())
        getters = [getter for _, getter in pairs]
        read_key = attrgetter(self.key_path)

        def rows(item: Any) -> Iterator[Row]:
            key = read_key(item)
            for parent in read(item):
                for ordinal, child in enumerate(getattr(parent, children)):
                    tail = tuple(getter(child) for getter in getters) if getters else (child,)
                    yield (key, parent.id, ordinal, *tail)

        owner_column = Column(name=owner.column, kind="text", nullable=False)
        return Table(
            name=name,
            root=self.root,
            key=(self.key, owner.column, "ordinal"),
            columns=(self._key_column(), owner_column, ORDINAL, *own),
            references=(owner, *references),
            rows=rows,
        )

    def root_table(self, pairs: list[tuple[Column, Getter]]) -> Table:
        """The root's own table: its key and the given columns, one row an object."""
        read_key = attrgetter(self.key_path)

        def rows(item: Any) -> Iterator[Row]:
            yield (read_key(item), *(getter(item) for _, getter in pairs))

        return Table(
            name=self.root,
            root=self.root,
            key=(self.key,),
            columns=(self._key_column(), *(column for column, _ in pairs)),
            references=(),
            rows=rows,
        )

    def _key_column(self) -> Column:
        return Column(name=self.key, kind="text", nullable=False)


def text_column(name: str) -> Column:
    """A text column that is never empty."""
    return Column(name=name, kind="text", nullable=False)
