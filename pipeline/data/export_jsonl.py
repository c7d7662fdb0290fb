"""JSON Lines: one file a table, one object a row, values exactly as in the bundles."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import msgspec

from extractors.records import Bundle
from pipeline.data.rows import rows_of, whole_folder
from pipeline.data.tables import TABLES

_ENCODER = msgspec.json.Encoder()


def write_jsonl(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write `<table>.jsonl` for every table into the folder `target`; decimals stay strings."""
    with whole_folder(target) as folder, ExitStack() as stack:
        files = {t.name: stack.enter_context((folder / f"{t.name}.jsonl").open("wb")) for t in TABLES}
        names = {t.name: [column.name for column in t.columns] for t in TABLES}
        for table, rows in rows_of(bundles):
            objects = (dict(zip(names[table.name], row, strict=True)) for row in rows)
            files[table.name].write(_ENCODER.encode_lines(objects))
    return tuple(target / f"{table.name}.jsonl" for table in TABLES)
