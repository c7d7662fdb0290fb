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
WIDE: Final = str.maketrans("０１２３４５６７８９．，－＋％／−", "0123456789.,-+%/-")
FRACTION_CONTEXT: Final = Context(prec=50, rounding=ROUND_HALF_EVEN)
SIX_DIGITS: Final = Context(prec=6, rounding=ROUND_HALF_EVEN)
SMALL: Final = Decimal("0.001")
LONGEST: Final = 60
"""A longer run of digits is a code; it keeps its place and gets no value."""
SIX_PLACES: Final = Decimal("0.000001")

_D = "[0-9０-９]"
_GROUPED = rf"{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})|{_D}+"
# 56.67 | 12,500.5 | 2.2.1 stays three numbers: a dotted code is no decimal
_ARABIC = rf"(?:(?<![0-9０-９][.．])(?:{_GROUPED})[.．]{_D}+(?!{_D})(?![.．]{_D})|{_GROUPED})"
_ONE = "[一二两三四五六七八九]"
_LAST = "[一二三四五六七八九]"
_ZERO = "[零〇]"
_HEDGE = "[余多来几]"
# a multiplier, but not the first character of 千瓦 千米 百分点
_TIMES = (
    r"(?:[百千]?万亿|[百千]?万万|[百千十]?[万亿](?!象|科|达广场)"
    r"|千(?![瓦米克伏卡赫帕安焦比字公])|百(?!分))"
)
# 1.2亿 | 3万4000 | 1亿2千万 | 1千零1 | 7000余万 | 1000  万
_ARABIC_LED = (
    rf"{_ARABIC}(?:\s{{0,2}}(?:{_HEDGE}(?=[万亿]))?{_TIMES}"
    rf"(?:{_ZERO}?{_D}{{1,4}}{_TIMES}){{0,3}}"
    rf"(?:{_ZERO}{_D}{{1,3}}(?!{_D}|[.．]{_D}|年)|(?<=万){_D}{{3,4}}(?!{_D}|[.．]{_D}|年))?)?"
)
_SPOKEN_DIGITS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_POINT = rf"(?:点[{_SPOKEN_DIGITS}]+)?"
# 一百零五 | 十余万 | 二十来万 | 数百万 | 十 余 万 | 一百零几万 | 三百五十点六; 三十两 ends before its unit 两
_CHINESE = (
    rf"(?:(?<![人总户次件分指倍参天个位级班校园台辆口票岁系函基])[数几](?=[十百千万亿]))?"
    rf"(?:(?:{_ZERO}{{0,2}}{_ONE}?(?:[廿卅十百千万亿]|兆(?![字比瓦赫]))"
    rf"(?:\s?{_ZERO}?{_HEDGE}\s?(?=[万亿]))?){{1,16}}(?:{_ZERO}{{0,2}}{_LAST})?|{_ZERO}{{0,2}}{_LAST})"
)
_CHINESE_CHARS = "零〇一二两三四五六七八九十百千万亿廿卅"
# 壹仟玖佰 | 拾万零五百零六 | 一千陆: at least two characters, at least one of them formal
_FORMAL_ONE = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸]"
_FORMAL = (
    rf"(?=[一-鿿]{{0,6}}?[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸])(?<![收捡登大内])(?=[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]{{2}})"
    rf"(?:{_ZERO}{{0,2}}{_FORMAL_ONE}?[拾佰仟十百千万亿]){{1,16}}(?:{_ZERO}{{0,2}}{_FORMAL_ONE}|{_ZERO})?{_POINT}"
)
_DENOMINATOR = rf"(?:{_ARABIC}|[一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟零]{{1,20}})"
_NUMERATOR = (
    rf"(?:{_ARABIC}|(?:[零〇一二两三四五六七八九十千万亿壹贰叁肆伍陆柒捌玖拾佰仟]|百(?!分)){{1,20}}{_POINT})"
)
_MINUS = rf"(?:负\s?|(?<![0-9０-９A-Za-z\u4e00-\u9fff）)%％\-—－–])[-－−](?={_D}))"

PAIRS: Final = ("一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五")
_PAIR = "(?:" + "|".join(PAIRS) + ")"

