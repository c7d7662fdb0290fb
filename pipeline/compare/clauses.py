"""The clauses of a report with the part they stand in, and a search among them by name.

A name of a deed is looked for by its letters in order (红薯博物馆 in 红薯文化博物馆), never by likeness
alone: the beginning must be there, at least seven tenths of the letters must follow in order and close
together, and 北延 never stands for 南延. Passages that tell what is lacking or hoped for are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from extractors.records import Bundle, Part, Section
from pipeline.compare.places import PlaceFinder
from pipeline.compare.records import Record
from pipeline.compare.stages import load_stages

CLAUSE: Final = re.compile(r"[^，,；;。！？!?：:\n]+")
SENTENCE_END: Final = re.compile(r"[。！？!?\n]")
MARKS: Final = re.compile(r"[\s“”‘’\"'《》（）()·•、]")
# 困难和问题 open a paragraph of shortcomings: nothing in it was done.
SHORTCOMINGS: Final = re.compile(
    r"(?:存在|面临)[^。\n]{0,30}(?:问题|困难|不足|短板|差距)|清醒[地的]?(?:认识|看到)"
)
COVER: Final = 0.7
GAP: Final = 9


class Clause(Record, frozen=True, kw_only=True):
    """A stretch between two commas."""

    start: int
    end: int
    text: str
    sentence: int
    part: Part | None
    year: int | None


class Mention(Record, frozen=True, kw_only=True):
    """A name found in a clause; offsets into the clause's text."""

    clause: Clause
    start: int
    end: int
    cover: float


class ClauseIndex:
    """All clauses of a report, findable by pairs of letters."""

    def __init__(self, bundle: Bundle, finder: PlaceFinder) -> None:
        self.clauses = find_clauses(bundle, finder)
        self.starts = [clause.start for clause in self.clauses]
        self.grams: dict[str, list[int]] = defaultdict(list)
        for number, clause in enumerate(self.clauses):
            letters = MARKS.sub("", clause.text)
            for gram in {letters[at : at + 2] for at in range(len(letters) - 1)}:
                self.grams[gram].append(number)

    def at(self, offset: int) -> Clause | None:
        """The clause over an offset."""
        index = bisect_left(self.starts, offset + 1) - 1
        if index >= 0 and self.clauses[index].end > offset:
            return self.clauses[index]
        return None

    def find(self, name: str, *, part: Part, year: int | None = None) -> list[Mention]:
        """Mentions of a name in one part of the report, in text order."""
        letters = MARKS.sub("", name)
        grams = [letters[at : at + 2] for at in range(len(letters) - 1)]
        counts: dict[int, int] = defaultdict(int)
        for gram in set(grams):
            for number in self.grams.get(gram, ()):
                counts[number] += 1
        needed = max(1, len(set(grams)) // 2)
        found = []
        for number in sorted(number for number, count in counts.items() if count >= needed):
            clause = self.clauses[number]
            if clause.part != part or (year is not None and clause.year not in {year, None}):
                continue
            place = locate(letters, clause.text)
            if place is not None:
                found.append(Mention(clause=clause, start=place[0], end=place[1], cover=place[2]))
        return found


def find_clauses(bundle: Bundle, finder: PlaceFinder) -> list[Clause]:
    """The clauses of the report that tell or plan something, in text order."""
    found: list[Clause] = []
    text = bundle.text
    unreal = load_stages().unreal
    for section in finder.sections:
        part, year, _, _ = finder.path(section)
        if part is None:
            continue
        inner = [other.start for other in finder.sections if other.parent_id == section.id]
        end = min(inner, default=section.end)
        position = heading_end(section, text)
        for line in re.finditer(r"[^\n]+", text[position:end]):
            if part == "review" and SHORTCOMINGS.search(line.group()):
                continue
            for match in CLAUSE.finditer(line.group()):
                start = position + line.start() + match.start()
                words = match.group()
                if part == "review" and unreal.search(words):
                    continue
                stop = SENTENCE_END.search(text, start, end)
                found.append(
                    Clause(start=start, end=start + len(words), text=words,
                           sentence=stop.start() if stop else end, part=part, year=year)
                )  # fmt: skip
    return sorted(found, key=lambda clause: (clause.start, clause.end))


def heading_end(section: Section, text: str) -> int:
    """Where a section's heading is over: a heading may stand at the head of its own paragraph."""
    if not section.title:
        return section.start
    at = text.find(section.title, section.start, section.start + len(section.title) + 12)
    return at + len(section.title) if at >= 0 else section.start


def locate(name: str, text: str) -> tuple[int, int, float] | None:
    """Where the letters of `name` stand in `text`, in order and close together, and how many of them."""
    at = text.find(name)
    if at >= 0:
        return at, at + len(name), 1.0
    best: tuple[int, int, float] | None = None
    for begin in (match.start() for match in re.finditer(re.escape(name[0]), text)):
        matched, position, last, misses = 0, begin, begin, 0
        for letter in name:
            found = text.find(letter, position, position + GAP)
            if found < 0:
                misses += 1
                if misses > len(name) * (1 - COVER):
                    break
                continue
            matched += 1
            last, position = found, found + 1
        cover = matched / len(name)
        if cover >= COVER and name[-1] == text[last] and runs_together(name, text[begin : last + 1]):
            if best is None or cover > best[2]:
                best = (begin, last + 1, cover)
    return best


def runs_together(name: str, found: str) -> bool:
    """The first two and the last two letters stand together, so that single letters do not add up."""
    return name[:2] in found[: len(name) + GAP] and name[-2:] in found and len(found) <= 2 * len(name) + 4


def names_meet(left: str, right: str) -> bool:
    """Two names of deeds are the same: one is found in the other by the same rule."""
    a, b = MARKS.sub("", left), MARKS.sub("", right)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) < 3:
        return short == long
    return locate(short, long) is not None or locate(long, short) is not None


def overlapping(clauses: Sequence[Clause], start: int, end: int) -> list[Clause]:
    """The clauses that share a letter with a stretch."""
    return [clause for clause in clauses if clause.start < end and start < clause.end]
