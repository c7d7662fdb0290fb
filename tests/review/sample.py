"""A short plan and its layers, so that corrections can be tried without waiting for the whole pipeline."""

from __future__ import annotations

from functools import cache
from typing import Any

from extractors.layers import Layers
from extractors.nlp import extract_layers
from extractors.records import School
from pipeline.review.anchors import make_anchor
from pipeline.review.records import Correction
from pipeline.review.values import read_values
from pipeline.review.working import Working

TEXT = """城东区教育局2031年工作要点
一、总体目标
2031年,新建公办幼儿园6所,新增学位1620个,公办园在园幼儿占比达到62.5%以上。
二、主要任务
(一)加强基本建设
建成投用城东区第一实验幼儿园、城东区河西小学,争取开工城东区第二中学扩建工程。
(二)提升队伍素质
全年培养市级名师24人,引进高层次人才12人。
"""


@cache
def read_layers(text: str = TEXT) -> Layers:
    """The layers of a text."""
    return extract_layers(Layers(text=text, key="sample"))


def record(kind: str, words: str, layers: Layers) -> Any:
    """The record of a kind whose own words, or whose number's words, are these."""
    numbers = {quantity.id: quantity.text for quantity in layers.quantities}
    name = {"mention": "school_mentions", "quantity": "quantities"}.get(kind, f"{kind}s")
    found = [
        held
        for held in getattr(layers, name)
        if words in (held.text, numbers.get(getattr(held, "quantity_id", None) or ""))
    ]
    assert len(found) == 1, (kind, words, [held.text for held in getattr(layers, name)])
    return found[0]


def correct(action: Any, kind: Any, words: str, **more: Any) -> Correction:
    """A correction as the page makes it, anchored at the only place where the words stand."""
    assert TEXT.count(words) == 1, words
    start = TEXT.index(words)
    anchor: Any = make_anchor(TEXT, start, start + len(words))
    made = more.pop("made", "2031-03-01T08:00:00Z")
    id = more.pop("id", f"{action}-{kind}-{words}")
    return Correction(id=id, action=action, kind=kind, by="王敏", made=made, **anchor, **more)


def values(kind: str, held: Any, school: School | None = None, **changed: Any) -> dict[str, Any]:
    """The values of a record's form, some set otherwise."""
    return {**read_values(kind, held, school=school), **changed}


def without(layers: Layers, kind: str, held: Any) -> Layers:
    """The layers as rules would leave them that no longer find a record."""
    working = Working(layers)
    working.remove(kind, held)
    return working.finish(layers)
