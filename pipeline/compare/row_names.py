"""Names of rows that would read alike: 智慧校园（省级） and 智慧校园（市级）, 招聘教师（小学）.

Only what limits all figures of a row is told, and only where another row of the same name, kind of number
and unit is limited otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.compare.grades import Linked
from pipeline.compare.likeness import FACETS
from pipeline.compare.records import IndicatorRow


def facets_of(row: Sequence[Linked]) -> tuple[str, ...]:
    """What limits all figures of a row: 市级, 初中, 全区."""
    return tuple(
        level_text(value) if name == "award_level" else value
        for name in FACETS
        if (value := shared_facet(row, name))
    )


def shared_facet(row: Sequence[Linked], name: str) -> str | None:
    """The facet that all figures of a row have, None where they differ or none is said."""
    values = {getattr(linked.fact.facets, name) for linked in row}
    return next(iter(values)) if len(values) == 1 else None


def level_text(level: str) -> str:
    """省级, 市级以上."""
    return f"{level.removesuffix('以上')}级{'以上' if level.endswith('以上') else ''}"


def told_apart(rows: Sequence[IndicatorRow], facets: Sequence[tuple[str, ...]]) -> list[str]:
    """The rows' names; rows of one name and kind that are limited differently say by what."""
    limits: dict[tuple[str, str, str], set[tuple[str, ...]]] = defaultdict(set)
    for row, limited in zip(rows, facets, strict=True):
        limits[row.name, row.kind, row.unit].add(limited)
    names = []
    for row, limited in zip(rows, facets, strict=True):
        told = [word for word in limited if word not in row.name]
        differ = len(limits[row.name, row.kind, row.unit]) > 1
        names.append(f"{row.name}（{'、'.join(told)}）" if differ and told else row.name)
    return names
