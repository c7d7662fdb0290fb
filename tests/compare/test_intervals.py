"""What a result says of a target, at both ends of its interval."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.intervals import Reading, gap_of, judge, parse_reading


def reading(value: str, bound: str = "eq", unit: str = "所", upper: str | None = None) -> Reading:
    found = parse_reading(value, upper=upper, bound=bound, unit=unit)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("target", "result", "better", "outcome"),
    [
        (reading("10"), reading("10"), "up", "met"),
        (reading("10"), reading("11"), "up", "exceeded"),
        (reading("10"), reading("9"), "up", "missed"),
        (reading("3", "ge"), reading("3"), "up", "met"),
        (reading("95", "ge", "%"), reading("96.9", unit="%"), "up", "exceeded"),
        (reading("9", "approx", "%"), reading("9.5", unit="%"), "up", "met"),
        (reading("9", "approx", "%"), reading("9.6", unit="%"), "up", "exceeded"),
        (reading("10", "approx", "%"), reading("8.6", unit="%"), "up", "missed"),
        (reading("100", "approx"), reading("96"), "up", "met"),
        (reading("1", "range", upper="2"), reading("2"), "up", "met"),
        (reading("1", "range", upper="2"), reading("3"), "up", "exceeded"),
        (reading("4.5", "le", "%"), reading("4.5", "le", "%"), "down", "met"),
        (reading("4.6", "lt", "%"), reading("4.1", unit="%"), "down", "exceeded"),
        (reading("4.5", "le", "%"), reading("5.5", "le", "%"), "down", "undecided"),
        (reading("5", unit="%"), reading("4", unit="%"), "down", "exceeded"),
        (reading("7000"), reading("7000", "gt"), "up", "exceeded"),
        (reading("7500"), reading("7000", "gt"), "up", "undecided"),
        (reading("10000"), reading("10000", "lt"), "up", "undecided"),
        (reading("6", "approx", "%"), reading("6", "ge", "%"), "up", "met"),
        (reading("60", unit="%"), reading("59.96", unit="%"), "up", "nearly_met"),
        (reading("7", unit="%"), reading("6.8", unit="%"), "up", "missed"),
        (reading("3", "approx", "%"), reading("3.2", unit="%"), "none", "met"),
        (reading("3", "approx", "%"), reading("2", unit="%"), "none", "undecided"),
    ],
)
def test_outcomes(target: Reading, result: Reading, better: str, outcome: str) -> None:
    assert judge(target, result, better=better) == outcome  # type: ignore[arg-type]


def test_a_gap_is_told_for_single_values_only() -> None:
    assert gap_of(reading("7", unit="%"), reading("5.5", unit="%")) == Decimal("-1.5")
    assert gap_of(reading("1", "range", upper="2"), reading("2")) is None
    assert parse_reading("无", upper=None, bound=None, unit="") is None


values = st.decimals(min_value=0, max_value=10**9, places=2)


@given(values, values)
def test_more_is_never_worse(target: Decimal, result: Decimal) -> None:
    """Raising a result never turns a met target into a missed one."""
    order = ("missed", "nearly_met", "met", "exceeded")
    wanted = Reading(value=target)
    before = judge(wanted, Reading(value=result), better="up")
    after = judge(wanted, Reading(value=result + 1), better="up")
    assert order.index(after) >= order.index(before)


@given(values)
def test_a_target_meets_itself(value: Decimal) -> None:
    assert judge(Reading(value=value), Reading(value=value), better="up") == "met"
    assert judge(Reading(value=value), Reading(value=value), better="down") == "met"
