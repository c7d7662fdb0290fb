"""Every numeral of the text with its value and its fate.

Finds: “新增学位1740个” (measure), “2023年” (date), “（一）” (marker), “第三批” (ordinal), “三化一创” (name).
Leaves nothing out: each Arabic or Chinese numeral becomes exactly one record, and no two overlap.

The rules run in the order of `RULES`; the first that answers decides, and its code is kept as `reason`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from extractors.dictionary import is_word
from extractors.grammar.numeral_counts import count_class, doubled_class, half_class, is_plain_measure
from extractors.grammar.numeral_dates import CALENDAR, date_class
from extractors.grammar.numeral_names import LISTED_AFTER, MARKER_BEFORE, code_class, marker_class, name_class
from extractors.grammar.numeral_ordinals import ORDINAL_AFTER, ORDINAL_BEFORE, ordinal_class
from extractors.grammar.numeral_scopes import scope_class
from extractors.grammar.numeral_site import QuotesAhead, Site, Token, Verdict, find_quotes, read_unit
from extractors.grammar.numeral_words import dictionary_class, idiom_class, listed_class
from extractors.grammar.numerals import Number, find_numbers
from extractors.layers import Layers
from extractors.positions import starts_of
from extractors.records import Numeral, Word, record_id

Rule = Callable[[Site], Verdict | None]
NEAR_RULES: Final[tuple[Rule, ...]] = (
    doubled_class,
    marker_class,
    code_class,
    date_class,
    half_class,
    ordinal_class,
)
"""Of a Chinese numeral these look only at the characters beside it."""
RULES: Final[tuple[Rule, ...]] = (
    listed_class,
    idiom_class,
    scope_class,
    name_class,
    dictionary_class,
)
_NEAR_BEFORE: Final = MARKER_BEFORE | ORDINAL_BEFORE | frozenset("+＋")
_NEAR_AFTER: Final = LISTED_AFTER | CALENDAR | ORDINAL_AFTER | frozenset("番号+＋")
_CHINESE: Final = frozenset({"chinese", "pair", "row", "formal", "single"})
UNQUOTED: Final = frozenset({"统一", "一般", "一致", "一体化", "进一步", "唯一", "一定", "一切"})


def classify(site: Site) -> Verdict:
    """The class of one numeral and the code of the rule that decided."""
    if site.quote is not None:
        return _quoted(site)
    if _may_be_near(site):
        for rule in NEAR_RULES:
            verdict = rule(site)
            if verdict is not None:
                return verdict
    for rule in RULES:
        verdict = rule(site)
        if verdict is not None:
            return verdict
    return count_class(site)


def _may_be_near(site: Site) -> bool:
    """False for a Chinese numeral that has nothing beside it that a near rule speaks of, as most have."""
    if site.number.kind not in _CHINESE:
        return True
    last, first = site.before[-1], site.after[0]
    return last in _NEAR_BEFORE or first in _NEAR_AFTER or last.isspace() or first.isspace()


def _quoted(site: Site) -> Verdict:
    """Inside quotation marks a numeral is a name, unless it dates, orders or is part of a plain word."""
    dated = date_class(site)
    if dated is not None and dated[0] == "date":
        return dated
    if site.before[-1:] == "第":
        verdict = ordinal_class(site)
        if verdict is not None:
            return verdict
    listed = listed_class(site)
    if listed is not None and listed[1].removeprefix("word:") in UNQUOTED:
        return listed
    if site.unit is not None and site.unit.symbol.startswith("连") and site.number.value not in ("1", "2"):
        return "measure", f"unit:{site.unit.symbol}"
    quote = site.quote
    if quote is not None and not quote.title and quote.end - quote.start >= QUOTED_SENTENCE:
        unit = site.unit
        if (
            unit is not None
            and site.number.kind == "arabic"
            and is_plain_measure(site.text, site.start, unit)
        ):
            # 目标任务为“新建学校37所、新增学位3.3万个”
            return "measure", f"unit:{unit.symbol}"
    return "name", "quoted_title" if site.quote is not None and site.quote.title else "quoted"


def find_numerals(text: str, *, key: str, tokens: Sequence[Word] = ()) -> list[Numeral]:
    """Every numeral of `text` in order."""
    quotes = QuotesAhead(find_quotes(text))
    find_token = partial(_token, text, tokens, starts_of(tokens))
    verdicts: list[tuple[Number, Verdict]] = []
    unit_end = 0
    for number in find_numbers(text):
        if number.start < unit_end:
            verdicts.append((number, ("lexical", "inside_unit")))
            continue
        quote, measure = quotes.at(number.start), read_unit(text, number.end)
        unit = measure[1]
        unit_end = unit.end if unit is not None else 0
        counted = unit if quote is None and number.kind == "arabic" else None
        if counted is not None and is_plain_measure(text, number.start, counted):
            verdicts.append((number, ("measure", f"unit:{counted.symbol}")))
        else:
            verdicts.append((number, classify(Site(text, number, measure, quote, find_token))))
    _inherit(text, verdicts)
    return [_numeral(text, number, verdict, key) for number, verdict in verdicts]


QUOTED_SENTENCE: Final = 14
"""A quotation this long says something; a shorter one is a name: “5A级”, “90后”."""
INHERITS: Final = ("no_unit", "unknown_word", "bare_number", "listed", "bare_figure", "unknown_unit")
JOINED: Final = re.compile(r"\s?(?:[、和及与或至到]|[-—－–~～]{1,2})\s?")


def _inherit(text: str, verdicts: list[tuple[Number, Verdict]]) -> None:
    """二、三级子公司, 三到五年, 1、2号机组: what the last of a row is, the others are."""
    for index in range(len(verdicts) - 2, -1, -1):
        number, (_, reason) = verdicts[index]
        following, verdict = verdicts[index + 1]
        near = following.start - number.end <= 3 and verdict[0] != "lexical"
        if near and reason.split(":")[0] in INHERITS and JOINED.fullmatch(text, number.end, following.start):
            verdicts[index] = (number, (verdict[0], "listed"))


def _numeral(text: str, number: Number, verdict: Verdict, key: str) -> Numeral:
    name, reason = verdict
    return Numeral(
        id=record_id(key, "numeral", number.start, number.end),
        start=number.start,
        end=number.end,
        text=text[number.start : number.end],
        value=number.value,
        class_=name,
        reason=reason,
    )


def _token(text: str, tokens: Sequence[Word], starts: Sequence[int], number: Number) -> Token | None:
    """The word around a Chinese numeral; the word that begins where an Arabic numeral ends."""
    arabic = number.kind == "arabic"
    place = number.end if arabic else number.start
    index = bisect_right(starts, place) - 1
    if index < 0:
        return None
    word = tokens[index]
    if place >= word.end or (arabic and word.start != place):
        return None
    written = text[word.start : word.end]
    return Token(word.start, word.end, word.pos, written, arabic or is_word(written))


def add_numerals(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: reads the text and the segmenter's words, adds the numerals."""
    return {"numerals": tuple(find_numerals(layers.text, key=layers.key, tokens=layers.tokens))}
