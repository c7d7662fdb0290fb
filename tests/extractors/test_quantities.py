"""Quantities: sentences of our own with the whole expected list beside them."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from extractors.layers import Layers
from extractors.numerals import add_numerals, find_numerals
from extractors.quantities import add_quantities, find_quantities
from extractors.records import Quantity
from extractors.segmentation import find_tokens

CORPUS = Path(__file__).parents[2] / "corpus"


def quantities_of(text: str) -> list[Quantity]:
    return find_quantities(text, find_numerals(text, key="k", tokens=find_tokens(text)), key="k")


def short(quantity: Quantity) -> str:
    """text = value[~upper] unit bound, with ? for an unknown unit and ! for an implied one."""
    upper = f"~{quantity.upper}" if quantity.upper is not None else ""
    marks = ("" if quantity.unit_known else "?") + ("!" if quantity.unit_implied else "")
    bound = "" if quantity.bound == "eq" else f" {quantity.bound}"
    return f"{quantity.text} = {quantity.value}{upper} {quantity.unit}{marks}{bound}"


CASES = [
    ("—2022年2月23日在会议上，-2022年2月23日通过，下降-9.4%。", ["-9.4% = -9.4 %"]),
    ("学生15 234人，共1 122个项目。", ["15 234人 = 15234 人", "1 122个 = 1122 个"]),
    ("小学 12 135 15 234 人。", ["234 人 = 234 人"]),
    (
        "补助1250元/生·年，公用经费650元/生/年，餐费20元/人·次。",
        ["1250元/生·年 = 1250 元/生/年", "650元/生/年 = 650 元/生/年", "20元/人·次 = 20 元/人/次"],
    ),
    ("投资1.2个亿，培训10个多小时。", ["1.2个亿 = 120000000 元", "10个多小时 = 10 小时 gt"]),
    ("占比下降1.5个点，设5个点。", ["1.5个点 = 1.5 个百分点", "5个 = 5 个"]),
    ("产值翻了一番，经过一番努力。", ["一番 = 1 番"]),
    ("幼儿园12（所），更新设备386台(套)。", ["12（所） = 12 所", "386台(套) = 386 台(套)"]),
    ("985高校录取56人，985、211院校12人。", ["56人 = 56 人", "12人 = 12 人"]),
    # values and units
    ("新增学位1740个。", ["1740个 = 1740 个"]),
    ("支出204518.04万元，生均20,732元。", ["204518.04万元 = 2045180400 元", "20,732元 = 20732 元"]),
    ("总投资１.２亿元。", ["１.２亿元 = 120000000 元"]),
    ("发电量3.4亿千瓦时，新修路20公里。", ["3.4亿千瓦时 = 340000000 千瓦时", "20公里 = 20 公里"]),
    ("粮食产量1亿2千万斤。", ["1亿2千万斤 = 120000000 斤"]),
    ("优质率79.89 %，上升5.64个百分点。", ["79.89 % = 79.89 %", "5.64个百分点 = 5.64 个百分点"]),
    (
        "超九成满意，合格率百分之五点五，增长率千分之三。",
        ["九成 = 90 % gt", "百分之五点五 = 5.5 %", "千分之三 = 3 ‰"],
    ),
    ("占三分之二。", ["三分之二 = 0.666667 "]),
    ("演练722次188486人次参加。", ["722次 = 722 次", "188486人次 = 188486 人次"]),
    ("设计时速350公里/小时，补助750元/生。", ["350公里/小时 = 350 公里/小时", "750元/生 = 750 元/生"]),
    ("兑付123元1角5分。", ["123元1角5分 = 123.15 元"]),
    ("工期两年半，车程两个半小时。", ["两年半 = 2.5 年", "两个半小时 = 2.5 小时"]),
    ("打造十大场景，夺得13金。", ["十大 = 10 个", "13金 = 13 金"]),
    ("压减至4个工作小时内，抓好七方面工作。", ["4个工作小时 = 4 个工作小时 le", "七方面 = 7 方面"]),
    ("到位外资1200万美元，折合港币2960元。", ["1200万美元 = 12000000 美元", "2960元 = 2960 港元"]),
    # units that are implied, shared or unknown
    ("内涵项目补助758万；活动结束。", ["758万 = 7580000 元!"]),
    ("惠及69万群众，参保人数达1.3亿。", ["69万 = 690000 人!", "1.3亿 = 130000000 人!"]),
    ("新建20、30和40个站点。", ["20 = 20 个!", "30 = 30 个!", "40个 = 40 个"]),
    ("6997中小学在校生受益。", ["6997 = 6997 人!"]),
    ("三次产业比为22.3:31.5:46.2。", ["22.3 = 22.3 ", "31.5 = 31.5 ", "46.2 = 46.2 "]),
    ("完成12畦种植。", ["12畦 = 12 畦?"]),
    # bounds
    (
        "引进30名以上，新增2200多名、7000余人。",
        ["30名 = 30 名 ge", "2200多名 = 2200 名 gt", "7000余人 = 7000 人 gt"],
    ),
    ("近万人参与，约3万户受益。", ["万人 = 10000 人 lt", "3万户 = 30000 户 approx"]),
    (
        "不低于95%，不超过5.5%，突破100亿元。",
        ["95% = 95 % ge", "5.5% = 5.5 % le", "100亿元 = 10000000000 元 gt"],
    ),
    ("控制在5%以内，增长7%左右。", ["5% = 5 % le", "7% = 7 % approx"]),
    (
        "十余家媒体，二十来万群众，数百名教师。",
        ["十余家 = 10 家 gt", "二十来万 = 200000 人! approx", "数百名 = 100 名 gt"],
    ),
    ("比例分别达20%、60%、80%左右。", ["20% = 20 % approx", "60% = 60 % approx", "80% = 80 % approx"]),
    ("分别超过20%、30%。", ["20% = 20 % gt", "30% = 30 % gt"]),
    ("经过3次研讨，最近5天。", ["3次 = 3 次", "5天 = 5 天"]),
    ("有教师5人起草方案。", ["5人 = 5 人"]),
    # ranges
    ("新改建3—5个，培育六至七家。", ["3—5个 = 3~5 个 range", "六至七家 = 6~7 家 range"]),
    ("增长6.5%—7%，提高10%到15%。", ["6.5%—7% = 6.5~7 % range", "10%到15% = 10~15 % range"]),
    ("年培训3-5万人次。", ["3-5万人次 = 30000~50000 人次 range"]),
    ("组织三四次，六七成家长参加。", ["三四次 = 3~4 次 range", "六七成 = 60~70 % range"]),
    ("占比从19.99%压减至5%以内。", ["19.99% = 19.99 %", "5% = 5 % le"]),
    # ranks
    ("位列全省第八、全市第一。", ["第八 = 8 名次", "第一 = 1 名次"]),
    ("综合排名全市第3名，均居全市前三。", ["第3名 = 3 名次", "前三 = 3 名次 le"]),
    ("综合考核列全市第 2 名,30 名 以上获奖。", ["第 2 名 = 2 名次", "30 名 = 30 名 ge"]),
    ("排名上升33位。", ["33位 = 33 位"]),
    # what is no quantity
    ("2023年2月17日，推进“十四五”规划。", []),
    ("一、加强党建\n（二）抓好招生\n", []),
    ("海阳十一幼、F-09地块、“25条新政”、“三化一创”。", []),
    ("省一级幼儿园、一等奖、4A级景区、第三批、首批。", []),
    ("温教发〔2023〕5号，拨打12345热线。", []),
    ("0—3岁照护，60岁以上老年人，前20%学生。", []),
    ("一般公共预算，统一部署，进一步推进一体化，一批项目。", []),
    ("队伍建设，第三多，国庆十一假期。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:14].strip() for text, _ in CASES])
def test_quantities(text: str, expected: list[str]) -> None:
    assert [short(quantity) for quantity in quantities_of(text)] == expected


@pytest.mark.parametrize("text", ["新增学位900个", "增长5.6%", "投资1.2亿元", "培训10小时", "达到12所以上"])
def test_a_unit_that_ends_the_text_does_not_reach_beyond_it(text: str) -> None:
    (quantity,) = quantities_of(text)
    assert quantity.end <= len(text)
    assert text[quantity.start : quantity.end] == quantity.text


def test_the_bound_keeps_its_words() -> None:
    found = quantities_of("不低于95%，2200多名，80%左右，3万户以上")
    assert [quantity.bound_text for quantity in found] == ["不低于", "多", "左右", "以上"]


def test_a_fraction_keeps_its_two_numbers() -> None:
    found = quantities_of("三分之二以上的学校，减少一半。")
    assert [(q.fraction, q.value, q.bound) for q in found] == [
        (("2", "3"), "0.666667", "ge"),
        (("1", "2"), "0.5", "eq"),
    ]


def test_a_range_links_both_numerals() -> None:
    text = "新建3—5个"
    numerals = find_numerals(text, key="k")
    (found,) = find_quantities(text, numerals, key="k")
    assert found.numeral_ids == tuple(numeral.id for numeral in numerals)


def check_properties(text: str, quantities: list[Quantity], numeral_ids: set[str]) -> None:
    assert all(text[q.start : q.end] == q.text and q.text for q in quantities)
    assert [q.start for q in quantities] == sorted(q.start for q in quantities)
    assert all(a.end <= b.start for a, b in itertools.pairwise(quantities))
    assert len({q.id for q in quantities}) == len(quantities)
    linked = [numeral_id for q in quantities for numeral_id in q.numeral_ids]
    assert len(set(linked)) == len(linked)
    assert set(linked) <= numeral_ids
    assert all((q.upper is not None) == (q.bound == "range") for q in quantities)
    assert all((q.bound_text is None) == (q.bound in ("eq", "range")) for q in quantities)


def test_properties_hold_for_the_reports() -> None:
    paths = sorted(CORPUS.glob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_text("utf-8-sig")
        numerals = find_numerals(text, key="k", tokens=find_tokens(text))
        quantities = find_quantities(text, numerals, key="k")
        check_properties(text, quantities, {numeral.id for numeral in numerals})
        linked = {numeral_id for q in quantities for numeral_id in q.numeral_ids}
        assert {n.id for n in numerals if n.class_ in ("measure", "rank") and n.value is not None} == linked


def test_properties_hold_for_mixtures() -> None:
    chooser = random.Random(21)
    pieces = [text for text, _ in CASES] + list("3五百万亿半多余近超—至到、和%个元角斤两人次年第前左右以上每")
    for _ in range(400):
        text = "".join(chooser.choice(pieces) for _ in range(chooser.randrange(1, 14)))
        numerals = find_numerals(text, key="k", tokens=find_tokens(text))
        check_properties(text, find_quantities(text, numerals, key="k"), {numeral.id for numeral in numerals})


def test_stage_gives_the_layer() -> None:
    text = "新建2所学校。"
    tokens = find_tokens(text)
    numerals = tuple(find_numerals(text, key="k", tokens=tokens))
    layers = Layers(text=text, key="k", tokens=tokens, numerals=numerals)
    assert add_numerals(layers)["numerals"] == numerals
    assert [short(q) for q in add_quantities(layers)["quantities"]] == ["2所 = 2 所"]


@pytest.mark.parametrize(
    "text",
    ["1个、" * 20_000, "1—" * 20_000, "9" * 500_000 + "个", "3万元5角" * 10_000, "两个半小时" * 10_000],
)
def test_hostile_texts_are_read_without_harm(text: str) -> None:
    quantities = find_quantities(text, find_numerals(text, key="k"), key="k")
    assert all(text[q.start : q.end] == q.text for q in quantities)
