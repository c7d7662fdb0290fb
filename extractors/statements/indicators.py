"""The words that name what each number of a clause measures, and the verb that governs it.

    公办园在园幼儿占比达到60%              →  before the linker
    完成738个教室空调和新风系统安装         →  after the number
    获评省春蚕奖3人、市优秀教师16人         →  before the number, the verb carried over
    引领型、提升型及以上比例分别达到20%、80%  →  one member each

A name that stands in the clause before is not looked for here: such a reading has an empty noun and
`find` carries one over.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from extractors.records import Quantity
from extractors.statements.noun_phrases import (
    SCOPE_PHRASE,
    NounPhrase,
    Tokens,
    find_left_noun,
    find_right_noun,
    split_members,
)
from extractors.statements.wording import (
    CONNECTIVES,
    COUNTED_UNITS,
    MEASURED_UNITS,
    PERSON_UNITS,
    Tail,
    TailKind,
    longest_before,
    tail_words,
)

LEVEL_UNITS: Final = frozenset({"%", "‰", "元", "美元", "港元", "欧元", "倍", "个百分点", "百分点", "天", "年", "小时", "个月"})
"""Units whose name stands before them wherever it can."""

Shape = Literal["before", "after", "shared", "none"]

AFTER_BOUND: Final = re.compile(
    r"(?:\s*(?:及?以上|及?以下|以内|之内|左右|上下|以外|之多|有余|余|多))+"
)
BEFORE_BOUND: Final = re.compile(
    r"(?:至少|最少|不少于|不低于|不超过|不高于|不大于|不多于|最多|超过|超|突破|近|约|大约|将近|接近|逾|高于|低于|少于|多于|不足|不到)$"
)
COMPARISON: Final = re.compile(
    r"(?:比|较|与|同|相比|高于|低于|高出|快于)(?=上|去|前|“?十|\d|[一二三四五六七八九两]|预|年初|年|同|全国|全省|全市|计划|原|规划|改革|建|目标|世界)[^，、]{1,16}$"
    r"|同比|环比|比上年|是(?=(?:19|20)\d\d年|“?十|上年|去年)[^，、]{1,10}$"
)
# 民办占比从19.99%压减至5% | 由去年的12家增至20家
FROM: Final = re.compile(r"(?:从|由)(?:原来|原先|最初|当初|上年|去年|(?:19|20)\d\d年|五年前|年初|“?十[一二三四]?五”?|末|底|初|的|不到|不足|近|约|人均|每人|每月|每年|每亩|平均)*$")
WHEN_BEFORE: Final = re.compile(r"(?<![比较与同])(?:去年|上年|今年|前年|当年|现在|目前|当前|(?:19|20)\d\d年)(?:度|底|末|初)?的?$")
# 是2005年的2.1倍 | 相当于上年的3倍
TIMES: Final = re.compile(r"(?:分别)?(?P<be>是|为|相当于)(?:上年|去年|(?:19|20)\d\d年|[“\"]?十[一二三四]?五[”\"]?|前年|同期)[^，。]{0,8}$")
# 总投资136亿元的49个项目 | 建成占地75亩的公园: the size is a noun of its own
SIZE_NOUN: Final = re.compile(
    r"(?P<noun>(?:计划|估算|概算|累计|完成)?(?:总投资额?|投资额?|总占地(?:面积)?|占地(?:面积)?|总面积|建筑面积|总建筑面积|总金额|总资金|投资))(?:约|达到?|共|近|超过?)*$"
)
LISTING: Final = re.compile(r"和|及|以及|与|、")
# 列某市各县区第一名: no name before the verb of rank
RANKING: Final = re.compile(r"(?:位列|位居|名列|列|居|排名?)")
ROW_REACHED: Final = re.compile(r"实现|取得|荣获|夺得|获得|迎来|喜获|收获")
SPAN_ADVERB: Final = re.compile(r"连续|历时|为期|近$|分$")
AWARD_AFTER: Final = re.compile(
    r"(?:被|成功|顺利|首批|新|均|全部|分别|先后)*"
    r"(?:列入|列为|评为|获评|入选|认定为|确定为|命名为|创成|创建为|成功创建|创建|成为|授予|纳入|升格为|晋升为?|获得|荣获|获|为|通过)了?"
)


Transparent = tuple[tuple[int, int], ...]


class Reading(NamedTuple):
    """What was found for one quantity. Empty spans have start == end."""

    shape: Shape
    noun: tuple[int, int]
    verb: tuple[int, int]
    tail: Tail | None
    """The linker or verb of change before the number."""
    compared: tuple[int, int]
    """Words of comparison: 比上年, 同比."""
    window: tuple[int, int]
    after: int
    """Where the number ends, with 以上, 左右."""
    follows: bool
    """True when it is joined to the quantity before by 、 or 和 alone."""
    member: int = 0
    members: int = 1


def read_clause(
    text: str, start: int, end: int, quantities: list[Quantity], tokens: Tokens, transparent: Transparent = ()
) -> list[Reading]:
    """One reading per quantity of the clause `text[start:end]`, in order.

    `transparent` are spans of other quantities that stand inside a name or are adverbs (五年累计)."""
    readings: list[Reading] = []
    low = start
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        high = following.start if following else end
        reading = _read(text, low, quantity, high, following is not None, readings, tokens, transparent)
        readings.append(reading)
        low = max(reading.after, reading.noun[1] if reading.shape == "after" else 0)
    return _share_members(text, readings)


def _strip_connective(text: str, low: int, high: int) -> int:
    while low < high:
        for word in CONNECTIVES:
            if text.startswith(word, low) and low + len(word) <= high:
                low += len(word)
                break
        else:
            return low
    return low


def _after_bound(text: str, quantity: Quantity, limit: int) -> int:
    match = AFTER_BOUND.match(text, quantity.end, limit)
    return match.end() if match else quantity.end


def _read(
    text: str, low: int, quantity: Quantity, high: int, more: bool,
    earlier: list[Reading], tokens: Tokens, transparent: Transparent,
) -> Reading:  # fmt: skip
    after = _after_bound(text, quantity, high)
    window_start = low
    low = _strip_connective(text, low, quantity.start) if earlier else low
    follows = bool(earlier) and window_start < low >= quantity.start
    edge, tail, scope_only = _strip_tail(text, low, quantity.start, _ranked(quantity), tokens, transparent)
    if quantity.unit.startswith("连"):
        # 粮食总产量实现了历史罕见的“八连增”
        match = ROW_REACHED.search(text, low, quantity.start)
        if match:
            edge, tail = match.start(), Tail(match.start(), "rank")
    window = (window_start, quantity.start)
    nothing = (quantity.start, quantity.start)
    compared = nothing
    times = TIMES.search(text, low, quantity.start) if quantity.unit in {"倍", "%"} else None
    if times:
        edge, tail = times.start(), Tail(times.start(), "value")
        compared = (times.start("be"), quantity.start)
    relative = text[quantity.start - 1] == "的" and quantity.start > low and not times and not WHEN_BEFORE.search(text, low, quantity.start)
    if relative and quantity.unit in COUNTED_UNITS:
        # 出台扩大内需的十项措施: what stands before 的 only describes
        edge, tail = quantity.start, None
    match = None if times else COMPARISON.search(text, low, edge)
    if match and (tail is None or tail.kind in {"up", "down", "value"}):
        compared = match.span()
        edge, _, _ = _strip_tail(text, low, match.start(), False, tokens, transparent)
    elif tail is not None and not times:
        match = COMPARISON.search(text, low, tail.start)
        compared = match.span() if match else nothing
    origin = FROM.search(text, low, edge) if tail is None else None
    if origin:
        edge, tail = origin.start(), Tail(origin.start(), "from")
        edge, _, _ = _strip_tail(text, low, edge, False, tokens, transparent)
    if earlier and edge <= low and tail is not None and tail.kind in {"reach", "value"} and _is_origin(earlier[-1]):
        return earlier[-1]._replace(window=window, after=after, tail=tail, verb=(tail.start, quantity.start))
    scope = SCOPE_PHRASE.search(text, low, edge) if tail is not None else None
    edge = scope.start() if scope else edge
    if earlier and edge <= low and (follows or scope_only) and earlier[-1].shape != "after":
        return earlier[-1]._replace(
            window=window, after=after, follows=follows, tail=tail or earlier[-1].tail,
        )
    phrase = find_left_noun(text, low, edge, tokens) if edge > low else NounPhrase(low, low, low, low)
    noun = (phrase.start, phrase.end)
    verb = (phrase.verb_start, phrase.verb_end)
    if (
        earlier and noun[0] == noun[1] and tail is not None
        and (_adverbial(text, earlier[-1]) or (earlier[-1].shape == "none" and _ranked(quantity)))
    ):  # fmt: skip
        # 大棚西瓜总产量连续8年位居全省第一: the count of years is an adverb
        first = earlier[-1].window[0]
        phrase = find_left_noun(text, first, _strip_tail(text, first, earlier[-1].window[1], False, tokens)[0], tokens)
        noun, verb = (phrase.start, phrase.end), (phrase.verb_start, phrase.verb_end)
    if (
        noun[0] < noun[1] and tail is not None and quantity.unit in {"%", "‰"} and earlier
        and earlier[-1].shape == "after" and earlier[-1].noun[1] == low == noun[0]
    ):  # fmt: skip
        # 1439项政务服务事项网上可办率达100%
        noun = (earlier[-1].noun[0], noun[1])
    size = SIZE_NOUN.search(text, low, edge) if tail is None or tail.kind == "value" else None
    if size and size["noun"] == "投资" and text[after : after + 1] not in "的、，,；;。":
        size = None
    if size and quantity.unit in MEASURED_UNITS and (
        noun[0] == noun[1] or noun[0] >= size.start() or text[size.start() - 1] in "、的和及与"
    ):
        return Reading("before", size.span("noun"), verb, tail, compared, window, after, follows)
    if quantity.unit == "名次" and RANKING.match(text, *noun):
        noun = nothing
    listed = bool(earlier) and earlier[0].verb[0] < earlier[0].verb[1] and text[window_start] in "、和及与"
    governed = verb[0] < verb[1] or listed or (tail is not None and tail.kind in {"value", "up", "down"} and noun[0] == noun[1])
    if _looks_right(text, quantity, noun, tail, after, high, low):
        pressed = more and text[high - 1] not in "、和及与等，,"
        right = find_right_noun(
            text, after, _before_listing(text, after, high) if more else high, tokens,
            governed=governed or _has_preposition(text, low, quantity.start),
            pressed=pressed, person=quantity.unit in PERSON_UNITS, more=more,
        )  # fmt: skip
        if right[0] < right[1]:
            if verb[0] == verb[1] and tail is not None:
                verb = (tail.start, quantity.start)
            return Reading("after", _award(text, right, high), verb, None, compared, window, after, follows)
    if noun[0] == noun[1] and earlier and earlier[-1].shape == "after" and earlier[-1].noun[1] == edge == low:
        # 1328名干部对口包联企业3037家: the last noun of the stretch between belongs to the second number
        last = tokens.last_noun(earlier[-1].noun[0] + 1, edge)
        if quantity.unit in {"%", "‰"} and tail is not None:
            # 1439项政务服务事项网上可办率达100%
            return Reading("before", (earlier[-1].noun[0], edge), verb, tail, compared, window, after, follows)
        if last < edge and verb[0] == verb[1]:
            kept = last
            while kept > earlier[-1].noun[0] + 1 and text[kept - 1] in "、和及与的":
                kept -= 1
            earlier[-1] = earlier[-1]._replace(noun=(earlier[-1].noun[0], kept))
            return Reading("before", (last, edge), verb, tail, compared, window, after, follows)
    if (
        noun[0] == noun[1] and verb[0] < verb[1] and earlier and earlier[-1].shape == "after"
        and earlier[-1].noun[1] == verb[0] and quantity.unit not in PERSON_UNITS | LEVEL_UNITS
    ):  # fmt: skip
        # 完成7个项目土地征收384亩: the last noun and the nominal verb belong to the second number
        last = tokens.last_noun(earlier[-1].noun[0] + 1, verb[0])
        if last < verb[0]:
            earlier[-1] = earlier[-1]._replace(noun=(earlier[-1].noun[0], last))
            return Reading("before", (last, verb[1]), earlier[-1].verb, tail, compared, window, after, follows)
    if noun[0] == noun[1] and quantity.unit in PERSON_UNITS | {"家", "所", "个"} and (tail is None or tail.kind == "value") and after < high:
        # 共计1074人完成了积分入学申请: what they did names the count
        also = text.find("并", after + 4, high)
        phrase = find_left_noun(text, after, also if also > 0 else high, tokens)
        if phrase.verb_start < phrase.verb_end and 1 < phrase.end - phrase.start <= 16:
            return Reading("after", (phrase.start, phrase.end), (phrase.verb_start, phrase.verb_end), None, compared, window, after, follows)
    if noun[0] == noun[1]:
        return Reading("none", nothing, verb, tail, compared, window, after, follows)
    return Reading("before", noun, verb, tail, compared, window, after, follows)


def _before_listing(text: str, low: int, high: int) -> int:
    """The end of this number's own stretch where a list closed by 等 belongs to the next number."""
    if text[high - 1] != "等":
        return high
    match = LISTING.search(text, low + 1, high)
    return match.start() if match else high


