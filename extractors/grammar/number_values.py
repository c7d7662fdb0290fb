"""The value of a written number, Arabic or Chinese, exact: 1亿2千万 -> 120000000, 三百五 -> 350.

Reads: “204518.04万”, “二十来万”, “3万4000”, “百分之五点五”, “二〇二三”, “壹仟玖佰”.
Leaves: where a numeral begins and ends in a text (`number_patterns`, `numerals`).

Values are decimal strings: Arabic numbers are scaled by moving the decimal point, Chinese ones are whole
numbers, so nothing is ever rounded but a fraction.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Final

DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
SMALL_UNITS: Final = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
LARGE_UNITS: Final = {"万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12}
POWERS: Final = {**SMALL_UNITS, **LARGE_UNITS}
TWENTY_THIRTY: Final = {"廿": 20, "卅": 30}
WIDE: Final = str.maketrans("０１２３４５６７８９．，－＋％／−·", "0123456789.,-+%/-.")
FRACTION_CONTEXT: Final = Context(prec=50, rounding=ROUND_HALF_EVEN)
SIX_DIGITS: Final = Context(prec=6, rounding=ROUND_HALF_EVEN)
SMALL: Final = Decimal("0.001")
SIX_PLACES: Final = Decimal("0.000001")


def plain(value: Decimal) -> str:
    """The decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    return trim(text)


def trim(text: str) -> str:
    """1.500 -> 1.5, 007 -> 7, -0 -> 0."""
    if text.isdigit() and text[0] != "0":
        return text
    sign = "-" if text.startswith("-") else ""
    body = text.lstrip("-")
    if "." in body:
        body = body.rstrip("0").rstrip(".")
    body = body.lstrip("0") or "0"
    if body.startswith("."):
        body = "0" + body
    return body if body == "0" else sign + body


def scale(text: str, power: int) -> str:
    """The decimal string times ten to the power, by moving the point: exact whatever the length."""
    if power == 0:
        return trim(text)
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, part = body.partition(".")
    if power > 0:
        part = part.ljust(power, "0")
        return trim(f"{sign}{whole}{part[:power]}.{part[power:]}" if part[power:] else sign + whole + part)
    whole = whole.rjust(-power + 1, "0")
    return trim(f"{sign}{whole[:power]}.{whole[power:]}{part}")


def multiply(value: str, factor: str) -> str:
    """The exact product of two decimal strings; powers of ten only move the point."""
    if factor == "1":
        return value
    head = factor.rstrip("0")
    if head == "1":
        return scale(value, len(factor) - 1)
    if factor.startswith("0.") and factor[2:].lstrip("0") == "1":
        return scale(value, -(len(factor) - 2))
    return plain(FRACTION_CONTEXT.multiply(Decimal(value), Decimal(factor)))


def parse_chinese(text: str) -> int | None:
    """A whole number in Chinese, plain or formal; 余 多 来 几 数 and blanks inside are passed over.

    三百五 is 350 and 一万三 is 13000, as spoken; 二〇二三 is read digit by digit.
    """
    total = section = 0
    digit: int | None = None
    if not text:
        return None
    last_power, zero_before = 0, False
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    for char in text:
        if char in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = DIGITS[char]
            zero_before = zero_before or digit == 0
            if digit != 0:
                continue
            digit, zero_before = None, True
        elif char in SMALL_UNITS:
            section += (1 if digit is None else digit) * 10 ** SMALL_UNITS[char]
            digit, last_power, zero_before = None, SMALL_UNITS[char], False
        elif char in LARGE_UNITS:
            power = LARGE_UNITS[char]
            section += digit or 0
            if section == 0 and total == 0:
                total = 10**power
            elif section == 0 or (total and total < 10**power):
                total = (total + section) * 10**power
            else:
                total += section * 10**power
            section, digit, last_power, zero_before = 0, None, power, False
        elif char in TWENTY_THIRTY:
            section += TWENTY_THIRTY[char]
            digit, last_power = None, 1
        elif char in "余多来几数 \u3000":
            continue
        else:
            return None
    if digit:
        short = last_power >= 2 and not zero_before and len(text) >= 2
        section += digit * 10 ** (last_power - 1) if short else digit
    return total + section


