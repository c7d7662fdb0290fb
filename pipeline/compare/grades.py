"""How far the numbers of two facts of one row may be compared, and why not further.

The reasons are those an office names itself: 单位, 级别, 范围, 累计与当年, 增速与总量. What is only told in
another word (家 and 个) is compared, and the difference is said.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.compare.facts import Fact, same_unit, unit_of
from pipeline.compare.likeness import (
    FACETS,
    JOIN,
    action_class,
    action_conflict,
    clause_likeness,
    facet_conflict,
    grams_of_name,
    is_general,
    is_step,
    same_indicator,
    topic,
)
from pipeline.compare.records import Comparability, Link, Record
from pipeline.compare.wordings import compare_names

# Under a name like 产值 only the clauses can tell that it is the same one.
GENERAL_CLAUSE: Final = 0.6
SAME_DEED_CLAUSE: Final = 0.25
FACET_NAMES: Final = {
    "award_level": "级别", "stage": "学段", "ownership": "办学主体", "universe": "范围", "grade": "等次",
    "scope": "限定", "batch": "批次",
}  # fmt: skip


class Linked(Record, frozen=True, kw_only=True):
    """A fact and how it came into its row."""

    fact: Fact
    link: Link
    group: int = 0
    """Facts of different groups were only set side by side; their numbers are never compared."""


# 按2010年价格计算
PRICES: Final = re.compile(r"(?:按|以)(\d{4})年(?:的|不变)?价格")


class Grade(Record, frozen=True, kw_only=True):
    """How far two facts may be compared, and why not further."""

    level: Comparability
    reason: str


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
    bases = {match.group(1) if (match := PRICES.search(fact.text)) else None for fact in (left, right)}
    if len(bases) > 1:
        return "价格口径不同(按某年价格计算)"
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
    """Two figures under a general noun (项目, 产值): the clauses are alike, less so where the deed is
    named.
    """
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