def _is_origin(reading: Reading) -> bool:
    return reading.tail is not None and reading.tail.kind == "from"


def _adverbial(text: str, reading: Reading) -> bool:
    return SPAN_ADVERB.search(text, *reading.window) is not None


def _has_preposition(text: str, low: int, high: int) -> bool:
    return high > low and text[high - 1] in "对向为给于在将把让"


def _strip_tail(
    text: str, low: int, high: int, ranked: bool, tokens: Tokens, transparent: Transparent = ()
) -> tuple[int, Tail | None, bool]:
    """The place where linkers, adverbs and bounds before a number begin; the linker; whether only scope stood."""
    words = tail_words()
    tail: Tail | None = None
    scope = False
    while high > low:
        if text[high - 1] in " \u3000\t“‘\"":
            high -= 1
            continue
        length = longest_before(words, text, low, high)
        when = WHEN_BEFORE.search(text, max(low, high - 8), high) if text[high - 1] in "年的底末初度在前" else None
        if when and high - when.start() > length:
            high = when.start()
            continue
        if not length:
            span = next((span for span in transparent if span[1] == high and span[0] >= low), None)
            if span is None:
                break
            high = span[0]
            continue
        kind: TailKind = words[text[high - length : high]]
        if length == 1 and kind != "scope" and not _is_linker(text, high - 1, low, tokens):
            break
        if kind == "scope":
            if not ranked:
                break
            scope = True
        elif kind == "rank" and not ranked:
            if text[high - length : high] not in {"稳定在", "保持", "成为"}:
                break
            kind = "value"
        if kind in {"up", "down"} and tail is not None and tail.kind == "value" and tail.start == high:
            # 增长超90%: the verb of change governs, 超 only bounds
            tail = None
        if kind not in {"adverb", "scope"}:
            if tail is not None and not (tail.kind == "rank" or kind in {"rank"}):
                if not (kind == "value" and tail.kind == "value"):
                    break
            tail = Tail(high - length, kind)
        elif tail is not None and kind == "adverb" and length == 1 and text[high - 1] in "上内过新总到至":
            break
        high -= length
    return high, tail, scope and tail is None


