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
    # the number stands behind the noun, after a full stop, before a dash; an item's number is none
    "建成投用城东小学、岭下中学等新建、改扩建学校14所。": [("城东小学|岭下中学", 14, 2, "illustrative")],
    "琯头、浦口等乡镇7个项目开工。": [("琯头|浦口", None, 2, "illustrative")],
    "龙山中学、岭下小学等在内的10所学校开学。": [("龙山中学|岭下小学", 10, 2, "illustrative")],
    "开工的3处学校、幼儿园项目分别是龙山中学、岭下小学、河头幼儿园。": [
        ("龙山中学|岭下小学|河头幼儿园", 3, 3, "exhaustive"),
    ],
    "新增集团校已有2所。分别是龙山中学、岭下小学。": [("龙山中学|岭下小学", 2, 2, "exhaustive")],
    "其中2所为引进项目——龙山外国语学校、岭下小学。": [("龙山外国语学校|岭下小学", 2, 2, "exhaustive")],
    "2、完成龙山中学等5所学校操场建设。": [("龙山中学", 5, 1, "illustrative")],
    "龙山中学、岭下小学等学校新增学位900个。": [("龙山中学|岭下小学", None, 2, "illustrative")],
    # schools one to a line, with and without numbers, and the number of the heading
    "新建幼儿园(3所)\n1.城东幼儿园 占地6亩\n2.城西幼儿园\n设6个班。\n3、城南幼儿园\n": [
        ("城东幼儿园|城西幼儿园|城南幼儿园", 3, 3, "exhaustive"),
    ],
    "建设项目如下\n·城东幼儿园·\n·城西幼儿园·\n": [("城东幼儿园|城西幼儿园", None, 2, "unstated")],
    "公办园(2所)\n1.城东幼儿园\n2.城西幼儿园\n民办园(2所)\n3.城南幼儿园\n4.城北幼儿园\n": [
        ("城东幼儿园|城西幼儿园", 2, 2, "exhaustive"), ("城南幼儿园|城北幼儿园", 2, 2, "exhaustive"),
    ],
    "两所幼儿园投用\n1.城东小学\n2.城西幼儿园\n3.城南幼儿园\n": [
        ("", 2, 0, "illustrative"), ("城东小学|城西幼儿园|城南幼儿园", None, 3, "unstated"),
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


@pytest.mark.parametrize(
    "text",
    [
        "完成小学围墙修缮、十一中综合楼等7目建2,成效明显。",
        "1.城东小学、城西小学\n2.河头小学、岭下小学\n共2所\n",
    ],
)
def test_no_two_lists_hold_the_same_words(text: str) -> None:
    found = lists(text)
    assert len({one.id for one in found}) == len(found)


OVERVIEW = "一、教育设施更加完善。建成投用中小学2所,新增学位900个。\n"
NAMED_ELSEWHERE = {
    # two counted, two told of with the same deed
    "龙山中学建成投用。城东小学建成投用。": ["龙山中学", "城东小学"],
    # another deed of the same stage, used elsewhere in the report
    "龙山中学建成投用。城东小学投入使用。": ["龙山中学", "城东小学"],
    # one too few, one too many, another kind, another deed
    "龙山中学建成投用。": [],
    "龙山中学、城东小学、岭下小学建成投用。": [],
    "龙山中学建成投用。城东幼儿园建成投用。": [],
    "龙山中学开工建设。城东小学开工建设。": [],
}


@pytest.mark.parametrize(("detail", "named"), NAMED_ELSEWHERE.items(), ids=list(NAMED_ELSEWHERE))
def test_counted_schools_are_named_elsewhere(detail: str, named: list[str]) -> None:
    found = [one for one in lists(OVERVIEW + detail) if one.text == "中小学2所"]
    assert [member.text for one in found for member in one.members] == named
    assert all(one.stated == one.named == 2 for one in found if one.members)


def test_spans_slice_and_ids_are_unique() -> None:
    text = "\n".join(CASES)
    found = lists(text)
    assert len(found) >= 10
    assert len({one.id for one in found}) == len(found)
    for one in found:
        assert text[one.start : one.end] == one.text
        assert one.named == len(one.members)
        assert all(text[m.start : m.end] == m.text for m in one.members)
