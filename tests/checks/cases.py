"""For every check a text that it doubts and one that it passes, in the words of real reports."""

from __future__ import annotations

from collections.abc import Callable

from extractors.checks import (
    conflicts,
    counts,
    dates,
    derived,
    drift,
    parts,
    ratios,
    repeats,
    rows,
    slips,
    some,
    statuses,
    structure,
    sums,
    told_targets,
    units,
    wording,
)
from extractors.checks.finding import Doubt
from extractors.layers import Layers

SUMMARY = "柳河区教育局2022年工作总结\n"
PLAN = "柳河区教育局2023年工作要点\n"
ISSUED = "关于印发柳河区教育局工作要点的通知\n各学校:\n现将要点印发给你们。\n柳河区教育局\n{day}\n"


def summary(overview: str, detail: str = "") -> str:
    return f"{SUMMARY}一、主要成效\n{overview}\n二、主要工作\n(一)办学条件\n1.基本建设稳步推进。{detail}\n"


def plan(overview: str, detail: str = "") -> str:
    return f"{PLAN}一、总体目标\n{overview}\n二、主要工作\n(一)办学条件\n1.加快学校建设。{detail}\n"


def outline(title: str, subjects: str) -> str:
    """A document with a numbered point for each subject."""
    points = "".join(
        f"{number}.推进{subject}优质发展。{FILLER}\n" for number, subject in enumerate(subjects.split(), 1)
    )
    return f"{title}一、主要工作\n(一)教育教学\n{points}"


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
        some.check_number_or_some,
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
        rows.check_rows,
        summary("办学特色鲜明,形成科技、书法三大特色品牌。"),
        summary("办学特色鲜明,形成科技、书法和足球三大特色品牌。"),
        "count.row",
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
        parts.check_parts,
        summary("共有幼儿园177所(公办58所,民办118所)。"),
        summary("共有幼儿园177所(公办58所,民办119所)。"),
        "sum.parts",
    ),
    (
        parts.check_parts,
        summary("获奖156项,其中一等奖23项、二等奖45项、三等奖87项。"),
        summary("获奖156项,其中一等奖23项、二等奖45项、三等奖88项。"),
        "sum.parts",
    ),
    (
        parts.check_parts,
        summary("招聘教师120人,其中男教师30人、女教师80人。"),
        summary("招聘教师120人,其中男教师30人、女教师90人。"),
        "sum.parts",
    ),
    (
        parts.check_parts,
        summary("县财政投入教育资金3298万元,包括配套费889万元、校舍维修改造资金1000元、两项附加1409万元。"),
        summary("县财政投入教育资金3298万元,包括配套费889万元、校舍维修改造资金1000万元、两项附加1409万元。"),
        "sum.slipped_part",
    ),
    (
        parts.check_parts,
        summary("投入建设资金1200万元(基建800万元、设备350万元、培训80万元)。"),
        summary("建设项目9个(完成立项9个,完成设计8个,开工建设4个,建成1个)。"),
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
        units.check_missing,
        summary("助学贷款总额达到2179.8万。"),
        summary("惠及学生和家长总数达到21.8万。"),
        "unit.missing",
    ),
    (
        units.check_missing,
        summary("教育经费支出12.5亿元,比上年增加1.2亿。"),
        summary("在校学生12.5万人,比上年增加1.2万。"),
        "unit.missing",
    ),
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
    (
        derived.check_denominators,
        summary("建有心理辅导室的学校53所,全区覆盖率达85%。"),
        summary("建有心理辅导室的学校53所,学生近视率达45%。"),
        "share.denominator",
    ),
    (
        derived.check_denominators,
        summary("建成名师工作室的农村学校5所,覆盖率达97.1%。"),
        summary("建成名师工作室的农村学校5所,覆盖率达83.3%。"),
        "share.impossible",
    ),
    (
        ratios.check_ratios,
        summary("新建幼儿园6所、新增学位1620个,小学4所、学位2160个,初中3所、学位27000个。"),
        summary("新建幼儿园6所、新增学位1620个,小学4所、学位2160个,初中3所、学位2700个。"),
        "derived.ratio",
    ),
    (
        ratios.check_averages,
        summary("为3182名学生发放资助金505.3万元,人均158.8元。"),
        summary("为3182名学生发放资助金505.3万元,人均1588元。"),
        "derived.average",
    ),
    (
        drift.check_totals,
        summary("教育部门预算全年支出20.4亿元,一般公共预算教育支出16.1亿元。"),
        summary("教育部门预算全年支出20.4亿元,发放困难学生资助金1.6亿元。"),
        "drift.totals",
    ),
    (
        repeats.check_statements,
        plan("新建投用公办幼儿园10所。", FILLER + "新建投用公办幼儿园10所。"),
        plan("新建投用公办幼儿园10所。", FILLER + "新建投用公办小学3所。"),
        "repeat.figure",
    ),
    (
        dates.check_issued,
        ISSUED.format(day="2023年3月21日") + plan("新建学校3所。"),
        ISSUED.format(day="2022年12月28日") + plan("新建学校3所。"),
        "date.issued_late",
    ),
    (
        dates.check_relative,
        summary("公办在园幼儿覆盖率比上年提升3个百分点。") + plan("新建学校3所。"),
        summary("公办在园幼儿覆盖率比2021年提升3个百分点。") + plan("新建学校3所。"),
        "date.relative",
    ),
    (
        statuses.check_dropped_sections,
        outline(SUMMARY, "学前教育 义务教育 高中教育 职业教育 特殊教育 社区教育")
        + outline(PLAN, "学前教育 义务教育 高中教育 职业教育 家庭教育 安全工作"),
        outline(SUMMARY, "学前教育 义务教育 高中教育 职业教育 特殊教育 社区教育")
        + outline(PLAN, "学前教育 义务教育 高中教育 职业教育 特殊教育 社区教育"),
        "gap.section_dropped",
    ),
    (
        statuses.check_targets_without_base,
        summary("教师培训覆盖率达98%。") + plan("普惠性幼儿园覆盖率达到92%,高中阶段毛入学率达到97%。"),
        summary("普惠性幼儿园覆盖率达90%,高中阶段毛入学率达96%。")
        + plan("普惠性幼儿园覆盖率达到92%,高中阶段毛入学率达到97%。"),
        "gap.target_without_base",
    ),
    (
        structure.check_headings,
        f"{SUMMARY}一、党的建设\n{FILLER}\n二、办学条件\n{FILLER}\n四、队伍建设\n{FILLER}\n",
        f"{SUMMARY}一、党的建设\n{FILLER}\n二、办学条件\n{FILLER}\n三、队伍建设\n{FILLER}\n",
        "structure.numbering",
    ),
    (
        structure.check_documents,
        summary("新建学校3所。") + plan("新建学校3所。"),
        summary("新建学校3所。"),
        "structure.several_documents",
    ),
    (
        slips.check_common_slips,
        summary("截止目前,已建成学校3所。"),
        summary("招聘报名于12月5日截止。截至目前,已建成学校3所。"),
        "text.slip",
    ),
]
