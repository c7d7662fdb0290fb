"""The shipped report in many formats: files made from it, and its true text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="session")
def files() -> Path:
    """Folder of the small real files."""
    return FILES


@pytest.fixture(scope="session")
def truth() -> str:
    """The report's running text, one paragraph a line."""
    return (FILES / "official.truth.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def table_rows() -> list[list[str]]:
    """The 61 rows of tables.pdf; a cell merged over rows is repeated in each."""
    rows: list[list[str]] = json.loads((FILES / "tables.truth.json").read_text("utf-8"))
    return rows
