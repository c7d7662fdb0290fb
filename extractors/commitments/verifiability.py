"""How far a promise can be checked, and why: A value, term and definition; B value without definition or
base; C a nameable deed without a number; D purely qualitative.

    建成投用公办园10所                    A
    覆盖率明显提高到80%左右 | 近视率下降1%   B (which base, points or percent)
    建立教师编制周转池                     C
    深化教育综合改革                       D
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.commitments.joined import ClauseDeed
from extractors.records import Quantity, Statement, Verifiability

NAMEABLE_GROUPS: Final = frozenset({"award", "issue", "amount"})
# 方案, 制度, 平台 and a name in quotes or brackets can be shown; 体系, 格局 cannot. Each begins with a plain
# character: the search passes over all others at once.
NAMEABLE: Final = re.compile(
    r"“|《|方案|办法|制度|规划|计划|清单|平台|中心|基地|校区|工程|项目|试点|示范|体系建设规划|细则|标准"
    r"|联盟|小组|专班|机构|大楼|综合楼|道路|系统|周转池|机制|条例|意见|手册|活动|行动|大会|比赛|竞赛|课程|认定|验收|名单"
)
SHARE_UNITS: Final = frozenset({"%", "个百分点", "‰"})


def grade_promise(
    deed: ClauseDeed, text: str, quantities: Sequence[Quantity], statements: Sequence[Statement]
) -> tuple[Verifiability, str]:
    """The grade and its reason in one Chinese sentence."""
    targets = _targets(quantities, statements) if statements else []
    if targets:
        problem = _problem(quantities, targets)
        if problem is None:
            return "A", "有数值、期限和口径"
        return "B", f"有数值,{problem}"
    if deed.modality in {"explore", "process"} and deed.group == "process":
        return "D", "只有方向,没有数值和可指认的事项"
    if deed.group == "build" or (
        deed.group in NAMEABLE_GROUPS and NAMEABLE.search(text, deed.verb_end, deed.end)
    ):
        return "C", "有可指认的事项,没有数值"
    return "D", "只有方向,没有数值和可指认的事项"


def _targets(quantities: Sequence[Quantity], statements: Sequence[Statement]) -> list[Statement]:
    """The numbers promised; 三大主导产业 counts what there is, it promises none."""
    named = {quantity.id for quantity in quantities if quantity.text.endswith("大")}
    return [
        s
        for s in statements
        if s.quantity_id and s.quantity_id not in named and s.role in {"target", "change"}
    ]


def _problem(quantities: Sequence[Quantity], targets: Sequence[Statement]) -> str | None:
    for statement in targets:
        if statement.change is not None and statement.change.ambiguous:
            return "百分点与百分比不明"
        if statement.change is not None and statement.base_period is None:
            return "缺少基期"
    for statement in targets:
        if statement.indicator is None:
            return "没有写明指标"
        if statement.unit in SHARE_UNITS and not statement.indicator.known and statement.change is None:
            return "口径未定义"
    if any(not quantity.unit_known for quantity in quantities):
        return "单位不明"
    return None
