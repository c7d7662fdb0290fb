"""The segmenter's words, looked up by place: they speak only where no closed word class does.

Words are evidence, not truth: 党组织 is one word, so 组织 in it is no verb; whether 学校实行 ends a name is
decided by the lexicon first and by the tag second.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.positions import starts_of
from extractors.records import Word
from extractors.statements.wording import nominal_words

LIGHT = frozenset({"进行", "予以", "加以", "实行"})


class Tokens:
    """The segmenter's words of a report, for looking up by place."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.starts = starts_of(words)

    def from_place(self, place: int) -> int:
        """Index of the first word that ends after `place`."""
        return max(0, bisect_right(self.starts, place) - 1)

    def is_word(self, start: int, end: int) -> bool:
        """True when the segmenter made exactly this a word."""
        index = bisect_left(self.starts, start)
        return index < len(self.words) and self.words[index].start == start and self.words[index].end == end

    def begins_word(self, start: int, end: int) -> bool:
        """True when a word begins at `start`; for a single character, when it is that word."""
        index = bisect_left(self.starts, start)
        if index >= len(self.words) or self.words[index].start != start:
            return False
        return end - start > 1 or self.words[index].end == end

    def spans(self, place: int) -> bool:
        """True when `place` lies inside a word: 开发 in 开发区 is no verb."""
        index = bisect_right(self.starts, place) - 1
        return index >= 0 and self.words[index].start < place < self.words[index].end

    def predicate_after(self, text: str, place: int, end: int, verbs: frozenset[str]) -> tuple[int, int]:
        """The first verb from `place` on; empty when there is none."""
        index = bisect_left(self.starts, place)
        while index < len(self.words) and self.words[index].end <= end:
            word = self.words[index]
            words = text[word.start : word.end]
            if len(words) > 1 and (word.pos == "v" or words in verbs):
                return word.start, self._with_object(index, end) if words in LIGHT else word.end
            if word.pos == "x" and text[word.start] in "，。；":
                break
            index += 1
        return place, place

    def _with_object(self, index: int, end: int) -> int:
        """进行了回访: the verb that says what was done stands behind."""
        for word in self.words[index + 1 : index + 3]:
            if word.end <= end and word.pos in {"v", "vn"}:
                return word.end
        return self.words[index].end

    def last_noun(self, start: int, end: int) -> int:
        """Start of the word that ends at `end`, when it is a noun of two characters or more; else `end`."""
        index = bisect_left(self.starts, end) - 1
        if index >= 0:
            word = self.words[index]
            if word.end == end and word.start >= start and word.pos[0] in "nj" and end - word.start > 1:
                return word.start
        return end

    def verb_at(self, text: str, place: int, high: int) -> int:
        """Length of the verb that begins at `place`, 0 when no verb does."""
        index = bisect_left(self.starts, place)
        if index < len(self.words):
            word = self.words[index]
            if word.start == place and word.end <= high and word.pos == "v" and word.end - word.start > 1:
                if text[word.start : word.end] in nominal_words() or text[word.end - 1] in "率数额量比":
                    return 0
                return word.end - word.start
        return 0
