"""From drafts to statements: role, period, measure, change, indicator and facets put together.

城乡居民人均可支配收入均增长7%    →  two statements of one number, one for each indicator
粮食产量达到40万吨,增长3%        →  the change knows the level before it, and so the year before
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Final

import msgspec

from extractors.deeds import find_modality
from extractors.grammar.periods import PeriodPhrase
from extractors.records import (
    Change,
    ChangeKind,
    Facets,
    Indicator,
    Measure,
    Modality,
    Quantity,
    Span,
    Statement,
    record_id,
)
from extractors.statements.canonical import (
    default_measure,
    is_known,
    resolve_indicator,
    without_quotes,
)
from extractors.statements.changes import derive_base, find_change, is_across, is_adjusted
from extractors.statements.clauses import Clause
from extractors.statements.coordination import split_members
from extractors.statements.draft import Draft
from extractors.statements.drafts import BOUND_WORDS
from extractors.statements.facets import name_facets
from extractors.statements.measures import decide_measure
from extractors.statements.periods import YEARLY, Setting, Timing, find_timing
from extractors.statements.readings import Place, Reading
from extractors.statements.roles import RoleDecision, decide_role
from extractors.statements.wording import MEASURED_UNITS, PERSON_UNITS, SHARES

# 城乡居民人均可支配收入分别达到4万元和2万元: two indicators in one name
# 入学率、巩固率均达100%: two shares
RATES: Final = ("率", "占比", "比例", "覆盖面")
BOTH_RESIDENTS: Final = re.compile(
    r"(?:全[市区县省国])?城(?:乡|镇(?:居民)?[、和与]农村)居民(?P<rest>(?:人均可支配)?收入)"
)
RANK_SCOPE: Final = re.compile(
    r"(?P<scope>世界|全球|亚洲|全[国省市区县州]|[全省市县区]内|中部地区|西部地区|同类[^，。；]{1,4}|长三角)[^，。；]{0,4}$"
)
# 有剧团8个,演出94场: what happened is no stock
HAPPENING_UNITS: Final = frozenset({"次", "场", "场次", "人次", "届", "期", "批"})
PLACES: Final = frozenset({"校", "园", "教室", "企业"})
# 同口径增长6%: another reckoning than the plain one beside it
BASIS: Final = re.compile(r"同口径|可比口径|还原口径|同比口径|可比价格?")
START: Final = attrgetter("quantity.start")
OTHER_DEED: Final = re.compile(r"已经建成|已建成")


class Where(msgspec.Struct, frozen=True, gc=False):
    """Where a sentence stands: what all its statements share."""

    text: str
    key: str
    """The report's part of an id."""
    document_id: str
    section_id: str
    setting: Setting
    phrases: list[PeriodPhrase]
    """Words of time in the sentence, and those that an earlier sentence left in force."""


class Told(msgspec.Struct, frozen=True, gc=False):
    """What all statements of a clause share: they may be thousands, and hold one text."""

    words: str
    modality: Modality


def read_told(text: str, clause: Clause) -> Told:
    """The words of a clause and the strength they have."""
    return Told(text[clause.start : clause.end], find_modality(text, clause.start, clause.end)[0])


def make_statements(where: Where, drafts: Sequence[Draft], *, stock: bool) -> list[Statement]:
    """The statements of a sentence in text order. `stock`: it goes on with what the sentence before had."""
    statements: list[Statement] = []
    levels: dict[str, Statement] = {}
    told: dict[int, Told] = {}
    for draft in sorted(drafts, key=START) if len(drafts) > 1 else drafts:
        clause = draft.clause
        of_clause = told.get(clause.start)
        if of_clause is None:
            of_clause = told[clause.start] = read_told(where.text, clause)
        made = _make(where, draft, of_clause, levels, stock=stock)
        stock = _goes_on(made[0], stock=stock)
        statements.extend(made)
        levels[draft.quantity.id] = made[0]
    return statements


def _goes_on(statement: Statement, *, stock: bool) -> bool:
    """True while a sentence tells of what there is; a growth (学校125所,比上年增加2所) ends nothing."""
    if statement.role == "change":
        return stock
    return statement.rules[0] == "existing_stock" and not OTHER_DEED.search(statement.text)


def _make(
    where: Where, draft: Draft, told: Told, levels: dict[str, Statement], *, stock: bool
) -> list[Statement]:
    text, quantity, reading, clause = where.text, draft.quantity, draft.reading, draft.clause
    change = find_change(text, quantity, reading, clause.end, carried=draft.carried, name=draft.name)
    timing = find_timing(text, where.phrases, clause, reading, quantity.start, where.setting)
    decision = decide_role(text, quantity, reading, clause, change, timing, where.setting)
    if draft.inner is not None:
        decision = RoleDecision("context", draft.inner)
    elif (
        stock
        and reading.tail is None
        and reading.verb[0] == reading.verb[1]
        and quantity.unit not in MEASURED_UNITS | HAPPENING_UNITS
        and not draft.name.startswith("新")
    ):
        # 现有学校231所,其中小学140所: the parts of a stock are stock
        decision = RoleDecision("context", "existing_stock")
    action, default = _action(text, draft), default_measure(draft.name)
    measure = decide_measure(
        quantity,
        draft.name,
        action.text if action else "",
        change,
        level=(reading.tail is not None and _is_level(text, reading)) or decision.rule == "existing_stock",
        default=default,
    )
    across = change is not None and is_across(text, reading)
    adjusted = draft.source is not None and is_adjusted(text, draft.source.quantity.end, quantity.start)
    if change is not None and draft.source is not None and not across and not adjusted:
        change = _with_base(change, quantity, levels.get(draft.source.quantity.id))
    bare = decision.rule == "duration_or_parameter"
    kind = None if change is None else change.kind
    deed = "" if action is None or draft.noun == draft.verb else action.text
    base_period = timing.base
    if change is not None:
        base_period = None if across else _base_period(text, timing, reading)
    timed = decision.role != "baseline" or timing.own
    return [
        Statement(
            record_id(where.key, "statement", quantity.start, quantity.end, ordinal),
            where.document_id,
            where.section_id,
            clause.start,
            clause.end,
            told.words,
            quantity.id,
            quantity.value,
            quantity.upper,
            quantity.unit,
            quantity.bound,
            decision.role,
            timing.period if timed else None,
            timing.first if timed else None,
            timing.words,
            base_period,
            None if bare else _indicator(text, noun, name, draft, measure, kind, deed, across=across),
            action,
            told.modality,
            _facets(text, name, reading, quantity),
            measure,
            change,
            repeats=None,
            rules=(decision.rule, "indicator_carried" if draft.carried else f"indicator_{reading.shape}"),
        )
        for ordinal, (noun, name) in enumerate(_names(text, draft, known=default is not None))
    ]


