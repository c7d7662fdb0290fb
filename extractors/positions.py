"""Where a character stands: the deepest section and the document around an offset, by bisection.

Also where the segmenter's words begin and what they say: many stages look, the segmenter tells it once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from extractors.records import Document, Section, Word


class TextTokens(tuple[Word, ...]):
    """The segmenter's words over a whole text, with their starts, tags and what each says at hand."""

    starts: Sequence[int]
    tags: Sequence[str]
    written: Sequence[str]

    @classmethod
    def of(
        cls, tokens: Iterable[Word], *, starts: Sequence[int], tags: Sequence[str], written: Sequence[str]
    ) -> TextTokens:
        """The tokens with what the segmenter knew of them anyway."""
        made = cls(tokens)
        made.starts, made.tags, made.written = starts, tags, written
        return made

    @cached_property
    def borders(self) -> frozenset[int]:
        """Every place where a word begins, and where the last one ends."""
        return frozenset([*self.starts, *(token.end for token in self[-1:])])


def starts_of(tokens: Sequence[Word]) -> Sequence[int]:
    """Where each word begins."""
    return tokens.starts if isinstance(tokens, TextTokens) else [token.start for token in tokens]


def borders_of_words(tokens: Sequence[Word]) -> Set[int]:
    """Every place where a word begins or ends, where the words are all of a text."""
    if isinstance(tokens, TextTokens):
        return tokens.borders
    return {place for token in tokens for place in (token.start, token.end)}


def tags_of(tokens: Sequence[Word]) -> Sequence[str]:
    """The part of speech of each word."""
    return tokens.tags if isinstance(tokens, TextTokens) else [token.pos for token in tokens]


def written_of(text: str, tokens: Sequence[Word]) -> Sequence[str]:
    """What each word says."""
    if isinstance(tokens, TextTokens):
        return tokens.written
    return [text[token.start : token.end] for token in tokens]


class SectionFinder:
    """Answers which is the deepest section at an offset. Sections nest and come parents first."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._starts: list[int] = []
        self._sections: list[Section] = []
        around: list[Section] = []
        for section in sections:
            while around and around[-1].end <= section.start:
                self._resume(around)
            self._add(section.start, section)
            around.append(section)
        while around:
            self._resume(around)

    def _resume(self, around: list[Section]) -> None:
        closed = around.pop()
        if around and around[-1].end > closed.end:
            self._add(closed.end, around[-1])

    def _add(self, start: int, section: Section) -> None:
        if self._starts and self._starts[-1] == start:
            self._sections[-1] = section
            return
        self._starts.append(start)
        self._sections.append(section)

    def at(self, offset: int) -> Section:
        """The deepest section at the offset. Text before the first section counts to the first."""
        return self._sections[max(bisect_right(self._starts, offset) - 1, 0)]

    def id_at(self, offset: int) -> str:
        """The id of the deepest section at the offset."""
        return self.at(offset).id


class DocumentFinder:
    """Answers which document an offset lies in."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self._starts = [document.start for document in documents]
        self._documents = documents

    def at(self, offset: int) -> Document:
        """The document at the offset. Text before the first document counts to the first."""
        return self._documents[max(bisect_right(self._starts, offset) - 1, 0)]
