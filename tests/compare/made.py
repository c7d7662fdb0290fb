"""Reports of an invented district, made statement by statement: what is compared is under the test's hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from extractors.records import (
    Bound,
    Bundle,
    Change,
    Commitment,
    Document,
    Facets,
    Indicator,
    Modality,
    Part,
    Section,
    Source,
    Span,
    Statement,
)

ISSUER = "柳河市青石区人民政府"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A clause with one number: what the text says of it."""

    clause: str
    name: str
    value: str | None = None
    unit: str = ""
    bound: Bound = "eq"
    upper: str | None = None
    action: str = ""
    modality: Modality = "plain"
    growth: bool = False
    falls: bool = False
    id: str | None = None
    facets: Facets = Facets()
    year: int | None = None
    since: int | None = None


def made_report(
    key: str,
    *,
    reviewed: int | None,
    planned: int | None,
    review: Sequence[Told | str] = (),
    plan: Sequence[Told | str] = (),
    commitments: bool = False,
    issuer: str = ISSUER,
) -> Bundle:
    """A report whose review and plan consist of these clauses, one a sentence."""
    text = "政府工作报告\n"
    sections: list[Section] = []
    statements: list[Statement] = []
    promised: list[Commitment] = []
    parts: list[tuple[Part, int | None, str, Sequence[Told | str]]] = [
        ("review", reviewed, f"一、{reviewed}年工作回顾\n", review),
        ("plan", planned, f"二、{planned}年主要任务\n", plan),
    ]
    for part, year, heading, lines in parts:
        if year is None:
            continue
        start = len(text)
        text += heading
        for line in lines:
            clause = line if isinstance(line, str) else line.clause
            at = len(text)
            text += clause + "。\n"
            if isinstance(line, Told):
                statements.append(made_statement(key, line, at=at, part=part, year=year))
            if part == "plan" and commitments:
                promised.append(made_commitment(key, clause, at=at, statements=statements))
        sections.append(
            Section(
                id=f"{key}-{part}", document_id=key, parent_id=None, level=1, number=heading[:2],
                title=heading[2:-1],
                start=start, end=len(text), role="detail", part=part, period=year,
            )
        )  # fmt: skip
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Bundle(
        schema_version="1",
        source=Source(
            id=key, path=f"{key}.txt", format="text", encoding="utf-8", sha256=fingerprint, bytes=1, notes=()
        ),
        text=text, text_sha256=fingerprint, rules_version="test",
        documents=(
            Document(id=key, kind="work_report", title="政府工作报告", issuer=issuer, number=None,
            period=reviewed,
                     issued=f"{planned or 2020}-01-10", start=0, end=len(text)),
        ),
        sections=tuple(sections), sentences=(), words=(), numerals=(), quantities=(),
        statements=tuple(statements),
        schools=(), school_mentions=(), lists=(), projects=(), commitments=tuple(promised),
        findings=(), origins=(),
    )  # fmt: skip


def made_statement(key: str, told: Told, *, at: int, part: Part, year: int) -> Statement:
    """The statement of one clause."""
    name_at = told.clause.find(told.name)
    action_at = told.clause.find(told.action) if told.action else -1
    change = Change(kind="percent", direction="down" if told.falls else "up") if told.growth else None
    return Statement(
        id=f"{key}-{at}", document_id=key, section_id=f"{key}-{part}", start=at, end=at + len(told.clause),
        text=told.clause, quantity_id="q" if told.value is not None else None, value=told.value,
        upper=told.upper,
        unit=told.unit, bound=told.bound if told.value is not None else None,
        role="target" if part == "plan" else "change" if change else "result",
        period=told.year or year, period_start=told.since, period_text=None, base_period=None,
        indicator=Indicator(
            text=told.name, start=at + max(name_at, 0), end=at + max(name_at, 0) + len(told.name),
            id=told.id or f"text:{told.name}", name=told.name, known=told.id is not None,
        ),
        action=Span(start=at + action_at, end=at + action_at + len(told.action), text=told.action)
        if action_at >= 0 else None,
        modality=told.modality, facets=told.facets,
        measure="milestone" if told.value is None else "rate" if told.growth
        else "share" if told.unit == "%" else "flow",
        change=change,
    )  # fmt: skip


def made_commitment(key: str, clause: str, *, at: int, statements: Sequence[Statement]) -> Commitment:
    """The whole clause as a commitment."""
    modality: Modality = "strive" if "力争" in clause else "guarantee" if "确保" in clause else "plain"
    return Commitment(
        id=f"{key}-c{at}", document_id=key, section_id=f"{key}-plan", start=at, end=at + len(clause),
        text=clause,
        action=Span(start=at, end=at + 2, text=clause[:2]), object=None, modality=modality, modality_words=(),
        deadline=None, owner=None, condition=None, standing=False, verifiability="C", verifiability_reason="",
        statement_ids=tuple(s.id for s in statements if s.start == at), school_ids=(), project_ids=(),
        repeats=None,
    )  # fmt: skip
