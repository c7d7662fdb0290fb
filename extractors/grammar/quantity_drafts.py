"""Quantities being put together: parts and ranges joined, what a list prints once shared.

Joins: “3—5个” to a range, “123元1角5分” and “两年半” to one amount; shares the unit of “20、30和40个” and the
bound of “20%、60%、80%左右”. Leaves: where drafts come from and what becomes of them (`quantities`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from extractors.grammar.number_values import multiply, plain
from extractors.grammar.numerals import read_number
from extractors.records import Bound, Numeral

RANGE_JOIN: Final = re.compile(r"\s?(?:[-—－–~～]{1,2}|至|到)\s?")
LIST_JOIN: Final = re.compile(r"\s?(?:[、,，/]|和|及|与|或|以及|、?[和及与])\s?")
CLOSE_LIST_JOIN: Final = re.compile(r"\s?(?:、|和|及|与|以及)\s?")
EACH_BEFORE: Final = re.compile(r"(?:分别|均|都|各|依次)[^，。；]{0,4}$")


class Draft:
    """A quantity being put together; never leaves the stage."""

    __slots__ = (
        "bound",
        "bound_text",
        "dimension",
        "end",
        "factor",
        "fraction",
        "half",
        "implied",
        "known",
        "numerals",
        "reach",
        "shared",
        "start",
        "unit",
        "upper",
        "value",
    )

    def __init__(self, numeral: Numeral, value: str) -> None:
        self.numerals = [numeral]
        self.start, self.end, self.reach = numeral.start, numeral.end, numeral.end
        self.value = value
        self.dimension, self.factor, self.half = "", "1", "0.5"
        self.upper: str | None = None
        self.unit: str = ""
        self.known, self.implied, self.shared = False, False, False
        self.bound: Bound = "eq"
        self.bound_text: str | None = None
        self.fraction: tuple[str, str] | None = None


# a smaller unit printed right after a larger one: 3斤5两, 1角5分
SMALLER: Final = {
    ("斤", "两"): "0.1",
    ("两", "钱"): "0.1",
    ("元", "分"): "0.01",
    ("尺", "寸"): "0.1",
    ("丈", "尺"): "0.1",
}
PART_JOIN: Final = ("", "又", "零")


def join_parts(text: str, drafts: list[Draft]) -> list[Draft]:
    """123元1角1分, 3斤5两, 三年半, 两个半小时: parts of one quantity, added up in the first unit."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        added = None if last is None else _part(text, last, draft)
        if last is None or added is None:
            joined.append(draft)
            continue
        last.value = plain(Decimal(last.value) + Decimal(added))
        if last.unit == "个" and draft.unit:
            last.unit, last.known = draft.unit, draft.known
        last.numerals.extend(draft.numerals)
        last.end, last.reach = draft.end, draft.reach
        if last.bound == "eq":
            last.bound, last.bound_text = draft.bound, draft.bound_text
    return joined


def _part(text: str, last: Draft, draft: Draft) -> str | None:
    """What the second draft adds to the first in the first's unit, None when it stands by itself."""
    if draft.start - last.end > 1 or last.bound == "range" or draft.bound == "range" or last.unit == "":
        return None
    if draft.numerals[0].reason == "half_more" and draft.start == last.end:
        return last.half
    if text[last.end : draft.start] not in PART_JOIN:
        return None
    smaller = SMALLER.get((last.unit, draft.unit))
    if smaller is not None:
        return multiply(draft.value, smaller)
    if last.unit == draft.unit and last.dimension == "money" and Decimal(draft.factor) < Decimal(last.factor):
        return draft.value
    return None


def join_ranges(text: str, drafts: list[Draft]) -> list[Draft]:
    """3—5个, 6.5%—7%, 六至七成: two drafts with a range sign between become one."""
    joined: list[Draft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if last is not None and _is_range(text, last, draft):
            joined[-1] = _ranged(last, draft)
        else:
            joined.append(draft)
    return joined


def _is_range(text: str, low: Draft, high: Draft) -> bool:
    if not 0 < high.start - low.end <= 4 or low.bound == "range":
        return False
    gap = text[low.end : high.start]
    if not RANGE_JOIN.fullmatch(gap):
        return False
    if (low.unit and low.unit != high.unit) or (not high.unit and not low.unit and "至" not in gap):
        return False
    return text[low.start - 1 : low.start] not in ("从", "由")


def _ranged(low: Draft, high: Draft) -> Draft:
    bottom = low.value
    if not low.unit and low.numerals[0].text[-1:].isdigit():
        bottom = multiply(bottom, _shared_factor(low, high))
    low.numerals.extend(high.numerals)
    low.end, low.reach, low.unit, low.known = high.end, high.reach, high.unit, high.known
    low.value, low.upper, low.bound, low.bound_text = bottom, high.value, "range", None
    return low


def _shared_factor(low: Draft, high: Draft) -> str:
    """3—5万人: the 万 of the upper end belongs to the lower too. 8成 of 七至八成 as well."""
    number = high.numerals[0]
    mantissa = read_number(number.text.rstrip("万亿千百"))
    printed = mantissa.value if mantissa is not None else None
    if printed in (None, "0"):
        return "1"
    ratio = _power_of_ten(high.value, printed or "1")
    return ratio if ratio is not None and Decimal(low.value) < Decimal(printed or "1") else "1"


def _power_of_ten(value: str, by: str) -> str | None:
    """value / by when it is a power of ten."""
    powers = ("1" + "0" * power for power in range(17))
    return next((factor for factor in powers if multiply(by, factor) == value), None)


def share_units(text: str, drafts: list[Draft]) -> None:
    """20、30和40个: the unit printed last belongs to the whole list."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        if draft.unit or not following.unit or draft.end != draft.numerals[-1].end:
            continue
        if LIST_JOIN.fullmatch(text[draft.end : following.start] or " "):
            draft.unit, draft.known, draft.implied = following.unit, following.known, True


def share_bounds(text: str, drafts: list[Draft]) -> None:
    """20%、60%、80%左右 bounds all three; 分别超过20%、30% too."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        if draft.bound != "eq" or draft.unit != following.unit or following.bound in ("eq", "range"):
            continue
        trailing = following.shared or following.reach > following.end
        if trailing and CLOSE_LIST_JOIN.fullmatch(text[draft.end : following.start] or " "):
            draft.bound, draft.bound_text, draft.shared = following.bound, following.bound_text, True
    for index in range(1, len(drafts)):
        draft, earlier = drafts[index], drafts[index - 1]
        if draft.bound != "eq" or earlier.bound_text is None or draft.unit != earlier.unit:
            continue
        place = text.rfind(earlier.bound_text, max(0, earlier.start - 8), earlier.start)
        listed = CLOSE_LIST_JOIN.fullmatch(text[earlier.end : draft.start] or " ")
        if place >= 0 and listed and EACH_BEFORE.search(text[max(0, place - 8) : place]):
            draft.bound, draft.bound_text = earlier.bound, earlier.bound_text
