"""Each check on a text that it doubts and on one that it passes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from extractors.checks import (
    CHECKS,
    conflicts,
    counts,
    dates,
    derived,
    drift,
    find_findings,
    repeats,
    slips,
    statuses,
    structure,
    sums,
    told_targets,
    units,
    wording,
)
from extractors.checks.derived import possible_wholes
from extractors.checks.finding import Doubt
from extractors.layers import Layers
from extractors.records import Finding
from tests.checks.reading import read

CORPUS = Path(__file__).parents[2] / "corpus"
SUMMARY = "柳河区教育局2022年工作总结\n"
PLAN = "柳河区教育局2023年工作要点\n"


def summary(overview: str, detail: str = "") -> str:
    return f"{SUMMARY}一、主要成效\n{overview}\n二、主要工作\n(一)办学条件\n1.基本建设稳步推进。{detail}\n"


def plan(overview: str, detail: str = "") -> str:
    return f"{PLAN}一、总体目标\n{overview}\n二、主要工作\n(一)办学条件\n1.加快学校建设。{detail}\n"


Case = tuple[Callable[[Layers], list[Doubt]], str, str, str]
FILLER = "全区教育系统统一部署、压实责任,各项工作有序推进,人民群众的教育获得感不断增强,校园面貌明显改善。"

CASES: list[Case] = [
    (
        conflicts.check_values,
        summary("2022年,投用公办幼儿园6所。", FILLER + FILLER + "全年投用公办幼儿园5所。"),
        summary("2022年,投用公办幼儿园6所。", FILLER + FILLER + "全年投用公办幼儿园6所。"),
        "conflict.values",
    ),
    (
        conflicts.check_overview,
        plan("新建投用公办中小学2所。", FILLER + "争取建成投用城东小学、城西小学、河湾小学等3个中小学项目。"),
        plan("新建投用公办中小学3所。", FILLER + "争取建成投用城东小学、城西小学、河湾小学等3个中小学项目。"),
        "conflict.overview",
    ),
    (
        conflicts.check_reach_or_hold,
        plan("普惠性幼儿园覆盖率达到95%以上。", FILLER + "普惠性幼儿园覆盖率巩固在95%以上。"),
        plan("普惠性幼儿园覆盖率达到95%以上。", FILLER + "普惠性幼儿园覆盖率达到95%以上。"),
        "conflict.reach_or_hold",
    ),
    (
        conflicts.check_number_or_some,
        plan("打造智慧教育示范学校5所。", FILLER + "打造一批走在全市前列的智慧教育创新示范学校。"),
        plan("打造智慧教育示范学校5所。", FILLER + "打造一批有特色的家长课堂。"),
        "conflict.number_or_some",
    ),
    (
        conflicts.check_pilot_or_everywhere,
        plan("全面推进中小学校集团化办学管理改革。", FILLER + "继续推进中小学校集团化办学管理改革试点工作。"),
        plan("全面推进中小学校集团化办学管理改革。", FILLER + "继续推进课后服务试点工作。"),
        "status.pilot",
    ),
    (
        counts.check_lists,
        summary("5所学校(城东小学、城西小学、河湾小学、南门小学)被列入试点。"),
        summary("4所学校(城东小学、城西小学、河湾小学、南门小学)被列入试点。"),
        "count.list",
    ),
    (
        sums.check_total_among_parts,
        summary("学生省级获奖34项,市级获奖170项,区级获奖204项。"),
        summary("学生省级获奖34项,市级获奖170项,区级获奖205项。"),
        "sum.total_among_parts",
    ),
    (
        sums.check_included,
        summary("检查培训机构48家,其中学科类52家。"),
        summary("检查培训机构48家,其中学科类12家。"),
        "sum.part_exceeds_whole",
    ),
    (
        sums.check_parts,
        summary("共有幼儿园177所(公办58所,民办118所)。"),
        summary("共有幼儿园177所(公办58所,民办119所)。"),
        "sum.parts",
    ),
    (
        sums.check_parts,
        summary("获奖156项,其中一等奖23项、二等奖45项、三等奖87项。"),
        summary("获奖156项,其中一等奖23项、二等奖45项、三等奖88项。"),
        "sum.parts",
    ),
    (
        sums.check_parts,
        summary("招聘教师120人,其中男教师30人、女教师80人。"),
        summary("招聘教师120人,其中男教师30人、女教师90人。"),
        "sum.parts",
    ),
    (
        sums.check_shares,
        summary("三次产业结构比为22.3:31.5:47.2。"),
        summary("三次产业结构比为22.3:31.5:46.2。"),
        "sum.shares",
    ),
    (
        sums.check_shares,
        plan("引领型、规范型及以上、提升型及以上比例分别要达到20%、60%、80%左右。"),
        plan("引领型、规范型、提升型比例分别要达到20%、30%、40%左右。"),
        "sum.nested_shares",
    ),
    (units.check_missing, summary("内涵项目补助758万;"), summary("内涵项目补助758万元;"), "unit.missing"),
    (
        units.check_percent_or_points,
        plan("学生近视率比上年度下降1%。"),
        plan("学生近视率比上年度下降1个百分点。"),
        "unit.percent_or_points",
    ),
    (
        units.check_mixed,
        summary("教育支出204518.04万元,公用经费16074万元,生均支出20732元。"),
        summary("教育支出204518.04万元,公用经费16074.00万元。"),
        "unit.mixed_money",
    ),
    (
        units.check_mixed,
        summary("新增占地面积12.85亩,新增建筑面积8142.7平方米。"),
        summary("新增占地面积8566平方米,新增建筑面积8142.7平方米。"),
        "unit.mixed_area",
    ),
    (
        units.check_person_times,
        summary("惠及8652人次,培训120人次。"),
        summary("惠及8652人,培训120人。"),
        "unit.person_times",
    ),
    (
        units.check_round_figures,
        summary("组织志愿者2200多名,惠及教师7000余人,近万人参加。"),
        summary("组织志愿者2210名,惠及教师7005人。"),
        "unit.round_figures",
    ),
    (
        units.check_bound_dropped,
        plan("引进高层次教育人才30人以上。", FILLER + "引进高层次教育人才30人。"),
        plan("引进高层次教育人才30人以上。", FILLER + "引进高层次教育人才30人以上。"),
        "conflict.bound",
    ),
    (
        derived.check_implied_bases,
        summary("公办在园幼儿覆盖率达到56.67%,比上年提升5.64个百分点。"),
        summary("公办在园幼儿覆盖率达到56.67%。"),
        "derived.base",
    ),
    (
        told_targets.check_completion,
        summary("城镇新增就业5300人,完成全年目标任务5000人的116%。"),
        summary("城镇新增就业5300人,完成全年目标任务5000人的106%。"),
        "derived.completion",
    ),
    (
        drift.check_names,
        summary("普惠性幼儿园覆盖率达90%。", FILLER + "普惠性学前教育覆盖率为90%。"),
        summary("普惠性幼儿园覆盖率达90%。", FILLER + "普惠性幼儿园覆盖率为90%。"),
        "drift.names",
    ),
    (
        drift.check_near_names,
        summary("引进高层次人才23人。") + plan("引进高层次教育人才30人。"),
        summary("引进高层次人才23人。", FILLER + "引进高层次教育人才30人。"),
        "drift.near_names",
    ),
    (
        wording.check_wording,
        summary("创成市级价值观基地学校。", FILLER + "确定价值观教育基地学校。"),
        summary("创成市级价值观基地学校。", FILLER + "确定价值观基地学校。"),
        "drift.wording",
    ),
    (
        wording.check_wording,
        summary("新建镇街级老年学堂。", FILLER + "实现镇街级老年学校全覆盖。"),
        summary("新建镇街级老年学堂。", FILLER + "实现镇街级老年学堂全覆盖。"),
        "drift.variant",
    ),
    (
        wording.check_marks,
        summary("建设“未来教育”创新区,推进“未来教育创新区”核心改革。"),
        summary("建设“未来教育”创新区,推进“未来教育”创新区核心改革。"),
        "drift.marks",
    ),
    (
        wording.check_brackets,
        summary("培育区级党建工作示范校10所。", FILLER * 4 + "创建区级党建工作示范校(单位)。"),
        summary("培育区级党建工作示范校10所。", FILLER * 4 + "创建区级党建工作示范校。"),
        "drift.brackets",
    ),
    (
        repeats.check_promises,
        plan("创成全国学前教育普及普惠区。", FILLER + "创成全国学前教育普及普惠区。"),
        plan("创成全国学前教育普及普惠区。", FILLER + "创成全国义务教育优质均衡发展区。"),
        "repeat.promise",
    ),
    (
        repeats.check_clauses,
        summary(
            "打造师德高尚的教师队伍,使校园更加平安和谐有序充满生机活力。",
            "使校园更加平安和谐有序充满生机活力。",
        ),
        summary("使校园更加平安和谐有序充满生机活力。", "使家校沟通更加顺畅高效及时充满温情。"),
        "repeat.clause",
    ),
    (
        repeats.check_list_members,
        plan("开展防溺水、防校园欺凌、防网络诈骗、预防沉迷、反诈骗等主题教育。"),
        plan("开展防溺水、防校园欺凌、防网络诈骗、预防沉迷、消防等主题教育。"),
        "repeat.member",
    ),
    (dates.check_days, summary("2022年2月30日开会。"), summary("2022年2月28日开会。"), "date.impossible"),
    (
        dates.check_years,
        summary("工作有序。\n2023年,全区新建学校3所。"),
        summary("工作有序。\n2022年,全区新建学校3所。"),
        "date.other_year",
    ),
    (
        dates.check_title_years,
        summary("案例入选《2021中国教育发展报告》。"),
        summary("案例入选《2022中国教育发展报告》。"),
        "date.title_year",
    ),
    (
        dates.check_months,
        summary("6月修订并出台了入学管理办法。"),
        summary("2022年6月修订并出台了入学管理办法。"),
        "date.month_without_year",
    ),
    (
        dates.check_plan_spans,
        summary("启动校园安全三年行动计划。"),
        summary("启动校园安全三年行动计划(2022—2024年)。"),
        "date.span_without_years",
    ),
    (
        statuses.check_steps,
        summary("全年申报省现代化社区学校1所。"),
        summary("全年创成省现代化社区学校1所。"),
        "status.step_as_result",
    ),
    (
        structure.check_points,
        summary("一是抓党建。二是抓招生。四是抓安全。"),
        summary("一是抓党建。二是抓招生。三是抓安全。"),
        "structure.points",
    ),
    (slips.check_pairs, summary("落实“双减政策。"), summary("落实“双减”政策。"), "text.unbalanced"),
    (slips.check_marks, summary("抓党建、,抓招生。"), summary("抓党建、抓招生。"), "text.marks"),
    (slips.check_words, summary("完成改造改造任务。"), summary("完成改造任务。"), "text.word_twice"),
    (
        slips.check_joined_quantities,
        summary("开展演练722次188486人次参加。"),
        summary("开展演练722次、188486人次参加。"),
        "text.joined_quantities",
    ),
]


@pytest.mark.parametrize(("check", "doubted", "passed", "code"), CASES, ids=[case[3] for case in CASES])
def test_check(check: Callable[[Layers], list[Doubt]], doubted: str, passed: str, code: str) -> None:
    layers = read(doubted)
    found = [doubt for doubt in check(layers) if doubt.code == code]
    assert found
    assert all(0 <= start < end <= len(doubted) for doubt in found for start, end in doubt.places)
    assert [doubt for doubt in check(read(passed)) if doubt.code == code] == []


def test_parts_of_a_total_are_no_conflict() -> None:
    headings = (
        "(二)学前教育优质发展\n1.学前教育普及普惠。{a}\n(三)义务教育均衡发展\n1.义务教育优质均衡。{b}\n"
    )
    text = summary("2022年,新增学位5000个。", FILLER + "\n") + headings.format(
        a=FILLER + "新增学位1200个。", b=FILLER + "新增学位3800个。"
    )
    assert conflicts.check_values(read(text)) == []


def test_whole_numbers_that_a_share_allows() -> None:
    assert possible_wholes(Decimal(53), "85") == [62]
    assert possible_wholes(Decimal(1), "33.33") == [3]
    assert possible_wholes(Decimal(5), "97.1") == []


def findings_of_corpus() -> list[tuple[str, list[Finding]]]:
    texts = [path.read_text("utf-8-sig") for path in sorted(CORPUS.glob("*.txt"))]
    return [(text, find_findings(read(text))) for text in texts]


def test_findings_slice_are_sorted_and_have_ids_of_their_own() -> None:
    reports = findings_of_corpus()
    assert reports
    order = ["high", "medium", "low", "info"]
    for text, findings in reports:
        assert len({finding.id for finding in findings}) == len(findings)
        assert all(order.index(a.severity) <= order.index(b.severity) for a, b in pairwise(findings))
        assert all(text[e.start : e.end] == e.text for finding in findings for e in finding.evidence)
        assert all(finding.message and finding.suggestion and finding.evidence for finding in findings)


def test_high_findings_carry_their_reason_and_stay_few() -> None:
    for _, findings in findings_of_corpus():
        grave = [finding for finding in findings if finding.severity in ("high", "medium")]
        assert len(grave) <= 60
        allowed = ("conflict.", "count.", "sum.", "unit.percent", "date.impossible")
        assert all(finding.code.startswith(allowed) for finding in findings if finding.severity == "high")


def test_checks_can_be_switched_off() -> None:
    layers = read(summary("内涵项目补助758万;"))
    everything = find_findings(layers)
    without = find_findings(layers, tuple(check for check in CHECKS if check is not units.check_missing))
    assert {f.code for f in everything} - {f.code for f in without} == {"unit.missing"}


def test_an_empty_text_has_no_findings() -> None:
    assert find_findings(Layers(text="", key="k")) == []
    layers = read("没有标题的一句话")
    assert find_findings(msgspec.structs.replace(layers, findings=())) == []
