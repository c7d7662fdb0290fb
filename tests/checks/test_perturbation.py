"""Figures, names and totals changed on purpose: how many changes are noticed.

Each change takes the shipped report's text and alters one place of a kind that a check covers: a figure that
is told twice, a member of an enumeration with its count printed, or that count. A change is noticed when a
finding appears that was not there before and that names the changed place.
"""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from extractors.checks import find_findings
from extractors.layers import Layers
from extractors.records import Finding
from extractors.stages import STAGES

REPORT = Path(__file__).parents[2] / "corpus" / "ouhai_2022_2023.txt"
CHANGES = 200
LEAST_NOTICED = 0.70


class Change(NamedTuple):
    """One alteration: what stood at the place and what is put there."""

    kind: str
    start: int
    end: int
    put: str


def read(text: str) -> Layers:
    layers = Layers(text=text, key="k")
    for stage in STAGES:
        if stage.name not in ("findings", "words"):
            layers = msgspec.structs.replace(layers, **stage.run(layers))
    return layers


@cache
def report() -> Layers:
    return read(REPORT.read_text("utf-8-sig"))


def other_number(chooser: random.Random, printed: str) -> str:
    """A number of the same make, a little off."""
    whole, point, part = printed.partition(".")
    digits = str(int(whole) + chooser.choice([1, 2, 3, 5]))
    return digits + point + part


def possible_changes(layers: Layers, chooser: random.Random) -> list[Change]:
    text = layers.text
    quantities = {quantity.id: quantity for quantity in layers.quantities}
    numerals = {numeral.id: numeral for numeral in layers.numerals}
    changes = []
    roots = {statement.repeats for statement in layers.statements if statement.repeats}
    for statement in layers.statements:
        quantity = quantities.get(statement.quantity_id or "")
        if quantity is None or (statement.repeats is None and statement.id not in roots):
            continue
        numeral = numerals[quantity.numeral_ids[0]]
        if numeral.text.replace(".", "", 1).isdigit():
            changes.append(Change("figure", numeral.start, numeral.end, other_number(chooser, numeral.text)))
    for found in layers.lists:
        if found.stated is None or found.named < 2 or found.stated != found.named:
            continue
        for member, following in zip(found.members, found.members[1:], strict=False):
            if text[member.end] == "、":
                changes.append(Change("name", member.start, following.start, ""))
        quantity = quantities.get(found.quantity_id or "")
        numeral = numerals[quantity.numeral_ids[0]] if quantity else None
        if numeral is not None and numeral.text.isdigit():
            changes.append(Change("total", numeral.start, numeral.end, other_number(chooser, numeral.text)))
    return changes


def signature(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.code, tuple(evidence.text for evidence in finding.evidence)


def is_noticed(change: Change, known: set[tuple[str, tuple[str, ...]]]) -> bool:
    text = report().text
    changed = text[: change.start] + change.put + text[change.end :]
    end = change.start + max(1, len(change.put))
    return any(
        finding.severity != "info"
        and signature(finding) not in known
        and any(evidence.start < end and change.start < evidence.end for evidence in finding.evidence)
        for finding in find_findings(read(changed))
    )


def test_most_changes_are_noticed() -> None:
    chooser = random.Random(200)
    known = {signature(finding) for finding in find_findings(report())}
    possible = possible_changes(report(), chooser)
    assert {change.kind for change in possible} == {"figure", "name", "total"}
    cache_of: dict[Change, bool] = {}
    noticed = 0
    for change in chooser.choices(possible, k=CHANGES):
        if change not in cache_of:
            cache_of[change] = is_noticed(change, known)
        noticed += cache_of[change]
    assert noticed / CHANGES >= LEAST_NOTICED