GROUPING: Final = re.compile(r",|(?<=[0-9])[ \u2009\u00a0](?=[0-9]{3})")
"""Marks between groups of three digits."""


@lru_cache(maxsize=4096)
def parse_number(text: str) -> str | None:
    """The value of one written number as a decimal string, or None when it is none.

    >>> parse_number("204518.04万"), parse_number("二十来万"), parse_number("1亿2千万")
    ('2045180400', '200000', '120000000')
    """
    text = text.strip()
    negative = text.startswith(("负", "-", "－", "−"))
    body = text.lstrip("负-－− ")
    if not body:
        return None
    value = _parse_positive(body)
    if value is None:
        return None
    return trim("-" + value) if negative else value


def _parse_positive(body: str) -> str | None:
    if body[0].isdigit() or body[0] == ".":
        return _parse_mixed(GROUPING.sub("", body.translate(WIDE)))
    whole, point, part = body.partition("点")
    number = parse_chinese(whole)
    if number is None:
        return None
    if point:
        if not part or any(char not in DIGITS for char in part):
            return None
        return trim(f"{number}." + "".join(str(DIGITS[char]) for char in part))
    return str(number)


_SCALED: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?|\.[0-9]+)([十百千万亿兆]*)$")
_MIXED_PART = re.compile(r"([零〇]?)([0-9]+(?:\.[0-9]+)?)\s*(?:[余多来几])?([十百千万亿兆]*)")


def _parse_mixed(body: str) -> str | None:
    """3.4万 | 1亿2千万 | 3万4000 | 1千零1."""
    single = _SCALED.match(body)
    if single is not None:
        return scale(single[1], sum(POWERS[char] for char in single[2]))
    parts = _MIXED_PART.findall(body)
    # 1亿2千万: a later 万 also multiplies the thousands before it, a smaller part is simply added
    values = [Decimal(scale(number, sum(POWERS[char] for char in times))) for _, number, times in parts]
    trailing_large = parts[-1][2][-1:] if parts[-1][2] else ""
    if trailing_large in LARGE_UNITS and any(
        times and times[-1] in SMALL_UNITS for _, _, times in parts[:-1]
    ):
        factor = 10 ** LARGE_UNITS[trailing_large]
        values = [
            value * factor if times and times[-1] in SMALL_UNITS else value
            for value, (_, _, times) in zip(values, parts, strict=True)
        ]
    return plain(sum(values, Decimal(0)))


_POWER: Final = re.compile(r"(-?[0-9.]+)(?:([eE])|\^)([-+]?[0-9]+)$")


def parse_power(text: str) -> str | None:
    """1.2E+05 -> 120000, 2^-1 -> 0.5."""
    match = _POWER.match(text.translate(WIDE).replace(",", ""))
    if match is None:
        return None
    base, exponent = match[1], int(match[3])
    if match[2]:
        return scale(base, exponent)
    sign = "-" if base.startswith("-") else ""
    return sign + plain(
        FRACTION_CONTEXT.power(Decimal(base.lstrip("-")), exponent).normalize(FRACTION_CONTEXT)
    )


def parse_fraction(text: str) -> tuple[str, str] | None:
    """Numerator and denominator of 三分之二 or 百分之5.5 as decimal strings."""
    denominator, _, numerator = text.partition("分之")
    below, above = parse_number(denominator), parse_number(numerator)
    if below is None or above is None or below == "0":
        return None
    return above, below


def divide(numerator: str, denominator: str) -> str:
    """The quotient rounded to six places, a tiny one to six digits."""
    quotient = FRACTION_CONTEXT.divide(Decimal(numerator), Decimal(denominator))
    if abs(quotient) < SMALL:
        return plain(SIX_DIGITS.plus(quotient))
    return plain(quotient.quantize(SIX_PLACES, context=FRACTION_CONTEXT))
