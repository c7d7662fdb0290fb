"""A run: only what is new, the same bytes always, nothing broken when killed, bad files told clearly."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bench.generate import write_reports
from pipeline.bundle import read_bundle
from pipeline.cli import main

PROJECT = Path(__file__).resolve().parent.parent
REPORT = PROJECT / "corpus" / "ouhai_2022_2023.txt"
Run = Callable[..., tuple[int, str]]


def sample(year: int) -> str:
    """A short report of our own."""
    return (
        f"某市教育局{year}年工作总结\n\n{year}年,全市教育系统共有学校{year - 1900}所。\n"
        f"一、扩大普惠资源\n新建公办幼儿园{year % 9 + 2}所,新增学位{year}个,普惠率达{year % 100}.5%。\n"
        "二、推进教育公平\n争取完成改造项目3个,确保随迁子女入学率100%。\n"
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for year in (2021, 2022, 2023):
        (folder / f"{year}.txt").write_text(sample(year), "utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `taizhang extract` into tmp_path/output; exit code and what was said."""

    def extract(*words: str | Path, jobs: int = 1) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["extract", *map(str, words), "--out", str(tmp_path / "output"), "--jobs", str(jobs)])
        return code, capsys.readouterr().err

    return extract


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file that a run promises to write the same again, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".db" and path.name != ".lock"
    }


def issuers(bundle: Path) -> set[str | None]:
    return {document.issuer for document in read_bundle(bundle).documents}


def start(*words: str | Path, seed: str = "0") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "extract", *map(str, words)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_second_run_does_nothing_and_says_so(corpus: Path, run: Run, tmp_path: Path) -> None:
    assert run(corpus)[0] == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")}
    began = time.perf_counter()
    code, said = run(corpus)
    assert time.perf_counter() - began < 1
    assert code == 0
    assert "没有新的或改动过的文件:3 份都已是最新" in said
    lock = tmp_path / "output" / ".lock"
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*")}
    assert {path: when for path, when in after.items() if path != lock} == {
        path: when for path, when in before.items() if path != lock
    }


def test_a_second_run_imports_nothing_heavy(corpus: Path, run: Run, tmp_path: Path) -> None:
    run(corpus)
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        f"main(['extract', {str(corpus)!r}, '--out', {str(tmp_path / 'output')!r}])\n"
        "print(sorted({'spacy', 'jieba', 'sqlalchemy', 'pdfplumber', 'docx', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert "没有新的或改动过的文件" in done.stderr
    assert done.stdout.strip() == "[]"


def test_only_what_changed_is_processed(corpus: Path, run: Run, tmp_path: Path) -> None:
    run(corpus)
    bundles = tmp_path / "output" / "bundles"
    (corpus / "2022.txt").write_text(sample(2022) + "新增教师12名。\n", "utf-8")
    (corpus / "2024.txt").write_text(sample(2024), "utf-8")
    (corpus / "2021.txt").unlink()
    code, said = run(corpus)
    assert code == 0
    assert "[1/2] 2022.txt" in said
    assert "[2/2] 2024.txt" in said
    assert "处理 2 份,1 份未变,移除 1 份" in said
    assert sorted(path.name for path in bundles.iterdir()) == ["2022.json", "2023.json", "2024.json"]
    assert "新增教师12名" in read_bundle(bundles / "2022.json").text


def test_force_does_everything_again(corpus: Path, run: Run) -> None:
    run(corpus)
    assert "处理 3 份" in run(corpus, "--force")[1]


def test_a_lost_bundle_is_made_again(corpus: Path, run: Run, tmp_path: Path) -> None:
    run(corpus)
    before = files_of(tmp_path / "output")
    (tmp_path / "output" / "bundles" / "2022.json").unlink()
    shutil.rmtree(tmp_path / "output" / "tables")
    assert "处理 1 份" in run(corpus)[1]
    assert files_of(tmp_path / "output") == before


