"""One report against an earlier one of the same body: a base implied now against the value printed then.

Finds: “覆盖率56.67%,提高5.64个百分点” (so 51.03% the year before) where the earlier report prints 50.88%.
Leaves: indicators that the earlier report does not tell, or tells for another year.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extractors.records import Evidence, Finding, Statement, record_id

TOLERANCE: Final = {"points": Decimal("0.02"), "difference": Decimal(0)}


def check_against(
    text: str,
    statements: Sequence[Statement],
    *,
    key: str,
    earlier: Sequence[Statement],
    earlier_text: str,
    source: str,
) -> list[Finding]:
    """Findings about bases that follow from this report and differ from the value the earlier one prints."""
    printed = {
        (s.indicator.id, s.period, s.unit, s.facets.award_level): s
        for s in earlier
        if s.role == "result" and s.indicator is not None and s.value is not None and s.bound == "eq"
    }
    values = {
        (s.indicator.id, s.period, s.facets.award_level): s
        for s in statements
        if s.role == "result" and s.indicator is not None and s.value is not None
    }
    findings = []
    for statement in statements:
        change, indicator = statement.change, statement.indicator
        if (
            change is None
            or change.derived_base is None
            or indicator is None
            or statement.base_period is None
        ):
            continue
        plain = indicator.id.removesuffix(".points").removesuffix(".growth").removesuffix(".difference")
        now = values.get((plain, statement.period, statement.facets.award_level))
        then = printed.get(
            (plain, statement.base_period, now.unit if now else None, statement.facets.award_level)
        )
        if now is None or then is None or _agree(statement, now, then):
            continue
        findings.append(
            Finding(
                id=record_id(key, "finding-derived.base_conflict", statement.start, statement.end),
                code="derived.base_conflict",
                severity="medium",
                message=f"由本报告推出{statement.base_period}年“{indicator.name}”为{change.derived_base},"
                f"上年报告写的是{then.value}{then.unit or ''}",
                evidence=(
                    Evidence(
                        start=statement.start, end=statement.end, text=text[statement.start : statement.end]
                    ),
                    Evidence(
                        start=then.start,
                        end=then.end,
                        text=earlier_text[then.start : then.end],
                        source=source,
                    ),
                ),
                computation=f"{now.value} 与变动 {statement.value}{statement.unit or ''} 推出 "
                f"{change.derived_base}",
                suggestion="核对是否修订过上年数,修订的请注明",
            )
        )
    return findings


def _agree(statement: Statement, now: Statement, then: Statement) -> bool:
    """The printed value lies in what the rounding of the printed change allows."""
    change = statement.change
    if change is None or change.derived_base is None or then.value is None:
        return True
    base, printed = Decimal(change.derived_base), Decimal(then.value)
    if change.kind != "percent":
        return abs(base - printed) <= TOLERANCE[change.kind]
    digits = len((statement.value or "").partition(".")[2])
    rounding = Decimal(5).scaleb(-digits - 1) / 100 * max(abs(base), abs(printed))
    size = Decimal(5).scaleb(len(str(Decimal(now.value or "0").to_integral_value())) - 4)
    return abs(base - printed) <= rounding + size
