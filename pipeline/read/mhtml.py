"""Web pages saved in one file (MHTML), and the .doc files that are such pages."""

from __future__ import annotations

import email
import email.policy

import msgspec

from pipeline.errors import SourceError
from pipeline.read.html import read_html
from pipeline.read.records import SourceText


def read_mhtml(content: bytes, *, name: str) -> SourceText:
    """The article of the first page in the file."""
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                if isinstance(page, bytes) and page.strip():
                    return msgspec.structs.replace(read_html(page, name=name), format="mhtml")
    except (ValueError, LookupError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise SourceError(name, "单文件网页不完整或已损坏", "请重新保存网页") from error
    raise SourceError(name, "单文件网页里没有网页正文", "请重新保存网页")