def _ranked(quantity: Quantity) -> bool:
    """True for places in a ranking, and for 五连冠, 八连增."""
    return quantity.unit == "名次" or quantity.unit.startswith("连")


def _is_linker(text: str, place: int, low: int, tokens: Tokens) -> bool:
    """True when the single character at `place` is a word of its own and not the end of another."""
    character = text[place]
    if character in "均各" and place > low and text[place - 1] in "生人户亩年月日平":
        return False
    if character in "近约超逾共均各皆":
        return True
    if character in "达为" and place > low and text[place - 1] in "率比额数重例度值入量积例均已将可计家所人个亩":
        return True
    return tokens.is_word(place, place + 1)


def _looks_right(
    text: str, quantity: Quantity, noun: tuple[int, int], tail: Tail | None, after: int, high: int, low: int
) -> bool:
    """True when the name should be sought after the number."""
    if after >= high or quantity.unit == "名次":
        return False
    if noun[0] == noun[1]:
        return True
    following = text[after]
    if tail is not None:
        # 中央财政安排200亿元专项资金: who spends does not name the money
        return "安排" in text[tail.start : quantity.start] and following not in "，。；、,;的用和对"
    if following in "、和及与内后前":
        return False
    if text[noun[0] : noun[1]].endswith(("等", "安排", "投入", "拨付", "下达", "筹集", "筹措", "补助")) or text[quantity.start - 1] in "等的":
        return True
    if following == "的":
        return quantity.unit in COUNTED_UNITS and quantity.unit not in MEASURED_UNITS
    return quantity.unit not in LEVEL_UNITS


