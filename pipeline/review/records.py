"""The form of one correction: one line of `corpus/reviews/<source id>.jsonl`.

A correction knows its place by words, not by offsets: `quote` with what stood before and after it in
its line. `place` is only a hint that decides between passages that read the same.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from pipeline.review.fields import Value

Action = Literal["accept", "reject", "change", "add", "join", "separate", "withdraw"]
Kind = Literal[
    "numeral", "quantity", "statement", "school", "mention", "list", "project", "commitment", "finding",
    "record",
]  # fmt: skip

# The layer that holds a kind's records.
LAYER_OF: dict[str, str] = {
    "numeral": "numerals",
    "quantity": "quantities",
    "school": "schools",
    "mention": "school_mentions",
    "list": "lists",
    "statement": "statements",
    "project": "projects",
    "commitment": "commitments",
    "finding": "findings",
}


class Correction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a person decided about one record, or about words that should be one."""

    id: str = ""
    """Made from the content; a line without one gets its own."""
    action: Action
    kind: Kind
    quote: str = ""
    """The words: a statement is known by its number with unit, every other record by its own words."""
    before: str = ""
    after: str = ""
    place: int | None = None
    code: str | None = None
    """Of a finding."""
    fields: dict[str, Value] = {}
    """What the person vouches for: every field of the form."""
    was: dict[str, Value] = {}
    """The machine's values of the fields that the person changed."""
    names: tuple[str, ...] = ()
    """Of schools: the school, and the one that is the same or the form that is not it."""
    target: str | None = None
    """Of a withdrawal: the correction that no longer holds."""
    reason: str = ""
    by: str = ""
    made: str = ""
    """When, as the person's machine said (ISO); the later of two decisions on one record holds."""
