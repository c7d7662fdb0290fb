"""The text of a binary Word file (DOC, WPS) without any other program: its piece table.

A small reader for when neither LibreOffice nor antiword is there. Text is exact; tables become lines,
automatic numbers and footnotes are not in the text stream and are left out.

Start at `read_pieces`.
"""

from __future__ import annotations

import io
import re
import struct
from typing import Final

from pipeline.errors import SourceError
from pipeline.read.limits import LIMITS

DAMAGED: Final = "请用 Word/WPS 打开后另存为 DOCX"
MAGIC: Final = 0xA5EC
ENCRYPTED: Final = 0x0100
SECOND_TABLE: Final = 0x0200
CLX_AT: Final = 0x01A2
TEXT_LENGTH_AT: Final = 0x004C
COMPRESSED: Final = 0x40000000
# A field is 13 instruction 14 result 15; only the result is read by people.
INSTRUCTION: Final = re.compile("\x13[^\x13\x14\x15]*\x14?")
BREAKS: Final = str.maketrans(
    {"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x14": "", "\x15": ""}
)


def read_pieces(content: bytes, *, name: str) -> str:
    """The main text, one paragraph or table cell a line."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            word = file.openstream("WordDocument").read()
            if len(word) < CLX_AT + 8:
                raise SourceError(name, "DOC/WPS 文件不完整", DAMAGED)
            magic, flags = struct.unpack_from("<H", word, 0)[0], struct.unpack_from("<H", word, 0x0A)[0]
            if flags & ENCRYPTED:
                raise SourceError(name, "文件有密码", "请去掉密码后另存")
            if magic != MAGIC:
                raise SourceError(name, "不是 Word 97 以后的 DOC 文件", DAMAGED)
            table = file.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
        text = _main_text(word, table)
    except SourceError:
        raise
    except Exception as error:  # olefile and struct raise many things on damaged files; all mean the same
        raise SourceError(name, "DOC/WPS 文件已损坏", DAMAGED) from error
    while INSTRUCTION.search(text):
        text = INSTRUCTION.sub("", text)
    return text.translate(BREAKS)


def _main_text(word: bytes, table: bytes) -> str:
    start, length = struct.unpack_from("<II", word, CLX_AT)
    clx = table[start : start + length]
    at = 0
    while clx[at] == 1:  # formatting stands before the pieces
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    pieces = clx[at + 5 : at + 5 + size]
    count = (len(pieces) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", pieces, 0)
    wanted = min(struct.unpack_from("<I", word, TEXT_LENGTH_AT)[0], LIMITS.characters)
    parts: list[str] = []
    total = 0
    for index in range(count):
        offset = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)[0]
        length = max(positions[index + 1] - positions[index], 0)
        if offset & COMPRESSED:
            begin = (offset & ~COMPRESSED) // 2
            part = word[begin : begin + length].decode("cp1252", errors="replace")
        else:
            part = word[offset : offset + 2 * length].decode("utf-16-le", errors="replace")
        parts.append(part)
        total += len(part)
        if total >= wanted:
            break
    return "".join(parts)[:wanted]
