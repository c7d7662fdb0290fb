"""What stands directly before a number and is not its name: linkers, adverbs, bounds, 去年的.

公办园占比已达到近60%        →  the linker 达到
同比增长约7%                →  the verb of change 增长
位列全省第八                →  the verb of rank 位列
"""

from __future__ import annotations

import re
from typing import Final

from extractors.records import Quantity
from extractors.statements.tokens import Tokens
from extractors.statements.wording import (
    Tail,
    TailKind,
    any_tail,
    governing_words,
    longest_before,
    tail_words,
)

WHEN_BEFORE: Final = re.compile(
    r"(?<![较与同])(?<![^占对]比)(?:去年|上年|今年|前年|当年|现在|目前|当前|(?:19|20)\d\d年)(?:度|底|末|初)?的?$"
)
SCOPE_PHRASE: Final = re.compile(
    r"(?:在|于|居)(?:全[国省市区县州]|同类[^，]{0,3}|[^，]{1,4}(?:市|省|县)(?:内|各?[县市区]{1,3}|各地)?)(?:中|范围内)?$"
)

Transparent = tuple[tuple[int, int], ...]
"""Spans of numbers that stand inside a name or are adverbs (五年累计)."""


def strip_tail(
    text: str, low: int, high: int, ranked: bool, tokens: Tokens, transparent: Transparent = ()
) -> tuple[int, Tail | None, bool]:
    """Where linkers, adverbs and bounds before a number begin; the linker; whether only scope stood."""
    words = tail_words()
    tail: Tail | None = None
    scope = False
    while high > low:
        if text[high - 1] in ' \u3000\t“‘"':
            high -= 1
            continue
        length = longest_before(any_tail(), text, low, high)
        when = (
            WHEN_BEFORE.search(text, max(low, high - 8), high)
            if text[high - 1] in "年的底末初度在前"
            else None
        )
        if when and high - when.start() > length:
            high = when.start()
            continue
        if not length:
            begin = _begin_of_span(transparent, low, high) if transparent else high
            if begin == high:
                break
            high = begin
            continue
        kind: TailKind = words[text[high - length : high]]
        if kind in {"up", "down"} and longest_before(governing_words(), text, low, high) > length:
            # 改造提升6万亩: the compound is a deed
            break
        if length == 1 and kind != "scope" and not is_linker(text, high - 1, low, tokens):
            break
        if kind == "scope":
            if not ranked:
                break
            scope = True
        elif kind == "rank" and not ranked:
            if text[high - length : high] not in {"稳定在", "保持", "成为"}:
                break
            kind = "value"
        if (
            kind in {"up", "down"}
            and tail is not None
            and tail.kind == "value"
            and tail.start == high
            and text[high - 1] not in "率速幅"
        ):
            # 增长超90%: the verb of change governs, 超 only bounds
            tail = None
        if kind not in {"adverb", "scope"}:
            ranks = tail is not None and tail.kind == kind == "rank"
            values = tail is not None and tail.kind == kind == "value"
            if tail is not None and not ranks and not values:
                break
            tail = Tail(high - length, tail.end if values and tail else high, kind)
        elif tail is not None and kind == "adverb" and length == 1 and text[high - 1] in "上内过新总到至":
            break
        high -= length
    return high, tail, scope and tail is None


def _begin_of_span(transparent: Transparent, low: int, high: int) -> int:
    """Where the number begins that ends at `high` and stands inside a name; `high` when none does."""
    return next((begin for begin, end in transparent if end == high and begin >= low), high)


def is_ranked(quantity: Quantity) -> bool:
    """True for places in a ranking, and for 五连冠, 八连增."""
    return quantity.unit == "名次" or quantity.unit.startswith("连")


def is_linker(text: str, place: int, low: int, tokens: Tokens) -> bool:
    """True when the single character at `place` is a word of its own and not the end of another."""
    character = text[place]
    if character in "均各" and place > low and text[place - 1] in "生人户亩年月日平":
        return False
    if character in "近约超逾共均各皆" or (character in "居列" and text[place - 1] in "率比额数量度值例"):
        return True
    if (
        character in "达为是"
        and place > low
        and text[place - 1] in "率比额数重例度值入量积例均已将可计家所人个亩"
    ):
        return True
    return tokens.is_word(place, place + 1)
