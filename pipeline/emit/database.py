"""The database and the spreadsheet tables that every run keeps current."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.data.export_csv import write_csv
from pipeline.data.load import load_bundles
from pipeline.data.store import connect
from pipeline.emit import Bundles

DATABASE: Final = "taizhang.db"
TABLES_FOLDER: Final = "tables"


def emit_database(bundles: Bundles, out: Path) -> tuple[Path, ...]:
    """Bring `out/taizhang.db` to hold exactly these bundles."""
    path = out / DATABASE
    engine = connect(str(path))
    try:
        load_bundles(engine, bundles, mirror=True)
    finally:
        engine.dispose()
    return (path,)


def emit_tables(bundles: Bundles, out: Path) -> tuple[Path, ...]:
    """Write every table as CSV into `out/tables`."""
    return write_csv(bundles, out / TABLES_FOLDER)
