"""One report's page: its text as HTML, its records as data, style and script inside."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from extractors.records import Bundle, Document
from pipeline.emit.page.assets import (
    REPORT_SCRIPTS,
    REPORT_STYLES,
    as_script_data,
    read_labels,
    read_script,
    read_style,
    security_policy,
)
from pipeline.emit.page.blocks import make_blocks, make_chapters, show_text
from pipeline.review.fields import form_fields

# 政府工作报告 says neither whose nor of which year.
BARE_TITLE: Final = 8
YEAR: Final = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}")

# The layers of a bundle that the page's script reads; the rest stays in the bundle.
SENT: Final = (
    "documents",
    "sections",
    "numerals",
    "quantities",
    "statements",
    "schools",
    "school_mentions",
    "lists",
    "projects",
    "commitments",
    "findings",
    "corrections",
)


class Saving(msgspec.Struct, frozen=True, kw_only=True):
    """How a served page saves: where to, and the token that proves it is the page that asks."""

    url: str
    token: str


@cache
def templates() -> Environment:
    """The templates, escaping everything."""
    return Environment(
        loader=PackageLoader("pipeline.emit.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class AcrossNote(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that rests on an earlier report; `source` is the report it is about."""

    source: str
    severity: str
    message: str
    computation: str | None = None
    places: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    accepted: str | None = None

    def is_across(self) -> bool:
        """One of its places stands in another report."""
        return any(not place.startswith(f"{self.source} ") for place in self.places)


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The comparison that a report has a part in, and what it found against earlier reports."""

    url: str
    across: tuple[AcrossNote, ...] = ()


def render_report(bundle: Bundle, *, saving: Saving | None, compared: Compared | None = None) -> bytes:
    """The page of a report as a file. `saving` is None for a page opened from the file system."""
    script, style = read_script(REPORT_SCRIPTS), read_style(REPORT_STYLES)
    labels = read_labels()
    data: dict[str, object] = {name: getattr(bundle, name) for name in SENT}
    data["source"] = {
        "id": bundle.source.id,
        "text_sha256": bundle.text_sha256,
        "rules_version": bundle.rules_version,
        "characters": len(bundle.text),
    }
    data["pages"] = _page_starts(bundle)
    data["labels"] = labels
    data["fields"] = form_fields()
    data["saving"] = saving
    template = templates().get_template("report.html.j2")
    page = template.render(
        title=report_title(bundle),
        facts=report_facts(bundle, labels),
        notes=[show_text(note) for note in bundle.source.notes],
        source_id=bundle.source.id,
        blocks=make_blocks(bundle),
        chapters=make_chapters(bundle),
        has_notes=any(finding.severity != "info" for finding in bundle.findings),
        layers=labels["layer"],
        labels=labels,
        policy=security_policy(script=script, style=style, saving=saving is not None),
        script=script.content,
        style=style.content,
        data=as_script_data(data),
        comparison_url=compared.url if compared is not None else None,
        across=[shown(note) for note in compared.across] if compared is not None else [],
        served=saving is not None,
    )
    return page.encode("utf-8")


def shown(note: AcrossNote) -> AcrossNote:
    """The note with its words as a page may show them."""
    return msgspec.structs.replace(
        note, message=show_text(note.message), quotations=tuple(map(show_text, note.quotations))
    )


def _page_starts(bundle: Bundle) -> list[tuple[int, int]]:
    """Where in the text each page of the file begins, as far as the reader knows pages."""
    starts: list[tuple[int, int]] = []
    for origin in sorted(bundle.origins, key=lambda origin: origin.start):
        if origin.page is not None and (not starts or starts[-1][1] != origin.page):
            starts.append((origin.start, origin.page))
    return starts


def report_title(bundle: Bundle) -> str:
    """What the report is called: the titles of its summary and plan, else the notice's, else its id.

    A bare title (政府工作报告) is told apart by its issuer and the year it reports on.
    """
    named = [document for document in bundle.documents if document.title]
    inner = [document for document in named if document.kind != "notice"] or named
    titles = [_full_title(document) for document in inner]
    return show_text(" · ".join(dict.fromkeys(titles)) or bundle.source.id)


def _full_title(document: Document) -> str:
    title = document.title or ""
    if len(title) <= BARE_TITLE and document.issuer and document.issuer not in title:
        title = f"{document.issuer}{title}"
    if not YEAR.search(title) and document.period:
        title += f"({document.period}年)"
    return title


def report_facts(bundle: Bundle, labels: dict[str, dict[str, str]]) -> list[str]:
    """Issuer, kinds, periods, date and size, as short phrases."""
    documents = bundle.documents
    issuers = list(dict.fromkeys(d.issuer for d in documents if d.issuer))
    kinds = [
        labels["document_kind"][d.kind] + (f"({d.period})" if d.period else "")
        for d in documents
        if d.kind != "notice" or len(documents) == 1
    ]
    issued = next((d.issued for d in documents if d.issued), None)
    facts = [*issuers, *dict.fromkeys(kinds)]
    if issued:
        facts.append(f"{issued} 印发")
    facts.append(f"{len(bundle.text):,} 字")
    return [show_text(fact) for fact in facts]
