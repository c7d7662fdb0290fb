"""Commitments: tables of sentences with every promise expected beside them, and the hand-made truth."""

from __future__ import annotations

import json
import time
from pathlib import Path

import msgspec
import pytest

from extractors.commitments import find_commitments
from extractors.commitments.deadlines import find_terms
from extractors.commitments.owners import find_owners
from extractors.layers import Layers
from extractors.nlp import extract_layers
from extractors.records import Commitment
from extractors.segmentation import add_tokens
from extractors.sentences import add_sentences
from extractors.structure import add_structure

ROOT = Path(__file__).parents[2]
OUHAI = ROOT / "corpus" / "ouhai_2022_2023.txt"
PLAN = "清河县教育局2023年工作要点\n一、主要任务\n"
SUMMARY = "清河县教育局2022年工作总结\n一、主要工作\n"


def _commitments(sentence: str, *, head: str = PLAN) -> list[Commitment]:
    return list(extract_layers(Layers(text=f"{head}{sentence}\n", key="k")).commitments)


# sentence -> (text, modality, action, deadline, verifiability)
DEEDS = [
    (
        "各县（区）要落实教育投入责任，局属各学校须于3月底前制定实施细则。",
        [
            ("落实教育投入责任", "process", "落实", "2023", "D"),
            ("制定实施细则", "plain", "制定", "2023-03", "C"),
        ],
    ),
    (
        "对未完成任务的县区进行约谈；新建、改扩建城区中小学30所；新建成幼儿园3所。",
        [
            ("对未完成任务的县区进行约谈", "plain", "进行约谈", "2023", "D"),
            ("新建、改扩建城区中小学30所", "plain", "新建、改扩建", "2023", "A"),
            ("新建成幼儿园3所", "plain", "新建成", "2023", "A"),
        ],
    ),
    (
        "新建投用公办园10所，书香班级占比达84%以上。",
        [
            ("新建投用公办园10所", "plain", "新建投用", "2023", "A"),
            ("书香班级占比达84%以上", "plain", "达", "2023", "B"),
        ],
    ),
    (
        "年底前建成投用清河二小；力争清河三小、清河四小等2个项目开工建设；加快推进清河五小在建项目。",
        [
            ("建成投用清河二小", "plain", "建成投用", "2023-12", "C"),
            ("力争清河三小、清河四小等2个项目开工建设", "strive", "开工建设", "2023", "A"),
            ("加快推进清河五小在建项目", "process", "加快推进", "2023", "D"),
        ],
    ),
    (
        "确保教育支出只增不减，项目经费实现增长。",
        [
            ("确保教育支出只增不减", "guarantee", "确保", "2023", "D"),
            ("项目经费实现增长", "guarantee", "实现增长", "2023", "D"),
        ],
    ),
    (
        "完善民办园扶持机制、改善幼儿园办园条件，让更多孩子受益。",
        [
            ("完善民办园扶持机制", "process", "完善", "2023", "D"),
            ("改善幼儿园办园条件", "process", "改善", "2023", "D"),
        ],
    ),
    (
        "以创建示范区为契机，鼓励和支持有条件的幼儿园开展托育服务，探索民办园退出机制。",
        [
            ("鼓励和支持有条件的幼儿园开展托育服务", "explore", "开展", "2023", "D"),
            ("探索民办园退出机制", "explore", "探索", "2023", "D"),
        ],
    ),
    (
        "创建文明校园省级1所、市级3所，区级校内实践基地10个以上。",
        [
            ("创建文明校园省级1所、市级3所", "plain", "创建", "2023", "A"),
            ("区级校内实践基地10个以上", "plain", "创建", "2023", "A"),
        ],
    ),
    (
        "6月底前，出台教师交流实施方案。",
        [("出台教师交流实施方案", "plain", "出台", "2023-06", "C")],
    ),
    (
        "到2025年，普惠性幼儿园覆盖率达到95%以上。",
        [("普惠性幼儿园覆盖率达到95%以上", "plain", "达到", "2025", "A")],
    ),
    (
        "将劳动教育纳入学校评价体系，在全县中小学开展体质健康抽测。",
        [
            ("将劳动教育纳入学校评价体系", "plain", "纳入", "2023", "D"),
            ("在全县中小学开展体质健康抽测", "plain", "开展", "2023", "D"),
        ],
    ),
    (
        "顺利通过省级义务教育优质均衡评估验收，师生满意率力争达到90%以上。",
        [
            ("顺利通过省级义务教育优质均衡评估验收", "plain", "通过", "2023", "C"),
            ("师生满意率力争达到90%以上", "strive", "达到", "2023", "B"),
        ],
    ),
    (
        "大力培育引进名师名校长、创新团队，建设环境优美、开放文明、和谐稳定的校园。",
        [
            ("大力培育引进名师名校长、创新团队", "plain", "培育引进", "2023", "D"),
            ("建设环境优美、开放文明、和谐稳定的校园", "plain", "建设", "2023", "C"),
        ],
    ),
    (
        "研究与试验发展经费投入比重达到2.2%，安排资金3亿元，比上年增加2000万元。",
        [
            ("研究与试验发展经费投入比重达到2.2%", "plain", "达到", "2023", "B"),
            ("安排资金3亿元", "plain", "安排", "2023", "A"),
        ],
    ),
    (
        "严格落实资助政策，困难学生资助面在20%以上。",
        [
            ("严格落实资助政策", "process", "严格落实", "2023", "D"),
            ("困难学生资助面在20%以上", "plain", "严格落实", "2023", "B"),
        ],
    ),
    (
        "为全县在校学生购买意外伤害保险。",
        [("为全县在校学生购买意外伤害保险", "plain", "购买", "2023", "D")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), DEEDS)
def test_deeds_of_a_plan(sentence: str, expected: list[tuple[str, ...]]) -> None:
    found = [
        (c.text, c.modality, c.action.text, c.deadline.date if c.deadline else None, c.verifiability)
        for c in _commitments(sentence)
    ]
    assert found == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "坚持以人民为中心的发展思想，围绕建设教育强县目标。",
        "2023年是全面贯彻党的二十大精神的开局之年，也是推进教育高质量发展的关键之年。",
        "总体要求是：坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针。",
        "让每个孩子都能享有公平而有质量的教育。",
        "当前，优质教育资源供给不足。",
        "已建成的学校运行良好。",
        "扩大办学规模的政策效应继续显现。",
        "把师德师风作为评价教师的第一标准。",
        "我们必须始终坚持正确办学方向。",
        "对新开工项目，认真谋划。",
        "重点抓好七个方面工作：",
        "为推进教育现代化提供坚实支撑。",
    ],
)
def test_what_promises_nothing(sentence: str) -> None:
    assert _commitments(sentence) == []


