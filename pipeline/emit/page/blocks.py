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

from extractors.records import Bundle, Section

# Characters that an HTML parser drops, changes or cannot be encoded.
UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LINE: Final = re.compile(r"[^\n]+")
# A block longer than this is cut at the next line end, so that the script can mark it up piece by piece.
BLOCK_CHARACTERS: Final = 3000


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
    headings = {section.start: section for section in sections if section.title}
    levels = _heading_levels(bundle)
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
        heading = headings.get(match.start())
        is_heading = heading is not None and _fills_line(heading, match[0])
        lines.append(
            Line(
                start=match.start(),
                text=match[0],
                level=levels[heading.id] if heading is not None and is_heading else None,
                indented=match[0][0].isspace(),
            )
        )
        held += len(match[0])
    if lines:
        blocks.append(_block(lines, owner))
    return tuple(blocks)


def _block(lines: list[Line], owner: str | None) -> Block:
    return Block(id=f"block-{lines[0].start}", section_id=owner, lines=tuple(lines))


def _fills_line(section: Section, line: str) -> bool:
    """True when the heading is the whole line, not the first words of a paragraph."""
    words = f"{section.number or ''}{section.title or ''}"
    return len(re.sub(r"\s", "", line)) <= len(re.sub(r"\s", "", words)) + 2


def _heading_levels(bundle: Bundle) -> dict[str, int]:
    """Heading level on the page by section: 2 for what stands at the top of its document, then deeper."""
    top = min((section.level for section in bundle.sections if section.title), default=1)
    return {section.id: min(6, section.level - top + 2) for section in bundle.sections}


def make_chapters(bundle: Bundle) -> tuple[Chapter, ...]:
    """The table of contents: every section with a title, documents first."""
    levels = _heading_levels(bundle)
    return tuple(
        Chapter(
            id=section.id,
            level=levels[section.id] - 1,
            number=show_text(section.number or ""),
            title=show_text(section.title),
            start=section.start,
            end=section.end,
        )
        for section in sorted(bundle.sections, key=lambda section: (section.start, section.level))
        if section.title
    )
