"""Readers: a file's bytes become running text with origins. One module a format, one line in the table.

Start at `read_source`.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import SourceError
from pipeline.read.records import SourceText
from pipeline.read.text import read_text

__all__ = ["SourceText", "read_source"]


def read_source(path: Path, *, name: str) -> SourceText:
    """The running text of the file at `path`; `name` is how messages call it (path in the corpus)."""
    if not path.exists():
        raise SourceError(name, "没有这个文件", "请检查路径")
    if path.is_dir():
        raise SourceError(name, "这是文件夹,不是文件", "请给出其中的文件")
    return read_text(path.read_bytes(), name=name)
