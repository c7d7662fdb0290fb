"""The same promise made twice: in the overview and in a detail chapter, or in two chapters.

    建成新型教学空间32个 (总体目标) … 建成新型教学空间32个 (主要工作)

Two promises are one when a number of one repeats a number of the other, or when their words agree once
adverbs and marks are taken off. Different numbers of one thing are left to the checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.records import Commitment, Statement

NOISE: Final = re.compile(
    r"[\s\u3000，,。；;、“”\"《》（）()]|20\d\d年|全面|大力|积极|进一步|切实|扎实|深入|着力|加快|持续|继续|不断|稳步|有序|要|将"
)
SHORTEST: Final = 6
"""Below this many characters two promises agree too easily: 加强管理."""
LIKENESS: Final = 0.8


def find_repeats(
    text: str, commitments: Sequence[Commitment], statements: Sequence[Statement]
) -> list[str | None]:
    """For each commitment the id of an earlier one that it repeats, or None."""
    first_fact = {statement.id: statement.repeats or statement.id for statement in statements}
    by_fact: dict[str, str] = {}
    by_words: dict[str, str] = {}
    by_numbers: dict[tuple[str, ...], list[tuple[frozenset[str], str]]] = {}
    values = {s.id: f"{s.value}{s.unit}" for s in statements if s.quantity_id is not None and s.value}
    result: list[str | None] = []
    for commitment in commitments:
        facts = [first_fact[i] for i in commitment.statement_ids if i in values]
        words = NOISE.sub("", text[commitment.start : commitment.end])
        numbers = tuple(sorted(values[i] for i in commitment.statement_ids if i in values))
        earlier = next((by_fact[fact] for fact in facts if fact in by_fact), None)
        if earlier is None and len(words) >= SHORTEST:
            earlier = by_words.get(words)
        pairs = frozenset(words[i : i + 2] for i in range(len(words) - 1)) if numbers else frozenset()
        if earlier is None and numbers:
            earlier = _alike(pairs, by_numbers.get(numbers, []))
        result.append(earlier)
        original = earlier or commitment.id
        for fact in facts:
            by_fact.setdefault(fact, original)
        by_words.setdefault(words, original)
        if numbers:
            by_numbers.setdefault(numbers, []).append((pairs, original))
    return result


def _alike(pairs: frozenset[str], others: list[tuple[frozenset[str], str]]) -> str | None:
    for other, original in others:
        if len(pairs & other) >= LIKENESS * min(len(pairs), len(other)) > 0:
            return original
    return None
