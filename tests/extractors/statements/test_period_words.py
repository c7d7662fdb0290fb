"""Words that name a period: what each says, and which year it is where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.grammar.periods import PeriodPhrase, find_period_phrases, resolve_period
from extractors.lexicons import load

# words, how they stand (compared, until, origin), last and first year in a part of 2022 spoken in 2023
PHRASES: list[tuple[str, str, str, tuple[int | None, int | None]]] = [
    ("2021年新建学校3所。", "2021年", "", (2021, None)),
    ("比2019年提升5个百分点。", "2019年", "compared", (2019, None)),
    ("到2025年达到90%。", "2025年", "until", (2025, None)),
    ("从2018年的6个增至9个。", "2018年", "origin", (2018, None)),
    ("二〇二一年招生900人。", "二〇二一年", "", (2021, None)),
    ("2020—2022年累计投入3亿元。", "2020—2022年", "", (2022, 2020)),
    ("2022—2023学年招生900人。", "2022—2023学年", "", (2023, 2022)),
    ("去年招生900人。", "去年", "", (2022, None)),
    ("今年计划招生900人。", "今年", "", (2023, None)),
    ("较上年增长3%。", "上年", "compared", (2021, None)),
    ("五年来新增学位9000个。", "五年来", "", (2022, 2018)),
    ("过去三年投入2亿元。", "过去三年", "", (2022, 2020)),
    ("今后五年新增学位9000个。", "今后五年", "", (2027, 2023)),
    ("“十四五”期间新增学位9000个。", "“十四五”期间", "", (2025, 2021)),
    ("是“十五”时期的2倍。", "“十五”时期", "compared", (2005, 2001)),
]


def phrases_of(text: str) -> list[PeriodPhrase]:
    return find_period_phrases(text)


@pytest.mark.parametrize(("text", "words", "stands", "years"), PHRASES, ids=[row[1] for row in PHRASES])
def test_a_period(text: str, words: str, stands: str, years: tuple[int | None, int | None]) -> None:
    (phrase,) = phrases_of(text)
    assert text[phrase.start : phrase.end] == words
    assert {name for name in ("compared", "until", "origin") if getattr(phrase, name)} == set(stands.split())
    assert resolve_period(phrase, period=2022, speech_year=2023) == years


@pytest.mark.parametrize(
    "text",
    [
        "12月15日召开会议。",
        "全年招生900人。",
        "一年级新生900人。",
        "五育并举。",
        "建校110年。",
        "中学前三名。",
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert phrases_of(text) == []


def test_without_a_year_nothing_is_guessed() -> None:
    for text in ("去年招生900人。", "五年来招生900人。", "较上年增长3%。"):
        (phrase,) = phrases_of(text)
        assert resolve_period(phrase, period=None, speech_year=None) == (None, None)


ROWS: list[dict[str, Any]] = [*load("periods")["relative"]["words"], *load("periods")["plans"]["words"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["word"])
def test_the_example_of_a_row(row: dict[str, Any]) -> None:
    phrase = phrases_of(row["example"])[0]
    assert row["word"] in row["example"][phrase.start : phrase.end]
    if "first" in row:
        assert (phrase.first, phrase.year) == (row["first"], row["last"])
    else:
        assert (phrase.offset, phrase.from_speech) == (row["offset"], row["from"] == "speech")
