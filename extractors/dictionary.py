"""Evidence from jieba's dictionary: how common a word is and which part of speech it has.

    教育 -> 23961, vn        桂华 -> unknown        加快 -> 3480, v

350,000 words of general Chinese with frequencies. A word missing here, or rare, speaks for a proper name; a
common verb speaks against one. The file is read when first asked for, once per process, into plain tables:
jieba's own tokenizer is not started.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import jieba


class Entry(NamedTuple):
    """A word of the dictionary."""

    frequency: int
    pos: str


@cache
def _lines() -> dict[str, str]:
    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split(" ", 1) for line in path.read_text("utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 2}


def find_entry(word: str) -> Entry | None:
    """The dictionary's entry for exactly this word, None when it has none."""
    line = _lines().get(word)
    if line is None:
        return None
    frequency, _, pos = line.partition(" ")
    return Entry(int(frequency), pos)


def pos_of(word: str) -> str | None:
    """The dictionary's part of speech for exactly this word, None when it has none."""
    line = _lines().get(word)
    return None if line is None else line.partition(" ")[2]


def is_word(word: str) -> bool:
    """True for a word that the dictionary has."""
    return word in _lines()
