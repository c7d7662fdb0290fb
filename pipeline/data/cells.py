"""Values as spreadsheet cells: what a spreadsheet might run as a formula is kept as text."""

from __future__ import annotations

import re
from typing import Any, Final

# A cell that begins so is a formula to spreadsheets; a leading apostrophe keeps it text.
FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r")
# Characters that XML 1.0, and so every workbook, cannot hold.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: Any) -> Any:
    """The value as a cell: strings without control characters and never a formula."""
    if not isinstance(value, str):
        return value
    value = CONTROL.sub("", value)
    return f"'{value}" if value.startswith(FORMULA_START) else value
