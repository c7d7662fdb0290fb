"""The members of a coordination in a name.

主营业务收入和税收收入            →  two
引领型、规范型及以上、提升型及以上比例  →  three
普及普惠区, 参与率, 和美乡村       →  one each: these letters join nothing
"""

from __future__ import annotations

import re
from typing import Final

# Quotations and brackets are taken whole; 和 in 和美, 及 in 普及, 与 in 参与 join nothing
SHARED: Final = re.compile(
    r"“[^”]*”|《[^》]*》|[（(][^）)]*[）)]"
    r"|(?P<mark>、|以及|和(?![美谐平睦解])|(?<![普涉顾论提触危波以])及(?![以时格其])|(?<!参)与(?!会))"
)
JOINT: Final = re.compile("[、和及与]")
"""Any word that may join: most names have none."""


def split_members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a coordination: 主营业务收入和税收收入; 引领型、规范型及以上、提升型及以上比例."""
    if not JOINT.search(text, start, end):
        return [(start, end)] if start < end else []
    members: list[tuple[int, int]] = []
    place = start
    for match in SHARED.finditer(text, start, end):
        if match["mark"]:
            members.append((place, match.start()))
            place = match.end()
    members.append((place, end))
    return [(low, high) for low, high in members if low < high]
