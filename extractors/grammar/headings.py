"""Headings as official texts number them, read from one line.

"（二）强化要素保障，营造和谐环境。全年投入…" is number （二）, title 强化要素保障，营造和谐环境;
"3. 校园安全形成合力。2022年…" is number 3. with the text run in on the same line.
A short sentence without number that opens a long paragraph (加快项目建设。开展…) may head it as well.
Leaves enumerations inside the text: 一是, 一要, 首先, 第一，.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final, NamedTuple

from extractors.grammar.dates import parse_small_number

CHINESE_NUMBER: Final = "[一二三四五六七八九十百]{1,4}"
BLANK: Final = r"[ \t\u3000\u00a0]"
TITLE_LIMIT: Final = 60
"""A first sentence longer than this is an item of its own, not the title of what follows."""
RUN_IN_LIMIT: Final = 18
"""A title without number is this short at most: 加快项目建设。开展…"""
RUN_IN_REACH: Final = RUN_IN_LIMIT + 4
"""So far at most goes such a title with a number (一是) and its full stop."""


class HeadingKind(IntEnum):
    """Kinds of heading from the widest to the narrowest."""

    PART = 0
    CHAPTER = 1
    NAMED = 2
    ARTICLE = 3
    CHINESE = 4
    CHINESE_BRACKETED = 5
    ARABIC = 6
    DECIMAL = 7
    ARABIC_BRACKETED = 8
    CIRCLED = 9
    DASH = 10
    RUN_IN = 11


class HeadingMark(NamedTuple):
    """A heading at the start of a line. Offsets are in the line."""

    kind: HeadingKind
    number: str | None
    ordinal: int | None
    start: int
    title_start: int
    title_end: int
    """Equal to `title_start` when the line prints no title."""


# 第一部分 2022年工作总结 | 第三篇 | 第二章 总体要求 | 第一节
DIVISION = rf"第\s?(?P<division>{CHINESE_NUMBER}|\d{{1,2}})\s?(?P<division_word>部分|篇|编|章|节)"
# 一、 | 十一、 | 一． | 一 、
CHINESE = rf"(?P<chinese>{CHINESE_NUMBER}){BLANK}?[、．.]"
# （一） | (十二)、 | 一） | ㈠
CHINESE_BRACKETED = (
    rf"(?:[（(]{BLANK}?(?P<bracketed>{CHINESE_NUMBER}){BLANK}?[)）]|(?P<half>{CHINESE_NUMBER})[)）]"
    r"|(?P<ring>[㈠-㈩]))[、．.]?"
)
# 1. | 12、 | 1．2023年… (a full year may follow the dot, another digit may not) | ⒈
ARABIC = (
    r"(?:(?P<arabic>\d{1,2})[.．、](?!\d)|(?P<before_year>\d{1,2})[.．、](?=(?:19|20)\d\d\s?年)"
    r"|(?P<dotted>[⒈-⒛]))"
)
# 1.1 总体目标 | 2.3.1、
DECIMAL = rf"(?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?:{BLANK}+|、)(?=[\u4e00-\u9fff“《])"
# （1） | (12) | 3） | ⑴
ARABIC_BRACKETED = (
    r"(?:[（(](?P<arabic_bracketed>\d{1,2})[)）]|(?P<arabic_half>\d{1,2})[)）]"
    r"|(?P<arabic_ring>[⑴-⒇]))[、．.]?"
)
CIRCLED = r"(?P<circled>[①-⑳])"
# ——抓园区上项目，协同发展成效显著。 | --经济运行稳中有升
DASH = r"(?P<dash>[—－―–]{1,4}|-{2,4})(?=[^\d\s—－―–-])"

NUMBER: Final = re.compile(
    rf"(?P<lead>[\s\u3000\u200b\u200d\ufeff]*)"
    # what they all begin with: most lines of a text do not
    r"(?=[第一二三四五六七八九十百（(㈠-㈩\d⒈-⒛⑴-⒇①-⑳—－―–-])"
    rf"(?:{DIVISION}|{CHINESE}|{CHINESE_BRACKETED}|{DECIMAL}|{ARABIC}|{ARABIC_BRACKETED}|{CIRCLED}|{DASH})"
    rf"{BLANK}*[:：]?{BLANK}*"
)
SENTENCE_END: Final = re.compile(r"[。！!？?；;](?![”’」』])")
LABEL_END: Final = re.compile(r"[：:]")
# 加快项目建设。开展… | 一是坚持依法行政。坚持…: short, no comma, no figure, and much text after it
RUN_IN: Final = re.compile(
    rf"[\s\u3000]*(?P<number>[一二三四五六七八九十]{{1,2}}是)?(?P<title>[^，,。！!？?；;：:\d\s]{{2,{RUN_IN_LIMIT}}})。(?=.{{30}})"
)
# 各位代表！ | 同志们， | 同时，我们也清醒地看到: the speaker turns to the whole again
ADDRESS: Final = re.compile(
    r"[\s\u3000]*(?:(?:各位|尊敬的)(?:代表|委员|领导|同志|来宾|老师|同事)|同志们|代表们|(?:在)?(?:肯定|看到)?取?得?成绩的同时"
    r"|同时，我们(?:也|还|必须|要)?(?:也|还)?(?:清醒|深知|看到|认识))"
)
# 三、四线城市 | 二、三产业 | 三、四年级: a list, not a heading; but 一、三年来, 二、二〇二三年, 三、三大任务
NUMBER_AGAIN: Final = re.compile(r"[二三四五六七八九](?![〇○零个大是]|年(?!级))")
RING_STARTS: Final = {"ring": "㈠", "dotted": "⒈", "arabic_ring": "⑴", "circled": "①"}


def find_heading(line: str) -> HeadingMark | None:
    """The numbered or dashed heading that the line starts with, None when there is none."""
    match = NUMBER.match(line)
    if match is None:
        return None
    kind, name = _kind_of(match)
    digits = match[name]
    start = match.end("lead")
    title_start = match.end()
    title_end = _title_end(line, title_start)
    if kind is HeadingKind.CHINESE and NUMBER_AGAIN.match(line, title_start):
        return None
    return HeadingMark(
        kind=kind,
        number=line[start:title_start].strip().rstrip(":：").strip(),
        ordinal=_ordinal(name, digits),
        start=start,
        title_start=title_start,
        title_end=title_end,
    )


def _kind_of(match: re.Match[str]) -> tuple[HeadingKind, str]:
    name = match.lastgroup or ""
    if name == "division_word":
        return DIVISION_KINDS.get(match[name], HeadingKind.PART), "division"
    return GROUP_KINDS[name], name


DIVISION_KINDS: Final = {"章": HeadingKind.CHAPTER, "节": HeadingKind.ARTICLE}
GROUP_KINDS: Final = {
    "chinese": HeadingKind.CHINESE,
    "bracketed": HeadingKind.CHINESE_BRACKETED,
    "half": HeadingKind.CHINESE_BRACKETED,
    "ring": HeadingKind.CHINESE_BRACKETED,
    "arabic": HeadingKind.ARABIC,
    "before_year": HeadingKind.ARABIC,
    "dotted": HeadingKind.ARABIC,
    "decimal": HeadingKind.DECIMAL,
    "arabic_bracketed": HeadingKind.ARABIC_BRACKETED,
    "arabic_half": HeadingKind.ARABIC_BRACKETED,
    "arabic_ring": HeadingKind.ARABIC_BRACKETED,
    "circled": HeadingKind.CIRCLED,
    "dash": HeadingKind.DASH,
}


def _ordinal(name: str, digits: str) -> int | None:
    if name in RING_STARTS:
        return ord(digits) - ord(RING_STARTS[name]) + 1
    if name == "decimal":
        return int(re.split(r"[.．]", digits)[-1])
    if name == "dash":
        return None
    return int(digits) if digits.isascii() else parse_small_number(digits)


def _title_end(line: str, title_start: int) -> int:
    """End of the title: before the first full stop, or before a colon that closes a short label."""
    stop = SENTENCE_END.search(line, title_start)
    end = stop.start() if stop else len(line.rstrip())
    label = LABEL_END.search(line, title_start, min(end, title_start + 16))
    if label and label.start() > title_start:
        end = label.start()
    return end if title_start < end <= title_start + TITLE_LIMIT else title_start


def find_run_in_title(line: str) -> HeadingMark | None:
    """A short sentence without number that heads a long paragraph: 加快项目建设。开展…"""
    if line.find("。", 0, RUN_IN_REACH) < 0 and not line[:1].isspace():
        return None
    match = RUN_IN.match(line)
    if match is None or ADDRESS.match(line):
        return None
    return HeadingMark(
        kind=HeadingKind.RUN_IN,
        number=match["number"],
        ordinal=None,
        start=match.start("number") if match["number"] else match.start("title"),
        title_start=match.start("title"),
        title_end=match.end("title"),
    )


def turns_to_audience(line: str) -> bool:
    """True for a paragraph that speaks to the whole audience and so ends the item before it."""
    return ADDRESS.match(line) is not None
