"""Which facts of different years are about the same indicator, and how far they may be compared.

Start at `align`. Order of the links, strongest first: the lexicon's own indicator with equal facets
(`indicator`), the same name after normalising (`wording`), then the rule (`rule`): same kind of number,
unit and action, no contrasting word or facet, and names that differ by a level, by a part, or little.
Similarity below that only offers a pair (`proposed`), and what is offered is never compared. Two figures
that one report gives for one year are two indicators, unless one repeats the other.

`grade` then says of every single pair of facts whether their numbers may be set against each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from pipeline.compare.facts import Fact, same_unit, unit_of
from pipeline.compare.records import Comparability, Link, Record
from pipeline.compare.wordings import any_of, compare_names, read_lexicon

# Names that differ and hold no common part are joined by rule from here up, offered from OFFER up.
JOIN: Final = 0.7
EXTRA: Final = 0.66
OFFER: Final = 0.5
SAME_CLAUSE: Final = 0.72
RELATED_CLAUSE: Final = 0.4
# Under a name like 产值 only the clauses can tell that it is the same one.
GENERAL_CLAUSE: Final = 0.6
SAME_DEED_CLAUSE: Final = 0.25
FACETS: Final = ("award_level", "stage", "ownership", "universe", "grade", "scope")
FACET_NAMES: Final = {
    "award_level": "级别", "stage": "学段", "ownership": "办学主体", "universe": "范围", "grade": "等次",
    "scope": "限定", "batch": "批次",
}  # fmt: skip
STEPS: Final = frozenset({"申报", "创建"})
DIGITS: Final = re.compile(r"[\d.,%％]+")


class Linked(Record, frozen=True, kw_only=True):
    """A fact and how it came into its row."""

    fact: Fact
    link: Link
    group: int = 0
    """Facts of different groups were only set side by side; their numbers are never compared."""


class Grade(Record, frozen=True, kw_only=True):
    """How far two facts may be compared, and why not further."""

    level: Comparability
    reason: str


class Actions(Record, frozen=True, kw_only=True):
    """Classes of actions, and nouns that name nothing by themselves."""

    classes: tuple[tuple[str, re.Pattern[str]], ...]
    any_class: frozenset[str]
    general: frozenset[str]
    together: tuple[frozenset[str], ...]
    plain: frozenset[str | None]


@lru_cache(maxsize=1)
def load_actions() -> Actions:
    """Read the classes of actions once."""
    data = read_lexicon()
    return Actions(
        classes=tuple((row["name"], any_of([row])) for row in data["action"]),
        any_class=frozenset(row["name"] for row in data["action"] if row.get("any")),
        general=frozenset(word for row in data["general"] for word in row["words"]),
        together=tuple(frozenset(row["words"]) for row in data["together"]),
        plain=frozenset({None, *(word for row in data["together"] for word in row["words"])}),
    )


@lru_cache(maxsize=10_000)
def action_class(action: str) -> str | None:
    """The class of an action by its longest word, None when it says nothing or goes with all."""
    actions = load_actions()
    best, length = None, 0
    for name, pattern in actions.classes:
        for match in pattern.finditer(action):
            if len(match.group()) > length:
                best, length = name, len(match.group())
    return None if best in actions.any_class else best


def is_general(fact: Fact) -> bool:
    """The name by itself could be anything (学校, 项目)."""
    return fact.name in load_actions().general or len(fact.name) <= 1


def tells_enough(fact: Fact) -> bool:
    """The words that stand for the fact in alignment are more than a general noun."""
    return not is_general(fact) or topic(fact) != fact.name


def topic(fact: Fact) -> str:
    """The name, with the action where the name alone says too little."""
    telling = action_class(fact.action) is not None
    return f"{fact.name}{fact.action}" if telling and is_general(fact) and not fact.known else fact.name


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


def base_id(fact: Fact) -> str:
    """The lexicon's own id: without the facets and the stock or flow that the statement's id carries."""
    head = fact.indicator_id.split("@", 1)[0]
    return head.removesuffix(".new").removesuffix(".stock")


def same_indicator(a: Fact, b: Fact) -> bool:
    """Both are known to the lexicon as the same."""
    return a.known and b.known and base_id(a) == base_id(b)


def unit_class(fact: Fact) -> str:
    """One word for all counting words, the unit itself otherwise."""
    from pipeline.compare.facts import COUNT_WORDS, PEOPLE

    unit = unit_of(fact)
    return "人" if unit in PEOPLE else "个" if unit in COUNT_WORDS else unit


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


def slot(fact: Fact) -> tuple[str, int, str]:
    return (fact.source, fact.year, fact.role)


def split_by_clause(group: list[Fact]) -> list[list[Fact]]:
    """Facts that tell the same story in like words stay together."""
    parts: list[list[Fact]] = []
    for fact in group:
        best, best_score = None, 0.0
        for part in parts:
            score = max(story_likeness(fact, other) for other in part[-4:])
            if score > best_score and fits(fact, part, score=score):
                best, best_score = part, score
        if best is not None and best_score >= RELATED_CLAUSE:
            best.append(fact)
        else:
            parts.append([fact])
    return parts


def fits(fact: Fact, part: list[Fact], *, score: float) -> bool:
    """Within one report and year only a repetition or the same story in the overview may stay together."""
    rivals = [other for other in part if slot(other) == slot(fact) and other.reading != fact.reading]
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


def clause_likeness(left: Fact, right: Fact) -> float:
    """How alike the clauses are, numbers left out."""
    return compare_names(DIGITS.sub("", left.text)[:60], DIGITS.sub("", right.text)[:60]).score


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


def grams_of_name(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(max(len(name) - 1, 1))}


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


def facet_conflict(a: Fact, b: Fact) -> str | None:
    """The first facet both write and write differently."""
    for name in FACETS:
        left, right = getattr(a.facets, name), getattr(b.facets, name)
        if left and right and left != right:
            return name
    return None


def is_step(a: Fact, b: Fact) -> bool:
    """申报 one year and 创建 the next: two steps of one deed, which only the delivery must keep apart."""
    return {action_class(a.action), action_class(b.action)} == STEPS


def action_conflict(a: Fact, b: Fact) -> bool:
    """Different things were done: 开工 against 竣工."""
    left, right = action_class(a.action), action_class(b.action)
    if left is None or right is None or left == right:
        return False
    return not any({left, right} <= group for group in load_actions().together)


def same_deed(a: Fact, b: Fact) -> bool:
    """Names that differ are joined only where both or neither tell a deed that is not just building it."""
    left, right = deed_of(a), deed_of(b)
    plain = load_actions().plain
    if is_step(a, b):
        return True
    return left == right or (left in plain and right in plain)


def deed_of(fact: Fact) -> str | None:
    """The class of the action, or of the verb that the name begins with."""
    return action_class(fact.action) or action_class(fact.name[:2])


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


# --- comparability --------------------------------------------------------------------------------


def grade(left: Fact, right: Fact, *, link: Link = "indicator", plans: bool = False) -> Grade:
    """How far the numbers of two facts of one row may be compared; `plans`: what is planned against what
    was planned or done before, where a step further is no other thing."""
    if left.reading is None and right.reading is None:
        return Grade(level="comparable", reason="")
    if left.reading is None or right.reading is None:
        return Grade(level="not_comparable", reason="一方只有文字")
    refused = refusal(left, right, plans=plans)
    if refused:
        return Grade(level="not_comparable", reason=refused)
    if link == "proposed":
        return Grade(level="not_comparable", reason="名称不同,是否同一项待确认")
    if "+" in left.id or "+" in right.id:
        return Grade(level="converted", reason="几项合计")
    reserve = reservations(left, right)
    if reserve:
        return Grade(level="converted", reason="、".join(reserve))
    return Grade(level="comparable", reason="")


def refusal(left: Fact, right: Fact, *, plans: bool) -> str | None:
    """Why two facts cannot be compared at all."""
    if left.kind != right.kind:
        return "增速与总量不同" if "growth" in {left.kind, right.kind} else "指标类型不同"
    if not same_unit(left, right):
        return f"单位不同({unit_of(left) or '无'}、{unit_of(right) or '无'})"
    if left.cumulative != right.cumulative:
        return "一方是多年累计数,一方是当年数"
    if left.accrual and right.accrual and left.accrual != right.accrual:
        return "一方是存量,一方是当年新增"
    facet = facet_conflict(left, right)
    if facet:
        return f"{FACET_NAMES[facet]}不同({getattr(left.facets, facet)}、{getattr(right.facets, facet)})"
    if action_conflict(left, right) and not (plans and is_step(left, right)):
        return f"所做的事不同({left.action}、{right.action})"
    if is_general(left) and is_general(right) and not same_story(left, right):
        return f"名称笼统({left.wording})，上下文不同"
    if same_indicator(left, right) and not alike_at_all(left, right):
        return f"名称差别大({left.wording}、{right.wording})，是否同一项待确认"
    if not same_indicator(left, right) and compare_names(topic(left), topic(right)).relation == "contrast":
        return f"对象不同({left.wording}、{right.wording})"
    return None


def same_story(left: Fact, right: Fact) -> bool:
    """Two figures under a general noun (项目, 产值): the clauses are alike, less so where the deed is named."""
    deed = action_class(left.action)
    least = SAME_DEED_CLAUSE if deed is not None and deed == action_class(right.action) else GENERAL_CLAUSE
    return clause_likeness(left, right) >= least


def alike_at_all(left: Fact, right: Fact) -> bool:
    """Names the lexicon puts together share two letters, with each other or with the lexicon's own name."""
    named = grams_of_name(left.lexicon_name)
    a, b = grams_of_name(left.name), grams_of_name(right.name)
    return bool(a & b) or (bool(a & named) and bool(b & named))