_FRACTION = (
    rf"(?P<fraction>(?:负\s?)?(?:(?:{_ARABIC_LED}|[一二两三四五六七八九十百千万零]{{1,20}})又)?"
    rf"{_DENOMINATOR}分之{_NUMERATOR})"
)
ARABIC_NUMBER: Final = re.compile(
    rf"""
    {_FRACTION}
  | (?P<ratio>{_MINUS}?(?<![0-9０-９.．/／])(?:{_D}{{1,2}}\ )?[1-9１-９]{_D}?[/／][1-9１-９]{_D}{{0,2}}
        (?![0-9０-９/／.．年月学级]))
  | (?P<power>{_MINUS}?(?<![0-9A-Za-z]){_ARABIC}(?:[eE][-+－＋]?{_D}{{1,2}}|\^[-+]?{_D}{{1,2}})(?![0-9A-Za-z]))
  | (?P<arabic>{_MINUS}?{_ARABIC_LED}|(?<![^\s\-])(?:(?<!\S)-)?\.{_D}+)
    """,
    re.VERBOSE,
)
CHINESE_NUMBER: Final = re.compile(
    rf"""
    (?P<half>一半)
  | (?P<word>[首双半])
  | {_FRACTION}
  | (?P<plan>十[一二三四五六七八九]五(?![十百千万亿]))
  | (?P<year>[一二][〇零○一二三四五六七八九]{{3}}(?![〇零○一二三四五六七八九十百千万亿]))
  | (?P<pair>(?:{_ONE}?[百千]{_ZERO}?)?(?:{_ONE}?十)?{_PAIR}(?![〇零一二三四五六七八九]|分之)
        (?:[十百千]?[万亿]?(?!分之)))
  | (?P<row>一二三四五|一二三四|一二三|二三四|三四五|四五六|五六七)
  | (?P<formal>(?:负\s?)?{_FORMAL})
  | (?P<chinese>(?:负\s?)?(?=[{_CHINESE_CHARS}数几])
        (?:{_CHINESE}|零|〇|两){_POINT})
  | (?P<single>[壹贰叁肆柒捌玖](?=[元角分条份个]))
    """,
    re.VERBOSE,
)
# most numerals are plain digits with nothing more to them: 56.67 before %
_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?![0-9０-９,，.．/／eE^十百千万亿兆分又余多来几零〇 \t\u3000])")
# where a numeral can begin; searching for these is a hundred times faster than trying the patterns everywhere
_BEGIN: Final = re.compile(
    r"[0-9０-９一二两三四五六七八九十百千万亿零〇首双半壹贰叁肆伍陆柒捌玖拾佰仟貳參陸廿卅]"
    r"|[数几](?=[十百千万亿])|负(?=\s?[0-9０-９一二两三四五六七八九十百千])|[-－−](?=\.?[0-9０-９])|\.(?=[0-9])"
)
_DIGIT_LED: Final = frozenset("0123456789０１２３４５６７８９-－−.")


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
    if body[0].isdigit() or body[0] == ".":
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
    return sign + plain(FRACTION_CONTEXT.power(Decimal(base.lstrip("-")), exponent).normalize(FRACTION_CONTEXT))


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
    kind = str(match.lastgroup)
    start, end, text = match.start(), match.end(), match.group()
    if kind == "arabic":
        hedge = None if text.isascii() else next((char for char in text if char in "余多来几"), None)
        return Number(start, end, parse_number(text) if len(text) <= LONGEST else None, None, hedge, kind, None)
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
    if first not in _DIGIT_LED and (first != "负" or text[position + 1 : position + 3].strip()[:1] not in _DIGIT_LED):
        return CHINESE_NUMBER.match(text, position)
    return ARABIC_NUMBER.match(text, position)


def read_number(text: str) -> Number | None:
    """The numeral that the whole of `text` is, or None."""
    match = _match_at(text, 0) if text else None
    return _read(match) if match is not None and match.end() == len(text) else None


def find_numbers(text: str) -> Iterator[Number]:
    """Every numeral in text order; two numerals never overlap."""
    position = 0
    while (begin := _BEGIN.search(text, position)) is not None:
        start = begin.start()
        simple = _PLAIN.match(text, start)
        if simple is not None and (start == 0 or text[start - 1] != "."):
            position = simple.end()
            value = _trim(simple.group()) if position - start <= LONGEST else None
            yield Number(start, position, value, None, None, "arabic", None)
            continue
        match = _match_at(text, start)
        if match is None or match.end() == start:
            position = start + 1
            continue
        position = match.end()
        yield _read(match)
