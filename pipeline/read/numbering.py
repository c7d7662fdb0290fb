"""Automatic paragraph numbers of word-processor files: 一、 （一） 1. ① as they are printed.

Word stores only "level 0 of list 90"; the number itself exists nowhere in the file. Bullets and
numbers of symbol fonts give nothing: they are drawings, not text.

Start at `Numbering.label`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE_DIGITS: Final = "〇一二三四五六七八九"
LEGAL: Final = str.maketrans("〇一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
PLACEHOLDER: Final = re.compile(r"%([1-9])")
MAX_STYLE_DEPTH: Final = 20
MAX_NUMBER: Final = 99_999
LEVELS: Final = 9


def chinese_count(number: int) -> str:
    """12 -> 十二, 20 -> 二十, 105 -> 一百〇五, as lists are numbered."""
    if number < 10:
        return CHINESE_DIGITS[number]
    digits = str(number)
    pieces: list[str] = []
    gap = False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == "0":
            gap = bool(pieces)
            continue
        if gap:
            pieces.append("〇")
        gap = False
        pieces.append(CHINESE_DIGITS[int(digit)] + ("", "十", "百", "千", "万")[place])
    text = "".join(pieces)
    return text[1:] if number < 20 else text


def roman(number: int) -> str:
    """4 -> IV."""
    pieces = []
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)


def letter(number: int) -> str:
    """1 -> A, 27 -> AA, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "chineseCounting": chinese_count,
    "chineseCountingThousand": chinese_count,
    "japaneseCounting": chinese_count,
    "taiwaneseCounting": chinese_count,
    "taiwaneseCountingThousand": chinese_count,
    "koreanDigital2": chinese_count,
    "chineseLegalSimplified": lambda number: chinese_count(number).translate(LEGAL),
    "ideographLegalTraditional": lambda number: chinese_count(number).translate(LEGAL),
    "ideographDigital": lambda number: "".join(CHINESE_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(CHINESE_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: BRANCHES[(number - 1) % 12],
    "ideographEnclosedCircle": _from("㊀", 10),
    "upperLetter": letter,
    "lowerLetter": lambda number: letter(number).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "none": lambda number: "",
}


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One level of a list: how its numbers look and where they start."""

    start: int
    format: str
    pattern: str
    restart: int | None
    decimal_only: bool
    """True when all numbers of the label are written in Arabic digits (isLgl)."""


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, str] = {}
        self.overrides: dict[tuple[str, int], Level] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.styles: dict[str, tuple[str | None, str | None, int | None]] = {}
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.iter(f"{W}style"):
            number = style.find(f"{W}pPr/{W}numPr")
            parent = value_of(style, "basedOn")
            identity = style.get(f"{W}styleId")
            if identity is not None:
                list_id = value_of(number, "numId") if number is not None else None
                level = parse_int(value_of(number, "ilvl")) if number is not None else None
                self.styles[identity] = (parent, list_id, level)

    def _read_lists(self, numbering: etree._Element) -> None:
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for abstract in numbering.iter(f"{W}abstractNum"):
            identity = abstract.get(f"{W}abstractNumId") or ""
            self.levels[identity] = dict(_read_levels(abstract))
            if (link := value_of(abstract, "numStyleLink")) is not None:
                linked[identity] = link
            if (style := value_of(abstract, "styleLink")) is not None:
                by_style[style] = identity
        for identity, link in linked.items():
            if not self.levels[identity] and link in by_style:
                self.levels[identity] = self.levels[by_style[link]]
        for item in numbering.iter(f"{W}num"):
            identity = item.get(f"{W}numId") or ""
            self.lists[identity] = value_of(item, "abstractNumId") or ""
            for override in item.iter(f"{W}lvlOverride"):
                level = parse_int(override.get(f"{W}ilvl"))
                start = parse_int(value_of(override, "startOverride"))
                if level is not None and start is not None:
                    self.starts[identity, level] = start
                self.overrides.update({(identity, place): own for place, own in _read_levels(override)})

    def label(self, paragraph: etree._Element) -> str:
        """The number printed before this paragraph, "" for none. Call once per paragraph, in order."""
        list_id, level = self._place(paragraph)
        if list_id is None or list_id == "0" or list_id not in self.lists:
            return ""
        rule = self._level(list_id, level)
        if rule is None:
            return ""
        counts = self._count(list_id, level, rule)
        if rule.format == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = self._level(list_id, place)
            value = counts[place]
            if value is None:
                value = other.start if other is not None else 1
            style = "decimal" if rule.decimal_only or other is None else other.format
            return FORMATS.get(style, str)(min(max(value, 0), MAX_NUMBER))

        return PLACEHOLDER.sub(number, rule.pattern)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int]:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None, 0
        own = properties.find(f"{W}numPr")
        list_id = value_of(own, "numId") if own is not None else None
        level = parse_int(value_of(own, "ilvl")) if own is not None else None
        style = value_of(properties, "pStyle")
        for _ in range(MAX_STYLE_DEPTH):
            if style is None or style not in self.styles or list_id is not None:
                break
            style, list_id, style_level = self.styles[style]
            level = style_level if level is None else level
        return list_id, min(max(level or 0, 0), LEVELS - 1)

    def _level(self, list_id: str, level: int) -> Level | None:
        own = self.overrides.get((list_id, level))
        return own if own is not None else self.levels.get(self.lists[list_id], {}).get(level)

    def _count(self, list_id: str, level: int, rule: Level) -> list[int | None]:
        counts = self.counts.setdefault(self.lists[list_id], [None] * LEVELS)
        start = self.starts.get((list_id, level), rule.start)
        current = counts[level]
        fresh = (list_id, level) in self.starts and (list_id, level) not in self.begun
        counts[level] = start if current is None or fresh else current + 1
        self.begun.add((list_id, level))
        for deeper in range(level + 1, LEVELS):
            below = self._level(list_id, deeper)
            if below is None or below.restart is None or level + 1 <= below.restart:
                counts[deeper] = None
        return counts


def _read_levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(f"{W}lvl"):
        place = parse_int(element.get(f"{W}ilvl"))
        if place is None or not 0 <= place < LEVELS:
            continue
        legal = element.find(f"{W}isLgl")
        yield (
            place,
            Level(
                start=parse_int(value_of(element, "start")) or 1 if value_of(element, "start") != "0" else 0,
                format=value_of(element, "numFmt") or "decimal",
                pattern=value_of(element, "lvlText") or "",
                restart=parse_int(value_of(element, "lvlRestart")),
                decimal_only=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
            ),
        )


def value_of(parent: etree._Element | None, tag: str) -> str | None:
    """The w:val of a child element, None when there is none."""
    child = parent.find(f"{W}{tag}") if parent is not None else None
    value = child.get(f"{W}val") if child is not None else None
    return None if value is None else str(value)


def parse_int(text: str | None) -> int | None:
    """A small whole number, None for anything else."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else None
