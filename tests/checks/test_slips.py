"""Common slips of the pen, row by row of the lexicon."""

from __future__ import annotations

import pytest

from extractors.checks.slips import check_common_slips
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
