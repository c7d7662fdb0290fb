"""Runs the stages up to statements over a short report, without the spine."""

from __future__ import annotations

import msgspec

from extractors.layers import Layers
from extractors.records import Statement
from extractors.stages import STAGES

SUMMARY = "云山县教育局2022年工作总结\n"
PLAN = "云山县教育局2023年工作要点\n"
WORK_REPORT = (
    "政府工作报告\n——2023年1月9日在云山县第十七届人民代表大会第二次会议上\n各位代表:\n"
    "一、2022年工作回顾\n{review}\n二、2023年工作安排\n{plan}\n"
)


def read_layers(text: str) -> Layers:
    """The layers of a text, through the statements."""
    layers = Layers(text=text, key="test")
    for stage in STAGES:
        layers = msgspec.structs.replace(layers, **stage.run(layers))
        if stage.name == "statements":
            break
    return layers


def read_statements(text: str) -> list[tuple[str, Statement]]:
    """The words of each statement's quantity ("" for a milestone) with the statement, in text order."""
    layers = read_layers(text)
    words = {quantity.id: quantity.text for quantity in layers.quantities}
    return [(words[s.quantity_id] if s.quantity_id else "", s) for s in layers.statements]
