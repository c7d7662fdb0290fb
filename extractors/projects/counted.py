"""Counted schools whose names stand elsewhere in the report: an overview's number and the detail's names.

    建成投用中小学1所 … 龙山中学建成投用            one counted, and one named elsewhere with the same deed

Start at `name_counted`. Only where as many schools as counted are told of with the same deed, in the same
year; a number that names do not reach or go beyond stays without them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import accumulate
from typing import Final

import msgspec

from extractors.layers import Layers
from extractors.lists.chains import BREAKS
from extractors.lists.nameless import whole
from extractors.positions import SectionFinder
from extractors.records import EnumeratedList, ListMember, Project, Quantity, Stage, record_id

SCHOOLS_OF: Final = {
    "幼儿园": frozenset({"幼儿园"}),
    "公办园": frozenset({"幼儿园"}),
    "小学": frozenset({"小学"}),
    "中学": frozenset({"中学", "初中", "高中", "完全中学"}),
    "中小学": frozenset({"小学", "中学", "初中", "高中", "完全中学", "学校", "九年一贯"}),
    "学校": frozenset({"小学", "中学", "初中", "高中", "完全中学", "学校", "九年一贯", "特教", "中职"}),
}
"""The levels of the schools that a noun counts."""
COUNTED: Final = re.compile(
    r"(?:公办|普惠性?|标准化|义务教育|现代化)?(?P<noun>幼儿园|公办园|中小学|小学|中学|学校)"
)
BEFORE: Final = re.compile(COUNTED.pattern + "$")
UNITS: Final = frozenset({"所", "个", "家", "处"})
SCHOOL_ENDS: Final = ("园", "学", "校")
MOST: Final = 30
LONGEST_CLAUSE: Final = 120


class Count(msgspec.Struct, frozen=True):
    """A printed number of schools: its place with the noun, the clause, what it counts."""

    quantity: Quantity
    start: int
    end: int
    clause: str
    noun: str


def name_counted(
    layers: Layers, lists: tuple[EnumeratedList, ...], projects: Sequence[Project]
) -> tuple[EnumeratedList, ...]:
    """The lists of the report, with those that its projects name."""
    levels = {school.id: school.level for school in layers.schools}
    told = [project for project in projects if project.school_id is not None and project.event is not None]
    if not told:
        return lists
    deeds = {(project.event.text, project.stage) for project in told if project.event is not None}
    sections = SectionFinder(layers.sections)
    by_year: dict[int | None, list[Project]] = {}
    for project in told:
        by_year.setdefault(project.period, []).append(project)
    members_of = cache(partial(_members, by_year, levels))
    result = {(made.start, made.end): made for made in lists}
    of_quantity = {made.quantity_id: (made.start, made.end) for made in lists}
    for count in _counts(layers, Spans([(made.start, made.end) for made in lists if made.named])):
        stages = frozenset([stage for words, stage in deeds if words in count.clause])
        members = members_of(sections.at(count.start).period, stages, count.noun)
        if len(members) == whole(count.quantity.value):
            result.pop(of_quantity.get(count.quantity.id, (0, 0)), None)
            result[count.start, count.end] = _make(layers, count, members)
    return tuple(result[key] for key in sorted(result))


class Spans:
    """Whether an offset lies in any of many spans, which may overlap."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate([end for _, end in ordered], max))

    def hold(self, offset: int) -> bool:
        """True where a span begins at or before the offset and ends behind it."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._reach[index]


def _counts(layers: Layers, named_here: Spans) -> list[Count]:
    """The numbers of schools beside which no names are printed."""
    text, found = layers.text, []
    for quantity in layers.quantities:
        if quantity.unit not in UNITS or quantity.bound != "eq":
            continue
        start, end, clause = quantity.start, quantity.end, 0
        counted = COUNTED.match(text, end)
        if counted is not None:
            end = counted.end()
        elif text.endswith(SCHOOL_ENDS, 0, start):
            clause = _clause_start(text, start)
            counted = BEFORE.search(text, clause, start)
            start = counted.start() if counted is not None else start
        if counted is None or not _is_small(quantity) or named_here.hold(quantity.start):
            continue
        clause = clause or _clause_start(text, quantity.start)
        found.append(Count(quantity, start, end, text[clause:start], counted["noun"]))
    return found


def _is_small(quantity: Quantity) -> bool:
    value = whole(quantity.value)
    return value is not None and 1 <= value <= MOST


def _clause_start(text: str, offset: int) -> int:
    floor = max(0, offset - LONGEST_CLAUSE)
    return max(floor, max([text.rfind(mark, floor, offset) for mark in BREAKS]) + 1)


def _members(
    told: Mapping[int | None, Sequence[Project]],
    levels: Mapping[str, str],
    period: int | None,
    stages: frozenset[Stage],
    noun: str,
) -> list[Project]:
    """The schools of the kind that the noun counts, told of at a stage, each once, in text order."""
    members: dict[str, Project] = {}
    for project in told.get(period, ()):
        if project.stage in stages and levels.get(project.school_id or "") in SCHOOLS_OF[noun]:
            members.setdefault(project.school_id or "", project)
    return list(members.values())


def _make(layers: Layers, count: Count, members: Sequence[Project]) -> EnumeratedList:
    return EnumeratedList(
        id=record_id(layers.key, "list", count.start, count.end),
        start=count.start,
        end=count.end,
        text=layers.text[count.start : count.end],
        stated=len(members),
        named=len(members),
        closure="exhaustive",
        members=tuple(
            ListMember(start=one.start, end=one.end, text=one.text, school_id=one.school_id)
            for one in members
        ),
        quantity_id=count.quantity.id,
    )
