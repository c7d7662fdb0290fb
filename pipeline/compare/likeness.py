"""How alike two facts are: in what they name, in what was done, in the clauses that tell them.

公办园 and 公办幼儿园 name the same; 开工 and 竣工 are different deeds, 培育 and 新建 are not; under a general
noun (11个项目) the deed is part of the name. Whether facts belong together is for `align` to say, whether
their numbers may be compared for `grades`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.compare.facts import Fact, unit_of
from pipeline.compare.records import Record
from pipeline.compare.wordings import any_of, compare_names, read_lexicon

# Names that differ and hold no common part are joined by rule from here up, offered from OFFER up.
JOIN: Final = 0.7
EXTRA: Final = 0.66
FACETS: Final = ("award_level", "stage", "ownership", "universe", "grade", "scope")
STEPS: Final = frozenset({"申报", "创建"})
DIGITS: Final = re.compile(r"[\d.,%％]+")


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


def clause_likeness(left: Fact, right: Fact) -> float:
    """How alike the clauses are, numbers left out."""
    return compare_names(DIGITS.sub("", left.text)[:60], DIGITS.sub("", right.text)[:60]).score


def grams_of_name(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(max(len(name) - 1, 1))}


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
