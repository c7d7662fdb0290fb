"""The lexicon of indicators: every row is whole, its example is read, its wordings meet."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from extractors.lexicons import load
from extractors.statements.canonical import normalise, resolve_indicator
from tests.extractors.statements.reading import SUMMARY, read_statements

ROWS: list[dict[str, Any]] = load("indicators")["indicator"]
KEYS = {
    "id", "name", "synonyms", "unit", "measure", "better", "numerator", "denominator", "levelled", "deeds",
    "source", "example",
}  # fmt: skip
SUFFIXES = re.compile(r"(?:@[^./]+)?(?:\.(?:growth|points|difference|rank|stock|new))?(?:/.+)?")


def test_there_are_enough_rows_and_ids_are_unique() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(ids) >= 250
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(?:\.[a-z0-9_]+)+", name) for name in ids)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_is_whole(row: dict[str, Any]) -> None:
    assert set(row) <= KEYS
    assert row["name"] and row["unit"] and row["source"] and row["example"].endswith("。")
    assert row["measure"] in {"stock", "flow", "share", "rate", "amount", "rank"}
    assert row["better"] in {"up", "down", "none"}
    assert ("numerator" in row) == ("denominator" in row)
    assert row["measure"] != "share" or row["unit"] in {"%", "‰"}


def test_no_wording_means_two_indicators() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for wording in (row["name"], *row.get("synonyms", ())):
            meant[normalise(wording)].add(row["id"])
    assert {wording: ids for wording, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_example_gives_the_indicator(row: dict[str, Any]) -> None:
    found = [s.indicator.id for _, s in read_statements(SUMMARY + row["example"] + "\n") if s.indicator]
    assert found, row["example"]
    assert all(name.startswith(row["id"]) for name in found), found
    assert all(SUFFIXES.fullmatch(name.removeprefix(row["id"])) for name in found), found


MEET = [
    ("公办园在园幼儿占比", "公办在园幼儿覆盖率"),
    ("公办幼儿园在园幼儿比例", "公办园在园幼儿覆盖率"),
    ("“专精特新”中小企业", "专精特新企业"),
    ("规模以上工业增加值", "规上工业增加值"),
    ("全区城镇新增就业", "新增城镇就业"),
    ("高标准农田建设", "高标准农田"),
    ("省、市重点项目建设", "省市重点项目"),
    ("农用地和建设用地安全利用率", "建设用地和农用地安全利用率"),
    ("基本医保参保率", "城乡居民基本医疗保险参保率"),
    ("党建工作示范校(单位)", "党建示范校"),
]
APART = [
    ("公办园在园幼儿占比", "普惠性幼儿园覆盖率"),
    ("城镇登记失业率", "城镇调查失业率"),
    ("省级美丽乡村", "市级以上美丽乡村"),
    ("省级技术创新中心", "市级以上技术创新中心"),
    ("社会消费品零售总额", "限额以上社会消费品零售额"),
    ("劳动实践基地", "研学实践基地"),
    ("小学生均公用经费", "初中生均公用经费"),
    ("农村户厕", "农村公厕"),
    ("教师参与率", "教师参会率"),
]


def same(one: str, other: str) -> bool:
    unit = "%" if one.endswith(("率", "占比")) else "个"
    ids = {
        resolve_indicator(name, unit, "share" if unit == "%" else "flow", None).id for name in (one, other)
    }
    return len(ids) == 1


@pytest.mark.parametrize(("one", "other"), MEET)
def test_wordings_that_must_meet(one: str, other: str) -> None:
    for unit, measure in (("%", "share"), ("元", "amount"), ("个", "flow"), ("亩", "flow")):
        first, second = (resolve_indicator(name, unit, measure, None) for name in (one, other))
        if first.known:
            break
    assert first.known
    assert first.id == second.id


@pytest.mark.parametrize(("one", "other"), APART)
def test_wordings_that_must_not_meet(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2022年全县“阳光厨房”", "阳光厨房"),
        ("校园文化建设工作", "校园文化"),
        ("市级家庭教育示范点(社区)", "市级家庭教育示范点"),
    ],
)
def test_an_unknown_wording_meets_itself_again(one: str, other: str) -> None:
    assert same(one, other)


def test_level_growth_and_rank_are_not_mixed() -> None:
    ids = {
        resolve_indicator("固定资产投资", "元", "amount", None).id,
        resolve_indicator("固定资产投资", "%", "rate", "percent").id,
        resolve_indicator("固定资产投资增速", "%", "rate", None).id,
        resolve_indicator("固定资产投资", "名次", "rank", None).id,
    }
    assert ids == {"economy.investment", "economy.investment.growth", "economy.investment.rank"}


def test_what_was_inspected_is_not_what_was_built() -> None:
    built = resolve_indicator("幼儿园", "所", "flow", None, "新建").id
    inspected = resolve_indicator("幼儿园", "所", "flow", None, "检查").id
    assert built != inspected
