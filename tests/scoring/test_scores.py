"""The shipped report against its hand-made truth: figures that may not fall."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.scoring.truth import read_truth_texts

PROJECT = Path(__file__).resolve().parent.parent.parent
TRUTH = PROJECT / "tests" / "truth"
# Texts that are not the project's to ship: no quotation longer than this in their truth.
SHORT = 30

FLOORS = [
    ("numerals", "accounted_for", 1.0),
    ("numerals", "class_right", 0.97),
    ("quantities", "f", 0.97),
    ("statements", "role", 0.95),
    ("statements", "period", 0.95),
    ("statements", "indicator", 0.93),
    ("statements", "all_right", 0.93),
    ("school_mentions", "f", 0.97),
    ("school_identity_pairs", "share", 0.95),
    ("projects", "found", 12),
    ("lists", "right", 20),
    ("commitments", "found", 62),
    ("commitments", "modality_right", 58),
]


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    from pipeline.scoring.measures import score_bundle
    from pipeline.scoring.run import scored_bundles
    from pipeline.scoring.truth import read_truth

    for known, bundle in scored_bundles(TRUTH, texts=[PROJECT / "corpus"]):
        if known.answers == "ouhai":
            assert bundle is not None, "corpus/ 里没有答案所据的正文"
            return {score.layer: score.figures for score in score_bundle(bundle, read_truth(TRUTH, "ouhai"))}
    raise AssertionError("texts.toml 里没有 ouhai")


@pytest.mark.parametrize(("layer", "name", "floor"), FLOORS, ids=lambda value: str(value))
def test_the_shipped_report_keeps_its_figures(
    layer: str, name: str, floor: float, figures: dict[str, Any]
) -> None:
    assert figures[layer][name] >= floor


def test_texts_that_are_not_there_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TAIZHANG_TEXTS", raising=False)
    monkeypatch.chdir(PROJECT)
    assert main(["scores"]) == 0
    said = capsys.readouterr().out
    assert "qingyuan2023:没有它的正文" in said
    assert "ouhai(" in said


def test_texts_are_found_by_fingerprint_in_the_folder_of_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    shutil.copy(PROJECT / "corpus" / "ouhai_2022_2023.txt", tmp_path / "deep" / "another name.txt")
    monkeypatch.setenv("TAIZHANG_TEXTS", str(tmp_path))
    (tmp_path / "none").mkdir()
    assert main(["scores", "--truth", str(TRUTH), "--texts", str(tmp_path / "none"), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"ouhai"}


def test_truth_of_other_peoples_texts_quotes_little() -> None:
    ours = {known.answers for known in read_truth_texts(TRUTH) if known.note.startswith("随项目发布")}
    shy = [
        path
        for path in TRUTH.glob("*.jsonl")
        if path.stem != "peer_cases" and not path.stem.startswith(tuple(ours))
    ]
    assert shy
    for path in shy:
        for line in path.read_text("utf-8").splitlines():
            for words in quoted(json.loads(line)):
                assert len(words) <= SHORT, f"{path.name}:{words}"


def quoted(value: Any) -> list[str]:
    """Everything a truth row quotes from its text."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [words for inner in value.values() for words in quoted(inner)]
    if isinstance(value, list):
        return [words for inner in value for words in quoted(inner)]
    return []
