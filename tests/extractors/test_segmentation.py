"""Words: rjieba's cuts are jieba's, words tile the text, and no word straddles a record."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from extractors.dictionary import _lines, find_entry
from extractors.layers import Layers
from extractors.nlp import extract_layers
from extractors.records import Word
from extractors.segmentation import RECORD_LAYERS, borders_of, cut_tokens, find_tokens, segmenter

OUHAI = (Path(__file__).parents[2] / "corpus" / "ouhai_2022_2023.txt").read_text("utf-8")


def test_cuts_are_those_of_jieba() -> None:
    reference = jieba.Tokenizer()
    ends: set[int] = set()
    place = 0
    for word in reference.cut(OUHAI):
        place += len(word)
        ends.add(place)
    ours = {token.end for token in find_tokens(OUHAI)}
    shared = len(ends & ours)
    assert shared / len(ends | ours) >= 0.999


@pytest.mark.parametrize("text", [OUHAI, "", "不忘初心，不忘使命。\r\n雄安 NBA 12.5% ５所", "不忘"])
def test_words_and_tags_are_those_of_the_segmenter(text: str) -> None:
    tagged = [(text[token.start : token.end], token.pos) for token in find_tokens(text)]
    assert tagged == segmenter().tag(text)


def test_the_dictionary_has_the_tags_of_the_segmenter() -> None:
    for word, line in list(_lines().items())[::97]:
        tagged = segmenter().tag(word)
        assert len(tagged) > 1 or tagged == [(word, line.split(" ")[1])], word


def test_remembered_tags_stay_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.segmentation.MOST_TAGS", 3)
    for text in ("新建学校三所", "扩建幼儿园", "教育质量提升"):
        tagged = [(text[token.start : token.end], token.pos) for token in find_tokens(text)]
        assert tagged == segmenter().tag(text)


def test_tokens_are_the_text() -> None:
    tokens = find_tokens(OUHAI)
    assert "".join(OUHAI[token.start : token.end] for token in tokens) == OUHAI
    assert all(token.pos for token in tokens)


@pytest.mark.parametrize(
    ("text", "borders", "words"),
    [
        ("达87.5%以上", {1, 5, 6}, ["达", "87.5", "%", "以上"]),
        ("新建学校", {2, 4}, ["新建", "学校"]),
        ("义务教育", {1, 3}, ["义", "务教", "育"]),
        ("新建学校", set(), ["新建", "学校"]),
    ],
)
def test_tokens_are_cut_again_at_borders(text: str, borders: set[int], words: list[str]) -> None:
    cut = cut_tokens(text, find_tokens(text), borders)
    assert [text[word.start : word.end] for word in cut] == words
    assert all(word.pos for word in cut)


def test_the_dictionary_is_evidence() -> None:
    entry = find_entry("教育")
    assert entry is not None
    assert (entry.pos, entry.frequency > 10_000) == ("vn", True)
    assert find_entry("桂华园") is None


def test_half_a_character_keeps_its_place() -> None:
    text = "新建\ud800学校3所"
    assert "".join(text[token.start : token.end] for token in find_tokens(text)) == text


def test_a_border_on_a_cut_changes_nothing() -> None:
    tokens = (Word(start=0, end=2, pos="v"), Word(start=2, end=4, pos="n"))
    assert cut_tokens("新建学校", tokens, {0, 2, 4}) == tokens


def test_every_record_is_tiled_by_words() -> None:
    layers = extract_layers(Layers(text=OUHAI, key="k"))
    starts = {word.start for word in layers.words} | {len(OUHAI)}
    assert "".join(OUHAI[word.start : word.end] for word in layers.words) == OUHAI
    for name in RECORD_LAYERS:
        assert borders_of(name, getattr(layers, name)) <= starts, name
