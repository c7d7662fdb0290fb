"""Writing that a killed run cannot leave half done, and fingerprints of files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

UNFINISHED: Final = ".part"


def write_atomically(path: Path, content: bytes) -> bool:
    """Write `content` to `path` through a temporary file in the same folder; True if it changed.

    A file that already holds these bytes is left alone, so that running twice changes nothing.
    """
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def remove_unfinished(folder: Path) -> None:
    """Take away what a killed run left of files it was writing."""
    for path in folder.rglob(f".*{UNFINISHED}"):
        path.unlink(missing_ok=True)


def fingerprint_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read piece by piece; "" and 0 when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError:
        # Whoever reads it next says why.
        return "", 0


def sha256_hex(content: bytes) -> str:
    """The SHA-256 fingerprint in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()
