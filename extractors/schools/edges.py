"""Where a school's name begins: every possible left edge is scored, the best one wins.

    力争南湖新城规划小学 -> 南湖新城规划小学      安排瓯海区实验小学 -> 瓯海区实验小学

Start at `find_edge`. The weights are data (`lexicons/school_edges.toml`); what follows the name, and whether
it names a school at all, is decided in `mentions`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from math import exp

import msgspec

from extractors.lexicons import load
from extractors.records import Word
from extractors.schools.evidence import RANKS, STOP, is_deed, word_class

REACH = 14
"""How many words back a name can begin; the longest seen have nine."""


FRAGMENTS = frozenset({"act", "adjective", "noun", "verb", "verbnoun", "generic", "adverb", "number", "other"})


class Piece(msgspec.Struct, frozen=True):
    """A word to the left of the type's words, with its class of evidence."""

    start: int
    end: int
    class_: str


class Edge(msgspec.Struct, frozen=True):
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


class Tokens:
    """The segmenter's words with a fast way from an offset to its word."""

    def __init__(self, text: str, tokens: Sequence[Word]) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = [token.start for token in tokens]

    def at(self, offset: int) -> int:
        """Index of the word that covers the offset."""
        return bisect_right(self.starts, offset) - 1

    def pieces_before(self, offset: int, floor: int) -> tuple[list[Piece], str]:
        """The words that could stand in a name ending at `offset`, in text order, and what stops them."""
        pieces: list[Piece] = []
        index = self.at(offset - 1) if offset > 0 else -1
        while index >= 0 and len(pieces) < REACH:
            token = self.tokens[index]
            if token.end <= floor:
                break
            start, end = max(token.start, floor), min(token.end, offset)
            word = self.text[start:end]
            class_ = word_class(word, token.pos)
            if class_ == STOP:
                break
            if class_ == "county" and is_deed(word[:-1]) and word[-1] in RANKS:
                # 新建县一中: the segmenter's 新建县 is a deed and a rank
                pieces += [Piece(end - 1, end, "rank"), Piece(start, end - 1, "deed")]
            else:
                pieces.append(Piece(start, end, class_))
            index -= 1
        pieces.reverse()
        return _mark_fragments(pieces), STOP


def _mark_fragments(pieces: list[Piece]) -> list[Piece]:
    """Single characters side by side are what the segmenter leaves of a name it does not know (龙、新)."""
    single = [piece.end - piece.start == 1 and piece.class_ in FRAGMENTS for piece in pieces]
    return [
        Piece(piece.start, piece.end, "fragment")
        if single[index] and (any(single[max(0, index - 1) : index]) or any(single[index + 1 : index + 2]))
        else piece
        for index, piece in enumerate(pieces)
    ]


def find_edge(
    tokens: Tokens, head: int, *, floor: int, bonus: Callable[[int], float] | None = None
) -> Edge:
    """The best left edge of a name whose type's words begin at `head`; never before `floor`."""
    weights = read_weights()
    pieces, stop = tokens.pieces_before(head, floor)
    scores: list[float] = []
    inside = 0.0
    # from the shortest name (nothing before the type's words) to the longest
    for count in range(len(pieces) + 1):
        first = pieces[-count] if count else None
        if first is not None:
            inside += weights.inside.get(first.class_, 0.0)
        before = pieces[-count - 1].class_ if count < len(pieces) else stop
        start = first.start if first is not None else head
        score = inside + weights.before.get(before, 0.0)
        if first is not None:
            score += weights.first.get(first.class_, 0.0)
        score += weights.document["length"] * max(0, head - start - weights.document["long"])
        if bonus is not None:
            score += bonus(start)
        scores.append(score)
    best = max(range(len(scores)), key=lambda count: (scores[count], -count))
    rival = max((score for count, score in enumerate(scores) if count != best), default=scores[best] - 4.0)
    chosen = tuple(pieces[len(pieces) - best :])
    before = pieces[-best - 1].class_ if best < len(pieces) else stop
    start = chosen[0].start if chosen else head
    return Edge(start, chosen, before, 1.0 / (1.0 + exp(rival - scores[best])))
