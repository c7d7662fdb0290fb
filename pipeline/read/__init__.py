"""Readers: a file's bytes become running text with origins. One module a format, one line in the table.

Start at `read_source`. The format is decided by the content, not by the suffix.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.errors import SourceError, on_one_line
from pipeline.read.limits import LIMITS
from pipeline.read.magic import detect_format
from pipeline.read.records import SourceText

__all__ = ["READERS", "SourceText", "read_content", "read_source"]

Reader = Callable[..., SourceText]

# One line a format: the module and the function that reads it.
READERS: Final[dict[str, tuple[str, str]]] = {
    "text": ("pipeline.read.text", "read_text"),
    "docx": ("pipeline.read.docx", "read_docx"),
    "html": ("pipeline.read.html", "read_html"),
    "pdf": ("pipeline.read.pdf", "read_pdf"),
    "ofd": ("pipeline.read.ofd", "read_ofd"),
    "doc": ("pipeline.read.office", "read_office"),
    "rtf": ("pipeline.read.office", "read_office"),
    "odt": ("pipeline.read.office", "read_office"),
    "word_xml": ("pipeline.read.office", "read_office"),
    "mhtml": ("pipeline.read.mhtml", "read_mhtml"),
    "image": ("pipeline.read.pdf", "read_image"),
}


def read_source(path: Path, *, name: str) -> SourceText:
    """The running text of the file at `path`; `name` is how messages call it (path in the corpus)."""
    return read_content(read_bytes(path, name=name), name=name, suffix=path.suffix.lower())


def read_content(content: bytes, *, name: str, suffix: str) -> SourceText:
    """The running text of a file's content. Raises SourceError when it cannot be had."""
    if not content.strip(b"\x00 \t\r\n"):
        raise SourceError(name, "文件是空的", "请换成有正文的文件")
    module, function = READERS[detect_format(content, suffix=suffix, name=name)]
    reader: Reader = getattr(import_module(module), function)
    source = reader(content, name=name)
    if not any(character.isalnum() for character in source.text):
        raise SourceError(name, "文件里没有文字", "请换成有正文的文件")
    return source


def check_place(path: Path, *, name: str) -> None:
    """Refuse names that no one can type, and links that lead out of the corpus."""
    if on_one_line(name) != name:
        raise SourceError(name, "文件名里有换行或控制字符", "请改文件名")
    parts = PurePosixPath(name).parts
    if path.absolute().parts[-len(parts) :] != parts:
        return
    corpus = path.absolute().parents[len(parts) - 1]
    try:
        inside = path.resolve().is_relative_to(corpus.resolve())
    except (OSError, RuntimeError) as error:
        raise SourceError(name, "符号链接绕成了圈", "请删掉这个链接") from error
    if not inside:
        raise SourceError(name, "符号链接指向文件夹之外", "请把文件本身放进来")


def read_bytes(path: Path, *, name: str) -> bytes:
    """The bytes of a regular file in its corpus, at most as many as the limit allows."""
    check_place(path, name=name)
    if not path.exists():
        raise SourceError(name, "没有这个文件", "请检查路径")
    if path.is_dir():
        raise SourceError(name, "这是文件夹,不是文件", "请给出其中的文件")
    if not path.is_file():
        raise SourceError(name, "这不是普通文件(设备或管道)", "请给出普通文件")
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > LIMITS.file_bytes:
                raise SourceError(
                    name, f"文件超过 {LIMITS.file_bytes >> 20} MB", "请拆开文件,或压缩其中的图片"
                )
            content = file.read(LIMITS.file_bytes + 1)
            after = os.fstat(file.fileno())
    except PermissionError as error:
        raise SourceError(name, "没有读这个文件的权限", "请修改文件权限") from error
    if len(content) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise SourceError(name, "读取时文件还在变化", "请等文件写完再运行")
    return content
