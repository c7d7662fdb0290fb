"""Stated numbers against the names listed: family count.

Finds: “等8个项目” after six names; “5所学校(甲、乙、丙、丁)”. Leaves: 等 after a few examples of many.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.checks.finding import Doubt, quoted
from extractors.layers import Layers
from extractors.records import EnumeratedList, Severity

SEVERAL: Final = 4
NEAR: Final = 2
MOST: Final = 0.6
FORGOTTEN: Final = 3
"""More names than this, or more than the other two fifths, are left out rather than forgotten."""
LAST: Final = 14
"""等 closes a list this near to its end."""


def check_lists(layers: Layers) -> list[Doubt]:
    """A list whose names do not make up the number printed beside it."""
    doubts = []
    for found in layers.lists:
        if found.stated is None or found.named < 2 or found.stated == found.named:
            continue
        severity = _severity(layers.text, found)
        if severity is None or _otherwise_read(layers, found):
            continue
        doubts.append(
            Doubt(
                "count.list",
                severity,
                f"写明{found.stated}个,只列出{found.named}个:{quoted(layers.text, (found.start, found.end))}",
                ((found.start, found.end),),
                "补齐名单,或改正数字;只是举例的,请写“等”并说明总数",
                f"{found.named} ≠ {found.stated}",
            )
        )
    return doubts


_AND: Final = re.compile(r"[^与和及跟、]{2,}[与和及跟][^与和及跟、]{2,}")


def _otherwise_read(layers: Layers, found: EnumeratedList) -> bool:
    """The number comes out when 甲和乙 is read as two, or when a verb before the names is read as none."""
    missing = (found.stated or 0) - found.named
    if missing > 0:
        return missing <= sum(_AND.fullmatch(member.text) is not None for member in found.members)
    first = [t for t in layers.tokens if found.members[0].start <= t.start < found.members[0].end]
    return missing == -1 and bool(first) and all(token.pos.startswith("v") for token in first)


def _severity(text: str, found: EnumeratedList) -> Severity | None:
    stated = found.stated or 0
    missing = stated - found.named
    if found.closure == "mismatch":
        return (
            "high" if "等" not in text[found.start : found.end][-LAST:] and abs(missing) <= NEAR else "medium"
        )
    if missing < 0:
        return "medium"
    # 等 after so nearly all that the rest looks forgotten rather than left out
    if missing == 1 and found.named >= SEVERAL:
        return "medium"
    if missing > FORGOTTEN or found.named < MOST * stated:
        return None
    # 甲、乙、丙等5所 is as a rule meant so
    return "low" if missing == 1 or found.named > SEVERAL else "info"
