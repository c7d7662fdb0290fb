"""Which format a file has: by its content first, by its suffix only to name what was expected.

    detect_format(b"%PDF-1.7 ...", suffix=".doc") -> "pdf"

Formats that are known but not read (spreadsheets, slides, RAR) are refused with their name.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from pipeline.errors import SourceError

PDF_WINDOW: Final = 1024
HEAD: Final = 4096
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES: Final = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF87a", b"GIF89a",
)  # fmt: skip
OTHERS: Final = (
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"BZh", "bzip2 压缩包"),
    (b"\xfd7zXZ\x00", "xz 压缩包"),
    (b"\x7fELF", "程序"),
    (b"MZ", "程序"),
    (b"SQLite format 3\x00", "数据库"),
)
SUFFIX_FORMATS: Final = {
    ".txt": "text", ".md": "text", ".pdf": "pdf", ".docx": "docx", ".doc": "doc", ".wps": "doc",
    ".rtf": "rtf", ".odt": "odt", ".ofd": "ofd", ".htm": "html", ".html": "html", ".shtml": "html",
    ".mht": "mhtml", ".mhtml": "mhtml", ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image",
    ".tiff": "image", ".bmp": "image",
}  # fmt: skip
BINARY_FORMATS: Final = frozenset({"pdf", "docx", "doc", "rtf", "odt", "ofd", "image"})
HTML_START: Final = re.compile(
    rb"(?:<!doctype\s+html|<html|<head\b|<body\b|<meta\b|<title\b|<div\b|<table\b|<p\b)", re.IGNORECASE
)
HTML_MARK: Final = re.compile(rb"<(?:html|body|/div|/p|/td|br)\b", re.IGNORECASE)
MHTML_START: Final = re.compile(
    rb"(?:^|\n)(?:MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE
)
WORD_XML: Final = re.compile(
    rb"<\?mso-application\s+progid=\"Word\.Document\"|<w:wordDocument\b|<pkg:package\b"
)


def detect_format(content: bytes, *, suffix: str, name: str) -> str:
    """The format's name in the table of readers. Raises SourceError for what is known but not read."""
    head = content[:HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in content[:PDF_WINDOW]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(content, name=name)
    if head.startswith(OLE):
        return _compound_format(content, name=name)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _is_image(head):
        return "image"
    for mark, what in OTHERS:
        if head.startswith(mark) and SUFFIX_FORMATS.get(suffix) != "text":
            raise SourceError(name, f"这是{what},不是报告", "请解开后给出其中的报告文件")
    if WORD_XML.search(head):
        return "word_xml"
    if MHTML_START.search(head[:1024]) and b"multipart" in head.lower():
        return "mhtml"
    return _markup_or_text(content, start, suffix=suffix, name=name)


def _is_image(head: bytes) -> bool:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return True
    # BM alone would catch any text that begins with these two letters.
    if head.startswith(b"BM"):
        return len(head) > 18 and head[6:10] == b"\x00\x00\x00\x00"
    return head.startswith(IMAGES)


def _markup_or_text(content: bytes, start: bytes, *, suffix: str, name: str) -> str:
    expected = SUFFIX_FORMATS.get(suffix)
    wide = content[2:HEAD].replace(b"\x00", b"") if content[:2] in WIDE_MARKS else start
    looks_html = wide.startswith(b"<") and HTML_START.search(wide) is not None
    if looks_html or (expected == "html" and HTML_MARK.search(content) is not None):
        return "html"
    if expected in BINARY_FORMATS and not _is_clean_text(content):
        raise SourceError(
            name, f"名为 {suffix},内容却不是这种文件(开头不对,可能没有下载完整)", "请重新下载,或核对文件格式"
        )
    return "text"


def _is_clean_text(content: bytes) -> bool:
    """True when the whole file decodes and holds Chinese: some .doc files are plain text."""
    if b"\x00" in content:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        chinese = sum("一" <= character <= "鿿" for character in text[:4000])
        return chinese * 3 > len(text[:4000])
    return False


def _zip_format(content: bytes, *, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    mimetype = stream.read(80)
    except Exception as error:  # a hostile central directory raises many things; all mean the same
        raise SourceError(
            name, "压缩格式的文件(DOCX、OFD 等)不完整或已损坏", "请重新下载或重新保存这个文件"
        ) from error
    if any(part.lower() == "ofd.xml" for part in names):
        return "ofd"
    if b"opendocument.text" in mimetype:
        return "odt"
    if "word/document.xml" in names or any(part.startswith("word/document") for part in names):
        return "docx"
    for folder, what in (("xl/", "电子表格"), ("ppt/", "幻灯片")):
        if any(part.startswith(folder) for part in names):
            raise SourceError(name, f"这是{what},不是报告", "请给出报告正文(DOCX、PDF、网页或文本)")
    if "[Content_Types].xml" in names:
        return "docx"
    raise SourceError(name, "这是压缩包,不是报告", "请解开后给出其中的报告文件")


def _compound_format(content: bytes, *, name: str) -> str:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            streams = {"/".join(entry) for entry in file.listdir()}
    except Exception as error:  # olefile raises many things on damaged directories; all mean the same
        raise SourceError(
            name, "DOC/WPS 文件不完整或已损坏", "请重新下载,或用 Word/WPS 另存为 DOCX"
        ) from error
    if "EncryptedPackage" in streams:
        raise SourceError(name, "文件有密码", "请去掉密码后另存")
    if "WordDocument" in streams:
        return "doc"
    for stream, what in (("Workbook", "电子表格"), ("Book", "电子表格"), ("PowerPoint Document", "幻灯片")):
        if stream in streams:
            raise SourceError(name, f"这是{what},不是报告", "请给出报告正文(DOCX、PDF、网页或文本)")
    raise SourceError(name, "不认识的复合文档(里面没有 Word 正文)", "请用 Word/WPS 另存为 DOCX")
