"""The database and the spreadsheet tables that every run keeps current."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.data.export_csv import write_csv
from pipeline.data.load import load_bundles, load_comparisons, read_comparisons
from pipeline.data.store import connect, fits
from pipeline.emit import Bundles

DATABASE: Final = "taizhang.db"
TABLES_FOLDER: Final = "tables"


def emit_database(bundles: Bundles, out: Path) -> tuple[Path, ...]:
    """Bring `out/taizhang.db` to hold exactly these bundles and the comparisons in `out/comparison`.

    The file is made from bundles alone: one with other columns than ours is made anew.
    """
    path = out / DATABASE
    engine = connect(str(path))
    try:
        if not fits(engine):
            engine.dispose()
            path.unlink()
        load_bundles(engine, bundles, mirror=True)
        load_comparisons(engine, read_comparisons(out), mirror=True)
    finally:
        engine.dispose()
    return (path,)


def emit_tables(bundles: Bundles, out: Path) -> tuple[Path, ...]:
    """Write every table as CSV into `out/tables`."""
    return write_csv(bundles, out / TABLES_FOLDER)
