"""Structure: the legal texts of a file and their sections, with title, issuer, date, part and period.

Finds, in a file that prints a notice, a summary and a plan, the three texts; in "一、2022年工作回顾 …
二、2023年工作安排 …" two chapters with part and year of their own. Start at `find_structure`.
Leaves the meaning of relative words (今年, 去年) inside sentences to those who read statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from extractors.layers import Heading as ManifestHeading
from extractors.layers import Layers
from extractors.records import Document, DocumentKind, Section, record_id
from extractors.structure.documents import Extent, Facts, is_spoken, read_facts, split_documents
from extractors.structure.lines import find_lines
from extractors.structure.sections import make_sections, read_outline

__all__ = ["add_structure", "find_structure"]


def find_structure(
    text: str,
    *,
    key: str,
    heading: ManifestHeading = ManifestHeading(),  # noqa: B008
) -> tuple[tuple[Document, ...], tuple[Section, ...]]:
    """The documents and sections of a text. `heading` holds what a person set; it overrides the text."""
    lines = find_lines(text)
    if not lines:
        return (), ()
    extents = split_documents(lines)
    facts = _share_facts(extents, [read_facts(extent) for extent in extents])
    main = _main_document(facts)
    documents: list[Document] = []
    sections: list[Section] = []
    for index, (extent, fact) in enumerate(zip(extents, facts, strict=True)):
        start = 0 if index == 0 else extent.start
        end = extents[index + 1].start if index + 1 < len(extents) else len(text)
        override = heading if index == main else ManifestHeading()
        kind = cast(DocumentKind, override.kind or fact.kind)
        outline = read_outline(extent, kind, start=start, end=end, spoken=is_spoken(extent))
        issued = override.issued or fact.issued
        frame = outline.resolve_frame(
            title=override.title or fact.title or "",
            period=override.period,
            issued=issued,
            text=text[start:end],
        )
        document = Document(
            id=record_id(key, "document", start, end),
            kind=frame.kind,
            title=override.title or fact.title,
            issuer=override.issuer or fact.issuer,
            number=fact.number,
            period=frame.planned if frame.kind == "plan" else frame.reported,
            issued=issued,
            start=start,
            end=end,
        )
        documents.append(document)
        sections += make_sections(outline, frame, document_id=document.id, key=key)
    return tuple(documents), tuple(sections)


def _share_facts(extents: list[Extent], facts: list[Facts]) -> list[Facts]:
    """A text printed by a notice has the notice's date, and its issuer in full (某市某区教育局)."""
    cover = facts[0]
    if cover.kind != "notice" or len(facts) == 1:
        return facts
    shared = [cover]
    for fact in facts[1:]:
        issuer = fact.issuer or cover.issuer
        if cover.issuer and issuer and cover.issuer.endswith(issuer):
            issuer = cover.issuer
        shared.append(fact._replace(issuer=issuer, issued=fact.issued or cover.issued))
    return shared


def _main_document(facts: list[Facts]) -> int:
    """The document a manifest row speaks of: the only one, or the first that is not a covering notice."""
    return next((index for index, fact in enumerate(facts) if fact.kind != "notice"), 0)


def add_structure(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage "structure"."""
    documents, sections = find_structure(layers.text, key=layers.key, heading=layers.heading)
    return {"documents": documents, "sections": sections}
