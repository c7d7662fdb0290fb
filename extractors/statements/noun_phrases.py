"""Where the name of what is measured begins and ends, left or right of a number.

    成功创成省一级幼儿园14所         →  left: 省一级幼儿园, governed by 创成
    对32所中小学实行技防改造         →  right: 中小学
    完成738个教室空调和新风系统安装  →  right, through the nominal verb at the clause's end

Closed word classes decide first; the segmenter's tags only speak where a word is in none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.records import Word
from extractors.statements.canonical import known_name
from extractors.statements.wording import (
    COMPOUND_BUILD,
    adverb_words,
    governing_words,
    light_words,
    attribute_heads,
    longest_at,
    longest_before,
    nominal_words,
    strong_verbs,
)

LEAD: Final = re.compile(
    r"(?:截至|截止|到|至)?(?:目前|[\d一二三四五六七八九十]+月份?底?|年底前?|年末|年初|上半年|下半年|[一二三四1-4]季度)"
    r"|“?十[一二三四五]?五”?(?:时期|期间|末|以来)|(?:过去|近|这)?[一二三四五六七八九十]年来|一年来"
    r"|(?:(?:19|20)\d\d(?:[-—–~]\d{4})?年?度?(?:底|末|前|以来)?)"
    r"|[一二两三四五六七八九十\d]+年(?:间|内|共|来|累计)"
    r"|本年度?|今年|去年|上年|当年|我们|该(?:区|县|市|校)|我(?:区|县|市|省|国|局|校|州|旗)|本(?:区|县|市|省|局|校)|其中|此外|同时|另外|还|共有|[一二三四五六七八九十\d]+是"
    r"|各类|各种|各级各类|各项|各(?=[^级界项类])|一批|一大批|一些|多个|其他|其它|相关|有关|等(?![级次额])|了|的|并|和|及|与|、|把|将|以(?![上下内及])"
    r"|[\s\u3000]+"
)
PLACE_LEAD: Final = re.compile(
    r"(?:全国|全省|全市|全区|全县|全州|全镇|全系统|区域|市域|县域|省内|市内|区内|县内|(?:区|县|市|省)级层面|层面)"
)
NOUN_SUFFIXES: Final = frozenset("率区额量度者员费型性商期制类化厅站")
FOOTNOTE: Final = re.compile(r"(?:\[\d{1,3}\]|[①-⑳])+$")
LATE_VERB: Final = re.compile(r"(?:累计|共计|共|先后|已|总计|合计|全年)(?P<verb>[\u4e00-\u9fff]{2,4})$")
# 引进1个投资100亿元以上的大项目: the number within limits the thing, the thing stands after 的
LIMITED: Final = re.compile(r"[^，。；、]{0,14}\d[^，。；、]{0,8}?(?:以上|以下|以内|元|亩|吨|人|平方米)的")
# 17项民生工程和县定10项实事: the stretch after 和 belongs to the next number
LAST_LISTING: Final = re.compile(r"(?:和|及|以及|与)[^和及与、]{1,6}$")
BARRED_RIGHT: Final = re.compile(r"大关|台阶|水平|关口")
NEGATION: Final = re.compile(r"无一|没有|未(?=[发出返])")
SCOPE_PHRASE: Final = re.compile(r"(?:在|于|居)(?:全[国省市区县州]|同类[^，]{0,3}|[^，]{1,4}(?:市|省|县)内?)(?:中|范围内)?$")
OPEN: Final = "（(["
CLOSE: Final = "）)]"
PREPOSITIONS: Final = frozenset("对 向 为 与 同 在 于 由 从 以 将 把 经 通过 被 给 让 使 比 较 用于 围绕 按照 根据 针对 依托".split())
NOUN_TAGS: Final = ("n", "vn", "an", "a", "b", "j", "l", "i", "eng", "f", "s", "k", "z", "m", "q", "x", "r", "g")
# Quotations and brackets are taken whole; 和 in 和美, 及 in 普及, 与 in 参与 join nothing
NAMING_TAGS: Final = frozenset({"n", "b", "vn", "nz", "j"})
SHARED: Final = re.compile(
    r"“[^”]*”|《[^》]*》|[（(][^）)]*[）)]"
    r"|(?P<mark>、|以及|和(?![美谐平睦解])|(?<![普涉顾论提触危波以])及(?![以时格其])|(?<!参)与(?!会))"
)


class Tokens:
    """The segmenter's words of a report, for looking up by place."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.starts = [word.start for word in words]

    def from_place(self, place: int) -> int:
        """Index of the first word that ends after `place`."""
        return max(0, bisect_right(self.starts, place) - 1)

    def is_word(self, start: int, end: int) -> bool:
        """True when the segmenter made exactly this a word."""
        index = bisect_left(self.starts, start)
        return index < len(self.words) and self.words[index].start == start and self.words[index].end == end

    def begins_word(self, start: int, end: int) -> bool:
        """True when a word begins at `start`; for a single character, when it is that word."""
        index = bisect_left(self.starts, start)
        if index >= len(self.words) or self.words[index].start != start:
            return False
        return end - start > 1 or self.words[index].end == end

    def last_noun(self, start: int, end: int) -> int:
        """Start of the word that ends at `end`, when it is a noun of two characters or more; else `end`."""
        index = bisect_left(self.starts, end) - 1
        if index >= 0:
            word = self.words[index]
            if word.end == end and word.start >= start and word.pos[0] in "nj" and end - word.start > 1:
                return word.start
        return end

    def verb_at(self, text: str, place: int, high: int) -> int:
        """Length of the verb that begins at `place`, 0 when no verb does."""
        index = bisect_left(self.starts, place)
        if index < len(self.words):
            word = self.words[index]
            if word.start == place and word.end <= high and word.pos == "v" and word.end - word.start > 1:
                if text[word.start : word.end] in nominal_words() or text[word.end - 1] in "率数额量比":
                    return 0
                return word.end - word.start
        return 0


