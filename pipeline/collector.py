"""The collector of cycles runs rarely where many small records without cycles are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

RARELY: Final = (50_000, 10, 10)
"""How many new objects the collector of cycles waits for, instead of 700."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Fewer runs of the collector of cycles, for the time of one report or one comparison.

    Stages make many small objects that live until the report is done and hold no cycles: each run looks at
    all of them, the lexicons and the libraries, and finds nothing. Reference counts free what is no longer
    used, as always; what a reader of files leaves in cycles is still collected, only later.
    """
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
