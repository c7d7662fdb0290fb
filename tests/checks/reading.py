"""Reads a text through the stages, for the tests of the checks."""

from __future__ import annotations

import msgspec

from extractors.layers import Layers
from extractors.stages import STAGES


def read(text: str) -> Layers:
    """All layers of a text but the findings and the final words."""
    layers = Layers(text=text, key="k")
    for stage in STAGES:
        if stage.name not in ("findings", "words"):
            layers = msgspec.structs.replace(layers, **stage.run(layers))
    return layers
