"""`taizhang review` as one runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.bundle import encode_bundle
from pipeline.cli import main
from pipeline.review.files import read_corrections
from tests.page.sample import TEXT, make_sample, place


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one report with its bundle."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "sample.txt").write_text(TEXT, "utf-8")
    (tmp_path / "output" / "bundles").mkdir(parents=True)
    (tmp_path / "output" / "bundles" / "sample.json").write_bytes(encode_bundle(make_sample()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_writes_the_pages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review"]) == 0
    assert "1 份报告的网页在 output/index.html" in capsys.readouterr().out
    assert (project / "output" / "review" / "sample.html").is_file()


@pytest.mark.parametrize("format_name", ["label-studio", "doccano"])
def test_work_goes_out_and_comes_back(
    project: Path, capsys: pytest.CaptureFixture[str], format_name: str
) -> None:
    assert main(["review", "--export", format_name, "work.json"]) == 0
    content = (project / "work.json").read_text("utf-8")
    start, end = place("河西小学扩建工程")
    if format_name == "label-studio":
        assert "<Labels" in (project / "work.xml").read_text("utf-8")
        (task,) = json.loads(content)
        kept = [r for r in task["predictions"][0]["result"] if r["value"]["start"] != start]
        task["annotations"] = [{"result": kept, "completed_by": 1}]
        content = json.dumps([task])
    else:
        row = json.loads(content)
        row["label"] = [label for label in row["label"] if label[:2] != [start, end]]
        content = json.dumps(row)
    (project / "done.json").write_text(content, "utf-8")
    assert main(["review", "--import", "done.json", "--by", "王敏"]) == 0
    assert "收入 1 条校核" in capsys.readouterr().out
    (correction,) = read_corrections(project / "corpus", "sample")
    assert (correction.action, correction.kind, correction.quote, correction.by) == (
        "reject",
        "project",
        "河西小学扩建工程",
        "王敏",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--export", "brat", "x.json"], "没有格式 brat"),
        (["--import", "nothing.json"], "没有这个文件"),
        (["--serve", "--port", "99999"], "没有端口 99999"),
        (["--out", "elsewhere"], "还没有数据包"),
    ],
)
def test_wrong_use_is_one_line(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["review", *words]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and said in lines[0]


def test_another_report_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"source_id": "other", "text": "x", "label": []}
    (project / "done.json").write_text(json.dumps(row), "utf-8")
    assert main(["review", "--import", "done.json"]) == 2
    assert "没有报告 other" in capsys.readouterr().err
