"""What is already done: `output/state.json`, so that a second run does only what is new or changed.

An entry is written before its file is processed and completed after its bundle is on disk. A run that
is killed in between leaves an unfinished entry: the next run does that file again, or removes what it
left if the file is gone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from pipeline.files import write_atomically

STATE_FILE: Final = "state.json"
STATE_VERSION: Final = 1


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a file could not become a bundle. It is not tried again until the file or the rules change."""

    what: str
    remedy: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One report: what it was made from, and what it became."""

    id: str
    file: str
    """Path from the output folder, so that folder and corpus can move together."""
    name: str
    """Path in the corpus."""
    sha256: str
    context: str
    """Fingerprint of all that shapes the result beside the file: rules, manifest row, registers, reviews."""
    bundle_sha256: str | None = None
    bundle_bytes: int = 0
    failure: Failure | None = None


class EmitRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What an emitter wrote last, and from what."""

    fingerprint: str
    files: tuple[str, ...]


class State(msgspec.Struct, kw_only=True):
    """All entries by file, and the emitters' records by name."""

    version: int = STATE_VERSION
    entries: dict[str, Entry] = {}
    emitted: dict[str, EmitRecord] = {}


def read_state(out: Path) -> State:
    """The state of an output folder; an empty one where there is none or it cannot be read."""
    try:
        state = msgspec.json.decode((out / STATE_FILE).read_bytes(), type=State)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError, UnicodeDecodeError):
        return State()
    return state if state.version == STATE_VERSION else State()


def write_state(out: Path, state: State) -> None:
    """Write the state, in a fixed order."""
    ordered = State(entries=dict(sorted(state.entries.items())), emitted=dict(sorted(state.emitted.items())))
    content = msgspec.json.format(msgspec.json.encode(ordered), indent=1)
    write_atomically(out / STATE_FILE, content + b"\n")


def file_key(out: Path, path: Path) -> str:
    """How the state calls a file: its path from the output folder."""
    return Path(os.path.relpath(path.absolute(), out.absolute())).as_posix()


def bundle_path(out: Path, source_id: str) -> Path:
    """Where the bundle of a report lies."""
    return out / "bundles" / f"{source_id}.json"


def is_current(entry: Entry | None, *, sha256: str, context: str, source_id: str, out: Path) -> bool:
    """True when the file, and all that shapes its result, are as they were when it was processed."""
    if entry is None or (entry.sha256, entry.context, entry.id) != (sha256, context, source_id):
        return False
    if entry.failure is not None:
        return True
    if entry.bundle_sha256 is None:
        return False
    try:
        return bundle_path(out, source_id).stat().st_size == entry.bundle_bytes
    except OSError:
        return False
