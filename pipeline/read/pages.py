"""A page of a laid-out document, as PDF, OFD and scans give it."""

from __future__ import annotations

import msgspec

from pipeline.read.lines import Fragment
from pipeline.read.pdf_tables import Grid


class PageText(msgspec.Struct, kw_only=True):
    """What stands on a page."""

    number: int
    width: float
    height: float
    fragments: list[Fragment]
    characters: int
    """All characters of the text layer, the invisible ones too."""
    hidden: list[Fragment] = msgspec.field(default_factory=list)
    """Text rendered invisible: under a scan it is what another program recognised."""
    scanned: bool = False
    """True when its text was recognised, or should have been."""
    ruled: bool = False
    images: bool = False
    """An image covers most of the page."""
    grids: list[Grid] = msgspec.field(default_factory=list)
    """Ruled tables; their text is not among the fragments."""
