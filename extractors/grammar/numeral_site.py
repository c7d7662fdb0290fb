"""A numeral in its place: the words around it that the class rules look at, each read once.

The rules (`numeral_dates`, `numeral_names`, `numeral_counts`) take a `Site` and answer a class with the
reason, or None. Reading ahead is bounded: a rule sees `WINDOW` characters on either side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from extractors.grammar.numerals import Number
from extractors.grammar.units import BLANKS, UnitMatch, find_unit
from extractors.records import NumeralClass

WINDOW: Final = 14
Measure = tuple[str, UnitMatch | None]
"""The hedge and the unit after a numeral."""
Verdict = tuple[NumeralClass, str]

HAN: Final = "\u4e00-\u9fff"


class Quote(msgspec.Struct, frozen=True, gc=False):
    """A quotation or title, with its marks."""

    start: int
    end: int
    title: bool


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word of the segmenter: around a Chinese numeral, or right after an Arabic one."""

    start: int
    end: int
    pos: str
    word: str
    known: bool
    """False for a word that the segmenter made up: the dictionary does not have it."""


class Site:
    """One numeral with its surroundings. `unit` is the measure word after it, hedge passed over.

    `find_token` is asked for the word of the segmenter only when a rule wants it: few do.
    """

    __slots__ = (
        "_asked",
        "_token",
        "after",
        "before",
        "end",
        "find_token",
        "hedge",
        "number",
        "quote",
        "start",
        "text",
        "unit",
        "word",
    )

    def __init__(
        self,
        text: str,
        number: Number,
        measure: Measure,
        quote: Quote | None,
        find_token: Callable[[Number], Token | None],
    ) -> None:
        start, end = number.start, number.end
        self.text = text
        self.number = number
        self.start = start
        self.end = end
        self.word = text[start:end]
        # a text begins and ends like a line, so that a rule always finds a character to look at
        self.before = text[start - WINDOW if start > WINDOW else 0 : start] or "\n"
        self.after = text[end : end + WINDOW] or "\n"
        self.hedge, self.unit = measure
        self.quote = quote
        self.find_token = find_token
        self._asked = False
        self._token: Token | None = None

    @property
    def token(self) -> Token | None:
        """The word around a Chinese numeral; the word that begins where an Arabic numeral ends."""
        if not self._asked:
            self._asked = True
            arabic_with_unit = self.unit is not None and self.number.kind == "arabic"
            self._token = None if arabic_with_unit else self.find_token(self.number)
        return self._token


PASSED_OVER: Final = frozenset("余多来几" + BLANKS)
"""Hedges and blanks between a numeral and its unit."""


def read_unit(text: str, end: int) -> Measure:
    """The hedge and the unit after a numeral: 2200|多|名, 79.89| |%, 10|余|家."""
    position, size = end, len(text)
    if end < size and text[end] not in PASSED_OVER:
        return "", find_unit(text, end)
    while position < size and position - end < 4 and text[position] in BLANKS:
        position += 1
    hedge = ""
    if position < size and text[position] in "余多来几":
        hedge = text[position]
        position += 1
        while position < size and position - end < 6 and text[position] in BLANKS:
            position += 1
    unit = find_unit(text, position)
    if hedge and unit is None:
        return (hedge, None) if hedge in "余多" else ("", None)
    return hedge, unit


# “……” ‘……’ 《……》 「……」; a quotation never crosses a line end
_QUOTES: Final = re.compile(
    r"“[^“”\n]{0,80}”|《[^《》\n]{0,120}》|‘[^‘’\n]{0,60}’|「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|"
    r"\"[^\"\n]{1,40}\"|〈[^〈〉\n]{0,80}〉"
)
_SPEECH: Final = re.compile(r"[。；！？]|，.{14}")


def find_quotes(text: str) -> list[Quote]:
    """Quotations and titles in text order; whole sentences that are quoted are speech and left out."""
    found = []
    for match in _QUOTES.finditer(text):
        title = match.group()[0] in "《〈"
        if title or not _SPEECH.search(match.group()):
            found.append(Quote(match.start(), match.end(), title))
    return found


class QuotesAhead:
    """Answers which quotation a place lies in; asked from the beginning of the text to its end."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = iter(quotes)
        self._ahead = next(self._quotes, None)

    def at(self, position: int) -> Quote | None:
        while self._ahead is not None and self._ahead.end <= position:
            self._ahead = next(self._quotes, None)
        return self._ahead if self._ahead is not None and self._ahead.start <= position else None
