"""The check before publishing: what contradicts, does not add up, or is worth a second look.

One function per check, one line in `CHECKS`. A check reads the layers of one report and answers doubts; the
stage turns them into findings. Severity high needs arithmetic or identity, never similarity.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from extractors.checks import (
    conflicts,
    counts,
    dates,
    derived,
    drift,
    parts,
    ratios,
    repeats,
    rows,
    slips,
    some,
    statuses,
    structure,
    sums,
    told_targets,
    units,
    wording,
)
from extractors.checks.finding import Doubt, Place
from extractors.layers import Layers
from extractors.records import Evidence, Finding, record_id

Check = Callable[[Layers], list[Doubt]]
CHECKS: Final[tuple[Check, ...]] = (
    conflicts.check_values,
    conflicts.check_overview,
    conflicts.check_reach_or_hold,
    some.check_number_or_some,
    conflicts.check_pilot_or_everywhere,
    counts.check_lists,
    rows.check_rows,
    sums.check_total_among_parts,
    sums.check_included,
    parts.check_parts,
    sums.check_shares,
    units.check_missing,
    units.check_percent_or_points,
    units.check_mixed,
    units.check_person_times,
    units.check_round_figures,
    units.check_bound_dropped,
    derived.check_implied_bases,
    derived.check_denominators,
    ratios.check_ratios,
    ratios.check_averages,
    told_targets.check_completion,
    drift.check_names,
    drift.check_near_names,
    wording.check_wording,
    wording.check_marks,
    wording.check_brackets,
    drift.check_totals,
    repeats.check_promises,
    repeats.check_statements,
    repeats.check_clauses,
    repeats.check_list_members,
    dates.check_days,
    dates.check_years,
    dates.check_title_years,
    dates.check_issued,
    dates.check_relative,
    dates.check_months,
    dates.check_plan_spans,
    statuses.check_steps,
    statuses.check_dropped_sections,
    statuses.check_targets_without_base,
    structure.check_headings,
    structure.check_points,
    structure.check_documents,
    slips.check_pairs,
    slips.check_marks,
    slips.check_words,
    slips.check_common_slips,
    slips.check_joined_quantities,
)
ORDER: Final = {"high": 0, "medium": 1, "low": 2, "info": 3}


def find_findings(layers: Layers, checks: tuple[Check, ...] = CHECKS) -> list[Finding]:
    """All findings of a report, most severe first, then in text order."""
    doubts = [doubt for check in checks for doubt in check(layers)]
    doubts.sort(key=lambda doubt: (ORDER[doubt.severity], doubt.places[0], doubt.code, doubt.message))
    taken: dict[str, int] = {}
    places = {place for doubt in doubts for place in doubt.places}
    # a long clause may stand in many findings: they hold one text
    evidence = {place: _evidence(layers.text, place) for place in places}
    return [_finding(layers, doubt, taken, evidence) for doubt in doubts]


def _finding(layers: Layers, doubt: Doubt, taken: dict[str, int], evidence: dict[Place, Evidence]) -> Finding:
    start, end = doubt.places[0]
    kind = f"finding-{doubt.code}"
    ordinal = taken.get(f"{kind}-{start}-{end}", 0)
    taken[f"{kind}-{start}-{end}"] = ordinal + 1
    return Finding(
        id=record_id(layers.key, kind, start, end, ordinal),
        code=doubt.code,
        severity=doubt.severity,
        message=doubt.message,
        evidence=tuple([evidence[place] for place in doubt.places]),
        computation=doubt.computation,
        suggestion=doubt.suggestion,
    )


def _evidence(text: str, place: Place) -> Evidence:
    return Evidence(start=place[0], end=place[1], text=text[place[0] : place[1]])


def add_findings(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: reads every layer, adds the findings."""
    return {"findings": tuple(find_findings(layers))}
