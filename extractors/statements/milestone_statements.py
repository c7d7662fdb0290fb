"""Statements of what was reached or is promised without a number. What counts as one: see `milestones`.

创成全国学前教育普及普惠区        →  target of a plan, quantity_id None
镇街级老年学校全覆盖             →  100 %
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.records import Indicator, Span, Statement, record_id
from extractors.statements.canonical import resolve_indicator, resolve_milestone
from extractors.statements.clauses import Clause
from extractors.statements.making import Told, Where, read_told, wording_facets
from extractors.statements.milestones import Milestone, find_milestones
from extractors.statements.periods import find_timing
from extractors.statements.readings import Reading
from extractors.statements.roles import milestone_role
from extractors.statements.tokens import Tokens


def make_milestones(
    where: Where,
    clauses: Sequence[Clause],
    starts: Sequence[int],
    triggers: Sequence[re.Match[str]],
    tokens: Tokens,
) -> list[Statement]:
    """What the clauses without a number say was reached or is promised.

    `starts` are the places of the sentence's numbers, `triggers` its words that may tell a milestone.
    """
    found: list[Statement] = []
    planned = where.setting.part == "plan"
    places = [match.start() for match in triggers]
    for clause in clauses:
        telling = triggers[bisect_left(places, clause.start) : bisect_left(places, clause.end)]
        if not telling or clause.parent >= 0:
            continue
        index = bisect_left(starts, clause.start)
        if index < len(starts) and starts[index] < clause.end:
            continue
        milestones = find_milestones(where.text, clause, telling, tokens, planned=planned)
        if milestones:
            told = read_told(where.text, clause)
            found += [_make(where, clause, told, milestone, n) for n, milestone in enumerate(milestones)]
    return found


def _make(where: Where, clause: Clause, told: Told, milestone: Milestone, ordinal: int) -> Statement:
    text, nothing = where.text, (clause.end, clause.end)
    reading = Reading(
        "before", milestone.noun, milestone.verb, None, nothing, (clause.start, clause.end), clause.end, False
    )
    timing = find_timing(text, where.phrases, clause, reading, milestone.verb[1], where.setting)
    covered = milestone.kind == "covered"
    return Statement(
        id=record_id(where.key, "milestone", clause.start, clause.end, ordinal),
        document_id=where.document_id,
        section_id=where.section_id,
        start=clause.start,
        end=clause.end,
        text=told.words,
        quantity_id=None,
        value="100" if covered else None,
        upper=None,
        unit="%" if covered else None,
        bound="eq" if covered else None,
        role=milestone_role(timing, where.setting),
        period=timing.period,
        period_start=timing.first,
        period_text=timing.words,
        base_period=None,
        indicator=_indicator(text, milestone),
        action=Span(start=milestone.verb[0], end=milestone.verb[1], text=text[slice(*milestone.verb)]),
        modality=told.modality,
        facets=wording_facets(text[slice(*milestone.noun)]),
        measure="share" if covered else "milestone",
        change=None,
        rules=(f"milestone_{milestone.kind}",),
    )


def _indicator(text: str, milestone: Milestone) -> Indicator:
    start, end = milestone.noun
    name = text[start:end]
    if milestone.kind == "covered":
        resolved = resolve_indicator(name + "覆盖率", "%", "share", None)
    elif milestone.subject is not None:
        # 国家教师队伍改革列入教育部试点项目: many things are listed there, this one is meant
        resolved = resolve_milestone(f"{text[slice(*milestone.subject)]}列入{name}")
    else:
        resolved = resolve_milestone(name)
    return Indicator(
        text=name, start=start, end=end, id=resolved.id, name=resolved.name, known=resolved.known
    )
