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
    found: list[tuple[int, int]] = []
    at = text.find(quote)
    while at >= 0:
        found.append((_agreement(text, at, at + len(quote), before=before, after=after), at))
        at = text.find(quote, at + 1)
    if not found:
        return None
    best = max(score for score, _ in found)
    fitting = [at for score, at in found if score == best]
    if best < full:
        enough = best * 2 >= full
        if not enough or len(fitting) > 1:
            return None
    elif full == 0 and len(fitting) > 1:
        return None
    chosen = fitting[0] if hint is None else min(fitting, key=lambda at: (abs(at - hint), at))
    return Place(chosen, chosen + len(quote))


def _agreement(text: str, start: int, end: int, *, before: str, after: str) -> int:
    """How many characters on both sides are as they were, counted outwards from the words."""
    left = 0
    while left < len(before) and left < start and text[start - 1 - left] == before[-1 - left]:
        left += 1
    right = 0
    while right < len(after) and end + right < len(text) and text[end + right] == after[right]:
        right += 1
    return left + right
