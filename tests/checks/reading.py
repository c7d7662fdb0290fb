"""Reads a text through the stages, for the tests of the checks."""

from __future__ import annotations

import hashlib

import msgspec

from extractors.layers import Layers
from extractors.records import Bundle, Source
from extractors.stages import STAGES
from pipeline.bundle import make_bundle


def read(text: str) -> Layers:
    """All layers of a text but the findings and the final words."""
    layers = Layers(text=text, key="k")
    for stage in STAGES:
        if stage.name not in ("findings", "words"):
            layers = msgspec.structs.replace(layers, **stage.run(layers))
    return layers


def bundle_from(text: str, *, name: str) -> Bundle:
    """The bundle of a text, without its own findings."""
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    source = Source(
        id=name, path=f"{name}.txt", format="text", encoding="utf-8", sha256="", bytes=0, notes=()
    )
    return make_bundle(read(text), source=source, text_sha256=fingerprint, rules_version="", origins=())
