"""Files are processed in worker processes with limits, so that a bad one costs itself alone.

A worker may use so much address space and so much time; one that aborts, hangs or swells is replaced
and its file becomes a SourceError. Workers write no core files, say nothing on standard error, keep
their temporary files in one folder that goes with the run, and end with it.

    for task, result in run_isolated(extract_one, tasks, jobs=4, name_of=lambda task: task.name):
        ...
"""

from __future__ import annotations

import multiprocessing
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, TimeoutError, wait
from pathlib import Path
from typing import Any, Final, TypeVar

from pipeline.errors import SourceError, TaizhangError
from pipeline.read.limits import LIMITS
from pipeline.read.office import convert_ahead, use_converted
from pipeline.read.watch import start_watch, stop_watch

__all__ = ["LIMITS", "initialise_worker", "run_isolated", "worker_pool"]

Task = TypeVar("Task")
Result = TypeVar("Result")

TASKS_AHEAD: Final = 4
"""Tasks waiting per worker: enough to keep it busy, few enough to keep results out of memory."""
PRELOADED: Final = ("pipeline.extract", "extractors.nlp")
BACKSTOP_SECONDS: Final = LIMITS.seconds + LIMITS.scanned_pages * LIMITS.seconds_per_scanned_page
CONVERTED: Final = "converted"
FOLDER: Final = "taizhang-"
SUSPICIOUS: Final = "请核实文件来源,或用原程序打开后另存"


def initialise_worker(temporary: str | None = None, run: int | None = None) -> None:
    """Set the limits of this process; called once in every worker before its first file.

    `temporary` is the run's folder for temporary files, `run` the process that must be outlived by none.
    """
    if temporary is not None:
        tempfile.tempdir = temporary
        use_converted(Path(temporary) / CONVERTED)
    _silence()
    if run is not None:
        threading.Thread(target=_end_with, args=(run,), daemon=True).start()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        bound = LIMITS.address_space if hard == resource.RLIM_INFINITY else min(LIMITS.address_space, hard)
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _silence() -> None:
    """Native libraries print about broken files; what a person needs comes back as a SourceError."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)


def _end_with(run: int) -> None:
    """Wait for the end of the run's process, then end this one, whatever it is doing."""
    try:
        handle = os.pidfd_open(run)
    except (AttributeError, OSError):
        while _exists(run):
            time.sleep(1)
    else:
        select.select([handle], [], [])
    os._exit(1)


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def worker_pool(*, jobs: int, temporary: str) -> Any:
    """A pool of limited workers (pebble's ProcessPool)."""
    from pebble import ProcessPool

    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(list(PRELOADED))
    return ProcessPool(
        max_workers=jobs, initializer=initialise_worker, initargs=(temporary, os.getpid()), context=context
    )


def run_isolated(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    name_of: Callable[[Task], str],
    seconds: int = LIMITS.seconds,
    paths: Sequence[Path] = (),
) -> Iterator[tuple[Task, Result | SourceError]]:
    """What `function` makes of each task, in the order in which workers finish.

    A task whose worker was lost or whose function raised comes with a SourceError named by `name_of`.
    `seconds` bounds each task; recognising scans and starting LibreOffice come on top. `paths` are the
    files that the tasks read: those that LibreOffice must convert are converted many in one start.
    """
    waiting = iter(tasks)
    clear_stale_folders()
    with tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as temporary:
        convert_ahead(paths, folder=Path(temporary) / CONVERTED, jobs=jobs)
        pool = worker_pool(jobs=jobs, temporary=temporary)
        running: dict[Future[Any], Task] = {}
        try:
            while True:
                for task in waiting:
                    running[
                        pool.schedule(_watched, args=(function, task, seconds), timeout=BACKSTOP_SECONDS)
                    ] = task
                    if len(running) >= TASKS_AHEAD * jobs:
                        break
                if not running:
                    break
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    task = running.pop(future)
                    yield task, _outcome(future, name=name_of(task), seconds=seconds)
            pool.close()
        finally:
            if running:
                pool.stop()
            pool.join()


def clear_stale_folders() -> None:
    """Remove the temporary folders of runs that were killed before they could."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FOLDER}*-*"):
        run = folder.name.split("-")[1]
        if run.isdecimal() and not _exists(int(run)):
            shutil.rmtree(folder, ignore_errors=True)


def _watched(function: Callable[[Task], Result], task: Task, seconds: int) -> Result:
    """Run in the worker: one task under the clock, its temporary files gone afterwards."""
    start_watch(seconds)
    try:
        return function(task)
    finally:
        stop_watch()


def _outcome(future: Future[Any], *, name: str, seconds: int) -> Any:
    """A finished future's result; everything that can go wrong with a worker in words."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except SourceError as error:
        return error
    except TaizhangError as error:
        return SourceError(name, error.what, error.remedy)
    except TimeoutError:
        return _too_slow(name, seconds)
    except ProcessExpired as error:
        if error.exitcode == -signal.SIGALRM:
            return _too_slow(name, seconds)
        if error.exitcode == -signal.SIGKILL:
            return SourceError(name, "读取程序被系统终止(可能内存不足)", "请关闭其他程序,或减少 --jobs")
        return SourceError(name, "读取程序中途退出,文件可能损坏或有意构造", SUSPICIOUS)
    except MemoryError:
        return SourceError(name, f"读取所需内存超过 {LIMITS.address_space >> 30} GB", SUSPICIOUS)
    except RecursionError:
        return SourceError(name, "文件内部嵌套过深", SUSPICIOUS)
    except CancelledError:
        return SourceError(name, "处理被取消", "请重新运行")
    except OSError as error:
        return SourceError(name, error.strerror or type(error).__name__, "请检查路径、权限和磁盘空间")
    except Exception as error:  # a mistake of ours: this file fails, the others go on
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return SourceError(name, f"程序出错({what})", "其余文件不受影响;请把这个文件反馈给维护者")


def _too_slow(name: str, seconds: int) -> SourceError:
    return SourceError(name, f"读取超过 {seconds} 秒,已停止", SUSPICIOUS)
