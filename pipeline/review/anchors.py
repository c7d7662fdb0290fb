"""Finding a correction's words again in a text that may have changed.

“创成省一级幼儿园14所” is known by 14所 with what stood before and after it. It is found again when a
sentence was put in elsewhere, when the paragraph moved, and when one of its two sides was edited. It is
gone when its own words changed, or when several places fit equally badly: then a person has to look.
"""

from __future__ import annotations

from typing import Final

import msgspec

CONTEXT: Final = 16
"""Characters kept on either side, within the line."""
ENOUGH: Final = 4
"""One side that is whole is enough when it has so many characters; else half of both sides."""


class Place(msgspec.Struct, frozen=True):
    """A stretch of text."""

    start: int
    end: int


def make_anchor(text: str, start: int, end: int) -> dict[str, str | int]:
    """The words from `start` to `end` with what stands around them in their line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    return {
        "quote": text[start:end],
        "before": text[max(line_start, start - CONTEXT) : start],
        "after": text[end : min(line_end, end + CONTEXT)],
        "place": start,
    }


def find_place(text: str, *, quote: str, before: str, after: str, hint: int | None) -> Place | None:
    """Where the words stand now, None when they are gone or several places fit equally."""
    if not quote:
        return None
    full = len(before) + len(after)
    found: list[tuple[int, int, int]] = []
    at = text.find(quote)
    while at >= 0:
        found.append((*_agreement(text, at, at + len(quote), before=before, after=after), at))
        at = text.find(quote, at + 1)
    if not found:
        return None
    full = len(before) + len(after)
    best = max(left + right for left, right, _ in found)
    fitting = [(left, right, at) for left, right, at in found if left + right == best]
    if best < full or full == 0:
        left, right, _ = fitting[0]
        kept_side = left == len(before) >= ENOUGH or right == len(after) >= ENOUGH
        if len(fitting) > 1 or not (kept_side or best * 2 >= full):
            return None
    places = [at for _, _, at in fitting]
    chosen = places[0] if hint is None else min(places, key=lambda at: (abs(at - hint), at))
    return Place(chosen, chosen + len(quote))


def _agreement(text: str, start: int, end: int, *, before: str, after: str) -> tuple[int, int]:
    """How many characters on each side are as they were, counted outwards from the words."""
    left = 0
    while left < len(before) and left < start and text[start - 1 - left] == before[-1 - left]:
        left += 1
    right = 0
    while right < len(after) and end + right < len(text) and text[end + right] == after[right]:
        right += 1
    return left, right
