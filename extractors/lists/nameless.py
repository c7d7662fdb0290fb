"""Counted things of a kind that has names, where the text prints none.

    6所学校被列入第二批基地学校        stated 6, named 0

Start at `find_nameless`. An inspector who looks for the six finds nobody to visit: that is worth a record.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extractors.lists.chains import BREAKS
from extractors.records import EnumeratedList, Quantity, record_id

UNCOUNTABLE: Final = frozenset(
    [
        "元", "%", "‰", "年", "月", "日", "天", "小时", "分钟", "秒", "周", "学年", "学时", "课时", "岁",
        "级", "度", "倍", "成", "次", "人次", "分", "名次", "个百分点", "平方米", "立方米", "米", "公里",
        "千米", "亩", "公顷", "吨", "千瓦", "公斤", "克", "升", "",
    ]
)  # fmt: skip
# 6所学校被列入… | 新建投用6所资源教室 | 确定“红色先锋工作室”21个: they have names, none is printed
NAMED_KINDS: Final = (
    r"(?:学校|幼儿园|小学|中学|高校|基地|工作室|教室|学堂|集团|共同体|联盟|示范校|公办园|示范园)"
)
NAMEABLE: Final = re.compile(rf"{NAMED_KINDS}”?\Z")
LONGEST_KIND: Final = 4
"""Characters of the longest of them, with the quote behind it."""
NAMEABLE_BEHIND: Final = re.compile(rf"[^，,。;；：:、()（）\s]{{0,12}}?{NAMED_KINDS}")
BESTOWED: Final = re.compile(
    r"被?列入|入选|获评|被评为|评为|认定|命名|授予|确定|创成|创建|新建|建成|投用|启用|成立|组建|增设|设立|遴选|培育"
)


def whole(value: str) -> int | None:
    """The number as a whole one; None for a number with a fraction. Nearly all are plain digits."""
    if value.isdecimal():
        return int(value)
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else None


def find_nameless(
    text: str, quantities: Sequence[Quantity], lists: Sequence[EnumeratedList], report: str
) -> list[EnumeratedList]:
    """Counted things of a kind that has names, where none is printed: a list of nobody, named 0."""
    made = []
    spans = sorted((one.start, one.end) for one in lists)
    for quantity in quantities:
        if quantity.bound != "eq" or quantity.unit in UNCOUNTABLE:
            continue
        value = whole(quantity.value)
        if value is None or not 2 <= value <= 200:
            continue
        index = bisect_right(spans, (quantity.start, len(text))) - 1
        if index >= 0 and spans[index][1] > quantity.start:
            continue
        start, end = quantity.start, quantity.end
        if (behind := NAMEABLE_BEHIND.match(text, end)) is not None:
            end = behind.end()
        elif (before := NAMEABLE.search(text, max(0, start - LONGEST_KIND), start)) is not None:
            start = before.start()
        else:
            continue
        if BESTOWED.search(text, *_clause(text, quantity.start)) is None:
            continue
        made.append(
            EnumeratedList(
                id=record_id(report, "list", start, end), start=start, end=end, text=text[start:end],
                stated=value, named=0, closure="illustrative", members=(), quantity_id=quantity.id,
            )
        )  # fmt: skip
    return made


def _clause(text: str, offset: int) -> tuple[int, int]:
    left = offset
    while left > 0 and text[left - 1] not in BREAKS:
        left -= 1
    right = offset
    while right < len(text) and text[right] not in BREAKS:
        right += 1
    return left, right
