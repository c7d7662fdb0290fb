"""The name that stands to the right of a number.

对32所中小学实行技防改造         →  中小学: a predicate ends it
完成738个教室空调和新风系统安装  →  through the nominal verb at the clause's end
17项民生工程和县定10项实事       →  民生工程: the rest belongs to the next number
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.records import Word
from extractors.statements.left_nouns import JOINED
from extractors.statements.tokens import Tokens
from extractors.statements.wording import (
    BUILDING_OPENS,
    COMPOUND_BUILD,
    adverb_words,
    governing_words,
    light_words,
    longest_at,
)

# 引进1个投资100亿元以上的大项目: the number within limits the thing, the thing stands after 的
LIMITED: Final = re.compile(r"[^，。；、]{0,14}\d[^，。；、]{0,8}?(?:以上|以下|以内|元|亩|吨|人|平方米)的")
# 17项民生工程和县定10项实事: the stretch after 和 belongs to the next number
# 9万名学生每天享受营养餐
# 1564名贫困家庭的学生
OWN_PEOPLE: Final = re.compile(
    r"的(?:学生|教师|群众|儿童|幼儿|孩子|子女|妇女|老人|考生|新生|毕业生|贫困生|职工|人员|人才|青年|青少年|居民|农民)"
)
# 民办园转公（其中9所为城区幼儿园）: the bracket counts something else
HOLDS_NUMBER: Final = re.compile(r"\d[^（）()]{0,3}[所个人名家项处%]")
# 改建幼儿园1376所共104万平方米
SUM_BEHIND: Final = re.compile(r"(?:共计?|合计|总计)$")
HOW_OFTEN: Final = re.compile(r"(?:每(?:天|日|周|月|年|人|学期|学年)|人均)$")
# 10个多媒体教室, 3个多功能厅
MULTI: Final = re.compile(r"多[媒功维元样民学校]")
LAST_LISTING: Final = re.compile(r"(?:和|及|以及|与)[^和及与、]{1,6}$")
BARRED_RIGHT: Final = re.compile(r"大关|台阶|水平|关口")
NO_NAME: Final = frozenset("”’》」")
NEGATION: Final = re.compile(r"无一|没有|未(?=[发出返])")
OPEN: Final = frozenset("（([")
QUOTED: Final = {"“": "”", "《": "》", "「": "」"}
ENDING: Final = frozenset("”》」）)，,；;。")
CLOSE: Final = "）)]"
DEFINED: Final = re.compile(r"[^，。；、的\d]{2,18}的(?=[\u4e00-\u9fff])")
JOINT: Final = re.compile(r"以及|和(?![美谐平睦解])|(?<![普涉顾])及(?!以上|以下|[时格其])")
# Adverbs that the segmenter may tag as nouns: 提案831件全部办复
PREDICATIVE: Final = (
    "全部",
    "总体进展",
    "进展顺利",
    "累计",
    "正在",
    "基本",
    "率先",
    "分别",
    "先后",
    "相继",
    "陆续",
    "均已",
    "已全",
)
PREDICATIVE_OPENS: Final = frozenset(word[0] for word in PREDICATIVE)
NAMING_TAGS: Final = frozenset({"n", "b", "vn", "nz", "j"})


def find_right_noun(
    text: str,
    start: int,
    end: int,
    tokens: Tokens,
    *,
    governed: bool,
    pressed: bool = False,
    person: bool = False,
    more: bool = False,
) -> tuple[int, int]:
    """The name that begins at `start`; empty when a predicate stands there at once.

    `governed`: a verb before the number has it as its object, so that a verb at the very end is nominal.
    `more`: another number follows in the clause; `pressed`: with a name of its own in this stretch.
    """
    limited = LIMITED.match(text, start, end) if text.find("的", start, end) >= 0 else None
    place = limited.end() if limited else start
    while place < end and text[place] in "的余多 \u3000" and not MULTI.match(text, place):
        place += 1
    built = COMPOUND_BUILD.match(text, place, end) if text[place : place + 1] in BUILDING_OPENS else None
    if built and built.end() < end and not built.group().isalpha():
        # 20所新建、续建、改扩建公办幼儿园: how they come about is no part of their name
        place = built.end()
    first = place
    if text[place : place + 1] in NO_NAME or BARRED_RIGHT.match(text, place, end):
        return first, first
    index = tokens.from_place(place)
    words, light, governing, manner = tokens.words, light_words(), governing_words(), adverb_words()
    seen = False
    stop = place
    while index < len(words) and place < end:
        word = words[index]
        index += 1
        low, high = max(word.start, place), min(word.end, end)
        if low >= high:
            continue
        tag, opening = word.pos, text[low]
        if opening in QUOTED:
            closing = text.find(QUOTED[opening], low, end)
            if low < closing <= low + 40:
                place = stop = closing + 1
                seen = True
                continue
        if opening in ENDING:
            break
        if opening in OPEN:
            closing = _closing(text, low, end)
            if seen and (closing - low > 20 or HOLDS_NUMBER.search(text, low, closing)):
                break
            first = first if seen else closing
            place = closing
            stop = closing if seen else stop
            continue
        if (
            (tag == "t" and not seen and not text.startswith("九年一贯", low))
            or (opening in PREDICATIVE_OPENS and text.startswith(PREDICATIVE, low))
            or (seen and opening == "常" and text.startswith("常态化", low))
            or (seen and high - low > 1 and text[low:high] in manner and tag not in NAMING_TAGS)
        ):
            break
        if tag == "a" and seen and not governed and _describes(words, index, end):
            # 237个村干净整洁: what is said of them
            break
        if opening == "、" and (not seen or not _continues(text, first, high, end, more)):
            break
        if person and seen and opening == "的" and not OWN_PEOPLE.match(text, low, end):
            break
        if seen or tag[0] in "vdpc":
            length = longest_at(light, text, low, end) if opening in light.firsts else 0
            if length and stop - first == 1 and text[first] in "新老大小":
                # 6个新签约项目
                length = 0
            if length and not _nominal(text, low + length, end, words, index, word, governed, seen):
                break
        if pressed and seen and (tag == "v" or text[low:high] in governing):
            break
        if tag in {"d", "p", "ad", "u", "ul", "uj", "y"} and text[low:high] not in {"的", "等"}:
            if seen or tag in {"d", "p"}:
                break
        elif (
            tag == "v"
            and high - low > 1
            and not _nominal(text, high, end, words, index, word, governed, seen)
        ) or (tag == "c" and text[low:high] not in {"和", "及", "与", "以及", "或"}):
            break
        seen = True
        place = stop = high
    found = first, _right_stop(text, first, stop, pressed)
    if found[0] == found[1] and not seen and (defined := DEFINED.match(text, place, end)):
        # 8所未通过评估的幼儿园: what defines them stands before 的
        return find_right_noun(
            text, defined.end(), end, tokens, governed=governed, pressed=pressed, person=person, more=more
        )
    return found


def _describes(words: Sequence[Word], index: int, end: int) -> bool:
    """True when only adjectives follow up to the end: a predicate, not a part of the name."""
    while index < len(words) and words[index].start < end:
        if words[index].pos != "a":
            return False
        index += 1
    return True


def _right_stop(text: str, first: int, stop: int, pressed: bool) -> int:
    """The end of a name without what hangs on: a second, longer member; a negation; particles."""
    negation = NEGATION.search(text, first, stop)
    if negation:
        stop = negation.start()
    if pressed:
        listing = LAST_LISTING.search(text, first + 1, stop)
        if listing:
            stop = listing.start()
    joint = JOINT.search(text, first + 2, stop)
    if (
        joint
        and stop - joint.start() > joint.start() - first + 4
        and text[joint.start() - 1] not in "式型性类级"
    ):
        stop = joint.start()
    if (
        text[stop - 1 : stop + 1] in {"中，", "中,", "中：", "中:"}
        and stop - first > 3
        and text[stop - 2] not in "高初集其国华县市区一二三"
    ):
        # 全市25所高中学校中,…: among them
        stop -= 1
    summed = SUM_BEHIND.search(text, first, stop) if text[stop : stop + 1].isdigit() else None
    stop = summed.start() if summed else stop
    often = HOW_OFTEN.search(text, first + 2, stop)
    stop = often.start() if often else stop
    while stop > first and text[stop - 1] in "的了、和及与等 \u3000" and text[stop - 2 : stop] not in JOINED:
        stop -= 1
    return stop


def _closing(text: str, place: int, end: int) -> int:
    for index in range(place + 1, end):
        if text[index] in CLOSE:
            return index + 1
    return end


def _continues(text: str, first: int, place: int, end: int, more: bool) -> bool:
    """True when the name goes on after 、: 省、市重点项目; 中小学、幼儿园."""
    if place - 1 - first <= 2:
        return True
    if more:
        return False
    rest = text[place:end]
    return (
        len(rest) <= 6 and not any(mark in rest for mark in "、和及") and not any(c.isdigit() for c in rest)
    )


def _nominal(
    text: str, after: int, end: int, words: Sequence[Word], index: int, word: Word, governed: bool, seen: bool
) -> bool:
    """True when a verb stands as a noun: before a noun it modifies, or at the end of a governed object."""
    if after >= end:
        return governed and seen
    while index < len(words) and words[index].start < after:
        index += 1
    if index >= len(words):
        return False
    following = words[index].pos
    if text[word.start : word.end] in light_words():
        if word.pos == "vn" and not seen:
            return True
        return word.pos == "vn" and following.startswith("n")
    if word.pos == "vn":
        return True
    if not seen and following.startswith("v") and index + 1 < len(words) and words[index + 1].start < end:
        # 建档立卡户
        following = words[index + 1].pos
    if not seen and following in {"q", "ng"}:
        return True
    return following.startswith(("n", "vn", "j")) or (
        governed and following in {"vn", "v"} and words[index].end >= end
    )
