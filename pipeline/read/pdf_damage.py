"""Damage inside a PDF that no library reports: page contents whose checksum does not fit.

PDFium draws such a page with text missing or wrong and says nothing; every compressed content
carries a checksum, so a flipped byte can be told with the number of its page.

Start at `find_damaged_pages`; `repair` rebuilds a file that does not open at all.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, Final

from pipeline.errors import SourceError

DAMAGED: Final = "请重新下载,或用阅读器另存为新的 PDF"
CONTENT_BYTES: Final = 64 * 2**20
BLOCK: Final = 1 << 20


def find_damaged_pages(content: bytes) -> list[int]:
    """Numbers of pages whose contents do not unpack to what was packed."""
    import pikepdf

    damaged: list[int] = []
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            for number, page in enumerate(document.pages, start=1):
                if not all(_is_whole(stream) for stream in _streams(page, pikepdf)):
                    damaged.append(number)
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError, TypeError, KeyError, AttributeError):
        return damaged  # what can be told is told; the text itself was read another way
    return damaged


def _streams(page: Any, pikepdf: Any) -> Iterator[Any]:
    contents = page.obj.get("/Contents")
    if isinstance(contents, pikepdf.Stream):
        yield contents
    elif isinstance(contents, pikepdf.Array):
        yield from (item for item in contents if isinstance(item, pikepdf.Stream))


def _is_whole(stream: Any) -> bool:
    if str(stream.get("/Filter")) != "/FlateDecode":
        return True
    packer = zlib.decompressobj()
    rest = stream.read_raw_bytes()
    size = 0
    try:
        while rest and not packer.eof and size < CONTENT_BYTES:
            size += len(packer.decompress(rest, BLOCK))
            rest = packer.unconsumed_tail
    except zlib.error:
        return False
    return packer.eof or size >= CONTENT_BYTES


def repair(content: bytes, *, name: str) -> tuple[bytes, str]:
    """The document as pikepdf can rebuild it, and a note. Raises SourceError when it cannot."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            found = len(document.pages)
            if not found:
                raise SourceError(name, "PDF 不完整,一页也找不到", DAMAGED)
            stated = _stated_pages(document)
            rebuilt = io.BytesIO()
            document.save(rebuilt)
    except pikepdf.PasswordError as error:
        raise SourceError(name, "PDF 有打开密码", "请去掉密码后另存") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, OSError, RecursionError, TypeError) as error:
        raise SourceError(name, "PDF 不完整或已损坏,无法修复", DAMAGED) from error
    lost = f"(文件自称 {stated} 页,只找回 {found} 页)" if stated is not None and stated > found else ""
    return rebuilt.getvalue(), f"PDF 有损坏,已修复后读取,请核对是否缺页{lost}"


def _stated_pages(document: Any) -> int | None:
    """How many pages the file itself says it has."""
    try:
        return int(document.Root.Pages.Count)
    except (AttributeError, TypeError, ValueError, KeyError):
        return None
