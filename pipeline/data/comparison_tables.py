"""Every table that comparisons become."""

from __future__ import annotations

from operator import attrgetter

from pipeline.compare import records
from pipeline.data.columns import columns_of
from pipeline.data.table import Family, Reference, Table

COMPARISONS = Family(root="comparisons", key="body", key_path="body")

_IN_CHILD_TABLES = frozenset(
    {"body", "reports", "indicators", "projects", "commitments", "wording", "summary", "quality", "schools"}
)


def _row_tables(single: str, row: type, read: str, *, point: type, verdict: type) -> tuple[Table, ...]:
    """A row's own table with the tables of its points and verdicts."""
    of_row = Reference(f"{single}_row_id", f"compared_{single}s")
    get = attrgetter(read)
    return (
        COMPARISONS.records(
            f"compared_{single}s", row, get, leave_out=("points", "verdicts", "before", "after")
        ),
        COMPARISONS.children(f"compared_{single}_points", of_row, get, "points", record=point),
        COMPARISONS.children(f"compared_{single}_verdicts", of_row, get, "verdicts", record=verdict),
    )


_DEED = {"point": records.DeedPoint, "verdict": records.DeedVerdict}

COMPARISON_TABLES: tuple[Table, ...] = (
    COMPARISONS.root_table(columns_of(records.Comparison, leave_out=_IN_CHILD_TABLES)),
    COMPARISONS.records("compared_reports", records.ComparedReport, attrgetter("reports")),
    *_row_tables(
        "indicator", records.IndicatorRow, "indicators", point=records.Point, verdict=records.IndicatorVerdict
    ),
    *_row_tables("project", records.ProjectRow, "projects", **_DEED),
    *_row_tables("commitment", records.CommitmentRow, "commitments", **_DEED),
    *_row_tables("wording", records.WordingPair, "wording", **_DEED),
    COMPARISONS.records("compared_summary", records.SummarySentence, attrgetter("summary")),
    COMPARISONS.records("compared_quality", records.QualityNote, attrgetter("quality")),
    COMPARISONS.records("compared_schools", records.SchoolAlias, attrgetter("schools")),
)
