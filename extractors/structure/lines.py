"""Lines of the text with their place, and what one looks like: date, salutation, page furniture."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from extractors.grammar.dates import find_dates
from extractors.lexicons import load

LINE: Final = re.compile(r"[^\n]+")
INNER_BLANKS: Final = re.compile(r"[\s\u3000\u200b\u200d\ufeff]+")
# 各中小学、幼儿园，各直属单位： | 各位代表：
SALUTATION: Final = re.compile(r"(?:各|尊敬的|同志们|市|区|县|省|局|机关)[^。！？]{0,150}[：:]")
# 现在，我代表区政府，向大会报告工作，请予审议…
OPENING: Final = re.compile(
    r"(?:现在|下面)[，,]?(?:请允许)?我(?:谨)?(?:代表|受)|我受[^。]{1,30}委托|根据会议安排"
)
# 2023年1月13日在某县第三届人民代表大会第三次会议上
MEETING: Final = re.compile(r"在[^。]{2,60}(?:大会|会议|全会|常委会)|会议上")
# （此件公开发布） | （草案） | （审议稿）
BRACKETED: Final = re.compile(r"[（(【\[][^（）()]{1,40}[)）】\]]")
# 2023年… | 1998-… | 二〇二三年… | 一九九八年…
DATE_OPENS: Final = frozenset("12一二")
SENTENCE_MARK: Final = re.compile(r"[。！？；]")


# 第一章 总则……………3 in a table of contents
PAGE_NUMBER: Final = re.compile(r"[.．·…\s]*\d{0,3}$")


class Line(msgspec.Struct, frozen=True, gc=False):
    """A line that is not blank. `start` is where the line begins, `text` has no blanks at its ends."""

    start: int
    end: int
    text: str


def find_lines(text: str) -> list[Line]:
    """The lines that are not blank, in text order."""
    return [
        Line(match.start(), match.end(), stripped)
        for match in LINE.finditer(text)
        if (stripped := match[0].strip(" \t\r\u3000\u00a0\u200b\u200d\ufeff\x0b\x0c"))
    ]


def join_letters(text: str) -> str:
    """A title without the blanks that space its characters out: 政 府 工 作 报 告."""
    return INNER_BLANKS.sub("", text)


@cache
def _furniture(place: str) -> re.Pattern[str]:
    words = sorted(load("structure")["furniture"][place], key=len, reverse=True)
    spaced = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return re.compile(rf"[\[【（(]?\s*(?:{spaced})")


def is_head_furniture(text: str) -> bool:
    """True for a line of the web page above a text: source, font size, date of publication."""
    return len(text) <= 120 and _furniture("head").match(text) is not None


def is_tail_furniture(text: str) -> bool:
    """True for a line of the web page below a text."""
    return len(text) <= 60 and _furniture("tail").match(text) is not None


def is_date_line(text: str) -> bool:
    """True for a line that is a date and nothing else, in brackets or not."""
    bare = join_letters(text).strip("（）()—－-")
    if bare[:1] not in DATE_OPENS:
        return False
    dates = find_dates(bare)
    return len(dates) == 1 and dates[0].start == 0 and dates[0].end >= len(bare) - 3


def is_salutation(text: str) -> bool:
    """True for the line that names whom the text is addressed to."""
    return SALUTATION.fullmatch(text) is not None or (len(text) <= 16 and text.startswith(("各位", "同志们")))


def is_front_line(text: str) -> bool:
    """True for a line that belongs above the body: date, meeting, speaker, salutation, furniture."""
    if is_head_furniture(text) or is_date_line(text) or is_salutation(text) or OPENING.match(text):
        return True
    if BRACKETED.fullmatch(text):
        return True
    if len(text) <= 90 and MEETING.search(text) and find_dates(text):
        return True
    return len(text) <= 40 and SENTENCE_MARK.search(text) is None


def end_of_contents(lines: list[Line], index: int) -> int:
    """Where a table of contents that begins at the line ends: where its first entry comes again.

    The index itself when no table of contents begins there.
    """
    if join_letters(lines[index].text) != "目录" or index + 1 >= len(lines):
        return index
    first = PAGE_NUMBER.sub("", join_letters(lines[index + 1].text))
    for again in range(index + 2, len(lines)):
        if PAGE_NUMBER.sub("", join_letters(lines[again].text)) == first:
            return again
    return index
