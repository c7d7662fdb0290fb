"""Administrative places: is this word one, and of which level.

    瓯海 -> 县      郭溪街道 -> 镇      保定市 -> 市      和平 -> 镇, but also a common word

Start at `place_level`. The names lie in `gazetteer/places.csv` as stems; they are read when first asked for.
Villages, roads and landmarks are left to the evidence of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final, Literal

PlaceLevel = Literal["省", "市", "县", "镇"]

FOLDER: Final = Path(__file__).parent / "gazetteer"
RANKS: Final = (
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道",
    "新区",
    "地区",
    "省",
    "市",
    "盟",
    "区",
    "县",
    "旗",
    "镇",
    "乡",
)
RANK_ENDS: Final = frozenset(rank[-1] for rank in RANKS)
# 孟村回族(自治县) | 积石山保安族东乡族撒拉族(自治县)
PEOPLES: Final = re.compile(r"(?<=..)(?:[\u3400-\u9fff]{1,4}?族)+$")


@cache
def read_places() -> dict[str, str]:
    """Stem -> level and counties of its towns, "镇,瓯海/永嘉". Read once per process, some 20 ms."""
    lines = (FOLDER / "places.csv").read_text("utf-8").splitlines()
    return dict(line.split(",", 1) for line in lines)


def level_of_stem(stem: str) -> str | None:
    """The highest level of a place whose stem is exactly this, else None."""
    row = read_places().get(stem)
    return row[0] if row is not None else None


def is_town_of(stem: str, counties: Collection[str]) -> bool:
    """Whether one of the counties has a street or town of this name."""
    row = read_places().get(stem)
    return row is not None and any(county in counties for county in row[2:].split("/"))


def is_city(word: str) -> bool:
    """Whether the word is a province or a city, and hardly a town or street elsewhere is called the same."""
    row = read_places().get(place_stem(word))
    return row is not None and row[0] in "省市" and row.count("/") < 2


def place_stem(word: str) -> str:
    """The word without its rank: 瓯海 for 瓯海区; the word itself when it has none."""
    if word[-1:] not in RANK_ENDS:
        return word
    for rank in RANKS:
        if word.endswith(rank) and len(word) - len(rank) >= 2:
            stem = word[: -len(rank)]
            return PEOPLES.sub("", stem) if rank.startswith("自治") else stem
    return word


def place_level(word: str) -> str | None:
    """Level of the administrative place that the word names, with or without its rank, else None."""
    level = level_of_stem(word)
    if level is None and (stem := place_stem(word)) != word:
        level = level_of_stem(stem)
    return level
