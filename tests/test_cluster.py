"""A run on a cluster gives what a run on this machine gives, even when a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from bench.generate import write_reports
from pipeline.cli import main
from pipeline.engine import BATCH_BYTES, BATCH_FILES, make_batches, run_batches
from pipeline.work import Outcome, Task

PROJECT = Path(__file__).resolve().parent.parent
REPORT = PROJECT / "corpus" / "ouhai_2022_2023.txt"


def tasks_of(sizes: Sequence[int]) -> list[Task]:
    return [Task(key=str(n), path="", name=str(n), id=str(n), bytes=size) for n, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "workers", "lengths"),
    [
        ([], 2, []),
        ([10], 2, [1]),
        ([10] * 4, 2, [1, 1, 1, 1]),
        ([10] * 40, 2, [10, 10, 10, 10]),
        ([10] * 1000, 2, [BATCH_FILES] * 20),
        ([10, BATCH_BYTES + 1, 10, 10, *([10] * 8)], 1, [1, 1, 6, 4]),
    ],
)
def test_batches_keep_order_and_are_bounded(sizes: list[int], workers: int, lengths: list[int]) -> None:
    tasks = tasks_of(sizes)
    batches = make_batches(tasks, workers=workers)
    assert [len(batch) for batch in batches] == lengths
    assert [task for batch in batches for task in batch] == tasks


class Unreliable(Executor):
    """Runs at once; a batch with a file named in `deadly` dies, and every good outcome comes twice."""

    def __init__(self, deadly: set[str]) -> None:
        self.deadly = deadly

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        batch: Sequence[Task] = args[0]
        if self.deadly & {task.key for task in batch}:
            future.set_exception(RuntimeError("the worker died"))
        else:
            future.set_result([Outcome(key=task.key, bundle=b"") for task in batch for _ in range(2)])
        return future


def test_a_deadly_file_takes_no_other_with_it_and_nothing_comes_twice() -> None:
    tasks = tasks_of([10] * 30)
    outcomes = list(run_batches([tasks[:20], tasks[20:]], executor=Unreliable({"3", "17"}), workers=2))
    assert sorted(outcome.key for outcome in outcomes) == sorted(task.key for task in tasks)
    failed = {outcome.key: outcome.failure for outcome in outcomes if outcome.failure}
    assert set(failed) == {"3", "17"}
    assert "处理它的进程中途退出" in str(failed["3"])


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


def worker_pids(cluster: Any) -> list[int]:
    return [worker.pid for worker in cluster.workers.values() if worker.pid]


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(cluster: Any, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    write_reports(REPORT.read_text("utf-8"), corpus, count=120)
    common = [str(corpus), "--bundles-only", "--quiet"]
    assert main(["extract", *common, "--out", str(tmp_path / "local"), "--jobs", "2"]) == 0
    out = tmp_path / "cluster"
    killed: list[int] = []

    def kill_one() -> None:
        while not list(out.glob("bundles/*.json")):
            time.sleep(0.005)
        killed.append(worker_pids(cluster)[0])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    scheduler = ["--engine", "dask", "--scheduler", cluster.scheduler_address]
    assert main(["extract", *common, "--out", str(out), *scheduler]) == 0
    killer.join(timeout=60)
    assert killed
    for name in ("bundles", "failures.json"):
        assert contents(out / name) == contents(tmp_path / "local" / name)
    assert len(list(out.glob("bundles/*.json"))) == 120


def contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else sorted(path.iterdir())
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--engine", "dask"], "--engine dask 要给出调度器"),
        (["--engine", "dask", "--scheduler", "nonsense://x"], "连不上调度器"),
        (["--engine", "ray"], "可选:"),
    ],
)
def test_a_cluster_that_is_not_there_is_told(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "报告.txt").write_text("某市教育局2022年工作总结\n新增学位10个。\n", "utf-8")
    assert main(["extract", str(tmp_path), "--out", str(tmp_path / "out"), "--quiet", *words]) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.splitlines()) == 1
