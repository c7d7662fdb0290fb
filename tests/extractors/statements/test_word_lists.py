"""The word lists of the statements: every class is closed, has no word twice, and its example shows it."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicons import load
from extractors.statements.facets import level_of, name_facets
from tests.extractors.statements.reading import PLAN, SUMMARY, read_statements

LINKERS: dict[str, dict[str, Any]] = load("linkers")
FACETS: dict[str, dict[str, Any]] = load("facets")
MILESTONES: list[dict[str, Any]] = load("milestones")["kind"]


@pytest.mark.parametrize("name", LINKERS)
def test_a_class_of_linkers(name: str) -> None:
    row = LINKERS[name]
    assert any(word in row["example"] for word in row["words"])
    assert all(word and word == word.strip() for word in row["words"])


def test_what_only_shows_a_change_is_no_value_and_up_is_not_down() -> None:
    words = {name: set(row["words"]) for name, row in LINKERS.items()}
    assert words["up"] & words["down"] == set()
    assert words["reach"] & words["down"] == set()
    assert words["value"] & words["up"] == {"高于"}
    assert set(LINKERS["govern"]["strong"]) & words["nominal"] == set()


FACET_ROWS = [
    pytest.param(facet, row, id=f"{facet}-{row['code']}")
    for facet in ("stage", "ownership", "universe", "level")
    for row in FACETS[facet]["rows"]
]


@pytest.mark.parametrize(("facet", "row"), FACET_ROWS)
def test_the_example_of_a_facet(facet: str, row: dict[str, Any]) -> None:
    facets = name_facets(row["example"])
    assert getattr(facets, "award_level" if facet == "level" else facet) == row["code"]


@pytest.mark.parametrize(
    "name", ["市场监管", "区域教研", "县域医共体", "省、市重点项目", "校园文化", "国际合作", "教师发展"]
)
def test_what_is_no_level(name: str) -> None:
    assert level_of(name) is None


@pytest.mark.parametrize("row", MILESTONES, ids=lambda row: row["code"])
@pytest.mark.parametrize("heading", [SUMMARY, PLAN])
def test_the_example_of_a_milestone(row: dict[str, Any], heading: str) -> None:
    ((words, statement),) = read_statements(heading + row["example"] + "\n")
    assert words == ""
    assert statement.indicator is not None
    assert statement.role == ("result" if heading == SUMMARY else "target")
    assert statement.period == (2022 if heading == SUMMARY else 2023)
