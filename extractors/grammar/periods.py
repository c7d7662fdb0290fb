"""Words that name a period: 到2025年, 去年, “十四五”期间, 过去五年, 2022—2023学年.

    全年新增学位900个,比上年增加120个。      →  上年, one year before, after 比
    到2025年覆盖率达到90%。                  →  2025, as a term (到)

Finds the words and what they say; which year 去年 is depends on where it stands and is decided by
`resolve_period`. Months and days without a year are left: they do not change the year.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from extractors.lexicons import load

CHINESE_DIGITS: Final = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
LONGEST_PHRASE: Final = 20
"""No phrase has more characters: 截止到2019年—2021学年, 相较于“十四五”时期."""
COUNT_WORDS: Final = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


class PeriodPhrase(msgspec.Struct, frozen=True, kw_only=True):
    """A period named in the text. Years are set when the words alone give them."""

    start: int
    end: int
    year: int | None = None
    first: int | None = None
    offset: int | None = None
    """Years from the current one, when the words are relative (去年 −1)."""
    span: int | None = None
    """Number of years up to (negative: from) the current one: 五年来 5, 今后五年 −5."""
    from_speech: bool = False
    compared: bool = False
    """True after 比, 较, 与…相比, 是: the period of comparison, not of the statement."""
    until: bool = False
    """True after 到, 至: a term."""
    origin: bool = False
    """True after 从, 由: when a change started."""


@cache
def _pattern() -> re.Pattern[str]:
    lexicon = load("periods")
    relative = "|".join(
        re.escape(row["word"])
        for row in sorted(lexicon["relative"]["words"], key=lambda row: -len(row["word"]))
    )
    plans = "|".join(
        (f'[“"]{row["word"]}[”"]' if row["quoted"] else f'[“"]?{row["word"]}[”"]?')
        for row in sorted(lexicon["plans"]["words"], key=lambda row: -len(row["word"]))
    )
    # a set of first characters passes most places by
    firsts = "".join(sorted({row["word"][0] for row in lexicon["relative"]["words"]}))
    return re.compile(
        rf"(?=[与同比较相是到至截从自由12“\"十二过最近这前今未接后{''.join(COUNT_WORDS)}{firsts}])"
        r"(?P<before>(?:与|同|(?<![占对])比|较|相较于|是)|(?:到|至|截至|截止到?|截止)|(?:从|自|由))?"
        r"(?:"
        r"(?P<range_first>(?:19|20)\d\d)年?[-—–－~～至到](?P<range_last>(?:19|20)\d\d)(?:学年|年)"
        r"|(?P<year>(?:19|20)\d\d)(?:年|学年)"
        r"|(?P<chinese_year>二[〇零○]一?[〇零○一二三四五六七八九]{1,2})年"
        rf"|(?:{plans})(?:时期|期间|期末|末|以来)?"
        rf"|(?P<relative>{relative})"
        r"|(?P<past>(?:过去|最近|近|这|(?<!学)前)(?P<past_count>[一二两三四五六七八九十])年|(?P<years_count>[一二两三四五六七八九十])年来)"
        r"|(?P<coming>(?:今后|未来|接下来|后)(?P<coming_count>[一二两三四五六七八九十])年)"
        r")"
    )


@cache
def _plan_years() -> dict[str, tuple[int, int]]:
    return {row["word"]: (row["first"], row["last"]) for row in load("periods")["plans"]["words"]}


@cache
def _relative_words() -> dict[str, tuple[int, bool]]:
    return {
        row["word"]: (row["offset"], row["from"] == "speech") for row in load("periods")["relative"]["words"]
    }


_PLAN_WORD: Final = re.compile(r"十[一二三四五]?五")


def find_period_phrases(text: str, start: int = 0, end: int | None = None) -> list[PeriodPhrase]:
    """All period phrases of `text[start:end]`, in text order."""
    high = len(text) if end is None else end
    # 年 or 五 stands in every phrase: only what lies around the first and the last of them is read
    first, five = text.find("年", start, high), text.find("五", start, high)
    if first < 0 or 0 <= five < first:
        first = five
    if first < 0:
        return []
    last = max(text.rfind("年", first, high), text.rfind("五", first, high))
    stretch = max(start, first - LONGEST_PHRASE), min(high, last + LONGEST_PHRASE)
    return [_phrase(match) for match in _pattern().finditer(text, *stretch)]


def _phrase(match: re.Match[str]) -> PeriodPhrase:
    before = match["before"] or ""
    year, first, offset, from_speech, span = _told_by(match)
    return PeriodPhrase(
        start=match.start() + len(before),
        end=match.end(),
        year=year,
        first=first,
        offset=offset,
        span=span,
        from_speech=from_speech,
        compared=before in {"与", "同", "比", "较", "相较于", "是"},
        until=before in {"到", "至", "截至", "截止到", "截止"},
        origin=before in {"从", "自", "由"},
    )


def _told_by(match: re.Match[str]) -> tuple[int | None, int | None, int | None, bool, int | None]:
    """Year, first year, offset, whether it counts from the speech, span: what the words of a phrase say."""
    if match["year"]:
        return int(match["year"]), None, None, False, None
    if match["relative"]:
        return None, None, *_relative_words()[match["relative"]], None
    if match["range_last"]:
        return int(match["range_last"]), int(match["range_first"]), None, False, None
    if match["chinese_year"]:
        digits = "".join(CHINESE_DIGITS[character] for character in match["chinese_year"])
        return int(digits) if len(digits) == 4 else None, None, None, False, None
    if match["past"]:
        return None, None, None, False, COUNT_WORDS[match["past_count"] or match["years_count"]]
    if match["coming"]:
        return None, None, None, False, -COUNT_WORDS[match["coming_count"]]
    word = _PLAN_WORD.search(match.group())
    first, last = _plan_years()[word.group()] if word else (None, None)
    return last, first, None, False, None


def resolve_period(
    phrase: PeriodPhrase, *, period: int | None, speech_year: int | None
) -> tuple[int | None, int | None]:
    """Last and first year of the phrase, where it stands in a part of `period` spoken in `speech_year`."""
    if phrase.year is not None:
        return phrase.year, phrase.first
    anchor = speech_year if phrase.from_speech else period
    if phrase.offset is not None and anchor is not None:
        return anchor + phrase.offset, None
    if phrase.span is not None and period is not None:
        if phrase.span == 1:
            return period, None
        if phrase.span > 0:
            return period, period - phrase.span + 1
        first = speech_year if speech_year is not None else period
        return first - phrase.span - 1, first
    return None, None
