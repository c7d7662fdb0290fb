"""`taizhang check`: what is printed, what it exits with, and accepted exceptions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.checks import find_findings
from pipeline.check import accepted_path, choose, is_accepted, read_accepted
from pipeline.cli import main
from pipeline.errors import ManifestError, UsageError
from tests.checks.reading import read

FAULTY = "柳河区教育局2022年工作总结\n一、主要成效\n内涵项目补助758万;\n"
CLEAN = "柳河区教育局2022年工作总结\n一、主要成效\n新建学校3所。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(FAULTY, "utf-8")
    return path


def test_findings_are_printed_and_told_by_the_exit_code(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(report)]) == 1
    printed = capsys.readouterr().out
    assert "应核对(1)" in printed
    assert "758万" in printed
    assert "建议:补上“元”" in printed
    assert main(["check", str(report), "--level", "high"]) == 0
    assert "没有发现问题" in capsys.readouterr().out


def test_a_clean_report_exits_with_zero(tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text(CLEAN, "utf-8")
    assert main(["check", str(path)]) == 0


def test_json_holds_the_findings(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(report), "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in row["findings"]] == ["unit.missing"]
    assert row["findings"][0]["evidence"][0]["text"] == "758万"


def test_families_can_be_chosen(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(report), "--skip", "unit"]) == 0
    assert main(["check", str(report), "--only", "count"]) == 0
    assert main(["check", str(report), "--only", "unit.missing"]) == 1
    capsys.readouterr()
    assert main(["check", str(report), "--only", "nonsense"]) == 2
    assert "没有“nonsense”这类检查" in capsys.readouterr().err


def test_accepted_exceptions_are_left_out(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accepted_path(report).write_text(
        '[[accepted]]\ncode = "unit.missing"\ntext = "758万"\nreason = "按原件"\nwho = "办公室"\n', "utf-8"
    )
    assert main(["check", str(report)]) == 0
    assert "已认可的例外 1 条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('[[accepted]]\ncode = "unit.missing"\nreason = "甲"\nwho = "乙"\n', "没有说是哪一条"),
        ('[[accepted]]\nid = "x"\nwho = "乙"\n', "缺少理由或认可人"),
        ('[[accepted]]\nid = "x"\nreson = "甲"\nwho = "乙"\n', "不认识“reson”"),
        ('[[accepted]]\nid = 3\nreason = "甲"\nwho = "乙"\n', "各项都要是文字"),
        ("other = 1\n", "只能有"),
        ("[[accepted", "读不成 TOML"),
    ],
)
def test_a_bad_exceptions_file_is_refused_with_its_row(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "总结.txt.accepted.toml"
    path.write_text(rows, "utf-8")
    with pytest.raises(ManifestError, match=said):
        read_accepted(path)


def test_an_exception_by_id_covers_only_that_finding(tmp_path: Path) -> None:
    findings = find_findings(read(FAULTY + "另一项目补助66万;\n"))
    missing = [finding for finding in findings if finding.code == "unit.missing"]
    path = tmp_path / "a.toml"
    path.write_text(f'[[accepted]]\nid = "{missing[0].id}"\nreason = "甲"\nwho = "乙"\n', "utf-8")
    exceptions = read_accepted(path)
    assert [is_accepted(finding, exceptions) for finding in missing] == [True, False]
    shown, excused = choose(findings, level="medium", skip=(), only=("unit.missing",), exceptions=exceptions)
    assert (shown, excused) == ([missing[1]], [missing[0]])


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(UsageError):
        choose([], level="low", skip=("no",), only=(), exceptions=())