def _award(text: str, noun: tuple[int, int], high: int) -> tuple[int, int]:
    """The title where the number counts its holders: 3所学校创成市级儿童友好示范学校."""
    place = noun[1]
    while place < high and text[place] in "（(":
        closing = min((i for i in (text.find("）", place, high), text.find(")", place, high)) if i >= 0), default=-1)
        if closing < 0:
            return noun
        place = closing + 1
    match = AWARD_AFTER.match(text, place, high)
    if not match or noun[1] - noun[0] > 6:
        return noun
    start = match.end()
    while True:
        lead = re.compile(r"第[一二三四五六七八九十]+批|首批|新一批|20\d\d年度?|了").match(text, start, high)
        if not lead:
            break
        start = lead.end()
    stop = start
    while stop < high and text[stop] not in "、，。;；":
        stop += 1
    title = text[start:stop]
    if title.endswith(("学校", "基地", "园", "单位", "奖", "称号", "校", "村", "企业", "项目", "集体", "示范区", "荣誉", "试点",
                       "中心", "县", "镇", "乡", "区", "街道", "社区", "名单", "案例", "工厂", "家庭", "等级", "名师")) and 2 < len(title) <= 24:  # fmt: skip
        return start, stop
    return noun


def _share_members(text: str, readings: list[Reading]) -> list[Reading]:
    """Gives each number of 分别达到20%、60%、80% its own member of the coordination before."""
    index = 0
    while index < len(readings):
        last = index
        while last + 1 < len(readings) and readings[last + 1].follows and readings[last + 1].noun == readings[index].noun:
            last += 1
        count = last - index + 1
        noun = readings[index].noun
        if count > 1 and noun[0] >= noun[1]:
            for offset in range(count):
                readings[index + offset] = readings[index + offset]._replace(member=offset, members=count)
        elif count > 1:
            members = split_members(text, *noun)
            if len(members) == count:
                for offset, span in enumerate(members):
                    readings[index + offset] = readings[index + offset]._replace(
                        noun=span, member=offset, members=count
                    )
            else:
                for offset in range(count):
                    readings[index + offset] = readings[index + offset]._replace(member=offset, members=count)
        index = last + 1
    return readings


def needs_person(quantity: Quantity) -> bool:
    """True for units that count people."""
    return quantity.unit in PERSON_UNITS
