"""The number grammar: written numbers, units, bounds."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files

import pytest

from extractors.grammar.bounds import AFTER, BEFORE, find_bound_after, find_bound_before
from extractors.grammar.number_values import divide, multiply, parse_chinese, parse_number, scale
from extractors.grammar.numeral_site import read_unit
from extractors.grammar.numerals import find_numbers
from extractors.grammar.units import NOT_A_UNIT, find_unit, read_units
from tests.extractors.chinese_writer import write, write_formal


def test_every_number_below_a_hundred_thousand_is_read_back() -> None:
    wrong = [number for number in range(100_000) if parse_chinese(write(number)) != number]
    assert wrong == []


def test_every_formal_number_below_ten_thousand_is_read_back() -> None:
    wrong = [number for number in range(10_000) if parse_chinese(write_formal(number)) != number]
    assert wrong == []


def test_every_hundredth_written_number_is_found_whole_in_a_sentence() -> None:
    wrong = []
    for number in range(10, 100_000, 97):
        found = list(find_numbers(f"共{write(number)}个"))
        if [(n.start, n.end, n.value) for n in found] != [(1, 1 + len(write(number)), str(number))]:
            wrong.append(write(number))
    # 二三十 and the like are written for 20 to 30, never for a whole number
    assert wrong == []


def test_large_numbers_are_read_back() -> None:
    chooser = random.Random(7)
    numbers = [chooser.randrange(10**8) for _ in range(3000)]
    assert [parse_chinese(write(number)) for number in numbers] == numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("56.67", "56.67"),
        ("5.0", "5"),
        ("007", "7"),
        ("12,500", "12500"),
        ("１２．５", "12.5"),
        ("204518.04万", "2045180400"),
        ("0.5亿", "50000000"),
        ("3万亿", "3000000000000"),
        ("5千万", "50000000"),
        ("1亿2千万", "120000000"),
        ("3万4000", "34000"),
        ("1千零1", "1001"),
        ("7000余万", "70000000"),
        ("1000 万", "10000000"),
        ("二十来万", "200000"),
        ("十 余 万", "100000"),
        ("数百万", "1000000"),
        ("三百五", "350"),
        ("一万三", "13000"),
        ("一万零三", "10003"),
        ("二〇二三", "2023"),
        ("廿五", "25"),
        ("壹仟玖佰", "1900"),
        ("负三十二", "-32"),
        ("-5.5", "-5.5"),
        ("十五点七", "15.7"),
        ("四亿五千六百四十二万零一十五", "456420015"),
        ("五万万", "500000000"),
        ("百", "100"),
        ("千亿", "100000000000"),
        ("", None),
        ("点五", None),
        ("三x", None),
        ("五三百", None),
    ],
)
def test_written_number(text: str, value: str | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("百分之五点五", [("百分之五点五", "5.5", None)]),
        ("百分之85", [("百分之85", "85", None)]),
        ("三分之二", [("三分之二", "0.666667", None)]),
        ("占1/3", [("1/3", "0.333333", None)]),
        ("2020/2021学年", [("2020", "2020", None), ("2021", "2021", None)]),
        ("六七个", [("六七", "6", "7")]),
        ("十七八名", [("十七八", "17", "18")]),
        ("二三十家", [("二三十", "20", "30")]),
        ("两三万人", [("两三万", "20000", "30000")]),
        ("一一对应", [("一", "1", None), ("一", "1", None)]),
        ("一二三产业", [("一二三", "1", "3")]),
        ("“十四五”", [("十四五", None, None)]),
        ("2.2.1", [("2", "2", None), ("2", "2", None), ("1", "1", None)]),
        ("F-09地块", [("09", "9", None)]),
        ("0-3岁", [("0", "0", None), ("3", "3", None)]),
        ("下降为-5.2", [("5.2", "5.2", None)]),
        ("增速为-9.4%", [("-9.4", "-9.4", None)]),
        ("上涨1·8%", [("1·8", "1.8", None)]),
        ("“12·4”宪法日", [("12", "12", None), ("4", "4", None)]),
        ("（-5.2）", [("-5.2", "-5.2", None)]),
        ("100千瓦", [("100", "100", None), ("千", "1000", None)]),
        ("5个百分点", [("5", "5", None), ("百", "100", None)]),
        ("首批双减半年", [("首", "1", None), ("双", "2", None), ("半", "0.5", None)]),
        ("师资队伍", []),
        ("内陆港", []),
        ("收拾整齐", []),
        ("人数几个", []),
        ("三十两", [("三十", "30", None), ("两", "2", None)]),
        ("1.2E+05", [("1.2E+05", "120000", None)]),
        ("", []),
    ],
)
def test_numerals_found(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert [(text[n.start : n.end], n.value, n.upper) for n in find_numbers(text)] == found


def test_scaling_is_exact_for_any_length() -> None:
    assert scale("9" * 50 + ".75", 4) == "9" * 50 + "7500"
    assert scale("1.5", -3) == "0.0015"
    assert scale("-0.04", 2) == "-4"
    assert multiply("7.2", "10") == "72"
    assert multiply("5", "0.01") == "0.05"
    assert multiply("3", "1000000") == "3000000"


def test_quotients() -> None:
    assert divide("2", "3") == "0.666667"
    assert divide("1", "4") == "0.25"
    assert divide("7", "100000000") == "0.00000007"


# --- units ------------------------------------------------------------------------------------------


def test_every_unit_reads_its_own_example() -> None:
    wrong = []
    for unit in read_units().values():
        places = [n.end for n in find_numbers(unit.example)]
        matches = [read_unit(unit.example, place)[1] for place in places]
        found = [match.symbol for match in matches if match is not None]
        expected = [] if unit.dimension == NOT_A_UNIT else [unit.symbol]
        hidden = unit.dimension == NOT_A_UNIT and unit.symbol not in unit.example
        if (expected and unit.symbol not in found) or (not expected and found) or hidden:
            wrong.append((unit.symbol, unit.example, found))
    assert wrong == []


def test_factors_are_plain_decimals_and_bases_are_units() -> None:
    units = read_units()
    assert len(units) > 450
    assert [u.symbol for u in units.values() if u.base in units and units[u.base].base != u.base] == []
    assert [u.symbol for u in units.values() if parse_number(u.factor) is None] == []


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("人次", "人次"),
        ("个百分点", "个百分点"),
        ("个工作日", "个工作日"),
        ("公里/小时", "公里/小时"),
        ("元/亩", "元/亩"),
        ("立方米/小时", "立方米/小时"),
        ("千瓦时", "千瓦时"),
        ("m", "m"),
        ("mm", "mm"),
        ("mx", None),
        ("国道", None),
        ("组织", None),
        ("，", None),
        ("", None),
    ],
)
def test_longest_unit(text: str, symbol: str | None) -> None:
    match = find_unit(text, 0)
    assert (match.symbol if match else None) == symbol


# --- bounds ------------------------------------------------------------------------------------------


def test_every_bound_has_an_example_that_reads_it() -> None:
    source = files("extractors.lexicons").joinpath("bounds.toml").read_text("utf-8")
    table = tomllib.loads(source)
    wrong = []
    for bound, rows in table["before"].items():
        for word, example in rows.items():
            match = find_bound_before(example, example.index(word) + len(word))
            if match is None or (match.text, match.bound) != (word, bound):
                wrong.append(("before", word, example, match))
    for bound, rows in table["after"].items():
        for word, example in rows.items():
            match = find_bound_after(example, example.index(word))
            if match is None or (match.text, match.bound) != (word, bound):
                wrong.append(("after", word, example, match))
    assert wrong == []


@pytest.mark.parametrize("word", sorted(BEFORE))
def test_every_bound_before_a_number(word: str) -> None:
    text = f"规模{word}3"
    match = find_bound_before(text, len(text) - 1)
    assert match is not None
    assert (match.bound, text[match.start : match.end]) == (BEFORE[word], match.text)


@pytest.mark.parametrize("word", sorted(AFTER))
def test_every_bound_after_a_unit(word: str) -> None:
    match = find_bound_after(f"个{word}，", 1)
    assert match is not None
    assert (match.text, match.bound) == (word, AFTER[word])


@pytest.mark.parametrize("text", ["经过3", "最近3", "马上3", "签约3", "线上3", "通过3", "不超"])
def test_words_that_only_end_like_a_bound(text: str) -> None:
    assert find_bound_before(text, len(text) - 1) is None


@pytest.mark.parametrize("text", ["所内设机构", "家多元主体", "人起草", "个来自", "年内涵建设"])
def test_words_that_only_begin_like_a_bound(text: str) -> None:
    assert find_bound_after(text, 1) is None
