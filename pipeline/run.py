"""One run: find the reports, see what is new, process it, write everything downstream.

Start at `run_extract`. Results do not depend on the number of processes or on what an earlier run
did: bundles come from their own file alone, and emitters from all bundles in the order of their ids.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from pipeline.beside import beside_fingerprint
from pipeline.context import Contexts
from pipeline.corpus import find_reports
from pipeline.emit import EMITTERS, BundleFile, Bundles, load_emitter
from pipeline.engine import Engine, run_tasks
from pipeline.errors import SourceError, UsageError
from pipeline.files import fingerprint_of, remove_unfinished, sha256_hex, write_atomically
from pipeline.progress import Progress
from pipeline.state import (
    EmitRecord,
    Entry,
    State,
    bundle_path,
    file_key,
    is_current,
    read_state,
    write_state,
)
from pipeline.work import Outcome, Task

FAILURES_FILE: Final = "failures.json"
CHECKPOINT_SECONDS: Final = 0.5


class FailureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of failures.json."""

    path: str
    what: str
    remedy: str


class Plan(msgspec.Struct, kw_only=True):
    """What a run has to do: the entries of all reports in scope, the tasks among them, what is gone."""

    entries: dict[str, Entry]
    tasks: list[Task]
    gone: list[Entry]
    warnings: list[str]


def run_extract(
    paths: Sequence[Path],
    *,
    out: Path,
    engine: Engine,
    force: bool,
    progress: Progress,
    bundles_only: bool = False,
) -> int:
    """Process what is new or changed below `paths` into `out`; the exit code (3: some files failed)."""
    began = time.perf_counter()
    if out.exists() and not out.is_dir():
        raise UsageError(str(out), "结果要写进文件夹,这是文件", "请用 --out 给出别的文件夹")
    out.mkdir(parents=True, exist_ok=True)
    with only_run(out):
        state = read_state(out)
        plan = make_plan(paths, state=state, out=out, force=force)
        remove_gone(plan.gone, state=state, out=out)
        for warning in plan.warnings:
            progress.warning(warning)
        if plan.tasks:
            process(plan, state=state, out=out, engine=engine, progress=progress)
        write_failures(state, out=out)
        # Emitters read from the state what lies beside the reports.
        write_state(out, state)
        try:
            emitted = 0 if bundles_only else emit_all(state, out=out, progress=progress)
        finally:
            write_state(out, state)
    in_scope = [entry for key, entry in state.entries.items() if key in plan.entries]
    failed_here = [entry for entry in in_scope if entry.failure is not None]
    done_keys = {task.key for task in plan.tasks}
    for entry in failed_here:
        if entry.file not in done_keys and entry.failure is not None:
            again = "(上次失败,文件未变;再试用 --force)"
            progress.warning(f"{entry.name}:{entry.failure.what};{entry.failure.remedy}{again}")
    seconds = time.perf_counter() - began
    progress.finish(
        closing_line(plan, failed=len(failed_here), emitted=emitted, out=out, seconds=seconds),
        reports=len(plan.entries),
        processed=len(plan.tasks),
        removed=len(plan.gone),
        failed=len(failed_here),
        seconds=round(seconds, 3),
    )
    return SourceError.exit_code if failed_here else 0


def make_plan(paths: Sequence[Path], *, state: State, out: Path, force: bool) -> Plan:
    """Compare what lies on disk with what the state remembers."""
    reports = find_reports(paths)
    keys = {file_key(out, report.path) for report in reports}
    taken = [entry.id for key, entry in state.entries.items() if key not in keys and (out / key).exists()]
    if taken:
        reports = find_reports(paths, taken=taken)
    contexts = Contexts()
    plan = Plan(entries={}, tasks=[], gone=[], warnings=[])
    for report in reports:
        key = file_key(out, report.path)
        sha256, size = fingerprint_of(report.path)
        task = contexts.task(report, key=key, size=size)
        context = contexts.fingerprint(task, report)
        plan.entries[key] = Entry(id=report.id, file=key, name=report.name, sha256=sha256, context=context)
        old = state.entries.get(key)
        if not force and is_current(old, sha256=sha256, context=context, source_id=report.id, out=out):
            continue
        if report.row is not None and report.row.sha256 not in (None, sha256):
            plan.warnings.append(
                f"{report.name}:与清单登记的 sha256 不符,按现在的内容处理;若确已更换,请改清单"
            )
        if old is not None and old.id != report.id:
            plan.gone.append(old)
        plan.tasks.append(task)
    plan.gone += [
        entry for key, entry in state.entries.items() if key not in plan.entries and not (out / key).is_file()
    ]
    return plan


def remove_gone(gone: Sequence[Entry], *, state: State, out: Path) -> None:
    """Take away the bundles of reports that are gone or have another id now."""
    for entry in gone:
        bundle_path(out, entry.id).unlink(missing_ok=True)
        state.entries.pop(entry.file, None)
    if gone:
        write_state(out, state)


