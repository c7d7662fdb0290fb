"""All rows of many bundles in one walk, table by table, and folders that appear whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.records import Bundle
from pipeline.data.table import Row, Table
from pipeline.data.tables import TABLES


def rows_of(bundles: Iterable[Bundle]) -> Iterator[tuple[Table, list[Row]]]:
    """For each bundle in turn, each table with its rows. One bundle is in memory at a time."""
    for bundle in bundles:
        for table in TABLES:
            yield table, list(table.rows(bundle))


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `folder` when the block ends without an error.

    An older folder of that name is replaced; after a kill either the old or the new one stands.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    temporary.chmod(0o755)
    try:
        yield temporary
        if folder.exists():
            old = temporary.with_name(temporary.name + ".old")
            folder.rename(old)
            temporary.rename(folder)
            shutil.rmtree(old)
        else:
            temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
