"""Sentences as education bureaus write them, none from a report the rules were written on.

Each row: the sentence, then every statement that must come of it, in text order, as
(quantity, role, year, indicator, action). "-" for an action means that any or none will do.
"""

from __future__ import annotations

import pytest

from extractors.layers import Layers
from extractors.nlp import extract_layers

REVIEW = "东湖区教育局2022年工作总结\n"
PLAN = "东湖区教育局2023年工作要点\n"

REVIEWED = [
    (
        "a_place_among_so_many",
        "在2022年度全省217家开发区综合考评中位列第13位。",
        [
            ("217家", "context", 2022, "开发区综合", "-"),
            ("第13位", "result", 2022, "开发区综合考评", "位列"),
        ],
    ),
    (
        "who_holds_a_place",
        "东湖中学连续9年位居全市高考录取人数第一。",
        [("9年", "result", 2022, "", "-"), ("第一", "result", 2022, "东湖中学", "位居")],
    ),
    (
        "so_much_a_term",
        "受助幼儿504人，每人每期500元。",
        [("504人", "result", 2022, "幼儿", "-"), ("500元", "context", 2022, "每人每期", "-")],
    ),
    (
        "multimedia_is_no_bound",
        "新建10个多媒体教室，新增课桌凳400人套。",
        [("10个", "result", 2022, "多媒体教室", "新建"), ("400人套", "result", 2022, "课桌凳", "新增")],
    ),
    (
        "planned_investment_beside_the_one_made",
        "2022年计划投资2.1亿元，实际完成投资1.9亿元。",
        [("2.1亿元", "target", 2022, "计划投资", "-"), ("1.9亿元", "result", 2022, "完成投资", "-")],
    ),
    (
        "a_place_and_this_year",
        "清河市东湖区今年新、改扩建学校4所，新建或改扩建项目15个。",
        [
            ("4所", "result", 2022, "学校", "新、改扩建"),
            ("15个", "result", 2022, "项目", "新建或改扩建"),
        ],
    ),
    (
        "marks_of_items",
        "（一）学前三年毛入园率达到92%。",
        [("92%", "result", 2022, "学前三年毛入园率", "达到")],
    ),
    (
        "stands_among",
        "本科上线人数稳居全市33所省级重点中学前列。",
        [("33所", "context", 2022, "省级重点中学", "-")],
    ),
    (
        "members_over_two_clauses",
        "生产总值和财政收入比2012年翻两番，分别达到392亿元、32亿元，力争达到400亿元、40亿元。",
        [
            ("两番", "result", 2022, "生产总值", "-"),
            ("两番", "result", 2022, "财政收入", "-"),
            ("392亿元", "result", 2022, "生产总值", "达到"),
            ("32亿元", "result", 2022, "财政收入", "达到"),
            ("400亿元", "result", 2022, "生产总值", "力争达到"),
            ("40亿元", "result", 2022, "财政收入", "力争达到"),
        ],
    ),
    (
        "whose_the_measures_are",
        "严格落实省10个常态化防控措施，同步建设管网44公里。",
        [("10个", "result", 2022, "常态化防控措施", "落实"), ("44公里", "result", 2022, "管网", "建设")],
    ),
    (
        "from_several_sides",
        "从政策、资金两方面采取措施。",
        [("两方面", "context", 2022, "采取措施", "-")],
    ),
    (
        "the_same_things_in_other_stages",
        "已完工3所中小学，9所正在进行室内外装修，其余2所启动建设。",
        [
            ("3所", "result", 2022, "中小学", "完工"),
            ("9所", "result", 2022, "中小学", "进行"),
            ("2所", "result", 2022, "中小学", "启动"),
        ],
    ),
    (
        "more_than_the_task",
        "23所普惠性民办幼儿园认定工作已经完成46所，超额完成任务23所。",
        [
            ("23所", "context", 2022, "普惠性民办幼儿园", "-"),
            ("46所", "result", 2022, "普惠性民办幼儿园", "完成"),
            ("23所", "context", 2022, "普惠性民办幼儿园", "超额完成"),
        ],
    ),
    (
        "a_name_behind_the_bracket",
        "191所（含九年一贯制学校2所）义务教育学校全部达标。",
        [
            ("191所", "result", 2022, "义务教育学校", "-"),
            ("2所", "result", 2022, "九年一贯制学校", "-"),
        ],
    ),
    (
        "what_will_be",
        "全部建成后，我市将新增近万个普惠性幼儿园学位。",
        [("万个", "target", 2022, "普惠性幼儿园学位", "新增")],
    ),
    (
        "items_and_how_they_go",
        "30项为民实事总体进展顺利，27项按计划加快推进。",
        [
            ("30项", "result", 2022, "为民实事", "-"),
            ("27项", "result", 2022, "为民实事", "按计划加快推进"),
        ],
    ),
    (
        "points_are_no_clock",
        "设考点3个，现有教学点8个。",
        [("3个", "result", 2022, "考点", "-"), ("8个", "context", 2022, "教学点", "-")],
    ),
    (
        "share_at_the_end_of_a_year",
        "公办园在园幼儿占比2021年底达到30%、2022年底达到50%。",
        [
            ("30%", "result", 2021, "公办园在园幼儿占比", "达到"),
            ("50%", "result", 2022, "公办园在园幼儿占比", "达到"),
        ],
    ),
    (
        "targets_quoted_in_a_review",
        "年度目标任务设定为“新建、改扩建义务教育学校37所，新增义务教育学位3.3万个”。",
        [
            ("37所", "target", 2022, "义务教育学校", "新建、改扩建"),
            ("3.3万个", "target", 2022, "义务教育学位", "新增"),
        ],
    ),
    (
        "two_sizes_of_one_thing",
        "改建幼儿园1376所共104万平方米。",
        [("1376所", "result", 2022, "幼儿园", "改建"), ("104万平方米", "result", 2022, "幼儿园", "改建")],
    ),
    (
        "bare_decimals",
        "校际均衡差异系数小学为0.54、初中0.38。",
        [("0.54", "result", 2022, "校际均衡差异系数小学", "为"), ("0.38", "result", 2022, "初中", "-")],
    ),
    (
        "what_the_money_was_for_without_its_count",
        "投入680万元完成17所学校操场改造。",
        [
            ("680万元", "result", 2022, "学校操场改造", "投入"),
            ("17所", "result", 2022, "学校操场改造", "完成"),
        ],
    ),
    (
        "a_reach_named_by_面",
        "资助面约占在园幼儿总数的10%，在学总规模47.3万人。",
        [
            ("10%", "result", 2022, "资助面约占在园幼儿总数", "-"),
            ("47.3万人", "result", 2022, "在学总规模", "-"),
        ],
    ),
    (
        "a_year_each",
        "2020—2022年的教育经费支出总额分别为3.1亿元、3.3亿元、3.6亿元。",
        [
            ("3.1亿元", "result", 2020, "教育经费支出总额", "为"),
            ("3.3亿元", "result", 2021, "教育经费支出总额", "为"),
            ("3.6亿元", "result", 2022, "教育经费支出总额", "为"),
        ],
    ),
    (
        "named_years_each",
        "2021年、2022年分别新建幼儿园3所、4所。",
        [("3所", "result", 2021, "幼儿园", "新建"), ("4所", "result", 2022, "幼儿园", "新建")],
    ),
    (
        "so_many_of_the_same_begun",
        "20所城乡幼儿园开工19所。",
        [("20所", "context", 2022, "城乡幼儿园", "-"), ("19所", "result", 2022, "城乡幼儿园", "开工")],
    ),
    (
        "a_task_figure_is_a_target",
        "免费提供教科书：任务数是19800人。",
        [("19800人", "target", 2022, "任务数", "是")],
    ),
    (
        "planned_within_the_year_reported",
        "2022年计划完成14处校舍改扩建，已按计划完成改造项目10个。",
        [("14处", "target", 2022, "校舍", "计划完成"), ("10个", "result", 2022, "改造项目", "完成")],
    ),
    (
        "own_reckoning",
        "一般公共预算收入3.5亿元，自然增幅2%，同口径完成3.67亿元。",
        [
            ("3.5亿元", "result", 2022, "一般公共预算收入", "-"),
            ("2%", "change", 2022, "一般公共预算收入", "增幅"),
            ("3.67亿元", "result", 2022, "一般公共预算收入", "完成"),
        ],
    ),
    (
        "no_verb_over_a_semicolon",
        "新增义务教育学位1080个；孕产妇免费产前筛查1516人。",
        [
            ("1080个", "result", 2022, "义务教育学位", "新增"),
            ("1516人", "result", 2022, "孕产妇免费产前筛查", ""),
        ],
    ),
    (
        "how_it_was_won",
        "高考本科上线率在清河市各县区以绝对优势再夺第一名。",
        [("第一名", "result", 2022, "高考本科上线率", "再夺")],
    ),
    (
        "stock_with_its_growth",
        "全县共有各级各类学校125所，比上年增加2所。其中，小学90所，比上年增加2所；初中学校28所。",
        [
            ("125所", "context", 2022, "各级各类学校", "-"),
            ("2所", "change", 2022, "各级各类学校", "增加"),
            ("90所", "context", 2022, "小学", "-"),
            ("2所", "change", 2022, "小学", "增加"),
            ("28所", "context", 2022, "初中学校", "-"),
        ],
    ),
    (
        "those_enrolled_are_stock",
        "在校学生9648人，其中小学生5728人。",
        [("9648人", "context", 2022, "在校学生", "-"), ("5728人", "context", 2022, "小学生", "-")],
    ),
    (
        "people_of_a_family",
        "共有1564名贫困家庭的学生受到资助，每名学生享受到价值4元的营养餐。",
        [("1564名", "result", 2022, "贫困家庭的学生", "-"), ("4元", "result", 2022, "价值", "-")],
    ),
    (
        "rate_after_a_verb",
        "全县义务教育阶段学校智慧黑板配备率达100%。",
        [("100%", "result", 2022, "智慧黑板配备率", "达")],
    ),
    (
        "rates_in_a_row",
        "目前28个项目全部开工,开工率为100%,竣工21个,竣工率75%。",
        [
            ("28个", "result", 2022, "项目", "-"),
            ("100%", "result", 2022, "开工率", "-"),
            ("21个", "result", 2022, "项目", "竣工"),
            ("75%", "result", 2022, "竣工率", "-"),
        ],
    ),
    (
        "verb_then_number_then_noun",
        "建成东湖第三小学,新增2400个学位。",
        [("2400个", "result", 2022, "学位", "新增")],
    ),
    (
        "brackets_carry_the_subject",
        "配套学校建设项目已启动8个(其中完成立项7个,开工建设4个,建成1个)。",
        [
            ("8个", "result", 2022, "配套学校建设项目", "启动"),
            ("7个", "result", 2022, "配套学校建设项目", "-"),
            ("4个", "result", 2022, "配套学校建设项目", "开工建设"),
            ("1个", "result", 2022, "配套学校建设项目", "建成"),
        ],
    ),
    (
        "subject_and_than_last_year",
        "公办园在园幼儿占比较2021年提高3.2个百分点。",
        [("3.2个百分点", "change", 2022, "公办园在园幼儿占比", "提高")],
    ),
    (
        "fewer_than_last_year",
        "参加中考的考生数比去年减少1205人。",
        [("1205人", "change", 2022, "考生数", "减少")],
    ),
    (
        "per_head_and_month",
        "困难家庭幼儿补助由每人每月180元提高到260元。",
        [
            ("180元", "baseline", None, "困难家庭幼儿补助", "-"),
            ("260元", "result", 2022, "困难家庭幼儿补助", "提高到"),
        ],
    ),
    (
        "second_subject_is_elliptical",
        "小学生均公用经费由650元提高到720元,初中由850元提高到940元。",
        [
            ("650元", "baseline", None, "小学生均公用经费", "-"),
            ("720元", "result", 2022, "小学生均公用经费", "提高到"),
            ("850元", "baseline", None, "初中", "-"),
            ("940元", "result", 2022, "初中", "提高到"),
        ],
    ),
    (
        "nearest_verb_governs_the_list",
        "加强条件建设,完成了5所寄宿制学校提档升级、3所公办园改扩建、2所学校标准化考场改造。",
        [
            ("5所", "result", 2022, "寄宿制学校提档升级", "完成"),
            ("3所", "result", 2022, "公办园改扩建", "完成"),
            ("2所", "result", 2022, "学校标准化考场改造", "完成"),
        ],
    ),
    (
        "money_for_a_work",
        "重组乡镇初中2所。投入1.6亿元推进“暖冬校园”工程。",
        [
            ("2所", "result", 2022, "乡镇初中", "重组"),
            ("1.6亿元", "result", 2022, "“暖冬校园”工程", "投入"),
        ],
    ),
    (
        "existing_stock_is_background",
        "全县现有各级各类学校231所,其中小学140所(含52个教学点),幼儿园61所。",
        [
            ("231所", "context", 2022, "各级各类学校", "-"),
            ("140所", "context", 2022, "小学", "-"),
            ("52个", "context", 2022, "教学点", "-"),
            ("61所", "context", 2022, "幼儿园", "-"),
        ],
    ),
    (
        "existing_stock_goes_on_in_the_next_sentence",
        "全县共有各级各类学校312所。其中初级中学24所,小学190所,幼儿园98所(公办40所,民办58所)。",
        [
            ("312所", "context", 2022, "各级各类学校", "-"),
            ("24所", "context", 2022, "初级中学", "-"),
            ("190所", "context", 2022, "小学", "-"),
            ("98所", "context", 2022, "幼儿园", "-"),
            ("40所", "context", 2022, "公办", "-"),
            ("58所", "context", 2022, "民办", "-"),
        ],
    ),
    (
        "existing_people",
        "共有在校学生81203人,教职工5120人。",
        [("81203人", "context", 2022, "在校学生", "-"), ("5120人", "context", 2022, "教职工", "-")],
    ),
    (
        "obtained_money_is_a_result",
        "争取中央和省级资金1350万元,推进校园足球场地建设。",
        [("1350万元", "result", 2022, "中央和省级资金", "争取")],
    ),
    (
        "rank_of_the_subject_before",
        "高考本科上线率比上年提高2.1个百分点,位列全市第二。",
        [
            ("2.1个百分点", "change", 2022, "高考本科上线率", "提高"),
            ("第二", "result", 2022, "高考本科上线率", "-"),
        ],
    ),
    (
        "share_of_the_yearly_task",
        "完成教育固定资产投资5.2亿元,完成年度任务的98.6%。",
        [
            ("5.2亿元", "result", 2022, "教育固定资产投资", "完成"),
            ("98.6%", "result", 2022, "教育固定资产投资", "完成"),
        ],
    ),
    (
        "this_year_in_a_review_is_the_year_reviewed",
        "今年,全县教育投入累计7215万元,其中上级拨付资金4120万元。",
        [
            ("7215万元", "result", 2022, "教育投入", "-"),
            ("4120万元", "result", 2022, "资金", "拨付"),
        ],
    ),
    (
        "started_of_a_list_in_brackets",
        "专项行动确定的12个配套学校建设项目,已启动9个(其中开工建设5个,建成2个)。",
        [
            ("12个", "context", 2022, "配套学校建设项目", "-"),
            ("9个", "result", 2022, "配套学校建设项目", "启动"),
            ("5个", "result", 2022, "配套学校建设项目", "开工建设"),
            ("2个", "result", 2022, "配套学校建设项目", "建成"),
        ],
    ),
    (
        "more_than_last_year",
        "招聘新教师312名,较上年多招45名。",
        [
            ("312名", "result", 2022, "新教师", "招聘"),
            ("45名", "change", 2022, "新教师", "-"),
        ],
    ),
    (
        "revisited_with_a_relative_clause",
        "对8所未通过市级示范园评估的幼儿园进行了回访。",
        [("8所", "result", 2022, "幼儿园", "回访")],
    ),
    ("zero_is_not_one", "无一名学生因贫失学。", []),
]

