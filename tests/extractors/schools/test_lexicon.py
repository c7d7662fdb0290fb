"""The word lists of schools: every row's example, and no word in two minds."""

from __future__ import annotations

import pytest

from extractors.lexicons import load
from extractors.places import place_level
from extractors.schools.evidence import read_word_sets, word_class
from extractors.schools.mentions import find_mentions
from extractors.schools.types import find_ends
from extractors.segmentation import find_tokens

TYPES = [row for table in ("type", "short") for row in load("school_types")[table]]


@pytest.mark.parametrize("row", TYPES, ids=[row["words"][0] for row in TYPES])
def test_each_type_ends_its_example(row: dict[str, str]) -> None:
    example = row["example"]
    sentence = f"建成{example}。"
    found = [sentence[m.start : m.end] for m in find_mentions(sentence, find_tokens(sentence))]
    assert found == [example]


def test_each_word_belongs_to_one_type() -> None:
    words = [word for row in TYPES for word in row["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", list(load("school_types")["abbreviations"]))
def test_each_abbreviation_is_found_whole(name: str) -> None:
    assert [(start, end) for start, end, _ in find_ends(f"与{name}合作")] == [(1, 1 + len(name))]


@pytest.mark.parametrize(
    "word", ["小学生", "大学城", "中小学", "二中全会", "三小时", "高中阶段", "一老一小", "科学院"]
)
def test_other_words_end_no_school(word: str) -> None:
    assert find_ends(f"加强{word}。") == []


def test_a_word_is_either_a_function_word_or_a_deed() -> None:
    sets = read_word_sets()
    assert not {word for word in sets.function & sets.deeds if len(word) > 1}
    assert not sets.given & sets.deeds


@pytest.mark.parametrize(
    ("word", "pos", "expected"),
    [
        ("瓯海区", "ns", "county"), ("郭溪", "nr", "town"), ("投用", "vn", "deed"), ("的", "uj", "particle"),
        ("第九", "m", "ordinal"), ("地块", "n", "part"), ("公办", "n", "generic"), ("育英", "nrt", "proper"),
        ("F-09", "eng", "code"), ("、", "x", "stop"), ("2022年", "t", "stop"), ("桂华榕", "n", "unknown"),
        ("第二批", "m", "function"), ("全面完成", "l", "deed"),
    ],
)  # fmt: skip
def test_classes_of_words(word: str, pos: str, expected: str) -> None:
    assert word_class(word, pos) == expected


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("浙江省", "省"),
        ("温州", "市"),
        ("瓯海区", "县"),
        ("郭溪街道", "镇"),
        ("孟村回族自治县", "县"),
        ("桂华", None),
    ],
)
def test_levels_of_places(word: str, level: str | None) -> None:
    assert place_level(word) == level
