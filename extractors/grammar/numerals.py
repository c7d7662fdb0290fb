"""Finds every numeral of a text with its value.

Finds: “全年投入1.2亿元,惠及二十余万人次”; “优良率从百分之八十五提高到九成”. Start at `find_numbers`.
Leaves: what a number is used for (`numeral_site` and the rules after it) and the words around it (`units`,
`bounds`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec

from extractors.grammar.number_patterns import (
    ARABIC_NUMBER,
    BEGIN,
    CHINESE_NUMBER,
    DIGIT_LED,
    PAIR,
)
from extractors.grammar.number_values import (
    DIGITS,
    WIDE,
    divide,
    parse_fraction,
    parse_number,
    parse_power,
    plain,
    scale,
    trim,
)

TIMES: Final = {"万": 4, "亿": 8, "万亿": 12}
LONE_VALUES: Final = {**{char: str(DIGITS[char]) for char in "一二两三四五六七八九"}, "十": "10"}
LONGEST: Final = 60
"""A longer run of digits is a code; it keeps its place and gets no value."""


class Number(msgspec.Struct, frozen=True, gc=False):
    """A numeral as written. `upper` is set for 六七 (six or seven), `hedge` for 余 多 来 几 数 inside."""

    start: int
    end: int
    value: str | None
    upper: str | None
    hedge: str | None
    kind: str
    """fraction, arabic, plan, year, pair, row, formal, chinese, single or word."""
    fraction: tuple[str, str] | None


def _read_fraction(start: int, end: int, text: str) -> Number:
    """百分之五 is 5 (of a hundred); 三分之二 its quotient; 三又二分之一 is 3.5."""
    whole, mixed, part = text.rpartition("又")
    fraction = parse_fraction(part)
    if fraction is None:
        return Number(start, end, None, None, None, "fraction", None)
    if mixed:
        head = parse_number(whole)
        if head is None:
            return Number(start, end, None, None, None, "fraction", None)
        sum_ = Decimal(head) + Decimal(divide(*fraction)).copy_sign(Decimal(head))
        return Number(start, end, plain(sum_), None, None, "fraction", None)
    value = fraction[0] if part.startswith("百分之") else divide(*fraction)
    return Number(start, end, value, None, None, "fraction", fraction)


def _read_ratio(start: int, end: int, text: str) -> Number:
    """1/3 as printed; 1 3/5 is 1.6."""
    whole, _, part = text.rpartition(" ")
    above, below = part.lstrip("负").split("/")
    if not whole:
        sign = "-" if text.startswith("负") else ""
        return Number(start, end, sign + divide(above, below), None, None, "fraction", (sign + above, below))
    value = plain(Decimal(whole.replace("负", "-")) + Decimal(divide(above, below)))
    return Number(start, end, value, None, None, "fraction", None)


def _inner_hedge(text: str) -> str | None:
    if text[0] in "数几":
        return text[0]
    for hedge in "余多来几":
        if hedge in text:
            return hedge
    return None


def _pair_values(text: str) -> tuple[str, str] | None:
    """七八十 -> 70, 80; 十七八 -> 17, 18; 两三万 -> 20000, 30000."""
    match = re.search(PAIR, text)
    if match is None:
        return None
    head, pair, tail = text[: match.start()], match.group(), text[match.end() :]
    low, high = parse_number(head + pair[0] + tail), parse_number(head + pair[1] + tail)
    return (low, high) if low is not None and high is not None else None


def _read(match: re.Match[str]) -> Number:
    kind = str(match.lastgroup)
    start, end, text = match.start(), match.end(), match.group()
    if kind == "arabic":
        hedge = None if text.isascii() else next((char for char in text if char in "余多来几"), None)
        return Number(
            start, end, parse_number(text) if len(text) <= LONGEST else None, None, hedge, kind, None
        )
    if kind == "ratio":
        return _read_ratio(start, end, text.translate(WIDE))
    if kind == "half":
        return Number(start, end, "0.5", None, None, "fraction", ("1", "2"))
    if kind == "power":
        return Number(start, end, parse_power(text), None, None, "arabic", None)
    if kind == "fraction":
        return _read_fraction(start, end, text)
    if kind in ("pair", "row"):
        values = _pair_values(text) if kind == "pair" else (str(DIGITS[text[0]]), str(DIGITS[text[-1]]))
        if values:
            return Number(start, end, values[0], values[1], None, kind, None)
    if kind == "plan":
        return Number(start, end, None, None, None, kind, None)
    if kind == "word":
        return Number(start, end, {"首": "1", "双": "2", "半": "0.5"}[text], None, None, kind, None)
    return Number(start, end, parse_number(text), None, _inner_hedge(text), kind, None)


def _match_at(text: str, position: int) -> re.Match[str] | None:
    """The numeral that begins at `position`."""
    first = text[position]
    if first not in DIGIT_LED and (
        first != "负" or text[position + 1 : position + 3].strip()[:1] not in DIGIT_LED
    ):
        return CHINESE_NUMBER.match(text, position)
    return ARABIC_NUMBER.match(text, position)


def read_number(text: str) -> Number | None:
    """The numeral that the whole of `text` is, or None."""
    match = _match_at(text, 0) if text else None
    return _read(match) if match is not None and match.end() == len(text) else None


def find_numbers(text: str) -> Iterator[Number]:
    """Every numeral in text order; two numerals never overlap."""
    position = 0
    while (begin := BEGIN.search(text, position)) is not None:
        start, position = begin.span()
        kind = begin.lastgroup
        if kind == "lone":
            yield Number(start, position, LONE_VALUES[text[start]], None, None, "chinese", None)
        elif kind is not None:
            value = _plain_value(begin, kind) if position - start <= LONGEST else None
            yield Number(start, position, value, None, None, "arabic", None)
        else:
            match = _match_at(text, start)
            if match is not None and match.end() > start:
                number = _read(match)
                position = number.end
                yield number


def _plain_value(number: re.Match[str], kind: str) -> str:
    """The value of plain digits, with one multiplier at most."""
    if kind == "plain":
        return trim(number[0])
    times = number["times"]
    return scale(number[0].removesuffix(times), TIMES[times])
