"""The summary's account of the year's target against the other figures of its sentence, and against the plan.

Finds: “5300人,完成全年目标任务5000人的116%” (106%); “年初计划新建幼儿园5所” where the plan printed 4所;
“造林4.9万亩,超额完成年度任务” where it printed 5.5万亩.
Leaves: what the account speaks of when the plan names it otherwise; targets that were met.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import lru_cache
from typing import Final

from extractors.checks.accounts import (
    HIGHER_OFFICE,
    Account,
    exactly,
    find_accounts,
)
from extractors.checks.bases import FACTOR
from extractors.checks.conflicts import same_deed
from extractors.checks.finding import EMPTY_NAME, Doubt, bare_name, clause_of, quoted
from extractors.checks.readings import Reading, keys_of
from extractors.checks.rounding import Span, middle, told
from extractors.checks.two_reports import Contradiction
from extractors.layers import Layers
from extractors.records import Severity, Statement

# a task, where the words do not say whose plan it is of
_TASK: Final = re.compile(r"^(?:年度|全年|本年)[^目计]*任务")


_SHARE_OF: Final = re.compile(r"的\d[\d.]*[%％]")
_SHARE_OF_TARGET: Final = re.compile(rf"(?:目标|任务|计划)[^，。；,;\n]{{0,12}}{_SHARE_OF.pattern}")


def check_completion(layers: Layers) -> list[Doubt]:
    """Result, target and share of it in one sentence that do not agree: 5300人, 目标任务5000人的116%."""
    if _SHARE_OF.search(layers.text) is None or _SHARE_OF_TARGET.search(layers.text) is None:
        return []
    reading = Reading(layers)
    doubts = []
    planned: Account | None = None
    for account in find_accounts(reading):
        if account.kind == "told":
            planned = account
            continue
        if planned is None or planned.subject is not account.subject or account.subject is None:
            continue
        if planned.statement.unit != account.subject.unit or planned.target.meets(account.target):
            continue
        places = tuple(
            sorted({clause_of(s) for s in (account.subject, planned.statement, account.statement)})
        )
        doubts.append(
            Doubt(
                "derived.completion",
                "medium",
                f"{quoted(layers.text, (places[0][0], places[-1][1]))}:由结果和"
                f"{_told(account.statement)}推出目标约{_target(account)},不是{_told(planned.statement)}",
                places,
                "核对结果、目标和完成比例",
                f"{_told(account.subject)} 与 {_told(account.statement)} 推出 {_target(account)} ≠ "
                f"{_told(planned.statement)}",
            )
        )
    return doubts


def _told(statement: Statement) -> str:
    return told(Decimal(statement.value or "0"), statement.unit)


def _target(account: Account) -> str:
    """The target that follows, in the unit of the result."""
    return told(middle(account.target), (account.subject or account.statement).unit)


# --- against the plan that printed the target ---------------------------------------------------------


def check_told_targets(now: Reading, then: Reading) -> list[Contradiction]:
    """The target as the summary tells it against the target as the plan printed it."""
    found: list[Contradiction] = []
    before: Statement | None = None
    for account in find_accounts(now):
        if account.kind == "rate" and account.subject is before and before is not None:
            # the same clause told the number, and that was found wrong
            continue
        planned = _planned(now, then, account)
        spans = [exactly(target) for target in planned if then.span_of(target) is not None]
        if len(spans) < len(planned) or not spans or any(account.target.meets(span) for span in spans):
            continue
        if not _within(account.target, spans[0]):
            continue
        before = account.subject
        target = planned[0]
        subject = account.subject or account.statement
        said = _told(account.statement)
        follows = "" if account.kind == "told" else f",推出目标约{_target(account)}"
        here = {clause_of(account.statement), clause_of(subject)}
        found.append(
            Contradiction(
                code="conflict.told_target",
                severity="low" if _TASK.search(account.words) else "medium",
                message=f"本报告说{quoted(now.text, clause_of(account.statement))}{follows},"
                f"当年计划写的是{quoted(then.text, clause_of(target))}",
                here=tuple(sorted(here)),
                there=clause_of(target),
                computation=f"{said}{follows} ≠ {_told(target)}",
                suggestion="以印发的计划为准;中途调整过目标的,请注明",
            )
        )
    return found


def _planned(now: Reading, then: Reading, account: Account) -> list[Statement]:
    """The targets printed for what the account speaks of."""
    year = account.statement.period
    own = account.statement if account.kind == "told" else None
    for statement in (own, account.subject):
        if statement is None or statement.indicator is None:
            continue
        if statement is own and _says_nothing(statement):
            continue
        wanted = account.statement.unit if account.kind == "told" else statement.unit
        targets = [
            target
            for key in keys_of(statement, year)
            for target in then.targets.get(key, ())
            if target.unit == wanted and same_deed(statement, target)
        ]
        if targets:
            return targets
    return _named(now, then, account.statement, year) if own is not None else []


_NO_NAME: Final = re.compile(r"^text:(?:目标|任务|计划|指标|高|低|多|少|超)")


def _says_nothing(statement: Statement) -> bool:
    identity = statement.indicator.id if statement.indicator else "text:"
    return bool(_NO_NAME.match(identity) or EMPTY_NAME.match(identity))


def _named(now: Reading, then: Reading, statement: Statement, year: int | None) -> list[Statement]:
    """The planned targets of this year and unit whose name stands in the clause before the number."""
    quantity = now.quantity_of(statement)
    if quantity is None:
        return []
    words = now.text[statement.start : quantity.start]
    found = [
        target
        for target in then.statements
        if target.role == "target" and target.period == year and target.unit == statement.unit
        and target.indicator is not None and not EMPTY_NAME.match(target.indicator.id)
        and len(name := bare_name(target.indicator.text)) >= 3 and words.endswith(name)
    ]  # fmt: skip
    return found if len({target.indicator.id for target in found if target.indicator}) == 1 else []


def _within(one: Span, other: Span) -> bool:
    low, high = sorted((abs(one.low + one.high), abs(other.low + other.high)))
    return low > 0 and high <= FACTOR * low


_CLAIM: Final = re.compile(
    r"(?P<how>超额|圆满|全面|如期|提前|顺利|全部)?(?:完成|实现|达到)(?:了)?"
    r"(?P<what>(?:年初|年度|全年|既定|预定)[^，。；,;\n\d]{0,8}(?:目标任务|计划任务|目标|任务|计划))(?![^，。；,;\n]{0,3}\d)"
)
_FEWER: Final = re.compile(r"控制|降|减|压|下降|不超过|失业|近视|死亡|贫困|能耗|事故|辍学|涨幅|价格")
CLAIM_NEAR: Final = 14


def check_claims(now: Reading, then: Reading) -> list[Contradiction]:
    """造林4.9万亩,超额完成年度任务, where the plan printed 5.5万亩."""
    found = []
    for match, result, value in _claims(now):
        targets = [t for key in keys_of(result, result.period) for t in then.targets.get(key, ())]
        targets = [target for target in targets if same_deed(result, target)]
        spans = [exactly(t) for t in targets if t.bound in ("eq", "ge", "gt") and then.span_of(t)]
        if not spans or len(spans) < len(targets) or any(value.high >= span.low for span in spans):
            continue
        target = targets[0]
        if _FEWER.search(target.text) or _FEWER.search(result.text) or not _within(value, spans[0]):
            continue
        severity: Severity = "low" if "任务" in match.group() and "年初" not in match.group() else "medium"
        found.append(
            Contradiction(
                code="conflict.claimed_target",
                severity=severity,
                message=f"{quoted(now.text, clause_of(result))}说“{match.group()}”,"
                f"当年计划写的是{quoted(then.text, clause_of(target))}",
                here=(clause_of(result), match.span()),
                there=clause_of(target),
                computation=f"{_told(result)} < {_told(target)}",
                suggestion="核对完成数;完成的是上级任务的,请写明",
            )
        )
    return found


@lru_cache(maxsize=1)
def _claims(now: Reading) -> tuple[tuple[re.Match[str], Statement, Span], ...]:
    """Each claim that the target was reached, with the result right before it."""
    found = []
    statements = [s for s in now.statements if s.role == "result" and now.quantity_of(s) is not None]
    ends = [s.end for s in statements]
    for match in _CLAIM.finditer(now.text):
        if HIGHER_OFFICE.search(now.text, max(0, match.start() - 5), match.end()):
            continue
        index = bisect_left(ends, match.start() - CLAIM_NEAR)
        near = [s for s in statements[index : index + 4] if 0 <= match.start() - s.end <= CLAIM_NEAR]
        for result in near[-1:]:
            value = now.span_of(result)
            if value is None or result.bound != "eq" or not now.is_review(result) or now.is_partial(result):
                continue
            found.append((match, result, value))
    return tuple(found)
