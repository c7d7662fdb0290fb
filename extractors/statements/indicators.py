"""The words that name what each number of a clause measures, and the verb that governs it.

    公办园在园幼儿占比达到60%              →  before the linker
    完成738个教室空调和新风系统安装         →  after the number
    获评省春蚕奖3人、市优秀教师16人         →  before the number, the verb carried over
    引领型、提升型及以上比例分别达到20%、80%  →  one member each

Start at `read_clause`. A name that stands in the clause before is not looked for here: such a reading has an
empty noun and `drafts` carries one over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from extractors.records import Quantity
from extractors.statements.awards import find_title
from extractors.statements.left_nouns import JOINED, find_left_noun
from extractors.statements.links import find_link
from extractors.statements.neighbours import (
    find_deed_of_holders,
    share_members,
    take_from_earlier,
    take_same_things,
)
from extractors.statements.readings import Reading, Window, open_window
from extractors.statements.right_nouns import find_right_noun
from extractors.statements.tails import SCOPE_PHRASE, Transparent, is_ranked, strip_tail
from extractors.statements.tokens import Tokens
from extractors.statements.wording import (
    COUNTED_UNITS,
    LEVEL_UNITS,
    MEASURED_UNITS,
    PERSON_UNITS,
    SHARES,
    Tail,
    governing_words,
    longest_at,
    longest_before,
)

# 支持3个县创建全国示范县: the deed is theirs
HELPING: Final = frozenset(
    {
        "支持",
        "推动",
        "指导",
        "帮助",
        "鼓励",
        "引导",
        "督促",
        "助力",
        "推荐",
        "力争",
        "确保",
        "共有",
        "有",
        "已有",
    }
)
# 总投资136亿元的49个项目 | 建成占地75亩的公园: the size is a noun of its own
SIZE_NOUN: Final = re.compile(
    r"(?P<noun>(?:计划|估算|概算|累计|完成)?"
    r"(?:总投资额?|投资额?|总占地(?:面积)?|占地(?:面积)?|总面积|建筑面积|总建筑面积|总金额|总资金|投资))"
    r"(?:约|达到?|共|近|超过?)*$"
)
SIZE_END: Final = frozenset("额资地积金约达到共近超过")
"""Its last character, looked at first."""
# 在新增学位1500个的基础上
BASE_AFTER: Final = re.compile(r"的(?:基础|情况|同时|前提|背景|条件)")
LINKS_ONLY: Final = frozenset({"为", "在", "是", "均在", "居"})
# 提高到每人每月780元和每人每年7200元
PER_ONLY: Final = re.compile(r"(?:每[人户生亩]|每[年月日天])+")
PLACE_ONLY: Final = re.compile(r"(?:全[国省市区县州镇乡校]|全系统|[我本该][国省市区县州局校])")
LISTING: Final = re.compile(r"和|及|以及|与|、")
# 列某市各县区第一名: no name before the verb of rank
RANKING: Final = re.compile(r"(?:位列|位居|名列|列|居|排名?)")
RANKED_IN: Final = re.compile(
    r"(?:^|(?<=[，。；家个所县市区在]))(?P<name>[\u4e00-\u9fff“”]{2,24}?(?:考评|评比|考核|评估|测评|评价|监测|竞赛|大赛|比赛|联赛|联考|统考))中?$"
)
HELD_IN: Final = re.compile(
    r"(?:连续[^，。；]{1,4}年)?(?P<verb>位居|位列|名列|稳居|排名)[\u4e00-\u9fff]{2,14}$"
)
FARTHEST: Final = 120
"""How far before a place the contest or its holder may stand."""
# 以绝对优势再夺第一名: how, not what
MANNER: Final = re.compile(r"以[^，。；、]{1,8}(?:优势|成绩|总分|比分|姿态|名义)(?=[\u4e00-\u9fff]{0,3}$)")
SPAN_ADVERB: Final = re.compile(r"连续|历时|为期|近$|分$")
SPENT: Final = ("等", "安排", "投入", "拨付", "下达", "筹集", "筹措", "补助")


def read_clause(
    text: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    tokens: Tokens,
    transparent: Transparent = (),
) -> list[Reading]:
    """One reading per quantity of the clause `text[start:end]`, in order.

    `transparent` are spans of other quantities that stand inside a name or are adverbs (五年累计).
    """
    readings: list[Reading] = []
    low = start
    for index, quantity in enumerate(quantities):
        more = index + 1 < len(quantities)
        high = quantities[index + 1].start if more else end
        window = open_window(text, low, quantity, high, more=more, listed=bool(readings))
        reading = _read(text, window, readings, tokens, transparent)
        readings.append(reading)
        low = max(reading.after, reading.noun[1] if reading.shape == "after" else 0)
    return share_members(text, readings) if len(readings) > 1 else readings


def _read(
    text: str, window: Window, earlier: list[Reading], tokens: Tokens, transparent: Transparent
) -> Reading:
    """Link first, then the name to the left, then the name to the right, then what the neighbours give."""
    find_link(text, window, tokens, transparent)
    if earlier:
        copied = _copy_of_earlier(text, window, earlier[-1]) if window.edge <= window.low else None
        if copied is not None:
            return copied
        if take_same_things(text, window, earlier[-1]):
            return window.reading("before")
    _find_left(text, window, earlier, tokens)
    if text[window.edge - 1] in SIZE_END and _is_size(text, window):
        return window.reading("before")
    if window.quantity.unit == "名次" and RANKING.match(text, *window.noun):
        window.noun = (window.low, window.low)
        window.tail = window.tail or Tail(window.low, window.low + 1, "rank")
    if _looks_right(text, window) and _find_right(text, window, earlier, tokens):
        return window.reading("after")
    if not window.unnamed:
        return window.reading("before")
    if take_from_earlier(text, window, earlier, tokens):
        return window.reading("before")
    if find_deed_of_holders(text, window, tokens):
        return window.reading("after")
    return window.reading("none")


def _copy_of_earlier(text: str, window: Window, last: Reading) -> Reading | None:
    """The reading before, where this number only continues it: 从A增至B; 第八、全市第一; 20%、60%."""
    tail, place = window.tail, window.quantity.start
    span = (window.start, place)
    origin = last.tail is not None and last.tail.kind == "from"
    if tail is not None and tail.kind in {"reach", "value"} and origin:
        return replace(last, window=span, after=window.after, tail=tail, verb=(tail.start, place))
    per = PER_ONLY.fullmatch(text, window.low, place) is not None
    if (window.follows or window.scope_only or per) and last.shape != "after":
        return replace(last, window=span, after=window.after, follows=window.follows, tail=tail or last.tail)
    return None


def _find_left(text: str, window: Window, earlier: list[Reading], tokens: Tokens) -> None:
    """The name before the number; where an adverbial number stands between, the name before that."""
    if window.quantity.unit == "名次" and _find_ranked(text, window, tokens):
        return
    manner = MANNER.search(text, window.low, window.edge) if window.quantity.unit == "名次" else None
    window.edge = manner.start() if manner else window.edge
    scope = SCOPE_PHRASE.search(text, window.low, window.edge) if window.tail is not None else None
    window.edge = scope.start() if scope else window.edge
    if manner:
        window.edge = strip_tail(text, window.low, window.edge, True, tokens)[0]
    if window.edge > window.low:
        phrase = find_left_noun(text, window.low, window.edge, tokens)
        window.noun, window.verb = (phrase.start, phrase.end), (phrase.verb_start, phrase.verb_end)
        short = phrase.end - phrase.start <= 3
        if short and PLACE_ONLY.fullmatch(text, *window.noun) and window.quantity.unit in COUNTED_UNITS:
            # 全区有3所学校: where, not what
            window.noun = (window.low, window.low)
    else:
        window.noun = window.verb = (window.low, window.low)
    if not earlier or window.tail is None:
        return
    last = earlier[-1]
    if window.unnamed and (
        SPAN_ADVERB.search(text, *last.window) or (last.shape == "none" and is_ranked(window.quantity))
    ):
        # 大棚西瓜总产量连续8年位居全省第一: the count of years is an adverb
        first = last.window[0]
        edge = strip_tail(text, first, last.window[1], False, tokens)[0]
        phrase = find_left_noun(text, first, edge, tokens)
        window.noun, window.verb = (phrase.start, phrase.end), (phrase.verb_start, phrase.verb_end)
    if (
        not window.unnamed
        and window.quantity.unit in SHARES
        and last.shape == "after"
        and last.noun[1] == window.low == window.noun[0]
    ):
        # 1439项政务服务事项网上可办率达100%
        window.noun = (last.noun[0], window.noun[1])


def _find_ranked(text: str, window: Window, tokens: Tokens) -> bool:
    """The contest in which a place was reached, or who holds it where the field stands behind the verb."""
    first = max(0, window.edge - FARTHEST)
    begin = max(first - 1, *(text.rfind(mark, first, window.edge) for mark in "，。；,;\n")) + 1
    contest = RANKED_IN.search(text, begin, window.edge)
    if contest:
        # 在2021年度全国217家开发区综合考评中位列第13位
        window.noun, window.verb = contest.span("name"), (window.low, window.low)
        return True
    holder = HELD_IN.search(text, begin, window.edge) if window.tail is None else None
    if holder is None:
        return False
    # 东湖中学连续9年位居全市高考录取率第一
    phrase = find_left_noun(text, begin, holder.start(), tokens)
    window.noun, window.verb = (phrase.start, phrase.end), (window.low, window.low)
    window.tail = Tail(*holder.span("verb"), "rank")
    return True


def _is_size(text: str, window: Window) -> bool:
    """True for 总投资136亿元, 占地75亩: the noun is then the size itself."""
    if window.quantity.unit not in MEASURED_UNITS or (
        window.tail is not None and window.tail.kind != "value"
    ):
        return False
    size = SIZE_NOUN.search(text, window.low, window.edge)
    if size is None or (
        size["noun"] == "投资" and text[window.after : window.after + 1] not in "的、，,；;。"
    ):
        return False
    behind = text.startswith("的", window.after)
    if window.unnamed or behind or window.noun[0] >= size.start() or text[size.start() - 1] in "、的和及与":
        window.noun = size.span("noun")
        return True
    return False


def _looks_right(text: str, window: Window) -> bool:
    """True when the name should be sought after the number."""
    unit, after = window.quantity.unit, window.after
    if after >= window.high or unit == "名次":
        return False
    if window.unnamed:
        return True
    following = text[after]
    if unit in PERSON_UNITS and window.governed and longest_at(governing_words(), text, after, window.high):
        # 招聘教师330名充实一线: what they are for
        return False
    if window.tail is not None and unit in COUNTED_UNITS and text[slice(*window.noun)] in governing_words():
        # 开发储备超5000个岗位: two verbs, no name
        return following not in "，。；、,;的"
    if window.tail is not None:
        # 中央财政安排200亿元专项资金: who spends does not name the money
        words = text[window.tail.start : window.quantity.start]
        return "安排" in words and following not in "，。；、,;的用和对"
    if following in "、和及与内后前":
        return False
    if text.endswith(SPENT, *window.noun) or text[window.quantity.start - 1] in "等的":
        return True
    if following == "的":
        if BASE_AFTER.match(text, after, window.high):
            return False
        return unit in COUNTED_UNITS and unit not in MEASURED_UNITS
    return unit not in LEVEL_UNITS


def _find_right(text: str, window: Window, earlier: list[Reading], tokens: Tokens) -> bool:
    """The name after the number, or the title that those counted reached; False when there is none."""
    low, place, tail = window.low, window.quantity.start, window.tail
    listed = (
        bool(earlier)
        and earlier[0].verb[0] < earlier[0].verb[1]
        and LISTING.search(text, window.start, place) is not None
    )
    linked = tail is not None and tail.kind in {"value", "up", "down"} and window.unnamed
    handled = place > low and text[place - 1] in "对向为给于在将把让"
    high = _before_listing(text, window.after, window.high) if window.more else window.high
    while high > window.after and text[high - 1] in "、和及与以，, " and text[high - 2 : high] not in JOINED:
        high -= 1
    right = find_right_noun(
        text,
        window.after,
        high,
        tokens,
        governed=window.governed or listed or linked or handled,
        pressed=window.more and text[window.high - 1] not in "、和及与等，,",
        person=window.quantity.unit in PERSON_UNITS,
        more=window.more,
    )
    if right[0] == right[1] or (
        window.quantity.unit in MEASURED_UNITS and text[slice(*right)] in {"任务", "目标", "计划"}
    ):
        return False
    nearest = longest_before(governing_words(), text, low, place)
    if nearest and tokens.begins_word(place - nearest, place):
        # 督促学校整改196个隐患点: the verb before the number governs it
        window.verb = (window.verb[0] if window.verb[1] == place - nearest else place - nearest, place)
    elif not window.governed and tail is not None and text[tail.start : place] not in LINKS_ONLY:
        window.verb = (tail.start, place)
    title = find_title(text, right, window.high)
    window.noun = title[0] if title else right
    if title and (not window.governed or text[slice(*window.verb)] in HELPING):
        window.verb = title[1]
    return True


def _before_listing(text: str, low: int, high: int) -> int:
    """The end of this number's own stretch where a list closed by 等 belongs to the next number."""
    if text[high - 1] != "等":
        return high
    match = LISTING.search(text, low + 1, high)
    return match.start() if match else high
