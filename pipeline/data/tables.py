"""Every table that bundles become: its key, its columns, what it refers to, and its rows.

Rows are tuples in the order of `Table.columns`. All tables carry `source_id`; ids are unique within a
report, so every key begins with it, and every reference stays within one report.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from extractors import records
from extractors.records import Bundle
from pipeline.data.columns import Column, Getter, columns_of

SOURCE_ID = Column(name="source_id", kind="text", nullable=False)
ORDINAL = Column(name="ordinal", kind="integer", nullable=False)

Row = tuple[Any, ...]


class Reference(msgspec.Struct, frozen=True):
    """`column` of this table holds the id of a row of `table` in the same report."""

    column: str
    table: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table. `rows` gives its rows for one bundle."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    rows: Callable[[Bundle], Iterator[Row]]


class Description(msgspec.Struct, frozen=True):
    """What a table or column means, for people: Chinese and English."""

    zh: str
    en: str


class TableDescription(msgspec.Struct, frozen=True):
    """Descriptions of a table and its columns by name."""

    zh: str
    en: str
    columns: dict[str, Description]


@cache
def descriptions() -> dict[str, TableDescription]:
    """The words of `tables.toml`; columns shared by many tables are described once under [shared]."""
    content = tomllib.loads((Path(__file__).parent / "tables.toml").read_text("utf-8"))
    shared = content.pop("shared")
    result = {}
    for table in TABLES:
        own = content[table.name]
        words = {c.name: own["columns"].get(c.name) or shared[c.name] for c in table.columns}
        result[table.name] = TableDescription(
            zh=own["zh"],
            en=own["en"],
            columns={name: Description(zh=zh, en=en) for name, (zh, en) in words.items()},
        )
    return result


def _records_table(
    name: str,
    record: type[msgspec.Struct],
    read: Callable[[Bundle], Iterable[Any]],
    *,
    leave_out: tuple[str, ...] = (),
    references: tuple[Reference, ...] = (),
) -> Table:
    """A table of records; those without an id are numbered in text order."""
    pairs = columns_of(record, leave_out=frozenset(leave_out))
    getters = [getter for _, getter in pairs]
    own = tuple(column for column, _ in pairs)
    numbered = all(column.name != "id" for column in own)

    def rows(bundle: Bundle) -> Iterator[Row]:
        source = bundle.source.id
        for ordinal, item in enumerate(read(bundle)):
            head: Row = (source, ordinal) if numbered else (source,)
            yield head + tuple(getter(item) for getter in getters)

    return Table(
        name=name,
        key=("source_id", "ordinal" if numbered else "id"),
        columns=(SOURCE_ID, ORDINAL, *own) if numbered else (SOURCE_ID, *own),
        references=references,
        rows=rows,
    )


def _children_table(
    name: str,
    owner: Reference,
    read: Callable[[Bundle], Iterable[Any]],
    children: str,
    *,
    record: type[msgspec.Struct] | None = None,
    value: Column | None = None,
    references: tuple[Reference, ...] = (),
) -> Table:
    """A table of what stands in a tuple of another record: records, or plain ids and names."""
    owner_column = Column(name=owner.column, kind="text", nullable=False)
    pairs: list[tuple[Column, Getter]] = columns_of(record) if record else []
    own = tuple(column for column, _ in pairs) or ((value,) if value else ())
    getters = [getter for _, getter in pairs]

    def rows(bundle: Bundle) -> Iterator[Row]:
        source = bundle.source.id
        for parent in read(bundle):
            for ordinal, item in enumerate(getattr(parent, children)):
                tail = tuple(getter(item) for getter in getters) if getters else (item,)
                yield (source, parent.id, ordinal, *tail)

    return Table(
        name=name,
        key=("source_id", owner.column, "ordinal"),
        columns=(SOURCE_ID, owner_column, ORDINAL, *own),
        references=(owner, *references),
        rows=rows,
    )


def _reports_table() -> Table:
    pairs = columns_of(records.Source, leave_out=frozenset({"id"}))
    extra = ("schema_version", "text_sha256", "rules_version", "text")

    def rows(bundle: Bundle) -> Iterator[Row]:
        own = tuple(getter(bundle.source) for _, getter in pairs)
        yield (bundle.source.id, *own, *(getattr(bundle, name) for name in extra))

    return Table(
        name="reports",
        key=("source_id",),
        columns=(
            SOURCE_ID,
            *(column for column, _ in pairs),
            *(Column(name=name, kind="text", nullable=False) for name in extra),
        ),
        references=(),
        rows=rows,
    )


def _text(name: str) -> Column:
    return Column(name=name, kind="text", nullable=False)


IN_DOCUMENT = Reference("document_id", "documents")
IN_SECTION = Reference("section_id", "sections")
OF_SCHOOL = Reference("school_id", "schools")
OF_QUANTITY = Reference("quantity_id", "quantities")

TABLES: tuple[Table, ...] = (
    _reports_table(),
    _records_table("documents", records.Document, lambda b: b.documents),
    _records_table(
        "sections",
        records.Section,
        lambda b: b.sections,
        references=(IN_DOCUMENT, Reference("parent_id", "sections")),
    ),
    _records_table("sentences", records.Sentence, lambda b: b.sentences, references=(IN_SECTION,)),
    _records_table("numerals", records.Numeral, lambda b: b.numerals),
    _records_table("quantities", records.Quantity, lambda b: b.quantities, leave_out=("numeral_ids",)),
    _children_table(
        "quantity_numerals",
        OF_QUANTITY,
        lambda b: b.quantities,
        "numeral_ids",
        value=_text("numeral_id"),
        references=(Reference("numeral_id", "numerals"),),
    ),
    _records_table(
        "statements",
        records.Statement,
        lambda b: b.statements,
        references=(IN_DOCUMENT, IN_SECTION, OF_QUANTITY, Reference("repeats", "statements")),
    ),
    _records_table(
        "schools",
        records.School,
        lambda b: b.schools,
        leave_out=("aliases", "joins"),
        references=(Reference("parent_id", "schools"),),
    ),
    _children_table("school_aliases", OF_SCHOOL, lambda b: b.schools, "aliases", value=_text("name")),
    _children_table("school_joins", OF_SCHOOL, lambda b: b.schools, "joins", record=records.SchoolJoin),
    _records_table(
        "school_mentions", records.SchoolMention, lambda b: b.school_mentions, references=(OF_SCHOOL,)
    ),
    _records_table(
        "lists", records.EnumeratedList, lambda b: b.lists, leave_out=("members",), references=(OF_QUANTITY,)
    ),
    _children_table(
        "list_members",
        Reference("list_id", "lists"),
        lambda b: b.lists,
        "members",
        record=records.ListMember,
        references=(OF_SCHOOL,),
    ),
    _records_table(
        "projects",
        records.Project,
        lambda b: b.projects,
        references=(IN_DOCUMENT, IN_SECTION, OF_SCHOOL),
    ),
    _records_table(
        "commitments",
        records.Commitment,
        lambda b: b.commitments,
        leave_out=("statement_ids", "school_ids", "project_ids"),
        references=(IN_DOCUMENT, IN_SECTION, Reference("repeats", "commitments")),
    ),
    *(
        _children_table(
            f"commitment_{plural}",
            Reference("commitment_id", "commitments"),
            lambda b: b.commitments,
            f"{single}_ids",
            value=_text(f"{single}_id"),
            references=(Reference(f"{single}_id", plural),),
        )
        for single, plural in (("statement", "statements"), ("school", "schools"), ("project", "projects"))
    ),
    _records_table("findings", records.Finding, lambda b: b.findings, leave_out=("evidence",)),
    _children_table(
        "finding_evidence",
        Reference("finding_id", "findings"),
        lambda b: b.findings,
        "evidence",
        record=records.Evidence,
    ),
    _records_table("corrections", records.CorrectionOutcome, lambda b: b.corrections),
    _records_table("origins", records.Origin, lambda b: b.origins),
)
