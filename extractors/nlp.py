"""The spine: one spaCy `Language` whose components are our stages, in the order of `STAGES`.

Components are thin. A report's layers live in `doc._.layers` while it runs; the names that a stage
needs and gives are declared to spaCy, so that `analyze_pipes` can check the order.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.layers import Layers, Stage
from extractors.stages import STAGES


class WholeText:
    """Makes the Doc that carries the layers: the whole text is its one token, `doc.text` the text itself.

    Places are kept on characters by our own records; the Doc needs no words of its own on the way. Each Doc
    has a vocabulary of its own: a shared one would keep every text that a process reads.
    """

    def __call__(self, text: str) -> Doc:
        return Doc(Vocab(), words=[text], spaces=[False]) if text else Doc(Vocab())

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> WholeText:
        return self


def _component(stage: Stage) -> Callable[[Doc], Doc]:
    def run(doc: Doc) -> Doc:
        layers: Layers = doc._.layers
        doc._.layers = msgspec.structs.replace(layers, **stage.run(layers))
        return doc

    return run


def _layer_getter(name: str) -> Callable[[Doc], Any]:
    return lambda doc: getattr(doc._.layers, name)


def _factory(stage: Stage) -> Callable[[Language, str], Callable[[Doc], Doc]]:
    return lambda nlp, name: _component(stage)


@cache
def build_language() -> Language:
    """The pipeline of all stages. Built once per process."""
    if not Doc.has_extension("layers"):
        Doc.set_extension("layers", default=None)
    for stage in STAGES:
        for name in stage.gives:
            if not Doc.has_extension(name):
                Doc.set_extension(name, getter=_layer_getter(name))
    language = spacy.blank("zh")
    language.tokenizer = WholeText()
    # spaCy's limit guards its parser, which we do not use.
    language.max_length = sys.maxsize
    for stage in STAGES:
        factory = f"taizhang_{stage.name}"
        Language.factory(
            factory,
            requires=[f"doc._.{name}" for name in stage.needs],
            assigns=[f"doc._.{name}" for name in stage.gives],
            func=_factory(stage),
        )
        language.add_pipe(factory, name=stage.name)
    return language


def extract_layers(layers: Layers) -> Layers:
    """All layers of a report, from its text and what is known of it beforehand."""
    language = build_language()
    doc = language.make_doc(layers.text)
    doc._.layers = layers
    for _, component in language.pipeline:
        doc = component(doc)
    result: Layers = doc._.layers
    return result
