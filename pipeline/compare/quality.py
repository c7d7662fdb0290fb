"""What the reports' own checks found, and the names of schools, as a comparison prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from extractors.checks.across import check_in_order
from extractors.records import Bundle
from pipeline.compare.accepted import Exemptions, finding_label
from pipeline.compare.places import PlaceFinder
from pipeline.compare.promises import Volume
from pipeline.compare.records import QualityNote, SchoolAlias

ORDER: Final = {"high": 0, "medium": 1, "low": 2, "info": 3}


def find_quality(volumes: Sequence[Volume], exemptions: Exemptions) -> tuple[QualityNote, ...]:
    """The findings of all reports, alone and against the earlier ones, the gravest first."""
    across = check_in_order([volume.bundle for volume in volumes])
    finders = {volume.bundle.source.id: volume.finder for volume in volumes}
    notes = [
        QualityNote(
            source=volume.bundle.source.id,
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            computation=finding.computation,
            places=tuple(
                _place(place.source or volume.bundle.source.id, place.start, finders)
                for place in finding.evidence
            ),
            quotations=tuple(place.text for place in finding.evidence),
            accepted=finding_label(finding, exemptions.get(volume.bundle.source.id, ())),
        )
        for volume, against_earlier in zip(volumes, across, strict=True)
        for finding in (*volume.bundle.findings, *against_earlier)
    ]
    return tuple(sorted(notes, key=lambda note: ORDER[note.severity]))


def _place(source: str, start: int, finders: Mapping[str, PlaceFinder]) -> str:
    return f"{source} {finders[source].find(start).text}"


def find_aliases(bundles: Sequence[Bundle]) -> tuple[SchoolAlias, ...]:
    """Schools that go by more than one name, over all reports."""
    names: dict[str, tuple[str, set[str], bool]] = {}
    for bundle in bundles:
        for school in bundle.schools:
            name, aliases, confirmed = names.get(school.id, (school.name, set(), True))
            aliases = aliases | set(school.aliases) | {school.name}
            names[school.id] = (name, aliases, confirmed and all(join.confirmed for join in school.joins))
    return tuple(
        SchoolAlias(school_id=key, name=name, aliases=tuple(sorted(aliases - {name})), confirmed=confirmed)
        for key, (name, aliases, confirmed) in sorted(names.items())
        if aliases - {name}
    )
