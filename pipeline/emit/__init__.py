"""Everything downstream of a bundle: one module a format, one line in the table.

An emitter is a function of `Bundles` and the output folder; it returns the files it wrote. It is
called when any bundle or its own code changed, or when one of its files is gone. `Bundles` reads from
disk as it is walked, so that ten thousand reports need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import msgspec

from extractors.records import Bundle
from pipeline.errors import BundleError
from pipeline.files import sha256_hex

Emit = Callable[["Bundles", Path], tuple[Path, ...]]

# name, "module:function"; imported only when it runs.
EMITTERS: Final[tuple[tuple[str, str], ...]] = (
    # First: the database holds the comparisons too.
    ("comparison", "pipeline.emit.comparison:emit_comparisons"),
    ("database", "pipeline.emit.database:emit_database"),
    ("tables", "pipeline.emit.database:emit_tables"),
    # Last: its index lists what the others wrote.
    ("page", "pipeline.emit.page:write_pages"),
)


class BundleFile(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle on disk: its report's id, where it lies, and the fingerprint of its bytes."""

    id: str
    path: Path
    sha256: str

    def read(self) -> Bundle:
        """Read and check it."""
        from pipeline.bundle import read_bundle

        return read_bundle(self.path)


class Bundles:
    """All bundles of an output folder in the order of their ids. Walking it reads one at a time."""

    def __init__(self, files: tuple[BundleFile, ...]) -> None:
        self.files = tuple(sorted(files, key=lambda file: file.id))

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[Bundle]:
        return (file.read() for file in self.files)


def bundles_of(out: Path) -> Bundles:
    """The bundles that lie in an output folder. Raises BundleError when there are none."""
    files = sorted((out / "bundles").glob("*.json"))
    if not files:
        raise BundleError(
            str(out), "没有数据包(bundles/*.json)", "请先运行 taizhang extract,或用 --out 指明结果文件夹"
        )
    return Bundles(
        tuple(BundleFile(id=file.stem, path=file, sha256=sha256_hex(file.read_bytes())) for file in files)
    )


def load_emitter(target: str) -> Emit:
    """The function of an emitter's "module:function"."""
    module, _, function = target.partition(":")
    emit: Emit = getattr(import_module(module), function)
    return emit
