"""The shipped report, which holds a summary and a plan: pairs that a careful reader made beside ours."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from extractors.records import Bundle
from pipeline.compare.bodies import group_by_body
from pipeline.compare.compare import compare_body
from pipeline.compare.records import Comparison
from pipeline.extract import extract_bundle
from tests.compare.test_comparison import check_everything

PROJECT = Path(__file__).parents[2]
REPORT = PROJECT / "corpus" / "ouhai_2022_2023.txt"
TRUTH = PROJECT / "tests" / "truth" / "ouhai_pairs.jsonl"
WANTED = {
    "raised": {"raised"}, "lowered": {"lowered"}, "flat": {"held", "carried_over"},
    "dropped": {"not_raised_again"},
    "quant_to_qual": {"number_to_words", "not_raised_again"},
}  # fmt: skip
LEAST_LINKED, LEAST_RIGHT = 28, 22


@cache
def bundle() -> Bundle:
    return extract_bundle(REPORT, name=REPORT.name, source_id=REPORT.stem)


@cache
def comparison() -> Comparison:
    ((body, bundles),) = group_by_body([bundle()]).items()
    return compare_body(bundles, body=body)


def test_the_body_and_its_years() -> None:
    made = comparison()
    assert made.body == "温州市瓯海区教育局"
    assert [(report.reviewed, report.planned) for report in made.reports] == [((2022,), (2023,))]
    assert made.missing_years == ()


def test_everything_holds() -> None:
    check_everything(comparison(), [bundle()])


def test_a_figure_told_twice_with_different_values_is_one_row_that_says_so() -> None:
    (row,) = [row for row in comparison().indicators if row.name == "公办幼儿园"]
    results = [point for point in row.points if point.role == "result"]
    assert {point.value for point in results} == {"5", "6"}
    assert [point.note for point in results if point.value == "5"] == ["同一报告另处写作6所"]


def test_pairs_of_a_careful_reader() -> None:
    made = comparison()
    rows: list[Any] = [*made.indicators, *made.projects, *made.commitments, *made.wording]
    linked = right = wrong = 0
    pairs = [json.loads(line) for line in TRUTH.read_text("utf-8").splitlines()]
    for pair in pairs:
        first, last = pair["evidence"][0], pair["evidence"][-1]
        found = [row for row in rows if touches(row, first) and touches(row, last)]
        linked += bool(found)
        said = {verdict.ambition for row in found for verdict in row.verdicts}
        grades = {getattr(verdict, "comparability", None) for row in found for verdict in row.verdicts}
        wanted = WANTED.get(pair["direction"].split("+")[0])
        if wanted:
            right += bool(said & wanted)
            wrong += (
                not said & wanted and bool(said & {"raised", "lowered", "held"}) and "comparable" in grades
            )
        elif pair["direction"].startswith("not_comparable"):
            right += not found or "not_comparable" in grades or "redefined" in said
    assert len(pairs) == 36
    assert linked >= LEAST_LINKED
    assert right >= LEAST_RIGHT
    assert wrong == 0


def touches(row: Any, span: dict[str, int]) -> bool:
    return any(point.start < span["end"] and span["start"] < point.end for point in row.points)
