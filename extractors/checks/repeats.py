"""The same promise or sentence twice: family repeat.

Finds: a deed promised in the overview and again in detail, a whole clause printed twice, one thing twice in a
list. They count once when targets are added up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from typing import Final

from extractors.checks.finding import Doubt, Place, Sections, clause_of, quoted
from extractors.layers import Layers


def check_promises(layers: Layers) -> list[Doubt]:
    """Promises told again, grouped by what they repeat."""
    sections = Sections(layers)
    first_of = {commitment.id: commitment for commitment in layers.commitments}
    groups: dict[str, list[Place]] = {}
    for commitment in layers.commitments:
        if commitment.repeats is None or commitment.repeats not in first_of:
            continue
        root = first_of[commitment.repeats]
        while root.repeats is not None and root.repeats in first_of:
            root = first_of[root.repeats]
        groups.setdefault(root.id, [(root.start, root.end)]).append((commitment.start, commitment.end))
    doubts = []
    for places in groups.values():
        near = sections.section_at(places[0][0]) == sections.section_at(places[-1][0])
        doubts.append(
            Doubt(
                "repeat.promise",
                "low" if near else "info",
                f"同一件事写了{len(places)}次:{quoted(layers.text, places[0])}"
                + ("(同一条内)" if near else "(概述与分述)"),
                tuple(places),
                "统计目标时只计一次;同一条内的重复可删去一处",
            )
        )
    return doubts


def check_statements(layers: Layers) -> list[Doubt]:
    """Figures told again, grouped by the first: they must stay equal when one is edited."""
    first_of = {statement.id: statement for statement in layers.statements}
    groups: dict[str, list[Place]] = {}
    for statement in layers.statements:
        if statement.repeats in first_of and statement.repeats is not None:
            root = first_of[statement.repeats]
            groups.setdefault(root.id, [clause_of(root)]).append(clause_of(statement))
    return [
        Doubt(
            "repeat.figure",
            "info",
            f"同一个数写了{len(places)}次,改动时要一起改:{quoted(layers.text, places[0])}",
            tuple(places),
            "改一处,同改各处",
        )
        for places in groups.values()
    ]


_MARK: Final = "，。；：,;:!！?？\n"
_CLAUSE: Final = re.compile(rf"[^{_MARK}]+")
_SHORTEST: Final = 14
_LONGEST: Final = 80
_AROUND: Final = " 　“”"


_NUMBERED: Final = re.compile(r"\d")


def check_clauses(layers: Layers) -> list[Doubt]:
    """A whole clause of some length printed twice."""
    counts = Counter([words.strip(_AROUND) for words in _clauses(layers.text)])
    twice = {words for words, count in counts.items() if count > 1 and len(words) >= _SHORTEST}
    twice = {words for words in twice if _NUMBERED.search(words) is None}
    seen: dict[str, Place] = {}
    doubts = []
    told = {(s.start, s.end) for s in layers.commitments if s.repeats is not None} if twice else set()
    for words, place in _places_of(layers.text, twice):
        earlier = seen.setdefault(words, place)
        if earlier != place and place[0] - earlier[0] < 3000 and place not in told:
            doubts.append(
                Doubt(
                    "repeat.clause",
                    "low",
                    f"整句重复:{quoted(layers.text, place)}",
                    (earlier, place),
                    "删去一处,或改写",
                )
            )
    return doubts


def _clauses(text: str) -> list[str]:
    """The clauses without their places: most texts say no clause twice."""
    for mark in _MARK[1:]:
        text = text.replace(mark, _MARK[0])
    clauses = [clause for clause in text.split(_MARK[0]) if len(clause) >= _SHORTEST]
    # a long one goes on behind so many characters as another
    parts = [
        clause[start : start + _LONGEST]
        for clause in clauses
        if len(clause) > _LONGEST
        for start in range(0, len(clause), _LONGEST)
    ]
    return [clause for clause in clauses if len(clause) <= _LONGEST] + parts


def _places_of(text: str, clauses: Set[str]) -> Iterator[tuple[str, Place]]:
    """Every place where one of the clauses stands, in text order. Only lines that have one are read again."""
    lines: set[Place] = set()
    for words in clauses:
        at = text.find(words)
        while at >= 0:
            end = text.find("\n", at) % (len(text) + 1)
            lines.add((text.rfind("\n", 0, at) + 1, end))
            at = text.find(words, end)
    for line in sorted(lines):
        for match in _CLAUSE.finditer(text, *line):
            for start in range(match.start(), match.end(), _LONGEST):
                end = min(start + _LONGEST, match.end())
                words = text[start:end].strip(_AROUND)
                if words in clauses:
                    yield words, (start, end)


# the search passes over all places but 、, then looks back for the first member with the mark before it
_NEXT: Final = r"、[^、，。；,;\n]{2,14}"
_FURTHER: Final = re.compile(rf"{_NEXT}{_NEXT}{_NEXT}(?:{_NEXT})*")
_FIRST: Final = re.compile(r"[，。；,;\n“”](?=[^、，。；,;\n]{2,20}\Z)")
_LONGEST_FIRST: Final = 21
_ONE_MEMBER: Final = re.compile(r"[^、]+")
_END_OF_CORE: Final = re.compile("[及等]")
_VERBS: Final = re.compile(
    r"^(?:防范|预防|防止|防治|防|反|禁|治理|整治|打击|加强|开展|推进|做好|抓好|强化|落实|及|和)"
)


def check_list_members(layers: Layers) -> list[Doubt]:
    """One thing twice in an enumeration: 防网络诈骗、……、反诈骗."""
    doubts = []
    for start, end in _enumerations(layers.text):
        members: list[tuple[str, Place]] = []
        for member in _ONE_MEMBER.finditer(layers.text, start, end):
            place = member.span()
            core = _VERBS.sub("", _END_OF_CORE.split(member.group(), 1)[0])
            if len(core) >= 2 and _NUMBERED.search(core) is None:
                members.append((core, place))
        for earlier_place, place in _same_members(layers.text, members):
            doubts.append(
                Doubt(
                    "repeat.member",
                    "low",
                    f"同一串里重复:{quoted(layers.text, earlier_place)}与{quoted(layers.text, place)}",
                    (earlier_place, place),
                    "删去一项,或写明不同",
                )
            )
    return doubts


def _enumerations(text: str) -> Iterator[Place]:
    """Where four or more things are joined by 、."""
    lined = "\n" + text
    at = end = 0
    while further := _FURTHER.search(lined, at):
        at = further.start()
        first = _FIRST.search(lined, max(end, at - _LONGEST_FIRST), at)
        if first is None:
            at += 1
            continue
        yield first.end() - 1, further.end() - 1
        # the last character may be the mark before the next one
        end = further.end() - 1
        at = end


def _same_members(text: str, members: list[tuple[str, Place]]) -> list[tuple[Place, Place]]:
    """Every member that stands in the list before, with its first place."""
    pairs = []
    first: dict[str, Place] = {}
    against: list[tuple[str, Place]] = []
    for core, place in members:
        earlier = first.get(core)
        if text[place[0]] in "防反禁":
            if earlier is None:
                # No list of dangers is longer.
                near = (where for what, where in against[-50:] if what.endswith(core) or core.endswith(what))
                earlier = next(near, None)
            against.append((core, place))
        if earlier is not None:
            pairs.append((earlier, place))
        first.setdefault(core, place)
    return pairs
