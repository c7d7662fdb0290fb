"""The same promise made twice: in the overview and in a detail chapter, or in two chapters.

    建成新型教学空间32个 (总体目标) … 建成新型教学空间32个 (主要工作)

Two promises are one when a number of one repeats a number of the other, or when their words agree once
adverbs and marks are taken off. Different numbers of one thing are left to the checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from extractors.records import Commitment, Statement

WHITE_SPACE: Final = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
# Each branch begins with a plain character: the search then passes over all others at once.
NOISE: Final = re.compile(
    "|".join(map(re.escape, '，,。；;、“”"《》（）()' + WHITE_SPACE))
    + r"|20\d\d年|全面|大力|积极|进一步|切实|扎实|深入|着力|加快|持续|继续|不断|稳步|有序|要|将"
)
BETWEEN: Final = "\ud800"
"""Stands between promises while the noise of all is taken off at once: no text that was read holds it."""
SHORTEST: Final = 6
"""Below this many characters two promises agree too easily: 加强管理."""
LIKENESS: Final = 0.8


def find_repeats(commitments: Sequence[Commitment], statements: Sequence[Statement]) -> list[str | None]:
    """For each commitment the id of an earlier one that it repeats, or None."""
    if not commitments:
        return []
    by_id = {statement.id: statement for statement in statements}
    by_fact: dict[str, str] = {}
    by_words: dict[str, str] = {}
    by_numbers: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    result: list[str | None] = []
    said = NOISE.sub("", BETWEEN.join([commitment.text for commitment in commitments])).split(BETWEEN)
    for commitment, words in zip(commitments, said, strict=True):
        same = by_words.get(words) if len(words) >= SHORTEST else None
        ids = commitment.statement_ids
        numbered = (
            [s for s in map(by_id.__getitem__, ids) if s.quantity_id is not None and s.value] if ids else []
        )
        if not numbered:
            result.append(same)
            by_words.setdefault(words, same or commitment.id)
            continue
        facts = [statement.repeats or statement.id for statement in numbered]
        earlier = next((by_fact[fact] for fact in facts if fact in by_fact), same)
        numbers = tuple(sorted([f"{statement.value}{statement.unit}" for statement in numbered]))
        others = by_numbers.setdefault(numbers, [])
        if earlier is None and others:
            earlier = _alike(words, others)
        original = earlier or commitment.id
        others.append((words, original))
        result.append(earlier)
        for fact in facts:
            by_fact.setdefault(fact, original)
        by_words.setdefault(words, original)
    return result


def _alike(words: str, others: list[tuple[str, str]]) -> str | None:
    pairs = _pairs(words)
    for words_before, original in others:
        before = _pairs(words_before)
        if len(pairs & before) >= LIKENESS * min(len(pairs), len(before)) > 0:
            return original
    return None


@lru_cache(maxsize=4096)
def _pairs(words: str) -> frozenset[str]:
    """Each two characters that stand side by side."""
    return frozenset(map("".join, pairwise(words)))
