"""Others that read Chinese numbers or cut words, on the shipped report, each in a process of its own.

They are installed at bench time into an environment of their own (`.bench/`), never into the project's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from pipeline.files import sha256_hex
from pipeline.scoring.truth import Row, read_rows

PROJECT: Final = Path(__file__).resolve().parent.parent
REPORT: Final = PROJECT / "corpus" / "ouhai_2022_2023.txt"
TRUTH: Final = PROJECT / "tests" / "truth" / "ouhai_numerals.jsonl"
FOLDER: Final = PROJECT / ".bench"
# emoji 2 took away a name that Recognizers-Text imports.
PACKAGES: Final = ("recognizers-text-suite==1.0.2a2", "emoji<2", "jionlp==1.5.31")
CONTESTANTS: Final = (
    ("taizhang", "台账:文件到数据包"),
    ("jieba", "jieba.cut,只切词"),
    ("spacy", "spaCy 空白中文流水线(jieba),只切词"),
    ("recognizers", "Recognizers-Text:百分数、货币、量纲"),
    ("jionlp", "JioNLP:金额、时间"),
)
OURS: Final = frozenset({"taizhang", "jieba", "spacy"})
MEASURED: Final = frozenset({"measure", "rank"})


def compare_with_peers() -> list[str]:
    """The table's rows, Markdown."""
    python = peers_python()
    truth = [row for row in read_rows(TRUTH) if not row.get("ignore")]
    measured = [row for row in truth if row["class"] in MEASURED]
    others = [row for row in truth if row["class"] not in MEASURED and row["class"] != "scope"]
    rows = [
        "| 系统 | 字/秒 | 比 jieba.cut | 启动(秒) | 内存(MB) | "
        f"数值对(共 {len(measured)}) | 数值和单位都对 | 把非数量当数量(共 {len(others)}) |",
        "|---|---|---|---|---|---|---|---|",
    ]
    answers = {name: run_contestant(name, python=python) for name, _ in CONTESTANTS}
    base = answers["jieba"]
    for name, label in CONTESTANTS:
        answer = answers[name]
        if answer is None or base is None:
            rows.append(f"| {label} | 没有装成 | | | | | | |")
            continue
        values, both, wrong = judge(answer["found"], measured=measured, others=others)
        told = [f"{values}", f"{both}", f"{wrong}"] if answer["found"] else ["–", "–", "–"]
        ratio = answer["characters_a_second"] / base["characters_a_second"]
        rows.append(
            f"| {label} | {answer['characters_a_second']:,.0f} | {ratio:.2f} | "
            f"{answer['start_seconds']:.2f} | {answer['megabytes']:.0f} | " + " | ".join(told) + " |"
        )
    return rows


def peers_python() -> Path | None:
    """The interpreter of the peers' own environment, made when it is not there; None if it cannot be."""
    python = FOLDER / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
        have = subprocess.run([python, "-c", "import recognizers_number, jionlp"], capture_output=True)
        if have.returncode:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return python


def compare_on_reports() -> list[str]:
    """Characters a second on every report that is here: the shipped one and those of TAIZHANG_TEXTS."""
    folder = os.environ.get("TAIZHANG_TEXTS")
    others = sorted(Path(folder).rglob("*.txt")) if folder else []
    known = {sha256_hex(path.read_bytes()): path for path in (REPORT, *others)}
    texts = tuple(known.values())
    characters = sum(len(path.read_text("utf-8")) for path in texts)
    rows = [
        f"{len(texts)} 份报告,{characters:,} 字。",
        "",
        "| 系统 | 字/秒 | 比 jieba.cut |",
        "|---|---|---|",
    ]
    answers = {name: run_contestant(name, python=None, texts=texts) for name in ("taizhang", "jieba")}
    ours, base = answers["taizhang"], answers["jieba"]
    if ours is None or base is None:
        return [*rows, "| 没有量成 | | |"]
    ratio = ours["characters_a_second"] / base["characters_a_second"]
    rows.append(f"| 台账:文件到数据包 | {ours['characters_a_second']:,.0f} | {ratio:.2f} |")
    rows.append(f"| jieba.cut,只切词 | {base['characters_a_second']:,.0f} | 1.00 |")
    return rows


def run_contestant(
    name: str, *, python: Path | None, texts: tuple[Path, ...] = (REPORT,)
) -> dict[str, Any] | None:
    """What a contestant prints, None when it cannot run here."""
    interpreter = Path(sys.executable) if name in OURS else python
    if interpreter is None:
        return None
    words = [str(interpreter), str(Path(__file__).with_name("contest.py")), name, *map(str, texts)]
    done = subprocess.run(
        words, capture_output=True, text=True, cwd=PROJECT, env=os.environ | {"PYTHONPATH": str(PROJECT)}
    )
    if done.returncode:
        sys.stderr.write(f"{name}:{done.stderr.strip().splitlines()[-1]}\n")
        return None
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def judge(found: list[list[Any]], *, measured: list[Row], others: list[Row]) -> tuple[int, int, int]:
    """Truth quantities whose value is right, whose value and unit are right, and decoys taken."""
    values = both = 0
    for row in measured:
        over = [one for one in found if one[0] < row["end"] and row["start"] < one[1]]
        right = [one for one in over if _same(one[2], row["value"])]
        values += bool(right)
        both += any(one[3] == row["unit"] for one in right)
    wrong = sum(any(one[0] < row["end"] and row["start"] < one[1] for one in found) for row in others)
    return values, both, wrong


def _same(one: Any, other: Any) -> bool:
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False
