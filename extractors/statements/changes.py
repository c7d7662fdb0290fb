"""Differences against another period: 增长5.87%, 提升5.64个百分点, 下降1%, 是2005年的2.1倍.

What changed is the indicator's business; here stands by how much, in which direction, against when, and
what the other period's value must then have been. A value reached (增至, 压减至) is no difference.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extractors.records import Change, ChangeKind, Direction, Quantity
from extractors.statements.readings import Reading

AFTER_GROWTH: Final = re.compile(
    r"(?:的)?(?:速度|幅度)?(?P<up>增长|增幅|增速|涨幅)(?![到至为])|(?:的)?(?P<down>降幅|下降)(?![到至为])"
)
MORE_BY: Final = re.compile(r"(?P<more>多|少)[^，。；]{0,2}$")
COMPARED_ONLY: Final = ("多", "少", "高", "低", "节约", "节省", "快于")
# 覆盖率, 合格率: a share that falls by 1% leaves open whether points or percent are meant
SHARE_NAME: Final = re.compile(r"(?:率|比例|占比|比重|覆盖面)$")
CONSTANT_PRICES: Final = re.compile(r"生产总值|增加值|GDP|工业总产值|能耗")
# 高于全省平均2.1个百分点, 快于预期目标1个百分点: against others, not against another year
ACROSS: Final = re.compile(r"平均|均值|均水平|全[国省市区县州]|世界|同类|目标|计划|任务|规划|预期|预算")
IN_TIME: Final = re.compile(r"年|同期|上月|同比|环比|“?十[一二三四]?五”?(?:末|时期|期间)")
HIGHER: Final = re.compile("高于|高出|超出|超过|快于|优于")


def is_across(text: str, reading: Reading) -> bool:
    """True when the comparison is with others or with a plan, so that no other year has the other value."""
    return ACROSS.search(text, *reading.compared) is not None and not IN_TIME.search(text, *reading.compared)


def find_change(
    text: str, quantity: Quantity, reading: Reading, clause_end: int, *, carried: bool, name: str
) -> Change | None:
    """The difference that this number states, or None when it states a level."""
    direction = _direction(text, quantity, reading, clause_end, carried=carried)
    if direction is None:
        return None
    kind: ChangeKind
    if quantity.unit in {"%", "‰", "倍"}:
        kind = "percent"
    elif quantity.unit in {"个百分点", "百分点"}:
        kind = "points"
    else:
        kind = "difference"
    ambiguous = kind == "percent" and quantity.unit != "倍" and SHARE_NAME.search(name) is not None
    return Change(kind=kind, direction=direction, ambiguous=ambiguous)


def _direction(
    text: str, quantity: Quantity, reading: Reading, clause_end: int, *, carried: bool
) -> Direction | None:
    compared = reading.compared[0] < reading.compared[1]
    if reading.tail is not None and reading.tail.kind == "from":
        return None
    if reading.shape != "after" and quantity.unit in {"%", "‰"}:
        growth = AFTER_GROWTH.match(text, reading.after, clause_end)
        if growth:
            return "up" if growth["up"] else "down"
    if quantity.unit == "名次":
        return None
    tail = reading.tail
    if tail is not None and tail.kind in {"up", "down"} and (reading.noun[0] < reading.noun[1] or carried):
        word = text[tail.start : reading.window[1]]
        if not compared and word.startswith(COMPARED_ONLY):
            return None
        return "up" if tail.kind == "up" else "down"
    if compared and text[reading.compared[0]] in "是为相" and quantity.unit in {"倍", "%"}:
        return "up"
    if compared and (
        text.endswith(("新增", "净增", "增设"), *reading.compared)
        or (reading.verb[0] < reading.verb[1] and text.startswith(("新增", "净增", "增设"), reading.verb[0]))
    ):
        # 托幼一体化园所数比上年新增48所
        return "up"
    more = MORE_BY.search(text, *reading.compared) if compared else None
    if more:
        # 较上年多招45名
        return "up" if more["more"] == "多" else "down"
    if tail is None and quantity.unit in {"个百分点", "百分点"}:
        if HIGHER.match(text, *reading.compared):
            return "up"
        return "down" if text.startswith("低于", reading.compared[0]) else "none"
    return None


# 收入15781元,实际增长8.4%: growth in other prices or of another scope than the value before it
ADJUSTED: Final = re.compile(r"实际[增提下降]|可比|不变价|扣除|剔除|同口径")


def is_adjusted(text: str, start: int, end: int) -> bool:
    """The change told at `end` is not of the value told before `start`."""
    return ADJUSTED.search(text, start, max(start, end)) is not None


def derive_base(value: Decimal, change: Change, difference: Decimal, unit: str, name: str) -> str | None:
    """The other period's value, from the level now and the difference: 56.67 − 5.64 = 51.03.

    None for what is reported at current prices and grows at constant ones (生产总值, 增加值).
    """
    if change.kind == "percent" and CONSTANT_PRICES.search(name):
        return None
    sign = -1 if change.direction == "down" else 1
    if change.ambiguous or change.direction == "none":
        return None
    if change.kind == "percent":
        if unit == "%":
            return None
        divisor = 1 + sign * difference / 100
        if divisor <= 0:
            return None
        exponent = value.as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        return format((value / divisor).quantize(Decimal(1).scaleb(-places)).normalize(), "f")
    base = value - sign * difference
    return format(base, "f") if base >= 0 else None
