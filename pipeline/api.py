"""taizhang in a notebook: four verbs on files and typed records. Documented in docs/api.md.

    from pipeline.api import compare, extract, read, to_rows

Records are those of `extractors.records`; nothing here writes to disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from extractors.layers import Heading
from extractors.records import Bundle
from pipeline.bundle import read_bundle
from pipeline.compare.records import Comparison
from pipeline.corpus import Report, find_reports
from pipeline.errors import UsageError
from pipeline.read import SourceText, read_source

__all__ = ["Bundle", "Comparison", "Heading", "compare", "extract", "read", "table_names", "to_rows"]


def read(path: str | Path) -> SourceText:
    """The running text of a file, with its format and where its pieces came from."""
    report = _report_at(Path(path))
    return read_source(report.path, name=report.name)


def extract(path: str | Path, *, heading: Heading | None = None) -> Bundle:
    """The bundle of a report, made now; of a bundle file (.json), as it is.

    The manifest, registers and corrections beside the report count. `heading` says, instead of the text
    and the manifest, what title, issuer, kind, year or date are.
    """
    from pipeline.context import Contexts
    from pipeline.work import extract_task

    path = Path(path)
    if path.suffix == ".json":
        return read_bundle(path)
    report = _report_at(path)
    task = Contexts().task(report)
    if heading is not None:
        task = msgspec.structs.replace(task, heading=heading)
    return extract_task(task)


def compare(bundles: Iterable[Bundle]) -> dict[str, Comparison]:
    """The comparison of each body's reports over the years, by the body's name."""
    from pipeline.compare.bodies import group_by_body
    from pipeline.compare.compare import compare_body

    groups = group_by_body(tuple(bundles))
    return {body: compare_body(group, body=body) for body, group in sorted(groups.items())}


def to_rows(bundles: Bundle | Iterable[Bundle], table: str) -> list[dict[str, Any]]:
    """The rows of one table as dictionaries, ready for `pandas.DataFrame`. See `table_names`."""
    from pipeline.data.tables import TABLES

    tables = {known.name: known for known in TABLES}
    if table not in tables:
        raise UsageError("to_rows", f"没有 {table} 这张表", f"可选:{'、'.join(tables)}")
    chosen = tables[table]
    names = [column.name for column in chosen.columns]
    many = [bundles] if isinstance(bundles, Bundle) else bundles
    return [dict(zip(names, row, strict=True)) for bundle in many for row in chosen.rows(bundle)]


def table_names() -> list[str]:
    """The tables that `to_rows` knows; their columns are in docs/data_dictionary.md."""
    from pipeline.data.tables import TABLES

    return [table.name for table in TABLES]


def _report_at(path: Path) -> Report:
    if path.is_dir():
        raise UsageError(str(path), "这是文件夹", "请给出其中的一份报告")
    (report,) = find_reports([path])
    return report
