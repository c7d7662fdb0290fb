"""How long comparing takes, and how it grows: the shipped report as many years of one body.

The report's bundle is moved year by year, so that every year plans and
reviews as the shipped one does; 500 of them are far more years than any body has.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from extractors.records import Bundle
from pipeline.compare.compare import compare_body
from pipeline.compare.records import Comparison
from pipeline.emit.comparison import WRITERS, Writer
from pipeline.extract import extract_bundle

REPORT: Final = Path(__file__).parents[1] / "corpus" / "ouhai_2022_2023.txt"
BODY: Final = "甲市乙区教育局"
SIZES: Final = (6, 62, 125, 250, 500)
LIMIT_SIX: Final = 2.0
LIMIT_MANY: Final = 30.0
STEEP: Final = 1.3
"""A report among twice as many may cost this much more, for the noise of the machine."""
Made = TypeVar("Made")


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


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Processor seconds of some work, and what it made."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def compare_rows(_: Path) -> list[str]:
    """Seconds by number of reports, the limits, and what each form takes to write, Markdown."""
    bundle = extract_bundle(REPORT, name=REPORT.name, source_id=REPORT.stem)
    compare_body([moved(bundle, year) for year in range(2)], body=BODY)
    rows = ["| 报告 | 秒 | 每份毫秒 | 每份与前一行之比 |", "|---|---|---|---|"]
    seconds: dict[int, float] = {}
    before = None
    for size in SIZES:
        bundles = [moved(bundle, year) for year in range(size)]
        seconds[size], comparison = timed(partial(compare_body, bundles, body=BODY))
        each = 1000 * seconds[size] / size
        rows.append(f"| {size} | {seconds[size]:.2f} | {each:.1f} | {each / (before or each):.2f} |")
        before = each
        if size == 6:
            written = write_rows(comparison)
    rows.append(f"\n限度:6 份 {LIMIT_SIX:.0f} 秒,{SIZES[-1]} 份 {LIMIT_MANY:.0f} 秒,{verdict(seconds)}。\n")
    return [*rows, *written]


def write_rows(comparison: Comparison) -> list[str]:
    """What each form of the comparison of six reports takes to write, Markdown."""
    rows = ["| 6 份报告写成 | 秒 | KB |", "|---|---|---|"]
    for suffix, target in WRITERS:
        module, _, function = target.partition(":")
        write: Writer = getattr(import_module(module), function)
        write(comparison)
        seconds, content = timed(partial(write, comparison))
        rows.append(f"| {suffix} | {seconds:.2f} | {len(content) / 1024:,.0f} |")
    return rows


def verdict(seconds: Mapping[int, float]) -> str:
    """Whether the limits are kept and a report costs the same among many."""
    slow = seconds[6] > LIMIT_SIX or seconds[SIZES[-1]] > LIMIT_MANY
    steep = any(seconds[b] / seconds[a] > STEEP * b / a for a, b in pairwise(SIZES[1:]))
    return "超过" if slow else "份数多时增长快于线性" if steep else "都在限度内,随份数线性增长"
