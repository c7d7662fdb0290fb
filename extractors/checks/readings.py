"""One report as the checks across reports see it: its statements by what they measure.

Only the same indicator, level, scope and unit meet; a name that says nothing (项目, 资金) meets nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from extractors.checks.finding import EMPTY_NAME, Sections, bare_name
from extractors.checks.rounding import Span, printed_span
from extractors.layers import Layers
from extractors.records import Bundle, Quantity, Statement

Key = tuple[object, ...]
SAME_COUNT: Final = frozenset({"所", "个", "家"})
PEOPLE: Final = frozenset({"名", "人", "位"})
_SENTENCE: Final = re.compile(r"[。；;!！?？\n]")
# 截至10月底 | 1-11月: a figure of part of the year.
_PART_YEAR: Final = re.compile(r"截[至止]|\d{1,2}\s?[-—~至到]\s?\d{1,2}月|上半年|下半年|季度|前\S{1,3}个?月")
# 累计 | 五年来: a figure of several years.
_SEVERAL_YEARS: Final = re.compile(r"累计|[两三四五六七八九十\d]年(?:来|间|共)|年均|十[一二三四五]五")
ESTIMATE: Final = re.compile(r"预计|预期|有望|初步(?:统计|核算)|左右|约")


class Reading:
    """A report with its statements at hand."""

    def __init__(self, report: Bundle | Layers) -> None:
        self.text = report.text
        self.statements = report.statements
        self.quantities: dict[str, Quantity] = {quantity.id: quantity for quantity in report.quantities}
        self.sections = Sections(report)
        self.years = {year for s in self.statements for year in (s.period, s.base_period) if year is not None}
        """All years that its statements speak of."""
        self._spans: dict[str, Span] = {}
        self._ends = [match.end() for match in _SENTENCE.finditer(report.text)]
        self._of: dict[str, list[Statement]] = defaultdict(list)
        self.results: dict[Key, list[Statement]] = defaultdict(list)
        self.targets: dict[Key, list[Statement]] = defaultdict(list)
        for statement in sorted(self.statements, key=lambda statement: (statement.start, statement.end)):
            if statement.indicator is not None:
                self._of[statement.indicator.id].append(statement)
            if not self.is_exact(statement) or statement.period is None or statement.change is not None:
                continue
            for key in keys_of(statement, statement.period):
                if statement.role == "result" and statement.bound == "eq" and not self.is_partial(statement):
                    self.results[key].append(statement)
                elif statement.role == "target" and statement.period_start is None:
                    self.targets[key].append(statement)

    def statements_of(self, identity: str) -> Sequence[Statement]:
        """All statements of one indicator, in text order."""
        return self._of.get(identity, ())

    def is_exact(self, statement: Statement) -> bool:
        """It names an indicator and prints one number."""
        quantity = self.quantities.get(statement.quantity_id or "")
        return quantity is not None and quantity.upper is None and statement.indicator is not None

    def span_of(self, statement: Statement) -> Span | None:
        """What the printed value may stand for; None for a range or where there is no number."""
        if not self.is_exact(statement):
            return None
        quantity = self.quantities[statement.quantity_id or ""]
        span = self._spans.get(quantity.id)
        if span is None:
            span = self._spans[quantity.id] = printed_span(quantity)
        return span

    def quantity_of(self, statement: Statement) -> Quantity | None:
        return self.quantities.get(statement.quantity_id or "")

    def sentence_start(self, place: int) -> int:
        """Where the sentence begins that holds `place`."""
        index = bisect_right(self._ends, place) - 1
        return self._ends[index] if index >= 0 else 0

    def is_partial(self, statement: Statement) -> bool:
        """The value is of a part of the year or of several years."""
        if statement.period_start is not None and statement.period_start != statement.period:
            return True
        words = self.text[self.sentence_start(statement.start) : statement.end]
        return bool(_PART_YEAR.search(words) or _SEVERAL_YEARS.search(statement.text))

    def is_review(self, statement: Statement) -> bool:
        """It stands where the report tells what was done."""
        section = self.sections.section_at(statement.start)
        if section is not None and section.part is not None:
            return section.part == "review"
        document = self.sections.document_at(statement.start)
        return document is not None and document.kind in ("summary", "work_report")


def keys_of(statement: Statement, period: int | None, *, identity: str | None = None) -> list[Key]:
    """What a statement measures in a year; none where its name says too little."""
    indicator = statement.indicator
    if indicator is None or period is None or EMPTY_NAME.match(indicator.id):
        return []
    facets = statement.facets
    unit = statement.unit or ""
    counted = "所" if unit in SAME_COUNT else "人" if unit in PEOPLE else unit
    key = (
        identity or indicator.id, period, counted, facets.award_level, facets.grade, facets.batch,
        facets.scope, facets.ownership,
    )  # fmt: skip
    return [key]


def same_words(one: Statement, other: Statement) -> bool:
    """Both name the indicator in the same words, level and verb aside."""
    if one.indicator is None or other.indicator is None:
        return False
    return bare_name(one.indicator.text) == bare_name(other.indicator.text)
