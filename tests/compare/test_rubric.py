"""Every row of the table of verdicts with its passing and its failing case, and the page made from it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.compare import intervals
from pipeline.compare.intervals import Reading
from pipeline.compare.records import Ambition, Comparability, DeedDelivery, Delivery
from pipeline.compare.rubric import (
    AmbitionCase,
    DeedCase,
    DeliveryCase,
    judge_ambition,
    judge_deed,
    judge_delivery,
    load_rubric,
    read_rubric,
)
from pipeline.compare.rubric_page import write_rubric_page

DOCS = Path(__file__).parents[2] / "docs"
VALUE = re.compile(r"(?P<sign>[≥≤<>约]?)(?P<low>[\d.]+)(?:-(?P<high>[\d.]+))?(?P<unit>\D*)")
SIGNS = {"≥": "ge", "≤": "le", "<": "lt", ">": "gt", "约": "approx", "": "eq"}


def read_value(text: str) -> Reading | None:
    if text == "无数值":
        return None
    match = VALUE.fullmatch(text)
    assert match, text
    return Reading(
        value=Decimal(match["low"]),
        upper=Decimal(match["high"]) if match["high"] else None,
        bound="range" if match["high"] else SIGNS[match["sign"]],  # type: ignore[arg-type]
        unit=match["unit"],
    )


def delivery_of(case: dict[str, Any]) -> str:
    return judge_delivery(
        DeliveryCase(
            target=read_value(case["target"]),
            results=tuple(read_value(result) for result in case.get("results", ())),
            better=case.get("better", "up"),
            modality=case.get("modality", "plain"),
            report=case.get("report", "present"),
            comparability=case.get("comparability", "comparable"),
            names_missing=case.get("names_missing", 0),
            done_in=2024 if "done_in" in case else None,
        )
    )


def ambition_of(case: dict[str, Any]) -> str:
    return judge_ambition(
        AmbitionCase(
            before=read_value(case["before"]) if "before" in case else None,
            after=read_value(case["after"]) if "after" in case else None,
            has_before="before" in case,
            has_after="after" in case,
            better=case.get("better", "up"),
            comparability=case.get("comparability", "comparable"),
            modality_before=case.get("modality_before", "plain"),
            modality=case.get("modality", "plain"),
            same_words=case.get("same_words", False),
            other_name=case.get("other_name", False),
            parts_before=case.get("parts_before", 1),
            parts_after=case.get("parts_after", 1),
        )
    )


def deed_of(case: dict[str, Any]) -> str:
    return judge_deed(
        DeedCase(
            promised=case["promised"],
            reported=tuple(case.get("reported", ())),
            mentioned=case.get("mentioned", False),
            part_only=case.get("part_only", False),
            promised_again=case.get("promised_again", False),
            done_in=2024 if "done_in" in case else None,
            report=case.get("report", "present"),
        )
    )


JUDGES = {"delivery": delivery_of, "ambition": ambition_of, "deed": deed_of}
ROWS = [(axis, row) for axis in JUDGES for row in read_rubric()[axis]]


@pytest.mark.parametrize(
    ("axis", "row"), ROWS, ids=lambda value: value if isinstance(value, str) else value["code"]
)
def test_a_row_takes_its_case_and_leaves_the_other(axis: str, row: dict[str, Any]) -> None:
    assert JUDGES[axis](row["pass"]) == row["code"]
    assert JUDGES[axis](row["fail"]) != row["code"]


def test_the_table_has_every_verdict_once() -> None:
    rubric = load_rubric()
    assert sorted(row.code for row in rubric.delivery) == sorted(get_args(Delivery))
    assert sorted(row.code for row in rubric.ambition) == sorted(get_args(Ambition))
    assert sorted(row.code for row in rubric.deed) == sorted(get_args(DeedDelivery))
    assert sorted(row.code for row in rubric.comparability) == sorted(get_args(Comparability))
    assert re.fullmatch(r"\d+\.\d+", rubric.version)


def test_the_thresholds_are_those_in_use() -> None:
    thresholds = read_rubric()["thresholds"]
    assert Decimal(thresholds["points"]) == intervals.TOLERANCE_POINTS
    assert Decimal(thresholds["part"]) == intervals.TOLERANCE_PART
    assert Decimal(thresholds["rounding"]) == intervals.ROUNDING


def test_the_page_is_made_from_the_table() -> None:
    assert (DOCS / "rubric.md").read_text("utf-8") == write_rubric_page(), (
        "docs/rubric.md 与 rubric.toml 不一致:运行 python -m pipeline.compare.rubric_page"
    )


@pytest.mark.parametrize(
    ("promised", "reported", "verdict"),
    [
        ("started", ("pushed",), "unclear"),
        ("completed", ("pushed",), "slipped"),
        ("under_construction", ("planned",), "kept"),
        ("in_use", ("completed",), "kept"),
        ("completed", ("in_use",), "kept"),
        ("main_body_done", ("started",), "slipped"),
        ("planned", (), "not_mentioned"),
    ],
)
def test_stages_against_promises(promised: str, reported: tuple[str, ...], verdict: str) -> None:
    assert judge_deed(DeedCase(promised=promised, reported=reported)) == verdict
