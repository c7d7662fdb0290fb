"""One report, many formats: the same statements, schools and commitments, scored against the truth."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import pipeline.read.office as office
from extractors.records import Bundle
from pipeline.extract import extract_bundle
from pipeline.scoring.measures import score_bundle
from pipeline.scoring.truth import read_truth

PROJECT = Path(__file__).parents[2]
LAYERS = (
    "documents", "sections", "numerals", "quantities", "statements", "schools", "school_mentions", "lists", "projects",
    "commitments",
)  # fmt: skip


@pytest.fixture(scope="module")
def text_bundle(files: Path) -> Bundle:
    """The bundle of the report as plain text."""
    return extract_bundle(files / "official.truth.txt", name="x.txt", source_id="x")


@pytest.fixture(scope="module")
def web_page(tmp_path_factory: pytest.TempPathFactory, truth: str) -> Path:
    """The report as a page of a government site."""
    lines = "".join(f"<p>\u3000\u3000{line}</p>" for line in truth.split("\n"))
    path = tmp_path_factory.mktemp("pages") / "report.html"
    path.write_text(
        f"<html><head><meta charset=utf-8><title>通知</title></head><body><div class=TRS_Editor>{lines}</div></body></html>",
        "utf-8",
    )
    return path


@pytest.mark.parametrize(
    "file", ["official.docx", "official.pdf", "official_cid.pdf", "official.doc", "html"]
)
def test_the_same_text_gives_the_same_records(
    file: str, files: Path, web_page: Path, text_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    if file == "official.doc":  # by the reader that is always there; LibreOffice has its own tests
        monkeypatch.setattr(office, "find_libreoffice", lambda: None)
        monkeypatch.setattr(office, "read_with_antiword", lambda content: None)
    path = web_page if file == "html" else files / file
    bundle = extract_bundle(path, name=path.name, source_id="x")
    assert bundle.text == text_bundle.text
    assert {
        layer: getattr(bundle, layer) == getattr(text_bundle, layer) for layer in LAYERS
    } == dict.fromkeys(LAYERS, True)
    assert len(bundle.origins) >= 64
    assert text_bundle.origins == ()


def signature(bundle: Bundle) -> Counter[tuple[object, ...]]:
    """What statements say, without their places."""
    return Counter(
        (one.value, one.upper, one.unit, one.role, one.period, one.indicator and one.indicator.name)
        for one in bundle.statements
    )


def test_the_national_format_says_the_same(files: Path, text_bundle: Bundle) -> None:
    bundle = extract_bundle(files / "official.ofd", name="x.ofd", source_id="x")
    assert signature(bundle) == signature(text_bundle)
    assert [school.name for school in bundle.schools] == [school.name for school in text_bundle.schools]
    assert len(bundle.commitments) == len(text_bundle.commitments)


def test_a_table_in_the_middle_changes_nothing_around_it(files: Path, text_bundle: Bundle) -> None:
    bundle = extract_bundle(files / "report.wps", name="report.wps", source_id="x")
    missing = signature(text_bundle) - signature(bundle)
    assert sum(missing.values()) <= 0.01 * len(text_bundle.statements)


def test_truth_scores_are_those_of_the_text(files: Path) -> None:
    truth = read_truth(PROJECT / "tests" / "truth", "ouhai")
    plain = extract_bundle(PROJECT / "corpus" / "ouhai_2022_2023.txt", name="x.txt", source_id="x")

    def scores(bundle: Bundle) -> dict[str, float]:
        return {
            f"{score.layer}.{name}": value
            for score in score_bundle(bundle, truth)
            for name, value in score.figures.items()
            if isinstance(value, int | float)
        }

    expected = scores(plain)
    assert len(expected) > 10
    for file in ("official.docx", "official.pdf"):
        found = scores(extract_bundle(files / file, name=file, source_id="x"))
        assert found == pytest.approx(expected, rel=0.01, abs=0.01)
