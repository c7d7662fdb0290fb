"""What a check reports, and the few views of a report that several checks look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from extractors.layers import Layers
from extractors.records import Bundle, Document, Section, Severity, Statement

Place = tuple[int, int]
_start_of: Final = attrgetter("start")


class Doubt(NamedTuple):
    """One doubt of one check. `places` are spans of the text, the first is where it is told."""

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]
    suggestion: str
    computation: str | None = None


LONGEST_QUOTE: Final = 36


def quoted(text: str, place: Place) -> str:
    """The words at a place for a message, on one line, long ones cut in the middle."""
    words = text[place[0] : place[1]].replace("\n", " ").strip()
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:16]}……{words[-16:]}"
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


class Sections:
    """Answers in which document and innermost section a place lies."""

    def __init__(self, layers: Layers | Bundle) -> None:
        self.documents = sorted(layers.documents, key=lambda document: document.start)
        self.sections = sorted(layers.sections, key=lambda section: (section.start, -section.end))
        self._starts = [section.start for section in self.sections]
        self._document_starts = [document.start for document in self.documents]

    def document_at(self, place: int) -> Document | None:
        index = bisect_right(self._document_starts, place) - 1
        return self.documents[index] if index >= 0 and place < self.documents[index].end else None

    def section_at(self, place: int) -> Section | None:
        index = bisect_right(self._starts, place) - 1
        while index >= 0 and self.sections[index].end <= place:
            index -= 1
        return self.sections[index] if index >= 0 else None


def at_word_borders(layers: Layers, places: Iterable[int]) -> bool:
    """Whether the segmenter has a border at every one of the places."""
    tokens = layers.tokens
    for place in places:
        index = bisect_left(tokens, place, key=_start_of)
        if tokens[index].start != place if index < len(tokens) else place != len(layers.text):
            return False
    return True


def clause_of(statement: Statement) -> Place:
    """The clause a statement was read from."""
    return statement.start, statement.end


# indicators that say nothing of what is counted: no identity can rest on them
EMPTY_NAME: Final = re.compile(
    r"^text:(?:.{0,3}|.*(?:惠和|以上|其他|项目|学校|企业|单位|工程|问题|任务|活动|资金|投资|"
    r"总投资))(?:@.*)?(?:~.*)?$"
)


def by_key(statements: Sequence[Statement]) -> dict[tuple[object, ...], list[Statement]]:
    """Statements of one fact: the same indicator, facets, period, role, unit and kind of measure."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for statement in statements:
        if statement.indicator is None or statement.value is None or statement.quantity_id is None:
            continue
        facets = statement.facets
        key = (
            statement.indicator.id,
            statement.role,
            statement.period,
            statement.measure,
            facets.award_level,
            facets.batch,
            facets.grade,
            facets.scope,
            facets.ownership,
            facets.universe if not statement.indicator.known else None,
        )
        groups.setdefault(key, []).append(statement)
    return groups


_MARKS: Final = re.compile(r"[“”\"'‘’《》、\s]")
_LEVEL: Final = re.compile(
    r"^(?:全国|国家|全?省|全?市|全?[区县]|镇|校|[一-鿿]{2,3}[省市区县])(?:级)?(?=[一-鿿“]{3})|"
    r"^(?:新增|建成|完成|创建|创成|全年|公开招聘|提前)"
)


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """The wording of an indicator without quotation marks, level and leading verb."""
    name = _MARKS.sub("", name)
    while (level := _LEVEL.match(name)) is not None:
        name = name[level.end() :]
    return name
