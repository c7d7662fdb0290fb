"""What one file may cost. No library sets bounds on its own; these are ours.

Every bound is far above any real report and far below what would trouble a desk computer.
"""

from __future__ import annotations

from typing import Final

import msgspec

from pipeline.errors import SourceError


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Upper bounds for reading one file."""

    file_bytes: int = 300 * 2**20
    address_space: int = 4 * 2**30
    seconds: int = 120
    """For one file, recognition of scanned pages not counted."""
    seconds_per_scanned_page: int = 60
    office_seconds: int = 60
    characters: int = 20_000_000
    pages: int = 3000
    page_characters: int = 60_000
    """A printed page holds about 600; a page with more than this is not a page of a report."""
    scanned_pages: int = 400
    page_pixels: int = 12_000_000
    """A page is rendered for recognition with at most this many pixels (A4 at 200 dpi has 3.9 million)."""
    image_pixels: int = 120_000_000
    """An image file that claims more than this is not opened."""
    archive_members: int = 5000
    archive_bytes: int = 256 * 2**20
    """Really unpacked, whatever the archive's own list says."""
    archive_part_bytes: int = 96 * 2**20
    archive_ratio: int = 200
    table_columns: int = 200
    tree_depth: int = 1000
    open_tags: int = 5000
    attributes_per_tag: int = 400


LIMITS: Final = Limits()


def check_length(length: int, *, name: str) -> None:
    """Refuse a running text that no report has."""
    if length > LIMITS.characters:
        raise SourceError(
            name, f"正文超过 {LIMITS.characters} 字,不像一份报告", "请拆开文件,或确认文件没有损坏"
        )
