"""The scorer counts what it says it counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractors.records import Bundle, Commitment, Quantity
from pipeline.errors import BundleError
from pipeline.extract import extract_bundle
from pipeline.scoring.measures import Score, score_bundle
from pipeline.scoring.truth import read_rows, read_truth_texts

TEXT = "全年新建公办幼儿园6所,新增学位1620个,同比增长5%左右。"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    path = tmp_path_factory.mktemp("scoring") / "报告.txt"
    path.write_text(TEXT, "utf-8")
    return extract_bundle(path, name=path.name, source_id=path.stem)


def truth_of(words: str, *, value: str, unit: str, bound: str = "eq", number: str) -> dict[str, Any]:
    start = TEXT.index(words)
    inner = start + words.index(number)
    return {
        "start": inner,
        "end": inner + len(number),
        "text": number,
        "class": "measure",
        "expr": {"start": start, "end": start + len(words), "text": words},
        "value": value,
        "unit": unit,
        "bound": bound,
        "role": "result",
        "period": None,
    }


THREE = [
    truth_of("6所", value="6", unit="所", number="6"),
    truth_of("1620个", value="1620.0", unit="个", number="1620"),
    truth_of("5%", value="5", unit="%", bound="approx", number="5"),
]


def by_layer(scores: list[Score]) -> dict[str, Score]:
    return {score.layer: score for score in scores}


def test_all_right(bundle: Bundle) -> None:
    scores = by_layer(score_bundle(bundle, {"numerals": THREE}))
    assert scores["numerals"].figures == {"in_text": 3, "accounted_for": 1.0, "class_right": 1.0}
    assert scores["quantities"].figures == {"p": 1.0, "r": 1.0, "f": 1.0, "tp": 3, "fp": 0, "fn": 0}
    assert scores["quantities"].misses == ()


@pytest.mark.parametrize(
    "change",
    [{"value": "61"}, {"unit": "元"}, {"bound": "ge"}, {"upper": "7"}],
    ids=lambda change: next(iter(change)),
)
def test_a_wrong_part_makes_a_quantity_wrong(change: dict[str, str], bundle: Bundle) -> None:
    scores = by_layer(score_bundle(bundle, {"numerals": [THREE[0] | change, *THREE[1:]]}))
    assert scores["quantities"].figures["tp"] == 2
    assert scores["quantities"].figures["fn"] == 1
    assert len(scores["quantities"].misses) == 1


def test_measure_words_of_one_count_are_the_same(bundle: Bundle) -> None:
    scores = by_layer(score_bundle(bundle, {"numerals": [THREE[0] | {"unit": "家"}, *THREE[1:]]}))
    assert scores["quantities"].figures["tp"] == 3


def test_what_truth_does_not_know_is_extra_unless_left_out(bundle: Bundle) -> None:
    scores = by_layer(score_bundle(bundle, {"numerals": THREE[:2]}))
    assert scores["quantities"].figures["fp"] == 1
    assert scores["quantities"].misses == (f"{TEXT.index('5%')} 5%:不是数量",)
    ignored = THREE[2] | {"ignore": True}
    scores = by_layer(score_bundle(bundle, {"numerals": [*THREE[:2], ignored]}))
    assert scores["quantities"].figures["fp"] == 0
    assert scores["numerals"].figures["in_text"] == 2


def test_a_missing_layer_scores_nothing(bundle: Bundle) -> None:
    bare = msgspec.structs.replace(bundle, numerals=(), quantities=(), statements=())
    scores = by_layer(score_bundle(bare, {"numerals": THREE}))
    assert scores["numerals"].figures["accounted_for"] == 0
    assert scores["quantities"].figures["f"] == 0
    assert scores["statements"].figures["all_right"] == 0


def test_commitments_count_strength_apart(bundle: Bundle) -> None:
    rows = [
        {"id": "1", "start": 2, "end": 10, "text": "新建公办幼儿园", "modality": "plain"},
        {"id": "2", "start": 13, "end": 20, "text": "新增学位", "modality": "guarantee"},
    ]
    found = msgspec.convert(
        {
            "id": "c", "document_id": "d", "section_id": "s", "start": 2, "end": 20, "text": TEXT[2:20],
            "action": {"start": 2, "end": 4, "text": "新建"}, "object": None, "modality": "plain",
            "modality_words": [], "deadline": None, "owner": None, "condition": None, "standing": False,
            "verifiability": "B", "verifiability_reason": "value", "statement_ids": [], "school_ids": [],
            "project_ids": [], "repeats": None,
        },
        Commitment,
    )  # fmt: skip
    with_one = msgspec.structs.replace(bundle, commitments=(found,))
    (score,) = score_bundle(with_one, {"commitments": rows})
    assert score.figures == {"found": 2, "of": 2, "modality_right": 1, "modality_of": 2}


def test_quantities_are_read_by_place_not_by_order(bundle: Bundle) -> None:
    quantities: tuple[Quantity, ...] = tuple(reversed(bundle.quantities))
    turned = msgspec.structs.replace(bundle, quantities=quantities)
    assert score_bundle(turned, {"numerals": THREE}) == score_bundle(bundle, {"numerals": THREE})


def test_a_wrong_truth_file_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "x_numerals.jsonl"
    path.write_text('{"start": 1}\n\n{"start": \n', "utf-8")
    with pytest.raises(BundleError, match=r"x_numerals\.jsonl 第 3 行:不是 JSON"):
        read_rows(path)
    with pytest.raises(BundleError, match="没有这个文件"):
        read_truth_texts(tmp_path)
    (tmp_path / "texts.toml").write_text('[[text]]\nanswers = "x"\n', "utf-8")
    with pytest.raises(BundleError, match="写法不对"):
        read_truth_texts(tmp_path)
