"""The command line: help that teaches, one clear line for every mistake, documented exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS, main

PROJECT = Path(__file__).resolve().parent.parent
SENTENCES = """某市教育局2022年工作总结

一、扩大普惠资源
新建公办幼儿园6所,新增学位1620个。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "某市教育局2022年工作总结.txt"
    path.write_text(SENTENCES, "utf-8")
    return path


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法:taizhang")
    assert "退出码" in said
    assert all(f"    {name} " in said for name, _ in COMMANDS)


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_teaches_in_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法:")
    assert "例:" in said
    for english in ("usage:", "options:", "positional arguments", "show this help"):
        assert english not in said


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([], 2, ""),
        (["read"], 2, "没有“read”这一项"),
        (["extract", "--nonsense"], 2, "不认识的参数 --nonsense"),
        (["extract", "--jobs", "many"], 2, "参数 --jobs 要一个数,给的是“many”"),
        (["extract", "--jobs", "0"], 2, "--jobs 要一个不小于 1 的数"),
        (["extract", "--out"], 2, "参数 --out 后面要跟一个值"),
        (["extract", "--quiet", "--log-json"], 2, "不能与"),
        (["extract", "no/such/place"], 2, "no/such/place:没有这个文件或文件夹;请检查路径"),
        (["show"], 2, "缺少参数"),
        (["show", "no_such.json"], 5, "no_such.json:没有这个数据包"),
        (["show", "no_such.txt"], 2, "没有这个文件或文件夹"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_is_one_clear_line(
    words: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    said = capsys.readouterr().err
    assert told in said
    assert len(said.splitlines()) <= 1
    assert "Traceback" not in said


def test_show_prints_the_sentence_without_colour_in_a_pipe(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", str(report), "--find", "学位"]) == 0
    said = capsys.readouterr().out
    assert "新增学位1620个" in said
    assert "\x1b[" not in said
    assert main(["show", str(report), "--find", "学位", "--color", "always"]) == 0
    assert "\x1b[" in capsys.readouterr().out


def test_show_finds_the_same_sentence_by_place(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["show", str(report), "--find", "1620"])
    by_words = capsys.readouterr().out
    main(["show", str(report), "--at", str(SENTENCES.index("1620"))])
    assert capsys.readouterr().out == by_words


def test_show_tells_what_it_could_not_find(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(report), "--find", "高速公路"]) == 2
    assert "正文里没有“高速公路”" in capsys.readouterr().err
    assert main(["show", str(report), "--at", "99999"]) == 2
    assert f"正文共 {len(SENTENCES)} 个字" in capsys.readouterr().err
    assert main(["show", str(report), "--find", "学位", "--layer", "colours"]) == 2
    assert "没有 colours 这一层" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m pipeline schema | head -1",
        shell=True,
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "{"
    assert done.stderr == ""


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("taizhang ")


def test_schema_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["title"] == "taizhang bundle"
    assert main(["schema", "--out", str(tmp_path / "schema.json")]) == 0
    assert (tmp_path / "schema.json").read_text("utf-8") == printed
