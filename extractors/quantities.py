"""Quantities: a measured numeral with its unit, value in the base unit, and bound.

Finds: “204518.04万元” (2045180400 元), “2200多名” (gt), “3—5个” (range), “全省第八” (8 名次), “20%、60%、80%左右”.
Leaves: numerals of another class than measure and rank; what is measured and when (`statements`).

Start at `find_quantities`. A draft is made for each numeral; drafts are then joined (ranges, 1元5角),
share what a list prints once (units, bounds), and become records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from extractors.grammar.bounds import HEDGES, BoundMatch, find_bound_after, find_bound_before
from extractors.grammar.implied_units import implied_unit
from extractors.grammar.numeral_site import read_unit
from extractors.grammar.numerals import multiply, plain, read_number
from extractors.grammar.units import UnitMatch
from extractors.layers import Layers
from extractors.records import Bound, Numeral, Quantity, record_id

PLAIN_TEXT: Final = re.compile(r"[0-9.]+[万亿]*$")
RANGE_JOIN: Final = re.compile(r"\s?(?:[-—－–~～]{1,2}|至|到)\s?")
LIST_JOIN: Final = re.compile(r"\s?(?:[、,，/]|和|及|与|或|以及|、?[和及与])\s?")
CLOSE_LIST_JOIN: Final = re.compile(r"\s?(?:、|和|及|与|以及)\s?")
RANK_WORDS: Final = re.compile(r"[名位](?![一-鿿]{1,2}(?:师|生|员))")
# 港币2960元: the currency stands before the number
CURRENCIES: Final = {
    "港币": "港元", "港元": "港元", "新台币": "新台币", "台币": "新台币", "美元": "美元", "美金": "美元",
    "日元": "日元", "日币": "日元", "欧元": "欧元", "英镑": "英镑",
}  # fmt: skip
CURRENCY_BEFORE: Final = re.compile(f"({'|'.join(sorted(CURRENCIES, key=len, reverse=True))})\\s?$")
EACH_BEFORE: Final = re.compile(r"(?:分别|均|都|各|依次)[^，。；]{0,4}$")


class Draft:
    """A quantity being put together; never leaves this module."""

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


def find_quantities(text: str, numerals: Sequence[Numeral], *, key: str) -> list[Quantity]:
    """The quantities of `text`, in order, from its classified numerals."""
    drafts: list[Draft] = []
    for numeral in numerals:
        if numeral.class_ in ("measure", "rank") and numeral.value is not None:
            draft = _rank(text, numeral) if numeral.class_ == "rank" else _measure(text, numeral)
            if draft is not None:
                drafts.append(draft)
    drafts = _join_parts(text, _join_ranges(text, drafts))
    _share_units(text, drafts)
    _imply_units(text, drafts)
    _share_bounds(text, drafts)
    return [_record(text, draft, key) for draft in drafts]


def _rank(text: str, numeral: Numeral) -> Draft | None:
    draft = Draft(numeral, numeral.value or "")
    before = text[numeral.start - 1 : numeral.start] if numeral.start else ""
    if before in ("第", "前"):
        draft.start -= 1
    match = RANK_WORDS.match(text, numeral.end)
    if match:
        draft.end = draft.reach = match.end()
    draft.unit, draft.known = "名次", True
    if before == "前":
        draft.bound, draft.bound_text = "le", "前"
    return draft


def _measure(text: str, numeral: Numeral) -> Draft | None:
    number = None if PLAIN_TEXT.match(numeral.text) else read_number(numeral.text)
    draft = Draft(numeral, numeral.value or "")
    if number is not None:
        draft.upper, draft.fraction = number.upper, number.fraction
        if number.upper is not None:
            draft.bound = "range"
        elif number.hedge is not None:
            draft.bound, draft.bound_text = HEDGES[number.hedge], number.hedge  # type: ignore[assignment]
    if numeral.reason == "order_of_magnitude":
        draft.end = draft.reach = numeral.end + (2 if text.startswith("元级", numeral.end) else 1)
        draft.unit, draft.known, draft.implied, draft.bound, draft.bound_text = (
            "元",
            True,
            True,
            "approx",
            "级",
        )
        return draft
    if numeral.reason == "unit:大":
        draft.end = draft.reach = numeral.end + 1
        draft.unit, draft.known = "个", True
    elif draft.fraction is not None and _fraction_unit(draft):
        pass
    else:
        hedge, unit = read_unit(text, numeral.end)
        if unit is not None:
            _set_unit(draft, unit)
            if unit.base == "元" and (currency := CURRENCY_BEFORE.search(text, max(0, draft.start - 6), draft.start)):
                draft.unit = CURRENCIES[currency.group(1)]
        if hedge and draft.bound == "eq":
            draft.bound, draft.bound_text = HEDGES[hedge], hedge  # type: ignore[assignment]
            if unit is None:
                draft.end = draft.reach = text.index(hedge, numeral.end) + 1
    _set_bound(text, draft)
    return draft


def _fraction_unit(draft: Draft) -> bool:
    """百分之五 is 5 of %, 千分之三 3 of ‰; another fraction takes the unit printed after it."""
    numerator, denominator = draft.fraction or ("", "")
    printed = draft.numerals[0].text.lstrip("负 ").partition("分之")[0]
    unit = {"百": "%", "千": "‰"}.get(printed)
    if unit is None or denominator == "":
        return False
    draft.value, draft.unit, draft.known, draft.fraction = numerator, unit, True, None
    return True


def _set_unit(draft: Draft, unit: UnitMatch) -> None:
    draft.end = draft.reach = unit.end
    draft.unit, draft.known = unit.base, unit.known
    draft.dimension, draft.factor, draft.half = unit.dimension, unit.factor, multiply("0.5", unit.factor)
    if unit.factor != "1":
        draft.value = multiply(draft.value, unit.factor)
        if draft.upper is not None:
            draft.upper = multiply(draft.upper, unit.factor)


def _set_bound(text: str, draft: Draft) -> None:
    after = find_bound_after(text, draft.end)
    before = find_bound_before(text, draft.start)
    chosen: BoundMatch | None = after or before
    if after and before and after.bound == "le" and before.bound in ("lt", "le"):
        chosen = after
    if after:
        draft.reach = after.end
    if chosen is None or draft.bound == "range":
        return
    if draft.bound != "eq" and chosen.bound in ("approx", draft.bound):
        return
    draft.bound, draft.bound_text = chosen.bound, chosen.text  # type: ignore[assignment]


# a smaller unit printed right after a larger one: 3斤5两, 1角5分
SMALLER: Final = {("斤", "两"): "0.1", ("两", "钱"): "0.1", ("元", "分"): "0.01", ("尺", "寸"): "0.1", ("丈", "尺"): "0.1"}
PART_JOIN: Final = ("", "又", "零")


def _join_parts(text: str, drafts: list[Draft]) -> list[Draft]:
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
    if last.bound == "range" or draft.bound == "range" or last.unit == "":
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


def _join_ranges(text: str, drafts: list[Draft]) -> list[Draft]:
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
    gap = text[low.end : high.start]
    if not gap or len(gap) > 4 or low.bound == "range" or not RANGE_JOIN.fullmatch(gap):
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


def _share_units(text: str, drafts: list[Draft]) -> None:
    """20、30和40个: the unit printed last belongs to the whole list."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        if draft.unit or not following.unit or draft.end != draft.numerals[-1].end:
            continue
        if LIST_JOIN.fullmatch(text[draft.end : following.start] or " "):
            draft.unit, draft.known, draft.implied = following.unit, following.known, True


