"""The words of a report in numbers, to find what is told with one word more: all places are compared at once.

Finds: 价值观基地学校 where 价值观教育基地学校 stands elsewhere, and where both stand.
Leaves: which of them are names (`wording`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import count
from typing import Any, Final

import numpy

from extractors.positions import written_of
from extractors.records import Word

GENERIC: Final = frozenset(
    [
        "工作", "建设", "发展", "推进", "加强", "提升", "进行", "开展", "完成", "项目", "全面", "深入",
        "持续", "进一步", "积极", "建成", "实现", "重点", "企业", "推动", "加快", "改革", "管理", "实施",
        "我们", "政府", "经济", "社会", "全区", "全县", "全市", "全省", "坚持", "创新", "服务", "产业",
        "投资", "增长", "达到", "新增", "年度", "一批", "水平", "能力", "机制", "体系", "制度", "工程",
        "行动", "任务", "问题",
    ]
)  # fmt: skip
"""Words that stand in many names and tell none."""
QUOTATION_MARKS: Final = ("“", "”")
_BITS: Final = 21
"""A report tells fewer words twice than so many bits hold, and three of them make one number of 63."""
_OTHER: Final = (1 << _BITS) - 1


def is_chinese(word: str) -> bool:
    """It begins with a Chinese character: no mark, no number."""
    return "\u4e00" <= word < "\ua000"


class Phrases:
    """The segmenter's words, and a sign for each but quotation marks.

    A word that says something has a sign of its own, and so has a general one. All others share one: a word
    of one character, a word told once (it cannot stand in both wordings), a mark, a number.
    """

    def __init__(self, text: str, tokens: Sequence[Word]) -> None:
        self.tokens = tokens
        self.words = words = written_of(text, tokens)
        first_place: dict[str, int] = {}
        firsts = numpy.fromiter(map(first_place.setdefault, words, count()), numpy.int64, len(words))
        self.first_place = first_place
        twice = numpy.flatnonzero(numpy.bincount(firsts) > 1).tolist()
        telling = [place for place in twice if len(words[place]) > 1 and is_chinese(words[place])]
        signs = numpy.full(len(words), _OTHER, numpy.int64)
        signs[telling] = range(len(telling))
        says = numpy.zeros(len(words), bool)
        says[[place for place in telling if words[place] not in GENERIC]] = True
        is_word = numpy.ones(len(words), bool)
        is_word[[first_place[mark] for mark in QUOTATION_MARKS if mark in first_place]] = False
        self._places = numpy.flatnonzero(is_word[firsts])
        self._firsts = firsts = firsts[self._places]
        # behind the last word stand three that say nothing
        self._signs = numpy.append(signs[firsts], [_OTHER] * 3)
        self._says = numpy.append(says[firsts], [False] * 3)
        self._together = self._three(1, 2)

    def at(self, sign: int) -> int:
        """Which word a sign stands for."""
        return int(self._places[sign])

    def says(self, sign: int) -> bool:
        """It stands for a word that says something."""
        return bool(self._says[sign])

    def signs_of(self, words: Set[str]) -> list[int]:
        """The signs of some of the words, wherever they stand, in text order."""
        found: list[int] = numpy.flatnonzero(
            numpy.isin(self._firsts, [self.first_place[word] for word in words])
        ).tolist()
        return found

    def _three(self, second: int, last: int) -> tuple[Any, Any]:
        """Where three words that may make a name begin, so far apart; and the number of each three."""
        says, signs = self._says, self._signs
        firsts = numpy.flatnonzero(says[:-3])
        firsts = firsts[says[firsts + second] & (signs[firsts + last] != _OTHER)]
        return firsts, (signs[firsts] << _BITS | signs[firsts + second]) << _BITS | signs[firsts + last]

    def together(self, three: int) -> list[int]:
        """Where the three words stand one behind the other."""
        places, threes = self._together
        found: list[int] = places[threes == three].tolist()
        return found

    def with_another(self) -> Iterator[tuple[int, int, int, int]]:
        """Three words told together elsewhere: number, place, how far the second is, and the one put in."""
        known = frozenset(self._together[1].tolist())
        for second, inserted in ((1, 2), (2, 1)):
            places, threes = self._three(second, 3)
            for place, three in zip(places.tolist(), threes.tolist(), strict=True):
                if three in known:
                    yield three, place, second, inserted
