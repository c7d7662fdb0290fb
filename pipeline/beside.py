"""What people put beside reports and results that is no report: accepted exceptions, filled-in ledgers.

The comparison reads both. Their fingerprint is part of what output is made from, so that a change in one of
them alone writes the comparison anew.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.check import accepted_path
from pipeline.files import sha256_hex
from pipeline.state import State


def completions_path(out: Path, source_id: str) -> Path:
    """Where a read-back ledger of a report lies."""
    return out / "ledgers" / f"{source_id}.completions.json"


def accepted_files(state: State, *, out: Path) -> dict[str, Path]:
    """The lists of accepted exceptions that are there, by the id of the report they lie beside."""
    found = {entry.id: accepted_path(out / entry.file) for entry in state.entries.values()}
    return {source_id: path for source_id, path in sorted(found.items()) if path.is_file()}


def beside_fingerprint(state: State, *, out: Path) -> str:
    """Fingerprint of all exceptions and ledgers of the reports of a state."""
    ids = sorted(entry.id for entry in state.entries.values())
    ledgers = {source_id: completions_path(out, source_id) for source_id in ids}
    lines = [
        f"{kind} {source_id} {sha256_hex(path.read_bytes())}"
        for kind, paths in (("accepted", accepted_files(state, out=out)), ("ledger", ledgers))
        for source_id, path in paths.items()
        if path.is_file()
    ]
    return sha256_hex("\n".join(lines).encode())
