"""The index page: every report with what was read from it, what failed and why, and what can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import msgspec

from extractors.records import Bundle
from pipeline.emit.page.assets import (
    INDEX_SCRIPTS,
    INDEX_STYLES,
    read_labels,
    read_script,
    read_style,
    security_policy,
)
from pipeline.emit.page.blocks import show_text
from pipeline.emit.page.report import AcrossNote, Compared, report_title, templates

SEVERITIES = ("high", "medium", "low", "info")


class ReportSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the index."""

    id: str
    url: str
    title: str
    path: str
    issuer: str
    kinds: tuple[str, ...]
    periods: tuple[int, ...]
    characters: int
    layers: dict[str, int]
    classes: dict[str, int]
    findings: dict[str, int]
    reviewed: int
    lost: int
    """Corrections whose place is gone."""
    notes: tuple[str, ...]


class FailureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A file that did not become a report."""

    path: str
    what: str
    remedy: str
    kind: str = ""


class ComparisonRow(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison that lies in output/comparison."""

    body: str
    url: str
    files: tuple[tuple[str, str], ...]
    """Name and address of its other forms: Word, workbook, data."""
    periods: tuple[int, ...]
    sources: tuple[str, ...]
    """Ids of the reports compared."""
    indicators: int
    projects: int
    across: tuple[AcrossNote, ...] = ()
    """What does not fit between a report and an earlier one."""


class _ComparedReport(msgspec.Struct):
    source: str = ""
    periods: list[int] | dict[str, list[int]] = []


class _Comparison(msgspec.Struct):
    """What the index reads of a comparison; the rest is skipped."""

    body: str
    reports: list[_ComparedReport] = []
    indicators: list[msgspec.Raw] = []
    projects: list[msgspec.Raw] = []
    quality: list[AcrossNote] = []


def summarise(bundle: Bundle) -> ReportSummary:
    """The index row of a bundle."""
    labels = read_labels()
    roles = Counter(statement.role for statement in bundle.statements)
    classes: Counter[str] = Counter(numeral.class_ for numeral in bundle.numerals)
    layers = {
        "quantity": len(bundle.quantities),
        **{role: roles[role] for role in ("result", "target", "change", "baseline", "context")},
        "school": len(bundle.schools),
        "project": len(bundle.projects),
        "commitment": len(bundle.commitments),
    }
    reviewed = [outcome for outcome in bundle.corrections if outcome.status in ("applied", "moot")]
    return ReportSummary(
        id=bundle.source.id,
        url=f"review/{quote(bundle.source.id)}.html",
        title=report_title(bundle),
        path=show_text(bundle.source.path),
        issuer=show_text(next((d.issuer for d in bundle.documents if d.issuer), None) or "未写明印发机关"),
        kinds=tuple(
            dict.fromkeys(
                labels["document_kind"][d.kind]
                for d in bundle.documents
                if d.kind != "notice" or len(bundle.documents) == 1
            )
        ),
        periods=tuple(sorted({d.period for d in bundle.documents if d.period and d.kind != "notice"})),
        characters=len(bundle.text),
        layers=layers,
        classes={code: classes[code] for code in labels["numeral_class"]},
        findings={code: sum(f.severity == code for f in bundle.findings) for code in SEVERITIES},
        reviewed=len(reviewed),
        lost=len(bundle.corrections) - len(reviewed),
        notes=tuple(show_text(note) for note in bundle.source.notes),
    )


def read_failures(out: Path) -> tuple[FailureRow, ...]:
    """The files that failed, as the run wrote them; empty without the list."""
    path = out / "failures.json"
    if not path.is_file():
        return ()
    return tuple(msgspec.json.decode(path.read_bytes(), type=list[FailureRow]))


def find_comparisons(out: Path) -> tuple[ComparisonRow, ...]:
    """The comparisons that lie in `out`, in order of their names."""
    rows = []
    for path in sorted((out / "comparison").glob("*.json")):
        try:
            comparison = msgspec.json.decode(path.read_bytes(), type=_Comparison)
        except msgspec.DecodeError:
            continue  # another file that lies beside the comparisons
        forms = (("网页", ".html"), ("Word", ".docx"), ("表格", ".xlsx"), ("数据", ".json"))
        files = tuple(
            (name, f"comparison/{quote(path.stem + suffix)}")
            for name, suffix in forms
            if path.with_name(path.stem + suffix).is_file()
        )
        years = {year for report in comparison.reports for year in _years(report.periods)}
        rows.append(
            ComparisonRow(
                body=comparison.body,
                url=files[0][1],
                files=files,
                periods=tuple(sorted(years)),
                sources=tuple(report.source for report in comparison.reports),
                indicators=len(comparison.indicators),
                projects=len(comparison.projects),
                across=tuple(note for note in comparison.quality if note.is_across()),
            )
        )
    return tuple(rows)


def compared_reports(comparisons: Sequence[ComparisonRow]) -> dict[str, Compared]:
    """What the page of each report that has a part in a comparison says of it, by source id."""
    return {
        source: Compared(
            url=f"../{row.url}", across=tuple(note for note in row.across if note.source == source)
        )
        for row in comparisons
        for source in row.sources
    }


def _years(periods: list[int] | dict[str, list[int]]) -> list[int]:
    return periods if isinstance(periods, list) else [year for years in periods.values() for year in years]


def render_index(
    reports: Sequence[ReportSummary],
    *,
    failures: Sequence[FailureRow],
    comparisons: Sequence[ComparisonRow],
) -> bytes:
    """The index page as a file."""
    script, style = read_script(INDEX_SCRIPTS), read_style(INDEX_STYLES)
    ordered = sorted(reports, key=lambda row: (row.issuer, row.periods, row.id))
    template = templates().get_template("index.html.j2")
    page = template.render(
        reports=ordered,
        failures=failures,
        comparisons=comparisons,
        labels=read_labels(),
        totals={
            "characters": sum(row.characters for row in ordered),
            "statements": sum(
                row.layers[role]
                for row in ordered
                for role in ("result", "target", "change", "baseline", "context")
            ),
            "schools": sum(row.layers["school"] for row in ordered),
            "commitments": sum(row.layers["commitment"] for row in ordered),
            "findings": sum(row.findings["high"] + row.findings["medium"] for row in ordered),
        },
        policy=security_policy(script=script, style=style, saving=False),
        script=script.content,
        style=style.content,
    )
    return page.encode("utf-8")
