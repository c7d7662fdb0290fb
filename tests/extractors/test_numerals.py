"""The class of every numeral: sentences of our own with the whole expected list beside them."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from extractors.grammar.numeral_site import find_quotes
from extractors.grammar.numeral_words import read_contexts
from extractors.layers import Layers
from extractors.numerals import add_numerals, find_numerals
from extractors.records import Numeral
from extractors.segmentation import find_tokens

CORPUS = Path(__file__).parents[2] / "corpus"


def numerals_of(text: str) -> list[Numeral]:
    return find_numerals(text, key="k", tokens=find_tokens(text))


def classes_of(text: str) -> list[tuple[str, str]]:
    return [(numeral.text, numeral.class_) for numeral in numerals_of(text)]


MEASURES = [
    ("新增学位1740个。", [("1740", "measure")]),
    ("惠及722次188486人次。", [("722", "measure"), ("188486", "measure")]),
    ("优质覆盖率79.89 %，提高2.5个百分点。", [("79.89", "measure"), ("2.5", "measure"), ("百", "lexical")]),
    ("十余家媒体转载，先后两次召开现场会。", [("十", "measure"), ("两", "measure")]),
    ("近万人参加，二十来万群众受益。", [("万", "measure"), ("二十来万", "measure")]),
    ("合格率由百分之八十五升至九成。", [("百分之八十五", "measure"), ("九", "measure")]),
    ("打造十大应用场景，建好三个基地。", [("十", "measure"), ("三", "measure")]),
    ("新改建3—5个示范点。", [("3", "measure"), ("5", "measure")]),
    ("每位学生每学期至少一次到基地实践。", [("一", "measure")]),
    ("县乡村三级服务网络健全。", [("三", "measure")]),
    (
        "发电12亿千瓦时，完成110千伏线路改造。",
        [("12亿", "measure"), ("千", "lexical"), ("110", "measure"), ("千", "lexical")],
    ),
    ("粮食生产实现“二十连丰”。", [("二十", "measure")]),
    ("办理时限压减至3个工作日内。", [("3", "measure")]),
    ("占全市的1/3，减少一半以上。", [("1/3", "measure"), ("一半", "measure")]),
]
DATES = [
    ("2023年2月17日印发。", [("2023", "date"), ("2", "date"), ("17", "date")]),
    ("推进“十四五”规划落地。", [("十四五", "date")]),
    ("到二〇三五年基本实现现代化。", [("二〇三五", "date")]),
    ("2021—2023年累计投入。", [("2021", "date"), ("2023", "date")]),
    ("比上一年度有所增长，新的一年要再努力。", [("一", "date"), ("一", "date")]),
    ("一季度和上半年开局良好。", [("一", "date"), ("半", "date")]),
    ("1—6月完成过半，9月开班。", [("1", "date"), ("6", "date"), ("半", "lexical"), ("9", "date")]),
    ("一年来，过去五年的成绩来之不易。", [("一", "date"), ("五", "date")]),
    ("上午8:30开始，15时20分结束。", [("8", "date"), ("30", "date"), ("15", "date"), ("20", "date")]),
    ("跨入21世纪，始建于上世纪80年代。", [("21", "date"), ("80", "date")]),
]
MARKERS = [
    (
        "一、主要成效\n（一）加强党建\n1. 夯实基础\n（2）压实责任\n",
        [("一", "marker"), ("一", "marker"), ("1", "marker"), ("2", "marker")],
    ),
    ("一是抓项目。二是抓招生；三要抓队伍。", [("一", "marker"), ("二", "marker"), ("三", "marker")]),
    ("第一章 总则\n", [("一", "marker")]),
    ("附件1\n名单", [("1", "marker")]),
    ("深化“放管服”改革[12]。", [("12", "marker")]),
]
ORDINALS = [
    ("被确定为首批示范校。", [("首", "ordinal")]),
    ("第 3 批示范校", [("3", "ordinal")]),
    ("创建第三批示范校，获首批命名。", [("三", "ordinal"), ("首", "ordinal")]),
    ("创成省一级幼儿园，晋升二级甲等。", [("一", "ordinal"), ("二", "ordinal")]),
    ("获全国一等奖，建成4A级景区。", [("一", "ordinal"), ("4", "ordinal")]),
    ("职教中心二期开工，一、二期衔接。", [("二", "ordinal"), ("一", "ordinal"), ("二", "ordinal")]),
    ("与省城三甲医院合作，一二三产业融合。", [("三", "ordinal"), ("一二三", "ordinal")]),
    ("区第三届人民代表大会第二次会议", [("三", "ordinal"), ("二", "ordinal")]),
    ("落实书记第一责任人责任，稳居第一方阵。", [("一", "ordinal"), ("一", "ordinal")]),
    ("本一上线率提高,第二、三产业增长。", [("一", "ordinal"), ("二", "ordinal"), ("三", "ordinal")]),
    ("一本上线率提高，二本录取人数增加。", [("一", "ordinal"), ("二", "ordinal")]),
    ("七年级学生全员参加。", [("七", "ordinal")]),
]
RANKS = [
    ("总成绩位列全省第八、全市第一。", [("八", "rank"), ("一", "rank")]),
    ("三项指标均居全市前三。", [("三", "measure"), ("三", "rank")]),
    ("作为全市第一成功入选。", [("一", "rank")]),
    ("综合考核排名全县第2位。", [("2", "rank")]),
]
NAMES = [
    ("44中学教学楼竣工，105中、12小学扩建。", [("44", "name"), ("105", "name"), ("12", "name")]),
    ("三园新建、二园移址改建。", [("三", "name"), ("二", "name")]),
    ("党的十九届四中、五中全会精神。", [("十九", "ordinal"), ("四", "name"), ("五", "name")]),
    ("建成海阳十一幼、城关二小、柳河一中。", [("十一", "name"), ("二", "name"), ("一", "name")]),
    ("开工F-09地块学校和G234国道段。", [("09", "name"), ("234", "name")]),
    ("出台企业用工“25条新政”，深化“三化一创”。", [("25", "name"), ("三", "name"), ("一", "name")]),
    ("融入一带一路，落实双减政策。", [("一", "name"), ("一", "name"), ("双", "name")]),
    ("学习党的二十大和二十届三中全会精神。", [("二十", "name"), ("二十", "ordinal"), ("三", "name")]),
    ("温教发〔2023〕5号文件要求。", [("2023", "date"), ("5", "name")]),
    ("拨打12345热线，电话0577-88521234。", [("12345", "name"), ("0577", "name"), ("88521234", "name")]),
    ("对标营商环境5.0版，探索1+X试点。", [("5.0", "name"), ("1", "name")]),
    ("北三环东延，启动安全三年行动。", [("三", "name"), ("三", "name")]),
    ("建设第二实验小学和第三人民医院。", [("二", "name"), ("三", "name")]),
    ("瞄准世界500强，改造107国道。", [("500", "name"), ("107", "name")]),
    ("实施《教育三年提升计划》。", [("三", "name")]),
]
SCOPES = [
    ("万元GDP能耗下降。", [("万", "scope")]),
    ("开展0—3岁婴幼儿照护。", [("0", "scope"), ("3", "scope")]),
    ("服务60岁以上老年人。", [("60", "scope")]),
    ("学前三年毛入园率，56人以上班额，600分以上考生。", [("三", "scope"), ("56", "scope"), ("600", "scope")]),
    ("每千人口拥有托位，前20%学生。", [("千", "scope"), ("20", "scope")]),
    (
        "纳税超千万元企业、5000万元以上项目、百亿产业园。",
        [("千万", "scope"), ("5000万", "scope"), ("百亿", "scope")],
    ),
]
LEXICAL = [
    ("进一步统一安排，推进一体化。", [("一", "lexical")] * 3),
    ("一般公共预算收入，社会消费品零售总额。", [("一", "lexical"), ("零", "lexical")]),
    ("建成一批新校园，推出一系列举措。", [("一", "lexical"), ("一", "lexical")]),
    ("走出一条特色之路，打造一支队伍。", [("一", "lexical"), ("一", "lexical")]),
    ("千方百计保障老百姓利益。", [("千", "lexical"), ("百", "lexical"), ("百", "lexical")]),
    ("第一时间响应，实现双赢。", [("一", "lexical"), ("双", "lexical")]),
    ("成为全市唯一获奖单位，服务零距离。", [("一", "lexical"), ("零", "lexical")]),
    ("这是极为重要的一年。", [("一", "lexical")]),
]
NONE = ["加强师资队伍建设", "内陆港", "多元办学", "Ⅲ类水质", "", "甲乙丙丁"]
ALL = [*MEASURES, *DATES, *MARKERS, *ORDINALS, *RANKS, *NAMES, *SCOPES, *LEXICAL]


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text[:12].strip() for text, _ in ALL])
def test_classes(text: str, expected: list[tuple[str, str]]) -> None:
    assert classes_of(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_nothing_is_a_numeral(text: str) -> None:
    assert classes_of(text) == []


def test_every_listed_word_gives_its_class() -> None:
    wrong = []
    for word, (name, example) in read_contexts().items():
        place = example.index(word)
        inside = [n for n in numerals_of(example) if place <= n.start < place + len(word)]
        if not inside or any(numeral.class_ != name for numeral in inside):
            wrong.append((word, example, [(n.text, n.class_, n.reason) for n in inside]))
    assert wrong == []


def test_quotations() -> None:
    text = "“四风”与《三年计划》，“他说：要一步一步来，一直走下去，二十年不变。”"
    assert [text[q.start : q.end] for q in find_quotes(text)] == ["“四风”", "《三年计划》"]


# --- properties ------------------------------------------------------------------------------------------


def check_properties(text: str, numerals: list[Numeral]) -> None:
    assert all(text[n.start : n.end] == n.text and n.text for n in numerals)
    assert all(a.end <= b.start for a, b in itertools.pairwise(numerals))
    assert len({n.id for n in numerals}) == len(numerals)
    assert all(n.reason for n in numerals)
    covered = {i for n in numerals for i in range(n.start, n.end)}
    digits = {
        i
        for i, char in enumerate(text)
        if char in "0123456789０１２３４５６７８９一二三四五六七八九十两首双半"
    }
    assert digits - covered == set()


def report_texts() -> list[str]:
    return [path.read_text("utf-8-sig") for path in sorted(CORPUS.glob("*.txt"))]


def test_properties_hold_for_the_reports() -> None:
    texts = report_texts()
    assert texts
    for text in texts:
        check_properties(text, numerals_of(text))


def test_properties_hold_for_mixtures() -> None:
    chooser = random.Random(20)
    pieces = [text for text, _ in ALL] + list(
        "0一十百万亿半首双第前每近余、—%个“”（）\n年月岁两点分之又负-.,/ "
    )
    for _ in range(300):
        text = "".join(chooser.choice(pieces) for _ in range(chooser.randrange(1, 12)))
        check_properties(text, numerals_of(text))


def test_stage_gives_the_layer() -> None:
    text = "新建2所学校。"
    layers = Layers(text=text, key="k", tokens=find_tokens(text))
    assert add_numerals(layers) == {"numerals": tuple(numerals_of(text))}


@pytest.mark.parametrize(
    "text",
    [
        "1" * 2_000_000,
        "1万" * 20_000,
        "一" * 20_000,
        "壹佰" * 20_000,
        "“" * 50_000,
        "1,1." * 20_000,
        "一分之" * 10_000,
        "\ud800一\udfff1",
        "1" * 100_000 + "个，" + "九" * 50_000,
    ],
    ids=[
        "digits",
        "ten_thousands",
        "ones",
        "formal",
        "quotes",
        "dots",
        "fractions",
        "surrogates",
        "long_line",
    ],
)
def test_hostile_texts_are_read_without_harm(text: str) -> None:
    numerals = find_numerals(text, key="k")
    assert all(text[n.start : n.end] == n.text for n in numerals)


def test_endless_digits_get_no_value() -> None:
    numerals = find_numerals("9" * 1000, key="k")
    assert [(n.start, n.end, n.value) for n in numerals] == [(0, 1000, None)]
