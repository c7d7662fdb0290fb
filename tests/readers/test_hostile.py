"""Every broken or hostile file ends in text or in one clear Chinese line, in bounded time, alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.isolation import clear_stale_folders, run_isolated
from pipeline.read import read_content, read_source

from .hostile import hostile_files

SECONDS = 10


def read_one(task: tuple[str, bytes]) -> str:
    """What a worker does with a file here: only read it."""
    name, content = task
    return read_content(content, name=name, suffix=Path(name).suffix).text


def test_every_hostile_file_ends_in_one_line() -> None:
    files = {name: (content, wanted) for name, content, wanted in hostile_files()}
    tasks = [(name, content) for name, (content, _) in files.items()]
    wrong = []
    finished = set()
    for (name, _), result in run_isolated(
        read_one, tasks, jobs=2, name_of=lambda task: task[0], seconds=SECONDS
    ):
        finished.add(name)
        wanted = files[name][1]
        if isinstance(result, SourceError):
            line = str(result)
            told = wanted == "" or any(
                words in line for words in ([wanted] if isinstance(wanted, str) else wanted)
            )
            if not told or "\n" in line or not line.startswith(f"{name}:") or "Traceback" in line:
                wrong.append(f"{name}: {line!r}")
        elif wanted != "" or not result:
            wrong.append(f"{name}: read as {result[:40]!r}")
    assert wrong == []
    assert finished == set(files)
    assert list(Path(tempfile.gettempdir()).glob(f"taizhang-{os.getpid()}-*")) == []


def abort(task: str) -> str:
    """A worker's work that ends badly, or well."""
    if task == "abort":
        os.abort()
    if task == "exit":
        os._exit(7)
    if task == "memory":
        return str(len(bytearray(64 << 30)))
    if task == "hang":
        import ctypes

        ctypes.CDLL(None).sleep(600)
    if task == "mistake":
        raise KeyError(task)
    return task


def test_a_lost_worker_costs_its_own_file_only() -> None:
    tasks = ["a", "abort", "b", "exit", "c", "memory", "d", "hang", "e", "mistake", "f"]
    results = dict(run_isolated(abort, tasks, jobs=2, name_of=str, seconds=3))
    told = {
        task: result.what if isinstance(result, SourceError) else result for task, result in results.items()
    }
    assert told == {
        **{task: task for task in "abcdef"},
        "abort": "读取程序中途退出,文件可能损坏或有意构造",
        "exit": "读取程序中途退出,文件可能损坏或有意构造",
        "memory": "读取所需内存超过 4 GB",
        "hang": "读取超过 3 秒,已停止",
        "mistake": "程序出错(KeyError: 'mistake')",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_process_is_left_when_the_run_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(
        "import time, sys\n"
        "from pipeline.isolation import clear_stale_folders, run_isolated\n"
        "def work(task):\n"
        "    open(sys.argv[1] + f'/{task}', 'w').write(str(__import__('os').getpid()))\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    list(run_isolated(work, ['a', 'b'], jobs=2, name_of=str))\n",
        "utf-8",
    )
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": str(root)}
    )
    for _ in range(300):
        if all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in "ab"):
            break
        time.sleep(0.1)
    workers = [int((tmp_path / name).read_text()) for name in "ab"]
    process.kill()
    process.wait()
    for _ in range(100):
        if not any(is_running(worker) for worker in workers):
            break
        time.sleep(0.1)
    assert [worker for worker in workers if is_running(worker)] == []


def is_running(process: int) -> bool:
    """True for a process that exists and is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def test_folders_of_killed_runs_are_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.isolation.tempfile.tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for name in (f"taizhang-{gone.pid}-x", f"taizhang-{os.getpid()}-x", "taizhang-notes", "other"):
        (tmp_path / name).mkdir()
    clear_stale_folders()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "other",
        f"taizhang-{os.getpid()}-x",
        "taizhang-notes",
    ]


def test_a_file_that_grows_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("2022年,新增学位1740个。", "utf-8")
    real = os.fstat

    def growing(handle: int) -> os.stat_result:
        with path.open("a", encoding="utf-8") as file:
            file.write("又一行\n")
        return real(handle)

    monkeypatch.setattr("pipeline.read.os.fstat", growing)
    with pytest.raises(SourceError, match="还在变化"):
        read_source(path, name="报告.txt")


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: None, "没有这个文件"),
        (lambda path: path.mkdir(), "这是文件夹"),
        (lambda path: os.mkfifo(path), "不是普通文件"),
    ],
    ids=["missing", "folder", "pipe"],
)
def test_what_is_no_file_is_told(tmp_path: Path, make, what: str) -> None:
    path = tmp_path / "报告.pdf"
    make(path)
    with pytest.raises(SourceError, match=what):
        read_source(path, name="报告.pdf")


def test_a_link_out_of_the_corpus_is_refused_and_one_inside_is_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "2022").mkdir(parents=True)
    outside = tmp_path / "outside.txt"
    for path in (outside, corpus / "report.txt"):
        path.write_text("2022年,新增学位1740个。", "utf-8")
    (corpus / "2022" / "out.txt").symlink_to(outside)
    (corpus / "2022" / "in.txt").symlink_to(corpus / "report.txt")
    (corpus / "2022" / "ring.txt").symlink_to(corpus / "2022" / "ring.txt")
    assert read_source(corpus / "2022" / "in.txt", name="2022/in.txt").text == "2022年,新增学位1740个。"
    with pytest.raises(SourceError, match="指向文件夹之外"):
        read_source(corpus / "2022" / "out.txt", name="2022/out.txt")
    with pytest.raises(SourceError, match=r"绕成了圈|没有这个文件"):
        read_source(corpus / "2022" / "ring.txt", name="2022/ring.txt")


@pytest.mark.parametrize("name", ["坏\n名.txt", "红\x1b[31m.txt", "反\u202etxt.exe"])
def test_a_name_that_moves_the_cursor_is_refused_on_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("2022年,新增学位1740个。", "utf-8")
    with pytest.raises(SourceError, match="文件名里有换行或控制字符") as caught:
        read_source(path, name=name)
    assert str(caught.value).isprintable()
