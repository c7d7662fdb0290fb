"""Where tasks run: worker processes on this machine, or a cluster.

`local` reads one file at a time in each of its workers, under limits of time and memory (see
`isolation`). `dask` goes through the standard `concurrent.futures.Executor`, so that another engine is
one function more; small files travel in batches, as a cluster pays more for a task than a small report
costs. A batch whose worker died is tried again file by file, so that one bad file takes no other with
it; an outcome that comes twice counts once. The files must lie where every worker can read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline.errors import SourceError, UsageError
from pipeline.state import Failure
from pipeline.work import Outcome, Task, extract_batch, extract_one

BATCH_BYTES: Final = 2_000_000
BATCH_FILES: Final = 50
# Batches handed out beside the ones running: enough to keep workers busy, few enough to hold in memory.
BATCHES_FOR_EACH_WORKER: Final = 3


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """Where to run: `workers` processes here, or a cluster behind `scheduler`."""

    name: str = "local"
    workers: int = 1
    scheduler: str | None = None


def run_tasks(tasks: Sequence[Task], *, engine: Engine) -> Iterator[Outcome]:
    """The outcome of every task, each once, in the order they come."""
    if engine.name == "dask":
        with dask_executor(engine.scheduler) as (executor, workers):
            yield from run_batches(make_batches(tasks, workers=workers), executor=executor, workers=workers)
        return
    from pipeline.isolation import run_isolated

    jobs = min(engine.workers, len(tasks))
    paths = [Path(task.path) for task in tasks]
    for task, result in run_isolated(
        extract_one, tasks, jobs=jobs, name_of=lambda task: task.name, paths=paths
    ):
        if isinstance(result, SourceError):
            result = Outcome(key=task.key, failure=Failure(what=result.what, remedy=result.remedy))
        yield result


def make_batches(tasks: Sequence[Task], *, workers: int) -> list[list[Task]]:
    """Tasks in their order, in batches of bounded size; few tasks are spread over all workers."""
    most = max(1, min(BATCH_FILES, len(tasks) // (2 * workers)))
    batches: list[list[Task]] = []
    filled = 0
    for task in tasks:
        if not batches or len(batches[-1]) >= most or filled + task.bytes > BATCH_BYTES:
            batches.append([])
            filled = 0
        batches[-1].append(task)
        filled += task.bytes
    return batches


def run_batches(batches: Sequence[Sequence[Task]], *, executor: Executor, workers: int) -> Iterator[Outcome]:
    """The outcome of every task of the batches, each once, through any executor."""
    queue = list(reversed(batches))
    running: dict[Future[list[Outcome]], Sequence[Task]] = {}
    seen: set[str] = set()
    while queue or running:
        while queue and len(running) < workers * BATCHES_FOR_EACH_WORKER:
            batch = queue.pop()
            running[executor.submit(extract_batch, batch)] = batch
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            batch = running.pop(future)
            error = future.exception()
            if error is not None and len(batch) > 1:
                queue.extend([task] for task in reversed(batch))
                continue
            for outcome in future.result() if error is None else [_lost(batch[0], error)]:
                if outcome.key not in seen:
                    seen.add(outcome.key)
                    yield outcome


def _lost(task: Task, error: BaseException) -> Outcome:
    """The outcome of a file that its worker did not survive."""
    what = " ".join(f"处理它的进程中途退出({type(error).__name__}:{error})".split())[:200]
    return Outcome(key=task.key, failure=Failure(what=what, remedy="请核实文件,或不用 --engine 在本机再试"))


@contextmanager
def dask_executor(scheduler: str | None) -> Iterator[tuple[Executor, int]]:
    """A cluster's executor and the number of its workers, by the address of its scheduler."""
    if scheduler is None:
        raise UsageError("taizhang extract", "--engine dask 要给出调度器", "例:--scheduler tcp://主机:8786")
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError("taizhang extract", "没有装 dask", "先装:pip install 'taizhang[cluster]'") from error
    try:
        client: Any = Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(scheduler, f"连不上调度器({error})", "请检查地址和端口") from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise UsageError(scheduler, "调度器那里没有工作进程", "先启动:dask worker 调度器地址")
        with client.get_executor(pure=False, retries=3) as executor:
            yield executor, workers
