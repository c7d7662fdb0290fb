"""Inline SVG of the comparison's charts: stacked bars, dumbbells, trends with targets as steps.

Every mark has a `<title>` with its numbers, so that a chart can be read without seeing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from markupsafe import Markup, escape

from pipeline.compare.facts import plain
from pipeline.compare.view import Bullet, Series

BAR: Final = 22
LABEL: Final = 150
WIDTH: Final = 760


def stacked_svg(fields: Sequence[str], groups: Sequence[tuple[str, Sequence[int]]]) -> Markup:
    """One bar a field, one piece a group of verdicts."""
    totals = [sum(values[at] for _, values in groups) for at in range(len(fields))]
    most = max(totals, default=1) or 1
    scale = (WIDTH - LABEL - 50) / most
    height = BAR * len(fields) + 10
    parts = []
    for at, field in enumerate(fields):
        y = at * BAR + 5
        parts.append(f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end">{escape(field)}</text>')
        x = float(LABEL)
        for name, values in groups:
            if values[at]:
                width = values[at] * scale
                parts.append(
                    f'<rect class="status-{status_class(name)}" x="{x:.1f}" '
                    f'y="{y}" width="{width:.1f}" height="{BAR - 6}">'
                    f"<title>{escape(field)}：{escape(name)}{values[at]}</title></rect>"
                )
                x += width
        parts.append(f'<text x="{x + 6:.1f}" y="{y + 14}" class="number">{totals[at]}</text>')
    return svg(height, "各领域数值目标的判定", parts)


def status_class(name: str) -> str:
    """A class name for a group of verdicts."""
    return {
        "超额完成": "exceeded",
        "完成": "met",
        "未达到": "missed",
        "待核或不可比": "doubt",
        "未见报告": "silent",
        "待期末": "pending",
    }[name]


def dumbbell_svg(bullets: Sequence[Bullet]) -> Markup:
    """Base, target and result of each indicator on a scale of its own."""
    parts = []
    step = 40
    for at, mark in enumerate(bullets):
        y = at * step + 22
        values = [value for value in (mark.base, mark.target, mark.result) if value is not None]
        low, high = min(values), max(values)
        room = (high - low) or max(abs(high), Decimal(1)) / 5
        low, high = low - room / 4, high + room / 4

        def x(value: Decimal, low: Decimal = low, high: Decimal = high) -> float:
            return LABEL + 90 + float((value - low) / (high - low)) * (WIDTH - LABEL - 200)

        parts.append(
            f'<text x="{LABEL + 60}" y="{y + 4}" text-anchor="end">{escape(mark.name)}（{mark.year}）</text>'
        )
        first, last = x(min(values)), x(max(values))
        parts.append(f'<line class="bone" x1="{first:.1f}" y1="{y}" x2="{last:.1f}" y2="{y}"/>')
        for name, kind, value in (
            ("上年结果", "base", mark.base),
            ("目标", "target", mark.target),
            ("结果", "result", mark.result),
        ):
            if value is None:
                continue
            shown = f"{plain(value)}{mark.unit}"
            title = f"<title>{escape(mark.name)}：{name}{escape(shown)}</title>"
            at_x = x(value)
            if kind == "target":
                parts.append(
                    f'<line class="dot-target" x1="{at_x:.1f}" y1="{y - 10}" '
                    f'x2="{at_x:.1f}" y2="{y + 10}">{title}</line>'
                )
            else:
                parts.append(f'<circle class="dot-{kind}" cx="{at_x:.1f}" cy="{y}" r="6">{title}</circle>')
            above = -13 if kind == "target" else 20
            parts.append(
                f'<text class="number" x="{at_x:.1f}" y="{y + above}" '
                f'text-anchor="middle">{escape(shown)}</text>'
            )
    return svg(step * len(bullets) + 14, "核心指标的上年结果、目标与结果", parts)


def trend_svg(series: Series) -> Markup:
    """Results as points and lines, broken where the definition changed; targets as steps."""
    years = sorted({year for year, _ in series.results} | {year for year, _, _ in series.targets})
    values = [value for _, value in series.results] + [value for _, value, _ in series.targets]
    first, last = years[0], years[-1]
    low, high = min(values), max(values)
    room = (high - low) or max(abs(high), Decimal(1)) / 5
    low, high = low - room / 6, high + room / 6
    height = 190

    def x(year: float) -> float:
        return 56 + (year - first + 0.5) / (last - first + 1) * (WIDTH / 2 - 70)

    def y(value: Decimal) -> float:
        return 150 - float((value - low) / (high - low)) * 126

    parts = []
    for year in range(first, last + 1):
        parts.append(f'<text class="number" x="{x(year):.1f}" y="172" text-anchor="middle">{year}</text>')
    for value in (min(values), max(values)):
        parts.append(
            f'<line class="grid" x1="50" y1="{y(value):.1f}" x2="{WIDTH / 2 - 10:.0f}" y2="{y(value):.1f}"/>'
        )
        parts.append(
            f'<text class="number" x="46" y="{y(value) + 4:.1f}" '
            f'text-anchor="end">{escape(plain(value))}</text>'
        )
    for year, value, strive in series.targets:
        kind = "step strive" if strive else "step"
        title = f"<title>{year}年目标{escape(plain(value))}{escape(series.unit)}</title>"
        parts.append(
            f'<line class="{kind}" x1="{x(year - 0.45):.1f}" y1="{y(value):.1f}" '
            f'x2="{x(year + 0.45):.1f}" y2="{y(value):.1f}">{title}</line>'
        )
    previous: tuple[int, Decimal] | None = None
    for year, value in series.results:
        if previous and year not in series.breaks and year - previous[0] == 1:
            parts.append(
                f'<line class="run" x1="{x(previous[0]):.1f}" '
                f'y1="{y(previous[1]):.1f}" x2="{x(year):.1f}" y2="{y(value):.1f}"/>'
            )
        previous = (year, value)
    for year, value in series.results:
        title = f"<title>{year}年结果{escape(plain(value))}{escape(series.unit)}</title>"
        parts.append(
            f'<circle class="dot-result" cx="{x(year):.1f}" cy="{y(value):.1f}" r="4.5">{title}</circle>'
        )
    return svg(height, f"{series.name}的趋势", parts, width=WIDTH // 2)


def svg(height: int, label: str, parts: Sequence[str], *, width: int = WIDTH) -> Markup:
    """The frame of a drawing."""
    return Markup(
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg">'
        + "".join(parts)
        + "</svg>"
    )