def process(plan: Plan, *, state: State, out: Path, engine: Engine, progress: Progress) -> None:
    """Process the plan's tasks; each bundle is on disk before its entry says so."""
    keys = {task.key for task in plan.tasks}
    for key, entry in plan.entries.items():
        if key in keys:
            state.entries[key] = entry
    write_state(out, state)
    progress.start(len(plan.tasks))
    checkpoint = time.monotonic()
    for outcome in run_tasks(plan.tasks, engine=engine):
        settle(outcome, state=state, out=out, progress=progress)
        if time.monotonic() - checkpoint > CHECKPOINT_SECONDS:
            write_state(out, state)
            checkpoint = time.monotonic()
    write_state(out, state)


def settle(outcome: Outcome, *, state: State, out: Path, progress: Progress) -> None:
    """Write what a task became and tell it."""
    entry = state.entries[outcome.key]
    path = bundle_path(out, entry.id)
    if outcome.bundle is None:
        path.unlink(missing_ok=True)
        state.entries[outcome.key] = msgspec.structs.replace(entry, failure=outcome.failure)
        if outcome.failure is not None:
            progress.failure(entry.name, outcome.failure.what, outcome.failure.remedy)
        return
    write_atomically(path, outcome.bundle)
    state.entries[outcome.key] = msgspec.structs.replace(
        entry, bundle_sha256=sha256_hex(outcome.bundle), bundle_bytes=len(outcome.bundle)
    )
    progress.file(entry.name, outcome.counts)
    for note in outcome.notes:
        progress.warning(f"{entry.name}:{note}")


def emit_all(state: State, *, out: Path, progress: Progress) -> int:
    """Run the emitters whose input, code or files changed; how many ran."""
    files = tuple(
        BundleFile(id=entry.id, path=bundle_path(out, entry.id), sha256=entry.bundle_sha256)
        for entry in state.entries.values()
        if entry.bundle_sha256 is not None
    )
    bundles = Bundles(files)
    content = "\n".join(f"{file.id} {file.sha256}" for file in bundles.files)
    failures = (out / FAILURES_FILE).read_text("utf-8")
    beside = beside_fingerprint(state, out=out)
    fingerprint = sha256_hex(f"{emitter_code()}\n{content}\n{failures}\n{beside}".encode())[:16]
    ran = 0
    for name, target in EMITTERS:
        last = state.emitted.get(name)
        if last and last.fingerprint == fingerprint and all((out / file).exists() for file in last.files):
            continue
        progress.stage(f"写出 {name}")
        written = load_emitter(target)(bundles, out)
        state.emitted[name] = EmitRecord(
            fingerprint=fingerprint, files=tuple(sorted(file_key(out, path) for path in written))
        )
        ran += 1
    return ran


def emitter_code() -> str:
    """Fingerprint of everything that turns bundles into output: a change in it makes output stale."""
    here = Path(__file__).parent
    files = (
        path
        for folder in ("emit", "compare", "data", "review")
        for path in sorted((here / folder).rglob("*"))
    )
    digests = [sha256_hex(path.read_bytes()) for path in files if path.is_file() and path.suffix != ".pyc"]
    return sha256_hex("\n".join(digests).encode())


def write_failures(state: State, *, out: Path) -> None:
    """Write failures.json, empty when nothing failed."""
    rows = [
        FailureRow(path=entry.name, what=failure.what, remedy=failure.remedy)
        for _, entry in sorted(state.entries.items())
        if (failure := entry.failure) is not None
    ]
    write_atomically(out / FAILURES_FILE, msgspec.json.format(msgspec.json.encode(rows), indent=1) + b"\n")


def closing_line(plan: Plan, *, failed: int, emitted: int, out: Path, seconds: float) -> str:
    """What a person reads last."""
    if not plan.tasks and not plan.gone:
        again = f",重写 {emitted} 种输出" if emitted else ""
        return f"没有新的或改动过的文件:{len(plan.entries)} 份都已是最新{again}(全部重做用 --force)"
    parts = [f"处理 {len(plan.tasks)} 份"]
    if len(plan.entries) > len(plan.tasks):
        parts.append(f"{len(plan.entries) - len(plan.tasks)} 份未变")
    if plan.gone:
        parts.append(f"移除 {len(plan.gone)} 份")
    if failed:
        parts.append(f"失败 {failed} 份(见 {out / FAILURES_FILE})")
    return f"完成:{','.join(parts)},用时 {seconds:.1f} 秒;结果在 {out}"


@contextmanager
def only_run(out: Path) -> Iterator[None]:
    """Keep a second run out of the same folder while this one works."""
    with (out / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(
                str(out), "另一个 taizhang 正在写这个文件夹", "等它结束,或用 --out 给出别的文件夹"
            ) from error
        remove_unfinished(out)
        yield