PLANNED = [
    (
        "a_place_that_will",
        "今年，清河市将新开工建设保障性住房8311套，力争建成10500套。",
        [
            ("8311套", "target", 2023, "保障性住房", "新开工建设"),
            ("10500套", "target", 2023, "保障性住房", "建成"),
        ],
    ),
    (
        "marker_is_no_part_of_the_name",
        "一是学前三年毛入园率达到93%以上。",
        [("93%", "target", 2023, "学前三年毛入园率", "达到")],
    ),
    (
        "numbered_item",
        "(二)普通高中大班额控制在3%以内。",
        [("3%", "target", 2023, "普通高中大班额", "控制在")],
    ),
    (
        "planned_verb_is_no_part_of_the_name",
        "计划招聘教师120名,其中特岗教师40名。",
        [("120名", "target", 2023, "教师", "招聘"), ("40名", "target", 2023, "特岗教师", "-")],
    ),
    (
        "striving_for_money",
        "积极争取专项债券1.5亿元。",
        [("1.5亿元", "target", 2023, "专项债券", "争取")],
    ),
    (
        "noun_after_with_a_purpose_before",
        "新建城南实验学校,可提供学位1800个。",
        [("1800个", "target", 2023, "学位", "提供")],
    ),
    (
        "several_levels_one_noun",
        "创建市级智慧校园6所、省级2所。",
        [("6所", "target", 2023, "市级智慧校园", "创建"), ("2所", "target", 2023, "省级", "创建")],
    ),
    (
        "ellipsis_of_shares",
        "初中和小学体质健康优良率分别达到58%、63%以上。",
        [
            ("58%", "target", 2023, "初中", "达到"),
            ("63%", "target", 2023, "小学体质健康优良率", "达到"),
        ],
    ),
    (
        "term_is_no_part_of_the_name",
        "到2024年学前三年入园率达到88%。",
        [("88%", "target", 2024, "学前三年入园率", "达到")],
    ),
    (
        "recalled_result_in_a_plan",
        "在去年新增学位1500个的基础上,再新增学位2000个。",
        [("1500个", "result", 2022, "学位", "新增"), ("2000个", "target", 2023, "学位", "新增")],
    ),
    (
        "far_target",
        "到2025年,全市普惠性幼儿园覆盖率达到90%以上。",
        [("90%", "target", 2025, "普惠性幼儿园覆盖率", "达到")],
    ),
]


