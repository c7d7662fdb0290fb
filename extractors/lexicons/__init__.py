"""Words as data: TOML files beside this module, one loader.

A lexicon is a TOML file of tables. `load` reads it once per process; what it returns is shared and
must not be changed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class LexiconError(ValueError):
    """A lexicon that cannot be used; the message names file, entry and remedy."""


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `lexicons/<name>.toml`. Raises LexiconError with file and line when unreadable."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise LexiconError(f"{path.name}: no such lexicon in extractors/lexicons") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path.name}: {error}; mend the TOML at that line") from error


def any_of(words: Iterable[str]) -> str:
    """The pattern of any of the words, the longest first; each first character stands once, and behind it
    each second one, so that most places fail at once."""
    return _by_first(sorted(set(words), key=lambda word: (-len(word), word)), depth=2)


def _by_first(words: list[str], *, depth: int) -> str:
    if not depth:
        return "|".join(map(re.escape, words))
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    return "|".join(
        f"{re.escape(first)}(?:{_by_first(rest, depth=depth - 1)})" if first else ""
        for first, rest in rests.items()
    )
