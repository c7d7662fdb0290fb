"""Two figures whose ratio cannot be: a decimal point or a 万 that slipped. Family derived.

Finds: “幼儿园6所、学位1620个,小学4所、学位2160个,初中3所、学位27000个” (9000 a school, the others 270 and
540); “为3182人发放资助505.3万元,人均158.8元” (1588). Leaves: ratios that differ by less than a factor of
eight, rows of fewer than three, averages that are off by anything but a power of ten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extractors.checks.finding import Doubt, quoted
from extractors.checks.rounding import plain, told
from extractors.layers import Layers
from extractors.records import Quantity

_END: Final = re.compile(r"[。！!？?\n]")
LEAST_PAIRS: Final = 3
INSIDE: Final = 24
BETWEEN: Final = 40
OUTLIER: Final = 8
ALIKE: Final = 3
COUNTED: Final = frozenset({"所", "个", "家", "人", "名", "位", "户", "间", "处", "座"})
NO_AMOUNT: Final = frozenset({"%", "‰", "名次", "个百分点", "", "倍", "岁", "年", "月", "天", "日"})
Pair = tuple[Quantity, Quantity]


def check_ratios(layers: Layers) -> list[Doubt]:
    """A row of counts, each with its amount, where one amount per count is out of all proportion."""
    doubts = []
    for row in _rows(layers.text, layers.quantities):
        ratios = [Decimal(amount.value) / Decimal(count.value) for count, amount in row]
        at = _outlier(ratios)
        if at is None:
            continue
        count, amount = row[at]
        others = [ratio for index, ratio in enumerate(ratios) if index != at]
        doubts.append(
            Doubt(
                "derived.ratio",
                # what projects cost differs far more than how many places a school has
                "low" if amount.unit == "元" else "medium",
                f"{quoted(layers.text, (count.start, amount.end))}平均每{count.unit}"
                f"{told(ratios[at], amount.unit)},同列其余为"
                f"{told(min(others), amount.unit)}—{told(max(others), amount.unit)}",
                ((count.start, amount.end), *((c.start, a.end) for c, a in row if a is not amount)),
                "核对小数点和“万”",
                "、".join(
                    f"{a.value} ÷ {c.value} = {plain(r)}" for (c, a), r in zip(row, ratios, strict=True)
                ),
            )
        )
    return doubts


def _rows(text: str, quantities: Sequence[Quantity]) -> list[list[Pair]]:
    """Runs of pairs of the same two units, one after the other: 6所、1620个,4所、1080个,…"""
    rows: list[list[Pair]] = []
    row: list[Pair] = []
    index = 0
    while index + 1 < len(quantities):
        count, amount = quantities[index], quantities[index + 1]
        if not _is_pair(text, count, amount):
            index += 1
            continue
        if row and not (_same_units(row[-1], (count, amount)) and _near(text, row[-1][1], count, BETWEEN)):
            rows.append(row)
            row = []
        row.append((count, amount))
        index += 2
    rows.append(row)
    return [row for row in rows if len(row) >= LEAST_PAIRS]


def _is_pair(text: str, count: Quantity, amount: Quantity) -> bool:
    if count.unit not in COUNTED or amount.unit in NO_AMOUNT or amount.unit == count.unit:
        return False
    if count.bound != "eq" or amount.bound != "eq" or Decimal(count.value) <= 0 or Decimal(amount.value) <= 0:
        return False
    return _near(text, count, amount, INSIDE)


def _same_units(one: Pair, other: Pair) -> bool:
    return (one[0].unit, one[1].unit) == (other[0].unit, other[1].unit)


def _near(text: str, first: Quantity, second: Quantity, most: int) -> bool:
    between = text[first.end : second.start]
    return len(between) <= most and _END.search(between) is None


def _outlier(ratios: list[Decimal]) -> int | None:
    """The one ratio far from all others, when the others are alike."""
    lowest, low_but_one, *_ = ordered = sorted(ratios)
    *_, high_but_one, highest = ordered
    for index, ratio in enumerate(ratios):
        low = low_but_one if ratio == lowest else lowest
        high = high_but_one if ratio == highest else highest
        if high <= ALIKE * low and (ratio >= OUTLIER * high or ratio * OUTLIER <= low):
            return index
    return None


_AVERAGE: Final = re.compile(
    r"(?:人均|生均|户均|校均|师均|园均|每(?:人|生|户|校|所|位|名))[^，。；,;\d]{0,6}$"
)
_PEOPLE: Final = frozenset({"人", "名", "位", "户", "所", "家"})
CLOSE: Final = Decimal("0.015")
_POWERS: Final = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))


def check_averages(layers: Layers) -> list[Doubt]:
    """Sum, number and average of one sentence that agree but for a power of ten."""
    text, doubts = layers.text, []
    for index, average in enumerate(layers.quantities):
        if average.unit != "元" or average.bound != "eq" or Decimal(average.value) <= 0:
            continue
        if _AVERAGE.search(text[max(0, average.start - 12) : average.start]) is None:
            continue
        before = [q for q in layers.quantities[max(0, index - 3) : index] if _whole(text, q, average)]
        sums = [q for q in before if q.unit == "元"]
        numbers = [q for q in before if q.unit in _PEOPLE]
        if len(sums) != 1 or len(numbers) != 1:
            continue
        quotient = Decimal(sums[0].value) / Decimal(numbers[0].value)
        times = quotient / Decimal(average.value)
        if not any(abs(times / power - 1) <= CLOSE for power in _POWERS):
            continue
        places = sorted((q.start, q.end) for q in (sums[0], numbers[0], average))
        doubts.append(
            Doubt(
                "derived.average",
                "medium",
                f"{quoted(text, (places[0][0], places[-1][1]))}:平均应为{told(quotient, '元')},"
                f"写的是{told(Decimal(average.value), '元')}",
                tuple(places),
                "核对小数点和“万”",
                f"{sums[0].value} ÷ {numbers[0].value} = {plain(quotient)} ≠ {average.value}",
            )
        )
    return doubts


def _whole(text: str, quantity: Quantity, average: Quantity) -> bool:
    """An exact figure of the same sentence."""
    if quantity.bound != "eq" or Decimal(quantity.value) <= 0:
        return False
    return _END.search(text, quantity.end, average.start) is None
