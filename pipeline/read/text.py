"""Plain text files in the encodings that offices really use.

Order of trial: a byte-order mark, strict UTF-8, GB18030, then with marked replacements. This plain
rule was right on every sample file where encoding detectors failed on some. Three additions: UTF-16
without a mark (its zero bytes betray it), Big5 (read as GB18030 it falls into private-use
characters), and UTF-8 with a few damaged bytes (all the rest of it is valid).

Nothing but the mark and the line ends is changed: offsets in the file are offsets in the bundle.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from pipeline.errors import SourceError
from pipeline.read.limits import check_length
from pipeline.read.records import SourceText

BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff]")
CHINESE: Final = re.compile("[一-鿿，。、；：（）“”]")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
REPLACED: Final = "\ufffd"
PRIVATE_SHARE: Final = 0.05
DAMAGED_UTF8_SHARE: Final = 0.02
DAMAGED_SHARE: Final = 0.10
CONTROL_SHARE: Final = 0.02
PLACES_NAMED: Final = 3
NOT_TEXT: Final = "请确认文件格式,或另存为 UTF-8 文本"

Decoded = tuple[str, str, tuple[str, ...]]


def read_text(content: bytes, *, name: str) -> SourceText:
    """Decode a text file. Raises SourceError for an empty file or one that is not text."""
    text, encoding, notes = decode_text(content, name=name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_length(len(text), name=name)
    return SourceText(text=text, format="text", encoding=encoding, notes=notes)


def decode_text(content: bytes, *, name: str) -> Decoded:
    """Text, encoding and notes on damage. Raises SourceError for what is no text in any encoding."""
    if not content.strip(b"\x00 \t\r\n"):
        raise SourceError(name, "文件是空的", "请换成有正文的文件")
    text, encoding, notes = _decode(content)
    if len(CONTROL.findall(text)) > CONTROL_SHARE * len(text) or "\x00" in text:
        raise SourceError(name, "不是文本文件(含有空字节或控制字符)", NOT_TEXT)
    if text.count(REPLACED) > max(1.0, DAMAGED_SHARE * len(text)):
        raise SourceError(name, "不是文本文件,或编码损坏太多", NOT_TEXT)
    return text, encoding, notes


def _decode(content: bytes) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_marking(content[len(mark) :], encoding, skipped=len(mark))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        chinese = text.isascii() or CHINESE.search(text)
        return (None if chinese else _decode_short_gbk(content)) or (text, "utf-8", ())
    if b"\x00" in content and (wide := _decode_unmarked_utf16(content)) is not None:
        return wide
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return _decode_damaged(content)
    if len(PRIVATE_USE.findall(text)) > PRIVATE_SHARE * len(text):
        return _decode_big5(content) or (text, "gb18030", ())
    return text, "gb18030", ()


def _decode_short_gbk(content: bytes) -> Decoded | None:
    """A few GBK characters can also be UTF-8 of other scripts: 学位 as ѧλ. Chinese is likelier here."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    beyond = sum(not character.isascii() for character in text)
    return (text, "gb18030", ()) if 2 * len(CHINESE.findall(text)) > beyond else None


def _decode_unmarked_utf16(content: bytes) -> Decoded | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and 2 * len(CHINESE.findall(text)) > len(text):
            return text, encoding, ()
    return None


def _decode_big5(content: bytes) -> Decoded | None:
    try:
        text = content.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    return text, "big5", ()


def _decode_damaged(content: bytes) -> Decoded:
    """The encoding with the fewest broken places: UTF-8 when nearly all of it is valid, else GB18030."""
    as_utf8 = content.decode("utf-8", errors="replace")
    if as_utf8.count(REPLACED) <= max(1.0, DAMAGED_UTF8_SHARE * len(as_utf8)) and CHINESE.search(as_utf8):
        return _decode_marking(content, "utf-8")
    as_gb18030 = content.decode("gb18030", errors="replace")
    strange = as_gb18030.count(REPLACED) + len(PRIVATE_USE.findall(as_gb18030))
    if strange > PRIVATE_SHARE * len(as_gb18030) and (big5 := _decode_big5(content)) is not None:
        return big5
    return _decode_marking(content, "gb18030")


def _decode_marking(content: bytes, encoding: str, *, skipped: int = 0) -> Decoded:
    """Decode with � for what is broken, and say where that is."""
    text = content.decode(encoding, errors="replace")
    places: list[int] = []
    position = 0
    while len(places) < PLACES_NAMED:
        try:
            content[position:].decode(encoding)
            break
        except UnicodeDecodeError as error:
            places.append(position + error.start)
            position += error.end
    if not places:
        return text, encoding, ()
    lines = [content.count(b"\n", 0, place) + 1 for place in places]
    where = "、".join(
        f"第 {line} 行(第 {place + skipped + 1} 个字节)" for line, place in zip(lines, places, strict=True)
    )
    count = text.count(REPLACED)
    more = "等处" if count > len(places) else ""
    return text, encoding, (f"{where}{more}有损坏的编码,已用 � 标出",)
