"""The gate before every format that is a ZIP: DOCX, ODT, OFD.

Counts what really comes out instead of believing the archive's own list, and hands out parts that
are safe to parse. Refused: too many members, too much or too densely packed content, paths that
leave the archive, encrypted members, and any part that declares a DOCTYPE (entity tricks).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from lxml import etree

from pipeline.errors import SourceError
from pipeline.read.limits import LIMITS

# utf-8, utf-16-le and utf-16-be spellings: an XML part may come in any of them.
DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# What zipfile lets through on damaged archives.
ZIP_ERRORS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, IndexError, RuntimeError,
    NotImplementedError, OverflowError, UnicodeError,
)  # fmt: skip
ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)
BLOCK: Final = 1 << 20
DAMAGED: Final = "请重新下载或重新保存这个文件"
BOMB: Final = "这不像一份正常的报告,请核实来源"
PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)


class Archive:
    """A ZIP whose members are read through the gate, each at most once unpacked in memory."""

    def __init__(self, content: bytes, *, name: str, format_name: str) -> None:
        self.name = name
        self.format_name = format_name
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
            members = self.zip.infolist()
        except ZIP_ERRORS as error:
            raise SourceError(name, f"{format_name} 文件不完整或已损坏", DAMAGED) from error
        self.packed = len(content)
        self.unpacked = 0
        self.members = {member.filename: member for member in members}
        self._check_list()

    def _check_list(self) -> None:
        if len(self.members) > LIMITS.archive_members:
            raise SourceError(self.name, f"压缩包内有 {len(self.members)} 个文件,超过限度", BOMB)
        declared = 0
        for member in self.members.values():
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
                raise SourceError(self.name, "压缩包内有越出文件夹的路径", BOMB)
            if member.flag_bits & 0x1:
                raise SourceError(self.name, "文件有密码", "请去掉密码后另存")
            declared += member.file_size
        if declared > LIMITS.archive_bytes:
            raise SourceError(self.name, f"解开后有 {declared >> 20} MB,超过限度", BOMB)

    def __contains__(self, part: str) -> bool:
        return part in self.members

    def names(self) -> list[str]:
        """All members' names, sorted."""
        return sorted(self.members)

    def check_all(self) -> None:
        """Unpack every member once, keeping nothing: for libraries that open the archive themselves."""
        for part in self.members:
            content = self.read(part)
            if part.lower().endswith((".xml", ".rels")):
                check_no_doctype(content, name=self.name, part=part)
        self.unpacked = 0

    def read(self, part: str) -> bytes:
        """The content of one member; counts real bytes and stops in time."""
        member = self.members.get(part)
        if member is None:
            raise SourceError(self.name, f"{self.format_name} 文件里缺少 {part}", DAMAGED)
        pieces: list[bytes] = []
        size = 0
        try:
            with self.zip.open(member) as stream:
                while block := stream.read(BLOCK):
                    size += len(block)
                    self.unpacked += len(block)
                    too_dense = size > 4 * BLOCK and size > LIMITS.archive_ratio * max(
                        member.compress_size, 1
                    )
                    if size > LIMITS.archive_part_bytes or self.unpacked > LIMITS.archive_bytes or too_dense:
                        raise SourceError(self.name, f"{part} 解开后过大(疑似压缩炸弹)", BOMB)
                    pieces.append(block)
        except ZIP_ERRORS as error:
            raise SourceError(self.name, f"{self.format_name} 文件里的 {part} 已损坏", DAMAGED) from error
        return b"".join(pieces)

    def read_xml(self, part: str) -> etree._Element:
        """One XML member, parsed; a DOCTYPE is refused, and so is a broken tree."""
        content = self.read(part)
        check_no_doctype(content, name=self.name, part=part)
        try:
            return etree.fromstring(content, PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SourceError(
                self.name, f"{self.format_name} 文件里的 {part} 不是完好的 XML", DAMAGED
            ) from error


def check_no_doctype(content: bytes, *, name: str, part: str) -> None:
    """Refuse XML with a DOCTYPE: office formats never have one, entity tricks always do."""
    head = content[:65536]
    if any(mark in head for mark in DOCTYPES) or ENTITY.search(head):
        raise SourceError(name, f"{part} 里声明了 DOCTYPE(可能夹带外部内容)", BOMB)
