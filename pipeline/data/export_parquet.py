"""Parquet: one file a table, typed; decimals stay exact strings, as in the bundles."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.records import Bundle
from pipeline.data.columns import Kind
from pipeline.data.descriptions import descriptions
from pipeline.data.rows import rows_of, whole_folder
from pipeline.data.table import Table
from pipeline.data.tables import TABLES
from pipeline.errors import UsageError

if TYPE_CHECKING:
    import pyarrow


def write_parquet(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write `<table>.parquet` for every table into the folder `target`.

    Raises UsageError when the extra `tables` is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("parquet", "没有安装 pyarrow", "请运行 pip install 'taizhang[tables]'") from error
    schemas = {table.name: _schema(table, pyarrow) for table in TABLES}
    with whole_folder(target) as folder, ExitStack() as stack:
        writers = {
            name: stack.enter_context(pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", schema))
            for name, schema in schemas.items()
        }
        for table, rows in rows_of(bundles):
            if rows:
                columns = list(zip(*rows, strict=True))
                schema = schemas[table.name]
                arrays = [pyarrow.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
                writers[table.name].write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
    return tuple(target / f"{table.name}.parquet" for table in TABLES)


def _schema(table: Table, pyarrow: Any) -> pyarrow.Schema:
    kinds: dict[Kind, Any] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "decimal": pyarrow.string(),
        "real": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "json": pyarrow.string(),
    }
    words = descriptions()[table.name].columns
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name,
                kinds[column.kind],
                nullable=column.nullable,
                metadata={"zh": words[column.name].zh, "en": words[column.name].en},
            )
            for column in table.columns
        ]
    )
