"""Where a quotation stands, for people: “二、主要工作〉（一）抓基础建设 第1段”, and which part it is.

The part says whether a sentence reports or plans: the section's own `part` where the report has one,
else the kind of document it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from extractors.records import Bundle, Document, Part, Section
from pipeline.compare.records import Record

TITLE_LENGTH: Final = 18


class Place(Record, frozen=True, kw_only=True):
    """What is known of the place of an offset."""

    part: Part | None
    period: int | None
    document: str | None
    section: Section | None
    field: str
    text: str


class PlaceFinder:
    """Finds the innermost section of an offset; sections are nested, so the last begun that is not over."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.sections = sorted(bundle.sections, key=lambda section: (section.start, -section.end))
        self.starts = [section.start for section in self.sections]
        self.by_id = {section.id: section for section in bundle.sections}
        self.documents = {document.id: document for document in bundle.documents}
        self._paths: dict[str, tuple[Part | None, int | None, str, str]] = {}
        self._places: dict[int, Place] = {}

    def section_at(self, offset: int) -> Section | None:
        """The innermost section over `offset`."""
        index = bisect_right(self.starts, offset) - 1
        section = self.sections[index] if index >= 0 else None
        while section is not None and section.end <= offset:
            section = self.by_id.get(section.parent_id) if section.parent_id else None
        return section

    def find(self, offset: int) -> Place:
        """Part, year, field of work and readable place of an offset, kept for the next question."""
        known = self._places.get(offset)
        if known is None:
            known = self._places[offset] = self.read(offset)
        return known

    def read(self, offset: int) -> Place:
        """The place of an offset from the sections and documents over it."""
        section = self.section_at(offset)
        if section is None:
            document = self.document_at(offset)
            part, period = part_of(document)
            return Place(
                part=part,
                period=period,
                document=document.id if document else None,
                section=None,
                field="",
                text=self.paragraph(offset, start=document.start if document else 0),
            )
        part, period, path, field = self.path(section)
        return Place(
            part=part,
            period=period,
            document=section.document_id,
            section=section,
            field=field,
            text=(path + " " + self.paragraph(offset, start=section.start)).strip(),
        )

    def path(self, section: Section) -> tuple[Part | None, int | None, str, str]:
        """Part, year, chapter path and field of a section, kept for the next question."""
        known = self._paths.get(section.id)
        if known is not None:
            return known
        chain = [section]
        while chain[-1].parent_id and chain[-1].parent_id in self.by_id:
            chain.append(self.by_id[chain[-1].parent_id])
        document = self.documents.get(section.document_id)
        part, period = part_of(document)
        part = next((link.part for link in chain if link.part), part)
        period = next((link.period for link in chain if link.period is not None), period)
        titled = [link for link in reversed(chain) if link.title or link.number]
        path = "〉".join(heading(link) for link in titled)
        named = [link.title for link in titled if link.title and link.level >= 1]
        field = named[1] if len(named) > 1 else named[0] if named else ""
        self._paths[section.id] = (part, period, path, field[:TITLE_LENGTH])
        return self._paths[section.id]

    def document_at(self, offset: int) -> Document | None:
        """The innermost document over `offset`."""
        over = [document for document in self.bundle.documents if document.start <= offset < document.end]
        return min(over, key=lambda document: document.end - document.start, default=None)

    def paragraph(self, offset: int, *, start: int) -> str:
        """The paragraph within the section, counted from 1 after its heading line."""
        count = self.bundle.text.count("\n", start, offset)
        return f"第{max(count, 1)}段"


def heading(section: Section) -> str:
    """Number and title of a section, cut to a readable length."""
    title = (section.title or "").strip()
    if len(title) > TITLE_LENGTH:
        title = title[:TITLE_LENGTH] + "…"
    return f"{section.number or ''}{title}"


def part_of(document: Document | None) -> tuple[Part | None, int | None]:
    """What a document does as a whole: a summary reviews its year, a plan plans it."""
    if document is None or document.kind in {"notice", "other", "work_report"}:
        return None, None
    return ("review" if document.kind == "summary" else "plan"), document.period