def reservations(left: Fact, right: Fact) -> list[str]:
    """What a reader must know although the numbers are set side by side."""
    notes = []
    if unit_of(left) != unit_of(right):
        notes.append(f"计数单位用字不同({unit_of(left)}、{unit_of(right)})")
    for name in (*FACETS, "batch"):
        a, b = getattr(left.facets, name), getattr(right.facets, name)
        if name == "batch":
            if a and b and a != b:
                notes.append(f"批次不同({a}、{b})")
        elif bool(a) != bool(b) and (name == "award_level" or not same_indicator(left, right)):
            notes.append(f"{FACET_NAMES[name]}只写在一方({a or b})")
    if is_step(left, right):
        notes.append(f"步骤不同({left.action}、{right.action})")
    relation = compare_names(topic(left), topic(right))
    known = same_indicator(left, right)
    unlike = relation.relation in {"different", "contrast"} and relation.score < JOIN
    if known and unlike and not notes and len(topic(left)) > 2 and len(topic(right)) > 2:
        notes.append(f"原文名称不同({left.wording}、{right.wording})")
    if relation.relation in {"level", "extra", "different"} and not known and not notes:
        notes.append(f"名称略异({left.wording}、{right.wording})")
    return notes


def worst_note(left: Linked, right: Linked) -> Link:
    """The link between two facts of a row, as the grade needs it."""
    return "rule" if left.group == right.group else "proposed"
