"""Parts and wholes: family sum.

Finds: “省级34项,市级170项,区级204项” (the last equals the first two together: a total or a third figure?);
“其中……” larger than its whole; shares that are listed as parts and do not make 100.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extractors.checks.finding import Doubt, quoted
from extractors.layers import Layers
from extractors.records import Quantity

_TOTAL_BEFORE: Final = re.compile(
    r"(?:共|合计|总计|总共|累计|总数|一共|共计|总|全部|达到?|计)[^，。；、,;]{0,8}$"
)
_INCLUDED: Final = re.compile(r"(?:其中|(?<!包)含|包括)[^。；;\n]{0,14}$")
_STOP: Final = re.compile(r"[。；;\n]")
SMALLEST_SUM: Final = Decimal(50)
HUNDRED: Final = Decimal(100)


def _siblings(text: str, quantities: tuple[Quantity, ...]) -> list[list[Quantity]]:
    """Runs of exact quantities of one unit inside one sentence."""
    runs: list[list[Quantity]] = []
    for quantity in quantities:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and quantity.unit == last.unit
            and quantity.bound == last.bound == "eq"
            and quantity.start - last.end <= 24
            and not _STOP.search(text, last.end, quantity.start)
        ):
            runs[-1].append(quantity)
        else:
            runs.append([quantity])
    return [run for run in runs if len(run) >= 3]


def check_total_among_parts(layers: Layers) -> list[Doubt]:
    """The last of a row is the sum of the others but is told as one more of them."""
    doubts = []
    for run in _siblings(layers.text, layers.quantities):
        if run[0].unit in ("%", "‰", "名次", "个百分点", ""):
            continue
        for size in range(3, min(len(run), 6) + 1):
            parts, whole = run[len(run) - size : -1], run[-1]
            total = sum((Decimal(part.value) for part in parts), Decimal(0))
            if total != Decimal(whole.value) or total < SMALLEST_SUM:
                continue
            if _TOTAL_BEFORE.search(layers.text[max(0, whole.start - 14) : whole.start]):
                continue
            places = tuple((q.start, q.end) for q in (*parts, whole))
            doubts.append(
                Doubt(
                    "sum.total_among_parts",
                    "medium",
                    f"{quoted(layers.text, (run[0].start, whole.end))}:最后一数恰为前几数之和,"
                    f"是合计还是单独一项",
                    ((parts[0].start, whole.end), *places),
                    "是合计的,写“共”;是单独一项的,请核实",
                    " + ".join(part.value for part in parts) + f" = {whole.value}",
                )
            )
            break
    return doubts


def check_included(layers: Layers) -> list[Doubt]:
    """其中 with more than the whole."""
    doubts = []
    text = layers.text
    for whole, part in zip(layers.quantities, layers.quantities[1:], strict=False):
        if whole.unit != part.unit or whole.unit in ("%", "‰", "名次", "个百分点", "", "倍"):
            continue
        between = text[whole.end : part.start]
        if len(between) > 30 or _STOP.search(between) or not _INCLUDED.search(between):
            continue
        if "%" in between or whole.bound not in ("eq", "lt", "le") or part.bound not in ("eq", "gt", "ge"):
            continue
        if _CHANGE.search(text[max(0, whole.start - 16) : whole.start]) or _CHANGE.search(between):
            continue
        if Decimal(part.value) > Decimal(whole.value):
            doubts.append(
                Doubt(
                    "sum.part_exceeds_whole",
                    "high",
                    f"{quoted(text, (whole.start, part.end))}:其中的数大于总数",
                    ((whole.start, whole.end), (part.start, part.end)),
                    "核对总数和分项",
                    f"{part.value} > {whole.value}",
                )
            )
    return doubts


# 比上年增加1500亿元,其中……: the part is of what was told before the change
_CHANGE: Final = re.compile(r"比|较|增|减|降|每|均|超|提高|达到?$")


_PARTS: Final = re.compile(r"结构(?:比|比例)|构成(?:比)?|占比|比例")
_NESTED: Final = re.compile(r"及以上|以上")


def check_shares(layers: Layers) -> list[Doubt]:
    """Shares listed after 分别 that exceed a whole, and whole-making shares that miss 100 by a little."""
    doubts = []
    text = layers.text
    for run in _shares(text, layers.quantities):
        total = sum((Decimal(q.value) for q in run), Decimal(0))
        before = text[max(0, run[0].start - 40) : run[0].start]
        clause = before[max(before.rfind(mark) for mark in "。；;\n") + 1 :]
        places = tuple((q.start, q.end) for q in run)
        if "分别" in clause and _PARTS.search(clause) and total > HUNDRED and _NESTED.search(clause):
            doubts.append(
                Doubt(
                    "sum.nested_shares",
                    "low",
                    f"{quoted(text, (run[0].start, run[-1].end))}相加超过100%:"
                    f"各档是累计的(含更高一档),不能相加",
                    ((run[0].start - len(clause), run[-1].end), *places),
                    "写明是累计比例还是各档比例",
                    " + ".join(q.value for q in run) + f" = {total}",
                )
            )
        elif re.search(r"结构", clause) and total != HUNDRED and abs(total - HUNDRED) <= Decimal(2):
            doubts.append(
                Doubt(
                    "sum.shares",
                    "high" if abs(total - HUNDRED) > Decimal("0.2") else "low",
                    f"{quoted(text, (run[0].start, run[-1].end))}相加得{total},不是100",
                    places,
                    "核对各项占比(四舍五入的差额一般不超过0.1)",
                    " + ".join(q.value for q in run) + f" = {total}",
                )
            )
    return doubts


def _shares(text: str, quantities: tuple[Quantity, ...]) -> list[list[Quantity]]:
    runs: list[list[Quantity]] = []
    for quantity in quantities:
        last = runs[-1][-1] if runs else None
        joined = last is not None and text[last.end : quantity.start].strip() in (
            "、",
            ":",
            "：",
            "∶",
            ",",
            "，",
            "和",
        )
        if joined and last is not None and quantity.unit == last.unit and quantity.unit in ("%", ""):
            runs[-1].append(quantity)
        elif quantity.unit in ("%", ""):
            runs.append([quantity])
    return [run for run in runs if len(run) >= 3]
