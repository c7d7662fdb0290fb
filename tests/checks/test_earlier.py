"""Which earlier reports `taizhang check` uses by itself, and how it is told otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.earlier import MOST_SIBLINGS, choose_earlier, find_earlier, place_in_time
from tests.checks.reading import bundle_from

NOW = "柳河区教育局2022年工作总结\n一、主要成效\n公开招聘教师236名,比上年增加31名。\n"
THEN = "柳河区教育局2021年工作总结\n一、主要成效\n公开招聘教师198名。\n"
OTHERS = "河湾区教育局2021年工作总结\n一、主要成效\n公开招聘教师150名。\n"
CODE = "derived.base_conflict"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in (("本区2022", NOW), ("本区2021", THEN), ("外区2021", OTHERS)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_the_folder_of_the_report_is_looked_into(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(corpus / "本区2022.txt")]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("与同一机构更早的 1 份报告核对:本区2021\n")
    assert CODE in printed
    assert "本区2021 第" in printed


def test_bundles_of_the_output_folder_are_used(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(corpus), "--out", "结果"]) == 0
    report = corpus.parent / "别处" / "总结.txt"
    report.parent.mkdir()
    report.write_text(NOW, "utf-8")
    capsys.readouterr()
    assert main(["check", str(report), "--out", "结果", "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert row["earlier"] == ["本区2021"]
    assert [finding["code"] for finding in row["findings"]] == [CODE]
    assert main(["check", str(report)]) == 0
    assert main(["check", "结果/bundles/本区2022.json", "--out", "没有"]) == 1


def test_it_can_be_switched_off_or_told(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = str(corpus / "本区2022.txt")
    assert main(["check", report, "--alone"]) == 0
    assert "核对:" not in capsys.readouterr().out
    assert main(["check", report, "--earlier", str(corpus / "外区2021.txt")]) == 1
    assert "核对:外区2021" in capsys.readouterr().out
    assert main(["check", report, "--alone", "--earlier", report]) == 2
    assert "不能同时用" in capsys.readouterr().err


def test_reports_of_one_command_are_held_against_each_other(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apart = corpus.parent / "另放.txt"
    apart.write_text(THEN, "utf-8")
    (corpus / "本区2021.txt").unlink()
    assert main(["check", str(corpus / "本区2022.txt"), str(apart)]) == 1
    printed = capsys.readouterr().out
    assert printed.count("核对:") == 1
    assert "核对:另放" in printed


def test_a_full_folder_is_not_read_through(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(MOST_SIBLINGS):
        (corpus / f"外区{number}.txt").write_text(OTHERS + str(number), "utf-8")
    assert main(["check", str(corpus / "本区2022.txt")]) == 0
    assert "没有逐份读:先运行 taizhang extract" in capsys.readouterr().out


def test_damaged_neighbours_are_told_and_passed_over(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    (corpus.parent / "output" / "bundles").mkdir(parents=True)
    assert main(["check", str(corpus / "本区2022.txt")]) == 1
    assert "1 份读不成,未用" in capsys.readouterr().out
    (corpus.parent / "output" / "bundles" / "旧.json").write_text("{}", "utf-8")
    assert main(["check", str(corpus / "本区2022.txt")]) == 1
    assert "1 份数据包读不成,未用(重新运行 taizhang extract)" in capsys.readouterr().out


def test_only_earlier_reports_of_the_same_body_each_text_once() -> None:
    now, then = bundle_from(NOW, name="今"), bundle_from(THEN, name="昔")
    again, other = bundle_from(THEN, name="昔又"), bundle_from(OTHERS, name="外")
    plan = bundle_from("柳河区教育局2022年工作要点\n一、总体目标\n招聘教师200名。\n", name="要点")
    assert [b.source.id for b in choose_earlier(now, [other, plan, then, again, now])] == ["昔", "要点"]
    assert choose_earlier(then, [now, plan]) == []
    assert [place_in_time(b) for b in (then, plan, now)] == [(2021, 0), (2021, 1), (2022, 0)]


def test_without_an_issuer_no_report_is_taken_for_an_earlier_one(tmp_path: Path) -> None:
    text = "2022年工作总结\n一、主要成效\n公开招聘教师236名。\n"
    now, then = bundle_from(text, name="今"), bundle_from(text.replace("2022", "2021"), name="昔")
    assert choose_earlier(now, [then]) == []
    assert find_earlier(now, path=tmp_path / "今.json", out=tmp_path, others=[then]).line() is None
