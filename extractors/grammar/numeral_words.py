"""Words that hold a numeral without counting: 一般, 统一, 百姓 (lexical), 双减, 四史 (name).

The closed list (`lexicons/numeral_contexts.toml`) decides first; what it does not have is decided by the
segmenter's dictionary: a longer word of another kind than number (万象 n, 千方百计 i) is no numeral in use.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from extractors.grammar.bounds import BEFORE
from extractors.grammar.numeral_site import Site, Token, Verdict
from extractors.records import NumeralClass

CLASSES: Final[tuple[NumeralClass, ...]] = ("lexical", "name", "ordinal")


@cache
def read_contexts() -> dict[str, tuple[NumeralClass, str]]:
    """Word -> class and example."""
    source = files("extractors.lexicons").joinpath("numeral_contexts.toml").read_text("utf-8")
    words: dict[str, tuple[NumeralClass, str]] = {}
    table = tomllib.loads(source)
    if set(table) - set(CLASSES):
        raise ValueError(f"numeral_contexts.toml: 不认识的节 {sorted(set(table) - set(CLASSES))}")
    for name in CLASSES:
        for word, example in table.get(name, {}).items():
            if word in words:
                raise ValueError(f"numeral_contexts.toml: [{name}] {word} 重复")
            words[word] = (name, example)
    return words


NUMERAL_CHARS: Final = frozenset("一二两三四五六七八九十百千万亿零〇双半首")


@cache
def _by_pair() -> dict[str, tuple[tuple[int, str, NumeralClass], ...]]:
    """Words by the numeral with its neighbour inside the word, longest first."""
    table: dict[str, list[tuple[int, str, NumeralClass]]] = {}
    for word, (name, _) in read_contexts().items():
        for offset, char in enumerate(word):
            if char in NUMERAL_CHARS:
                pair = (
                    word[offset : offset + 2]
                    if offset + 1 < len(word)
                    else word[offset - 1 : offset + 1] + "|"
                )
                table.setdefault(pair, []).append((offset, word, name))
    return {
        pair: tuple(sorted(rows, key=lambda row: (-len(row[1]), row[1], row[0])))
        for pair, rows in table.items()
    }


def listed_word(site: Site) -> tuple[str, NumeralClass, int, int] | None:
    """The listed word that covers this numeral, its class and place."""
    table, text, start = _by_pair(), site.text, site.start
    best: tuple[str, NumeralClass, int, int] | None = None
    for pair in (text[start : start + 2], text[start - 1 : start + 1] + "|" if start else ""):
        for offset, word, name in table.get(pair, ()):
            begin = start - offset
            if begin >= 0 and text.startswith(word, begin):
                if best is None or (len(word), -begin) > (len(best[0]), -best[2]):
                    best = (word, name, begin, begin + len(word))
                break
    return best


_COUNTING: Final = frozenset({"m", "mq", "q", "x", "eng"})
_IDIOMS: Final = frozenset({"i", "l", "d", "c"})
_NAMES: Final = frozenset({"ns", "nt", "nz", "nr", "nrt"})


def listed_class(site: Site) -> Verdict | None:
    """The class of the closed list, when the numeral is one of its words."""
    if site.number.kind == "arabic":
        return None
    found = listed_word(site)
    if found is None:
        return None
    word, name, _, end = found
    if site.end > end or (site.unit is not None and site.unit.end > end and len(site.unit.symbol) > 1):
        return None
    return name, f"word:{word}"


def idiom_class(site: Site) -> Verdict | None:
    """lexical for a numeral inside an idiom of four characters or more: 千方百计, 一心一意."""
    token = site.token if site.number.kind != "arabic" else None
    if token is None or token.pos != "i" or token.end - token.start < 4 or token.end < site.end:
        return None
    if site.unit is not None and site.unit.end >= token.end:
        return None
    return "lexical", "dictionary:i"


_CLASSIFIERS: Final = frozenset("个项所家户人名件次条种类批年天月级份位座处轮场届章县市镇村校岁")


def _counts(site: Site, token: Token) -> bool:
    """The dictionary's word is numeral and measure word (五年, 两大, 两项工作): it says nothing."""
    if site.after[:1] == "大" and token.end <= site.end + 1:
        return True
    if site.unit is None:
        return False
    if token.pos == "nz":
        return site.unit.symbol in _CLASSIFIERS
    return site.unit.end >= token.end


def dictionary_class(site: Site) -> Verdict | None:
    """lexical or name for a numeral inside a longer word of the segmenter's dictionary."""
    token = site.token if site.number.kind != "arabic" else None
    if token is None or token.pos in _COUNTING:
        return None
    if token.end - token.start <= site.end - site.start or token.end < site.end or token.start > site.start:
        return None
    if site.unit is not None and site.unit.end >= token.end and len(site.unit.symbol) > 1:
        return None
    if (
        site.unit is not None
        and token.word[: site.start - token.start] in BEFORE
        and site.unit.end >= token.end
    ):
        return None
    if token.pos == "i" and site.unit is not None and site.unit.end == token.end and len(token.word) < 4:
        return None
    if token.pos not in _IDIOMS and token.pos != "ns" and token.start == site.start and _counts(site, token):
        return None
    if token.pos in _NAMES:
        return "name", f"dictionary:{token.pos}"
    if site.word != "首" and site.unit is None and not token.known:
        return "name", "unknown_word"
    return "lexical", f"dictionary:{token.pos}"
