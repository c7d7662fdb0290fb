"""Result, target, change, baseline or context: what a number is to the report.

The part of the document decides first (a summary reports, a plan promises); an explicit year on the other
side of it, a difference, a starting value, existing stock or a parameter override it. Each decision names
its rule.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from extractors.records import Change, Quantity, Role
from extractors.statements.clauses import Clause
from extractors.statements.periods import Setting, Timing
from extractors.statements.readings import Reading
from extractors.statements.wording import MEASURED_UNITS, PERSON_UNITS, attention_verbs, done_of_them

EXISTING: Final = re.compile(r"(?:已经|早已|此前|原有|原来|现有|目前有|之前)(?:建成|建有|拥有|有)?的?$")
EXISTING_END: Final = frozenset("经已前有来成的")
"""Its last character, looked at first."""
HAS_NOW: Final = re.compile(r"(?:现有|原有|目前有|现存)(?!的?[^，]{0,10}(?:增|改|扩|提升))")
# 专项行动确定的12个项目,已启动9个: what was set out is not what was done
SET_OUT: Final = re.compile(r"(?:确定|计划|规划|下达|安排|部署|(?:列入|纳入)[^，。；]{1,12})的$")
# 该县有学校151所 | 全县共有教职工5120人: nothing was done to them
HAS: Final = re.compile(
    r"^(?:目前[，,]?)?(?:全|该|我|本|辖|现|区|县|市)[区县市省州镇校境]?[^，。；]{0,6}?(?<!拥)(?:共|总共|现|目前)?有(?![序效力机关])[^，。；]{0,14}$"
)
# 共有在校学生8120人
COUNTED: Final = re.compile(r"^(?:目前[，,]?)?(?:共|总共)有[^，。；]{2,14}$")
# 在校学生99648人, 教职工8260人: those who are there
ENROLLED: Final = re.compile(
    r"(?:本学年|全[区县市省校])?(?:小学|初中|高中|普通高中|中职|幼儿园|公办|民办|义务教育(?:阶段)?)?(?:在校|在园|在职|在编|在岗)"
    r"[\u4e00-\u9fff]{0,6}?(?:学生|生|幼儿|教师|教职工|教职员工|人员|人数|学生数|幼儿数)数?"
)
# 人均受教育年限10.8年, 人均预期寿命79岁
SPANS: Final = ("年限", "寿命", "年龄", "时间", "时长", "期限", "时限", "工期", "里程")
ONE_OF: Final = re.compile(r"[^，。；]{0,20}(?:之一|前列|前茅|首位)")
EVERY: Final = re.compile(
    r"每(?:月|日|天|周|季度?|晚|小时|(?:人|生|名学生)?每(?:月|年|天|日|期|学期|学年))[^，。；]{0,6}$"
)
# 在全省126家开发区综合考评中位列第三: among how many
AMONG: Final = re.compile(r"在[^，。；]{0,8}(?:全[国省市区县州]|同类)$")
PLACED: Final = re.compile(r"[^，。；]{2,24}中(?:位列|位居|名列|排名?|居|列|获|取得)")
UNCHANGED: Final = re.compile(r"[^，。；]{0,12}(?:无一|没有|未发生|零)")
WHOLE_PLACE: Final = re.compile(r"^(?:全[区市县省州镇乡校]|[我本][区市县省州校])[^，。；、]{0,8}$")
OWN_DEED: Final = re.compile(
    r"评为|评上|授予|认定|录取|考入|全部|均|都|完成|实现|通过|获|建成|投用|达|创|入选|列入|享受|脱贫|开工|竣工|参与|参加|建立|配备|开设|设立|加入|接入|安装|改造"
)
FUTURE: Final = re.compile(
    r"明年|下一步|下步|(?:计划|预计|拟)(?:于|到|在)?20\d\d年|拟(?=[建开新投])"
    r"|[市县区省局校，还]将(?=(?:投资|投入|启动|新增|新建|建成|开工|投用|达到|增加|招聘|再)(?![^，。；]*(?:列入|纳入|作为)))"
    r"|(?:目标|任务)(?:是|为|设定为|确定为|定为)"
    r"|(?<=[，。；：、年\n])(?:还|另|共|我局)?(?:计划|规划)(?:全面|全部|再|将)?(?=完成(?!投资)|新建|建设|招聘|实施|改造|新增|开工|建成|启动|改扩建)"
)
# a word of these stands in all that FUTURE tells: it passes most numbers by
FUTURE_WORD: Final = re.compile("明年|下一?步|计划|预计|规划|拟|将|目标|任务")
# 任务数19800人, 计划数30个: what was to be reached
TASK_FIGURE: Final = re.compile(r"[^，。；]{0,20}?(?:(?:任务|计划|目标|指标)数|(?<!总)计划投资)")
DESIGN_REACH: Final = re.compile(r"^的[^，。；]{1,20}(?:加紧|加快|抓紧|推进|开工|在建|建设(?!完)|续建)")


# 从政策、资金两方面采取措施
FROM_SIDES: Final = re.compile(r"从[^，。；]*$")
# 完成46所,超额完成任务23所: so many more than planned
EXCESS: Final = re.compile(r"超额(?:完成)?(?:年度|全年)?(?:目标|任务|计划)*$")


UNITS_PER_TIME: Final = frozenset({"次", "元", "小时", "天", "节", "场", "课时", "分钟"})
UNITS_OF_PARAMETERS: Final = frozenset({"年", "岁", "周岁", "kV", "千伏", "伏"})
UNITS_OF_SIDES: Final = frozenset({"方面", "个方面"})
UNITS_OF_BATCHES: Final = frozenset({"批", "轮", "次"})
UNITS_OF_MANNER: Final = UNITS_PER_TIME | UNITS_OF_PARAMETERS | UNITS_OF_SIDES | UNITS_OF_BATCHES

# How far before a number a word may stand that decides its role; without a bound a table of thousands
# of numbers in one clause would be read over and over.
FARTHEST: Final = 300


class RoleDecision(msgspec.Struct, frozen=True, gc=False):
    """A role and the rule that gave it."""

    role: Role
    rule: str


def decide_role(
    text: str, quantity: Quantity, reading: Reading, clause: Clause, change: Change | None,
    timing: Timing, setting: Setting,
) -> RoleDecision:  # fmt: skip
    """The role of one quantity."""
    if setting.background:
        return RoleDecision("context", "background_section")
    if reading.tail is not None and reading.tail.kind == "from":
        return RoleDecision("baseline", "from_to")
    begin = max(clause.start, quantity.start - FARTHEST)
    context = _context_rule(text, quantity, reading, clause, text[begin : quantity.start])
    if context:
        return RoleDecision("context", context)
    planned = setting.part == "plan"
    if timing.words is not None and timing.period is not None and setting.period is not None:
        if planned and timing.period < setting.period and not timing.until:
            return RoleDecision("change" if change else "result", "past_year_in_plan")
        if not planned and timing.period > setting.period:
            return RoleDecision("target", "later_year_in_review")
    if planned:
        return RoleDecision("target", "plan_part")
    if text[reading.noun[1] - 1] in "数资" and TASK_FIGURE.fullmatch(text, *reading.noun):
        return RoleDecision("target", "task_figure")
    if FUTURE_WORD.search(text, begin, quantity.start) and FUTURE.search(text, begin, quantity.start):
        return RoleDecision("target", "future_words_in_review")
    if change is not None:
        return RoleDecision("change", "difference")
    return RoleDecision("result", "review_part")


def _context_rule(text: str, quantity: Quantity, reading: Reading, clause: Clause, before: str) -> str | None:
    """Why a number is context; `before` are the words of the clause before it."""
    unit, tail = quantity.unit, reading.tail
    named_behind = reading.shape == "after"
    if _tells_stock(text, quantity, reading, before, clause.end):
        return "existing_stock"
    if named_behind:
        if "在" in before and AMONG.search(before) and PLACED.match(text, quantity.end, clause.end):
            return "among"
        if ONE_OF.match(text, reading.after, clause.end):
            return "one_of"
        if reading.noun[1] == clause.end and SET_OUT.search(before):
            return "set_out_before"
    if unit in UNITS_OF_MANNER and (manner := _manner_rule(text, unit, reading, before)):
        return manner
    if named_behind and reading.after + 12 > clause.end:
        attention = attention_verbs().search(before)
        if attention and attention.start() < 4:
            return "attention"
    if "超额" in before and unit not in MEASURED_UNITS and EXCESS.search(before):
        return "more_than_the_task"
    if named_behind:
        if done_of_them(text, reading.noun[1]):
            return "population_of_a_part"
        if UNCHANGED.match(text, reading.noun[1], clause.end):
            return "population_of_a_negation"
        if (
            unit not in PERSON_UNITS
            and WHOLE_PLACE.match(before)
            and reading.verb[0] == reading.verb[1]
            and not OWN_DEED.search(text, reading.noun[1], clause.end)
        ):
            return "existing_stock_as_subject"
    if tail is not None and tail.kind == "value" and DESIGN_REACH.match(text[reading.after : clause.end]):
        return "design_parameter"
    return None


def _tells_stock(text: str, quantity: Quantity, reading: Reading, before: str, end: int) -> bool:
    """True where the words before the number tell what there is: 共有教职工5120人. `end`: of the clause."""
    shape, unit = reading.shape, quantity.unit
    if shape != "none" and ("有" in before or "现存" in before):
        if HAS_NOW.search(before):
            return True
        has = "有" in before and unit not in MEASURED_UNITS
        if has and HAS.search(before):
            acts = shape == "after" and OWN_DEED.search(text, quantity.end, end)
            if not acts:
                return True
        if has and shape == "before" and COUNTED.search(before):
            return True
    if unit in PERSON_UNITS and shape == "before" and reading.tail is None:
        bare = reading.verb[0] == reading.verb[1]
        if bare and ENROLLED.fullmatch(text, *reading.noun):
            return True
    return before[-1:] in EXISTING_END and EXISTING.search(before) is not None


def _manner_rule(text: str, unit: str, reading: Reading, before: str) -> str | None:
    """Why a number in one of `UNITS_OF_MANNER` tells how, how often or how long, and no result."""
    if unit in UNITS_PER_TIME and reading.tail is None and EVERY.search(before):
        return "rate_per_time"
    if (
        unit in UNITS_OF_PARAMETERS
        and "连续" not in before
        and reading.tail is None
        and not (reading.shape == "before" and text[slice(*reading.noun)].endswith(SPANS))
    ):
        return "duration_or_parameter"
    sides = unit in UNITS_OF_SIDES and FROM_SIDES.search(before)
    return "manner" if sides or (unit in UNITS_OF_BATCHES and before.endswith("分")) else None


def milestone_role(timing: Timing, setting: Setting) -> Role:
    """The role of a milestone without a number."""
    if timing.words is not None and timing.period is not None and setting.period is not None:
        if setting.part == "plan" and timing.period < setting.period and not timing.until:
            return "result"
        if setting.part != "plan" and timing.period > setting.period:
            return "target"
    return "target" if setting.part == "plan" else "result"