def test_a_file_beside_the_corpus_stays_until_it_is_gone(corpus: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text(sample(2020), "utf-8")
    run(corpus)
    run(other)
    bundles = tmp_path / "output" / "bundles"
    run(corpus)
    assert (bundles / "另一份.json").exists()
    other.unlink()
    assert "移除 1 份" in run(corpus)[1]
    assert not (bundles / "另一份.json").exists()


def test_files_of_one_name_get_names_of_their_own(corpus: Path, run: Run, tmp_path: Path) -> None:
    for place in ("甲区", "乙区"):
        (corpus / place).mkdir()
        (corpus / place / "2022.txt").write_text(sample(2022) + place + "\n", "utf-8")
    run(corpus)
    bundles = tmp_path / "output" / "bundles"
    names = {path.stem for path in bundles.iterdir()}
    assert names == {"2021", "2023", "corpus_2022", "甲区_2022", "乙区_2022"}
    assert read_bundle(bundles / "甲区_2022.json").source.path == "甲区/2022.txt"


def test_the_manifest_overrides_and_its_rows_are_read_again(corpus: Path, run: Run, tmp_path: Path) -> None:
    manifest = corpus / "manifest.toml"
    manifest.write_text('[[report]]\nfile = "2022.txt"\nid = "某市2022"\nissuer = "某市教育局"\n', "utf-8")
    run(corpus)
    bundles = tmp_path / "output" / "bundles"
    assert {document.issuer for document in read_bundle(bundles / "某市2022.json").documents} == {
        "某市教育局"
    }
    manifest.write_text('[[report]]\nfile = "2022.txt"\nissuer = "某县教育局"\n', "utf-8")
    assert "处理 1 份" in run(corpus)[1]
    assert not (bundles / "某市2022.json").exists()
    assert issuers(bundles / "2022.json") == {"某县教育局"}


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ('[[report]]\nfile = "2022.txt"\ntitel = "x"\n', "manifest.toml 第 3 行:不认识的键 titel"),
        ('[[report]]\ntitle = "x"\n', "manifest.toml 第 1 行:这一节没有写 file"),
        ('[[report]]\nfile = "2029.txt"\n', "manifest.toml 第 2 行:没有文件 2029.txt"),
        ('[[report]]\nfile = "2022.txt"\nperiod = "去年"\n', "manifest.toml 第 3 行:period"),
        ('[[report]]\nfile = "2022.txt"\n\n[[report]]\nfile = "2022.txt"\n', "第 5 行:2022.txt 已有一节"),
        ('[[report]]\nfile = "2022.txt\n', "manifest.toml 第 2 行:不合 TOML 写法"),
        ('[[report]]\nfile = "2022.txt"\nid = "../x"\n', "manifest.toml 第 3 行:id “../x” 不能作文件名"),
        ('[reports]\nfile = "2022.txt"\n', "manifest.toml 第 1 行:不认识的键 reports"),
    ],
)
def test_a_wrong_manifest_names_file_and_line(manifest: str, told: str, corpus: Path, run: Run) -> None:
    (corpus / "manifest.toml").write_text(manifest, "utf-8")
    code, said = run(corpus)
    assert code == 4
    assert told in said
    assert len(said.splitlines()) == 1


def test_a_file_unlike_its_fingerprint_is_processed_with_a_warning(corpus: Path, run: Run) -> None:
    (corpus / "manifest.toml").write_text(f'[[report]]\nfile = "2022.txt"\nsha256 = "{"0" * 64}"\n', "utf-8")
    code, said = run(corpus)
    assert code == 0
    assert "注意 2022.txt:与清单登记的 sha256 不符" in said


def test_accepted_exceptions_beside_a_report_are_no_report(corpus: Path, run: Run, tmp_path: Path) -> None:
    run(corpus)
    (corpus / "2022.txt.accepted.toml").write_text(
        '[[accepted]]\nid = "x"\nreason = "口径不同"\nwho = "张三"\n'
    )
    code, said = run(corpus)
    assert code == 0
    assert "没有新的" in said
    assert not list((tmp_path / "out" / "bundles").glob("*accepted*"))


def test_a_register_makes_the_reports_beside_it_stale(corpus: Path, run: Run) -> None:
    run(corpus)
    (corpus / "registers").mkdir()
    (corpus / "registers" / "学校.csv").write_text("id,name\nS1,某市第一小学\n", "utf-8")
    assert "处理 3 份" in run(corpus)[1]
    assert "没有新的" in run(corpus)[1]
    (corpus / "registers" / "学校.csv").write_text("id,nam\nS1,某市第一小学\n", "utf-8")
    code, said = run(corpus)
    assert code == 4
    assert "学校.csv" in said
    assert len(said.splitlines()) == 1


