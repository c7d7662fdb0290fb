"""How long comparing takes, and how it grows: the shipped report as many years of one body.

Run with `python -m bench compare`. The report's bundle is moved year by year, so that every year plans and
reviews as the shipped one does; 500 of them are far more years than any body has.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from extractors.records import Bundle
from pipeline.compare.compare import compare_body
from pipeline.emit.comparison import WRITERS
from pipeline.extract import extract_bundle

REPORT = Path(__file__).parents[1] / "corpus" / "ouhai_2022_2023.txt"
SIZES = (6, 62, 125, 250, 500)
LIMIT_SIX, LIMIT_MANY = 2.0, 30.0


def moved(bundle: Bundle, years: int) -> Bundle:
    """The same report so many years later, with ids of its own."""

    def later(year: int | None) -> int | None:
        return None if year is None else year + years

    key = f"{bundle.source.id}-{years:03}"
    renamed = {statement.id: f"{key}:{statement.id}" for statement in bundle.statements}
    return msgspec.structs.replace(
        bundle,
        source=msgspec.structs.replace(bundle.source, id=key, path=f"{key}.txt"),
        documents=tuple(
            msgspec.structs.replace(document, period=later(document.period)) for document in bundle.documents
        ),
        sections=tuple(
            msgspec.structs.replace(section, period=later(section.period)) for section in bundle.sections
        ),
        statements=tuple(
            msgspec.structs.replace(
                statement,
                id=renamed[statement.id],
                period=later(statement.period),
                period_start=later(statement.period_start),
                base_period=later(statement.base_period),
            )
            for statement in bundle.statements
        ),
        projects=tuple(
            msgspec.structs.replace(project, period=later(project.period)) for project in bundle.projects
        ),
        commitments=tuple(
            msgspec.structs.replace(
                commitment,
                id=f"{key}:{commitment.id}",
                statement_ids=tuple(renamed[old] for old in commitment.statement_ids if old in renamed),
            )
            for commitment in bundle.commitments
        ),
    )


def timed(bundles: Sequence[Bundle]) -> float:
    """Seconds to compare so many reports of one body."""
    start = time.perf_counter()
    compare_body(bundles, body="甲市乙区教育局")
    return time.perf_counter() - start


def main(arguments: Sequence[str] = ()) -> int:
    """Print seconds by number of reports, and fail when a limit is passed or growth is more than linear."""
    from importlib import import_module

    sizes = tuple(int(size) for size in arguments) or SIZES
    bundle = extract_bundle(REPORT, name=REPORT.name, source_id=REPORT.stem)
    timed([moved(bundle, year) for year in range(2)])
    seconds = {}
    for size in sizes:
        seconds[size] = timed([moved(bundle, year) for year in range(size)])
        print(f"{size:4} 份报告 {seconds[size]:7.2f} 秒,每份 {1000 * seconds[size] / size:6.1f} 毫秒")
    comparison = compare_body([moved(bundle, year) for year in range(6)], body="甲市乙区教育局")
    for suffix, target in WRITERS:
        module, _, function = target.partition(":")
        write = getattr(import_module(module), function)
        write(comparison)
        start = time.perf_counter()
        content = write(comparison)
        print(f"6 份报告写 {suffix}: {time.perf_counter() - start:5.2f} 秒,{len(content) / 1024:,.0f} KB")
    slow = seconds.get(6, 0.0) > LIMIT_SIX or seconds.get(500, 0.0) > LIMIT_MANY
    steep = any(
        seconds[large] / seconds[small] > 1.6 * large / small
        for small, large in pairwise(sizes)
        if small >= 62
    )
    if slow or steep:
        print("超过限度:6 份 2 秒,500 份 30 秒,或增长快于线性")
    return int(slow or steep)
