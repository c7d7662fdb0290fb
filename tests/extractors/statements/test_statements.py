"""What sentences of reports say, phenomenon by phenomenon: the whole list each must give.

The sentences are the project's own. Every row is (quantity, role, period, indicator's name).
"""

from __future__ import annotations

import pytest

from tests.extractors.statements.reading import PLAN, SUMMARY, WORK_REPORT, read_statements

Row = tuple[str, str, int | None, str | None]


def rows(text: str) -> list[Row]:
    return [
        (words, s.role, s.period, s.indicator.name if s.indicator else None)
        for words, s in read_statements(text)
    ]


REVIEWED: list[tuple[str, str, list[Row]]] = [
    (
        "before a linker",
        "公办园在园幼儿占比达到58.3%。",
        [("58.3%", "result", 2022, "公办园在园幼儿占比")],
    ),
    (
        "after the number, through a nominal verb",
        "完成412个教室照明设备安装。",
        [("412个", "result", 2022, "教室照明设备安装")],
    ),
    (
        "after the number, up to the predicate",
        "对26所中小学实行食堂改造。",
        [("26所", "result", 2022, "中小学")],
    ),
    (
        "the title counts, not its holders",
        "4所学校(东门小学、西门小学、城南中学、河西中学)被列入第二批市级书香校园示范学校。",
        [("4所", "result", 2022, "市级书香校园示范学校")],
    ),
    (
        "the verb is carried along a list",
        "获评市最美教师5人、市师德标兵3人。",
        [("5人", "result", 2022, "市最美教师"), ("3人", "result", 2022, "市师德标兵")],
    ),
    (
        "the head is carried to the next level",
        "创建县级书香校园12所,市级4所。",
        [("12所", "result", 2022, "县级书香校园"), ("4所", "result", 2022, "市级书香校园")],
    ),
    (
        "a share of what stands before",
        "建成校园图书角的学校46所,覆盖率达92%。",
        [
            ("46所", "result", 2022, "建成校园图书角的学校"),
            ("92%", "result", 2022, "建成校园图书角的学校覆盖率"),
        ],
    ),
    (
        "a growth and what it grew",
        "全年教育总投入6.2亿元,较上年增长4.5%。",
        [("6.2亿元", "result", 2022, "教育总投入"), ("4.5%", "change", 2022, "教育总投入")],
    ),
    (
        "from a value down to another",
        "大班额比例从6.8%压减至1.5%以内。",
        [("6.8%", "baseline", None, "大班额比例"), ("1.5%", "result", 2022, "大班额比例")],
    ),
    (
        "from last year's value to now",
        "校车由去年的35辆增至52辆。",
        [("35辆", "baseline", 2021, "校车"), ("52辆", "result", 2022, "校车")],
    ),
    (
        "as many times as a year ago",
        "社区教育经费达到900万元,是2017年的2.5倍。",
        [("900万元", "result", 2022, "社区教育经费"), ("2.5倍", "change", 2022, "社区教育经费")],
    ),
    (
        "ranks within two places",
        "学业水平监测综合排名位列全市第三、全省第二十一。",
        [("第三", "result", 2022, "学业水平监测"), ("第二十一", "result", 2022, "学业水平监测")],
    ),
    (
        "a count of years is no name",
        "中考成绩连续6年位居全市第一。",
        [("6年", "result", 2022, None), ("第一", "result", 2022, "中考成绩")],
    ),
    (
        "each its own of three",
        "初中、小学、幼儿园分别达到21所、64所和88所。",
        [
            ("21所", "result", 2022, "初中"),
            ("64所", "result", 2022, "小学"),
            ("88所", "result", 2022, "幼儿园"),
        ],
    ),
    (
        "what the money is for",
        "投入320万元对15所农村学校实施改厕。投入90万元,支持学校开展足球场地建设。",
        [
            ("320万元", "result", 2022, "改厕"),
            ("15所", "result", 2022, "农村学校"),
            ("90万元", "result", 2022, "足球场地建设"),
        ],
    ),
    (
        "a limit inside a name is no result",
        "年营业收入过亿元企业达到23家。",
        [("23家", "result", 2022, "年营业收入过亿元企业")],
    ),
    (
        "the size of a project",
        "总投资3.6亿元的4个学校项目开工建设。",
        [("3.6亿元", "result", 2022, "学校项目总投资"), ("4个", "result", 2022, "学校项目")],
    ),
    (
        "stock on which something was done",
        "对已经建成的9个资源教室开展等级评定。",
        [("9个", "context", 2022, "资源教室")],
    ),
    (
        "two indicators of one number",
        "建议提案办复率和满意率均达100%。",
        [("100%", "result", 2022, "办复率"), ("100%", "result", 2022, "满意率")],
    ),
    (
        "an announcement in a summary",
        "到2025年,全县普通高中优质学位达到9000个。",
        [("9000个", "target", 2025, "普通高中优质学位")],
    ),
    (
        "several years at once",
        "五年来,累计新建幼儿园24所。改建薄弱学校18所。",
        [("24所", "result", 2022, "幼儿园"), ("18所", "result", 2022, "校园改造提升学校")],
    ),
]

