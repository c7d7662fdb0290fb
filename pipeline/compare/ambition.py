"""Ambition: the target of a year beside the target and the result of the year before.

“公办园10所，上年6所” is 提高; “8%以上，上年目标9%” is 降低. Where the year before had a target, that
is the measure and the result is told beside it; a year before that only reported gives its result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.compare.facts import Fact, signed, value_text
from pipeline.compare.grades import Grade, Linked, grade, worst_note
from pipeline.compare.intervals import Reading
from pipeline.compare.records import Ambition, Better, Comparability, Record
from pipeline.compare.rubric import AmbitionCase, judge_ambition, verdict_name
from pipeline.compare.wordings import compare_names

OFFERED: Final = 40
LINKING: Final = re.compile(r"(?:[于到为在达]|突破|超过)$")


class Moved(Record, frozen=True, kw_only=True):
    """An ambition verdict with what it rests on."""

    code: Ambition
    comparability: Comparability
    base: Fact | None
    why: str


def judge_change(
    target: Linked | None,
    earlier_targets: Sequence[Linked],
    earlier_results: Sequence[Linked],
    *,
    better: Better,
    parts_before: int = 1,
    first_plan: bool = False,
) -> Moved | None:
    """The ambition of one year's target, None where nothing can be said (no plan before, no result).

    A passage that is only offered as the same matter is named, never taken for the target.
    """
    offered = target if target is not None and is_offered(target) else None
    target = None if offered is not None else target
    earlier = [linked for linked in earlier_targets if not linked.fact.passage]
    base, how = choose_base(target, earlier, earlier_results)
    if target is None and base is None:
        return None
    if base is None and (first_plan or (target is not None and target.fact.passage)):
        return None
    before, after = (base.fact if base else None), (target.fact if target else None)
    case = AmbitionCase(
        before=seen_from(before, after),
        after=after.reading if after else None,
        has_before=before is not None,
        has_after=after is not None,
        better=better,
        comparability=how.level,
        modality_before=before.modality
        if before and after and before.role == "target" and tells_deed(before) and tells_deed(after)
        else (after.modality if after else "plain"),
        modality=after.modality if after else "plain",
        same_words=bool(before and after and before.role == "target" and before.text == after.text),
        other_name=bool(before and after and compare_names(before.name, after.name).relation != "same"),
        parts_before=parts_before,
    )
    code = judge_ambition(case)
    why = explain(code, before, after, reason=how.reason)
    if offered is not None:
        why += f"；计划中可能有关的说法，供核对：“{offered.fact.text[:OFFERED]}”"
    return Moved(code=code, comparability=how.level, base=before, why=why)


def tells_deed(fact: Fact) -> bool:
    """Not only 不少于3个, whose strength is that of words before the clause (谋划…,过5亿元项目不少于3个)."""
    return LINKING.search(fact.action) is None


def seen_from(before: Fact | None, after: Fact | None) -> Reading | None:
    """The earlier value in the later one's direction: a rise of 2% beside a decrease is −2%."""
    if before is None or before.reading is None or after is None or after.reading is None:
        return before.reading if before is not None else None
    return signed(before, before.reading, direction=after.direction)


def is_offered(target: Linked) -> bool:
    """A passage without a number that may speak of the same matter."""
    return target.link == "proposed" and target.fact.passage


def choose_base(
    target: Linked | None, earlier_targets: Sequence[Linked], earlier_results: Sequence[Linked]
) -> tuple[Linked | None, Grade]:
    """What the target is measured against, and how far they compare: a comparable earlier target, else a
    comparable result, else any.
    """
    candidates = [*earlier_targets, *earlier_results]
    if target is None or not candidates:
        return (candidates[0] if candidates else None), Grade(level="comparable", reason="")
    first: Grade | None = None
    for linked in candidates:
        how = grade(linked.fact, target.fact, link=worst_note(linked, target), plans=True)
        if how.level != "not_comparable":
            return linked, how
        first = first or how
    return candidates[0], first or Grade(level="comparable", reason="")


def explain(code: str, before: Fact | None, after: Fact | None, *, reason: str) -> str:
    """The reason in one sentence."""
    name = verdict_name("ambition", code)
    if before is None and after is not None:
        return f"{after.year}年目标{value_text(after.reading)}，上年没有这一项的目标和结果：{name}"
    if after is None and before is not None:
        what = "目标" if before.role == "target" else "结果"
        return f"{before.year}年{what}{value_text(before.reading)}，下一年的计划没有再提：{name}"
    if before is None or after is None:
        return name
    what = "目标" if before.role == "target" else "结果"
    text = f"{before.year}年{what}{value_text(before.reading)}，{after.year}年目标{value_text(after.reading)}"
    if code == "number_to_words":
        text = f"{before.year}年{what}{value_text(before.reading)}，{after.year}年只写“{after.text[:30]}”"
    return f"{text}{'（' + reason + '）' if reason else ''}：{name}"
