"""The linker, verb of change or rank before a number, and the words of comparison.

比上年提升5.64个百分点        →  提升, compared with 上年
从19.99%压减至5%             →  the first is where a change started
是2005年的2.1倍              →  compared with 2005
"""

from __future__ import annotations

import re
from typing import Final

from extractors.statements.readings import Window
from extractors.statements.tails import WHEN_BEFORE, Transparent, is_ranked, strip_tail
from extractors.statements.tokens import Tokens
from extractors.statements.wording import COUNTED_UNITS, Tail

# each of these begins with a character, not with a look behind, so that the search leaps from one to the next
COMPARED_WITH: Final = (
    r"比(?<![占对]比)", "较", "与", "同", "相比", "高于", "低于", "高出", "快于", "超出", "优于",
    "超过(?=全)",
)  # fmt: skip
AGAINST: Final = (
    r"(?=上|去|前|“?十|\d|[一二三四五六七八九两]|预|年初|年|同|全国|全省|全市|计划|原|规划|改革|建|目标|世界)"
    r"[^，、]{1,16}$"
)
# 比上年增长7% | 较3年前增长44% | 高于全省平均2个百分点
COMPARISON: Final = re.compile(
    "|".join(word + AGAINST for word in COMPARED_WITH)
    + r"|同比|环比|比上年|是(?=(?:19|20)\d\d年|“?十|上年|去年)[^，、]{1,10}$"
)
# 民办占比从19.99%压减至5% | 由去年的12家增至20家
FROM: Final = re.compile(
    r"(?:从|由)(?:原来|原先|最初|当初|上年|去年|(?:19|20)\d\d年|五年前|年初|“?十[一二三四]?五”?"
    r"|末|底|初|的|不到|不足|近|约|人均|每人|每月|每年|每亩|平均)*$"
)
FROM_END: Final = frozenset("从由来先初年前五”末底的到足近约均人月亩")
"""Its last character, looked at first."""
# 从全省第六位上升到第三位: where it stood before
FROM_PLACE: Final = re.compile(r"(?:从|由)[^，。；]{0,12}第[\d一二三四五六七八九十百]+(?:位|名|次)?$")
# 教师培训经费不低于教师工资总额的1.5%: at least so much of what
SHARE_OF: Final = re.compile(
    r"(?P<link>不低于|不少于|不超过|不高于|超过|达到|高于|低于)(?P<whole>[^，。；、\d]{2,14})的$"
)
# 是2005年的2.1倍 | 相当于上年的3倍
TIMES: Final = re.compile(
    r"(?:分别)?(?P<be>是|为|相当于)(?:上年|去年|(?:19|20)\d\d年|[“\"]?十[一二三四]?五[”\"]?|前年|同期)[^，。]{0,8}$"
)
BEING: Final = re.compile("[是为相]")
"""What its verb begins with, looked for first."""
# 粮食总产量实现了历史罕见的“八连增”
ROW_REACHED: Final = re.compile(r"实现|取得|荣获|夺得|获得|迎来|喜获|收获")


def find_link(text: str, window: Window, tokens: Tokens, transparent: Transparent) -> None:
    """The linker, verb of change or rank before the number, and words of comparison before that."""
    quantity, low = window.quantity, window.low
    ranked = is_ranked(quantity)
    window.edge, window.tail, window.scope_only = strip_tail(
        text, low, quantity.start, ranked, tokens, transparent
    )
    if ranked and quantity.unit != "名次":
        match = ROW_REACHED.search(text, low, quantity.start)
        if match:
            window.edge, window.tail = match.start(), Tail(match.start(), match.end(), "rank")
    is_times = quantity.unit in {"倍", "%"} and BEING.search(text, low, quantity.start)
    times = TIMES.search(text, low, quantity.start) if is_times else None
    if times:
        window.edge, window.tail = times.start(), Tail(times.start(), times.end("be"), "value")
        window.compared = (times.start("be"), quantity.start)
    elif text[quantity.start - 1] == "的" and _is_relative(text, window):
        # 出台扩大内需的十项措施: what stands before 的 only describes
        window.edge, window.tail = quantity.start, None
    shares = quantity.unit == "%" and not times and text[quantity.start - 1] == "的"
    part = SHARE_OF.search(text, low, quantity.start) if shares else None
    if part and part.start() - low >= 2:
        window.edge, window.tail = part.start(), Tail(part.start(), part.end("link"), "value")
    if window.tail is not None and quantity.unit == "名次":
        place = FROM_PLACE.search(text, low, window.edge)
        window.edge = place.start() if place else window.edge
    if not times:
        _find_comparison(text, window, tokens, transparent)
    starts = window.tail is None and text[window.edge - 1] in FROM_END
    origin = FROM.search(text, low, window.edge) if starts else None
    if origin:
        window.tail = Tail(origin.start(), origin.start() + 1, "from")
        window.edge = strip_tail(text, low, origin.start(), False, tokens, transparent)[0]


def _is_relative(text: str, window: Window) -> bool:
    place = window.quantity.start
    return (
        place > window.low
        and window.quantity.unit in COUNTED_UNITS
        and not WHEN_BEFORE.search(text, window.low, place)
    )


def _find_comparison(text: str, window: Window, tokens: Tokens, transparent: Transparent) -> None:
    tail = window.tail
    match = COMPARISON.search(text, window.low, window.edge)
    if match and (tail is None or tail.kind in {"up", "down", "value"}):
        window.compared = match.span()
        window.edge = strip_tail(text, window.low, match.start(), False, tokens, transparent)[0]
    elif tail is not None:
        if window.edge != tail.start:
            match = COMPARISON.search(text, window.low, tail.start)
        if match:
            window.compared = match.span()
