"""Hand-made truth as records: what careful readers say is in a text, by place in its characters.

A family of files `<answers>_<layer>.jsonl` belongs to the text whose fingerprint `texts.toml` gives.
Texts that are not the project's to ship are known by that fingerprint alone.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline.errors import BundleError

TEXTS_FILE: Final = "texts.toml"
LAYERS: Final = ("numerals", "schools", "lists", "commitments", "findings")

Row = dict[str, Any]


class TruthText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The text that a family of truth files speaks of."""

    answers: str
    note: str
    text_sha256: str
    report: int | None = None
    """The year of the report, where one file speaks of several."""


def read_truth_texts(folder: Path) -> list[TruthText]:
    """The texts that truth is there for. Raises BundleError naming the file."""
    path = folder / TEXTS_FILE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        return msgspec.convert(table["text"], list[TruthText])
    except FileNotFoundError as error:
        raise BundleError(str(path), "没有这个文件", "请用 --truth 指出答案文件夹") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as error:
        raise BundleError(str(path), f"写法不对({error})", "每份正文写一节 [[text]]") from error


def read_truth(folder: Path, answers: str) -> dict[str, list[Row]]:
    """The rows of every layer that truth is there for."""
    found = {}
    for layer in LAYERS:
        path = folder / f"{answers}_{layer}.jsonl"
        if path.is_file():
            found[layer] = read_rows(path)
    return found


def read_rows(path: Path) -> list[Row]:
    """The rows of one truth file. Raises BundleError naming file and line."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise BundleError(f"{path} 第 {number} 行", "不是 JSON", "一行写一条") from error
    return rows