def read(heading: str, sentence: str) -> list[tuple[str, str, int | None, str, str]]:
    """The statements of a sentence that stand on quantities, in text order."""
    layers = extract_layers(Layers(text=heading + sentence + "\n", key="test"))
    quantities = {quantity.id: quantity for quantity in layers.quantities}
    rows = [
        (
            quantities[statement.quantity_id].start,
            quantities[statement.quantity_id].text,
            statement.role,
            statement.period,
            statement.indicator.text if statement.indicator else "",
            statement.action.text if statement.action else "",
        )
        for statement in layers.statements
        if statement.quantity_id is not None
    ]
    return [row[1:] for row in sorted(rows)]


def agrees(found: tuple, wanted: tuple) -> bool:
    """Equal but for a free action, and for particles around indicator and action."""
    action = wanted[4] == "-" or found[4].removesuffix("了") == wanted[4] or found[4].endswith(wanted[4])
    return (
        found[:3] == wanted[:3] and wanted[3] in found[3] and len(found[3]) <= len(wanted[3]) + 4 and action
    )


@pytest.mark.parametrize(
    ("heading", "sentence", "wanted"),
    [
        pytest.param(heading, sentence, wanted, id=name)
        for heading, table in ((REVIEW, REVIEWED), (PLAN, PLANNED))
        for name, sentence, wanted in table
    ],
)
def test_every_statement_of_a_sentence(heading, sentence, wanted):
    found = read(heading, sentence)
    assert len(found) == len(wanted), found
    assert all(agrees(one, other) for one, other in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize(
    ("heading", "sentence", "not_these"),
    [
        (REVIEW, "校外培训机构由64家压减至18家。", {"education.tutoring.inspected"}),
        (REVIEW, "全县共有教职工5120人。", {"teachers.recruited"}),
        (REVIEW, "全县现有幼儿园88所。", {"education.preschool.kindergartens.new"}),
        (PLAN, "培训骨干教师不少于150人次。", {"teachers.backbone", "teachers.backbone.stock"}),
        (PLAN, "力争高考本科上线人数突破900人。", {"education.senior.undergraduates.stock"}),
    ],
)
def test_a_known_indicator_fits_in_deed_unit_and_measure(heading, sentence, not_these):
    layers = extract_layers(Layers(text=heading + sentence + "\n", key="test"))
    assert layers.statements
    assert not_these.isdisjoint(s.indicator.id for s in layers.statements if s.indicator)


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("东湖区教育局2022年工作总结和2023年工作计划\n一、2022年工作总结\n", 2022),
        ("2022年工作总结和2023年工作打算\n东湖区教育局\n(2022年11月26日)\n一、2022年工作情况\n", 2022),
        ("东湖区教育局2022年工作总结和2023年工作计划\n一、2022年工作总结\n略。\n二、2023年工作计划\n", 2023),
    ],
)
@pytest.mark.parametrize("sentence", ["今年,全县教育投入累计7215万元。", "全年完成教育投入7215万元。"])
def test_this_year_is_the_year_of_its_part(heading, year, sentence):
    layers = extract_layers(Layers(text=heading + sentence + "\n", key="test"))
    assert [(s.value, s.period) for s in layers.statements] == [("72150000", year)]
