"""Sentences: from the first character to the closing mark 。！？ with the closing quotes behind it.

"创成示范校1所。" and "“我为群众办实事”有成效吗？" end there; a line end also ends a sentence.
；，：do not: clauses inside a sentence are the business of those who read statements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from extractors.layers import Layers
from extractors.positions import SectionFinder
from extractors.records import Section, Sentence

# through 。！？ (also half-width ! ?) and the quotes or brackets that close behind it, or to the line end
SENTENCE: Final = re.compile(
    r"[^\s。！？!?][^。！？!?\n]*(?:[。！？!?]+[”’」』）)》】]*|(?=\n|\Z))|[。！？!?]+[”’」』）)》】]*"
)


def find_sentences(text: str, sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """The sentences of the text, each with the deepest section it stands in."""
    finder = SectionFinder(sections)
    found = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        if text[end - 1].isspace():
            end = start + len(match[0].rstrip())
        found.append(Sentence(start=start, end=end, section_id=finder.id_at(start)))
    return tuple(found)


def add_sentences(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage "sentences"."""
    return {"sentences": find_sentences(layers.text, layers.sections)}
