"""A small report with one record of every kind, written by hand: input for the tests of tables."""

from __future__ import annotations

import hashlib

from extractors.records import (
    Bundle,
    Change,
    Commitment,
    CorrectionOutcome,
    Deadline,
    Document,
    EnumeratedList,
    Evidence,
    Facets,
    Finding,
    Indicator,
    ListMember,
    Numeral,
    Origin,
    Project,
    Quantity,
    School,
    SchoolJoin,
    SchoolMention,
    Section,
    Sentence,
    Source,
    Span,
    Statement,
    Word,
)

TEXT = "2023年工作要点\n建成投用东湖小学、西湖小学等2所学校,公办园覆盖率达60.50%,比上年提升5个百分点。\n"


def place(words: str, text: str = TEXT) -> dict[str, int | str]:
    """Start, end and text of the first place where the words stand."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def span(words: str, text: str = TEXT) -> Span:
    return Span(**place(words, text))  # type: ignore[arg-type]


def make_bundle(source_id: str = "sample", *, value: str = "60.50", text: str = TEXT) -> Bundle:
    """The sample under any id; `value` is the share it reports."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    end = len(text)
    line = place(text.split("\n")[1], text)
    where = {"document_id": "d1", "section_id": "s1"}
    return Bundle(
        schema_version="1",
        source=Source(
            id=source_id,
            path=f"{source_id}.txt",
            format="text",
            encoding="utf-8",
            sha256=sha,
            bytes=len(text.encode()),
            notes=("=示例说明",),
        ),
        text=text,
        text_sha256=sha,
        rules_version="test",
        documents=(
            Document(
                id="d1",
                kind="plan",
                title="2023年工作要点",
                issuer="东湖区教育局",
                number=None,
                period=2023,
                issued="2023-02",
                start=0,
                end=end,
            ),
        ),
        sections=(
            Section(
                id="s1",
                document_id="d1",
                parent_id=None,
                level=0,
                number=None,
                title=None,
                start=0,
                end=end,
                role="detail",
                part="plan",
                period=2023,
            ),
        ),
        sentences=(Sentence(start=int(line["start"]), end=int(line["end"]), section_id="s1"),),
        words=(Word(start=0, end=4, pos="m"), Word(start=4, end=5, pos="m")),
        numerals=(
            Numeral(id="n1", **place("2023", text), value="2023", class_="date", reason="year"),
            Numeral(id="n2", **place("60.50", text), value="60.50", class_="measure", reason="unit:%"),
        ),
        quantities=(
            Quantity(
                id="q1",
                **place("60.50%", text),
                value=value,
                upper=None,
                unit="%",
                unit_known=True,
                unit_implied=False,
                bound="eq",
                bound_text=None,
                numeral_ids=("n2",),
            ),
        ),
        statements=(
            Statement(
                id="t1",
                **where,
                **place("公办园覆盖率达60.50%", text),
                quantity_id="q1",
                value=value,
                upper=None,
                unit="%",
                bound="eq",
                role="target",
                period=2023,
                period_start=None,
                period_text=None,
                base_period=2022,
                indicator=Indicator(
                    **place("公办园覆盖率", text),
                    id="pre.public_share",
                    name="公办园在园幼儿占比",
                    known=True,
                ),
                action=span("达", text),
                modality="plain",
                facets=Facets(ownership="公办"),
                measure="share",
                change=Change(kind="points", direction="up", derived_base="55.50"),
                rules=("sample",),
            ),
        ),
        schools=(
            School(
                id="school-east",
                name="东湖小学",
                level="小学",
                aliases=("东湖小学", "东湖小"),
                parent_id=None,
                town=None,
                register_id=None,
                joins=(SchoolJoin(name="东湖小", rule="short", confirmed=True),),
            ),
        ),
        school_mentions=(
            SchoolMention(
                id="m1", **place("东湖小学", text), school_id="school-east", match="full", confidence="0.98"
            ),
        ),
        lists=(
            EnumeratedList(
                id="l1",
                **place("东湖小学、西湖小学等2所学校", text),
                stated=2,
                named=2,
                closure="exhaustive",
                members=(
                    ListMember(**place("东湖小学", text), school_id="school-east"),
                    ListMember(**place("西湖小学", text)),
                ),
                quantity_id=None,
            ),
        ),
        projects=(
            Project(
                id="p1",
                name="东湖小学",
                school_id="school-east",
                stage="in_use",
                period=2023,
                modality="plain",
                **place("东湖小学", text),
                **where,
                event=span("建成投用", text),
            ),
        ),
        commitments=(
            Commitment(
                id="c1",
                **where,
                **place("建成投用东湖小学、西湖小学等2所学校", text),
                action=span("建成投用", text),
                object=span("东湖小学", text),
                modality="plain",
                modality_words=(),
                deadline=Deadline(date="2023", text=None),
                owner=None,
                condition=None,
                standing=False,
                verifiability="A",
                verifiability_reason="有名称和时限",
                statement_ids=("t1",),
                school_ids=("school-east",),
                project_ids=("p1",),
                repeats=None,
            ),
        ),
        findings=(
            Finding(
                id="f1",
                code="derived.base",
                severity="info",
                message="可反推上年为 55.50%",
                evidence=(Evidence(**place("5个百分点", text)),),
                computation="60.50-5=55.50",
                suggestion="核对上年报告",
            ),
        ),
        corrections=(
            CorrectionOutcome(
                correction="k1",
                action="accept",
                kind="statements",
                status="applied",
                start=0,
                end=4,
                text="2023",
                record="t1",
                by="张三",
                reason="核对无误",
                message="已认可",
            ),
        ),
        origins=(Origin(start=0, end=9, page=1, bbox=(72.0, 90.5, 300.0, 110.0), paragraph=1),),
    )