class NounPhrase(NamedTuple):
    """A name with the verb that governs it, both half-open; `verb_start == verb_end` when there is none."""

    start: int
    end: int
    verb_start: int
    verb_end: int


def skip_lead(text: str, place: int, end: int, tokens: Tokens) -> int:
    """The place after adverbs, times, 我区, 各类, connectives."""
    adverbs = adverb_words()
    while place < end:
        match = LEAD.match(text, place, end)
        if match and match.end() > place:
            place = match.end()
            continue
        length = longest_at(adverbs, text, place, end)
        if not length or (length == 1 and (text[place] in "超近约过逾达总净新至到" or not tokens.is_word(place, place + 1))):
            break
        place += length
    return place


def find_left_noun(text: str, start: int, end: int, tokens: Tokens) -> NounPhrase:
    """The name that ends at `end`; empty (start == end) when only verbs and adverbs stand there."""
    known = known_name(text, start, end)
    limit = min(known, end)
    place, verb_start, verb_end = _skip_verbs(text, start, limit, tokens, start, start)
    for match in strong_verbs().finditer(text, place, limit):
        if match.start() > place and text[match.start() - 1] in "“‘《":
            continue
        if (
            text[match.end() : match.end() + 1] in NOUN_SUFFIXES
            or not tokens.begins_word(match.start(), match.end())
            or attribute_heads().fullmatch(text, match.end(), limit)
        ):
            continue
        if match.end() < end:
            after, _, v2 = _skip_verbs(text, match.end(), limit, tokens, match.start(), match.end())
            if after < end:
                place, verb_start, verb_end = after, match.start(), v2
    place = _strip_place(text, place, end)
    if end - place == 1 and verb_start < verb_end == place:
        # 完成增加值, 营造林, 受理数: one character is no name, the verb belongs to it
        length = longest_before(governing_words(), text, verb_start, verb_end)
        place -= length
        verb_end = place
        verb_start = min(verb_start, verb_end)
    place = _after_preposition(text, place, end, tokens)
    while place < end and text[place] in "”’》）)」":
        place += 1
    note = FOOTNOTE.search(text, place, end)
    stop = note.start() if note else end
    if text.endswith("以下", place, stop):
        stop -= 2
    while stop > place and text[stop - 1] in "的了、和及与 \u3000\t“‘《（(":
        stop -= 1
    match = LATE_VERB.search(text, place, stop)
    if match and match.start() > place and match["verb"] in governing_words():
        # 宣传普及等活动累计举办82次
        stop, verb_start, verb_end = match.start(), match.start("verb"), match.end("verb")
    return NounPhrase(min(place, stop), stop, verb_start, verb_end)


def _skip_verbs(
    text: str, place: int, end: int, tokens: Tokens, verb_start: int, verb_end: int
) -> tuple[int, int, int]:
    """Past leading adverbs and verbs: 优化组建, 成功举办, 新（改）建."""
    governing = governing_words()
    while True:
        place = skip_lead(text, place, end, tokens)
        here = PLACE_LEAD.match(text, place, end)
        if here and here.end() < end:
            # 全省共有公办幼儿园: the place is passed over where a verb or an adverb follows
            after = skip_lead(text, here.end(), end, tokens)
            if after > here.end() or longest_at(governing, text, after, end):
                place = after
        match = COMPOUND_BUILD.match(text, place, end)
        length = match.end() - place if match else longest_at(governing, text, place, end)
        if length and (text[place + length : place + length + 1] in NOUN_SUFFIXES or text[place - 1 : place] in "将把"):
            length = 0
        if not length and verb_start == verb_end and text[place - 1 : place] not in "将把":
            length = tokens.verb_at(text, place, end)
            if text[place + length : place + length + 1] in NOUN_SUFFIXES:
                length = 0
        if not length or attribute_heads().fullmatch(text, place + length, end):
            return place, verb_start, verb_end
        if place + length >= end and verb_end > verb_start and place > verb_end:
            # a nominal verb as the whole object: 完成投资, 组织征地
            return place, verb_start, verb_end
        if verb_end == place and verb_end > verb_start:
            verb_end = place + length
        else:
            verb_start, verb_end = place, place + length
        place += length


