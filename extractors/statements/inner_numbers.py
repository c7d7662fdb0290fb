"""Numbers that stand inside a name or are adverbs, so that the names around them are read through them.

销售收入过亿元企业达到23家      →  亿元 limits the enterprises; 23 counts them
出口五年累计完成5.2亿美元       →  五年 is when, not how much
大棚西瓜产量连续8年位居全省第一  →  8年 tells how long
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from extractors.records import Quantity
from extractors.statements.wording import light_words, longest_at

InnerKind = Literal["limits_a_name", "duration"]

DURATION_UNITS: Final = frozenset({"年", "个月", "天", "周", "小时", "个小时", "月", "学年"})
DURATION_AFTER: Final = re.compile(r"(?:累计|共|来|间|内|前|年均|以来|[^，。；]{0,2}新增|时间)")
DURATION_BEFORE: Final = re.compile(r"(?:连续|历时|为期|近|这|过去|未来|今后|第|较|比)$")
# 学前教育三年毛入园率, 三年行动计划
YEARS_IN_NAME: Final = re.compile(r"(?:毛?入园率|行动|计划|规划|制|期|任期|攻坚|巩固率)")
# 24小时不打烊站点, 24小时自助服务区
NAMED_HOURS: Final = re.compile(r"(?:不打烊|自助|营业|服务|值班|在线|急救|书房|全天候)")
NEVER: Final = re.compile(r"(?!)")
IN_NAME: Final = {"年": YEARS_IN_NAME, "小时": NAMED_HOURS, "个小时": NAMED_HOURS}
LASTING: Final = re.compile(r"连续$")
# 亿元, 千万元, 万人: a round magnitude without a figure limits what follows
REACHED: Final = re.compile(r"(?:达到?|至|到|为)$")
ROUND: Final = re.compile(r"[十百千万亿]+[^\d一二三四五六七八九]*")
OVER: Final = re.compile(r"(?:过|超|超过|以上|突破)$")
# 600分以上考生, 600分以上62人
SCORE_LIMIT: Final = re.compile(r"及?以[上下](?:的?(?:高分|考生|学生|人)|\d|的?有?\d|共)")
NAME_AFTER: Final = re.compile(
    r"(?:以上|以下|级)?(?!以|左|右|大关|的?增|的?降|[，。；、,;:：)）]|\d|和|及|与|投入|投资|用于|对)[\u4e00-\u9fff]{1,14}"
)
LIMITING_UNITS: Final = frozenset({"元", "人", "亩", "户", "吨", "头", "只", "平方米", "美元", "千瓦"})
COUNTED_LATER: Final = re.compile(r"[^，。；,;]{1,16}?(?:\d|[一二三四五六七八九十两]+[个家所户])")


def split_inner(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> dict[str, InnerKind]:
    """Which quantities of the clause are inner ones, by id."""
    inner: dict[str, InnerKind] = {}
    for quantity in quantities:
        if quantity.unit in DURATION_UNITS:
            if (
                DURATION_AFTER.match(text, quantity.end, end)
                or DURATION_BEFORE.search(text, start, quantity.start)
                or (quantity.start == start and quantity.end < end and quantity.unit == "年")
            ):
                inner[quantity.id] = "duration"
            elif IN_NAME.get(quantity.unit, NEVER).match(text, quantity.end, end):
                inner[quantity.id] = "limits_a_name"
        elif quantity.unit == "分" and SCORE_LIMIT.match(text, quantity.end, end):
            inner[quantity.id] = "limits_a_name"
        elif quantity.unit in LIMITING_UNITS and NAME_AFTER.match(text, quantity.end, end):
            round_magnitude = ROUND.fullmatch(quantity.text) is not None
            over = OVER.search(text, start, quantity.start) is not None
            reached = REACHED.search(text, start, quantity.start) is not None
            named = not longest_at(light_words(), text, quantity.end, end)
            if (
                (round_magnitude or over)
                and named
                and not reached
                and (
                    quantity.unit not in {"人", "户", "头", "只"}
                    or COUNTED_LATER.match(text, quantity.end, end)
                )
            ):
                inner[quantity.id] = "limits_a_name"
    return inner


def is_lasting(text: str, quantity: Quantity) -> bool:
    """True for 连续8年: how long something has been reached, a result of its own."""
    return LASTING.search(text, max(0, quantity.start - 3), quantity.start) is not None
