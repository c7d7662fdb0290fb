"""Names and ids where a text leaves something out or adds something: prizes, rates, stages, averages."""

from __future__ import annotations

import pytest

from tests.extractors.statements.reading import PLAN, SUMMARY, read_statements

# sentence, and (quantity, name, id) of each statement
NAMED: list[tuple[str, list[tuple[str, str | None, str | None]]]] = [
    (
        "现有初中11所，在校生8786人；小学37所，在校生23853人。",
        [
            ("11所", "初中", "text:初中.stock"),
            ("8786人", "初中在校生", "text:初中在校生.stock"),
            ("37所", "小学", "text:小学.stock"),
            ("23853人", "小学在校生", "text:小学在校生.stock"),
        ],
    ),
    (
        "137个市重点项目完成投资236亿元，11个省重点项目完成投资40亿元。",
        [
            ("137个", "市重点项目", "text:市重点项目"),
            ("236亿元", "市重点项目完成投资", "text:市重点项目完成投资~元"),
            ("11个", "省重点项目", "text:省重点项目"),
            ("40亿元", "省重点项目完成投资", "text:省重点项目完成投资~元"),
        ],
    ),
    (
        "11所初中、1所九年一贯制学校全部达标，占学校总数的83.6%。",
        [
            ("11所", "初中", "text:初中"),
            ("1所", "九年一贯制学校", "text:九年一贯制学校"),
            ("83.6%", "占学校总数", "text:占学校总数~%"),
        ],
    ),
    (
        "6.为164名贫困大学生办理助学贷款。人口7930户，2.9万人。",
        [
            ("164名", "贫困大学生", "text:贫困大学生/办理"),
            ("7930户", "人口", "text:人口"),
            ("2.9万人", "人口", "text:人口"),
        ],
    ),
    (
        "东湖小学占地面积51亩，建筑面积3.1万平方米，班级规模为36班，项目总投资1.8亿元。",
        [
            ("51亩", "东湖小学占地面积", "text:东湖小学占地面积~面积"),
            ("3.1万平方米", "东湖小学建筑面积", "text:东湖小学建筑面积~面积"),
            ("36班", "班级规模", "text:班级规模.stock"),
            ("1.8亿元", "东湖小学项目总投资", "text:东湖小学项目总投资~元"),
        ],
    ),
    (
        "普惠性幼儿园100%覆盖，校车100%达标。",
        [
            ("100%", "普惠性幼儿园覆盖率", "education.preschool.inclusive_share"),
            ("100%", "校车达标率", "text:校车达标率~%"),
        ],
    ),
    (
        "家庭农场达到133家、示范社达到20家。",
        [("133家", "家庭农场", "agriculture.family_farms"), ("20家", "示范社", "text:示范社.stock")],
    ),
    (
        "中学二期、东湖小学等投资4.1亿元的3个项目开工。",
        [("4.1亿元", "项目投资", "text:项目投资~元"), ("3个", "项目", "text:项目/开工")],
    ),
    (
        "服务业增加值在生产总值中的比重提高4个百分点。",
        [("4个百分点", "服务业增加值在生产总值中的比重", "text:服务业增加值在生产总值中占比.points")],
    ),
    (
        "交流轮岗教师比例不低于符合条件教师总数的12%。",
        [("12%", "交流轮岗教师比例", "text:交流轮岗教师占比~%")],
    ),
    (
        "第三幼儿园项目，占地面积8436平方米，投入建设资金2100万元。",
        [
            ("8436平方米", "第三幼儿园项目占地面积", "text:第三园项目占地面积~面积"),
            ("2100万元", "建设资金", "text:建设资金~元"),
        ],
    ),
    (
        "人口78万，总面积2034平方公里。",
        [("78万", "人口", "text:人口"), ("2034平方公里", "总面积", "text:总面积~面积")],
    ),
    (
        "学前一年毛入园率达到99%、学前三年达到92%。",
        [
            ("99%", "学前一年入园率", "education.preschool.one_year_enrolment"),
            ("92%", "学前三年毛入园率", "education.preschool.gross_enrolment"),
        ],
    ),
    (
        "小学、初中巩固率分别为99.9%、98.7%。",
        [("99.9%", "小学巩固率", "text:小学巩固率~%"), ("98.7%", "初中巩固率", "text:初中巩固率~%")],
    ),
    (
        "补助寄宿生生活费：任务数1200人。",
        [("1200人", "补助寄宿生生活费任务数", "text:补助寄宿生生活费任务数")],
    ),
    (
        "在全省青少年机器人大赛中获一等奖2项、二等奖4项。",
        [
            ("2项", "全省青少年机器人大赛一等奖", "text:青少年机器人大赛一等奖"),
            ("4项", "全省青少年机器人大赛二等奖", "text:青少年机器人大赛二等奖"),
        ],
    ),
    (
        "注销学科类培训机构45家,注销率达90%。",
        [
            ("45家", "学科类培训机构", "text:学科类培训机构/注销"),
            ("90%", "学科类培训机构注销率", "text:学科类培训机构注销率~%"),
        ],
    ),
    (
        "改造学校食堂23个,总投资4600万元。",
        [
            ("23个", "学校食堂", "campus.canteens"),
            ("4600万元", "学校食堂总投资", "text:学校食堂总投资~元"),
        ],
    ),
    (
        "生均公用经费标准提高到小学750元、初中950元。",
        [
            ("750元", "小学生均公用经费标准", "text:小学生均公用经费标准~元"),
            ("950元", "初中生均公用经费标准", "text:初中生均公用经费标准~元"),
        ],
    ),
    (
        "留守儿童入学率、巩固率均达100%。",
        [
            ("100%", "留守儿童入学率", "text:留守儿童入学率~%"),
            ("100%", "巩固率", "text:巩固率~%"),
        ],
    ),
    (
        "立项省级课题6项、市级课题18项,结题9项。",
        [
            ("6项", "教育科研课题", "education.research_projects@省"),
            ("18项", "教育科研课题", "education.research_projects@市"),
            ("9项", "课题", "text:课题/结题"),
        ],
    ),
    (
        "中考600分以上考生达88人。",
        [("88人", "中考600分以上考生", "text:中考600分以上考生.stock")],
    ),
    (
        "3名教师被评为省优秀教师。",
        [("3名", "优秀教师", "teachers.excellent@省")],
    ),
    (
        "教师培训经费不低于教师工资总额的2%。",
        [("2%", "教师培训经费", "text:教师培训经费~%")],
    ),
    (
        "教科研经费320万元,占教育支出的1.2%,同比增长8%。",
        [
            ("320万元", "教科研经费", "text:教科研经费~元"),
            ("1.2%", "教科研经费占教育支出", "text:教科研经费占教育支出~%"),
            ("8%", "教科研经费", "text:教科研经费.growth"),
        ],
    ),
    (
        "热线解决家长诉求1460件。",
        [("1460件", "家长诉求", "text:家长诉求/解决")],
    ),
    ("2人被省外重点大学录取。", [("2人", "省外重点大学录取", "text:省外重点大学录取")]),
]


