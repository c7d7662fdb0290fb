"""The correction file: small, readable, mergeable, and clear about what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from pipeline.errors import ManifestError
from pipeline.review.files import (
    encode_corrections,
    parse_correction,
    read_corrections,
    review_path,
    save_correction,
)
from pipeline.review.records import Correction


def make(id: str, place: int, **more: object) -> Correction:
    fields: dict[str, object] = {"action": "reject", "kind": "quantity", "quote": "3所", **more}
    return msgspec.convert({"id": id, "place": place, **fields}, Correction)


def test_lines_stand_in_text_order_and_read_back() -> None:
    corrections = [make("b", 90), make("a", 7, reason="口径不同", by="王敏"), make("c", 40)]
    lines = encode_corrections(corrections).decode().splitlines()
    assert [parse_correction(line, where="x") for line in lines] == sorted(corrections, key=lambda c: c.place)
    assert '"reason": "口径不同"' in lines[0]


def test_a_saved_decision_replaces_and_a_withdrawal_removes(tmp_path: Path) -> None:
    save_correction(tmp_path, "甲", make("one", 5))
    save_correction(tmp_path, "甲", make("two", 9))
    save_correction(tmp_path, "甲", make("three", 5), replaces="one")
    assert [c.id for c in read_corrections(tmp_path, "甲")] == ["three", "two"]
    withdrawal = Correction(id="w", action="withdraw", kind="record", target="two")
    save_correction(tmp_path, "甲", withdrawal)
    assert [c.id for c in read_corrections(tmp_path, "甲")] == ["three"]


def test_files_from_other_people_are_read_with_it(tmp_path: Path) -> None:
    save_correction(tmp_path, "甲", make("one", 5))
    beside = review_path(tmp_path, "甲").with_name("甲@王敏.jsonl")
    beside.write_bytes(encode_corrections([make("one", 5), make("two", 9)]))
    review_path(tmp_path, "甲乙").write_bytes(encode_corrections([make("other", 1)]))
    assert [c.id for c in read_corrections(tmp_path, "甲")] == ["one", "two"]
    withdrawal = Correction(id="w", action="withdraw", kind="record", target="two")
    save_correction(tmp_path, "甲", withdrawal)
    assert {c.id for c in read_corrections(tmp_path, "甲")} == {"one", "two", "w"}


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert read_corrections(tmp_path, "甲") == ()


WRONG = {
    "not JSON": ("{", "不是一条校核"),
    "an unknown key": ('{"action":"reject","kind":"quantity","quote":"3所","who":"x"}', "who"),
    "an unknown action": ('{"action":"drop","kind":"quantity","quote":"3所"}', "drop"),
    "no words": ('{"action":"reject","kind":"quantity"}', "quote"),
    "a wrong code": (
        '{"action":"change","kind":"statement","quote":"3所","fields":{"role":"goal"}}',
        "goal",
    ),
    "a field of another kind": (
        '{"action":"change","kind":"quantity","quote":"3所","fields":{"role":"target"}}',
        "role",
    ),
    "a word for a number": (
        '{"action":"change","kind":"quantity","quote":"3所","fields":{"value":"三"}}',
        "三",
    ),
    "an endless number": (
        '{"action":"change","kind":"quantity","quote":"3所","fields":{"value":"NaN"}}',
        "NaN",
    ),
    "one school": ('{"action":"join","kind":"school","names":["甲小学"]}', "两个名称"),
    "nothing to withdraw": ('{"action":"withdraw","kind":"record"}', "target"),
}


@pytest.mark.parametrize(("line", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = review_path(tmp_path, "甲")
    path.parent.mkdir()
    path.write_text('{"action":"reject","kind":"quantity","quote":"3所"}\n\n' + line + "\n", "utf-8")
    with pytest.raises(ManifestError) as caught:
        read_corrections(tmp_path, "甲")
    assert "reviews/甲.jsonl 第 3 行" in str(caught.value)
    assert said in str(caught.value)


def test_a_line_written_by_hand_gets_its_own_id() -> None:
    line = '{"action":"reject","kind":"quantity","quote":"3所"}'
    one, again = (parse_correction(line, where="x") for _ in range(2))
    assert one.id == again.id != ""
