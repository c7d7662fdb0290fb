"""What shapes a report's result beside its file: rules, manifest row, registers, corrections.

All of it is read once per corpus and goes into the report's task and into one fingerprint, so that a
change in any of it makes exactly the reports it concerns stale.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from extractors.layers import RegisterEntry
from pipeline.corpus import Report
from pipeline.files import sha256_hex
from pipeline.registers import read_registers
from pipeline.review.files import read_corrections
from pipeline.work import Task

REGISTERS_FOLDER: Final = "registers"


class Contexts:
    """The surroundings of all reports of a run."""

    def __init__(self) -> None:
        self._registers: dict[Path, tuple[RegisterEntry, ...]] = {}
        self._fingerprints: dict[Path, str] = {}

    @cached_property
    def rules(self) -> str:
        """Fingerprint of all rules and lexicons."""
        from pipeline.extract import rules_version

        return rules_version()

    def register(self, root: Path) -> tuple[RegisterEntry, ...]:
        """The school registers of a corpus."""
        if root not in self._registers:
            self._registers[root] = read_registers(root / REGISTERS_FOLDER)
            self._fingerprints[root] = sha256_hex(msgspec.json.encode(self._registers[root]))
        return self._registers[root]

    def task(self, report: Report, *, key: str = "", size: int = 0) -> Task:
        """The task for a report, with all that shapes its result."""
        return Task(
            key=key,
            path=str(report.path),
            name=report.name,
            id=report.id,
            bytes=size,
            heading=report.heading(),
            register=self.register(report.root),
            corrections=read_corrections(report.root, report.id),
        )

    def fingerprint(self, task: Task, report: Report) -> str:
        """Fingerprint of a task's surroundings."""
        self.register(report.root)
        parts = (
            self.rules.encode(),
            self._fingerprints[report.root].encode(),
            msgspec.json.encode((task.heading, task.corrections)),
        )
        return sha256_hex(b"\n".join(parts))[:16]