@pytest.mark.parametrize(("sentence", "wanted"), NAMED, ids=[row[0] for row in NAMED])
def test_a_name_and_its_id(sentence: str, wanted: list[tuple[str, str | None, str | None]]) -> None:
    found = [
        (words, s.indicator and s.indicator.name, s.indicator and s.indicator.id)
        for words, s in read_statements(SUMMARY + sentence + "\n")
    ]
    assert found == wanted


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("巩固率达98.5%,高于全市平均水平1.2个百分点。", "up"),
        ("巩固率达98.5%,比全市平均水平高1.2个百分点。", "up"),
        ("近视率45%,低于全省平均水平3个百分点。", "down"),
    ],
)
def test_a_difference_from_others_tells_nothing_of_last_year(sentence: str, direction: str) -> None:
    _, difference = (s for _, s in read_statements(SUMMARY + sentence + "\n"))
    assert difference.change is not None
    assert difference.change.direction == direction
    assert (difference.base_period, difference.change.derived_base) == (None, None)
    assert difference.indicator is not None
    assert difference.indicator.id.endswith(".points.gap")


@pytest.mark.parametrize(
    ("reviewed", "planned"),
    [
        ("评选第二批市级“书香”示范校20所。", "评选第三批市级“书香”示范校30所。"),
        ("普通高中招生2100人。", "普通高中计划招生2200人。"),
        ("举办校长论坛6场。", "力争举办校长论坛8场。"),
    ],
)
def test_the_plan_means_what_the_summary_tells(reviewed: str, planned: str) -> None:
    ((_, told),) = read_statements(SUMMARY + reviewed + "\n")
    ((_, promised),) = read_statements(PLAN + planned + "\n")
    assert told.indicator is not None
    assert promised.indicator is not None
    assert told.indicator.id == promised.indicator.id
    assert (told.role, promised.role) == ("result", "target")


@pytest.mark.parametrize(
    ("sentence", "name", "role", "deed"),
    [
        ("全市有12名教师被评为省优秀教师。", "优秀教师", "result", "被评为"),
        ("全区有3所学校创成市级书香校园。", "市级书香校园", "result", "创成"),
        ("共有12所学校获评市级文明校园。", "文明校园", "result", "获评"),
        ("支持2个县创建全国学前教育普及普惠县。", "全国学前教育普及普惠县", "result", "创建"),
        ("全县有幼儿园88所。", "幼儿园", "context", "有"),
        ("全县有88所幼儿园。", "幼儿园", "context", "有"),
    ],
)
def test_what_some_have_reached_is_not_what_there_is(sentence: str, name: str, role: str, deed: str) -> None:
    ((_, statement),) = read_statements(SUMMARY + sentence + "\n")
    assert statement.indicator is not None
    assert statement.action is not None
    assert (statement.indicator.name, statement.role, statement.action.text) == (name, role, deed)


def test_stages_of_projects_are_counted_apart() -> None:
    text = SUMMARY + "实施亿元以上项目48个,其中新开工23个、竣工15个。\n"
    ids = [s.indicator.id for _, s in read_statements(text) if s.indicator]
    base = "economy.attracted.billion"
    assert ids == [base, f"{base}/开工", f"{base}/竣工"]


def test_shares_told_with_a_stock_are_results() -> None:
    text = SUMMARY + "全市共有幼儿园210所,其中公办园120所,普惠性幼儿园覆盖率91%。\n"
    assert [(words, s.role) for words, s in read_statements(text)] == [
        ("210所", "context"),
        ("120所", "context"),
        ("91%", "result"),
    ]
