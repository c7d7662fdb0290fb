"""Where tasks run: one seam, the standard `concurrent.futures.Executor`, and two engines behind it.

`local` is worker processes on this machine, as many as asked for; each reads one file at a time under
limits of time and memory (see `isolation`). `dask` hands the same batches to a cluster's scheduler.
Small files travel in batches: a cluster pays more for a task than a small report costs. A batch whose
worker died is tried again file by file, so that one bad file takes no other with it; an outcome that
comes twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Final

import msgspec

from pipeline.errors import UsageError
from pipeline.state import Failure
from pipeline.work import Outcome, Task, extract_batch

ENGINES: Final = ("local", "dask")
BATCH_BYTES: Final = 400_000
BATCH_FILES: Final = 50
# Batches waiting beside the ones running: enough to keep workers busy, few enough to hold in memory.
WAITING_FOR_EACH_WORKER: Final = 2


class Engine(msgspec.Struct, frozen=True, kw_only=True):
    """Where to run: `workers` processes here, or a cluster behind `scheduler`."""

    name: str = "local"
    workers: int = 1
    scheduler: str | None = None


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
    """The outcome of every task, each once, in the order they come."""
    queue = list(reversed(batches))
    running: dict[Future[list[Outcome]], Sequence[Task]] = {}
    seen: set[str] = set()
    while queue or running:
        while queue and len(running) < workers * (1 + WAITING_FOR_EACH_WORKER):
            batch = queue.pop()
            running[executor.submit(extract_batch, batch)] = batch
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            batch = running.pop(future)
            error = future.exception()
            if error is not None and len(batch) > 1:
                queue.extend([task] for task in reversed(batch))
                continue
            outcomes = future.result() if error is None else [_lost(batch[0], error)]
            for outcome in outcomes:
                if outcome.key not in seen:
                    seen.add(outcome.key)
                    yield outcome


def _lost(task: Task, error: BaseException) -> Outcome:
    """The outcome of a file that its worker did not survive."""
    if isinstance(error, TimeoutError):
        failure = Failure(what="处理超时", remedy="请检查文件是否异常,或拆小后再试", kind="limit")
    elif isinstance(error, MemoryError):
        failure = Failure(what="内存超限", remedy="请检查文件是否异常,或拆小后再试", kind="limit")
    else:
        what = f"处理进程出错({type(error).__name__}:{error})"
        failure = Failure(what=what, remedy="请检查文件是否损坏;文件无误请报告此问题", kind="crash")
    return Outcome(key=task.key, failure=failure)


@contextmanager
def open_executor(engine: Engine) -> Iterator[Executor]:
    """The executor of an engine, closed at the end."""
    if engine.name == "dask":
        with _dask_executor(engine.scheduler) as executor:
            yield executor
        return
    with ProcessPoolExecutor(engine.workers, mp_context=get_context("spawn")) as executor:
        yield executor


@contextmanager
def _dask_executor(scheduler: str | None) -> Iterator[Executor]:
    """A cluster's executor by the address of its scheduler."""
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
    with client, client.get_executor(pure=False, retries=3) as executor:
        yield executor
