"""Where the time goes: every stage, and how cost grows with length."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from bench.peers import REPORT
from extractors.layers import Layers
from extractors.stages import STAGES
from pipeline.bundle import encode_bundle
from pipeline.extract import extract_bundle

ROUNDS: Final = 10
GROWTH: Final = (1, 10, 100)


def measure_stages(text: str, *, rounds: int = ROUNDS) -> dict[str, float]:
    """Processor seconds of each stage for one reading, the least of several."""
    least: dict[str, float] = {}
    for _ in range(rounds):
        layers = Layers(text=text, key="bench")
        for stage in STAGES:
            began = time.process_time()
            layers = msgspec.structs.replace(layers, **stage.run(layers))
            seconds = time.process_time() - began
            least[stage.name] = min(least.get(stage.name, seconds), seconds)
    return least


def measure_bundle(path: Path, *, rounds: int) -> float:
    """Processor seconds from file to the bundle's bytes, the least of several."""
    least = None
    for _ in range(rounds):
        began = time.process_time()
        encode_bundle(extract_bundle(path, name=path.name, source_id=path.stem))
        seconds = time.process_time() - began
        least = seconds if least is None else min(least, seconds)
    return least or 0.0


def stage_rows() -> list[str]:
    """Stage by stage on the shipped report, Markdown."""
    text = REPORT.read_text("utf-8")
    measure_stages(text, rounds=1)
    seconds = Counter(measure_stages(text))
    total = sum(seconds.values())
    rows = ["| 阶段 | 微秒/字 | 占比 |", "|---|---|---|"]
    rows += [
        f"| {name} | {spent / len(text) * 1e6:.2f} | {spent / total:.0%} |" for name, spent in seconds.items()
    ]
    whole = measure_bundle(REPORT, rounds=ROUNDS)
    rows.append(f"| 全部阶段 | {total / len(text) * 1e6:.2f} | {len(text) / total:,.0f} 字/秒 |")
    rows.append(f"| 从文件到数据包的字节 | {whole / len(text) * 1e6:.2f} | {len(text) / whole:,.0f} 字/秒 |")
    return rows


def growth_rows(folder: Path) -> list[str]:
    """The shipped report once, ten and a hundred times over, from file to bundle, Markdown."""
    text = REPORT.read_text("utf-8")
    rows = ["| 篇幅 | 字数 | 秒 | 微秒/字 | 与一份相比 |", "|---|---|---|---|---|"]
    first = None
    for times in GROWTH:
        path = folder / f"{times}.txt"
        path.write_text(text * times, "utf-8")
        seconds = measure_bundle(path, rounds=max(1, ROUNDS // times))
        each = seconds / (len(text) * times)
        first = first or each
        rows.append(
            f"| {times} 倍 | {len(text) * times:,} | {seconds:.2f} | {each * 1e6:.2f} | {each / first:.2f} |"
        )
    return rows
