"""Quantities: a measured numeral with its unit, value in the base unit, and bound.

Finds: “204518.04万元” (2045180400 元), “2200多名” (gt), “3—5个” (range), “全省第八” (8 名次),
“20%、60%、80%左右”.
Leaves: numerals of another class than measure and rank; what is measured and when (`statements`).

Start at `find_quantities`. A draft is made for each numeral; drafts are then joined (ranges, 1元5角),
share what a list prints once (units, bounds), and become records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from extractors.grammar.bounds import HEDGES, BoundMatch, find_bound_after, find_bound_before
from extractors.grammar.implied_units import implied_unit
from extractors.grammar.number_values import multiply
from extractors.grammar.numeral_site import read_unit
from extractors.grammar.numerals import read_number
from extractors.grammar.quantity_drafts import Draft, join_parts, join_ranges, share_bounds, share_units
from extractors.grammar.units import UnitMatch
from extractors.layers import Layers
from extractors.records import Numeral, Quantity, record_id

PLAIN_TEXT: Final = re.compile(r"[0-9.]+[万亿]*$")
RANK_WORDS: Final = re.compile(r"\s?[名位](?![一-鿿]{1,2}(?:师|生|员))")
# 港币2960元: the currency stands before the number
CURRENCIES: Final = {
    "港币": "港元", "港元": "港元", "新台币": "新台币", "台币": "新台币", "美元": "美元", "美金": "美元",
    "日元": "日元", "日币": "日元", "欧元": "欧元", "英镑": "英镑",
}  # fmt: skip
CURRENCY_BEFORE: Final = re.compile(f"({'|'.join(sorted(CURRENCIES, key=len, reverse=True))})\\s?$")


def find_quantities(text: str, numerals: Sequence[Numeral], *, key: str) -> list[Quantity]:
    """The quantities of `text`, in order, from its classified numerals."""
    drafts: list[Draft] = []
    for numeral in numerals:
        if numeral.class_ in ("measure", "rank") and numeral.value is not None:
            draft = _rank(text, numeral) if numeral.class_ == "rank" else _measure(text, numeral)
            if draft is not None:
                drafts.append(draft)
    drafts = join_parts(text, join_ranges(text, drafts))
    share_units(text, drafts)
    _imply_units(text, drafts)
    share_bounds(text, drafts)
    return [_record(text, draft, key) for draft in drafts]


CHANGED: Final = re.compile(r"(?:提高|上升|增长|提升|下降|降低|回落|增加|高出|低)了?(?:约|近|超过?)?$")


def _rank(text: str, numeral: Numeral) -> Draft | None:
    draft = Draft(numeral, numeral.value or "")
    lead = text[max(0, numeral.start - 3) : numeral.start].rstrip(" \u3000")
    before = lead[-1:]
    if before in ("第", "前"):
        draft.start = max(0, numeral.start - 3) + len(lead) - 1
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
            if unit.symbol.startswith("个多") and draft.bound == "eq":
                draft.bound, draft.bound_text = "gt", "多"
            if (
                unit.symbol == "个"
                and text.startswith("点", unit.end)
                and CHANGED.search(text, max(0, draft.start - 6), draft.start)
            ):
                # 提高1.5个点: points as they are spoken of
                draft.end = draft.reach = unit.end + 1
                draft.unit = "个百分点"
            if unit.base == "元" and (
                currency := CURRENCY_BEFORE.search(text, max(0, draft.start - 6), draft.start)
            ):
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
    if chosen is None:
        return
    if after:
        draft.reach = after.end
    if draft.bound == "range":
        return
    if draft.bound != "eq" and chosen.bound in ("approx", draft.bound):
        return
    draft.bound, draft.bound_text = chosen.bound, chosen.text  # type: ignore[assignment]


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
