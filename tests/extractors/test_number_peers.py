"""Cases of other recognisers' public test suites, read by our number functions.

The cases are single phrases, many without any surroundings, so class rules that need context are set
aside: every numeral counts but those inside a word (四川, 十足) and those in code or web addresses.
Each disagreement is listed in tests/truth/peer_disagreements.jsonl with its reason; when the list and
reality differ, either way, the test fails.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractors.numerals import find_numerals
from extractors.quantities import find_quantities
from extractors.records import Numeral, Quantity
from extractors.segmentation import find_tokens

TRUTH = Path(__file__).parents[1] / "truth"
CASES = [json.loads(line) for line in (TRUTH / "peer_cases.jsonl").read_text("utf-8").splitlines()]
LISTED = [json.loads(line) for line in (TRUTH / "peer_disagreements.jsonl").read_text("utf-8").splitlines()]
INSIDE_WORDS = (
    "word:",
    "dictionary:",
    "unknown_word",
    "bare_power",
    "inside_unit",
    "code",
    "adverbial",
    "river",
)
FLOORS = {"number": 0.95, "percent": 0.95, "ordinal": 0.95, "unit": 0.9, "currency": 0.9, "age": 0.9}

# their unit names: our base units that measure the same, with theirs per one of ours
MASS = {
    "公斤": "1000",
    "克": "1",
    "斤": "500",
    "两": "50",
    "毫克": "0.001",
    "微克": "0.000001",
    "吨": "1000000",
}
UNITS: dict[str, dict[str, str]] = {
    "Gram": MASS,
    "Kilogram": {unit: str(Decimal(factor) / 1000) for unit, factor in MASS.items()},
    "Ton": {"吨": "1"},
    "Jin": {"斤": "1"},
    "Liang": {"两": "1"},
    "Microgram": {"微克": "1"},
    "Mu": {"亩": "1"},
    "Kilometer": {"公里": "1"},
    "Kilometre": {"公里": "1"},
    "Meter": {"米": "1"},
    "Metre": {"米": "1"},
    "Centimeter": {"厘米": "1"},
    "Centimetre": {"厘米": "1"},
    "Foot": {"英尺": "1"},
    "Inch": {"英寸": "1"},
    "Mile": {"英里": "1"},
    "Litre": {"升": "1"},
    "Millilitre": {"毫升": "1", "茶匙": "5"},
    "Kilobit": {"比特": "0.001"},
    "Kilobyte": {"KB": "1", "字节": "0.001"},
    "Megabyte": {"MB": "1"},
    "Year": {"岁": "1", "周岁": "1", "年": "1"},
    "Month": {"个月": "1"},
    "Week": {"周": "1"},
    "Day": {"天": "1"},
    "%": {"%": "1", "‰": "0.1", "": "100"},
    "百分点": {"个百分点": "1"},
    "Chinese yuan": {"元": "1"},
    "CNY": {"元": "1"},
    "元": {"元": "1"},
    "Dollar": {"元": "1"},
    "Cent": {"元": "100", "分": "1"},
    "Euro": {"欧元": "1"},
    "欧元": {"欧元": "1"},
    "United States dollar": {"美元": "1"},
    "美元": {"美元": "1"},
    "Swiss franc": {"瑞士法郎": "1"},
    "Hong Kong dollar": {"港元": "1"},
    "港元": {"港元": "1"},
    "New Taiwan dollar": {"新台币": "1"},
    "新台币": {"新台币": "1"},
    "Japanese yen": {"日元": "1"},
    "日元": {"日元": "1"},
    "Nigerian naira": {"奈拉": "1"},
    "泰铢": {"泰铢": "1"},
    "卢布": {"卢布": "1"},
    "Bitcoin": {"比特币": "1"},
}


def find_plain_numerals(text: str) -> list[Numeral]:
    numerals = find_numerals(text, key="peer", tokens=find_tokens(text))
    return [numeral for numeral in numerals if not numeral.reason.startswith(INSIDE_WORDS)]


def find_plain_quantities(text: str) -> list[Quantity]:
    numerals = [msgspec.structs.replace(numeral, class_="measure") for numeral in find_plain_numerals(text)]
    return find_quantities(text, numerals, key="peer")


def same(value: str | None, expected: float | int) -> bool:
    if value is None:
        return False
    want = Decimal(str(expected))
    return abs(Decimal(value) - want) <= abs(want) * Decimal("1e-6") + Decimal("1e-12")


def overlaps(record: Numeral | Quantity, expected: dict[str, Any]) -> bool:
    return "start" not in expected or (record.start < expected["end"] and expected["start"] < record.end)


def agrees_on_numbers(case: dict[str, Any]) -> bool:
    found = find_plain_numerals(case["input"])
    return len(found) == len(case["expected"]) and all(
        overlaps(numeral, want) and same(numeral.value, want["value"])
        for numeral, want in zip(found, case["expected"], strict=True)
    )


def agrees_on_units(case: dict[str, Any]) -> bool:
    found = find_plain_quantities(case["input"])
    for want in case["expected"]:
        table = UNITS.get(want.get("unit") or "元", {})
        if not any(
            overlaps(quantity, want)
            and quantity.unit in table
            and (
                want.get("value") is None
                or same(str(Decimal(quantity.value) * Decimal(table[quantity.unit])), want["value"])
                or (quantity.upper is not None and same(quantity.upper, want["value"]))
            )
            for quantity in found
        ):
            return False
    return True


def is_silent(case: dict[str, Any]) -> bool:
    if case["kind"] == "negative:number":
        return not find_plain_numerals(case["input"])
    units = {"negative:percent": {"%"}, "negative:unit": {"米", "公里"}, "negative:currency": {"元"}}[
        case["kind"]
    ]
    return not any(quantity.unit in units for quantity in find_plain_quantities(case["input"]))


def agrees(case: dict[str, Any]) -> bool:
    kind = case["kind"]
    if kind.startswith("negative:"):
        return is_silent(case)
    return agrees_on_numbers(case) if kind in ("number", "ordinal") else agrees_on_units(case)


@cache
def disagreements() -> frozenset[str]:
    return frozenset(case["id"] for case in CASES if not agrees(case))


def test_every_disagreement_is_listed_with_its_reason() -> None:
    assert {row["id"] for row in LISTED} == disagreements()
    assert all(row["reason"] for row in LISTED)
    assert len(LISTED) == len({row["id"] for row in LISTED})


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_agreement_is_high_enough(kind: str) -> None:
    cases = [case for case in CASES if case["kind"] == kind]
    right = sum(case["id"] not in disagreements() for case in cases)
    assert cases
    assert right / len(cases) >= FLOORS[kind]


def test_negative_cases_are_silent() -> None:
    cases = [case for case in CASES if case["kind"].startswith("negative:")]
    assert len(cases) == 35
    assert [case["id"] for case in cases if case["id"] in disagreements()] == []
