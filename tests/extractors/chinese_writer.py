"""Writes whole numbers in Chinese, for the tests only: grouping by four, 零 once per gap.

It shares nothing with the reader it tests: it builds strings top down by division, the reader adds up
from the left.
"""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def write_below_ten_thousand(number: int) -> str:
    """1..9999, with 一十 in full: 1010 is 一千零一十."""
    written = ""
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += DIGITS[digit] + unit
        elif written and not written.endswith("零"):
            written += "零"
    return written.rstrip("零")


def write(number: int) -> str:
    """0 and up to hundreds of millions; 10..19 are 十..十九."""
    if number == 0:
        return "零"
    high, low = divmod(number, 10_000)
    written = write(high) + "万" if high else ""
    if low:
        written += ("零" if high and low < 1000 else "") + write_below_ten_thousand(low)
    return written.removeprefix("一") if 10 <= number < 20 else written


def write_formal(number: int) -> str:
    """壹仟玖佰, as on a bill: 十 is never without its 壹."""
    written = write(number)
    return ("一" + written if 10 <= number < 20 else written).translate(FORMAL)