def _base_period(text: str, timing: Timing, reading: Reading) -> int | None:
    """The year a change is from: the one named, else the year before; none for 年均."""
    if timing.base is not None or timing.period is None or timing.first is not None:
        return timing.base
    return None if YEARLY.search(text, *reading.window) else timing.period - 1


def _is_level(text: str, reading: Reading) -> bool:
    """True when a linker such as 达到 stands before the number and is not itself the deed."""
    tail = reading.tail
    if tail is not None and reading.verb[0] < reading.verb[1] and text[tail.start : tail.end] in BOUND_WORDS:
        return False
    return tail is not None and tail.kind in {"value", "reach"} and reading.verb[0] != tail.start


def _names(text: str, draft: Draft, *, known: bool) -> list[tuple[Place | None, str]]:
    """The indicators of one number: two where 均增长7% is said of two that the lexicon knows.

    `known`: it has the whole wording.
    """
    if draft.noun is None:
        return [(None, "")]
    reading = draft.reading
    single = reading.members == 1 and reading.shape == "before" and not draft.carried
    if single and not known:
        both = BOTH_RESIDENTS.fullmatch(draft.name) if draft.name.endswith("收入") else None
        if both:
            return [(draft.noun, f"{place}居民{both['rest']}") for place in ("城镇", "农村")]
        members = split_members(text, *draft.noun)
        names = [text[low:high] for low, high in members] if len(members) > 1 else []
        rates = draft.quantity.unit in SHARES and all(name.endswith(RATES) for name in names)
        if names and (rates or all(is_known(name) for name in names)):
            return list(zip(members, names, strict=True))
    elif reading.members == 2 and (both := BOTH_RESIDENTS.fullmatch(draft.name)):
        return [(draft.noun, f"{('城镇', '农村')[reading.member]}居民{both['rest']}")]
    return [(draft.noun, draft.name)]


@lru_cache(maxsize=8192)
def wording_facets(name: str) -> Facets:
    """The facets of a wording as printed, with its quotation marks."""
    return name_facets(without_quotes(name))


def _facets(text: str, name: str, reading: Reading, quantity: Quantity) -> Facets:
    facets = wording_facets(name) if name else Facets()
    if quantity.unit in PERSON_UNITS and facets.universe in PLACES:
        # 初中6861人: people are counted, not schools
        facets = msgspec.structs.replace(facets, universe=None)
    start, end = reading.window
    basis = BASIS.search(text, start, end)
    if basis:
        facets = msgspec.structs.replace(facets, scope=basis.group())
    if quantity.unit == "名次":
        match = RANK_SCOPE.search(text, *reading.window)
        if match:
            facets = msgspec.structs.replace(facets, scope=match["scope"])
    return facets


def _action(text: str, draft: Draft) -> Span | None:
    if draft.verb is None or draft.verb[0] >= draft.verb[1]:
        return None
    return Span(start=draft.verb[0], end=draft.verb[1], text=text[draft.verb[0] : draft.verb[1]])


def _with_base(change: Change, quantity: Quantity, level: Statement | None) -> Change:
    """The change with the other period's value, where the level of the same indicator is known."""
    if level is None or level.change is not None or level.value is None:
        return change
    if level.upper or quantity.upper or level.bound != "eq" or quantity.bound != "eq":
        return change
    if (change.kind == "points" and level.unit != "%") or (
        change.kind == "difference" and level.unit != quantity.unit
    ):
        return change
    if quantity.unit == "倍":
        return change
    base = derive_base(
        Decimal(level.value),
        change,
        Decimal(quantity.value),
        level.unit or "",
        level.indicator.name if level.indicator else "",
    )
    return msgspec.structs.replace(change, derived_base=base)


def _indicator(
    text: str,
    noun: Place | None,
    name: str,
    draft: Draft,
    measure: Measure,
    kind: ChangeKind | None,
    deed: str,
    *,
    across: bool,
) -> Indicator | None:
    if noun is None:
        return None
    start, end = noun
    linked = draft.reading.tail is not None and draft.reading.shape != "after"
    meant, shown, known, _ = resolve_indicator(name, draft.quantity.unit, measure, kind, deed, linked=linked)
    return Indicator(
        text=text[start:end],
        start=start,
        end=end,
        id=f"{meant}.gap" if across else meant,
        name=shown,
        known=known,
    )
