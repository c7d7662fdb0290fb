"""Probable slips of the pen: family text. Only strong evidence.

Finds: unbalanced quotation marks and brackets, a mark twice, a word twice in a row, two quantities with no
mark between them, common slips (“统一布署”, “截止目前”).
Leaves: what is right in some other sentence, and slips of names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

import numpy

from extractors.checks.finding import Doubt, Place, at_word_borders, quoted
from extractors.layers import Layers
from extractors.lexicons import load


def _pair(opening: str, either: str, closing: str) -> re.Pattern[str]:
    return re.compile(rf"{opening}[^{either}\n]*{closing}")


# a pair inside one line is as it should be; what is one mark long has no other half there
_QUOTING: Final = tuple(
    (
        opening,
        closing,
        re.compile(rf"[{opening}{closing}](?:(?<={opening})[^{opening}{closing}\n]*{closing})?"),
        _pair(opening, opening + closing, closing),
    )
    for opening, closing in ("“”", "《》", "「」")
)
_BRACKETS: Final = re.compile(r"[（()）](?:(?<=[（(])[^（()）\n]*[)）])?")
# a pattern that begins with one plain character is the quickest to search with
_BRACKET_PAIRS: Final = (_pair("（", "（()）", "[)）]"), _pair(r"\(", "（()）", "[)）]"))
_LIST_MARK: Final = re.compile(r"^[\s\u3000]*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]")


# （PM\n2.5）: a pair that a copied page broke over lines
_WRAPPED_PAIR: Final = re.compile(r"[（(][^（()）。；;，\n]{0,12}\n[^（()）。；;，]{0,12}[)）]")


def check_pairs(layers: Layers) -> list[Doubt]:
    """An opening mark not closed, or the reverse. Brackets close in their line, quotations may wrap."""
    text = layers.text
    places = _unmatched_quotes(text)
    if _lone_brackets(text):
        places += _unmatched_brackets(_WRAPPED_PAIR.sub(lambda pair: "\u3000" * len(pair.group()), text))
    return [
        Doubt(
            "text.unbalanced",
            "low",
            f"标点不成对:{quoted(text, (max(0, at - 6), at + 8))}",
            ((max(0, at - 6), min(len(text), at + 8)),),
            "补上或删去一个",
        )
        for at in sorted(places)
    ]


WRAPPED: Final = 160
"""A quotation longer than this was not closed where it should be."""


def _unmatched_quotes(text: str) -> list[int]:
    """Quotations do not nest: an opening mark before the last one was closed, a closing mark too many."""
    places: list[int] = []
    for opening, closing, marks, pair in _QUOTING:
        count = text.count(opening)
        if count == text.count(closing) and (count == 0 or len(pair.findall(text)) == count):
            # as in most texts
            continue
        opened: int | None = None
        for match in marks.finditer(text):
            at, end = match.span()
            if text[at] == opening:
                if opened is not None:
                    places.append(opened)
                opened = at if end - at == 1 else None
            elif opened is None:
                places.append(at)
            else:
                if at - opened > WRAPPED and "\n" in text[opened:at]:
                    places.append(opened)
                opened = None
        if opened is not None:
            places.append(opened)
    return places


def _lone_brackets(text: str) -> list[int]:
    """Brackets that have no other half right before or behind them in their line."""
    pairs = sum(len(pair.findall(text)) for pair in _BRACKET_PAIRS)
    if sum(map(text.count, "（(")) == pairs and sum(map(text.count, "）)")) == pairs:
        return []
    return [match.start() for match in _BRACKETS.finditer(text) if match.end() - match.start() == 1]


def _unmatched_brackets(text: str) -> list[int]:
    """Brackets without their other half, by the whole line that each stands in."""
    places: list[int] = []
    end = -1
    for bracket in _lone_brackets(text):
        if bracket > end:
            start = text.rfind("\n", 0, bracket) + 1
            end = text.find("\n", bracket)
            end = end if end >= 0 else len(text)
            places.extend(start + at for at in _unmatched_in(text[start:end]))
    return places


def _unmatched_in(line: str) -> list[int]:
    """Brackets of a line without their other half; half- and full-width ones are often mixed in one pair."""
    body = _LIST_MARK.sub(lambda m: "\u3000" * len(m.group()), line)
    body = body.replace("（", "(").replace("）", ")")
    opened: list[int] = []
    for match in re.finditer(r"[()]", body):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            return [match.start()]
    return opened[:1]


# The search passes over all characters that a pattern cannot begin with, where it begins with plain ones.
_TWICE: Final = re.compile(r"[，。；：、,;:][，。；：、,;:]+")
_TWO_DOTS: Final = re.compile(r"\.(?<!\.\.)\.(?!\.)")


def check_marks(layers: Layers) -> list[Doubt]:
    """Two marks in a row: “、,”, “。。”."""
    found = [*_TWICE.finditer(layers.text), *_TWO_DOTS.finditer(layers.text)]
    return [
        Doubt(
            "text.marks",
            "low",
            f"标点重复:{quoted(layers.text, (max(0, m.start() - 6), min(len(layers.text), m.end() + 6)))}",
            ((max(0, m.start() - 2), m.end()),),
            "留一个",
        )
        for m in sorted(found, key=lambda match: match.start())
    ]


_WORD_TWICE: Final = re.compile(r"(?P<word>[一-鿿]{2,5})(?P=word)")
_LETTER_TWICE: Final = re.compile(r"的的|了了(?!解)|和和(?!谐|美|睦)|、及|及及")
_TWO_LETTERS: Final = ("的的", "了了", "和和", "、及", "及及")
_REDUPLICATED: Final = re.compile("许许|个个|一.")
"""一步一步, 一件一件 are said on purpose."""


_FIRST_CHINESE: Final = ord("一")
_LAST_CHINESE: Final = ord("鿿")


def find_twice(text: str) -> Iterator[re.Match[str]]:
    """Where two to five Chinese characters stand twice in a row.

    All characters are compared at once with those so far before them: many times quicker than to try the
    pattern at every place.
    """
    characters = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    chinese = (characters >= _FIRST_CHINESE) & (characters <= _LAST_CHINESE)
    begins = numpy.zeros(len(characters), bool)
    for size in range(2, 6):
        places = len(characters) - 2 * size + 1
        if places <= 0:
            break
        same = (characters[size:] == characters[:-size]) & chinese[size:]
        twice = same[:places]
        for further in range(1, size):
            twice = twice & same[further : further + places]
        begins[:places] |= twice
    end = 0
    for place in numpy.flatnonzero(begins).tolist():
        if place >= end and (match := _WORD_TWICE.match(text, place)) is not None:
            end = match.end()
            yield match


LONGER: Final = 2
"""城乡建设 after 城乡 repeats a word, 博士后 after 博士 does not."""


def _is_twice(layers: Layers, match: re.Match[str]) -> bool:
    """The second word begins where a word ended: 妇女儿童儿童, 城乡城乡建设; not 产业创业创新."""
    again = match.end("word")
    index = bisect_left(layers.tokens, again, key=attrgetter("start"))
    if index == 0 or index == len(layers.tokens) or layers.tokens[index].start != again:
        return False
    first, second = layers.tokens[index - 1], layers.tokens[index]
    if first.start > match.start() or second.end < match.end():
        # the words themselves are cut: they must begin and end with a word
        starts = {token.start for token in layers.tokens[max(0, index - 6) : index + 7]}
        return match.start() in starts and match.end() in starts
    return second.end == match.end() or second.end - match.end() >= LONGER


def check_words(layers: Layers) -> list[Doubt]:
    """One word of two characters or more twice in a row, and 的的."""
    doubts = []
    text = layers.text
    for match in find_twice(text):
        if _is_twice(layers, match) and _REDUPLICATED.fullmatch(match.group("word")) is None:
            doubts.append(
                Doubt(
                    "text.word_twice",
                    "low",
                    f"字词重复:{quoted(text, match.span())}",
                    (match.span(),),
                    "删去一个",
                )
            )
    for match in _LETTER_TWICE.finditer(text) if any(pair in text for pair in _TWO_LETTERS) else ():
        doubts.append(
            Doubt(
                "text.word_twice",
                "low",
                f"字词重复:{quoted(text, match.span())}",
                (match.span(),),
                "删去一个",
            )
        )
    return doubts


_SLIPS: Final[dict[str, dict[str, list[str]]]] = load("slips")
_ANY_SLIP: Final = re.compile("|".join(re.escape(word) for table in _SLIPS.values() for word in table))
_TIME: Final = re.compile(
    r"目前|现在|今[年日天]?|本[年月]|上[年月]|\d|[一二三四五六七八九十]{1,3}月|[年月]底|发稿"
)
_HAN: Final = re.compile(r"[一-鿿]")


def check_common_slips(layers: Layers) -> list[Doubt]:
    """Characters that are often written for others: 布署, 截止目前."""
    text = layers.text
    if _ANY_SLIP.search(text) is None:
        return []
    found = [(place, "word") for word in _SLIPS["word"] if word in text for place in _places(text, word)]
    found = [(place, table) for place, table in found if at_word_borders(layers, place)]
    for word in _SLIPS["before_time"]:
        for start, end in _places(text, word) if word in text else ():
            if _TIME.match(text, end) and not _HAN.match(text, start - 1 if start else len(text)):
                found.append(((start, end), "before_time"))
    doubts = []
    end = 0
    for place, table in sorted(found, key=lambda item: (item[0][0], -item[0][1])):
        if place[0] < end:
            continue
        end = place[1]
        right = _SLIPS[table][text[slice(*place)]][0]
        doubts.append(
            Doubt(
                "text.slip",
                "low",
                f"疑为别字:{quoted(text, place)},应为“{right}”",
                (place,),
                f"改为“{right}”",
            )
        )
    return doubts


def _places(text: str, word: str) -> list[Place]:
    return [match.span() for match in re.finditer(re.escape(word), text)]


def check_joined_quantities(layers: Layers) -> list[Doubt]:
    """722次188486人次: no mark between two quantities."""
    doubts = []
    for first, second in zip(layers.quantities, layers.quantities[1:], strict=False):
        if first.end == second.start and first.unit != second.unit and first.text[-1:] not in "0123456789":
            doubts.append(
                Doubt(
                    "text.joined_quantities",
                    "info",
                    f"两个数之间没有标点:{quoted(layers.text, (first.start, second.end))}",
                    ((first.start, second.end),),
                    "中间加逗号或顿号",
                )
            )
    return doubts
