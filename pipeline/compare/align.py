"""Which facts of different years are about the same indicator, and how far they may be compared.

Start at `align`. Order of the links, strongest first: the lexicon's own indicator with equal facets
(`indicator`), the same name after normalising (`wording`), then the rule (`rule`): same kind of number,
unit and action, no contrasting word or facet, and names that differ by a level, by a part, or little.
Similarity below that only offers a pair (`proposed`), and what is offered is never compared. Two figures
that one report gives for one year are two indicators, unless one repeats the other.

`grade` then says of every single pair of facts whether their numbers may be set against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from pipeline.compare.facts import Fact, same_unit
from pipeline.compare.grades import Linked
from pipeline.compare.likeness import (
    EXTRA,
    FACETS,
    JOIN,
    action_conflict,
    base_id,
    clause_likeness,
    facet_conflict,
    grams_of_name,
    is_general,
    same_deed,
    same_indicator,
    tells_enough,
    topic,
    unit_class,
)
from pipeline.compare.records import Link
from pipeline.compare.wordings import compare_names

OFFER: Final = 0.5
SAME_CLAUSE: Final = 0.72
RELATED_CLAUSE: Final = 0.4
Slot: TypeAlias = tuple[str, int, str]


def align(facts: Sequence[Fact]) -> list[tuple[Linked, ...]]:
    """The facts of all reports as rows, each in time order; rows in order of their first fact."""
    groups = split_slots(group_exactly(facts))
    rows = join_groups(groups)
    return sorted((tuple(row) for row in rows), key=lambda row: position(row[0].fact))


def position(fact: Fact) -> tuple[int, int, int, str]:
    return (fact.order, fact.start, fact.end, fact.id)


def group_exactly(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts with the same indicator, kind of number and facets."""
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=position):
        identity = base_id(fact) if fact.known else topic(fact)
        facets = tuple(getattr(fact.facets, name) or "" for name in FACETS)
        groups[(fact.kind, "" if fact.kind != "count" else unit_class(fact), identity, *facets)].append(fact)
    return list(groups.values())


def split_slots(groups: list[list[Fact]]) -> list[list[Fact]]:
    """Groups under a general noun, or with several values for one year, are split by their clauses."""
    split: list[list[Fact]] = []
    for group in groups:
        alone = len(group) == 1 or (tells_enough(group[0]) and not crowded(group))
        split.extend([group] if alone else split_by_clause(group))
    return split


def crowded(group: list[Fact]) -> bool:
    """True when a report gives two different values for one year and role."""
    seen: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for fact in group:
        seen[slot(fact)].add(str(fact.reading))
    return any(len(values) > 1 for values in seen.values())


def slot(fact: Fact) -> Slot:
    return (fact.source, fact.year, fact.role)


def split_by_clause(group: list[Fact]) -> list[list[Fact]]:
    """Facts that tell the same story in like words stay together."""
    parts: list[list[Fact]] = []
    slots: list[dict[Slot, list[Fact]]] = []
    for fact in group:
        best, best_score = None, 0.0
        for number, part in enumerate(parts):
            score = max(story_likeness(fact, other) for other in part[-4:])
            if score > best_score and fits(fact, slots[number].get(slot(fact), ()), score=score):
                best, best_score = number, score
        if best is None or best_score < RELATED_CLAUSE:
            parts.append([])
            slots.append(defaultdict(list))
            best = len(parts) - 1
        parts[best].append(fact)
        slots[best][slot(fact)].append(fact)
    return join_repeated(parts)


def join_repeated(parts: list[list[Fact]]) -> list[list[Fact]]:
    """Parts join where both give one known indicator the same number for one year, and elsewhere they
    differ only between overview and detail: one story told twice, whose differing figure is a conflict."""
    joined: list[list[Fact]] = []
    for part in parts:
        for other in joined:
            if told_twice(part, other):
                other.extend(part)
                break
        else:
            joined.append(part)
    return joined


def told_twice(part: list[Fact], other: list[Fact]) -> bool:
    if any(not fact.known or is_general(fact) or fact.name != part[0].name for fact in (*part, *other)):
        return False
    told: dict[Slot, list[Fact]] = defaultdict(list)
    for fact in other:
        told[slot(fact)].append(fact)
    pairs = [(left, right) for left in part for right in told.get(slot(left), ())]
    rivals = [(left, right) for left, right in pairs if left.reading != right.reading]
    repeated = any(left.reading == right.reading for left, right in pairs)
    return repeated and (not rivals or any(left.section_role != right.section_role for left, right in rivals))


def fits(fact: Fact, told: Sequence[Fact], *, score: float) -> bool:
    """Within one report and year only a repetition or the same story in the overview may stay together."""
    rivals = [other for other in told if other.reading != fact.reading]
    if not rivals:
        return True
    specific = not is_general(fact)
    return specific and (
        score >= SAME_CLAUSE or any(other.section_role != fact.section_role for other in rivals)
    )


