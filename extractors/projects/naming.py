"""Whether a sentence may name a project at all: it speaks of a work or names a school.

    加快完善长效机制,持续提升服务水平        neither: none of its clauses is read
    加快推进温仁中学教学楼建设              both

Start at `Naming`. What the names are is left to `names`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from extractors.lexicons import any_of
from extractors.lists.chains import Finder
from extractors.projects.telling import word_table

PROJECT_NOUN: Final = re.compile(
    r"项目|工程|企业|场馆|板块|道路|医院|学校|公办园|幼儿园|中小学|公园|广场|小区|市场|酒店"
)
SENTENCES_BEFORE: Final = re.compile(r"(?s:.*)[。;；!！?？\n]")


@cache
def any_work() -> re.Pattern[str]:
    """Any word without which no stretch can name a project; nothing is told of which and where it ends."""
    all_words = {*word_table("buildings"), *word_table("works"), *PROJECT_NOUN.pattern.split("|")}
    # 小学校 is there where 学校 is
    words = {word for word in all_words if not any(word != part and part in word for part in all_words)}
    single = "".join(sorted(word for word in words if len(word) == 1))
    first, second = ("".join(sorted({word[place:][:1] for word in words})) for place in (0, 1))
    longer = any_of(word for word in words if len(word) > 1)
    # the first two characters tell most places apart from a work
    return re.compile(f"(?=[{first}])(?:[{single}]|(?=.[{second}])(?:{longer}))")


class Naming:
    """Looks through the sentences of a text, clause by clause."""

    def __init__(self, finder: Finder) -> None:
        self._text = finder.text
        self._mention_starts = finder.mention_starts
        self._sentence = self._seen = 0
        self._may_name = False

    def may_name(self, start: int, end: int) -> bool:
        """Whether the sentence of the clause speaks of a work or a school, there or before.

        Clauses are asked for in text order. No word of a work holds a mark.
        """
        before = SENTENCES_BEFORE.match(self._text, self._seen, start)
        if before is not None:
            self._sentence = self._seen = before.end()
            self._may_name = False
        if not self._may_name:
            self._may_name = any_work().search(self._text, self._seen, end) is not None or self._school(end)
        self._seen = end
        return self._may_name

    def _school(self, end: int) -> bool:
        starts = self._mention_starts
        index = bisect_left(starts, self._sentence)
        return index < len(starts) and starts[index] < end
