"""What the lexicon of indicators says that a comparison needs: which way is better."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import extractors.lexicons
from pipeline.compare.records import Better

INDICATORS: Final = Path(extractors.lexicons.__file__).with_name("indicators.toml")


@lru_cache(maxsize=1)
def load_better() -> dict[str, Better]:
    """Indicator ids with their better direction, from extractors/lexicons/indicators.toml."""
    if not INDICATORS.exists():
        return {}
    with INDICATORS.open("rb") as file:
        return dict(sorted(find_better(tomllib.load(file))))


def find_better(data: dict[str, Any]) -> list[tuple[str, Better]]:
    """Every (id, better) of the file: a list of tables with an id, or a table keyed by id."""
    found: list[tuple[str, Better]] = []
    for key, value in data.items():
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            if not isinstance(row, dict):
                continue
            if row.get("better") in {"up", "down", "none"}:
                found.append((row.get("id", key), row["better"]))
            elif not isinstance(value, list):
                found.extend(find_better(row))
    return found
