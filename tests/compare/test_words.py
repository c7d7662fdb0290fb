"""The word lists of the comparison, each row with its example, and the readings that rest on them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.compare.bodies import full_names, is_short_for, normalise_issuer, own_place, place_words
from pipeline.compare.clauses import locate, names_meet
from pipeline.compare.likeness import action_class
from pipeline.compare.names import find_names, is_thing, list_members
from pipeline.compare.row_labels import field_of
from pipeline.compare.stages import load_stages, promised_stage, read_stage, read_stages
from pipeline.compare.wording import change_of, load_scale, read_scale
from pipeline.compare.wordings import clean_name, compare_names, read_lexicon


def rows(data: dict[str, list[dict[str, Any]]], *tables: str) -> list[dict[str, Any]]:
    found = [row for table in tables for row in data[table]]
    assert found
    return found


@pytest.mark.parametrize("row", rows(read_lexicon(), "same"), ids=lambda row: row["write"])
def test_two_ways_of_writing(row: dict[str, Any]) -> None:
    before, _, after = row["example"].partition(" -> ")
    assert clean_name(before) == clean_name(after)


@pytest.mark.parametrize(
    "row",
    rows(
        read_lexicon(), "benign", "level", "contrast", "stock", "flow", "cumulative", "action", "general",
        "lower", "field", "together", "listing",
    ),
    ids=lambda row: row.get("name", row["words"][0]),
)  # fmt: skip
def test_a_row_has_its_example(row: dict[str, Any]) -> None:
    classes = {action_class(row["example"]), action_class(row["example"][:2])}
    assert any(word in row["example"] for word in row["words"]) or classes & set(row["words"])


@pytest.mark.parametrize("row", rows(read_lexicon(), "field"), ids=lambda row: row["name"])
def test_fields_of_work(row: dict[str, Any]) -> None:
    assert field_of(row["example"]) == row["name"]


@pytest.mark.parametrize("row", rows(read_stages(), "stage"), ids=lambda row: row["code"])
def test_stage_words(row: dict[str, Any]) -> None:
    told = read_stage("青石中学" + row["example"], 0, 4)
    assert told == row["code"]


@pytest.mark.parametrize("row", rows(read_scale(), "strength", "ladder"), ids=lambda row: row["words"][0])
def test_strength_words(row: dict[str, Any]) -> None:
    scale = load_scale()
    pattern = scale.strength if "weight" in row else scale.ladder
    assert set(pattern.findall(row["example"])) & set(row["words"])


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("规上工业增加值", "规模以上工业增加值", "same"),
        ("建设用地和农用地安全利用率", "农用地和建设用地安全利用率", "same"),
        ("科技型中小企业", "省级科技型中小企业", "level"),
        ("基本医疗保险参保率", "医疗保险参保率", "extra"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入", "contrast"),
        ("城镇登记失业率", "城镇调查失业率", "contrast"),
        ("雨污水泵站和雨水调蓄池", "雨水调蓄池", "different"),
        ("提前招聘毕业生", "公开招聘教师", "contrast"),
        ("养老保险参保率", "医疗保险参保率", "contrast"),
    ],
)
def test_names_against_names(left: str, right: str, relation: str) -> None:
    assert compare_names(clean_name(left), clean_name(right)).relation == relation
    assert compare_names(clean_name(right), clean_name(left)).relation == relation


@pytest.mark.parametrize(
    ("clause", "name", "stage"),
    [
        ("青石医院新院区一期主体完工、二期加紧推进", "青石医院新院区", "main_body_done"),
        ("青石医院新院区完成前期手续办理", "青石医院新院区", "planned"),
        ("完成青石医院病房楼建设", "青石医院病房楼", "completed"),
        ("青石医院病房楼建设加快推进", "青石医院病房楼", "pushed"),
        ("建成南湖小学、东岭小学", "南湖小学", "completed"),
        ("南湖小学、东岭小学投入使用", "南湖小学", "in_use"),
        ("高铁新城征地工作基本完成", "高铁新城", "planned"),
        ("把南湖小学作为示范校", "南湖小学", None),
    ],
)
def test_stages_around_a_name(clause: str, name: str, stage: str | None) -> None:
    at = clause.index(name)
    assert read_stage(clause, at, at + len(name)) == stage


@pytest.mark.parametrize(
    ("clause", "stage"),
    [
        ("谋划实施东岭公园改造", "planned"),
        ("谋划启动东岭小学建设", "started"),
        ("确保东岭小学投入使用", "in_use"),
        ("完成东岭小学、南湖小学主体建设", "main_body_done"),
        ("加快东岭小学建设", "under_construction"),
        ("对东岭小学等3个在建项目", None),
        ("继续深化东岭小学办学合作", "pushed"),
    ],
)
def test_promised_stages(clause: str, stage: str | None) -> None:
    assert promised_stage(clause) == stage


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "完成青石医院新院区、东岭小学综合楼和南湖公园主体建设",
            ["青石医院新院区", "东岭小学综合楼", "南湖公园"],
        ),
        ("启动投资2.22亿元的疾控中心实验楼工程建设", ["疾控中心实验楼"]),
        ("尽快完成东岭村、南湖村安置房建设", ["东岭村", "南湖村安置房"]),
        ("加强项目建设", []),
        ("新建东岭小学等5所学校", ["东岭小学"]),
    ],
)
def test_names_in_a_promise(text: str, names: list[str]) -> None:
    assert [found.name for found in find_names(text)] == names
    for found in find_names(text):
        assert found.name in re.sub(r"\s", "", text)


def test_what_is_shared_by_a_list_of_schools() -> None:
    found = find_names("提升东岭中学、南湖中学、西河中学运动场")
    assert [(name.name, name.needs) for name in found] == [
        ("东岭中学", "运动场"), ("南湖中学", "运动场"), ("西河中学运动场", ""),
    ]  # fmt: skip


def test_things_and_deeds() -> None:
    assert is_thing("东岭小学综合楼", "建设东岭小学综合楼")
    assert is_thing("远大电气", "推动远大电气、华通铝业等6个项目投产")
    assert not is_thing("校园安全管理水平", "提升校园安全管理水平")


def test_members_of_a_list() -> None:
    assert list_members("积极稳妥推进东岭、南湖、西河、北川乡改镇") == ("东岭", "南湖", "西河", "北川")
    assert list_members("推进东岭小学建设") == ()


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        ("红薯博物馆", "红薯文化博物馆", True),
        ("青石人民医院新院区", "青石医院新院区", True),
        ("振东街北延", "振东街南延", False),
        ("第二污水处理厂", "污水处理厂", False),
        ("青石中医院新院区", "青石医院新院区", False),
        ("东岭射击场", "东岭射击馆", True),
        ("北环路东延", "北环路东延安置房", False),
        ("南环路", "乐凯大街南延至南环路", False),
    ],
)
def test_when_two_names_are_one_thing(left: str, right: str, meet: bool) -> None:
    assert names_meet(left, right) is meet
    assert names_meet(right, left) is meet


def test_a_name_is_found_by_its_letters_in_order() -> None:
    assert locate("东岭小学", "东岭小学投入使用") == (0, 4, 1.0)
    assert locate("温仁污水处理厂", "冉庄污水处理厂建成") is None
    assert locate("温仁污水处理厂", "温仁和冉庄污水处理厂建成") is not None
    assert locate("北环路东延", "完成北环路东延沿线安置房建设") is None


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("青石区教育局", "柳河市青石区教育局", True),
        ("教育局", "柳河市青石区教育局", False),
        ("青石区教育局", "柳河市石青区教育局", False),
        ("柳河市青石区教育局", "青石区教育局", False),
    ],
)
def test_short_names_of_bodies(short: str, long: str, same: bool) -> None:
    assert is_short_for(short, long) is same


def test_a_short_name_of_two_bodies_joins_neither() -> None:
    names = ["鼓楼区教育局", "东州市鼓楼区教育局", "西江市鼓楼区教育局", "青石区教育局", "柳河市青石区教育局"]
    full = full_names(names)
    assert full["鼓楼区教育局"] == "鼓楼区教育局"
    assert full["青石区教育局"] == "柳河市青石区教育局"


def test_issuers_and_places() -> None:
    assert normalise_issuer("青石区人民政府 办公室") == "青石区人民政府"
    assert normalise_issuer("青石区教育局办公室") == "青石区教育局办公室"
    assert place_words(["柳河市青石区教育局"]) == ("柳河市", "青石区", "柳河", "青石")
    assert own_place("青石区是全区的中心。青石区的发展,青石区的未来,城区、园区", "区") == "青石区"
    assert own_place("城区、园区、全区", "区") is None


def test_words_of_the_lexicons_are_found_again() -> None:
    assert load_stages().head.search("东岭小学")
    assert clean_name("全区“专精特新”企业") == clean_name("专精特新企业")
    assert change_of is not None
