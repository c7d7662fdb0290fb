"""A number here, “一批” there: family conflict.

Finds: “打造窗口学校5所” in one place and “打造一批……窗口学校” in another of the same document.
Leaves: names too short to say that the same thing is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from extractors.checks.finding import Doubt, Sections, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Statement

_SOME: Final = re.compile(r"[^，。；,;\n]{0,8}一(?:大)?批(?P<noun>[^，。；,;\n]{2,30})")
_QUOTING: Final = re.compile(r"[“”\"'‘’《》()（）\s]")
_SOME_WORD: Final = re.compile("一大?批")
_COUNTERS: Final = frozenset({"所", "个", "家", "项"})
_SHORTEST_COUNTED: Final = 6
"""A shorter name stands in too many others."""


def check_number_or_some(layers: Layers) -> list[Doubt]:
    """打造窗口学校5所 in one place and 打造一批……窗口学校 in another of the same document."""
    sections = Sections(layers)
    counted = _counted_targets(layers, sections)
    doubts = []
    for match in _find_some(layers.text):
        noun = _core(match.group("noun"))
        document = _document_id(sections, match.start())
        same = [
            first[document]
            for ending in {noun[i : i + 2] for i in range(len(noun) - 1)}
            for name, first in counted.get(ending, {}).items()
            if document in first and _stands_in(name, noun)
        ]
        if not same:
            continue
        _, statement = min(same, key=itemgetter(0))
        doubts.append(
            Doubt(
                "conflict.number_or_some",
                "medium",
                f"{quoted(layers.text, clause_of(statement))}与{quoted(layers.text, match.span())}"
                f":一处有数,一处只说“一批”",
                (clause_of(statement), match.span()),
                "两处用同一名称,写同一个数",
            )
        )
    return doubts


_Counted = dict[str, dict[str, dict[str | None, tuple[int, Statement]]]]


def _counted_targets(layers: Layers, sections: Sections) -> _Counted:
    """By the last two characters of what is counted, then by its name: the first target in each document."""
    counted: _Counted = {}
    for order, statement in enumerate(layers.statements):
        if statement.role != "target" or not statement.indicator or statement.unit not in _COUNTERS:
            continue
        name = _core(statement.indicator.text)
        if len(name) >= _SHORTEST_COUNTED:
            document = _document_id(sections, statement.start)
            names = counted.setdefault(name[-2:], {})
            names.setdefault(name, {}).setdefault(document, (order, statement))
    return counted


def _document_id(sections: Sections, place: int) -> str | None:
    document = sections.document_at(place)
    return document.id if document is not None else None


def _find_some(text: str) -> Iterator[re.Match[str]]:
    """Every 一批 with the words before and behind it, up to a mark."""
    end = 0
    for word in _SOME_WORD.finditer(text):
        if word.start() < end:
            continue
        start = max(end, word.start() - 8)
        mark = max(text.rfind(mark, start, word.start()) for mark in "，。；,;\n")
        found = _SOME.match(text, max(start, mark + 1))
        if found is not None:
            yield found
            end = found.end()


def _core(name: str) -> str:
    return _QUOTING.sub("", name)


def _stands_in(name: str, noun: str) -> bool:
    """Whether the other wording has all characters of the name in order, with the same last two."""
    if name[-2:] not in noun:
        return False
    position = 0
    for char in name:
        position = noun.find(char, position) + 1
        if position == 0:
            return False
    return True
