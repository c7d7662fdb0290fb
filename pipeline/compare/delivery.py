"""Delivery: the target of a year beside the result of that year.

“目标9%，报告7%” is 未完成; “目标增长8%以上，报告只有总量” is 口径不可比, never worked out from two totals;
a year no report speaks of yet is 待期末. Several results for one year are judged one by one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pipeline.compare.calendar import Calendar
from pipeline.compare.facts import Fact, plain, signed, value_text
from pipeline.compare.grades import Grade, Linked, grade, worst_note
from pipeline.compare.intervals import gap_of, is_points
from pipeline.compare.records import Better, Comparability, Delivery, Record
from pipeline.compare.rubric import DeliveryCase, judge_delivery, verdict_name

# 居民消费价格涨幅控制在3%左右
CONTROL: Final = re.compile(r"控制在|控制到|压减至|压减到|降至|降到|下降到|不超过|不高于")


class Judged(Record, frozen=True, kw_only=True):
    """A delivery verdict with what it rests on."""

    code: Delivery
    comparability: Comparability
    target: Fact
    result: Fact | None
    gap: Decimal | None
    why: str


def judge_year(
    target: Linked,
    results: Sequence[Linked],
    *,
    better: Better,
    calendar: Calendar,
    others: Sequence[Fact] = (),
    done_in: int | None = None,
    names_missing: Sequence[str] = (),
) -> Judged:
    """The delivery of one target. `others` are results of another kind under the same name."""
    wanted = target.fact
    graded = [(linked, grade(wanted, linked.fact, link=worst_note(target, linked))) for linked in results]
    usable = [(linked, how) for linked, how in graded if how.level != "not_comparable"]
    if usable:
        chosen = without_repetitions(usable)
    elif graded:
        return cannot_compare(wanted, graded[0][0].fact, graded[0][1].reason)
    elif others:
        return cannot_compare(wanted, others[0], grade(wanted, others[0]).reason)
    else:
        chosen = []
    case = DeliveryCase(
        target=wanted.reading,
        results=tuple(
            signed(linked.fact, linked.fact.reading, direction=wanted.direction)
            if linked.fact.reading
            else None
            for linked, _ in chosen
        ),
        better=direction_of(wanted, better),
        modality=wanted.modality,
        report=calendar.availability(wanted.year),
        names_missing=len(names_missing),
        done_in=done_in,
    )
    code = judge_delivery(case)
    result = chosen[0][0].fact if chosen else None
    how = worst_grade([how for _, how in chosen])
    gap = None
    if len(chosen) == 1 and wanted.reading and case.results[0]:
        gap = gap_of(wanted.reading, case.results[0])
    return Judged(
        code=code, comparability=how.level, target=wanted, result=result, gap=gap,
        why=explain(code, wanted, [linked.fact for linked, _ in chosen], how=how, gap=gap, calendar=calendar,
                    done_in=done_in, names_missing=names_missing),
    )  # fmt: skip


def direction_of(target: Fact, better: Better) -> Better:
    """Which way is better for this target: 控制在4%左右 asks for no more, a told decrease for more of it."""
    if target.direction:
        return "up"
    return "down" if CONTROL.search(target.text) else better


def without_repetitions(usable: list[tuple[Linked, Grade]]) -> list[tuple[Linked, Grade]]:
    """The first printed of each value; a restatement by a later report does not decide."""
    first = min(linked.fact.order for linked, _ in usable)
    kept: list[tuple[Linked, Grade]] = []
    for linked, how in usable:
        if linked.fact.order == first and all(linked.fact.reading != other.fact.reading for other, _ in kept):
            kept.append((linked, how))
    return kept


def worst_grade(grades: Sequence[Grade]) -> Grade:
    """The weaker comparability decides, with its reason."""
    for how in grades:
        if how.level == "converted":
            return how
    return grades[0] if grades else Grade(level="comparable", reason="")


def cannot_compare(target: Fact, other: Fact, reason: str) -> Judged:
    """There is a figure, but not one that can be set against the target."""
    return Judged(
        code="not_comparable", comparability="not_comparable", target=target, result=other, gap=None,
        why=f"目标{value_text(target.reading)}，报告为“{other.wording}”{value_text(other.reading)}：{reason}，不推算",
    )  # fmt: skip


def explain(
    code: str,
    target: Fact,
    results: Sequence[Fact],
    *,
    how: Grade,
    gap: Decimal | None,
    calendar: Calendar,
    done_in: int | None,
    names_missing: Sequence[str],
) -> str:
    """The verdict's reason in one sentence with the numbers in it."""
    wanted = f"目标{value_text(target.reading)}"
    if code == "pending":
        missing = calendar.availability(target.year) == "missing"
        if missing:
            return f"{wanted}；报告{target.year}年结果的报告没有入库"
        return f"{wanted}；{target.year}年结果尚未报告"
    if code == "not_reported":
        return f"{wanted}；报告{target.year}年结果的报告没有说到这一项，不等于没有做"
    if code == "late":
        return f"{wanted}；{target.year}年的报告没有说到，{done_in}年完成"
    reported = "、".join(value_text(fact.reading) for fact in results)
    text = f"{wanted}，报告{reported}"
    if gap:
        sign = "高" if gap > 0 else "低"
        unit = "个百分点" if is_points(target.reading.unit if target.reading else "") else unit_text(target)
        text += f"，{sign}{plain(abs(gap))}{unit}"
    if code == "conflicting":
        text = f"{wanted}，同年报告有{reported}几个数，按各数判定结论不同"
    if code == "list_changed":
        text += f"；承诺名单中的{'、'.join(names_missing)}没有出现在完成名单里"
    if any(fact.filled for fact in results):
        text += "（据单位台账填报，报告没有写）"
    if any(fact.estimate for fact in results):
        text += "（预计数）"
    if how.reason:
        text += f"（{how.reason}）"
    return f"{text}：{verdict_name('delivery', code)}"


def unit_text(fact: Fact) -> str:
    return fact.reading.unit if fact.reading else ""
