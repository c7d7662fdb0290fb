"""What two reports of one body contradict each other in."""

from __future__ import annotations

from typing import NamedTuple

from extractors.checks.finding import Place
from extractors.records import Severity


class Contradiction(NamedTuple):
    """One doubt that rests on this report (`here`) and on an earlier one (`there`)."""

    code: str
    severity: Severity
    message: str
    here: tuple[Place, ...]
    there: Place
    suggestion: str
    computation: str | None = None
