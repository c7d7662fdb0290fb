"""What holds of all statements of a report, seen on the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.layers import Layers
from extractors.statements.find import find_statements
from tests.extractors.statements.reading import read_layers

REPORT = Path(__file__).parents[3] / "corpus" / "ouhai_2022_2023.txt"
NUMBERS = {"measure", "rank"}


@pytest.fixture(scope="module")
def layers() -> Layers:
    return read_layers(REPORT.read_text("utf-8"))


def test_every_span_is_of_the_text(layers: Layers) -> None:
    text = layers.text
    for statement in layers.statements:
        assert text[statement.start : statement.end] == statement.text
        for span in (statement.indicator, statement.action):
            if span is not None and statement.quantity_id is not None:
                assert text[span.start : span.end] == span.text
    assert len(layers.statements) > 150


def test_every_number_that_measures_has_a_statement_and_no_other(layers: Layers) -> None:
    classes = {numeral.id: numeral.class_ for numeral in layers.numerals}
    measured = {
        quantity.id for quantity in layers.quantities if NUMBERS & {classes[i] for i in quantity.numeral_ids}
    }
    assert {s.quantity_id for s in layers.statements} - {None} == measured


def test_ids_are_unique_and_statements_stand_in_order(layers: Layers) -> None:
    ids = [statement.id for statement in layers.statements]
    assert len(set(ids)) == len(ids)
    starts = [statement.start for statement in layers.statements]
    assert starts == sorted(starts)


def test_a_statement_says_what_its_quantity_says(layers: Layers) -> None:
    quantities = {quantity.id: quantity for quantity in layers.quantities}
    sections = {section.id: section for section in layers.sections}
    for statement in layers.statements:
        section = sections[statement.section_id]
        assert section.start <= statement.start < statement.end <= section.end
        assert statement.document_id == section.document_id
        if statement.quantity_id is None:
            continue
        quantity = quantities[statement.quantity_id]
        assert (statement.value, statement.upper, statement.unit, statement.bound) == (
            quantity.value,
            quantity.upper,
            quantity.unit,
            quantity.bound,
        )
        assert statement.start <= quantity.start < quantity.end <= statement.end


def test_repeats_point_back_to_the_same_value(layers: Layers) -> None:
    known = {statement.id: statement for statement in layers.statements}
    for statement in layers.statements:
        if statement.repeats is not None:
            first = known[statement.repeats]
            assert first.start < statement.start
            assert first.repeats is None
            assert (first.value, first.unit) == (statement.value, statement.unit)


def test_the_same_text_gives_the_same_statements(layers: Layers) -> None:
    assert find_statements(layers) == layers.statements


def test_no_number_is_promised_by_the_summary_alone(layers: Layers) -> None:
    parts = {section.id: section.part for section in layers.sections}
    for statement in layers.statements:
        if statement.role == "target" and parts[statement.section_id] == "review":
            assert statement.period is not None
            assert statement.period > 2022