def test_a_review_promises_only_what_it_announces() -> None:
    done = "建成清河一小，新增学位900个，完善教师管理机制。"
    assert _commitments(done, head=SUMMARY) == []
    (announced,) = _commitments("清河二小主体结顶，计划于2023年9月建成投用清河二小。", head=SUMMARY)
    assert announced.deadline is not None
    assert announced.deadline.date == "2023-09"


def test_a_heading_is_no_promise_but_an_item_is() -> None:
    text = (
        "清河县教育局2023年工作要点\n一、加快学校建设\n（一）推进新校建设。建成清河二小。\n"
        "（二）新增学位500个。\n二、完善教师管理制度\n"
    )
    layers = extract_layers(Layers(text=text, key="k"))
    assert [c.text for c in layers.commitments] == ["建成清河二小", "新增学位500个", "完善教师管理制度"]


def test_owner_condition_and_standing() -> None:
    text = PLAN + (
        "（一）扩大资源。新建幼儿园3所，每学期开展一次检查。（责任单位：学前股、基建股）\n"
        "（二）加强管理。鼓励有条件的学校开放场地。\n"
    )
    found = extract_layers(Layers(text=text, key="k")).commitments
    assert [(c.text, c.owner, c.condition, c.standing) for c in found] == [
        ("新建幼儿园3所", "学前股、基建股", None, False),
        ("开展一次检查", "学前股、基建股", None, False),
        ("鼓励有条件的学校开放场地", None, "有条件的", False),
    ]


def test_a_table_of_tasks() -> None:
    text = (
        "清河县教育局2023年工作任务分解表\n领域\t重点任务\t责任科室\t完成时限\t完成情况\n"
        "党建\t开展主题教育，评选先进支部10个。\t办公室\t6月底前\t推进中\n建成投用清河二小\t基建股\t年底前\t已完成\n"
    )
    found = extract_layers(Layers(text=text, key="k")).commitments
    assert [(c.text, c.owner, c.deadline.date if c.deadline else None) for c in found] == [
        ("开展主题教育", "办公室", "2023-06"),
        ("评选先进支部10个", "办公室", "2023-06"),
        ("建成投用清河二小", "基建股", "2023-12"),
    ]


def test_a_promise_made_twice_is_linked() -> None:
    text = "清河县教育局2023年工作要点\n一、总体目标\n建成新型教学空间32个。\n二、主要工作\n" + (
        "做好采购安装，建成新型教学空间32个，建成录播教室8个。\n"
    )
    found = extract_layers(Layers(text=text, key="k")).commitments
    assert [(c.text, c.repeats == found[0].id) for c in found] == [
        ("建成新型教学空间32个", False),
        ("做好采购安装", False),
        ("建成新型教学空间32个", True),
        ("建成录播教室8个", False),
    ]


