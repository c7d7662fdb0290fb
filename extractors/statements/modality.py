"""How firmly a clause speaks: the words of strength before the number."""

from __future__ import annotations

import re
from typing import Final

from extractors.records import Modality

STRENGTH: Final[tuple[tuple[Modality, re.Pattern[str]], ...]] = (
    ("strive", re.compile(r"力争|争取|努力|争创|力求")),
    ("guarantee", re.compile(r"确保|保障|必须|坚决|务必|保证")),
    ("explore", re.compile(r"探索|研究|试点|鼓励|支持")),
    ("process", re.compile(r"推进|深化|加强|完善|继续|加快|推动|促进")),
)


def find_modality(text: str, start: int, end: int) -> Modality:
    """The modality of the clause that begins at `start`, read up to `end`."""
    for modality, pattern in STRENGTH:
        if pattern.search(text, start, end):
            return modality
    return "plain"
