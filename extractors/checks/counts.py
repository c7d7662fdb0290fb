"""Stated numbers against the names listed: family count.

Finds: “等8个项目” after six names; “5所学校(甲、乙、丙、丁)”. Leaves: 等 after a few examples of many.
"""

from __future__ import annotations

from typing import Final

from extractors.checks.finding import Doubt, quoted
from extractors.layers import Layers
from extractors.records import EnumeratedList, Severity

SEVERAL: Final = 4
NEAR: Final = 2
MOST: Final = 0.6
LAST: Final = 14
"""等 closes a list this near to its end."""


def check_lists(layers: Layers) -> list[Doubt]:
    """A list whose names do not make up the number printed beside it."""
    doubts = []
    for found in layers.lists:
        if found.stated is None or found.named < 2 or found.stated == found.named:
            continue
        severity = _severity(layers.text, found)
        if severity is None:
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
    return "low" if missing <= NEAR or found.named >= MOST * stated else None
