"""A small report made by hand, whose records overlap in every way the page has to draw."""

from __future__ import annotations

from typing import Any

import msgspec

from extractors.records import (
    Bundle,
    Commitment,
    Document,
    Evidence,
    Facets,
    Finding,
    Indicator,
    Numeral,
    Project,
    Quantity,
    School,
    SchoolMention,
    Section,
    Source,
    Span,
    Statement,
)
from pipeline.files import sha256_hex

TITLE = "城东区教育局2031年工作要点"
PROMISE = "确保建成投用城东区第一实验幼儿园,新增学位360个,公办园覆盖率达到62.5%以上。"
AGAIN = "全年新增学位390个,争取开工河西小学扩建工程。"
TEXT = f"{TITLE}\n一、总体目标\n{PROMISE}\n二、主要任务\n{AGAIN}\n"


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    """The only place where the words stand."""
    assert text.count(words) == 1, words
    at = text.index(words)
    return at, at + len(words)


def span(words: str) -> Span:
    start, end = place(words)
    return Span(start=start, end=end, text=words)


def make_quantity(words: str, value: str, unit: str, **more: Any) -> tuple[Numeral, Quantity]:
    start, end = place(words)
    digits = words.removesuffix(unit)
    numeral = Numeral(
        id=f"numeral-{start}",
        start=start,
        end=start + len(digits),
        text=digits,
        value=value,
        class_="measure",
        reason=f"unit:{unit}",
    )
    fields = {"bound": "eq", "bound_text": None, **more}
    quantity = Quantity(
        id=f"quantity-{start}-{end}",
        start=start,
        end=end,
        text=words,
        value=value,
        upper=None,
        unit=unit,
        unit_known=True,
        unit_implied=False,
        numeral_ids=(numeral.id,),
        **fields,
    )
    return numeral, quantity


def make_statement(clause: str, quantity: Quantity, indicator: str, **more: Any) -> Statement:
    start, end = place(clause)
    name = place(indicator, clause)
    fields = {"role": "target", "measure": "flow", "modality": "plain", "action": None, **more}
    return Statement(
        id=f"statement-{quantity.start}-{quantity.end}",
        document_id="document-1",
        section_id="section-1" if start < place("二、主要任务")[0] else "section-2",
        start=start,
        end=end,
        text=clause,
        quantity_id=quantity.id,
        value=quantity.value,
        upper=None,
        unit=quantity.unit,
        bound=quantity.bound,
        period=2031,
        period_start=None,
        period_text=None,
        base_period=None,
        indicator=Indicator(
            text=indicator,
            start=start + name[0],
            end=start + name[1],
            id=f"text:{indicator}",
            name=indicator,
            known=False,
        ),
        facets=Facets(),
        change=None,
        rules=("role.plan",),
        **fields,
    )


def make_commitment(words: str, action: str, modality: Any, statement_ids: tuple[str, ...]) -> Commitment:
    start, end = place(words)
    return Commitment(
        id=f"commitment-{start}-{end}",
        document_id="document-1",
        section_id="section-1",
        start=start,
        end=end,
        text=words,
        action=span(action),
        object=None,
        modality=modality,
        modality_words=(),
        deadline=None,
        owner=None,
        condition=None,
        standing=False,
        verifiability="A" if statement_ids else "C",
        verifiability_reason="value_and_term",
        statement_ids=statement_ids,
        school_ids=(),
        project_ids=(),
        repeats=None,
    )


def make_section(number: int, title: str, start: int, end: int) -> Section:
    return Section(
        id=f"section-{number}",
        document_id="document-1",
        parent_id=None,
        level=1,
        number="一二"[number - 1] + "、",
        title=title,
        start=start,
        end=end,
        role="detail",
        part=None,
        period=2031,
    )


def make_sample(source_id: str = "sample") -> Bundle:
    """The report as a bundle: schools inside commitments inside findings, numbers inside them all."""
    turn = place("二、主要任务")[0]
    numbers = [
        make_quantity("360个", "360", "个"),
        make_quantity("62.5%", "62.5", "%", bound="ge", bound_text="以上"),
        make_quantity("390个", "390", "个"),
    ]
    quantities = tuple(quantity for _, quantity in numbers)
    statements = (
        make_statement("新增学位360个", quantities[0], "学位"),
        make_statement("公办园覆盖率达到62.5%以上", quantities[1], "公办园覆盖率", measure="share"),
        make_statement("全年新增学位390个", quantities[2], "学位", role="result"),
    )
    school = place("城东区第一实验幼儿园")
    project = place("河西小学扩建工程")
    evidence = tuple(
        Evidence(start=place(words)[0], end=place(words)[1], text=words)
        for words in ("幼儿园,新增学位360个", "新增学位390个")
    )
    return Bundle(
        schema_version="1",
        source=Source(
            id=source_id,
            path=f"{source_id}.txt",
            format="text",
            encoding="utf-8",
            sha256="0" * 64,
            bytes=len(TEXT.encode()),
            notes=(),
        ),
        text=TEXT,
        text_sha256=sha256_hex(TEXT.encode()),
        rules_version="sample",
        documents=(
            Document(
                id="document-1",
                kind="plan",
                title=TITLE,
                issuer="城东区教育局",
                number=None,
                period=2031,
                issued="2031-02",
                start=0,
                end=len(TEXT),
            ),
        ),
        sections=(
            make_section(1, "总体目标", place("一、总体目标")[0], turn),
            make_section(2, "主要任务", turn, len(TEXT)),
        ),
        sentences=(),
        words=(),
        numerals=tuple(numeral for numeral, _ in numbers),
        quantities=quantities,
        statements=statements,
        schools=(
            School(
                id="school-1",
                name="城东区第一实验幼儿园",
                level="幼儿园",
                aliases=(),
                parent_id=None,
                town=None,
                register_id=None,
                joins=(),
            ),
        ),
        school_mentions=(
            SchoolMention(
                id=f"school-{school[0]}",
                start=school[0],
                end=school[1],
                text="城东区第一实验幼儿园",
                school_id="school-1",
                match="full",
                confidence="0.98",
            ),
        ),
        lists=(),
        projects=(
            Project(
                id=f"project-{project[0]}",
                name="河西小学扩建工程",
                school_id=None,
                stage="to_start",
                period=2031,
                modality="strive",
                start=project[0],
                end=project[1],
                text="河西小学扩建工程",
                document_id="document-1",
                section_id="section-2",
                event=span("开工"),
            ),
        ),
        commitments=(
            make_commitment("确保建成投用城东区第一实验幼儿园", "建成投用", "guarantee", ()),
            make_commitment("新增学位360个", "学位360个", "plain", (statements[0].id,)),
            make_commitment("争取开工河西小学扩建工程", "开工", "strive", ()),
        ),
        findings=(
            Finding(
                id="finding-1",
                code="conflict.value",
                severity="high",
                message="新增学位前后不一:360个与390个。",
                evidence=evidence,
                computation="390 − 360 = 30",
                suggestion="请核对两处数字。",
            ),
        ),
        origins=(),
    )


def with_text(bundle: Bundle, text: str, **changes: Any) -> Bundle:
    """The bundle over another text, without records."""
    empty: dict[str, Any] = dict.fromkeys(
        [
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
        ],
        (),
    )
    return msgspec.structs.replace(bundle, text=text, **{**empty, **changes})
