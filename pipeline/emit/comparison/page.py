"""The comparison as one self-contained page: no script, drawings inline, every value linked to its place.

A value's link opens the report's page at the quotation (`../review/<source>.html#at=START-END`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from pipeline.compare.deeds import STAGE_NAMES
from pipeline.compare.records import Comparison, DeedPoint, Point
from pipeline.compare.rubric import load_rubric, verdict_name
from pipeline.compare.view import (
    GRADE_NAMES,
    MODALITY_NAMES,
    bullets,
    changed_targets,
    commitments_by_strength,
    core_rows,
    deed_cells,
    delivery_text,
    look_first,
    report_label,
    status_by_field,
    trends,
    value_of,
    why_text,
    year_cells,
)
from pipeline.emit.comparison.chapters import years_span
from pipeline.emit.comparison.deed_chapters import CHANGES, interest, life
from pipeline.emit.comparison.drawings import dumbbell_svg, stacked_svg, status_class, trend_svg

TEMPLATES: Final = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Jinja with escaping on and unknown names refused."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        verdict_name=verdict_name,
        delivery_text=delivery_text,
        why_text=why_text,
        value_of=value_of,
        grades=GRADE_NAMES,
        modalities=MODALITY_NAMES,
        stages=STAGE_NAMES,
        status_class=status_class,
        href=href,
    )
    return env


def href(point: Point | DeedPoint) -> str:
    """The address of a quotation in the report's own page."""
    return f"../review/{quote(point.source)}.html#at={point.start}-{point.end}"


def write_page(comparison: Comparison) -> bytes:
    """The page's bytes."""
    fields, groups = status_by_field(comparison)
    marks = bullets(comparison)
    core = core_rows(comparison)
    chosen = {row.id for row in core}
    rest = sorted(
        (
            (row, v)
            for row in comparison.indicators
            if row.id not in chosen
            for v in row.verdicts
            if v.target_id
        ),
        key=lambda pair: (pair[0].field, pair[0].name, pair[0].id, pair[1].year),
    )
    text = environment().get_template("comparison.html.j2").render(
        comparison=comparison,
        span=years_span(comparison),
        rubric=load_rubric(),
        status=stacked_svg(fields, groups) if fields else None,
        status_groups=[name for name, _ in groups],
        dumbbells=dumbbell_svg(marks) if marks else None,
        look_first=look_first(comparison),
        core=[(row, year_cells(row, comparison.years)) for row in core],
        rest=rest,
        points={row.id: {point.id: point for point in row.points} for row in comparison.indicators},
        groups=[
            (
                name,
                [
                    (row, deed_cells(row, comparison.years))
                    for row in sorted(rows, key=lambda row: (-interest(row), row.field, row.name, row.id))
                ],
            )
            for name, rows in commitments_by_strength(comparison)
        ],
        projects=[
            (row, deed_cells(row, comparison.years))
            for row in sorted(comparison.projects, key=lambda row: (-life(row), row.name, row.id))
        ],
        changes=[
            (title, [pair for code in codes for pair in changed_targets(comparison, code)])
            for title, codes in CHANGES
        ],
        wording=sorted(
            comparison.wording, key=lambda pair: (pair.change != "weaker", -pair.points[1].year, pair.id)
        ),
        trends=[(series, trend_svg(series)) for series in trends(comparison)],
        labels={report.source: report_label(comparison, report.source) for report in comparison.reports},
    )  # fmt: skip
    return text.encode()
