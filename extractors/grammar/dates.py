"""Dates and years as offices print them, and the years of a five-year plan.

Reads 2023年2月17日, 二〇二三年二月十七日, 2023-02-17, 2023.2.17, 2023年2月, 2022年度, “十四五”时期.
Leaves relative words (今年, 去年, 年底前): what they mean depends on the document.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

DIGITS: Final = str.maketrans("〇○Ｏ零一二三四五六七八九０１２３４５６７８９", "0000123456789" + "0123456789")

# 2023年2月17日 | 2023 年 2 月 | 2023-02-17 | 2023.2.17 | 2023/2/17
ARABIC_DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:"
    r"年\s?(?P<month>1[0-2]|0?[1-9])\s?月(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日)?"
    r"|(?P<dash>[-./])(?P<month2>1[0-2]|0?[1-9])(?P=dash)(?P<day2>3[01]|[12]\d|0?[1-9])(?!\d)"
    r")"
)
# 二〇二三年二月十七日 | 二○二三年十二月
CHINESE_DATE: Final = re.compile(
    r"(?P<year>[二一][〇○Ｏ零九][〇○Ｏ零一二三四五六七八九]{2})\s?年\s?"
    r"(?P<month>十[一二]?|[一二三四五六七八九])\s?月"
    r"(?:\s?(?P<day>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])\s?日)?"
)
# 2022年 | 2022年度 | 二〇二二年 | 2022—2023学年 (its first year) | 2022工作总结
YEAR: Final = re.compile(
    r"(?<![\d.])(?P<arabic>(?:19|20)\d\d)(?=\s?年|[-—–~至]\s?(?:19|20)\d\d\s?学?年|工作|[上下]半年|[春秋]季)"
    r"|(?P<chinese>(?:二[〇○Ｏ零]|一九)[〇○Ｏ零一二三四五六七八九]{2})(?=\s?年)"
)
# “十四五”时期 | 十三五 | “十五”期间; the quotes or 时期, 期间, 规划 tell 十五 from a plain number
FIVE_YEAR_PLAN: Final = re.compile(
    r"[“\"「‘](?P<quoted>十?[一二三四五六七八九]五|十五)[”\"」’]"
    r"|(?P<bare>十?[一二三四五六七八九]五|十五)(?=时期|期间|规划)"
    r"|第(?P<counted>十?[一二三四五六七八九]|十)个五年(?=规划|计划)"
)
FIRST_PLAN_YEAR: Final = 1951


class DateMention(NamedTuple):
    """A date with its place; `iso` is as exact as the text."""

    start: int
    end: int
    iso: str


def parse_small_number(text: str) -> int | None:
    """The value of a Chinese numeral below 100: 三, 十二, 二十, 三十一."""
    if not text or any(character not in "零〇一二三四五六七八九十" for character in text):
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(DIGITS)) if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or tens == ten:
        return None
    return (int(tens.translate(DIGITS)) if tens else 1) * 10 + (int(ones.translate(DIGITS)) if ones else 0)


def find_dates(text: str) -> list[DateMention]:
    """Dates with at least year and month, in text order."""
    found = [_arabic_date(match) for match in ARABIC_DATE.finditer(text)]
    found += [_chinese_date(match) for match in CHINESE_DATE.finditer(text)]
    return sorted(found)


def _arabic_date(match: re.Match[str]) -> DateMention:
    month = match["month"] or match["month2"]
    day = match["day"] or match["day2"]
    return _mention(match, int(match["year"]), int(month), int(day) if day else None)


def _chinese_date(match: re.Match[str]) -> DateMention:
    day = parse_small_number(match["day"]) if match["day"] else None
    month = parse_small_number(match["month"]) or 0
    return _mention(match, int(match["year"].translate(DIGITS)), month, day)


def _mention(match: re.Match[str], year: int, month: int, day: int | None) -> DateMention:
    iso = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    return DateMention(match.start(), match.end(), iso)


def find_years(text: str) -> list[int]:
    """The years printed in the text, in text order: 2022年, 二〇二二年, 2022—2023学年."""
    return [int((match["arabic"] or match["chinese"]).translate(DIGITS)) for match in YEAR.finditer(text)]


def find_plan_spans(text: str) -> list[tuple[int, int]]:
    """First and last year of every five-year plan named: “十四五” is (2021, 2025)."""
    spans = []
    for match in FIVE_YEAR_PLAN.finditer(text):
        name = match["quoted"] or match["bare"]
        if match["counted"]:
            number = parse_small_number(match["counted"])
        else:
            number = parse_small_number(name[:-1]) if name != "十五" else 10
        if number is not None and number >= 6:
            first = FIRST_PLAN_YEAR + 5 * number
            spans.append((first, first + 4))
    return spans
