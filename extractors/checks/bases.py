"""What a report says of an earlier year against what the report of that year printed.

Finds: “覆盖率56.67%,提高5.64个百分点” (so 51.03% the year before) where the earlier report prints 50.88%;
“上年新增学位2800个” where it prints 2600个.
Leaves: growth in comparable prices, part-year and several-year figures, names that say nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from extractors.checks.conflicts import same_deed
from extractors.checks.finding import clause_of, quoted
from extractors.checks.readings import ESTIMATE, Reading, keys_of, same_words
from extractors.checks.rounding import Span, before_percent, middle, minus, plus, printed_span, told
from extractors.checks.two_reports import Contradiction
from extractors.records import Severity, Statement

# growth that is not of the two printed values
_ADJUSTED: Final = re.compile(r"实际|可比|不变价|扣除|剔除|同口径|年均|左右|两年平均")
_SUFFIX: Final = re.compile(r"\.(?:points|growth|difference)$")
NEAR: Final = 60
REVISED: Final = ("economy.", "finance.", "income.")
FACTOR: Final = 5
"""Values further apart than this were never the same thing."""


def check_implied_bases(now: Reading, then: Reading) -> list[Contradiction]:
    """The value of the year before, worked out from value and change, against the one printed then."""
    found = []
    for statement, level, base in _implied(now):
        printed = _printed(then, level, statement.base_period)
        if not printed:
            continue
        if any(base.meets(span) for _, span in printed) or not _comparable(base, printed[0][1]):
            continue
        earlier = printed[0][0]
        kind = statement.change.kind if statement.change else "percent"
        name = level.indicator.name if level.indicator else ""
        implied = told(middle(base), level.unit)
        found.append(
            Contradiction(
                code="derived.base_conflict",
                severity=_severity(then, level, earlier, weak=kind == "percent"),
                message=f"由本报告推出{statement.base_period}年“{name}”为{implied},"
                f"当年报告写的是{quoted(then.text, clause_of(earlier))}",
                here=(clause_of(level), clause_of(statement)),
                there=clause_of(earlier),
                computation=f"{_told(level)} 与变动 {statement.value}{statement.unit or ''} 推出 {implied} ≠ "
                f"{_told(earlier)}",
                suggestion="核对是否修订过上年数或换了口径,修订的请注明",
            )
        )
    return found


@lru_cache(maxsize=1)
def _implied(now: Reading) -> tuple[tuple[Statement, Statement, Span], ...]:
    """Each stated change with its value and what follows for the year before; the same for every report
    it is read against."""
    found = []
    for statement in now.statements:
        level = _level_of(now, statement)
        base = _base(now, level, statement) if level is not None else None
        if level is not None and base is not None:
            found.append((statement, level, base))
    return tuple(found)


def _told(statement: Statement) -> str:
    return told(Decimal(statement.value or "0"), statement.unit)


def _level_of(now: Reading, statement: Statement) -> Statement | None:
    """The value that a stated change belongs to: the last one before it in the same sentence."""
    change, indicator = statement.change, statement.indicator
    if change is None or indicator is None or statement.base_period is None or statement.bound != "eq":
        return None
    if change.derived_base is None or change.direction == "none":
        return None
    if statement.role not in ("result", "change"):
        return None
    plain_id = _SUFFIX.sub("", indicator.id)
    best = None
    for level in now.statements_of(plain_id):
        if level.start > statement.start:
            break
        if level.period == statement.period and level.role == "result" and level.change is None:
            best = level
    if best is None or best.bound != "eq" or now.span_of(best) is None or now.is_partial(best):
        return None
    if best.facets.award_level != statement.facets.award_level or statement.start - best.end > NEAR:
        return None
    words = now.text[best.start : statement.end]
    return None if _ADJUSTED.search(words) or "。" in words or "\n" in words else best


def _base(now: Reading, level: Statement, statement: Statement) -> Span | None:
    """All values of the year before that fit what is printed."""
    value, change = now.span_of(level), statement.change
    quantity = now.quantity_of(statement)
    if value is None or change is None or quantity is None or quantity.upper is not None:
        return None
    step = printed_span(quantity)
    if change.kind != "percent" and (change.kind == "points") != (level.unit == "%"):
        return None
    if change.kind == "percent":
        if level.unit == "%" or quantity.unit != "%":
            return None
        signed = Span(-step.high, -step.low) if change.direction == "down" else step
        return before_percent(value, signed) if signed.low > -100 else None
    if change.kind == "difference" and quantity.unit != level.unit:
        return None
    return plus(value, step) if change.direction == "down" else minus(value, step)


def _printed(then: Reading, level: Statement, year: int | None) -> list[tuple[Statement, Span]]:
    return [
        (statement, span)
        for key in keys_of(level, year)
        for statement in then.results.get(key, ())
        if (span := then.span_of(statement)) is not None and same_deed(level, statement)
    ]


def _comparable(one: Span, other: Span) -> bool:
    low, high = sorted((abs(one.low + one.high), abs(other.low + other.high)))
    return low > 0 and high <= FACTOR * low


def _severity(then: Reading, level: Statement, earlier: Statement, *, weak: bool) -> Severity:
    """medium needs a difference in the same words; rates of growth often rest on revised bases, and those
    of the economy always do.
    """
    identity = level.indicator.id if level.indicator else ""
    if weak and identity.startswith(REVISED):
        return "info"
    if ESTIMATE.search(then.text[then.sentence_start(earlier.start) : earlier.end]):
        return "info"
    return "low" if weak or not same_words(level, earlier) else "medium"


def check_restated(now: Reading, then: Reading) -> list[Contradiction]:
    """A value told of an earlier year against the one that the report of that year printed."""
    found = []
    for statement, year, span in _restated(now):
        printed = _printed(then, statement, year)
        if not printed or any(span.meets(other) for _, other in printed):
            continue
        earlier = printed[0][0]
        if not _comparable(span, printed[0][1]):
            continue
        name = statement.indicator.name if statement.indicator else ""
        found.append(
            Contradiction(
                code="conflict.restated",
                severity=_severity(then, statement, earlier, weak=statement.unit == "元"),
                message=f"本报告说{year}年“{name}”是{quoted(now.text, clause_of(statement))},"
                f"当年报告写的是{quoted(then.text, clause_of(earlier))}",
                here=(clause_of(statement),),
                there=clause_of(earlier),
                computation=f"{_told(statement)} ≠ {_told(earlier)}",
                suggestion="核对是否修订过当年数或换了口径,修订的请注明",
            )
        )
    return found


@lru_cache(maxsize=1)
def _restated(now: Reading) -> tuple[tuple[Statement, int, Span], ...]:
    """Each value told of an earlier year, with that year."""
    found = []
    for statement in now.statements:
        year = _earlier_year(now, statement)
        span = now.span_of(statement) if year is not None else None
        if (
            year is not None
            and span is not None
            and statement.bound == "eq"
            and not now.is_partial(statement)
        ):
            found.append((statement, year, span))
    return tuple(found)


def _earlier_year(now: Reading, statement: Statement) -> int | None:
    """The earlier year a statement is of: 由2021年的55%…, 上年新增…; None for the year reported on."""
    if statement.change is not None or statement.indicator is None:
        return None
    if statement.role == "baseline":
        return statement.base_period or statement.period
    section = now.sections.section_at(statement.start)
    document = now.sections.document_at(statement.start)
    own = (section.period if section else None) or (document.period if document else None)
    if statement.role != "result" or own is None or statement.period is None or not now.is_review(statement):
        return None
    return statement.period if statement.period < own else None
