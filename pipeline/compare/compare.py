"""One body's reports side by side: bundles in, a `Comparison` out. Pure.

Start at `compare_body`. The rooms in the order they are used: `calendar` (years), `facts` (statements in
the comparison's terms), `align` (what belongs together), `indicators` (points and verdicts), `deeds` and
`projects` (promises without numbers), `wording` (side by side), `summary` (sentences).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import Bundle
from pipeline.collector import rare_collections
from pipeline.compare.accepted import Exemption, accept_deeds, accept_indicators, by_source
from pipeline.compare.align import align
from pipeline.compare.bodies import find_issuer, place_words
from pipeline.compare.calendar import describe_report, make_calendar, reports_in_order, years_of
from pipeline.compare.clauses import ClauseIndex
from pipeline.compare.commitments import make_commitments
from pipeline.compare.counterparts import match_leftovers
from pipeline.compare.deeds import make_projects
from pipeline.compare.facts import find_facts
from pipeline.compare.filled import Filled, add_filled
from pipeline.compare.indicators import make_rows
from pipeline.compare.lexicon import load_better
from pipeline.compare.places import PlaceFinder
from pipeline.compare.promises import Shelf, Volume
from pipeline.compare.quality import find_aliases, find_quality
from pipeline.compare.records import COMPARISON_VERSION, Comparison
from pipeline.compare.rubric import load_rubric
from pipeline.compare.summary import write_summary
from pipeline.compare.wording import find_wording_pairs


def speaks_of(bundle: Bundle, years: tuple[int, int] | None) -> bool:
    """Whether a report reviews or plans a year of the span."""
    if years is None:
        return True
    reviewed, planned = years_of(bundle)
    return any(years[0] <= year <= years[1] for year in reviewed | planned)


@rare_collections()
def compare_body(
    bundles: Sequence[Bundle],
    *,
    body: str,
    years: tuple[int, int] | None = None,
    filled: Sequence[Filled] = (),
    exemptions: Sequence[Exemption] = (),
) -> Comparison:
    """The comparison of all reports of one body; `years` leaves out reports that speak of no year in it.
    `filled` are the office's own completion figures, `exemptions` the exceptions it put on record.
    """
    ordered = [bundle for bundle in reports_in_order(bundles) if speaks_of(bundle, years)]
    names = tuple(sorted({name for name in (find_issuer(bundle) for bundle in ordered) if name} | {body}))
    places = place_words(names)
    reports = tuple(describe_report(bundle) for bundle in ordered)
    calendar = make_calendar(reports)
    finders = [PlaceFinder(bundle) for bundle in ordered]
    facts = [
        fact
        for order, (bundle, finder) in enumerate(zip(ordered, finders, strict=True))
        for fact in find_facts(bundle, order=order, places=places, finder=finder)
    ]
    volumes = tuple(
        Volume(
            order=order, bundle=bundle, finder=finder, index=ClauseIndex(bundle, finder),
            reviewed=report.reviewed, planned=report.planned,
        )
        for order, (bundle, finder, report) in enumerate(zip(ordered, finders, reports, strict=True))
    )  # fmt: skip
    rows = add_filled(match_leftovers(align(facts), volumes, calendar=calendar), filled)
    indicators = make_rows(rows, calendar=calendar, better=load_better())
    shelf = Shelf(volumes)
    projects = make_projects(shelf, calendar=calendar)
    commitments = make_commitments(shelf, calendar=calendar, indicators=indicators, projects=projects)
    on_record = by_source(exemptions)
    indicators = accept_indicators(indicators, on_record)
    projects = accept_deeds(projects, on_record)
    commitments = accept_deeds(commitments, on_record)
    wording = find_wording_pairs(volumes)
    summary = write_summary(
        body=body, reports=reports, years=calendar.years, missing_years=calendar.missing,
        indicators=indicators, projects=projects, commitments=commitments, wording=wording,
    )  # fmt: skip
    return Comparison(
        schema_version=COMPARISON_VERSION,
        body=body,
        rubric=load_rubric().version,
        reports=reports,
        years=calendar.years,
        missing_years=calendar.missing,
        indicators=indicators,
        projects=projects,
        commitments=commitments,
        wording=wording,
        summary=summary,
        quality=find_quality(volumes, on_record),
        schools=find_aliases(ordered),
        names=names,
    )
