"""Many reports: one worker and two, a cluster, and ten thousand reports with a kill in between."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from bench.generate import write_reports
from bench.peers import PROJECT, REPORT
from pipeline.files import sha256_hex

WORKER_REPORTS: Final = 200
CLUSTER_REPORTS: Final = 1_000
MANY_REPORTS: Final = 10_000
KILL_SEED: Final = 7


def extract(corpus: Path, out: Path, *words: str) -> float:
    """Seconds of one `taizhang extract` that writes bundles only."""
    began = time.perf_counter()
    subprocess.run(command(corpus, out, *words), cwd=PROJECT, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def command(corpus: Path, out: Path, *words: str) -> list[str]:
    """The command line that `extract` runs."""
    start = [sys.executable, "-m", "pipeline", "extract", str(corpus), "--out", str(out)]
    return [*start, "--bundles-only", "--quiet", *words]


def worker_rows(folder: Path) -> list[str]:
    """Whole reports with one worker and with two, Markdown."""
    characters = write_reports(REPORT.read_text("utf-8"), folder / "whole", count=WORKER_REPORTS, whole=True)
    rows = ["| 进程 | 份 | 秒 | 字/秒 | 与一个相比 |", "|---|---|---|---|---|"]
    first = None
    for jobs in (1, 2):
        seconds = extract(folder / "whole", folder / f"out{jobs}", "--jobs", str(jobs))
        first = first or seconds
        rows.append(
            f"| {jobs} | {WORKER_REPORTS} | {seconds:.1f} | {characters / seconds:,.0f} "
            f"| {first / seconds:.2f} |"
        )
    same = fingerprint(folder / "out1") == fingerprint(folder / "out2")
    rows.append(f"\n两次的数据包逐字节{'相同' if same else '不同'};起动进程和读入词典的时间算在内。")
    return rows


def cluster_rows(folder: Path) -> list[str]:
    """A thousand short reports on this machine's workers and through a Dask cluster, Markdown."""
    from distributed import LocalCluster

    write_reports(REPORT.read_text("utf-8"), folder / "short", count=CLUSTER_REPORTS)
    local = extract(folder / "short", folder / "local", "--jobs", "2")
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        words = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
        first = extract(folder / "short", folder / "dask", *words)
        again = extract(folder / "short", folder / "again", *words)
    same = fingerprint(folder / "local") == fingerprint(folder / "dask") == fingerprint(folder / "again")
    return [
        "| 引擎 | 份 | 秒 | 与本机进程相比 |",
        "|---|---|---|---|",
        f"| 本机两个进程 | {CLUSTER_REPORTS} | {local:.1f} | 1.00 |",
        f"| Dask,两个工作进程,第一次 | {CLUSTER_REPORTS} | {first:.1f} | {first / local:.2f} |",
        f"| Dask,工作进程已读入词典 | {CLUSTER_REPORTS} | {again:.1f} | {again / local:.2f} |",
        f"\n三次的数据包逐字节{'相同' if same else '不同'}。",
    ]


def many_rows(folder: Path, *, count: int = MANY_REPORTS) -> list[str]:
    """Many generated reports: undisturbed, and killed at a random moment and resumed, Markdown."""
    characters = write_reports(REPORT.read_text("utf-8"), folder / "many", count=count)
    seconds = extract(folder / "many", folder / "undisturbed")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    moment = seconds * random.Random(KILL_SEED).uniform(0.2, 0.8)
    process = subprocess.Popen(
        command(folder / "many", folder / "killed"), cwd=PROJECT, start_new_session=True
    )
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = len(list((folder / "killed" / "bundles").glob("*.json")))
    rest = extract(folder / "many", folder / "killed")
    nothing = extract(folder / "many", folder / "killed")
    same = fingerprint(folder / "undisturbed") == fingerprint(folder / "killed")
    return [
        "| 运行 | 份 | 字 | 秒 | 份/秒 | 字/秒 |",
        "|---|---|---|---|---|---|",
        f"| 不受打扰 | {count:,} | {characters:,} | {seconds:.0f} | {count / seconds:.0f} "
        f"| {characters / seconds:,.0f} |",
        f"| 第 {moment:.0f} 秒被 SIGKILL,已写 {done:,} 份 | | | | | |",
        f"| 接着做完 | {count - done:,} | | {rest:.0f} | {(count - done) / rest:.0f} | |",
        f"| 再运行一次,无事可做 | 0 | | {nothing:.1f} | | |",
        f"\n中断后接着做完,与不受打扰的数据包逐字节{'相同' if same else '不同'};"
        f"主进程内存最多 {peak:.0f} MB,工作进程见第一张表。",
    ]


def fingerprint(out: Path) -> str:
    """Fingerprint of all bundles of an output folder."""
    bundles = sorted((out / "bundles").glob("*"))
    return sha256_hex("\n".join(f"{path.name} {sha256_hex(path.read_bytes())}" for path in bundles).encode())
