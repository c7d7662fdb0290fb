"""What a printed number may stand for: 9.3亿元 is anything from 9.25 to 9.35亿元, 6所 is six.

Two printed numbers contradict each other only when nothing that the one may stand for fits the other.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from extractors.records import Quantity

_DIGITS: Final = re.compile(r"\d[\d,，]*(?:\.(?P<part>\d+))?")
_SCALE: Final = re.compile(r"[万亿千百]+")
HALF: Final = Decimal("0.5")
COUNTED: Final = frozenset("所个家项名人位户件条天次场座处套台张班门节支批本册对期镇村园") | {"人次"}
"""Units of things that come whole."""
LARGE: Final = 1000


class Span(NamedTuple):
    """All values from `low` to `high`."""

    low: Decimal
    high: Decimal

    def meets(self, other: Span) -> bool:
        """Some value lies in both."""
        return self.low <= other.high and other.low <= self.high


def printed_span(quantity: Quantity) -> Span:
    """The values that are printed as this exact quantity."""
    value = Decimal(quantity.value)
    half = _half_step(quantity, value)
    return Span(value - half, value + half)


def _half_step(quantity: Quantity, value: Decimal) -> Decimal:
    match = _DIGITS.search(quantity.text)
    if match is None:
        return Decimal(0)
    scaled = _SCALE.match(quantity.text, match.end()) is not None
    printed = Decimal(re.sub("[,，]", "", match.group()))
    scale = value / printed if scaled and printed else Decimal(1)
    part = match["part"]
    if part is not None:
        return HALF.scaleb(-len(part)) * scale
    if scaled or quantity.unit not in COUNTED:
        return HALF * scale
    zeros = len(match.group()) - len(match.group().rstrip("0"))
    # 新增学位8000个 is seldom counted to the last place.
    return HALF.scaleb(zeros) if value >= LARGE and zeros >= 2 else Decimal(0)


def before_percent(now: Span, change: Span) -> Span:
    """What `now` was before it grew by `change` percent (a decrease is negative)."""
    return Span(now.low / (1 + change.high / 100), now.high / (1 + change.low / 100))


def of_percent(part: Span, percent: Span) -> Span:
    """The whole of which `part` is `percent`; `percent` is positive."""
    return Span(part.low * 100 / percent.high, part.high * 100 / max(percent.low, Decimal("0.001")))


def minus(whole: Span, part: Span) -> Span:
    """Every difference of the two."""
    return Span(whole.low - part.high, whole.high - part.low)


def plus(one: Span, other: Span) -> Span:
    """Every sum of the two."""
    return Span(one.low + other.low, one.high + other.high)


def plain(value: Decimal) -> str:
    """A value for people: no more than two decimals, no trailing zeros."""
    text = format(round(value, 2), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_SCALES: Final = (
    (Decimal(100_000_000), Decimal(100_000_000), "亿"),
    (Decimal(1_000_000), Decimal(10_000), "万"),
)
"""From which value on, divided by what."""


def told(value: Decimal, unit: str | None) -> str:
    """A value with its unit as reports write it: 8.57亿元, 241天."""
    for least, scale, word in _SCALES:
        if abs(value) >= least:
            return f"{plain(value / scale)}{word}{unit or ''}"
    return f"{plain(value)}{unit or ''}"


def middle(span: Span) -> Decimal:
    """The middle of a span."""
    return (span.low + span.high) / 2
