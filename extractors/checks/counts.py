"""Stated numbers against the names listed: family count.

Finds: “等8个项目” after six names; “5所学校(甲、乙、丙、丁)”. Leaves: 等 after a few examples of many.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.checks.finding import Doubt, quoted
from extractors.layers import Layers
from extractors.records import EnumeratedList, Severity

_SOME_ONLY: Final = 3
_SHARE: Final = 0.6


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
    words = text[found.start : found.end]
    open_list = "等" in words[-14:]
    if found.named > stated:
        return "high" if found.closure == "mismatch" and found.named - stated <= 3 else "medium"
    if not open_list:
        return "high" if found.closure == "mismatch" else None
    # six of eight named before 等: so nearly complete that the rest looks forgotten
    if found.named >= _SOME_ONLY and found.named >= _SHARE * stated and found.closure == "mismatch":
        return "medium"
    return None


_COUNTED: Final = re.compile(r"[“”]")
