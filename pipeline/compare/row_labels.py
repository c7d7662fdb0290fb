"""What a row of indicators is called, which field of work it belongs to, and what is better for it.

    教师、幼儿园 -> 教育      排放量 -> less is better      检查 -> 检查企业, with the action

Leaves which facts make a row to `align`, and the verdicts to `indicators`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.compare.facts import Fact, unit_of
from pipeline.compare.grades import Linked
from pipeline.compare.likeness import base_id, is_general, topic
from pipeline.compare.records import Better
from pipeline.compare.wordings import any_of, read_lexicon


@lru_cache(maxsize=1)
def load_fields() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Fields of work with the words that tell them."""
    return tuple((row["name"], any_of([row])) for row in read_lexicon()["field"])


@lru_cache(maxsize=1)
def load_lower() -> re.Pattern[str]:
    """Names of which less is better."""
    return any_of(read_lexicon()["lower"])


@lru_cache(maxsize=20_000)
def field_of(text: str) -> str:
    """The field of work a name belongs to: the word that stands last in it decides, the head of a noun."""
    best, at = "其他", -1
    for name, pattern in load_fields():
        for match in pattern.finditer(text):
            if match.end() > at:
                best, at = name, match.end()
    return best


def better_of(fact: Fact, better: Mapping[str, Better]) -> Better:
    """The lexicon's word on what is better; for names it does not know, a small list of its own.

    The number of a decrease (排放量减少2%) is its size: of what is better low, more of it is better.
    """
    known = better.get(base_id(fact)) or better.get(fact.indicator_id)
    if known is None and fact.kind == "milestone":
        return "none"
    lower = known == "down" or (
        known is None and (fact.kind == "rank" or load_lower().search(fact.name) is not None)
    )
    if fact.direction == "down" and known != "none":
        return "down" if known == "up" else "up"
    return "down" if lower else known or "up"


def row_id(row: Sequence[Linked]) -> str:
    """Id from content: the lexicon's id, or the first fact's name, with the kind of number."""
    first = row[0].fact
    return f"{first.indicator_id if first.known else topic(first)}:{first.kind}:{first.id}"


def row_name(row: Sequence[Linked]) -> str:
    """The lexicon's name, else the wording most years use, else the first."""
    first = row[0].fact
    known = next((linked.fact.lexicon_name for linked in row if linked.fact.known), None)
    if known:
        return known
    counts = Counter(label(linked.fact) for linked in row)
    return max(counts, key=lambda name: (counts[name], -len(name), name)) or label(first)


def label(fact: Fact) -> str:
    """A name for people: with the action where the noun alone says too little."""
    name = fact.lexicon_name or fact.wording
    return f"{name}{fact.action}" if is_general(fact) and fact.action else name


def row_unit(row: Sequence[Linked]) -> str:
    """The unit most points have."""
    counts = Counter(unit_of(linked.fact) for linked in row if linked.fact.reading is not None)
    return max(counts, key=lambda unit: (counts[unit], unit)) if counts else ""
