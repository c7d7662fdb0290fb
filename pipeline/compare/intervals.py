"""Values with bounds as intervals, and what a result says of a target.

“7000余人” lies above 7000, “近万” below 10000, “6%左右” within half a point of 6. A result is judged at
both ends of its interval: only when every value it may stand for gives the same answer is that answer
given; 超过 and 未达 within one interval is `undecided`. A target is a threshold: 10所 is met by 10 and
exceeded by 11; 4.5%以内 is met by 4.5 and better below it.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from extractors.records import Bound
from pipeline.compare.records import Better, Record

Outcome = Literal["exceeded", "met", "nearly_met", "missed", "undecided"]

# 左右 on shares and growth, in percentage points; on anything else, as a part of the value.
TOLERANCE_POINTS: Final = Decimal("0.5")
TOLERANCE_PART: Final = Decimal("0.05")
# A share or rate short by no more than this is short by rounding only.
ROUNDING: Final = Decimal("0.05")
LOWER_BOUNDS: Final = frozenset({"ge", "gt"})
UPPER_BOUNDS: Final = frozenset({"le", "lt"})


class Reading(Record, frozen=True, kw_only=True):
    """A value as read: with its bound and unit."""

    value: Decimal
    upper: Decimal | None = None
    bound: Bound = "eq"
    unit: str = ""


class Interval(Record, frozen=True, kw_only=True):
    """All values a reading may stand for. None is without end; `open_` ends do not belong to it."""

    lower: Decimal | None
    upper: Decimal | None
    open_lower: bool = False
    open_upper: bool = False


def parse_reading(value: str | None, *, upper: str | None, bound: Bound | None, unit: str) -> Reading | None:
    """A reading from the strings of a record, None where there is no number."""
    if value is None:
        return None
    try:
        return Reading(
            value=Decimal(value),
            upper=Decimal(upper) if upper is not None else None,
            bound=bound or "eq",
            unit=unit,
        )
    except InvalidOperation:
        return None


def is_points(unit: str) -> bool:
    """Units in which a difference is told in percentage points."""
    return unit in {"%", "‰", "个百分点"}


def tolerance(reading: Reading) -> Decimal:
    """How far 左右 reaches to either side."""
    return TOLERANCE_POINTS if is_points(reading.unit) else abs(reading.value) * TOLERANCE_PART


def interval_of(reading: Reading) -> Interval:
    """The values a result may stand for."""
    value = reading.value
    match reading.bound:
        case "eq":
            return Interval(lower=value, upper=value)
        case "ge":
            return Interval(lower=value, upper=None)
        case "gt":
            return Interval(lower=value, upper=None, open_lower=True)
        case "le":
            return Interval(lower=None, upper=value)
        case "lt":
            return Interval(lower=None, upper=value, open_upper=True)
        case "approx":
            # A result of 左右 is taken at its word; the margin is the target's.
            return Interval(lower=value, upper=value)
        case "range":
            upper = reading.upper if reading.upper is not None else value
            return Interval(lower=min(value, upper), upper=max(value, upper))


def judge(target: Reading, result: Reading, *, better: Better) -> Outcome:
    """What the result says of the target."""
    neutral = better == "none" and target.bound not in LOWER_BOUNDS | UPPER_BOUNDS
    better = target_direction(target, better)
    reached = interval_of(result)
    ends = [(reached.lower, reached.open_lower), (reached.upper, reached.open_upper)]
    if better == "down":
        ends.reverse()
    worst, best = (
        judge_end(target, end, is_open=is_open, better=better, worst=first)
        for (end, is_open), first in zip(ends, (True, False), strict=True)
    )
    if worst == "missed" and best != "missed":
        # 4.5%以内 against 4.5%以内: both leave the good side open, the limit itself decides.
        if same_limit(target, result, better=better):
            return "met"
        return "undecided"
    if neutral and worst != "met":
        # Neither more nor less is better (价格涨幅3%左右): off the mark is not for us to grade.
        return "undecided"
    return worst


def target_direction(target: Reading, better: Better) -> Better:
    """A target of 以内 is better below, whatever the lexicon says; 以上 above."""
    if target.bound in UPPER_BOUNDS:
        return "down"
    if target.bound in LOWER_BOUNDS:
        return "up"
    return "down" if better == "down" else "up"


def same_limit(target: Reading, result: Reading, *, better: Better) -> bool:
    """Target and result state the same one-sided limit."""
    side = UPPER_BOUNDS if better == "down" else LOWER_BOUNDS
    return target.bound in side and result.bound in side and target.value == result.value


def judge_end(target: Reading, end: Decimal | None, *, is_open: bool, better: Better, worst: bool) -> Outcome:
    """What one end of the result's interval says; an end without limit is as bad or as good as can be."""
    if end is None:
        return "missed" if worst else "exceeded"
    low, high = target_zone(target)
    if better == "down":
        low, high, end = -high, -low, -end
    if end > high or (end == high and is_open and worst):
        return "exceeded"
    if end >= low:
        return "met"
    if is_points(target.unit) and low - end <= ROUNDING:
        return "nearly_met"
    return "missed"


def target_zone(target: Reading) -> tuple[Decimal, Decimal]:
    """From the least value that meets the target to the last that does no more than meet it."""
    if target.bound == "approx":
        margin = tolerance(target)
        return target.value - margin, target.value + margin
    if target.bound == "range" and target.upper is not None:
        return min(target.value, target.upper), max(target.value, target.upper)
    return target.value, target.value


def gap_of(target: Reading, result: Reading) -> Decimal | None:
    """Result minus target, where both are single values; in points for shares, in the unit otherwise."""
    if target.bound == "range" or result.bound == "range":
        return None
    return result.value - target.value