def _strip_place(text: str, place: int, end: int) -> int:
    match = PLACE_LEAD.match(text, place, end)
    if not match:
        return place
    if text[match.end() - 1] == "面":
        return match.end()
    return match.end() if end - match.end() >= 2 else place


def _after_preposition(text: str, place: int, end: int, tokens: Tokens) -> int:
    index = tokens.from_place(place)
    words = tokens.words
    last = place
    while index < len(words) and words[index].start < end:
        word = words[index]
        if (
            word.start >= place and word.end < end and word.pos == "p"
            and text[word.start : word.end] in PREPOSITIONS
            and not (text[word.start] == "比" and text[word.start - 1] in "占对")
        ):  # fmt: skip
            last = word.end
        index += 1
    return last


def find_right_noun(
    text: str, start: int, end: int, tokens: Tokens, *, governed: bool, pressed: bool = False, person: bool = False,
    more: bool = False,
) -> tuple[int, int]:
    """The name that begins at `start`; empty when a predicate stands there at once.

    `governed` says that a verb before the number has it as its object: then a verb at the very end is nominal.
    `more` says that another number follows in the clause, `pressed` that another number follows in this window with a name of its own before it.
    """
    limited = LIMITED.match(text, start, end)
    place = limited.end() if limited else start
    while place < end and text[place] in "的余多 \u3000":
        place += 1
    first = place
    if BARRED_RIGHT.match(text, place, end) or text[place : place + 1] in ("”", "’", "》", "」"):
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
        tag = word.pos
        if text[low] in "“《「":
            closing = text.find({"“": "”", "《": "》", "「": "」"}[text[low]], low, end)
            if low < closing <= low + 40:
                place = stop = closing + 1
                seen = True
                continue
        if text[low] in "”》」）)":
            break
        if text[low] in OPEN:
            closing = _closing(text, low, end)
            if closing - low > 20 and seen:
                break
            place = closing
            stop = closing if seen else stop
            continue
        if (tag == "t" and not seen) or (
            seen and high - low > 1 and text[low:high] in manner and tag not in NAMING_TAGS
        ):
            break
        if text[low] == "、" and (not seen or not _continues(text, first, high, end, more)):
            break
        if person and seen and text[low] == "的":
            break
        if seen or tag[0] in "vdpc":
            length = longest_at(light, text, low, end)
            if length and not _nominal(text, low + length, end, words, index, word, governed, seen):
                break
        if pressed and seen and (tag == "v" or text[low:high] in governing):
            break
        if tag in {"d", "p", "ad", "zg", "u", "ul", "uj", "y"} and text[low:high] not in {"的", "等"}:
            if seen or tag in {"d", "p"}:
                break
        elif tag == "v" and high - low > 1 and not _nominal(text, high, end, words, index, word, governed, seen):
            break
        elif tag == "c" and text[low:high] not in {"和", "及", "与", "以及", "或"}:
            break
        seen = True
        place = stop = high
    return first, _right_stop(text, first, stop, pressed)


def _right_stop(text: str, first: int, stop: int, pressed: bool) -> int:
    """The end of a name without what hangs on: a second, longer member; a negation; particles."""
    negation = NEGATION.search(text, first, stop)
    if negation:
        stop = negation.start()
    if pressed:
        listing = LAST_LISTING.search(text, first + 1, stop)
        if listing:
            stop = listing.start()
    for mark in ("以及", "和", "及"):
        place = text.find(mark, first + 2, stop)
        if place > 0 and (stop - place > place - first + 4) and text[place + 1 : place + 3] not in {"以上", "以下"}:
            stop = place
            break
    while stop > first and text[stop - 1] in "的了、和及与等 \u3000":
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
    return len(rest) <= 6 and not any(mark in rest for mark in "、和及") and not any(c.isdigit() for c in rest)


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
    if word.pos == "vn":
        return True
    if text[word.start : word.end] in light_words():
        return False
    if not seen and following.startswith("v") and index + 1 < len(words) and words[index + 1].start < end:
        # 建档立卡户
        following = words[index + 1].pos
    return following.startswith(("n", "vn", "j")) or (governed and following in {"vn", "v"} and words[index].end >= end)


def split_members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a coordination: 主营业务收入和税收收入; 引领型、规范型及以上、提升型及以上比例."""
    members: list[tuple[int, int]] = []
    place = start
    for match in SHARED.finditer(text, start, end):
        if match["mark"]:
            members.append((place, match.start()))
            place = match.end()
    members.append((place, end))
    return [(low, high) for low, high in members if low < high]
