"""Every table that bundles become."""

from __future__ import annotations

from operator import attrgetter

from extractors import records
from pipeline.data.columns import Column, Getter, columns_of
from pipeline.data.table import Family, Reference, Table, text_column

REPORTS = Family(root="reports", key="source_id", key_path="source.id")

IN_DOCUMENT = Reference("document_id", "documents")
IN_SECTION = Reference("section_id", "sections")
OF_SCHOOL = Reference("school_id", "schools")
OF_QUANTITY = Reference("quantity_id", "quantities")


def _report_columns() -> list[tuple[Column, Getter]]:
    """The source's own fields, then the bundle's."""
    source = [
        (column, lambda bundle, getter=getter: getter(bundle.source))
        for column, getter in columns_of(records.Source, leave_out=frozenset({"id"}))
    ]
    names = ("schema_version", "text_sha256", "rules_version", "text")
    return [*source, *((text_column(name), attrgetter(name)) for name in names)]


TABLES: tuple[Table, ...] = (
    REPORTS.root_table(_report_columns()),
    REPORTS.records("documents", records.Document, lambda b: b.documents),
    REPORTS.records(
        "sections",
        records.Section,
        lambda b: b.sections,
        references=(IN_DOCUMENT, Reference("parent_id", "sections")),
    ),
    REPORTS.records("sentences", records.Sentence, lambda b: b.sentences, references=(IN_SECTION,)),
    REPORTS.records("numerals", records.Numeral, lambda b: b.numerals),
    REPORTS.records("quantities", records.Quantity, lambda b: b.quantities, leave_out=("numeral_ids",)),
    REPORTS.children(
        "quantity_numerals",
        OF_QUANTITY,
        lambda b: b.quantities,
        "numeral_ids",
        value=text_column("numeral_id"),
        references=(Reference("numeral_id", "numerals"),),
    ),
    REPORTS.records(
        "statements",
        records.Statement,
        lambda b: b.statements,
        references=(IN_DOCUMENT, IN_SECTION, OF_QUANTITY, Reference("repeats", "statements")),
    ),
    REPORTS.records(
        "schools",
        records.School,
        lambda b: b.schools,
        leave_out=("aliases", "joins"),
        references=(Reference("parent_id", "schools"),),
    ),
    REPORTS.children("school_aliases", OF_SCHOOL, lambda b: b.schools, "aliases", value=text_column("name")),
    REPORTS.children("school_joins", OF_SCHOOL, lambda b: b.schools, "joins", record=records.SchoolJoin),
    REPORTS.records(
        "school_mentions", records.SchoolMention, lambda b: b.school_mentions, references=(OF_SCHOOL,)
    ),
    REPORTS.records(
        "lists", records.EnumeratedList, lambda b: b.lists, leave_out=("members",), references=(OF_QUANTITY,)
    ),
    REPORTS.children(
        "list_members",
        Reference("list_id", "lists"),
        lambda b: b.lists,
        "members",
        record=records.ListMember,
        references=(OF_SCHOOL,),
    ),
    REPORTS.records(
        "projects",
        records.Project,
        lambda b: b.projects,
        references=(IN_DOCUMENT, IN_SECTION, OF_SCHOOL),
    ),
    REPORTS.records(
        "commitments",
        records.Commitment,
        lambda b: b.commitments,
        leave_out=("statement_ids", "school_ids", "project_ids"),
        references=(IN_DOCUMENT, IN_SECTION, Reference("repeats", "commitments")),
    ),
    *(
        REPORTS.children(
            f"commitment_{plural}",
            Reference("commitment_id", "commitments"),
            lambda b: b.commitments,
            f"{single}_ids",
            value=text_column(f"{single}_id"),
            references=(Reference(f"{single}_id", plural),),
        )
        for single, plural in (("statement", "statements"), ("school", "schools"), ("project", "projects"))
    ),
    REPORTS.records("findings", records.Finding, lambda b: b.findings, leave_out=("evidence",)),
    REPORTS.children(
        "finding_evidence",
        Reference("finding_id", "findings"),
        lambda b: b.findings,
        "evidence",
        record=records.Evidence,
    ),
    REPORTS.records("corrections", records.CorrectionOutcome, lambda b: b.corrections),
    REPORTS.records("origins", records.Origin, lambda b: b.origins),
)
