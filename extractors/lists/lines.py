"""Schools listed one to a line, numbered, marked or bare, with the number that the line above states.

    幼儿园(3所)
    1.城东幼儿园 占地6亩 / 2.城西幼儿园 / 3.城南幼儿园        three named, three stated

Start at `find_lines`. Lines of particulars may stand between; a number that does not go on by one ends the
list. Lists within a line are found by others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from operator import attrgetter
from typing import Final

import msgspec

from extractors.lists.chains import Chain, Finder
from extractors.lists.making import make_list
from extractors.lists.nameless import whole
from extractors.records import EnumeratedList, Quantity, SchoolMention

ITEM: Final = re.compile(
    r"[ \t\u3000]*(?:[(（]?(?P<number>[0-9０-９]{1,3})[)）]?[、.．]?|(?P<mark>[·•◎●■◆○▪]))?[ \t\u3000·]*"
)
PARTICULARS: Final = 4
"""How many lines may stand between two items."""
FEWEST_BARE: Final = 3
"""So many lines must hold nothing but a name to be a list."""
HEADING: Final = 60
"""Characters of the line above in which the number is sought."""
# 幼儿园(9所) | 建设项目10个: | 10所学校名单如下
HEADS: Final = re.compile(r"^[^，,。；;]{0,8}[)）]$|(?:[:：]|——|名单|清单|如下|一览表?)$")
# 回收配套园(5所): a heading between two items ends the list
NEXT_HEADING: Final = re.compile(r"[（(][0-9０-９一二三四五六七八九十]+[所个家处项][)）][ \t\u3000]*\n")
UNITS: Final = frozenset({"所", "个", "家", "处", "项"})


class Item(msgspec.Struct, frozen=True):
    """A line that begins with a school; `number` is 0 without a printed one, `mark` its bullet or ""."""

    line: int
    number: int
    mark: str
    mention: SchoolMention


def find_lines(finder: Finder, quantities: Sequence[Quantity], report: str) -> list[EnumeratedList]:
    """The lists of lines, in text order."""
    made = []
    for run in _runs(finder.text, _items(finder)):
        first = run[0]
        if len(run) < (2 if first.number or first.mark else FEWEST_BARE):
            continue
        chain = Chain(tuple((item.mention.start, item.mention.end) for item in run), True)
        stated, quantity_id, start = _stated(finder.text, first.line, len(run), quantities)
        record = make_list(
            finder, chain, run[-1].mention.end, stated, quantity_id, report, open_ended=False, start=start
        )
        if record is not None:
            made.append(record)
    return made


def _items(finder: Finder) -> list[Item]:
    text, items = finder.text, []
    for mention in finder.mentions:
        line = text.rfind("\n", 0, mention.start) + 1
        match = ITEM.fullmatch(text, line, mention.start) if mention.start - line <= 8 else None
        if match is None:
            continue
        number, mark = int(match["number"] or 0), match["mark"] or ""
        if number or mark or text[mention.end : mention.end + 1] in ("", "\n"):
            items.append(Item(line, number, mark, mention))
    return items


def _runs(text: str, items: Sequence[Item]) -> list[list[Item]]:
    """The items that follow one another: numbers count on, bullets are the same."""
    runs: list[list[Item]] = []
    for item in items:
        before = runs[-1][-1] if runs else None
        if (
            before is not None
            and item.mark == before.mark
            and item.number == (before.number + 1 if before.number else 0)
            and text.count("\n", before.mention.end, item.line) <= PARTICULARS + 1
            and NEXT_HEADING.search(text, before.mention.end, item.line) is None
        ):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _stated(
    text: str, line: int, named: int, quantities: Sequence[Quantity]
) -> tuple[int | None, str | None, int | None]:
    """The number of schools in the line above, its quantity and place; nothing where several differ.

    A heading states it whatever the lines hold; another line only where both agree.
    """
    end = line
    while end and text[end - 1].isspace():
        end -= 1
    start = max(text.rfind("\n", max(0, end - HEADING), end) + 1, end - HEADING)
    first = bisect_left(quantities, start, key=attrgetter("start"))
    counts = [
        quantity
        for quantity in takewhile(lambda quantity: quantity.start < end, quantities[first : first + HEADING])
        if quantity.unit in UNITS and quantity.bound == "eq" and (whole(quantity.value) or 0) >= 2
    ]
    if len({quantity.value for quantity in counts}) != 1:
        return None, None, None
    last = counts[-1]
    stated = whole(last.value)
    if stated != named and HEADS.search(text, last.end, end) is None:
        return None, None, None
    return stated, last.id, last.start
