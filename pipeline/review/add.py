"""Records that a person adds, or that a person accepted and the rules no longer find."""

from __future__ import annotations

from typing import Any

import msgspec

from extractors.records import (
    Commitment,
    Evidence,
    Facets,
    Finding,
    Project,
    Quantity,
    SchoolMention,
    Span,
    Statement,
    Verifiability,
)
from pipeline.review.anchors import Place
from pipeline.review.fields import Value
from pipeline.review.records import Correction
from pipeline.review.schools import name_school
from pipeline.review.values import set_values
from pipeline.review.working import Working

ADDED = "person"


def add_record(working: Working, correction: Correction, place: Place) -> Any | str:
    """The new record, put into its layer; or why it cannot be made, in Chinese."""
    makers = {
        "quantity": _quantity,
        "statement": _statement,
        "mention": _mention,
        "project": _project,
        "commitment": _commitment,
        "finding": _finding,
    }
    maker = makers.get(correction.kind)
    if maker is None:
        return f"机器不再读出这条,{correction.kind} 不能补记"
    return maker(working, correction, place)


def _quantity(working: Working, correction: Correction, place: Place) -> Quantity | str:
    fields = correction.fields
    if not fields.get("value"):
        return "数量要有数值"
    inside = [n for n in working.layers["numerals"] if place.start <= n.start and n.end <= place.end]
    made = Quantity(
        id=working.new_id("quantity", place.start, place.end),
        start=place.start,
        end=place.end,
        text=working.text[place.start : place.end],
        value=str(fields["value"]),
        upper=_words(fields.get("upper")),
        unit=_words(fields.get("unit")) or "",
        unit_known=True,
        unit_implied=False,
        bound=fields.get("bound") or "eq",  # type: ignore[arg-type]
        bound_text=None,
        numeral_ids=tuple(n.id for n in inside),
    )
    working.add("quantities", made)
    return made


def _statement(working: Working, correction: Correction, place: Place) -> Statement | str:
    quantity = next(
        (q for q in working.layers["quantities"] if q.start == place.start and q.end == place.end), None
    )
    if quantity is None:
        return "这里没有读出数量,请先补记数量"
    start, end = _clause(working.text, place)
    blank = Statement(
        id=working.new_id("statement", quantity.start, quantity.end),
        document_id=working.document_at(start).id,
        section_id=working.section_at(start).id,
        start=start,
        end=end,
        text=working.text[start:end],
        quantity_id=quantity.id,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit,
        bound=quantity.bound,
        role="context",
        period=None,
        period_start=None,
        period_text=None,
        base_period=None,
        indicator=None,
        action=None,
        modality="plain",
        facets=Facets(),
        measure="stock",
        change=None,
        rules=(ADDED,),
    )
    made: Statement = set_values("statement", blank, correction.fields, text=working.text)
    working.add("statements", made)
    return made


def _mention(working: Working, correction: Correction, place: Place) -> SchoolMention | str:
    words = working.text[place.start : place.end]
    school = name_school(working, str(correction.fields.get("name") or words))
    made = SchoolMention(
        id=working.new_id("mention", place.start, place.end),
        start=place.start,
        end=place.end,
        text=words,
        school_id=school.id,
        match="full" if words == school.name else "alias",
        confidence="1",
    )
    if words != school.name and words not in school.aliases:
        aliased = msgspec.structs.replace(school, aliases=tuple(sorted({*school.aliases, words})))
        working.replace("schools", school, aliased)
    working.add("school_mentions", made)
    return made


def _project(working: Working, correction: Correction, place: Place) -> Project | str:
    fields = correction.fields
    inside = [m for m in working.layers["school_mentions"] if place.start <= m.start and m.end <= place.end]
    words = working.text[place.start : place.end]
    made = Project(
        id=working.new_id("project", place.start, place.end),
        name=_words(fields.get("name")) or words,
        school_id=inside[0].school_id if inside else None,
        stage=fields.get("stage") or "planned",  # type: ignore[arg-type]
        period=_year(fields.get("period")),
        modality=fields.get("modality") or "plain",  # type: ignore[arg-type]
        start=place.start,
        end=place.end,
        text=words,
        document_id=working.document_at(place.start).id,
        section_id=working.section_at(place.start).id,
        event=None,
    )
    working.add("projects", made)
    return made


def _commitment(working: Working, correction: Correction, place: Place) -> Commitment | str:
    inside = [s for s in working.layers["statements"] if place.start <= s.start and s.end <= place.end]
    schools = [m for m in working.layers["school_mentions"] if place.start <= m.start and m.end <= place.end]
    grade: Verifiability = "B" if inside else "D"
    words = working.text[place.start : place.end]
    blank = Commitment(
        id=working.new_id("commitment", place.start, place.end),
        document_id=working.document_at(place.start).id,
        section_id=working.section_at(place.start).id,
        start=place.start,
        end=place.end,
        text=words,
        action=Span(start=place.start, end=place.end, text=words),
        object=None,
        modality="plain",
        modality_words=(),
        deadline=None,
        owner=None,
        condition=None,
        standing=False,
        verifiability=grade,
        verifiability_reason=ADDED,
        statement_ids=tuple(s.id for s in inside),
        school_ids=tuple(dict.fromkeys(m.school_id for m in schools if m.school_id)),
        project_ids=(),
        repeats=None,
    )
    made: Commitment = set_values("commitment", blank, correction.fields, text=working.text)
    working.add("commitments", made)
    return made


def _finding(working: Working, correction: Correction, place: Place) -> Finding | str:
    fields = correction.fields
    words = working.text[place.start : place.end]
    made = Finding(
        id=working.new_id("finding", place.start, place.end),
        code=correction.code or "text.person",
        severity=fields.get("severity") or "medium",  # type: ignore[arg-type]
        message=_words(fields.get("message")) or correction.reason or words,
        evidence=(Evidence(start=place.start, end=place.end, text=words),),
        computation=None,
        suggestion="请核对原文。",
    )
    working.add("findings", made)
    return made


def _clause(text: str, place: Place) -> tuple[int, int]:
    """The clause around a number: from the mark before it to the mark after it."""
    start, end = place.start, place.end
    while start > 0 and text[start - 1] not in ",。;:!?,;:!?\n":
        start -= 1
    while end < len(text) and text[end] not in ",。;:!?,;:!?\n":
        end += 1
    while start < place.start and text[start].isspace():
        start += 1
    return start, end


def _words(value: Value | None) -> str | None:
    return str(value) if value not in (None, "") else None


def _year(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None
