"""Structure: one table of layouts with the whole outline expected, and what must hold for any text.

The texts are our own, in the layouts that bureaus and governments use.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from extractors.grammar.dates import find_dates, find_plan_spans, find_years, parse_small_number
from extractors.grammar.headings import find_heading, find_run_in_title
from extractors.layers import Heading
from extractors.lexicons import load
from extractors.records import Section
from extractors.sentences import find_sentences
from extractors.structure import find_structure
from extractors.structure.lines import is_head_furniture, is_tail_furniture
from extractors.structure.periods import read_outlook
from extractors.structure.titles import parse_title

OUHAI = Path(__file__).parents[2] / "corpus" / "ouhai_2022_2023.txt"

COMBINED = """当前位置：首页 > 政务公开 > 规划总结
南山县教育局2022年工作总结和2023年工作思路
来源：县教育局 发布时间：2023-01-18 10:20 字号：大 中 小
2022年，县教育局全面贯彻党的教育方针，各项工作取得新成绩。现将有关情况报告如下：
一、2022年工作总结
（一）学前教育普惠发展。新建公办幼儿园3所。
二、存在的主要问题
1.优质资源不足。
三、2023年工作思路
（一）扩大普惠资源。新建公办幼儿园2所。
1、推进集团化办学。
南山县教育局
2023年1月16日
打印 关闭窗口
上一篇：南山县教育局公告
"""
NOTICE = """南山县教育局文件
南教〔2023〕5号
南山县教育局关于印发
《2023年全县教育工作要点》的通知
各乡镇中心学校，县直各学校，局机关各股室：
现将《2023年全县教育工作要点》印发给你们，请认真贯彻落实。
附件：2023年全县教育工作要点
南山县教育局
二〇二三年三月一日
（此件主动公开）
2023年全县教育工作要点
一、坚持党的全面领导
1．加强党的建设。推进党组织领导的校长负责制。
"""
NOTICE_WITHOUT_TITLE = """关于印发2023年教育工作要点的通知
各学校：
现将2023年教育工作要点印发给你们，请结合实际贯彻执行。
东河区教育局
2023年2月20日

一、工作目标
（一）学前教育毛入园率达到95%。
二、工作措施
（一）加快建设。开工建设东河二小。
"""
TWO_PARTS = """第一部分
2022年工作总结
一、党建工作扎实推进
全年召开会议12次。
二、存在问题
师资力量薄弱。
第二部分 2023年工作计划
一、加强党的建设
持续推进支部标准化建设。
"""
HALF_YEAR = """东河区教育和体育局2022年上半年工作总结及下半年工作计划
今年以来，区教体局认真落实各项部署。
一、上半年工作完成情况
建成学校2所。
二、下半年工作计划
再建学校3所。
"""
SUMMARY_LOOKING_AHEAD = """东河区教育局
2022年工作总结
一、主要工作开展情况
（一）加强党建。
召开党组会30次。
二、下一步工作打算
（一）加快学校建设。
建成东河三小。
"""
WITHOUT_HEADINGS = """政 府 工 作 报 告
各位代表：
现在，我代表镇人民政府向大会作工作报告，请予审议。
过去一年，我们完成税收3.2亿元，新建小学1所，改造道路12公里。
2023年政府工作的总体要求是：坚持稳中求进。
我们将重点抓好以下工作，新建幼儿园2所。
"""
FIVE_YEAR_PLAN = """南山县教育事业发展“十四五”规划
为加快推进教育现代化，制定本规划。
第一章 发展基础与形势
第一节 发展成就
“十三五”期间，新建学校20所。
第二章 总体要求
第一节 主要目标
到2025年，学前教育毛入园率达到98%。
第三章 主要任务
1.扩大资源。新建幼儿园30所。
（1）公办园。
①加快建设。
"""
UNNUMBERED = """2022年工作总结

2022年，我校取得一定成绩。
一、德育工作
开展活动20次。

2023年工作思路

