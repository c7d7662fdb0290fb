"""The places a report is about: 温州, 瓯海 for the bureau of 温州市瓯海区.

    清苑区第一中学 in a report of 清苑 may be printed 清苑一中, 区一中 or 第一中学

Start at `own_places`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import compress
from typing import Final

from extractors.places import place_level, place_stem
from extractors.positions import tags_of, written_of
from extractors.records import Document, Word
from extractors.schools.evidence import is_generic, is_given, is_part

PLACE_TAGS: Final = frozenset({"ns", "nr", "nrt", "nz", "x"})
OFTEN: Final = 5
"""How often a report without an issuer names the county it is about, at least."""
RANKED_PLACE: Final = re.compile(r"[\u3400-\u9fff]{2,7}?(?:自治[州县旗]|[市区县旗])")


def own_places(text: str, documents: Sequence[Document], tokens: Sequence[Word] = ()) -> tuple[str, ...]:
    """Stems of the places the report is about, outermost first: 温州, 瓯海.

    The issuer and the title say it; where they do not, the county that the report names most.
    """
    heads = " ".join(part for document in documents for part in (document.issuer, document.title) if part)
    found = _ranked_places(heads)
    if not any(place_level(stem) == "县" for stem in found):
        found += _most_named(text, tokens)
    return tuple(dict.fromkeys(found))


def _most_named(text: str, tokens: Sequence[Word]) -> list[str]:
    words = Counter(compress(written_of(text, tokens), map(PLACE_TAGS.__contains__, tags_of(tokens))))
    named: Counter[str] = Counter()
    for word, count in words.items():
        if place_level(word) == "县" and not (is_generic(word) or is_part(word) or is_given(word)):
            named[place_stem(word)] += count
    return [stem for stem, count in named.most_common(1) if count >= OFTEN]


def _ranked_places(text: str) -> list[str]:
    stems = []
    for match in RANKED_PLACE.finditer(text):
        word = match.group()
        # the pattern may begin too early: take the longest tail that the gazetteer knows
        for cut in range(len(word) - 2):
            if place_level(word[cut:]) in ("省", "市", "县") and place_level(word[cut:-1]) is not None:
                stems.append(word[cut:-1])
                break
    return stems