def test_workers_and_hash_seeds_do_not_matter(corpus: Path, tmp_path: Path) -> None:
    shutil.copy(REPORT, corpus)
    one = start(corpus, "--out", tmp_path / "one", "--jobs", "1", seed="1")
    two = start(corpus, "--out", tmp_path / "two", "--jobs", "2", seed="2")
    for process in (one, two):
        process.communicate()
        assert process.returncode == 0
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert len(files_of(tmp_path / "one")) > 5


def test_nothing_written_names_this_machine(corpus: Path, run: Run, tmp_path: Path) -> None:
    run(corpus)
    for name, content in files_of(tmp_path / "output").items():
        assert str(tmp_path).encode() not in content, name
        assert str(PROJECT).encode() not in content, name


def test_a_killed_run_leaves_nothing_broken_and_is_resumed(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "output"
    write_reports(REPORT.read_text("utf-8"), corpus, count=60)
    for wanted in (1, 25):
        process = start(corpus, "--out", out, "--jobs", "2", "--quiet", "--bundles-only")
        while process.poll() is None and len(list(out.glob("bundles/*.json"))) < wanted:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        for path in out.glob("bundles/*.json"):
            read_bundle(path)
    resumed = start(corpus, "--out", out, "--jobs", "2", "--bundles-only")
    said = resumed.communicate()[1].decode()
    assert resumed.returncode == 0
    assert "60 份" not in said, "已做完的不该重做"
    undisturbed = start(corpus, "--out", tmp_path / "undisturbed", "--jobs", "2", "--quiet", "--bundles-only")
    undisturbed.communicate()
    assert files_of(out) == files_of(tmp_path / "undisturbed")
    assert len(list(out.glob("bundles/*.json"))) == 60


def test_two_runs_at_once_do_not_meet(corpus: Path, tmp_path: Path, run: Run) -> None:
    import fcntl

    (tmp_path / "output").mkdir()
    with (tmp_path / "output" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, said = run(corpus)
    assert code == 2
    assert "另一个 taizhang 正在写这个文件夹" in said


def test_progress_as_json_lines(corpus: Path, run: Run) -> None:
    code, said = run(corpus, "--log-json")
    events = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert [event["event"] for event in events if event["event"] != "stage"] == [
        "start",
        "file",
        "file",
        "file",
        "finish",
    ]
    assert run(corpus, "--quiet") == (0, "")


PLENTY = 20_000_000
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "空.txt": (b"", "文件是空的"),
    "空白.txt": (b" \r\n\t\n", "文件是空的"),
    "图片.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ""),
    "空字节.txt": ("新增学位".encode() + b"\x00" * 64, ""),
}
ODD_FILES: dict[str, tuple[bytes, str]] = {
    "utf16le.txt": (b"\xff\xfe" + sample(2022).encode("utf-16-le"), "新增学位2022个"),
    "utf16be.txt": (b"\xfe\xff" + sample(2022).encode("utf-16-be"), "新增学位2022个"),
    "gb18030.txt": (sample(2022).encode("gb18030"), "新增学位2022个"),
    "bom.txt": (b"\xef\xbb\xbf" + sample(2022).encode(), "新增学位2022个"),
    "crlf.txt": (sample(2022).replace("\n", "\r\n").encode(), "新增学位2022个"),
    "mixed.txt": (sample(2022).encode() + sample(2023).encode("gb18030"), "2022"),
    "surrogate.txt": (sample(2022).encode() * 9 + b"\xed\xa0\x80\xed\xb0\x80\n", "2022"),
    "digits.txt": (b"7" * PLENTY, "7777"),
    "long_line.txt": (("新增学位120个,创建示范园3所,完成投资4.5亿元,".encode()) * 40_000, "新增学位120个"),
    "no_heading.txt": ("今年新增学位1200个。明年计划新建学校3所。\n".encode(), "新增学位1200个"),
    "one_character.txt": (b"1", "1"),
}


def test_bad_files_are_told_clearly_and_the_others_are_done(tmp_path: Path, run: Run) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "output"
    corpus.mkdir()
    for name, (content, _) in BAD_FILES.items():
        (corpus / name).write_bytes(content)
    (corpus / "好.txt").write_text(sample(2022), "utf-8")
    code, said = run(corpus, jobs=2)
    assert code == 3
    assert "Traceback" not in said
    failures = {row["path"]: row for row in json.loads((out / "failures.json").read_bytes())}
    assert set(failures) == set(BAD_FILES)
    for name, (_, told) in BAD_FILES.items():
        assert told in failures[name]["what"]
        assert failures[name]["remedy"]
        assert f"失败 {name}:{failures[name]['what']}" in said
    assert [path.name for path in (out / "bundles").iterdir()] == ["好.json"]
    # They are not tried again until they change, but still told.
    code, said = run(corpus)
    assert code == 3
    assert said.count("上次失败,文件未变") == len(BAD_FILES)
    for name in BAD_FILES:
        (corpus / name).unlink()
    assert run(corpus)[0] == 0
    assert json.loads((out / "failures.json").read_bytes()) == []


def test_odd_files_become_sensible_bundles(tmp_path: Path, run: Run) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "output"
    corpus.mkdir()
    for name, (content, _) in ODD_FILES.items():
        (corpus / name).write_bytes(content)
    code, said = run(corpus, "--log-json", jobs=2)
    assert code == 0, said
    for name, (_, told) in ODD_FILES.items():
        bundle = read_bundle(out / "bundles" / f"{Path(name).stem}.json")
        assert told in bundle.text
        for layer in ("numerals", "quantities", "statements", "school_mentions", "commitments"):
            for record in getattr(bundle, layer):
                assert bundle.text[record.start : record.end] == record.text, (name, layer)
    quantities = {q.text for q in read_bundle(out / "bundles" / "no_heading.json").quantities}
    assert quantities == {"1200个", "3所"}


@pytest.mark.parametrize(
    ("place", "told"),
    [("missing.txt", "没有这个文件或文件夹"), ("empty_folder", "文件夹里没有报告")],
)
def test_a_place_without_reports_is_told(place: str, told: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty_folder").mkdir()
    code, said = run(tmp_path / place)
    assert code == 2
    assert told in said
    assert not list((tmp_path / "output").glob("bundles/*"))


def test_output_that_is_a_file_is_refused(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("x")
    assert main(["extract", str(corpus), "--out", str(tmp_path / "taken")]) == 2
    assert "结果要写进文件夹,这是文件" in capsys.readouterr().err


def test_a_damaged_state_is_begun_anew(corpus: Path, run: Run, tmp_path: Path) -> None:
    run(corpus)
    before = files_of(tmp_path / "output")
    (tmp_path / "output" / "state.json").write_bytes(b'{"version":1,"entr')
    assert "处理 3 份" in run(corpus)[1]
    assert files_of(tmp_path / "output") == before
    assert msgspec.json.decode((tmp_path / "output" / "state.json").read_bytes())["version"] == 1


def test_an_exception_or_a_filled_ledger_alone_writes_the_comparison_anew(
    corpus: Path, run: Run, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    plan = "某市教育局2023年工作要点\n\n一、扩大普惠资源\n新增学位3000个,新建公办幼儿园9所。\n"
    (corpus / "plan.txt").write_text(plan, "utf-8")
    run(corpus)
    (told,) = (output / "comparison").glob("*.json")
    before = told.read_bytes()
    comparison = json.loads(before)
    row, verdict = next(
        (row, verdict)
        for row in comparison["indicators"]
        for verdict in row["verdicts"]
        if verdict["target_id"] or verdict["base_id"]
    )
    key = verdict["target_id"] or verdict["base_id"]
    axis = "delivery" if verdict["delivery"] else "ambition"
    base = next(point for point in row["points"] if point["id"] == key)
    assert "没有新的" in run(corpus)[1]
    beside = corpus / f"{base['source']}.txt.accepted.toml"
    words = base["text"].replace('"', "")
    beside.write_text(
        f'[[accepted]]\ncode = "{axis}.{verdict[axis]}"\ntext = "{words}"\n'
        'reason = "口径已说明"\nwho = "办公室"\n',
        "utf-8",
    )
    assert "重写" in run(corpus)[1]
    assert "口径已说明（办公室）" in told.read_text("utf-8")
    beside.unlink()
    assert "重写" in run(corpus)[1]
    assert told.read_bytes() == before
    ledger = output / "ledgers" / f"{base['source']}.completions.json"
    ledger.parent.mkdir()
    ledger.write_text("{", "utf-8")
    assert run(corpus)[0] != 0
    ledger.unlink()
    assert run(corpus)[0] == 0
