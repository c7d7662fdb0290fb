"""Reading and writing the corrections beside a report.

`corpus/reviews/<source id>.jsonl` holds one correction a line, in the order of the text, so that the
work of two people merges line by line. A file that came from a page, `<source id>@<name>.jsonl`, is read
with it: laying it into the folder is all one has to do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from pipeline.errors import ManifestError
from pipeline.files import sha256_hex, write_atomically
from pipeline.review.fields import check_value
from pipeline.review.records import Correction

FOLDER: Final = "reviews"
_DECODER: Final = msgspec.json.Decoder(Correction)


def review_path(root: Path, source_id: str) -> Path:
    """The main file of a report's corrections, in the corpus at `root`."""
    return root / FOLDER / f"{source_id}.jsonl"


def review_files(root: Path, source_id: str) -> list[Path]:
    """Every file that holds corrections of the report, the main one first."""
    main = review_path(root, source_id)
    if not main.parent.is_dir():
        return []
    beside = sorted(
        path
        for path in main.parent.iterdir()
        if path.suffix == ".jsonl" and path.name.startswith(f"{source_id}@") and path.is_file()
    )
    return ([main] if main.is_file() else []) + beside


def read_corrections(root: Path, source_id: str) -> tuple[Correction, ...]:
    """All corrections of a report, each id once. Raises ManifestError with file and line."""
    found: dict[str, Correction] = {}
    for path in review_files(root, source_id):
        for correction in read_review_file(path):
            found.setdefault(correction.id, correction)
    return tuple(found.values())


def read_review_file(path: Path) -> list[Correction]:
    """The corrections of one file. Raises ManifestError with file and line."""
    name = f"{FOLDER}/{path.name}"
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ManifestError(name, "不是 UTF-8 编码", "请另存为 UTF-8") from error
    found = []
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            found.append(parse_correction(line, where=f"{name} 第 {number} 行"))
    return found


def parse_correction(line: str, *, where: str) -> Correction:
    """One line as a correction. Raises ManifestError at `where`."""
    try:
        correction = _DECODER.decode(line.encode("utf-8"))
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise ManifestError(where, f"不是一条校核({error})", "请照页面下载的文件改,一行一条") from error
    for field, value in correction.fields.items():
        wrong = check_value(correction.kind, field, value)
        if wrong is not None:
            raise ManifestError(where, wrong, "请改正这一行,或删去它")
    wrong = _missing(correction)
    if wrong is not None:
        raise ManifestError(where, wrong, "请补上,或删去这一行")
    if not correction.id:
        return msgspec.structs.replace(correction, id=sha256_hex(line.strip().encode())[:14])
    return correction


def _missing(correction: Correction) -> str | None:
    """What a correction of this action cannot do without."""
    if correction.action == "withdraw":
        return None if correction.target else "撤回要写 target(撤回哪一条)"
    if correction.action in ("join", "separate"):
        return None if len(correction.names) == 2 else "合并和分开学校要写两个名称 names"
    if correction.kind == "school":
        return None if correction.names else "改学校要写名称 names"
    return None if correction.quote else "没有写 quote(原文的词)"


def encode_corrections(corrections: Iterable[Correction]) -> bytes:
    """Corrections as the lines of a file, in the order of the text."""
    ordered = sorted(corrections, key=lambda c: (c.place if c.place is not None else -1, c.made, c.id))
    lines = [json.dumps(msgspec.to_builtins(c), ensure_ascii=False) for c in ordered]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def save_correction(
    root: Path, source_id: str, correction: Correction, *, replaces: str | None = None
) -> None:
    """Put a correction into the main file. What it replaces or withdraws leaves that file."""
    path = review_path(root, source_id)
    held = read_review_file(path) if path.is_file() else []
    outdated = {correction.id, replaces}
    withdrawn = {c.id for c in held if c.id == correction.target}
    kept = [c for c in held if c.id not in outdated and c.id not in withdrawn]
    if not withdrawn:
        kept.append(correction)
    write_atomically(path, encode_corrections(kept))
