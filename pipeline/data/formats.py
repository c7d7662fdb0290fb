"""Exports: one table of formats, each a function that writes all bundles' rows to a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Final

import msgspec

from extractors.records import Bundle

Write = Callable[[Iterable[Bundle], Path], tuple[Path, ...]]


class Format(msgspec.Struct, frozen=True):
    """A format: the function that writes it, where it lies by default, and what it is."""

    function: str
    place: str
    zh: str


FORMATS: Final[dict[str, Format]] = {
    "csv": Format("pipeline.data.export_csv:write_csv", "csv", "每表一个 CSV(供表格软件)"),
    "xlsx": Format("pipeline.data.export_workbook:write_xlsx", "taizhang.xlsx", "一个工作簿,每表一页"),
    "parquet": Format("pipeline.data.export_parquet:write_parquet", "parquet", "每表一个 Parquet"),
    "jsonl": Format("pipeline.data.export_jsonl:write_jsonl", "jsonl", "每表一个 JSON Lines"),
    "datapackage": Format(
        "pipeline.data.export_datapackage:write_datapackage", "datapackage", "Frictionless 数据包"
    ),
    "duckdb": Format("pipeline.data.export_duckdb:write_duckdb", "taizhang.duckdb", "一个 DuckDB 文件"),
    "results": Format(
        "pipeline.data.export_results:write_results", "results.json", "按指标与年份嵌套的基期、目标、结果"
    ),
    "docbin": Format("pipeline.data.export_docbin:write_docbin", "taizhang.spacy", "spaCy DocBin(供训练)"),
}


def export(bundles: Iterable[Bundle], *, format_name: str, target: Path) -> tuple[Path, ...]:
    """Write the bundles in one of `FORMATS` at `target`; the files written."""
    module, _, name = FORMATS[format_name].function.partition(":")
    write: Write = getattr(import_module(module), name)
    return write(bundles, target)