def test_statements_are_linked() -> None:
    text = PLAN + "新建投用公办园10所，完善管理制度。\n"
    layers = extract_layers(Layers(text=text, key="k"))
    first, second = layers.commitments
    assert first.statement_ids == tuple(s.id for s in layers.statements)
    assert second.statement_ids == ()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("年底前完成", ["2023-12"]),
        ("6月底前完成", ["2023-06"]),
        ("到2025年达到90%", ["2025"]),
        ("2023年9月投用", ["2023-09"]),
        ("上半年开工，下半年完工", ["2023-06", "2023-12"]),
        ("一季度启动", ["2023-03"]),
        ("年内完成", ["2023"]),
        ("秋季开学前投用", ["2023-09"]),
        ("“十四五”末达到", ["2025"]),
        ("“十四五”时期建成", ["2025"]),
        ("明年建成", ["2024"]),
        ("三年内完成", ["2025"]),
        ("2021年认定的示范园", []),
        ("25条新政", []),
        ("第三批5所", []),
    ],
)
def test_terms(text: str, dates: list[str]) -> None:
    assert [term.deadline.date for term in find_terms(text, 0, len(text), 2023)] == dates


def test_relative_terms_need_a_year() -> None:
    assert find_terms("年底前完成", 0, 5, None) == []


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("新建学校3所。（责任单位：基建股；配合单位：财务股）", ["基建股；配合单位：财务股"]),
        ("推进改革（县教育局牵头，各乡镇配合）。", ["县教育局牵头，各乡镇配合"]),
        ("开展检查。\n责任科室：安全科\n", ["安全科"]),
        ("【责任部门：教研室】", ["教研室"]),
        ("建设项目（一期）3个（含续建）。", []),
    ],
)
def test_owners(text: str, owners: list[str]) -> None:
    assert [owner.text for owner in find_owners(text)] == owners


def test_the_shipped_report_against_the_truth() -> None:
    text = OUHAI.read_text("utf-8")
    found = extract_layers(Layers(text=text, key="k")).commitments
    lines = (ROOT / "tests/truth/ouhai_commitments.jsonl").read_text("utf-8").splitlines()
    truth = [json.loads(line) for line in lines]
    assert len(truth) == 66
    over = [[c for c in found if c.start < row["end"] and row["start"] < c.end] for row in truth]
    assert sum(map(bool, over)) >= 64
    graded = [(row, hits) for row, hits in zip(truth, over, strict=True) if row["modality"]]
    assert sum(any(c.modality == row["modality"] for c in hits) for row, hits in graded) >= 57


def test_spans_slice_ids_are_unique_and_links_resolve() -> None:
    text = OUHAI.read_text("utf-8")
    layers = extract_layers(Layers(text=text, key="k"))
    found = layers.commitments
    ids = [c.id for c in found]
    assert len(ids) == len(set(ids))
    assert [c.start for c in found] == sorted(c.start for c in found)
    statements = {s.id for s in layers.statements}
    schools = {s.id for s in layers.schools}
    projects = {p.id for p in layers.projects}
    plan = {s.id for s in layers.sections if s.part == "plan"}
    for c in found:
        assert text[c.start : c.end] == c.text
        assert text[c.action.start : c.action.end] == c.action.text
        assert c.object is None or text[c.object.start : c.object.end] == c.object.text
        assert set(c.statement_ids) <= statements
        assert set(c.school_ids) <= schools
        assert set(c.project_ids) <= projects
        assert c.repeats is None or ids.index(c.repeats) < ids.index(c.id)
        assert c.section_id in plan or (c.deadline is not None and c.deadline.text is not None)


@pytest.mark.parametrize("clause", ["推进学校建设，", "6月底前完成建设，", "推进“", "推进学校建设、"])
def test_time_grows_with_the_text(clause: str) -> None:
    """One endless line: four times the text takes about four times as long, not sixteen."""

    def seconds(times: int) -> float:
        text = "清河县教育局2023年工作要点\n" + clause * times
        layers = Layers(text=text, key="k")
        for add in (add_structure, add_sentences, add_tokens):
            layers = msgspec.structs.replace(layers, **add(layers))
        start = time.process_time()
        find_commitments(layers)
        return time.process_time() - start

    seconds(100)
    # the quicker of two: a machine that is busy elsewhere slows one of them
    assert min(seconds(8000), seconds(8000)) < 10 * max(seconds(2000), 0.01)


OBJECTS = [
    ("未来三年将新增6660个小学学位。", "6660个小学学位"),
    ("每个乡镇至少建成1所公办中心幼儿园。", "1所公办中心幼儿园"),
    ("学前三年毛入园率将达到95%以上。", "学前三年毛入园率"),
    ("特色学校达到 250 所。", "特色学校"),
    ("加固校舍3万平方米。", "校舍3万平方米"),
]


@pytest.mark.parametrize(("sentence", "wanted"), OBJECTS, ids=[row[0] for row in OBJECTS])
def test_what_a_commitment_is_about(sentence: str, wanted: str) -> None:
    (commitment,) = _commitments(sentence)
    assert commitment.object is not None
    assert commitment.object.text == wanted


def test_whom_a_sentence_binds() -> None:
    first, second = _commitments("各县（区）要于3月底前制定实施细则，新建学校3所。")
    assert (first.owner, second.owner) == ("各县（区）", None)
