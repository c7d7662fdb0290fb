"""Deeds: every word of the lexicon in its frame, and the chains of strength read in full."""

from __future__ import annotations

import pytest

from extractors.deeds import (
    VERB_GROUPS,
    find_condition,
    find_modality,
    find_standing,
    is_manner,
    is_outcome,
    read_deed,
    skip_subject,
)
from extractors.lexicons import load

LEXICON = load("deeds")


def _framed(table: dict[str, object]) -> list[tuple[str, str]]:
    words = table["words"]
    assert isinstance(words, list)
    return [(word, str(table["frame"]).format(word)) for word in words]


@pytest.mark.parametrize(
    ("strength", "word", "text"),
    [(strength, *row) for strength, table in LEXICON["strength"].items() for row in _framed(table)],
)
def test_every_word_of_strength(strength: str, word: str, text: str) -> None:
    modality, words = find_modality(text, 0, len(text))
    assert modality == strength
    assert word in words


@pytest.mark.parametrize(
    ("modality", "word", "text"),
    [(modality, *row) for group, modality in VERB_GROUPS for row in _framed(LEXICON["verbs"][group])],
)
def test_every_verb(modality: str, word: str, text: str) -> None:
    deed = read_deed(text, 0, len(text))
    assert deed is not None
    assert deed.start == 0
    assert deed.modality == modality or word in LEXICON["strength"][deed.modality]["words"]


@pytest.mark.parametrize(("word", "text"), _framed(LEXICON["manner"]))
def test_every_word_of_manner(word: str, text: str) -> None:
    assert is_manner(text, 0, len(text))
    assert text.startswith(word)


@pytest.mark.parametrize(("word", "text"), _framed(LEXICON["outcome"]))
def test_every_word_of_outcome(word: str, text: str) -> None:
    assert is_outcome(text, 0, len(text))
    assert text.startswith(word)


@pytest.mark.parametrize(("word", "text"), _framed(LEXICON["standing"]))
def test_every_word_of_standing(word: str, text: str) -> None:
    assert find_standing(text, 0, len(text)) in text
    assert find_standing(text, 0, len(text)) is not None
    assert word in text


@pytest.mark.parametrize(("word", "text"), _framed(LEXICON["condition"]))
def test_every_word_of_condition(word: str, text: str) -> None:
    assert find_condition(text, 0, len(text)) is not None
    assert word in text


CLOSED_CLASSES = (
    "not_manner", "milestones", "serving", "never_behind", "loose", "nominal", "adverb", "subject",
)  # fmt: skip


@pytest.mark.parametrize("name", CLOSED_CLASSES)
def test_every_closed_class_holds_words_once(name: str) -> None:
    words = LEXICON[name]["words"]
    assert words
    assert len(words) == len(set(words))


def test_a_verb_stands_in_one_group_only() -> None:
    groups = {group: set(table["words"]) for group, table in LEXICON["verbs"].items()}
    twice = {
        word
        for group, words in groups.items()
        for other, others in groups.items()
        if group < other
        for word in words & others
    }
    assert twice == set()


@pytest.mark.parametrize(
    ("text", "modality", "words", "verb"),
    [
        ("积极争取编制和资金倾斜", "strive", ("积极争取",), "积极争取"),
        ("力争清河二小等8个项目开工建设", "strive", ("力争",), "开工建设"),
        ("争取建成投用清河二小", "strive", ("争取",), "建成投用"),
        ("鼓励和支持有条件的幼儿园开展照护服务", "explore", ("鼓励",), "开展"),
        ("确保教师工资按时足额发放", "guarantee", ("确保",), "发放"),
        ("加快推进清河二小迁建", "process", ("加快推进",), "加快推进"),
        ("继续控制民办学校规模", "process", ("继续",), "控制"),
        ("全面放宽入学条件", "plain", (), "全面放宽"),
        ("申报创建市级试点2个", "plain", (), "申报创建"),
        ("我们将着力打造示范校5所", "plain", (), "打造"),
        ("研究制定教师管理办法", "explore", ("研究",), "制定"),
    ],
)
def test_chains(text: str, modality: str, words: tuple[str, ...], verb: str) -> None:
    deed = read_deed(text, skip_subject(text, 0, len(text)), len(text))
    assert deed is not None
    assert (deed.modality, deed.words, text[deed.verb_start : deed.verb_end]) == (modality, words, verb)


@pytest.mark.parametrize("text", ["教师队伍结构合理", "2023年是开局之年", "各位代表", "学校3所"])
def test_no_deed(text: str) -> None:
    assert read_deed(text, 0, len(text)) is None
