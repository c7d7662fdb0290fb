"""Statements of a report: every measure and rank with its role, period, indicator and change.

    建成投用公办幼儿园6所,公办园占比达56.67%,比上年提升5.64个百分点。
      →  result 6 所 公办幼儿园; result 56.67 % 公办园占比; change 5.64 points of the same

Start at `find_statements`. Quantities the text does not name anything for keep an empty indicator.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any, Final

from extractors.grammar.periods import PeriodPhrase, find_period_phrases
from extractors.layers import Layers
from extractors.records import Document, Quantity, Sentence, Statement
from extractors.statements.clauses import split_clauses
from extractors.statements.draft import Draft
from extractors.statements.drafts import draft_sentence
from extractors.statements.making import Where, make_statements
from extractors.statements.milestone_statements import make_milestones
from extractors.statements.milestones import find_triggers
from extractors.statements.periods import Setting
from extractors.statements.repeats import link_repeats
from extractors.statements.tokens import Tokens

NUMBER_CLASSES: Final = frozenset({"measure", "rank"})
# A sentence that begins with its period: 五年来, 去年 | “十一五”期间
OPENING_PERIOD: Final = re.compile(
    r"[\s\u3000—]*(?P<period>过去|[一二三四五六七八九十]年来|近[一二三五十]年|去年|今年|[“\"]?十[一二三四]?五[”\"]?(?:时期|期间))"
)

# what these two begin with: few sentences do
OPENING_FIRST: Final = frozenset('过一二三四五六七八九十近去今“"12—')

WRITTEN: Final = re.compile(r"总结|计划|要点|打算|思路|汇报")
OPENING_YEAR: Final = re.compile(r"[\s\u3000—]*(?:19|20)\d\d年")


def find_statements(layers: Layers) -> tuple[Statement, ...]:
    """All statements of the report in text order."""
    text = layers.text
    quantities = _measured(layers)
    settings = _settings(layers)
    tokens = Tokens(layers.tokens)
    starts = [quantity.start for quantity in quantities]
    statements: list[Statement] = []
    previous: list[Draft] = []
    triggers = find_triggers(text)
    trigger_starts = [trigger.start() for trigger in triggers]
    for places in (starts, trigger_starts):
        # none is beyond the text: what is asked for is always followed by something
        places.append(len(text))
    low = told = 0
    inherited: PeriodPhrase | None = None
    stock = False
    for sentence in layers.sentences:
        start, end = sentence.start, sentence.end
        if inherited is not None and text[start - 1] == "\n":
            inherited = None
        if text[start] in OPENING_FIRST:
            inherited = _inherit(text, sentence, inherited)
        if starts[low] < start:
            low = bisect_left(starts, start, low)
        if trigger_starts[told] < start:
            told = bisect_left(trigger_starts, start, told)
        if starts[low] >= end and trigger_starts[told] >= end:
            previous, stock = [], False
            continue
        high = bisect_left(starts, end, low)
        document_id, setting = settings[sentence.section_id]
        phrases = find_period_phrases(text, start, end)
        if inherited is not None and inherited.end <= start:
            phrases.insert(0, inherited)
        where = Where(text, layers.key, document_id, sentence.section_id, setting, phrases)
        places = starts[low:high]
        clauses = split_clauses(text, start, end, places)
        drafts, asides = draft_sentence(text, clauses, quantities[low:high], places, tokens, previous)
        goes_on = stock and text.startswith("其中", start)
        found = make_statements(where, [*drafts, *asides], stock=goes_on)
        stock = _tells_stock(found)
        if trigger_starts[told] < end and not setting.background:
            telling = triggers[told : bisect_left(trigger_starts, end, told)]
            found.extend(make_milestones(where, clauses, places, telling, tokens))
            found.sort(key=lambda statement: (statement.start, statement.id))
        statements.extend(found)
        previous = drafts
    return link_repeats(statements)


def _tells_stock(found: list[Statement]) -> bool:
    """True when the last number of a sentence, but for how much it grew, is of what there is."""
    for statement in reversed(found):
        if statement.role != "change":
            return statement.rules[0] == "existing_stock"
    return False


def _inherit(text: str, sentence: Sentence, inherited: PeriodPhrase | None) -> PeriodPhrase | None:
    """The period that sentences after this one speak of, within the paragraph: 五年来,… 过去一年,…"""
    head = text[sentence.start : sentence.start + 5]
    if head[0] not in "—过" and "年" not in head and "五" not in head:
        # 一是, 二、: the sentence begins with no period at all
        return inherited
    opening = OPENING_PERIOD.match(text, sentence.start, sentence.end)
    if opening is None:
        return None if OPENING_YEAR.match(text, sentence.start, sentence.end) else inherited
    place = opening.start("period")
    phrases = find_period_phrases(text, place, min(place + 14, sentence.end))
    return phrases[0] if phrases and phrases[0].start <= place + 2 and not phrases[0].until else None


def _measured(layers: Layers) -> list[Quantity]:
    counted = {numeral.id for numeral in layers.numerals if numeral.class_ in NUMBER_CLASSES}
    return [
        quantity
        for quantity in layers.quantities
        if not quantity.numeral_ids or not counted.isdisjoint(quantity.numeral_ids)
    ]


def _is_speech(document: Document) -> bool:
    """True for a report held before a congress in the year after; 总结和计划 is written within its year."""
    return document.kind == "work_report" and not WRITTEN.search(document.title or "")


def _settings(layers: Layers) -> dict[str, tuple[str, Setting]]:
    documents = {document.id: document for document in layers.documents}
    table = {}
    for section in layers.sections:
        document = documents[section.document_id]
        part = section.part or ("plan" if document.kind == "plan" else "review")
        period = section.period if section.period is not None else document.period
        speech = document.period + 1 if _is_speech(document) and document.period is not None else period
        background = section.role in {"glossary", "front"} and document.kind != "other"
        table[section.id] = (document.id, Setting(part, period, speech, background))
    return table


def add_statements(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: every statement of the report."""
    return {"statements": find_statements(layers)}
