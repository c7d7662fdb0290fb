"""For which year a number speaks, decided by the part it stands in and the words of time before it.

summary of 2022, 全年新增学位900个,比上年增加120个   →  2022; base period 2021
plan for 2023, 到2025年覆盖率达到90%                →  2025
work report, review part of 2022, 今年              →  the year of the speech, 2023
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from extractors.grammar.periods import PeriodPhrase, resolve_period
from extractors.statements.clauses import Clause
from extractors.statements.readings import Reading

RESPECTIVELY: Final = re.compile(r"分别")
YEARLY: Final = re.compile(r"年均|递增|每年")


class Setting(NamedTuple):
    """The part of a document that a sentence stands in."""

    part: str | None
    period: int | None
    speech_year: int | None
    background: bool
    """True in front matter, glossaries and attachments: nothing there is reported or promised."""


class Timing(msgspec.Struct, frozen=True, gc=False):
    """Period of a statement, and the words that set it."""

    period: int | None
    first: int | None
    words: str | None
    until: bool
    base: int | None
    own: bool = False
    """True when the words of time stand in the clause itself."""


def find_timing(
    text: str, phrases: Sequence[PeriodPhrase], clause: Clause, reading: Reading, place: int, setting: Setting
) -> Timing:
    """Period and base period of the number at `place`."""
    timing = _find_timing(text, phrases, clause, reading, place, setting)
    if phrases and timing.first is None and timing.period is not None:
        compared = [phrase for phrase in phrases if phrase.compared and phrase.start < clause.start]
        since = _year(compared[-1], setting) if compared else None
        if since is not None and since < timing.period - 1 and YEARLY.search(text, *reading.window):
            # 比2005年增长65.5%，年均增长10.6%: the mean of the years after 2005
            return msgspec.structs.replace(timing, first=since + 1)
    return timing


def _find_timing(
    text: str, phrases: Sequence[PeriodPhrase], clause: Clause, reading: Reading, place: int, setting: Setting
) -> Timing:
    """Period and base period by the words of time before the number."""
    governing: PeriodPhrase | None = None
    row: list[PeriodPhrase] = []
    base: int | None = None
    for phrase in phrases:
        if phrase.start >= place:
            break
        if phrase.compared:
            if phrase.start >= clause.start and _in_comparison(phrase, reading):
                base = _year(phrase, setting)
            continue
        if phrase.origin and (reading.tail is None or reading.tail.kind != "from"):
            continue
        if phrase.start >= clause.start or (
            (not phrase.until or _stands_alone(text, phrase)) and _opens_clause(text, phrase)
        ):
            joined = governing is not None and text[governing.end : phrase.start] in {"、", "和", "及"}
            row = [*row, phrase] if joined else [phrase]
            governing = phrase
    if (
        governing is not None
        and 1 < len(row) == reading.members
        and RESPECTIVELY.search(text, governing.end, place)
    ):
        # 2020年、2021年的支出分别为A、B
        governing = row[reading.member]
    if base is None and reading.compared[0] < reading.compared[1]:
        words = text[reading.compared[0] : reading.compared[1]]
        if "同比" in words or "同期" in words or words.endswith(("上年", "去年")):
            base = setting.period - 1 if setting.period is not None else None
    if governing is None:
        return Timing(setting.period, None, None, False, base)
    period, first = _resolve(governing, setting)
    if period is None:
        return Timing(setting.period, None, None, False, base)
    apart = reading.members > 1 and RESPECTIVELY.search(text, governing.end, place)
    if apart and first is not None and period - first + 1 == reading.members:
        # 2019—2021年的支出分别为A、B、C: a year each
        period, first = first + reading.member, None
    # words of an earlier sentence are not this statement's own
    words = text[governing.start : governing.end]
    return Timing(period, first, words, governing.until, base, governing.start >= clause.start)


def _in_comparison(phrase: PeriodPhrase, reading: Reading) -> bool:
    """True when the words of comparison are this number's, or those it shares: 比2006年分别增加13家、14家."""
    return reading.compared[0] <= phrase.start < reading.compared[1] or phrase.start >= reading.window[0] - 1


def _year(phrase: PeriodPhrase, setting: Setting) -> int | None:
    return _resolve(phrase, setting)[0]


def _resolve(phrase: PeriodPhrase, setting: Setting) -> tuple[int | None, int | None]:
    """Last and first year of the phrase; 过去一年 in a plan is the year before it."""
    last, first = resolve_period(phrase, period=setting.period, speech_year=setting.speech_year)
    if phrase.span == 1 and setting.part == "plan" and last is not None:
        return last - 1, first
    return last, first


def _stands_alone(text: str, phrase: PeriodPhrase) -> bool:
    """True for 到2025年, with nothing else in its clause: the term holds for what follows."""
    return text[phrase.end : phrase.end + 1] in "，,底末" and text[phrase.end : phrase.end + 2] != "底前"


def _opens_clause(text: str, phrase: PeriodPhrase) -> bool:
    return phrase.start == 0 or text[phrase.start - 1] in "，,；;：:。！？\n到至 \u3000—"
