"""Reports made by varying the shipped one: its sentences with other numbers, places and years, seeded.

The same seed makes the same text on any machine. What they say is nonsense; how they say it is real.
"""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.corpus import read_manifest

CORPUS: Final = Path(__file__).resolve().parent.parent / "corpus"

NUMBER: Final = re.compile(r"\d+")
PLACES: Final = ("东临", "西陵", "南屏", "北塘", "中和", "上元", "下沙", "长宁", "永安", "太平", "清溪")
PLACE_IN_ISSUER: Final = re.compile(r"(.+?)[省市区县]")
SMALLEST: Final = 1_000
"""Characters a report has at least; a real one has ten times as many, but not every run needs that."""


def make_report(source: str, *, seed: int, whole: bool = False) -> str:
    """A report from the lines of `source`: some of them, or all."""
    chance = random.Random(seed)
    year = chance.randint(2005, 2024)
    place = chance.choice(PLACES)
    lines = [line for line in source.splitlines() if line.strip()]
    if not whole:
        begin, size = chance.randrange(len(lines)), 0
        picked = []
        while size < SMALLEST:
            line = lines[begin % len(lines)]
            picked.append(line)
            begin, size = begin + 1, size + len(line)
        lines = picked
    body = "\n".join(lines)
    for own in own_places():
        body = body.replace(own, place if own == own_places()[-1] else chance.choice(PLACES))
    varied = NUMBER.sub(lambda number: _other_number(number[0], year=year, chance=chance), body)
    return f"{place}区教育局{year}年工作总结\n\n{varied}\n"


def write_reports(source: str, folder: Path, *, count: int, whole: bool = False) -> int:
    """Write `count` reports into `folder`; how many characters they have together."""
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for number in range(count):
        text = make_report(source, seed=number, whole=whole)
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
        characters += len(text)
    return characters


@cache
def own_places() -> tuple[str, ...]:
    """The places in the name of the shipped report's issuer, as the manifest has it, the nearest last."""
    (issuer,) = {row.issuer for row in read_manifest(CORPUS).values() if row.issuer}
    return tuple(PLACE_IN_ISSUER.findall(issuer))


def _other_number(digits: str, *, year: int, chance: random.Random) -> str:
    """Another number of as many digits; years stay near the report's."""
    if len(digits) == 4 and digits.startswith("20"):
        return str(year + int(digits) - 2022)
    if len(digits) == 1:
        return str(chance.randint(1, 9))
    return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in digits[1:])
