"""One report against earlier ones of the same body: what was printed then and what is said of it now.

Finds: a base implied now that differs from the value printed then; last year's value or last year's target
told otherwise. One function per check, one line in `CHECKS_ACROSS`; each reads two reports.
Leaves: indicators that the earlier report does not tell, or tells for another year; what the comparison of
targets and results says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from extractors.checks.bases import check_implied_bases, check_restated
from extractors.checks.readings import Reading
from extractors.checks.told_targets import check_claims, check_told_targets
from extractors.checks.two_reports import Contradiction
from extractors.records import Bundle, Evidence, Finding, Severity, record_id

CheckAcross = Callable[[Reading, Reading], list[Contradiction]]
CHECKS_ACROSS: Final[tuple[CheckAcross, ...]] = (
    check_implied_bases,
    check_restated,
    check_told_targets,
    check_claims,
)
KEY_LENGTH: Final = 12
ORDER: Final[dict[Severity, int]] = {"high": 0, "medium": 1, "low": 2, "info": 3}


def check_against(report: Bundle, earlier: Sequence[Bundle]) -> list[Finding]:
    """Findings of a report that rest on earlier ones, most severe first, then in text order."""
    return _check(report, Reading(report), [(other, Reading(other)) for other in earlier])


def check_in_order(reports: Sequence[Bundle]) -> list[list[Finding]]:
    """The findings of each report against all before it; only reports that speak of one year are read
    against each other.
    """
    readings = [Reading(report) for report in reports]
    speaking: dict[int, list[int]] = defaultdict(list)
    found = []
    for number, (report, now) in enumerate(zip(reports, readings, strict=True)):
        earlier = sorted({other for year in now.years for other in speaking.get(year, ())})
        found.append(_check(report, now, [(reports[other], readings[other]) for other in earlier]))
        for year in now.years:
            speaking[year].append(number)
    return found


def _check(report: Bundle, now: Reading, earlier: Sequence[tuple[Bundle, Reading]]) -> list[Finding]:
    found: list[tuple[Contradiction, Bundle]] = []
    for other, then in earlier:
        found += [(contradiction, other) for check in CHECKS_ACROSS for contradiction in check(now, then)]
    found.sort(key=lambda pair: (ORDER[pair[0].severity], pair[0].here, pair[0].code, pair[1].source.id))
    taken: dict[tuple[str, int, int], int] = {}
    return [_finding(report, contradiction, other, taken) for contradiction, other in found]


def _finding(
    report: Bundle, found: Contradiction, other: Bundle, taken: dict[tuple[str, int, int], int]
) -> Finding:
    start, end = found.here[0]
    kind = f"finding-{found.code}"
    ordinal = taken.get((kind, start, end), 0)
    taken[kind, start, end] = ordinal + 1
    here = [Evidence(start=a, end=b, text=report.text[a:b]) for a, b in dict.fromkeys(found.here)]
    a, b = found.there
    there = Evidence(start=a, end=b, text=other.text[a:b], source=other.source.id)
    return Finding(
        id=record_id(report.text_sha256[:KEY_LENGTH], kind, start, end, ordinal),
        code=found.code,
        severity=found.severity,
        message=found.message,
        evidence=(*here, there),
        computation=found.computation,
        suggestion=found.suggestion,
    )