def _imply_units(text: str, drafts: list[Draft]) -> None:
    for draft in drafts:
        if draft.unit:
            continue
        if draft.fraction is not None:
            draft.known = True
            continue
        draft.known = True
        unit, implied = implied_unit(text, draft.start, draft.end)
        if implied:
            draft.unit, draft.known, draft.implied = unit, True, True
        elif draft.numerals[-1].reason.startswith("unknown_unit:"):
            draft.unit, draft.known = draft.numerals[-1].reason.removeprefix("unknown_unit:"), False
            draft.end += len(draft.unit)
            draft.reach = max(draft.reach, draft.end)
            _set_bound(text, draft)


def _share_bounds(text: str, drafts: list[Draft]) -> None:
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
        if place >= 0 and EACH_BEFORE.search(text[max(0, place - 8) : place]):
            if CLOSE_LIST_JOIN.fullmatch(text[earlier.end : draft.start] or " "):
                draft.bound, draft.bound_text = earlier.bound, earlier.bound_text


def _record(text: str, draft: Draft, key: str) -> Quantity:
    return Quantity(
        id=record_id(key, "quantity", draft.start, draft.end),
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        value=draft.value,
        upper=draft.upper,
        unit=draft.unit,
        unit_known=draft.known,
        unit_implied=draft.implied,
        bound=draft.bound,
        bound_text=draft.bound_text,
        numeral_ids=tuple(numeral.id for numeral in draft.numerals),
        fraction=draft.fraction,
    )


def add_quantities(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: reads the numerals, adds the quantities."""
    return {"quantities": tuple(find_quantities(layers.text, layers.numerals, key=layers.key))}
