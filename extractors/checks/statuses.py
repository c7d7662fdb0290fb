"""Steps told as outcomes and promises that cannot be checked: families status and gap.

Finds: “全年申报……1所” among results (an application is no award); sections of the summary that the
plan drops.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.checks.finding import Doubt, Place, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Section

_COUNTED: Final = frozenset({"所", "个", "家", "项", "名", "人"})
_STEP: Final = re.compile(r"申报|报名|推荐")
_DONE: Final = re.compile(
    r"成功|获|通过|入选|命名|认定|批复|完成|立项|列入|资金|到位|系统|一次|同意|办|材料|平台|补|受理|程序|流程"
)


def _step_in(text: str, clause: Place) -> str | None:
    """The step that a clause tells without its outcome. A long clause has many numbers: look once."""
    step = _STEP.search(text, *clause)
    return step[0] if step is not None and _DONE.search(text, *clause) is None else None


def check_steps(layers: Layers) -> list[Doubt]:
    """A step (申报) with a number among the results."""
    doubts = []
    steps: dict[Place, str | None] = {}
    for statement in layers.statements:
        if statement.role != "result" or statement.quantity_id is None or statement.unit not in _COUNTED:
            continue
        clause = clause_of(statement)
        if clause not in steps:
            steps[clause] = _step_in(layers.text, clause)
        step = steps[clause]
        if step is None:
            continue
        doubts.append(
            Doubt(
                "status.step_as_result",
                "low",
                f"{quoted(layers.text, clause_of(statement))}:“{step}”只是一步,不等于创成,不宜与成果并列",
                (clause_of(statement),),
                "写明目前阶段(申报、评估、公布)",
            )
        )
    return doubts


_HEADING_CORE: Final = re.compile(r"[\u4e00-\u9fff]{2}(?:教育|工作|建设|服务|改革|治理|发展|安全)")


def check_dropped_sections(layers: Layers) -> list[Doubt]:
    """Subjects that had a heading of their own in the summary and have none in the plan."""
    review = [s for s in layers.sections if s.part == "review" and s.level >= 3 and s.title]
    plan = [s for s in layers.sections if s.part == "plan" and s.title]
    if {"summary", "plan"} - {document.kind for document in layers.documents}:
        return []
    if len(review) < 6 or len([s for s in plan if s.level >= 3]) < 6:
        return []
    plan_titles = "\n".join(s.title or "" for s in plan)
    dropped: list[tuple[Section, str]] = []
    for section in review:
        core = _HEADING_CORE.search(section.title or "")
        if core is not None and core.group()[:2] not in plan_titles:
            dropped.append((section, core.group()))
    if not dropped:
        return []
    places = tuple(_heading_place(layers.text, section) for section, _ in dropped)
    names = "、".join(name for _, name in dropped)
    return [
        Doubt(
            "gap.section_dropped",
            "low",
            f"总结里单列的{names},要点里没有单独一条",
            places,
            "确认是并入别条,还是不再安排",
        )
    ]


def _heading_place(text: str, section: Section) -> tuple[int, int]:
    end = text.find("\n", section.start, section.end)
    title = section.title or ""
    at = text.find(title, section.start, section.end)
    if at >= 0:
        return section.start, at + len(title)
    return section.start, end if end > 0 else section.end


def check_targets_without_base(layers: Layers) -> list[Doubt]:
    """Rates planned for which the review gives no value: whether they rise cannot be told."""
    known = {
        s.indicator.id
        for s in layers.statements
        if s.role in ("result", "baseline", "context") and s.indicator
    }
    missing = [
        s
        for s in layers.statements
        if s.role == "target"
        and s.unit == "%"
        and s.measure == "share"
        and s.indicator
        and s.indicator.id not in known
    ]
    if len(missing) < 2 or not known:
        return []
    return [
        Doubt(
            "gap.target_without_base",
            "info",
            f"{len(missing)}个比率目标没有给出上年实绩,看不出是提高还是保持",
            tuple(clause_of(s) for s in missing),
            "在总结里补上同口径的实绩",
        )
    ]
