"""Finding words again: the same place after edits, or none rather than a wrong one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.anchors import Place, find_place, make_anchor

TEXT = "新增公办园3所、民办园2所。\n新增公办园3所,改建2所;另有3所。\n"


def find(text: str, anchor: dict[str, Any], hint: int | None = None) -> Place | None:
    place = anchor["place"] if hint is None else hint
    return find_place(text, quote=anchor["quote"], before=anchor["before"], after=anchor["after"], hint=place)


def test_words_keep_to_their_line() -> None:
    start = TEXT.index("改建")
    assert make_anchor(TEXT, start, start + 2) == {
        "quote": "改建",
        "before": "新增公办园3所,",
        "after": "2所;另有3所。",
        "place": start,
    }


@given(st.data())
def test_every_place_is_found_again(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="甲乙1所,\n", min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor: Any = make_anchor(text, start, end)
    found = find(text, anchor)
    if not (anchor["before"] or anchor["after"]) and text.count(anchor["quote"]) > 1:
        assert found is None
    else:
        assert found == Place(start, end)


@pytest.mark.parametrize("before", ["", "前言一段。\n", "很长的话。" * 50 + "\n"])
def test_text_put_in_before_moves_the_place(before: str) -> None:
    for at in (i for i in range(len(TEXT)) if TEXT.startswith("3所", i)):
        anchor: Any = make_anchor(TEXT, at, at + 2)
        assert find(before + TEXT, anchor) == Place(at + len(before), at + len(before) + 2)


@pytest.mark.parametrize(
    ("text", "quote", "before", "after"),
    [
        ("新建5所幼儿园", "6所", "新建", "幼儿园"),
        ("共3所,又3所", "3所", "新增公办园", "。"),
        ("天气很好3所和别的", "3所", "新增公办幼儿园", "、民办园2所"),
        ("", "3所", "", ""),
        ("3所", "", "", ""),
    ],
    ids=["other words", "two that fit badly", "nothing around it", "empty text", "no words"],
)
def test_a_doubtful_place_is_no_place(text: str, quote: str, before: str, after: str) -> None:
    assert find_place(text, quote=quote, before=before, after=after, hint=0) is None
