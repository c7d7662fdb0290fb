"""Corrections on a report's layers: they take effect, outlive changes of rules and text, and none is lost."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from extractors.layers import Layers
from extractors.records import CorrectionOutcome, SchoolJoin
from pipeline.review.apply import apply_corrections
from pipeline.review.records import Correction
from tests.review.sample import TEXT, correct, read_layers, record, values, without


def apply(layers: Layers, *corrections: Correction) -> tuple[Layers, list[CorrectionOutcome]]:
    done, outcomes = apply_corrections(layers, corrections)
    check_references(done)
    assert {o.correction for o in outcomes} == {c.id for c in corrections if c.action != "withdraw"}
    return done, list(outcomes)


def check_references(layers: Layers) -> None:
    """Every id that a record names is there, every record is its own words, in the order of the text."""
    ids = {
        name: {held.id for held in getattr(layers, name)}
        for name in ("quantities", "statements", "schools", "projects", "commitments")
    }
    for statement in layers.statements:
        assert statement.quantity_id is None or statement.quantity_id in ids["quantities"]
        assert statement.repeats is None or statement.repeats in ids["statements"]
    for commitment in layers.commitments:
        assert set(commitment.statement_ids) <= ids["statements"]
        assert set(commitment.school_ids) <= ids["schools"]
        assert set(commitment.project_ids) <= ids["projects"]
    for held in (*layers.school_mentions, *layers.projects):
        assert held.school_id is None or held.school_id in ids["schools"]
    for name in ("numerals", "quantities", "statements", "school_mentions", "projects", "commitments"):
        records = getattr(layers, name)
        assert [layers.text[held.start : held.end] for held in records] == [held.text for held in records]
        assert list(records) == sorted(records, key=lambda held: (held.start, held.end))
        assert len({held.id for held in records}) == len(records)
    ends = {word.end for word in layers.words}
    assert {held.end for held in layers.quantities} <= ends


def test_nothing_to_correct_changes_nothing() -> None:
    layers = read_layers()
    assert apply_corrections(layers, ()) == (layers, ())


def test_an_accepted_record_says_who_accepted_it() -> None:
    layers = read_layers()
    held = record("statement", "6所", layers)
    correction = correct("accept", "statement", "6所", fields=values("statement", held), reason="核对过台账")
    done, (outcome,) = apply(layers, correction)
    found = record("statement", "6所", done)
    assert (outcome.status, outcome.record) == ("applied", held.id)
    assert (found.reviewed.action, found.reviewed.by, found.reviewed.reason) == (
        "accepted",
        "王敏",
        "核对过台账",
    )
    assert msgspec.structs.replace(found, reviewed=None) == held
    assert sum(s.reviewed is not None for s in done.statements) == 1


def test_a_change_keeps_the_machines_value_beside_it() -> None:
    layers = read_layers()
    held = record("statement", "24人", layers)
    fields = values("statement", held, role="result", period=2030)
    done, (outcome,) = apply(layers, correct("change", "statement", "24人", fields=fields))
    found = record("statement", "24人", done)
    assert (found.role, found.period) == ("result", 2030)
    assert found.reviewed.action == "changed"
    assert found.reviewed.was == {"role": held.role, "period": held.period}
    assert outcome.status == "applied"


def test_statements_follow_their_number() -> None:
    layers = read_layers()
    held = record("quantity", "1620个", layers)
    done, _ = apply(
        layers, correct("change", "quantity", "1620个", fields=values("quantity", held, value="1740"))
    )
    assert record("quantity", "1620个", done).value == "1740"
    assert record("statement", "1620个", done).value == "1740"


def test_a_rejected_number_takes_what_rests_on_it() -> None:
    layers = read_layers()
    done, (outcome,) = apply(layers, correct("reject", "quantity", "1620个", reason="不是数量"))
    assert "1620个" not in [q.text for q in done.quantities]
    assert len(done.statements) == len(layers.statements) - 1
    assert (outcome.status, outcome.start) == ("applied", TEXT.index("1620个"))


@pytest.mark.parametrize("changed", [{"role": "context"}, {"period": 2029}, {"modality": "explore"}])
def test_an_accepted_record_outlives_rules_that_read_otherwise(changed: dict[str, Any]) -> None:
    layers = read_layers()
    held = record("statement", "6所", layers)
    correction = correct("accept", "statement", "6所", fields=values("statement", held))
    other = tuple(msgspec.structs.replace(s, **changed) if s is held else s for s in layers.statements)
    done, (outcome,) = apply(msgspec.structs.replace(layers, statements=other), correction)
    found = record("statement", "6所", done)
    assert values("statement", found) == values("statement", held)
    assert found.reviewed.was == changed
    assert outcome.status == "applied"


@pytest.mark.parametrize(
    ("kind", "words"), [("statement", "6所"), ("mention", "城东区第一实验幼儿园"), ("quantity", "12人")]
)
def test_an_accepted_record_outlives_rules_that_miss_it(kind: str, words: str) -> None:
    layers = read_layers()
    held = record(kind, words, layers)
    school = next((s for s in layers.schools if s.id == getattr(held, "school_id", None)), None)
    correction = correct("accept", kind, words, fields=values(kind, held, school))
    missed = without(layers, kind, held)
    done, (outcome,) = apply(missed, correction)
    found = record(kind, words, done)
    assert (found.start, found.end) == (held.start, held.end)
    assert (found.reviewed.action, outcome.status) == ("added", "applied")
    if kind == "mention":
        assert found.school_id == held.school_id


def test_a_rejection_holds_when_the_edges_move() -> None:
    layers = read_layers()
    held = record("mention", "城东区河西小学", layers)
    shorter = msgspec.structs.replace(held, start=held.start + 1, text=held.text[1:])
    mentions = tuple(shorter if m is held else m for m in layers.school_mentions)
    moved = msgspec.structs.replace(layers, school_mentions=mentions)
    done, (outcome,) = apply(moved, correct("reject", "mention", "城东区河西小学"))
    assert "河西小学" not in "".join(m.text for m in done.school_mentions)
    assert held.school_id not in {s.id for s in done.schools}
    assert outcome.message == "已去掉"


EDITS = {
    "a paragraph before": ("一、总体目标\n", "一、总体目标\n坚持稳中求进,办好人民满意的教育。\n"),
    "the words beside": ("2031年,新建公办幼儿园", "2031年,计划再新建公办幼儿园"),
    "the other side": ("6所,新增学位1620个", "6所;另新增学位1620个"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_correction_finds_its_place_in_an_edited_text(edit: tuple[str, str]) -> None:
    held = record("statement", "6所", read_layers())
    correction = correct("change", "statement", "6所", fields=values("statement", held, period=2030))
    edited = TEXT.replace(*edit)
    assert edited != TEXT
    done, (outcome,) = apply(read_layers(edited), correction)
    assert outcome.status == "applied"
    assert record("statement", "6所", done).period == 2030


@pytest.mark.parametrize(
    ("old", "new"), [("6所", "7所"), ("2031年,新建公办幼儿园6所,新增学位1620个,", "2031年,")]
)
def test_a_correction_whose_place_is_gone_is_reported(old: str, new: str) -> None:
    held = record("statement", "6所", read_layers())
    correction = correct("accept", "statement", "6所", fields=values("statement", held))
    layers = read_layers(TEXT.replace(old, new))
    done, (outcome,) = apply(layers, correction)
    assert (outcome.status, outcome.start, outcome.text) == ("gone", None, "6所")
    assert done.statements == layers.statements


def test_added_records_know_their_chapter() -> None:
    layers = read_layers()
    added = [
        correct("add", "commitment", "提升队伍素质", fields={"modality": "process", "verifiability": "D"}),
        correct(
            "add", "finding", "引进高层次人才12人", fields={"severity": "low", "message": "与上年口径不同"}
        ),
        correct("add", "project", "城东区第二中学扩建", fields={"name": "二中扩建", "stage": "to_start"}),
    ]
    done, outcomes = apply(layers, *added)
    assert {o.status for o in outcomes} == {"applied"}
    commitment = next(c for c in done.commitments if c.text == "提升队伍素质" and c.reviewed)
    section = next(s for s in done.sections if s.id == commitment.section_id)
    assert section.start <= commitment.start < section.end
    finding = next(f for f in done.findings if f.reviewed)
    assert (finding.message, finding.evidence[0].text) == ("与上年口径不同", "引进高层次人才12人")
    project = next(p for p in done.projects if p.reviewed)
    assert (project.name, project.stage) == ("二中扩建", "to_start")


def test_the_later_of_two_decisions_holds() -> None:
    layers = read_layers()
    held = record("statement", "6所", layers)
    first = correct("accept", "statement", "6所", fields=values("statement", held), id="first")
    second = correct("reject", "statement", "6所", made="2031-03-02T08:00:00Z", id="second")
    done, outcomes = apply(layers, second, first)
    assert {o.correction: o.status for o in outcomes} == {"first": "moot", "second": "applied"}
    assert len(done.statements) == len(layers.statements) - 1


def test_a_withdrawn_decision_does_nothing() -> None:
    layers = read_layers()
    rejection = correct("reject", "statement", "6所", id="one")
    withdrawal = Correction(id="two", action="withdraw", kind="record", target="one")
    done, (outcome,) = apply(layers, rejection, withdrawal)
    assert (outcome.status, outcome.message) == ("moot", "已撤回")
    assert done.statements == layers.statements


def test_two_schools_become_one() -> None:
    layers = read_layers()
    kept, other = (record("mention", words, layers) for words in ("城东区第一实验幼儿园", "城东区河西小学"))
    names = ("城东区第一实验幼儿园", "城东区河西小学")
    join = Correction(id="join", action="join", kind="school", names=names, by="王敏")
    done, (outcome,) = apply(layers, join)
    assert len(done.schools) == len(layers.schools) - 1
    school = next(s for s in done.schools if s.id == kept.school_id)
    assert "城东区河西小学" in school.aliases
    assert school.joins[-1].rule == "person"
    assert record("mention", other.text, done).school_id == school.id
    assert outcome.message == "已合并"
    apart = Correction(id="apart", action="separate", kind="school", names=names, made="2032")
    again, outcomes = apply(done, apart)
    assert record("mention", other.text, again).school_id == other.school_id
    assert outcomes[0].message == "已分开"


@pytest.mark.parametrize("action", ["join", "separate"])
def test_an_offered_join_is_decided(action: Any) -> None:
    layers = read_layers()
    one, other = layers.schools[:2]
    offer = SchoolJoin(name=other.name, rule="similar_core", confirmed=False)
    back = SchoolJoin(name=one.name, rule="similar_core", confirmed=False)
    schools = (
        msgspec.structs.replace(one, joins=(offer,)),
        msgspec.structs.replace(other, joins=(back,)),
        *layers.schools[2:],
    )
    decision = Correction(id="it", action=action, kind="school", names=(one.name, other.name), by="王敏")
    done, (outcome,) = apply(msgspec.structs.replace(layers, schools=schools), decision)
    assert all(join.confirmed for school in done.schools for join in school.joins)
    assert len(done.schools) == len(layers.schools) - (action == "join")
    assert next(s for s in done.schools if s.id == one.id).reviewed.by == "王敏"
    assert outcome.status == "applied"


def test_a_school_that_is_not_there_is_reported() -> None:
    join = Correction(id="join", action="join", kind="school", names=("甲小学", "乙小学"))
    _, (outcome,) = apply(read_layers(), join)
    assert (outcome.status, outcome.text) == ("gone", "甲小学、乙小学")


def test_a_mention_is_given_to_another_school() -> None:
    layers = read_layers()
    held = record("mention", "城东区河西小学", layers)
    fields = {"name": "城东区第一实验幼儿园"}
    done, _ = apply(layers, correct("change", "mention", "城东区河西小学", fields=fields))
    found = record("mention", "城东区河西小学", done)
    assert found.school_id == record("mention", "城东区第一实验幼儿园", done).school_id
    assert held.school_id not in {s.id for s in done.schools}


def test_the_order_of_the_file_does_not_matter() -> None:
    layers = read_layers()
    held = record("statement", "6所", layers)
    corrections = [
        correct("change", "statement", "6所", fields=values("statement", held, period=2030)),
        correct("reject", "quantity", "1620个"),
        correct("add", "commitment", "提升队伍素质", fields={"modality": "process"}),
        correct("reject", "mention", "城东区河西小学"),
    ]
    assert apply_corrections(layers, corrections) == apply_corrections(layers, corrections[::-1])
