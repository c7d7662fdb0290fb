"""A report's text as the page shows it: blocks of lines under their headings.

Every character of the text stands in exactly one line, so that the script can find places again by
counting: a line knows its `start`, and its shown text has one character for each of the text's.
Characters that HTML would drop or change (controls, lone surrogates) are shown as U+FFFD.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

import msgspec

from extractors.records import Bundle, Document, Section

# Characters that an HTML parser drops, changes or cannot be encoded.
UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LINE: Final = re.compile(r"[^\n]+")
# A block longer than this is cut at the next line end, so that the script can mark it up piece by piece.
BLOCK_CHARACTERS: Final = 3000
# How far below its start a document may print its title.
TITLE_REACH: Final = 600


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the text. `level` is that of the heading it is, None for running text."""

    start: int
    text: str
    level: int | None
    indented: bool
    """True when the text itself prints the paragraph's indent."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that belong to one section, without its subsections."""

    id: str
    section_id: str | None
    lines: tuple[Line, ...]


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the table of contents."""

    id: str
    level: int
    number: str
    title: str
    start: int
    end: int


def show_text(text: str) -> str:
    """The text with one showable character for each of its own."""
    return UNSHOWABLE.sub("\ufffd", text)


def make_blocks(bundle: Bundle) -> tuple[Block, ...]:
    """The text cut into blocks."""
    text = show_text(bundle.text)
    sections = sorted(bundle.sections, key=lambda section: (section.start, section.level))
    starts = [section.start for section in sections]
    headings = _find_headings(bundle, text)
    blocks: list[Block] = []
    lines: list[Line] = []
    held, owner = 0, None
    for match in LINE.finditer(text):
        place = bisect_right(starts, match.start()) - 1
        section_id = sections[place].id if place >= 0 else None
        if lines and (section_id != owner or held > BLOCK_CHARACTERS):
            blocks.append(_block(lines, owner))
            lines, held = [], 0
        owner = section_id
        lines.append(
            Line(
                start=match.start(),
                text=match[0],
                level=headings.get(match.start()),
                indented=match[0][0].isspace(),
            )
        )
        held += len(match[0])
    if lines:
        blocks.append(_block(lines, owner))
    return tuple(blocks)


def _find_headings(bundle: Bundle, text: str) -> dict[int, int]:
    """Heading level on the page by the start of the line that is the heading, nothing else on it."""
    headings: dict[int, int] = {}
    top = _top_level(bundle)
    for section in bundle.sections:
        line = LINE.match(text, section.start)
        words = _bare(f"{section.number or ''}{section.title or ''}")
        if section.title and line is not None and len(_bare(line[0])) <= len(words) + 2:
            headings[section.start] = _page_level(section, top)
    for document, start in _find_titles(bundle):
        if document.title is not None:
            headings[start] = 2
    return headings


def _find_titles(bundle: Bundle) -> list[tuple[Document, int]]:
    """Documents with a title, each with the start of the line that prints it, else with its own start."""
    found = []
    for document in bundle.documents:
        if not document.title:
            continue
        title = _bare(document.title)
        head = LINE.finditer(bundle.text, document.start, min(document.end, document.start + TITLE_REACH))
        printed = next((line.start() for line in head if _bare(line[0]) == title), document.start)
        found.append((document, printed))
    return found


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def _block(lines: list[Line], owner: str | None) -> Block:
    return Block(id=f"block-{lines[0].start}", section_id=owner, lines=tuple(lines))


def _top_level(bundle: Bundle) -> int:
    return min((section.level for section in bundle.sections if section.title), default=1)


def _page_level(section: Section, top: int) -> int:
    """Heading level on the page: documents are 2, their chapters, which have level `top`, 3, then deeper."""
    return min(6, section.level - top + 3)


def make_chapters(bundle: Bundle) -> tuple[Chapter, ...]:
    """The table of contents: documents and sections with a title."""
    top = _top_level(bundle)
    chapters = [
        Chapter(
            id=document.id,
            level=1,
            number="",
            title=show_text(document.title or ""),
            start=start,
            end=document.end,
        )
        for document, start in _find_titles(bundle)
    ]
    chapters += [
        Chapter(
            id=section.id,
            level=_page_level(section, top) - 1,
            number=show_text(section.number or ""),
            title=show_text(section.title),
            start=section.start,
            end=section.end,
        )
        for section in bundle.sections
        if section.title
    ]
    return tuple(sorted(chapters, key=lambda chapter: (chapter.start, chapter.level)))
