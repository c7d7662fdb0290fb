"""Who is responsible, where the text prints it.

    新建幼儿园3所，年底前投入使用。（责任单位：学前股、基建股）   学前股、基建股
    （县教育局牵头，各乡镇配合）                                县教育局牵头，各乡镇配合
    责任单位：基础教育科                                       on a line of its own, for the item above
    各学校要建立健全责任制                                     各学校, whom the sentence binds

Owners in the column of a table are read with their rows, in `tables`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extractors.deeds import BOUND_BODIES, BOUND_OPENS

LABEL: Final = (
    r"(?:责任|牵头|主办|承办|配合|协办|分管|落实|实施|主责|负责)"
    r"(?:单位|部门|科室|股室|处室|领导|人|主体|局|股|处)(?:及责任人)?"
)
OWNER: Final = re.compile(
    rf"[（(【\[](?:{LABEL})[：:](?P<labelled>[^（）()\n]{{1,120}})[)）】\]]"
    r"|[（(](?P<stated>[^（）()：:\n]{2,60}(?:负责|牵头|配合|落实))[)）]"
    rf"|^[ \t\u3000]*(?:{LABEL})[：:][ \t\u3000]*(?P<line>[^\n]{{1,120}})$",
    re.MULTILINE,
)
# Every owner holds one of these; a text without them is passed over quickly.
OWNER_HINT: Final = re.compile(
    r"[)）：:](?:(?<=(?:负责|牵头|配合|落实)[)）])|(?<=[位门室导人体局股处][：:]))"
)
CLAUSE_ENDS: Final = "，。；：\n"
FARTHEST: Final = 60
"""How far before a deed those whom it binds may stand."""


class Owner(NamedTuple):
    """A printed owner with its place."""

    start: int
    end: int
    text: str


def find_bound_body(text: str, start: int, deed_start: int) -> str | None:
    """Whom the words before a deed bind: 各县区 in 各县区要于3月底前制定细则; None when nobody is named."""
    first = max(start, deed_start - FARTHEST)
    if BOUND_OPENS.isdisjoint(text[first:deed_start]):
        return None
    for mark in CLAUSE_ENDS:
        first = max(first, text.rfind(mark, first, deed_start) + 1)
    bound = BOUND_BODIES.match(text, first, deed_start)
    return text[bound.start() : bound.start("must")] if bound else None


def may_print_owners(text: str) -> bool:
    """False for a text without the words of any owner, which is usual."""
    return OWNER_HINT.search(text) is not None


def find_owners(text: str) -> list[Owner]:
    """All owners printed in the text, in text order."""
    owners = []
    for match in OWNER.finditer(text):
        words = match["labelled"] or match["stated"] or match["line"]
        owners.append(Owner(match.start(), match.end(), words.strip(" \u3000。；;")))
    return owners
