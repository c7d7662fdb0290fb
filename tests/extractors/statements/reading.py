"""Runs the stages up to statements over a short report, without the spine."""

from __future__ import annotations

import msgspec

from extractors.layers import Layers, Stage
from extractors.records import Statement
from extractors.stages import STAGES

SUMMARY = "云山县教育局2022年工作总结\n"
PLAN = "云山县教育局2023年工作要点\n"
WORK_REPORT = (
    "政府工作报告\n——2023年1月9日在云山县第十七届人民代表大会第二次会议上\n各位代表:\n"
    "一、2022年工作回顾\n{review}\n二、2023年工作安排\n{plan}\n"
)


def _needed(name: str) -> tuple[Stage, ...]:
    """The stage of this name and those it needs, in order."""
    kept: list[Stage] = []
    wanted: set[str] = set()
    for stage in reversed(STAGES):
        if stage.name == name or wanted & set(stage.gives):
            kept.insert(0, stage)
            wanted |= set(stage.needs)
    return tuple(kept)


NEEDED = _needed("statements")


def read_layers(text: str) -> Layers:
    """The layers of a text that statements need, and the statements."""
    layers = Layers(text=text, key="test")
    for stage in NEEDED:
        layers = msgspec.structs.replace(layers, **stage.run(layers))
    return layers


def read_statements(text: str) -> list[tuple[str, Statement]]:
    """The words of each statement's quantity ("" for a milestone) with the statement, in text order."""
    layers = read_layers(text)
    words = {quantity.id: quantity.text for quantity in layers.quantities}
    return [(words[s.quantity_id] if s.quantity_id else "", s) for s in layers.statements]
