"""Where a summary tells what had been planned, and the target that follows from what it tells.

Finds: “年初计划新建幼儿园5所”; “新增学位3200个,完成年初目标的120%” (so the target was about 2667个);
“占比达到60.2%,超过年初目标0.2个百分点” (60%).
Leaves: tasks set by a higher office (市定任务), budgets, targets told in words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extractors.checks.readings import Reading
from extractors.checks.rounding import Span, minus, of_percent, plus, printed_span
from extractors.records import Statement

Kind = Literal["told", "rate", "gap"]


class Account(NamedTuple):
    """One telling of a target: the statement with the number, the result beside it, the target it gives."""

    kind: Kind
    words: str
    statement: Statement
    subject: Statement | None
    target: Span


_NOUN: Final = r"(?:目标任务|计划任务|目标|任务|计划)(?:值|数|要求)?"
TARGET_WORDS: Final = re.compile(
    rf"(?:年初|年度|全年|本年|原|既定|预定)[^，。；,;、（(\n\d]{{0,8}}?{_NOUN}(?!生育)|预期目标|目标任务|目标值|年计划|"
    r"(?:年初|原)(?:确定|预定|提出|安排|定)的?|原计划|[（(]计划"
)
HIGHER_OFFICE: Final = re.compile(
    r"(?:国家|中央|省|市|州|上级|部|厅)(?:里|级|局|委|政府)?(?:定|下|核|考|分|要|达|的)|下达|考核|预算"
)
_RATE_LEAD: Final = re.compile(r"(?:完成|占|为|达|实现|相当于)(?:到|了)?$")
_LESS: Final = re.compile(r"低|少|不及|差")
_MORE: Final = re.compile(r"超|高|多")
_THAN: Final = re.compile(r"(?:超过|超出|超|高于|高出|多于|比|较|低于|少于|不及)(?:了)?$")
_CLAUSE_MARK: Final = re.compile(r"[，。；：,;:\n]")
_DONE: Final = re.compile(r"实际|完成|达到|已|超|实现")
_AFTER: Final = re.compile(r"^(?:左右|以上)?的?(?:目标|任务|计划|指标)")
BETWEEN: Final = 20
SUBJECT: Final = 40


@lru_cache(maxsize=1)
def find_accounts(reading: Reading) -> tuple[Account, ...]:
    """All tellings of a target among the results of a report, in text order."""
    statements = sorted(
        (s for s in reading.statements if reading.quantity_of(s) is not None),
        key=lambda s: reading.quantity_of(s).start,  # type: ignore[union-attr]
    )
    starts = [q.start for s in statements if (q := reading.quantity_of(s)) is not None]
    accounts = []
    for match in TARGET_WORDS.finditer(reading.text):
        if HIGHER_OFFICE.search(reading.text, max(0, match.start() - 5), match.end()):
            continue
        index = bisect_left(starts, match.end())
        if index == len(statements):
            break
        before = statements[index - 1] if index else None
        account = _account(reading, match, statements[index], before)
        if account is not None:
            accounts.append(account)
            following = statements[index + 1] if index + 1 < len(statements) else None
            rate = _rate_of(reading, account, following)
            if rate is not None:
                accounts.append(rate)
    return tuple(accounts)


def _account(
    reading: Reading, match: re.Match[str], statement: Statement, before: Statement | None
) -> Account | None:
    quantity = reading.quantity_of(statement)
    if quantity is None or quantity.upper is not None or statement.role == "target":
        return None
    if not reading.is_review(statement):
        return None
    text = reading.text
    between = text[match.end() : quantity.start]
    if len(between) > BETWEEN or _CLAUSE_MARK.search(between) or _DONE.search(between):
        return None
    lead = text[max(0, match.start() - 6) : match.start()]
    subject = _subject(reading, match.start(), before)
    value = reading.span_of(subject) if subject is not None else None
    step, exact = printed_span(quantity), exactly(statement)
    words = match.group()
    if quantity.unit == "%" and between in ("", "的", "任务的") and _RATE_LEAD.search(lead):
        if value is None or subject is None or subject.unit == "%" or step.low <= 0:
            return None
        return Account("rate", words, statement, subject, of_percent(value, step))
    named = _AFTER.search(text[quantity.end : quantity.end + 6]) is not None
    than = _THAN.search(lead)
    if not named and (
        statement.change is not None or (than and (between or than.group() not in ("比", "较")))
    ):
        return _gap(statement, subject, value, step, words, f"{lead}|{between}")
    return Account("told", words, statement, subject, exact)


def exactly(statement: Statement) -> Span:
    """A target stands for itself: 3000个 was set as 3000."""
    value = Decimal(statement.value or "0")
    return Span(value, value)


def _gap(
    statement: Statement,
    subject: Statement | None,
    value: Span | None,
    step: Span,
    words: str,
    around: str,
) -> Account | None:
    """超过年初目标0.2个百分点: the result less the difference."""
    if subject is None or value is None:
        return None
    points = statement.unit == "个百分点" and subject.unit == "%"
    if not points and (statement.unit != subject.unit or statement.unit == "%"):
        return None
    less, more = _LESS.search(around) is not None, _MORE.search(around) is not None
    if less == more:
        return None
    return Account("gap", words, statement, subject, plus(value, step) if less else minus(value, step))


def _rate_of(reading: Reading, account: Account, following: Statement | None) -> Account | None:
    """完成全年目标任务5000人的106%: the share that follows the told target."""
    quantity = reading.quantity_of(account.statement)
    share = reading.quantity_of(following) if following is not None else None
    if account.kind != "told" or quantity is None or share is None or following is None:
        return None
    if share.unit != "%" or share.upper is not None or reading.text[quantity.end : share.start] != "的":
        return None
    value = reading.span_of(account.subject) if account.subject is not None else None
    span = printed_span(share)
    if value is None or span.low <= 0:
        return None
    return Account("rate", account.words, following, account.subject, of_percent(value, span))


def _subject(reading: Reading, at: int, before: Statement | None) -> Statement | None:
    """The result told right before, in the same sentence."""
    quantity = reading.quantity_of(before) if before is not None else None
    if before is None or quantity is None or before.role not in ("result", "context"):
        return None
    if before.bound != "eq" or at - quantity.end > SUBJECT or quantity.start < reading.sentence_start(at):
        return None
    if before.change is not None and before.change.kind != "percent":
        return None
    return before
