"""Putting corrections on a report's layers. Start at `apply_corrections`.

Each correction is sought by its words (see `anchors`), then the record of its kind that stands there.
A person's word outlives the rules: what was accepted stays when the rules no longer find it, what was
rejected stays away, and what was set stays set. The checks run again over corrected layers, so that a
finding that rested on a rejected record goes with it. Every correction gets an outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from extractors.layers import Layers
from extractors.records import CorrectionOutcome, CorrectionStatus, Reviewed
from extractors.stages import STAGES
from pipeline.review.add import add_record
from pipeline.review.anchors import Place, find_place
from pipeline.review.records import LAYER_OF, Correction
from pipeline.review.schools import find_school, join_schools, name_school, separate_school
from pipeline.review.values import follow_quantity, read_values, set_values, with_school
from pipeline.review.working import Working

# Records that others rest on come first.
ORDER: Final = tuple(LAYER_OF)
# Layers made from the others, made anew after corrections.
REMADE: Final = ("words",)
SAME_PLACE: Final = 0.5
"""Two stretches are the same place when what they share is at least this part of what they cover."""

GONE: Final = "原文里找不到这些词,或有几处同样像,请人看一看"
NO_SCHOOL: Final = "这份报告里没有这个学校名称"


def apply_corrections(
    layers: Layers, corrections: Sequence[Correction]
) -> tuple[Layers, tuple[CorrectionOutcome, ...]]:
    """The layers with the corrections on them, and what became of each correction in text order."""
    if not corrections:
        return layers, ()
    standing, outcomes = settle(corrections)
    first = [c for c in standing if c.kind != "finding"]
    working = Working(layers)
    outcomes += [apply_one(working, c) for c in first]
    layers = working.finish(layers)
    if first:
        layers = rerun(layers, ("findings",))
    working = Working(layers)
    outcomes += [apply_one(working, c) for c in standing if c.kind == "finding"]
    layers = rerun(working.finish(layers), REMADE)
    return layers, tuple(sorted(outcomes, key=lambda o: (o.start is None, o.start or 0, o.correction)))


def rerun(layers: Layers, names: Iterable[str]) -> Layers:
    """Run the stages that give these layers again."""
    for stage in STAGES:
        if set(stage.gives) & set(names):
            layers = msgspec.structs.replace(layers, **stage.run(layers))
    return layers


def settle(corrections: Sequence[Correction]) -> tuple[list[Correction], list[CorrectionOutcome]]:
    """The corrections that hold, in the order they are applied, and the outcomes of those that do not."""
    ordered = sorted(corrections, key=lambda c: (c.made, c.id))
    withdrawn = {c.target for c in ordered if c.action == "withdraw"}
    latest: dict[object, Correction] = {}
    outcomes = []
    for correction in ordered:
        if correction.action == "withdraw":
            continue
        if correction.id in withdrawn:
            outcomes.append(_outcome(correction, "moot", None, None, "已撤回"))
            continue
        key = _subject(correction)
        if key in latest:
            outcomes.append(_outcome(latest[key], "moot", None, None, "已由后来的决定取代"))
        latest[key] = correction
    held = sorted(latest.values(), key=lambda c: (ORDER.index(c.kind), c.place or 0, c.made, c.id))
    return held, outcomes


def _subject(correction: Correction) -> object:
    """What a correction speaks of: two of one subject cannot both hold."""
    if correction.action in ("join", "separate"):
        return ("schools", frozenset(correction.names))
    words = (correction.quote, correction.before, correction.after)
    return (correction.kind, *words, correction.code, correction.names, correction.action == "add")


def apply_one(working: Working, correction: Correction) -> CorrectionOutcome:
    """Put one correction on."""
    if correction.kind == "school":
        return _apply_school(working, correction)
    place = find_place(
        working.text,
        quote=correction.quote,
        before=correction.before,
        after=correction.after,
        hint=correction.place,
    )
    if place is None:
        return _outcome(correction, "gone", None, None, GONE)
    record = find_record(working, correction, place)
    if correction.action == "reject":
        if record is None:
            return _outcome(correction, "moot", place, None, "机器已不再读出这条")
        working.remove(correction.kind, record)
        return _outcome(correction, "applied", place, None, "已去掉")
    if record is None:
        made = add_record(working, correction, place)
        if isinstance(made, str):
            return _outcome(correction, "refused", place, None, made)
        _mark(working, correction, made, action="added", was={})
        return _outcome(correction, "applied", place, made.id, "已补上")
    return _confirm(working, correction, place, record)


def find_record(working: Working, correction: Correction, place: Place) -> Any | None:
    """The record that a correction speaks of: the one of its kind that shares most of the place."""
    best, most = None, 0.0
    for start, end, record in working.around(correction.kind, place):
        if correction.kind == "finding" and correction.code not in (None, record.code):
            continue
        shared = min(end, place.end) - max(start, place.start)
        share = shared / (max(end, place.end) - min(start, place.start))
        if share >= SAME_PLACE and share > most:
            best, most = record, share
    return best


def _confirm(working: Working, correction: Correction, place: Place, record: Any) -> CorrectionOutcome:
    """A record that is there is accepted, or set as the person said."""
    kind = correction.kind
    school_id = record.school_id if kind == "mention" else None
    known = working.held("schools", school_id) if school_id is not None else None
    machine = read_values(kind, record, school=known)
    differing = {name: value for name, value in correction.fields.items() if machine.get(name) != value}
    was = {name: machine.get(name) for name in differing}
    changed = record
    if differing and kind == "mention":
        school = name_school(working, str(differing["name"]))
        changed = with_school(record, school)
        working.replace("school_mentions", record, changed)
        working.move_school_at(record.start, record.end, school.id)
        if record.school_id is not None and record.school_id != school.id:
            working.drop_unspoken(record.school_id)
    elif differing:
        changed = set_values(kind, record, differing, text=working.text)
        working.replace(LAYER_OF[kind], record, changed)
        if kind == "quantity":
            working.change_all(
                "statements", lambda s: follow_quantity(s, changed) if s.quantity_id == changed.id else s
            )
    _mark(working, correction, changed, action="changed" if differing else "accepted", was=was)
    message = "已改正" if differing else "与机器一致"
    return _outcome(correction, "applied", place, changed.id, message)


def _mark(working: Working, correction: Correction, record: Any, *, action: Any, was: dict[str, Any]) -> None:
    """Write on the record whose word it is."""
    layer = LAYER_OF[correction.kind]
    held = working.held(layer, record.id)
    if held is None:
        return
    reviewed = Reviewed(
        correction=correction.id, action=action, by=correction.by, reason=correction.reason, was=was
    )
    working.replace(layer, held, msgspec.structs.replace(held, reviewed=reviewed))


def _apply_school(working: Working, correction: Correction) -> CorrectionOutcome:
    school = find_school(working, correction.names[0])
    if school is None:
        return _outcome(correction, "gone", None, None, NO_SCHOOL)
    if correction.action == "join":
        other = find_school(working, correction.names[1])
        if other is None:
            return _outcome(correction, "gone", None, None, NO_SCHOOL)
        if other.id == school.id:
            _mark(working, correction, school, action="accepted", was={})
            return _outcome(correction, "applied", None, school.id, "本已是一所")
        joined = join_schools(working, school, other)
        _mark(working, correction, joined, action="changed", was={"name": other.name})
        return _outcome(correction, "applied", None, joined.id, "已合并")
    if correction.action == "separate":
        apart = separate_school(working, school, correction.names[1])
        if apart is None:
            _mark(working, correction, school, action="accepted", was={})
            return _outcome(correction, "applied", None, school.id, "确认不是一所")
        _mark(working, correction, apart, action="added", was={})
        return _outcome(correction, "applied", None, apart.id, "已分开")
    if correction.action != "change":
        return _outcome(correction, "refused", None, None, "学校只能改正、合并或分开")
    machine = read_values("school", school, school=None)
    differing = {name: value for name, value in correction.fields.items() if machine.get(name) != value}
    changed = set_values("school", school, differing, text=working.text)
    if changed.name != school.name:
        aliases = sorted({*school.aliases, school.name} - {changed.name})
        changed = msgspec.structs.replace(changed, aliases=tuple(aliases))
    working.replace("schools", school, changed)
    was = {name: machine.get(name) for name in differing}
    _mark(working, correction, changed, action="changed" if differing else "accepted", was=was)
    return _outcome(correction, "applied", None, changed.id, "已改正")


def _outcome(
    correction: Correction, status: CorrectionStatus, place: Place | None, record: str | None, message: str
) -> CorrectionOutcome:
    return CorrectionOutcome(
        correction=correction.id,
        action=correction.action,
        kind=correction.kind,
        status=status,
        start=place.start if place else None,
        end=place.end if place else None,
        text=correction.quote or "、".join(correction.names),
        record=record,
        by=correction.by,
        reason=correction.reason,
        message=message,
    )
