"""A whole and its parts in one clause: family sum.

Finds: “幼儿园177所(公办58所,民办118所)”, two halves that do not make the whole; “投入3298万元,包括
配套费889万元、专项资金1000元、附加1409万元”, parts that make it when one of them is 1000万元.
Leaves: parts that are only some of the whole, and steps of one thing that are counted several times.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extractors.checks.finding import Doubt, quoted
from extractors.checks.rounding import told
from extractors.layers import Layers
from extractors.records import Quantity

_CHANGE: Final = re.compile(r"比|较|增|减|降|每|均|超|提高|达到?$")
_RATES: Final = frozenset({"%", "‰", "名次", "个百分点", "", "倍", "岁", "年"})
_LISTED: Final = re.compile(
    r"\s?[（(]([^（()）\n]{4,80})[)）]|[,，]?(?:其中|包括|分别(?:是|为))[:：]?([^。；;\n]{4,80}?)(?=[。；;\n])"
)
NEARLY: Final = Decimal("0.03")
"""Parts that miss the whole by no more than this were meant to make it."""
_OPPOSITES: Final = (
    ("公办", "民办"), ("男", "女"), ("城镇", "农村"), ("城市", "农村"), ("城区", "农村"), ("新建", "续建"),
    ("省内", "省外"), ("境内", "境外"), ("线上", "线下"), ("编制内", "编制外"), ("正式", "临时"),
)  # fmt: skip
_STEPS: Final = re.compile(r"立项|设计|开工|动工|在建|主体|竣工|建成|投用|完工|验收|以上")
MOST_PARTS: Final = 8


def check_parts(layers: Layers) -> list[Doubt]:
    """Parts listed after their whole that do not make it."""
    text, doubts = layers.text, []
    for index, whole in enumerate(layers.quantities):
        match = _LISTED.match(text, whole.end) if whole.bound == "eq" and whole.unit not in _RATES else None
        if match is None:
            continue
        group = 1 if match.group(1) is not None else 2
        parts = [
            quantity
            for quantity in layers.quantities[index + 1 : index + 1 + MOST_PARTS]
            if quantity.start < match.end(group) and quantity.unit == whole.unit
        ]
        if len(parts) < 2 or any(part.bound != "eq" for part in parts):
            continue
        doubt = _doubt(text, whole, parts, match.group(group), end=match.end(), bracket=group == 1)
        if doubt is not None:
            doubts.append(doubt)
    return doubts


def _doubt(
    text: str, whole: Quantity, parts: Sequence[Quantity], words: str, *, end: int, bracket: bool
) -> Doubt | None:
    total = sum((Decimal(part.value) for part in parts), Decimal(0))
    all_of_it = Decimal(whole.value)
    if total == all_of_it or _CHANGE.search(words):
        return None
    said = quoted(text, (whole.start, end))
    places = ((whole.start, whole.end), *((part.start, part.end) for part in parts))
    sum_told = " + ".join(told(Decimal(part.value), part.unit) for part in parts)
    slipped = _slipped(parts, total, all_of_it)
    if slipped is not None:
        part, meant = slipped
        right = told(meant, part.unit)
        return Doubt(
            "sum.slipped_part",
            "high",
            f"{said}:“{part.text}”应为{right}才与总数相合",
            ((part.start, part.end), *places),
            "核对小数点和“万”",
            f"{sum_told} = {told(total, whole.unit)};改为{right}后正好{told(all_of_it, whole.unit)}",
        )
    halves = len(parts) == 2 and any(one in words and other in words for one, other in _OPPOSITES)
    exceeds = bracket and total > all_of_it
    if exceeds and _overlap(words, parts, all_of_it):
        return None
    if not (halves or exceeds or abs(total - all_of_it) <= NEARLY * all_of_it):
        return None
    return Doubt(
        "sum.parts",
        "high" if halves else "medium",
        f"{said}:各项相加得{told(total, whole.unit)},不是{told(all_of_it, whole.unit)}",
        places,
        "核对总数和分项",
        f"{sum_told} = {told(total, whole.unit)} ≠ {told(all_of_it, whole.unit)}",
    )


_POWERS: Final = tuple(Decimal(10) ** power for power in (4, -4, 1, -1, 2, -2))


def _slipped(parts: Sequence[Quantity], total: Decimal, whole: Decimal) -> tuple[Quantity, Decimal] | None:
    """The one part that makes the whole exactly when a 万 or a decimal point is put in or taken away."""
    for part in parts:
        value = Decimal(part.value)
        for power in _POWERS:
            if total - value + value * power == whole:
                return part, value * power
    return None


def _overlap(words: str, parts: Sequence[Quantity], whole: Decimal) -> bool:
    """One thing may be counted under several: 立项9个、开工4个、建成1个 of nine."""
    return _STEPS.search(words) is not None or max(Decimal(part.value) for part in parts) >= whole
