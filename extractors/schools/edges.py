"""Where a school's name begins: every possible left edge is scored, the best one wins.

    力争南湖新城规划小学 -> 南湖新城规划小学      安排瓯海区实验小学 -> 瓯海区实验小学

Start at `find_edge`. The weights are data (`lexicons/school_edges.toml`); the words in question are read by
`before`; what follows the name, and whether it names a school at all, is decided in `mentions`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import exp
from typing import Final

import msgspec

from extractors.lexicons import load
from extractors.schools.before import Tokens
from extractors.schools.pieces import Piece

LONG: Final = 12
"""Characters before the type's words from which on length speaks against a name."""
COMMON: Final = frozenset({"noun", "verbnoun", "verb", "generic", "adjective"})


class Edge(msgspec.Struct, frozen=True, gc=False):
    """The best left edge: the pieces inside the name, the class before it, how sure it is (0 to 1)."""

    start: int
    inside: tuple[Piece, ...]
    before: str
    confidence: float


class Weights(msgspec.Struct, frozen=True):
    """The fitted weights."""

    inside: dict[str, float]
    first: dict[str, float]
    before: dict[str, float]
    document: dict[str, float]


@cache
def read_weights() -> Weights:
    """The weights of `lexicons/school_edges.toml`, once per process."""
    return msgspec.convert(load("school_edges"), Weights)


def find_edge(tokens: Tokens, head: int, *, floor: int, bonus: Callable[[int], float] | None = None) -> Edge:
    """The best left edge of a name whose type's words begin at `head`; never before `floor`."""
    weights = read_weights()
    inside_of, before_of = weights.inside, weights.before
    first_of = weights.first
    pieces, stop = tokens.pieces_before(head, floor)
    number = len(pieces)
    classes = [piece.class_ for piece in pieces]
    # from the shortest name (nothing before the type's words) to the longest
    scores = [before_of.get(classes[-1] if classes else stop, 0.0)]
    inside, behind = 0.0, ""
    for index in range(number - 1, -1, -1):
        class_ = classes[index]
        inside += inside_of.get(class_, 0.0)
        if behind == "county" and class_ in COMMON:
            # 好消息石阳小学: a place does not follow a common noun within a name
            inside += weights.document["noun_before_place"]
        before = classes[index - 1] if index else stop
        score = inside + first_of.get(class_, 0.0) + before_of.get(before, 0.0)
        length = head - pieces[index].start
        if length > LONG:
            score += weights.document["length"] * (length - LONG)
        scores.append(score)
        behind = class_
    if bonus is not None:
        starts = [head, *[piece.start for piece in reversed(pieces)]]
        scores = [score + bonus(start) for score, start in zip(scores, starts, strict=True)]
    top = max(scores)
    best = scores.index(top)
    del scores[best]
    margin = top - max(scores) if scores else 4.0
    chosen = tuple(pieces[number - best :])
    before = classes[number - best - 1] if best < number else stop
    return Edge(chosen[0].start if chosen else head, chosen, before, 1.0 / (1.0 + exp(-margin)))
