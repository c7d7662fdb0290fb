"""Reads written numbers, Arabic and Chinese, and finds every numeral of a text.

Finds: “全年投入1.2亿元,惠及二十余万人次”; “优良率从百分之八十五提高到九成”. Start at `find_numbers`.
Leaves: what a number is used for (see `numeral_context`) and the words around it (`units`, `bounds`).

Values are exact decimal strings: Arabic numbers are scaled by moving the decimal point, Chinese
ones are whole numbers, so nothing is ever rounded but a fraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final, NamedTuple

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
WIDE: Final = str.maketrans("０１２３４５６７８９．，－＋％", "0123456789.,-+%")
FRACTION_CONTEXT: Final = Context(prec=50, rounding=ROUND_HALF_EVEN)
SIX_PLACES: Final = Decimal("0.000001")

_D = "[0-9０-９]"
_GROUPED = rf"{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})|{_D}+"
# 56.67 | 12,500.5 | 2.2.1 stays three numbers: a dotted code is no decimal
_ARABIC = rf"(?:(?<![0-9０-９][.．])(?:{_GROUPED})[.．]{_D}+(?!{_D})(?![.．]{_D})|{_GROUPED})"
_ONE = "[一二两三四五六七八九]"
_ZERO = "[零〇]"
_HEDGE = "[余多来几]"
# a multiplier, but not the first character of 千瓦 千米 百分点 千家万户
_TIMES = r"(?:万亿|[百千]?万万|[百千十]?[万亿](?!象|科|达广场)|千(?![瓦米克伏卡赫帕安焦比字公])|百(?!分)|兆(?![瓦赫比字帕伏焦]))"
# 1.2亿 | 3万4000 | 1亿2千万 | 1千零1 | 7000余万 | 1000  万
_ARABIC_LED = (
    rf"{_ARABIC}(?:\s{{0,2}}(?:{_HEDGE}(?=[万亿]))?{_TIMES}"
    rf"(?:{_ZERO}?{_D}{{1,4}}{_TIMES}){{0,3}}"
    rf"(?:{_ZERO}{_D}{{1,3}}(?!{_D}|[.．]{_D}|年)|(?<=万){_D}{{3,4}}(?!{_D}|[.．]{_D}|年))?)?"
)
# 一百零五 | 十余万 | 二十来万 | 数百万 | 十 余 万 | 三百五十点六
_CHINESE = (
    rf"(?:(?<![人总户次件分指倍参天个位级班校园台辆口票岁系函基])[数几](?=[十百千万亿]))?"
    rf"(?:{_ZERO}{{0,2}}{_ONE}?(?:[廿卅]|[十百千万亿兆])"
    rf"(?:\s?{_HEDGE}\s?(?=[万亿]))?){{0,16}}{_ZERO}{{0,2}}{_ONE}?"
)
_FORMAL = "(?:[零壹贰叁肆伍陆柒捌玖拾佰仟万亿貳參陸]|[一二三四五六七八九十百千](?=[拾佰仟])){2,40}"
_POINT = r"(?:点(?:[零〇一二三四五六七八九]+))?"
_SIGN = r"(?:负\s?|(?<![0-9０-９A-Za-z一-鿿）)%％\-—－–]))"

PAIRS: Final = ("一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五")
_PAIR = "(?:" + "|".join(PAIRS) + ")"

NUMBER: Final = re.compile(
    rf"""
    (?P<fraction>(?:负\s?)?(?:{_ARABIC}|(?:[一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟零]{{1,20}}))
        分之(?P<numerator>{_ARABIC}|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{{1,20}}{_POINT}))
  | (?P<ratio>(?<![0-9０-９.．/])[1-9][0-9]?/[1-9][0-9]{{0,2}}(?![0-9０-９/.．年月学级]))
  | (?P<arabic>(?:负\s?|(?<![0-9０-９A-Za-z\u4e00-\u9fff）)%％\-—－–])[-－−](?={_D}))?{_ARABIC_LED})
  | (?P<plan>十[一二三四五六七八九]五(?![十百千万亿]))
  | (?P<year>[一二][〇零○一二三四五六七八九]{{3}}(?![〇零○一二三四五六七八九十百千万亿]))
  | (?P<pair>(?:{_ONE}?[百千]{_ZERO}?)?(?:{_ONE}?十)?{_PAIR}(?![〇零一二三四五六七八九]|分之)
        (?:[十百千]?[万亿]?(?!分之)))
  | (?P<row>一二三四五|一二三四|一二三|二三四|三四五|四五六|五六七)
  | (?P<formal>{_FORMAL})
  | (?P<chinese>(?:负\s?)?(?=[零〇一二两三四五六七八九十百千万亿廿卅数几]){_CHINESE}(?<=[零〇一二两三四五六七八九十百千万亿廿卅]){_POINT})
  | (?P<single>[壹贰叁肆柒捌玖](?=[元角分条份个]))
  | (?P<word>[首双半])
    """,
    re.VERBOSE,
)


class Number(NamedTuple):
    """A numeral as written. `upper` is set for 六七 (six or seven), `hedge` for 余 多 来 几 数 inside."""

    start: int
    end: int
    value: str | None
    upper: str | None
    hedge: str | None
    kind: str
    """fraction, arabic, plan, year, pair, row, formal, chinese, single or word."""
    fraction: tuple[str, str] | None


def plain(value: Decimal) -> str:
    """The decimal without exponent and without trailing zeros."""
    text = format(value, "f")
    return _trim(text)


def _trim(text: str) -> str:
    """1.500 -> 1.5, 007 -> 7, -0 -> 0."""
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
        return _trim(text)
    sign, body = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, part = body.partition(".")
    if power > 0:
        part = part.ljust(power, "0")
        return _trim(f"{sign}{whole}{part[:power]}.{part[power:]}" if part[power:] else sign + whole + part)
    whole = whole.rjust(-power + 1, "0")
    return _trim(f"{sign}{whole[:power]}.{whole[power:]}{part}")


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
    last_power, zero_before = 0, False
    if all(char in DIGITS for char in text) and text:
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
    return _trim("-" + value) if negative else value


def _parse_positive(body: str) -> str | None:
    if body[0].isdigit():
        return _parse_mixed(body.translate(WIDE).replace(",", ""))
    whole, point, part = body.partition("点")
    number = parse_chinese(whole)
    if number is None:
        return None
    if point:
        if not part or any(char not in DIGITS for char in part):
            return None
        return _trim(f"{number}." + "".join(str(DIGITS[char]) for char in part))
    return str(number)


_MIXED_PART = re.compile(r"([零〇]?)([0-9]+(?:\.[0-9]+)?)\s*(?:[余多来几])?([十百千万亿兆]*)")


def _parse_mixed(body: str) -> str | None:
    """3.4万 | 1亿2千万 | 3万4000 | 1千零1."""
    if body.replace(".", "", 1).isdigit():
        return _trim(body)
    parts = _MIXED_PART.findall(body)
    if len(parts) == 1:
        _, number, times = parts[0]
        return scale(number, sum(POWERS[char] for char in times))
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


def parse_fraction(text: str) -> tuple[str, str] | None:
    """Numerator and denominator of 三分之二 or 百分之5.5 as decimal strings."""
    denominator, _, numerator = text.partition("分之")
    below, above = parse_number(denominator), parse_number(numerator)
    if below is None or above is None or below == "0":
        return None
    return above, below


def divide(numerator: str, denominator: str) -> str:
    """The quotient rounded to six places."""
    quotient = FRACTION_CONTEXT.divide(Decimal(numerator), Decimal(denominator))
    return plain(quotient.quantize(SIX_PLACES, context=FRACTION_CONTEXT))


def _inner_hedge(text: str) -> str | None:
    if text[0] in "数几":
        return text[0]
    for hedge in "余多来几":
        if hedge in text:
            return hedge
    return None


def _pair_values(text: str) -> tuple[str, str] | None:
    """七八十 -> 70, 80; 十七八 -> 17, 18; 两三万 -> 20000, 30000."""
    match = re.search(_PAIR, text)
    if match is None:
        return None
    head, pair, tail = text[: match.start()], match.group(), text[match.end() :]
    low, high = parse_number(head + pair[0] + tail), parse_number(head + pair[1] + tail)
    return (low, high) if low is not None and high is not None else None


def _read(match: re.Match[str]) -> Number:
    kind = str(match.lastgroup if match.lastgroup != "numerator" else "fraction")
    start, end, text = match.start(), match.end(), match.group()
    if kind == "arabic":
        hedge = None if text.isascii() else next((char for char in text if char in "余多来几"), None)
        return Number(start, end, parse_number(text) if len(text) <= 60 else None, None, hedge, kind, None)
    if kind == "ratio":
        above, below = text.split("/")
        return Number(start, end, divide(above, below), None, None, "fraction", (above, below))
    if kind == "fraction":
        fraction = parse_fraction(text)
        if fraction is None:
            return Number(start, end, None, None, None, kind, None)
        value = fraction[0] if fraction[1] == "100" else divide(*fraction)
        return Number(start, end, value, None, None, kind, fraction)
    if kind in ("pair", "row"):
        values = _pair_values(text) if kind == "pair" else (str(DIGITS[text[0]]), str(DIGITS[text[-1]]))
        if values:
            return Number(start, end, values[0], values[1], None, kind, None)
    if kind == "plan":
        return Number(start, end, None, None, None, kind, None)
    if kind == "word":
        return Number(start, end, {"首": "1", "双": "2", "半": "0.5"}[text], None, None, kind, None)
    return Number(start, end, parse_number(text), None, _inner_hedge(text), kind, None)


def read_number(text: str) -> Number | None:
    """The numeral that the whole of `text` is, or None."""
    match = NUMBER.fullmatch(text)
    return _read(match) if match else None


def find_numbers(text: str) -> Iterator[Number]:
    """Every numeral in text order; two numerals never overlap."""
    for match in NUMBER.finditer(text):
        yield _read(match)
