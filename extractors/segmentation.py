"""Words: the segmenter's tokens over the whole text, and the same cut again where records begin or end.

"87.5%" is one token of the segmenter and two words once a numeral ends before the sign. Blanks are words
too (tag x), so that every record is exactly tiled by words. Words are evidence, not truth: records are
found on characters and never depend on where the segmenter happened to cut.

rjieba gives jieba's own cuts at twenty times the speed; there is no second segmenter to fall back on,
because the same input must give the same words on every machine. A tag depends on the
word alone, and tagging takes twice as long as cutting: so tags are asked for once for each word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from operator import attrgetter
from typing import Any, Final

import rjieba

from extractors.dictionary import pos_of
from extractors.layers import Layers
from extractors.positions import TextTokens, borders_of_words, starts_of
from extractors.records import Word

# Half a character, from a damaged file: the segmenter refuses it, a stand-in of the same length keeps places.
SURROGATE: Final = re.compile("[\ud800-\udfff]")
MOST_TAGS: Final = 200_000
"""So many words are remembered with their tags; beyond that a report begins anew."""
RECORD_LAYERS: Final = (
    "documents", "sections", "sentences", "numerals", "quantities", "school_mentions",
    "lists", "projects", "statements", "commitments", "findings",
)  # fmt: skip
NESTED: Final = {
    "projects": ("event",),
    "statements": ("indicator", "action"),
    "commitments": ("action", "object"),
}
"""Fields that hold a span of their own."""
NESTED_LISTS: Final = {"lists": "members", "findings": "evidence"}
_START: Final = attrgetter("start")
_END: Final = attrgetter("end")


@cache
def segmenter() -> rjieba.Jieba:
    """Our own segmenter: nobody else can change its dictionary."""
    return rjieba.Jieba()


class _Tags(dict[str, str]):
    """The tag of every word met so far; "" for one that the segmenter cuts up when it stands alone.

    The dictionary of both segmenters is the same, so that only words it does not have are asked for.
    """

    def __missing__(self, word: str) -> str:
        pos = pos_of(word)
        self[word] = tag = tag_of(word, "") if pos is None else pos
        return tag


_TAGS: Final = _Tags()


def find_tokens(text: str) -> TextTokens:
    """The segmenter's words with their tags; together they are the text."""
    whole = SURROGATE.sub("\ufffd", text)
    cut = segmenter().cut(whole)
    if len(_TAGS) > MOST_TAGS:
        _TAGS.clear()
    known = len(_TAGS)
    tags = list(map(_TAGS.__getitem__, cut))
    if len(_TAGS) > known and "" in tags:
        _TAGS.update(segmenter().tag(whole))
        tags = list(map(_TAGS.__getitem__, cut))
    # one word for all places where it stands: tables of words are quicker by far
    vocabulary: dict[str, str] = {}
    words = list(map(vocabulary.setdefault, cut, cut))
    borders = list(accumulate(map(len, words), initial=0))
    starts, ends = borders[:-1], borders[1:]
    if whole != text:
        words = [text[start:end] for start, end in pairwise(borders)]
    return TextTokens.of(map(Word, starts, ends, tags), starts=starts, tags=tags, written=words)


def borders_of(name: str, records: Iterable[Any]) -> set[int]:
    """Every offset where a record of a layer, or a span inside it, begins or ends."""
    borders: set[int] = set()
    if name != "findings":
        _add_edges(borders, records)
    for field in NESTED.get(name, ()):
        _add_edges(borders, list(filter(None, map(attrgetter(field), records))))
    if name in NESTED_LISTS:
        _add_edges(borders, list(chain.from_iterable(map(attrgetter(NESTED_LISTS[name]), records))))
    return borders


def _add_edges(borders: set[int], records: Iterable[Any]) -> None:
    borders.update(map(_START, records))
    borders.update(map(_END, records))


def cut_tokens(text: str, tokens: Sequence[Word], borders: set[int]) -> tuple[Word, ...]:
    """The tokens, cut again at the borders. A piece has the tag the segmenter gives it by itself."""
    starts = starts_of(tokens)
    cuts: dict[int, list[int]] = {}
    for border in sorted(borders - borders_of_words(tokens)):
        index = bisect_right(starts, border) - 1
        if index >= 0 and border < tokens[index].end:
            cuts.setdefault(index, []).append(border)
    words: list[Word] = []
    done = 0
    for index, places in cuts.items():
        words.extend(tokens[done:index])
        token = tokens[index]
        for start, end in pairwise((token.start, *places, token.end)):
            words.append(Word(start, end, tag_of(text[start:end], token.pos)))
        done = index + 1
    words.extend(tokens[done:])
    return tuple(words)


@lru_cache(maxsize=16384)
def tag_of(piece: str, default: str) -> str:
    """The tag of a piece of a token: the segmenter's for it alone, or the whole token's."""
    tagged = segmenter().tag(SURROGATE.sub("\ufffd", piece))
    return str(tagged[0][1]) if len(tagged) == 1 else default


def add_tokens(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage "segmentation"."""
    return {"tokens": find_tokens(layers.text)}


def add_words(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The last stage, "words"."""
    borders: set[int] = set()
    for name in RECORD_LAYERS:
        borders |= borders_of(name, getattr(layers, name))
    return {"words": cut_tokens(layers.text, layers.tokens, borders)}