PLANNED: list[tuple[str, str, list[Row]]] = [
    ("a bound and a level", "等级优质园占比达85%以上。", [("85%", "target", 2023, "等级优质园占比")]),
    (
        "a planned difference is a target",
        "学生近视率比上年度下降0.8个百分点。",
        [("0.8个百分点", "target", 2023, "学生近视率")],
    ),
    (
        "the year before in a plan is no target",
        "去年新增学位1200个,今年再新增800个。",
        [("1200个", "result", 2022, "学位"), ("800个", "target", 2023, "学位")],
    ),
    ("a five-year plan", "“十四五”期间新增公办园20所。", [("20所", "target", 2025, "公办幼儿园")]),
    (
        "the head stands in the item after",
        "培育3所市级、8所县级智慧校园。",
        [("3所", "target", 2023, "智慧校园"), ("8所", "target", 2023, "智慧校园")],
    ),
    (
        "the head stands in the clause before",
        "打造一批科技教育特色学校,2023年创建省级2所、市级5所。",
        [("2所", "target", 2023, "省级科技教育特色学校"), ("5所", "target", 2023, "市级科技教育特色学校")],
    ),
    (
        "each of three types shares the head",
        "引领型、示范型、达标型学校比例分别达到15%、45%、40%左右。",
        [
            ("15%", "target", 2023, "引领型比例"),
            ("45%", "target", 2023, "示范型比例"),
            ("40%", "target", 2023, "达标型学校比例"),
        ],
    ),
    ("what is watched is no target", "紧盯升学和就业两项指标。", [("两项", "context", 2023, "指标")]),
    ("half a name in quotes", "建设“石榴籽”书屋6个。", [("6个", "target", 2023, "石榴籽书屋")]),
]

NOTHING = [
    ("a policy's name", "深化“五育融合”改革,落实“两个只增不减”要求。"),
    ("a document's number", "按照云政发〔2022〕15号文件要求抓好落实。"),
    ("a telephone", "咨询电话0577-88512345。"),
    ("an address", "地址为人民东路128号。"),
    ("a meeting's date", "12月15日召开全县教育工作会议。"),
    ("a heading's number", "(三)加强教师队伍建设。"),
]


@pytest.mark.parametrize(("sentence", "wanted"), [pytest.param(s, w, id=n) for n, s, w in REVIEWED])
def test_a_summary(sentence: str, wanted: list[Row]) -> None:
    assert rows(SUMMARY + sentence + "\n") == wanted


@pytest.mark.parametrize(("sentence", "wanted"), [pytest.param(s, w, id=n) for n, s, w in PLANNED])
def test_a_plan(sentence: str, wanted: list[Row]) -> None:
    assert rows(PLAN + sentence + "\n") == wanted


@pytest.mark.parametrize(("sentence"), [pytest.param(s, id=n) for n, s in NOTHING])
@pytest.mark.parametrize("heading", [SUMMARY, PLAN])
def test_what_is_no_statement(heading: str, sentence: str) -> None:
    assert rows(heading + sentence + "\n") == []


def test_a_work_report_speaks_in_the_year_after() -> None:
    text = WORK_REPORT.format(
        review="去年,一般公共预算收入完成21.4亿元,增长6.3%。", plan="今年一般公共预算收入增长7%左右。"
    )
    assert rows(text) == [
        ("21.4亿元", "result", 2022, "一般公共预算收入"),
        ("6.3%", "change", 2022, "一般公共预算收入"),
        ("7%", "target", 2023, "一般公共预算收入"),
    ]


def test_the_size_of_an_indicator_and_its_growth_are_two() -> None:
    text = WORK_REPORT.format(review="地区生产总值完成190亿元,增长6%。", plan="地区生产总值增长6.5%。")
    ids = [s.indicator.id for _, s in read_statements(text) if s.indicator]
    assert ids == ["economy.gdp", "economy.gdp.growth", "economy.gdp.growth"]


