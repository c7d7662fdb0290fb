"""Common slips of the pen, row by row of the lexicon."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.checks.slips import check_common_slips, check_words, find_twice
from extractors.lexicons import load
from tests.checks.reading import read

ROWS = [(wrong, *row) for table in ("word", "before_time") for wrong, row in load("slips")[table].items()]


@pytest.mark.parametrize(("wrong", "right", "example"), ROWS)
def test_a_row_finds_its_slip_and_nothing_when_it_is_mended(wrong: str, right: str, example: str) -> None:
    text = "柳河区教育局2022年工作总结\n一、主要成效\n"
    (doubt,) = check_common_slips(read(text + example))
    ((start, end),) = doubt.places
    assert (text + example)[start:end] == wrong
    assert right in doubt.suggestion
    assert check_common_slips(read(text + example.replace(wrong, right))) == []


@pytest.mark.parametrize(
    "passed",
    [
        "让幼儿园满意、家长放心。",
        "实现智慧校园满覆盖。",
        "招聘报名截止3月1日。",
        "申报截止目前还有两周。",
        "自己经营劳动基地。",
    ],
)
def test_words_that_only_hold_the_characters_are_passed_over(passed: str) -> None:
    assert check_common_slips(read("柳河区教育局2022年工作总结\n一、主要成效\n" + passed)) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("完成改造改造任务。", "改造改造"),
        ("加快城乡城乡建设。", "城乡城乡"),
        ("做好妇女儿童儿童工作。", "儿童儿童"),
        ("引进博士博士后人才。", None),
        ("培育产业创业创新平台。", None),
        ("一锤一锤抓好落实。", None),
        ("实验小学小学部投用。", None),
    ],
)
def test_a_word_told_twice(sentence: str, told: str | None) -> None:
    text = "柳河区教育局2022年工作总结\n一、主要成效\n" + sentence
    found = [text[slice(*doubt.places[0])] for doubt in check_words(read(text))]
    assert found == ([told] if told else [])


@given(st.text(alphabet="甲乙丙丁1. \n“𠀀\ud800一鿿"))
def test_words_told_twice_are_all_seen(text: str) -> None:
    found = [match.span() for match in find_twice(text)]
    assert found == [match.span() for match in re.finditer(r"([一-鿿]{2,5})\1", text)]


def test_most_texts_say_nothing_twice() -> None:
    text = "全年投入10000万元，改造校园20所，受益学生比上年多三千余名，群众满意。\n\n\n\n" * 40
    assert not list(find_twice(text))
    assert [match.span() for match in find_twice("“𠀀”改造改造")] == [(3, 7)]
