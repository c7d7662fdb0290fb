"""What is read of one number in its clause, and the stretch of text that is its own meanwhile.

创成省级基地1个、市级基地7个     →  the second number's own stretch is 市级基地
达到84%以上                    →  the number goes through 以上
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from extractors.records import Quantity
from extractors.statements.wording import CONNECTIVES, Tail

Shape = Literal["before", "after", "none"]
Place = tuple[int, int]
"""Start and end; an empty place has start == end."""
# 191所（含2所九年一贯制学校）义务教育学校: the name stands behind the bracket
NAMED_BEHIND: Final = re.compile(r"[（(][^（()）]{1,20}[)）](?=[\u4e00-\u9fff])")
SUMS: Final = frozenset({"共", "共计", "合计", "总计", "计"})
AFTER_BOUND: Final = re.compile(
    r"(?:\s*(?:及?以上|及?以下|以内|之内|左右|上下|以外|之多|有余|余|多(?![媒功维元样民学校])))+"
)  # fmt: skip


BOUND_OPENS: Final = frozenset("及以之左上有余多")
"""What it begins with, besides blanks."""


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What was found for one quantity."""

    shape: Shape
    noun: Place
    verb: Place
    tail: Tail | None
    """The linker or verb of change before the number."""
    compared: Place
    """Words of comparison: 比上年, 同比."""
    window: Place
    after: int
    """Where the number ends, with 以上, 左右."""
    follows: bool
    """True when it is joined to the quantity before by 、 or 和 alone."""
    member: int = 0
    members: int = 1


class Window(msgspec.Struct, kw_only=True, gc=False):
    """One number with the stretch of text that is its own, while it is read."""

    quantity: Quantity
    start: int
    low: int
    """Start of the stretch before the number, after connectives."""
    edge: int
    """End of that stretch, before linkers and adverbs."""
    after: int
    high: int
    more: bool
    """True when another number follows in the clause."""
    follows: bool
    scope_only: bool = False
    tail: Tail | None = None
    compared: Place
    noun: Place
    verb: Place

    def reading(self, shape: Shape) -> Reading:
        tail = None if shape == "after" else self.tail
        place = (self.start, self.quantity.start)
        return Reading(shape, self.noun, self.verb, tail, self.compared, place, self.after, self.follows)

    @property
    def unnamed(self) -> bool:
        return self.noun[0] == self.noun[1]

    @property
    def governed(self) -> bool:
        return self.verb[0] < self.verb[1]


def open_window(text: str, start: int, quantity: Quantity, high: int, *, more: bool, listed: bool) -> Window:
    following = text[quantity.end : quantity.end + 1]
    bound = following in BOUND_OPENS or following.isspace()
    match = AFTER_BOUND.match(text, quantity.end, high) if bound else None
    low = _strip_connective(text, start, quantity.start) if listed else start
    nothing = (quantity.start, quantity.start)
    after = match.end() if match else quantity.end
    if text[after : after + 1] in ("（", "(") and not NAMED_BEHIND.match(text, after, high):
        high = after
    return Window(
        quantity=quantity,
        start=start,
        low=low,
        edge=quantity.start,
        after=after,
        high=high,
        more=more,
        follows=listed and start < low >= quantity.start,
        compared=nothing,
        noun=nothing,
        verb=nothing,
    )


def _strip_connective(text: str, low: int, high: int) -> int:
    if text[low:high] in SUMS:
        # 幼儿园1376所共104万平方米
        return high
    connected = CONNECTIVES.match(text, low, high)
    return connected.end() if connected else low
