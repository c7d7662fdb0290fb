"""Enumerations: members, printed number, and whether the two agree."""

from __future__ import annotations

import msgspec
import pytest

from extractors.layers import Layers
from extractors.records import EnumeratedList
from extractors.stages import STAGES


def read(text: str) -> Layers:
    layers = Layers(text=text, key="000000000000")
    for stage in STAGES:
        layers = msgspec.structs.replace(layers, **stage.run(layers))
        if stage.name == "projects":
            break
    return layers


def lists(text: str) -> tuple[EnumeratedList, ...]:
    return read(text).lists


# sentence -> members, stated, named, closure of each list
CASES = {
    "城东小学、城西小学、河头幼儿园等3所学校开工。": [("城东小学|城西小学|河头幼儿园", 3, 3, "exhaustive")],
    "龙山中学、梅林中学等6所学校完成改造。": [("龙山中学|梅林中学", 6, 2, "illustrative")],
    "5所学校(龙山中学、梅林中学、岭下中学)被列入基地学校。": [
        ("龙山中学|梅林中学|岭下中学", 5, 3, "mismatch"),
    ],
    "先后成立篮球、羽毛球、书法等12个社团。": [("篮球|羽毛球|书法", 12, 3, "illustrative")],
    "王小明等2位同学获奖。": [("王小明", 2, 1, "illustrative")],
    "建立心理辅导、空中课堂、青年联谊三个服务基地。": [
        ("心理辅导|空中课堂|青年联谊", 3, 3, "exhaustive"),
    ],
    "鳌江和水头两个街道开展试点。": [("鳌江|水头", 2, 2, "exhaustive")],
    "开展“三大工程”:强师工程、名师工程和青蓝工程。": [
        ("强师工程|名师工程|青蓝工程", 3, 3, "exhaustive"),
    ],
    "推进龙山中学迁建、城东小学扩建等在建项目。": [("龙山中学迁建|城东小学扩建", None, 2, "illustrative")],
    "龙山中学和梅林中学获评文明校园。": [("龙山中学|梅林中学", None, 2, "unstated")],
    "6所学校被列入第二批基地学校。": [("", 6, 0, "illustrative")],
    "新建投用3个劳动实践基地。": [("", 3, 0, "illustrative")],
    "新建、改扩建龙山一中、城东小学等9所学校。": [("龙山一中|城东小学", 9, 2, "illustrative")],
    "新建龙山第二小学、城东学校、岭下小学3所学校。": [
        ("龙山第二小学|城东学校|岭下小学", 3, 3, "exhaustive"),
    ],
    "改造学校4所,包括龙山中学、岭下小学、城东小学,以及拆除重建的河头小学。": [
        ("龙山中学|岭下小学|城东小学|拆除重建的河头小学", 4, 4, "exhaustive"),
    ],
    "实施龙山中学食堂建设、岭下小学改扩建、城东小学等6所小学操场建设等项目。": [
        ("城东小学", 6, 1, "illustrative"),
    ],
    "龙山中学综合楼、岭下小学食堂,以及河头小学围墙等30个项目完工。": [
        ("龙山中学综合楼|岭下小学食堂|河头小学围墙", 30, 3, "illustrative"),
    ],
    "以龙山一中、城东小学等优质学校为核心校组建2个教育集团。": [
        ("龙山一中|城东小学", None, 2, "illustrative"), ("", 2, 0, "illustrative"),
    ],
    "新建的4所学校分别是:龙山中学和岭下小学、城东小学(暂定名)和河头小学。": [
        ("龙山中学|岭下小学|城东小学(暂定名)|河头小学", 4, 4, "exhaustive"),
    ],
    # what is no enumeration
    "培养教师24人、省特级2人。": [],
    "获得一等奖、二等奖、三等奖。": [],
    "投入资金1200万元,增长5.6%。": [],
    "初等、中等教育平等发展。": [],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES.items(), ids=list(CASES))
def test_lists_of_a_sentence(sentence: str, expected: list[tuple[str, int | None, int, str]]) -> None:
    found = [
        ("|".join(member.text for member in one.members), one.stated, one.named, one.closure)
        for one in lists(sentence)
    ]
    assert found == expected


def test_a_list_short_of_names_among_complete_lists_is_a_mismatch() -> None:
    text = (
        "确保城东小学、城西小学等2所学校投用,力争城南中学、城北中学等2个项目竣工,"
        "争取龙山中学、梅林中学、岭下中学等5个项目开工。"
    )
    assert [one.closure for one in lists(text)] == ["exhaustive", "exhaustive", "mismatch"]


def test_members_that_are_schools_carry_their_id() -> None:
    layers = read("城东小学、城西小学扩建工程等2个项目开工。")
    (one,) = layers.lists
    assert [member.school_id for member in one.members] == [m.school_id for m in layers.school_mentions]


def test_spans_slice_and_ids_are_unique() -> None:
    text = "\n".join(CASES)
    found = lists(text)
    assert len(found) >= 10
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.named == len(one.members)
        assert all(text[m.start : m.end] == m.text for m in one.members)
