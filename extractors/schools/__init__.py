"""Named schools: finding where they stand (`mentions`), then who they are (`identity`).

    types      what a name can end in
    evidence   what a word tells about a name's edge
    before     the words before a type, read leftwards
    edges      the left edge, scored
    naming     whether the words name a school
    joining    a school goes on with its group, campus or branch
    mentions   names found in the text
    names      a name taken apart
    home       the places the report is about
    identity   forms of one school meet; doubtful ones are offered

The stage is `add_schools`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.layers import Layers
from extractors.schools.identity import resolve_schools
from extractors.schools.mentions import find_mentions


def add_schools(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: schools and their mentions."""
    known = frozenset(
        name for entry in layers.register for name in (entry.name, *entry.aliases, *entry.former_names)
    )
    mentions = find_mentions(layers.text, layers.tokens, known=known)
    schools, found = resolve_schools(
        layers.text,
        mentions,
        report=layers.key,
        documents=layers.documents,
        tokens=layers.tokens,
        register=layers.register,
    )
    return {"schools": schools, "school_mentions": found}