一、加强德育
开展活动30次。
"""
CHANGE_OF_TERM = """政府工作报告
——2021年7月28日在清河县第十八届人民代表大会第一次会议上
清河县人民政府代县长 张三
各位代表：
现在，我代表清河县人民政府，向大会作报告，请予审议。
一、过去五年工作回顾
——五年来，我们聚力发展，综合实力稳步提升。全县生产总值突破百亿元。
各位代表，成绩来之不易。
二、今后五年任务目标
地区生产总值年均增长7%。
三、2021年下半年重点工作
（一）办好十件实事
四、全面加强政府自身建设
（一）坚持依法行政。坚持依法履职。
名词解释
1.[四个一批]即关停一批、搬迁一批、提升一批、做强一批。
"""
SUBTITLE_RUN_IN = """政府工作报告2011年1月20日在清河县第十四届人民代表大会
第五次会议上
清河县人民政府县长张三
各位代表：
一、“十一五”期间经济社会发展取得重大成就
经济总量快速增长。
二、“十二五”时期经济社会发展的战略任务
地方生产总值实现翻番。
三、2011年经济社会发展的重点工作
新建小学3所。
"""
TABLE_INSIDE = """东河区教育局2022年工作总结
一、主要工作
（一）扩大资源
新建幼儿园3所。
2022年主要指标完成情况表
序号\t指标\t2022年计划\t2022年完成\t2023年目标
1\t新建幼儿园\t3\t3\t2
（二）提升质量
上线率达到60%。
附件：1.重点项目表
2.责任清单
"""
PLAN_AND_REVIEW_OF_YEAR = """\
东河市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告
——2023年1月10日在东河市第八届人民代表大会第二次会议上
东河市发展和改革委员会
各位代表：
受市人民政府委托，现将2022年国民经济和社会发展计划执行情况与2023年计划草案提请大会审议。
一、2022年国民经济和社会发展计划执行情况
生产总值增长5%。
二、2023年国民经济和社会发展的主要任务
新建学校5所。
附件1
2023年市十件民生实事
一、新增学位5000个。
"""

# text -> documents as (kind, title, issuer, number, period, issued) and sections as
# (level, number, title, role, part, period)
CHAPTER_BELOW_THE_TITLE = """2022年清河县政府工作报告
2022年工作回顾
过去一年，全县新增学位900个。
2023年工作安排
新建学校2所。
"""
BARE_YEARS = """东河区教育局2022工作总结及2023工作计划
一、今年以来的工作亮点
高考本科上线900人。
"""
BASIS_OF_A_PLAN = """清河县“十四五”教育发展规划
一、发展基础和面临困难
（一）基本情况
全县现有学校120所。
二、发展目标
到2025年，学前教育毛入园率达到98%。
"""
PROGRESS = """清河县教育局2015年民生工程上半年进展情况
1、补助寄宿生生活费：任务数1200人。已完成1300人。
"""
LAYOUTS = {
    "a chapter right below the title": (
        CHAPTER_BELOW_THE_TITLE,
        [("work_report", "2022年清河县政府工作报告", "清河县人民政府", None, 2022, None)],
        [
            (1, None, None, "front", None, None),
            (1, None, "2022年工作回顾", "detail", "review", 2022),
            (1, None, "2023年工作安排", "detail", "plan", 2023),
        ],
    ),
    "years without 年": (
        BARE_YEARS,
        [("work_report", "东河区教育局2022工作总结及2023工作计划", "东河区教育局", None, 2022, None)],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "今年以来的工作亮点", "detail", "review", 2022),
        ],
    ),
    "what a plan starts from": (
        BASIS_OF_A_PLAN,
        [("plan", "清河县“十四五”教育发展规划", None, None, 2025, None)],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "发展基础和面临困难", "detail", "review", 2020),
            (2, "（一）", "基本情况", "detail", "review", 2020),
            (1, "二、", "发展目标", "overview", "plan", 2025),
        ],
    ),
    "progress told item by item": (
        PROGRESS,
        [("summary", "清河县教育局2015年民生工程上半年进展情况", "清河县教育局", None, 2015, None)],
        [
            (1, None, None, "front", None, None),
            (1, "1、", "补助寄宿生生活费", "detail", "review", 2015),
        ],
    ),
    "summary and plan in one text": (
        COMBINED,
        [
            (
                "work_report", "南山县教育局2022年工作总结和2023年工作思路", "南山县教育局",
                None, 2022, "2023-01-16",
            ),
        ],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "overview", "review", 2022),
            (1, "一、", "2022年工作总结", "detail", "review", 2022),
            (2, "（一）", "学前教育普惠发展", "detail", "review", 2022),
            (1, "二、", "存在的主要问题", "detail", "review", 2022),
            (2, "1.", "优质资源不足", "detail", "review", 2022),
            (1, "三、", "2023年工作思路", "detail", "plan", 2023),
            (2, "（一）", "扩大普惠资源", "detail", "plan", 2023),
            (3, "1、", "推进集团化办学", "detail", "plan", 2023),
            (1, None, None, "attachment", None, None),
        ],
    ),
    "notice with red head, broken title, Chinese date": (
        NOTICE,
        [
            (
                "notice",
                "南山县教育局关于印发《2023年全县教育工作要点》的通知",
                "南山县教育局",
                "南教〔2023〕5号", None, "2023-03-01",
            ),
            ("plan", "2023年全县教育工作要点", "南山县教育局", None, 2023, "2023-03-01"),
        ],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "front", None, None),
            (1, "一、", "坚持党的全面领导", "detail", "plan", 2023),
            (2, "1．", "加强党的建设", "detail", "plan", 2023),
        ],
    ),
    "notice whose plan has no title of its own": (
        NOTICE_WITHOUT_TITLE,
        [
            ("notice", "关于印发2023年教育工作要点的通知", "东河区教育局", None, None, "2023-02-20"),
            ("plan", "2023年教育工作要点", "东河区教育局", None, 2023, "2023-02-20"),
        ],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "工作目标", "overview", "plan", 2023),
            (2, "（一）", "学前教育毛入园率达到95%", "overview", "plan", 2023),
            (1, "二、", "工作措施", "detail", "plan", 2023),
            (2, "（一）", "加快建设", "detail", "plan", 2023),
        ],
    ),
    "page titled by its notice, printing the plan alone": (
        "东河区教育局关于印发2023年工作要点的通知\n发布时间：2023-03-01\n一、党的建设\n新建党支部5个。\n",
        [("plan", "东河区教育局关于印发2023年工作要点的通知", "东河区教育局", None, 2023, "2023-03-01")],
        [(1, None, None, "front", None, None), (1, "一、", "党的建设", "detail", "plan", 2023)],
    ),
    "two parts, no title": (
        TWO_PARTS,
        [("work_report", None, None, None, 2022, None)],
        [
            (1, "第一部分", "2022年工作总结", "detail", "review", 2022),
            (2, "一、", "党建工作扎实推进", "detail", "review", 2022),
            (2, "二、", "存在问题", "detail", "review", 2022),
            (1, "第二部分", "2023年工作计划", "detail", "plan", 2023),
            (2, "一、", "加强党的建设", "detail", "plan", 2023),
        ],
    ),
    "half a year back, half a year ahead": (
        HALF_YEAR,
        [
            (
                "work_report", "东河区教育和体育局2022年上半年工作总结及下半年工作计划", "东河区教育和体育局",
                None, 2022, None,
            ),
        ],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "overview", "review", 2022),
            (1, "一、", "上半年工作完成情况", "detail", "review", 2022),
            (1, "二、", "下半年工作计划", "detail", "plan", 2022),
        ],
    ),
    "summary whose last chapter looks ahead": (
        SUMMARY_LOOKING_AHEAD,
        [("summary", "东河区教育局2022年工作总结", "东河区教育局", None, 2022, None)],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "主要工作开展情况", "detail", "review", 2022),
            (2, "（一）", "加强党建", "detail", "review", 2022),
            (1, "二、", "下一步工作打算", "detail", "plan", 2023),
            (2, "（一）", "加快学校建设", "detail", "plan", 2023),
        ],
    ),
    "report without headings, spaced title": (
        WITHOUT_HEADINGS,
        [("work_report", "政府工作报告", None, None, 2022, None)],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "overview", "review", 2022),
            (1, None, None, "detail", "plan", 2023),
        ],
    ),
    "five-year plan": (
        FIVE_YEAR_PLAN,
        [("plan", "南山县教育事业发展“十四五”规划", None, None, 2025, None)],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "overview", "plan", 2025),
            (1, "第一章", "发展基础与形势", "detail", "review", 2020),
            (2, "第一节", "发展成就", "detail", "review", 2020),
            (1, "第二章", "总体要求", "overview", "plan", 2025),
            (2, "第一节", "主要目标", "overview", "plan", 2025),
            (1, "第三章", "主要任务", "detail", "plan", 2025),
            (2, "1.", "扩大资源", "detail", "plan", 2025),
            (3, "（1）", "公办园", "detail", "plan", 2025),
            (4, "①", "加快建设", "detail", "plan", 2025),
        ],
    ),
    "unnumbered chapters": (
        UNNUMBERED,
        [("summary", "2022年工作总结", None, None, 2022, None)],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "overview", "review", 2022),
            (1, "一、", "德育工作", "detail", "review", 2022),
            (1, None, "2023年工作思路", "detail", "plan", 2023),
            (2, "一、", "加强德育", "detail", "plan", 2023),
        ],
    ),
    "work report at a change of term": (
        CHANGE_OF_TERM,
        [("work_report", "政府工作报告", "清河县人民政府", None, 2020, "2021-07-28")],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "过去五年工作回顾", "detail", "review", 2020),
            (2, "——", "五年来，我们聚力发展，综合实力稳步提升", "detail", "review", 2020),
            (1, "二、", "今后五年任务目标", "detail", "plan", 2025),
            (1, "三、", "2021年下半年重点工作", "detail", "plan", 2021),
            (2, "（一）", "办好十件实事", "detail", "plan", 2021),
            (1, "四、", "全面加强政府自身建设", "detail", "plan", 2021),
            (2, "（一）", "坚持依法行政", "detail", "plan", 2021),
            (1, None, "名词解释", "glossary", None, None),
        ],
    ),
    "title and subtitle run together": (
        SUBTITLE_RUN_IN,
        [("work_report", "政府工作报告", "清河县人民政府", None, 2010, "2011-01-20")],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "“十一五”期间经济社会发展取得重大成就", "detail", "review", 2010),
            (1, "二、", "“十二五”时期经济社会发展的战略任务", "detail", "plan", 2015),
            (1, "三、", "2011年经济社会发展的重点工作", "detail", "plan", 2011),
        ],
    ),
    "a table and a list of attachments are no headings": (
        TABLE_INSIDE,
        [("summary", "东河区教育局2022年工作总结", "东河区教育局", None, 2022, None)],
        [
            (1, None, None, "front", None, None),
            (1, "一、", "主要工作", "detail", "review", 2022),
            (2, "（一）", "扩大资源", "detail", "review", 2022),
            (2, "（二）", "提升质量", "detail", "review", 2022),
        ],
    ),
    "execution and draft of a plan, attachment with a year": (
        PLAN_AND_REVIEW_OF_YEAR,
        [
            (
                "work_report",
                "东河市2022年国民经济和社会发展计划执行情况与2023年国民经济和社会发展计划草案的报告",
                "东河市发展和改革委员会", None, 2022, "2023-01-10",
            ),
        ],
        [
            (1, None, None, "front", None, None),
            (1, None, None, "overview", "review", 2022),
            (1, "一、", "2022年国民经济和社会发展计划执行情况", "detail", "review", 2022),
            (1, "二、", "2023年国民经济和社会发展的主要任务", "detail", "plan", 2023),
            (1, "附件1", "2023年市十件民生实事", "attachment", "plan", 2023),
            (2, "一、", "新增学位5000个", "detail", "plan", 2023),
        ],
    ),
}  # fmt: skip


def _outline(sections: tuple[Section, ...]) -> list[tuple[object, ...]]:
    return [(s.level, s.number, s.title, s.role, s.part, s.period) for s in sections]


@pytest.mark.parametrize(("text", "documents", "sections"), LAYOUTS.values(), ids=list(LAYOUTS))
def test_layouts(text: str, documents: list[tuple[object, ...]], sections: list[tuple[object, ...]]) -> None:
    found, outline = find_structure(text, key="k")
    assert [(d.kind, d.title, d.issuer, d.number, d.period, d.issued) for d in found] == documents
    assert _outline(outline) == sections


OTHER_TEXTS = ("一行", "\n\n　\n正文。\n", OUHAI.read_text("utf-8"))


@pytest.mark.parametrize("text", [*(row[0] for row in LAYOUTS.values()), *OTHER_TEXTS])
def test_sections_nest_and_tile(text: str) -> None:
    documents, sections = find_structure(text, key="k")
    assert documents[0].start == 0
    assert documents[-1].end == len(text)
    for before, after in pairwise(documents):
        assert before.end == after.start
    by_id = {section.id: section for section in sections}
    assert len(by_id) == len(sections)
    for document in documents:
        place = document.start
        for section in sections:
            if section.document_id != document.id:
                continue
            if section.parent_id is None:
                assert section.start == place
                assert section.level == 1
                place = section.end
            else:
                parent = by_id[section.parent_id]
                assert parent.start <= section.start < section.end <= parent.end
                assert section.level == parent.level + 1
        assert place == document.end
    covered = {i for s in find_sentences(text, sections) for i in range(s.start, s.end)}
    assert all(text[i].isspace() or i in covered for i in range(len(text)))


def test_a_notice_that_prints_two_texts() -> None:
    documents, sections = find_structure(OUHAI.read_text("utf-8"), key="k")
    assert [(d.kind, d.title, d.period, d.issued) for d in documents] == [
        ("notice", None, None, "2023-02-17"),
        ("summary", "瓯海区教育局2022年工作总结", 2022, "2023-02-17"),
        ("plan", "瓯海区教育局2023年工作要点", 2023, "2023-02-17"),
    ]
    assert {d.issuer for d in documents} == {"温州市瓯海区教育局"}
    parts = {(s.document_id, s.part, s.period) for s in sections if s.role != "front"}
    assert parts == {(documents[1].id, "review", 2022), (documents[2].id, "plan", 2023)}


def test_what_a_person_set_wins() -> None:
    heading = Heading(title="某局工作要点", issuer="某某局", kind="plan", period=2030, issued="2030-01")
    documents, sections = find_structure("一、加强建设\n新建学校1所。\n", key="k", heading=heading)
    (document,) = documents
    assert (document.title, document.issuer, document.kind, document.period, document.issued) == (
        "某局工作要点", "某某局", "plan", 2030, "2030-01",
    )  # fmt: skip
    assert [(s.part, s.period) for s in sections] == [("plan", 2030)]


def test_a_table_of_contents_is_no_outline() -> None:
    text = (
        "南山县教育事业发展“十四五”规划\n目 录\n第一章 总体要求……1\n第二章 主要任务……5\n"
        "第一章 总体要求\n坚持立德树人。\n第二章 主要任务\n新建学校3所。\n"
    )
    _, sections = find_structure(text, key="k")
    assert [section.title for section in sections if section.number] == ["总体要求", "主要任务"]


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("一、主要成效", "一、", "主要成效"),
        ("　　十一、改善民生", "十一、", "改善民生"),
        ("二． 主要任务", "二．", "主要任务"),
        ("（二）强化保障，营造环境。全年投入3亿元。", "（二）", "强化保障，营造环境"),
        ("(三) 深化改革", "(三)", "深化改革"),
        ("3. 校园安全形成合力。2022年，开展排查。", "3.", "校园安全形成合力"),
        ("1.2023年工作思路", "1.", "2023年工作思路"),
        ("1.1 总体目标", "1.1", "总体目标"),
        ("（1）公办园。", "（1）", "公办园"),
        ("②加快建设", "②", "加快建设"),
        ("第三部分 下步打算", "第三部分", "下步打算"),
        ("——抓项目，成效显著。投资3亿元。", "——", "抓项目，成效显著"),
        ("（一）工作目标：毛入园率达到95%。", "（一）", "工作目标"),
        ("一、三年来的工作", "一、", "三年来的工作"),
    ],
)
def test_headings(line: str, number: str, title: str) -> None:
    mark = find_heading(line)
    assert mark is not None
    assert (mark.number, line[mark.title_start : mark.title_end]) == (number, title)


@pytest.mark.parametrize(
    "line",
    [
        "1.5万名学生受益。", "2.3所学校", "三、四年级学生全部参加监测。",
        "二、三产业融合发展。", "2023年，开局之年。",
        "第一，坚持党的领导。", "一是加快建设。", "10家企业上市。",
        "——2023年1月13日在某县第三届人民代表大会上",
    ],
)  # fmt: skip
def test_not_headings(line: str) -> None:
    assert find_heading(line) is None


def test_titles_run_into_a_paragraph() -> None:
    line = "加快项目建设。开展重点项目建设年活动，推行全程代办，力争开工项目达到八成以上，完成投资任务。"
    mark = find_run_in_title(line)
    assert mark is not None
    assert line[mark.title_start : mark.title_end] == "加快项目建设"
    assert find_run_in_title("加快建设，提升水平。" + "后文" * 30) is None
    assert find_run_in_title("加快项目建设。") is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023年2月17日", "2023-02-17"), ("二〇二三年二月十七日", "2023-02-17"),
        ("二○二一年十二月三十一日", "2021-12-31"),
        ("2023-02-17", "2023-02-17"), ("2023.2.7", "2023-02-07"), ("2023 年 3 月", "2023-03"),
    ],
)  # fmt: skip
def test_dates(text: str, iso: str) -> None:
    assert [(d.start, d.end, d.iso) for d in find_dates(text)] == [(0, len(text), iso)]


def test_years_and_plans() -> None:
    assert find_years("2022年工作总结和二〇二三年工作要点") == [2022, 2023]
    assert find_years("2022—2023学年") == [2022]
    assert find_years("2022工作总结") == [2022]
    assert find_years("投入2022万元，占比20.23%") == []
    assert find_plan_spans("“十三五”时期和“十四五”规划") == [(2016, 2020), (2021, 2025)]
    assert find_plan_spans("第十四个五年规划") == [(2021, 2025)]
    assert find_plan_spans("“十五”期间") == [(2001, 2005)]
    assert find_plan_spans("新建学校十五所") == []
    numbers = [parse_small_number(text) for text in ("三", "十", "十二", "二十", "三十一", "百", "十十")]
    assert numbers == [3, 10, 12, 20, 31, None, None]


def _rows(table: dict[str, str], *context: str) -> list[tuple[str, ...]]:
    return [(*context, word, example) for word, example in table.items()]


LEXICON = load("structure")


@pytest.mark.parametrize(
    ("kind", "word", "example"),
    [row for kind, table in LEXICON["titles"].items() for row in _rows(table, kind)],
)
def test_every_title_word_has_an_example(kind: str, word: str, example: str) -> None:
    title = parse_title(example)
    assert title is not None
    assert word in example
    assert title.kind == kind


@pytest.mark.parametrize(
    ("part", "word", "example"),
    [
        row
        for part, strengths in LEXICON["parts"].items()
        for table in strengths.values()
        for row in _rows(table, part)
    ],
)
def test_every_chapter_word_has_an_example(part: str, word: str, example: str) -> None:
    assert word in example
    assert read_outlook(example).part == part


@pytest.mark.parametrize("word,example", _rows(LEXICON["furniture"]["head"]))
def test_every_head_furniture_word_has_an_example(word: str, example: str) -> None:
    assert word in example
    assert is_head_furniture(example)


@pytest.mark.parametrize("word,example", _rows(LEXICON["furniture"]["tail"]))
def test_every_tail_furniture_word_has_an_example(word: str, example: str) -> None:
    assert word in example
    assert is_tail_furniture(example)


def test_sentences_keep_their_closing_marks() -> None:
    text = "一、成效\n“两免一补”落实了吗？落实了！（见附件。）后文；仍是一句\n　　末句无标点\n"
    documents, sections = find_structure(text, key="k")
    assert len(documents) == 1
    assert [text[s.start : s.end] for s in find_sentences(text, sections)] == [
        "一、成效", "“两免一补”落实了吗？", "落实了！", "（见附件。）", "后文；仍是一句", "末句无标点",
    ]  # fmt: skip
