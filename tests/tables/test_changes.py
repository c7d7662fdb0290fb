"""`taizhang diff`: gains, losses and changes between two results, with the sentence."""

from __future__ import annotations

import msgspec
import pytest

from pipeline.bundle import encode_bundle
from pipeline.cli import main
from pipeline.data.changes import find_changes, read_rows
from pipeline.data.load import load_bundles
from pipeline.data.store import connect
from pipeline.errors import UsageError
from pipeline.files import write_atomically
from tests.tables.sample import TEXT, make_bundle

SENTENCE = TEXT.split("\n")[1]


@pytest.fixture
def folder(tmp_path):
    def make(name, *bundles):
        for bundle in bundles:
            write_atomically(tmp_path / name / "bundles" / f"{bundle.source.id}.json", encode_bundle(bundle))
        return str(tmp_path / name)

    return make


def told(old, new):
    return [
        (change.kind, change.table, change.text, change.fields)
        for change in find_changes(read_rows(old), read_rows(new))
    ]


def test_nothing_changed(folder):
    assert told(folder("old", make_bundle()), folder("new", make_bundle())) == []


def test_a_changed_value_is_told_once_for_each_record(folder):
    changes = find_changes(
        read_rows(folder("old", make_bundle())), read_rows(folder("new", make_bundle(value="61")))
    )
    assert [(change.table, change.fields) for change in changes] == [
        ("quantities", {"value": ("60.50", "61")}),
        ("statements", {"value": ("60.50", "61")}),
    ]
    assert changes[0].sentence == SENTENCE


def test_gained_and_lost_records(folder):
    less = msgspec.structs.replace(make_bundle(), findings=())
    assert told(folder("old", make_bundle()), folder("new", less)) == [
        ("lost", "findings", "可反推上年为 55.50%", {})
    ]
    assert told(folder("new", less), folder("old", make_bundle())) == [
        ("gained", "findings", "可反推上年为 55.50%", {})
    ]


def test_an_edited_text_moves_records_without_telling_them(folder):
    moved = make_bundle(text="(公开发布)\n" + TEXT)
    numeral = msgspec.structs.replace(moved.numerals[1], id="n9")
    quantity = msgspec.structs.replace(moved.quantities[0], numeral_ids=("n9",))
    moved = msgspec.structs.replace(moved, numerals=(moved.numerals[0], numeral), quantities=(quantity,))
    changes = told(folder("old", make_bundle()), folder("new", moved))
    assert [change for change in changes if change[1] == "numerals" and change[0] != "changed"] == []


def test_a_database_compares_with_a_folder(folder, tmp_path):
    engine = connect(str(tmp_path / "a.db"))
    load_bundles(engine, [make_bundle()], mirror=False)
    engine.dispose()
    assert told(str(tmp_path / "a.db"), folder("new", make_bundle())) == []


def test_command_prints_sentences_and_says_so_in_its_exit_code(folder, capsys):
    old, new = folder("old", make_bundle()), folder("new", make_bundle(value="61"))
    assert main(["diff", old, new, "--table", "statements"]) == 1
    printed = capsys.readouterr().out
    assert SENTENCE in printed
    assert "value: 60.50 → 61" in printed
    assert main(["diff", old, old]) == 0


def test_a_place_that_is_neither_folder_nor_database(tmp_path):
    with pytest.raises(UsageError, match="既不是结果文件夹"):
        read_rows(str(tmp_path / "missing"))
    with pytest.raises(UsageError, match="没有 bundles"):
        read_rows(str(tmp_path))
