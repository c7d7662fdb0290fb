"""Cost grows with length and no faster; the peers' judge of the bench counts what it says.

Wall-clock limits are flaky, growth is not: a text eight times as long may cost little more than eight times.
"""

from __future__ import annotations

import gc
import time
from pathlib import Path

import msgspec
import pytest

from bench.generate import make_report
from bench.peers import judge
from extractors.layers import Layers
from extractors.stages import STAGES

PROJECT = Path(__file__).resolve().parent.parent
REPORT = (PROJECT / "corpus" / "ouhai_2022_2023.txt").read_text("utf-8")
SHORT = 4_000
TIMES = 8
# Linear is 8 times, quadratic 64; a busy machine and the collector of garbage may double a figure.
ALLOWED = 2.5
# Less is noise.
LEAST_SECONDS = 0.05

TEXTS = {
    "report": REPORT,
    "one long sentence": "新增学位120个,创建示范园3所,完成投资4.5亿元,",
    "digits": "7",
    "one word": "学校",
    "list of names": "甲乙小学、丙丁中学、",
    "headings": "一、总体要求\n",
    "years": "2023年",
    "brackets": "(“",
    "commas": ",",
    "blanks": " ",
    "promises": "推进校园建设,确保完成改造,争取新增学位。",
    "percentages": "20%、60%、80%、",
    "Chinese numerals": "三",
}


def seconds_of(text: str) -> dict[str, float]:
    """Processor seconds of every stage."""
    seconds = {}
    layers = Layers(text=text, key="growth")
    gc.collect()
    gc.disable()
    try:
        for stage in STAGES:
            began = time.process_time()
            layers = msgspec.structs.replace(layers, **stage.run(layers))
            seconds[stage.name] = time.process_time() - began
    finally:
        gc.enable()
    return seconds


@pytest.mark.parametrize("name", TEXTS)
def test_cost_grows_with_length(name: str) -> None:
    unit = TEXTS[name]
    seconds_of(REPORT[:2000])
    short = (unit * (SHORT // len(unit) + 1))[:SHORT]
    before, after = seconds_of(short), seconds_of(short * TIMES)
    steep = {
        stage: f"{after[stage] / max(before[stage], LEAST_SECONDS / TIMES):.1f}"
        for stage in before
        if after[stage] > LEAST_SECONDS
        and after[stage] > ALLOWED * TIMES * max(before[stage], LEAST_SECONDS / TIMES)
    }
    assert not steep, f"{TIMES} 倍篇幅,各阶段用时的倍数:{steep}"


def test_generated_reports_are_seeded_and_different() -> None:
    texts = [make_report(REPORT, seed=seed) for seed in range(50)]
    assert texts == [make_report(REPORT, seed=seed) for seed in range(50)]
    assert len(set(texts)) == 50
    whole = make_report(REPORT, seed=1, whole=True)
    assert whole != REPORT
    assert abs(len(whole) - len(REPORT)) < len(REPORT) // 20


def test_the_judge_of_peers_tells_value_unit_and_decoys_apart() -> None:
    row = {"start": 10, "end": 14, "value": "1620", "unit": "个"}
    decoy = {"start": 30, "end": 34, "class": "date"}
    for found, counts in (
        ([], (0, 0, 0)),
        ([[10, 15, "1620", "个"]], (1, 1, 0)),
        ([[10, 15, "1620.0", "名"]], (1, 0, 0)),
        ([[10, 15, "162", "个"]], (0, 0, 0)),
        ([[10, 15, "千把", "个"]], (0, 0, 0)),
        ([[10, 15, "1620", "个"], [30, 34, "2022", ""]], (1, 1, 1)),
    ):
        assert judge(found, measured=[row], others=[decoy]) == counts