@pytest.mark.parametrize(
    ("sentence", "kind", "direction", "base", "derived", "ambiguous"),
    [
        ("公办园占比56.2%,比上年提升5.1个百分点。", "points", "up", 2021, "51.1", False),
        ("公办园占比56.2%,比2019年提升5.1个百分点。", "points", "up", 2019, "51.1", False),
        ("学校教师达到640人,较上年增加25人。", "difference", "up", 2021, "615", False),
        ("学生近视率下降1%。", "percent", "down", 2021, None, True),
        ("地区生产总值完成190亿元,增长6%。", "percent", "up", 2021, None, False),
        ("旅游收入完成21.2亿元,同比增长6%。", "percent", "up", 2021, "2000000000", False),
        ("旅游收入完成21.2亿元,按可比口径增长6%。", "percent", "up", 2021, None, False),
        ("农民人均纯收入4761元,实际增长8%。", "percent", "up", 2021, None, False),
        ("财政收入年均增长8%。", "percent", "up", None, None, False),
    ],
)
def test_a_change_is_read_and_its_base_is_derived(
    sentence: str, kind: str, direction: str, base: int | None, derived: str | None, ambiguous: bool
) -> None:
    change = next(s for _, s in read_statements(SUMMARY + sentence + "\n") if s.change is not None)
    assert change.role == "change"
    assert change.change is not None
    assert (change.change.kind, change.change.direction, change.base_period) == (kind, direction, base)
    assert (change.change.derived_base, change.change.ambiguous) == (derived, ambiguous)


def test_the_past_year_in_a_plan_is_the_year_before() -> None:
    text = (
        PLAN
        + "过去一年,我们的各项工作取得了很大成绩。新增学位900个,公办园占比达到56%。今年新增学位1000个。\n"
    )
    assert [(s.role, s.period) for _, s in read_statements(text)] == [
        ("result", 2022), ("result", 2022), ("target", 2023)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("在校生达到24万人,比2012年增长65.5%,年均增长5.2%。", [None, None, 2013]),
        ("在校生达到24万人,比2021年增长6.5%,年均增长6.5%。", [None, None, None]),
        ("比2017年增加学位900个,增长12%。", [None, None]),
        ("财政收入年均增长8%。", [None]),
    ],
)
def test_a_yearly_mean_covers_the_years_since_the_one_compared_with(
    sentence: str, wanted: list[int | None]
) -> None:
    assert [s.period_start for _, s in read_statements(SUMMARY + sentence + "\n")] == wanted


@pytest.mark.parametrize(
    ("heading", "sentence", "wanted"),
    [
        (SUMMARY, "全国义务教育优质均衡发展县通过省级评估。", ["全国义务教育优质均衡发展县"]),
        (SUMMARY, "课程改革成功入选省级教育综合改革试点项目。", ["省级教育综合改革试点项目"]),
        (PLAN, "创成全国县域学前教育普及普惠县。", ["全国县域学前教育普及普惠县"]),
        (PLAN, "确保一般公共预算教育支出只增不减。", ["一般公共预算教育支出"]),
        (PLAN, "实现乡镇老年学校全覆盖。", ["乡镇老年学校"]),
        (SUMMARY, "将法治教育列入年度学习计划。", []),
        (SUMMARY, "通过多种渠道宣传教育政策。", []),
        (SUMMARY, "积极创建省级文明城市。", []),
        (SUMMARY, "成为家门口的好学校。", []),
        (PLAN, "对各校开展全覆盖、常态化的督导。", []),
    ],
)
def test_milestones_without_a_number(heading: str, sentence: str, wanted: list[str]) -> None:
    found = [s for _, s in read_statements(heading + sentence + "\n")]
    assert [s.indicator.text for s in found if s.indicator] == wanted
    assert all(s.quantity_id is None for s in found)


def test_full_coverage_says_a_hundred_percent() -> None:
    ((_, statement),) = read_statements(PLAN + "实现乡镇老年学校全覆盖。\n")
    assert (statement.value, statement.unit, statement.measure) == ("100", "%", "share")


def test_a_fact_told_twice_is_linked_and_another_value_is_not() -> None:
    text = (
        "云山县教育局2022年工作总结\n一、主要成效\n新建公办幼儿园5所,新增学位1500个。\n"
        "二、主要工作\n(一)学前教育\n新建公办幼儿园5所,新增学位1480个。\n"
    )
    found = read_statements(text)
    assert [words for words, _ in found] == ["5所", "1500个", "5所", "1480个"]
    assert [s.repeats for _, s in found] == [None, None, found[0][1].id, None]


@pytest.mark.parametrize(
    ("sentence", "facets"),
    [
        ("创成省一级幼儿园3所。", {"award_level": "省", "grade": "一级", "stage": "学前"}),
        ("培养市级以上骨干教师40人。", {"award_level": "市以上", "universe": "教师"}),
        ("认定普惠性民办幼儿园6所。", {"ownership": "普惠民办", "stage": "学前"}),
        ("4所学校被列入第三批省级足球特色学校。", {"award_level": "省"}),
        ("高考升学率位居全市第二。", {"scope": "全市"}),
    ],
)
def test_facets(sentence: str, facets: dict[str, str]) -> None:
    ((_, statement),) = read_statements(SUMMARY + sentence + "\n")
    assert {name: getattr(statement.facets, name) for name in facets} == facets