def story_likeness(left: Fact, right: Fact) -> float:
    """How alike two facts of one indicator are: in their names where these differ, else in their clauses."""
    if left.name == right.name or is_general(left) or is_general(right):
        return clause_likeness(left, right)
    relation = compare_names(left.name, right.name)
    near = relation.relation in {"same", "level", "extra"} or relation.score >= JOIN
    return max(relation.score if near else 0.0, clause_likeness(left, right) if near else 0.0)


def join_groups(groups: list[list[Fact]]) -> list[list[Linked]]:
    """Groups joined by wording and by rule, best pairs first, never two figures of one report and year."""
    rows: list[list[Linked]] = [
        [
            Linked(fact=fact, link="first" if index == 0 else "indicator" if fact.known else "wording")
            for index, fact in enumerate(group)
        ]
        for group in groups
    ]
    owner = list(range(len(rows)))

    def find(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for _, link, left, right in candidate_pairs(groups):
        a, b = find(left), find(right)
        if a == b or collide(rows[a], rows[b]) or not may_meet(rows[a], rows[b]):
            continue
        rows[a].extend(Linked(fact=linked.fact, link=link) for linked in rows[b])
        rows[b] = []
        owner[b] = a
    joined = [sorted(row, key=lambda linked: position(linked.fact)) for row in rows if row]
    return [
        [
            Linked(
                fact=linked.fact,
                link="first" if index == 0 else linked.link if linked.link != "first" else "wording",
            )
            for index, linked in enumerate(row)
        ]
        for row in joined
    ]


def candidate_pairs(groups: list[list[Fact]]) -> list[tuple[float, Link, int, int]]:
    """Pairs of groups that may be joined, best first; only groups that share two letters are looked at."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    pairs: list[tuple[float, Link, int, int]] = []
    for number, group in enumerate(groups):
        fact = group[0]
        grams = {gram for name in distinct_names(group) for gram in grams_of_name(name)}
        if fact.known:
            grams.add(base_id(fact))
        shared: dict[int, int] = defaultdict(int)
        for gram in sorted(grams):
            entry = index[(fact.kind, gram)]
            for other in entry[-200:]:
                shared[other] += 1
            entry.append(number)
        for other, count in shared.items():
            if count * 3 >= min(len(grams), len(topic(groups[other][0])) - 1) or same_indicator(
                fact, groups[other][0]
            ):
                judged = judge_pair(groups[other], group)
                if judged is not None:
                    pairs.append((judged[0], judged[1], other, number))
    return sorted(pairs, key=lambda pair: (-pair[0], pair[2], pair[3]))


def judge_pair(left: list[Fact], right: list[Fact]) -> tuple[float, Link] | None:
    """Score and kind of link of two groups, None when they stay apart."""
    a, b = left[0], right[0]
    if not same_unit(a, b) or facet_conflict(a, b) or action_conflict(a, b):
        return None
    if same_indicator(a, b):
        return 1.5, "indicator"
    if a.known and b.known:
        return None
    found = [
        pair
        for x in distinct_names(left)
        for y in distinct_names(right)
        if is_general(a) == is_general(b)
        and (pair := judge_names(x, y)) is not None
        and (pair[1] != "rule" or (same_deed(a, b) and tells_enough(a) and tells_enough(b)))
    ]
    return max(found, default=None)


def distinct_names(group: list[Fact]) -> list[str]:
    """The first few names of a group."""
    return list(dict.fromkeys(topic(fact) for fact in group))[:6]


def judge_names(a: str, b: str) -> tuple[float, Link] | None:
    """Score and kind of link of two names."""
    relation = compare_names(a, b)
    if relation.relation == "contrast":
        return None
    if relation.relation == "same":
        return 1.0, "wording"
    if relation.relation == "level":
        return 0.9 + relation.score / 100, "rule"
    if relation.relation == "extra" and relation.score >= EXTRA:
        return 0.8 * relation.score, "rule"
    if relation.score >= JOIN and a[-2:] == b[-2:] and a[:2] == b[:2]:
        return 0.7 * relation.score, "rule"
    return None


def collide(left: Sequence[Linked], right: Sequence[Linked]) -> bool:
    """One report gives both a value for one year: two indicators."""
    taken = {slot(linked.fact): linked.fact.reading for linked in left}
    return any(
        slot(linked.fact) in taken and taken[slot(linked.fact)] != linked.fact.reading for linked in right
    )


def may_meet(left: Sequence[Linked], right: Sequence[Linked]) -> bool:
    """Names joined one after another must not end in a contrast between the first and the last."""
    names_left = {topic(linked.fact) for linked in left}
    names_right = {topic(linked.fact) for linked in right}
    if any(compare_names(a, b).relation == "contrast" for a in names_left for b in names_right):
        return same_indicator(left[0].fact, right[0].fact)
    return not any(facet_conflict(a.fact, b.fact) for a in left[:12] for b in right[:12])
