"""Measure words and units after a number, with their dimension and base unit.

Finds: “新增学位1740个” -> 个; “设计时速350公里/小时” -> 公里/小时; “浓度35μg/m³” as printed, unknown.
Leaves: the number before the unit (`numerals`) and bound words after it (`bounds`).

The words are data (`lexicons/units.toml`); the longest one wins: 人次 before 人, 个百分点 before 个.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A measure word. One `symbol` is `factor` of `base`; counting words are their own base."""

    symbol: str
    dimension: str
    base: str
    factor: str
    example: str
    latin: bool
    """Its last character is a Latin letter or digit: it ends where the letters end."""


class UnitMatch(msgspec.Struct, frozen=True, gc=False):
    """A unit read at a place in the text. `known` is False for a word the lexicon does not have."""

    end: int
    symbol: str
    base: str
    factor: str
    dimension: str
    known: bool


@cache
def read_units() -> dict[str, Unit]:
    """The lexicon, by symbol. Raises ValueError on a symbol listed twice or a row without example."""
    source = files("extractors.lexicons").joinpath("units.toml").read_text("utf-8")
    units: dict[str, Unit] = {}
    for dimension, rows in tomllib.loads(source).items():
        for symbol, row in rows.items():
            if symbol in units:
                raise ValueError(f"units.toml: [{dimension}] {symbol} 重复,已在 [{units[symbol].dimension}]")
            entry = {"example": row} if isinstance(row, str) else row
            unknown = set(entry) - {"base", "factor", "example"}
            if unknown or "example" not in entry:
                raise ValueError(f"units.toml: [{dimension}] {symbol} 应有 example,可有 base、factor")
            base, factor = entry.get("base", symbol), entry.get("factor", "1")
            latin = symbol[-1].isascii() and symbol[-1].isalnum()
            units[symbol] = Unit(symbol, dimension, base, factor, entry["example"], latin)
    return units


@cache
def _by_beginning() -> dict[str, tuple[Unit, ...]]:
    """Units by their first two characters, by the only one where they have one; longest first.

    What begins with two characters may also be the unit of the first alone: 个月 has 个.
    """
    units = read_units()
    table: dict[str, list[Unit]] = {}
    for symbol in sorted(units, key=len, reverse=True):
        table.setdefault(symbol[:2], []).append(units[symbol])
    for beginning, rows in table.items():
        if len(beginning) > 1 and beginning[0] in units:
            rows.append(units[beginning[0]])
    return {beginning: tuple(rows) for beginning, rows in table.items()}


# 千米 after 3 is a length, in 3万千米 too; a Latin unit ends where the letters end (m is no part of mm)
_LETTER: Final = re.compile(r"[A-Za-z0-9²³]")
# 每亩 -> 吨/亩 | 元/生·年, 元/生/年: units joined by a stroke that the lexicon does not list as a whole
_PER: Final = re.compile(r"[/／](?:每)?")
NOT_A_UNIT: Final = "not_a_unit"
"""The section of words that only begin like a unit: 107国道."""
BLANKS: Final = " \t\u3000\u00a0"


def find_unit(text: str, position: int) -> UnitMatch | None:
    """The longest unit of the lexicon that begins at `position`, with a denominator if one follows."""
    if position >= len(text):
        return None
    first, table = text[position], _by_beginning()
    if first in "（(":
        return _bracketed(text, position)
    for unit in table.get(text[position : position + 2]) or table.get(first, ()):
        if not text.startswith(unit.symbol, position):
            continue
        if unit.dimension == NOT_A_UNIT:
            return None
        end = position + len(unit.symbol)
        following = text[end : end + 1]
        if unit.latin and _LETTER.match(following):
            continue
        per = _per(text, end, unit) if following in _JOINS else None
        if per is not None:
            joined = f"{unit.base}/{per.base}"
            return UnitMatch(per.end, text[position : per.end], joined, unit.factor, "rate", True)
        return UnitMatch(end, unit.symbol, unit.base, unit.factor, unit.dimension, True)
    return None


_JOINS: Final = frozenset("/／·•")


def _per(text: str, end: int, unit: Unit) -> UnitMatch | None:
    """The denominator that a unit has behind it: 吨/亩, 元/生·年."""
    if text[end] in "/／":
        return _denominator(text, end)
    per = find_unit(text, end + 1) if "/" in unit.base else None
    return per if per is not None and "/" not in per.base else None


def _bracketed(text: str, position: int) -> UnitMatch | None:
    """The unit that stands alone in a bracket: 幼儿园12（所）."""
    unit = find_unit(text, position + 1)
    closed = unit is not None and text[unit.end : unit.end + 1] in ("）", ")")
    return msgspec.structs.replace(unit, end=unit.end + 1) if unit is not None and closed else None


def _denominator(text: str, slash: int) -> UnitMatch | None:
    opened = _PER.match(text, slash)
    if opened is None:
        return None
    per = find_unit(text, opened.end())
    return per if per is None or per.base.count("/") <= 1 else None
