"""Deeds: every word of the lexicon in its frame, and the chains of strength read in full."""

from __future__ import annotations

from collections.abc import Callable

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


@pytest.mark.parametrize("strength", list(LEXICON["strength"]))
def test_every_word_of_strength(strength: str) -> None:
    read = {word: find_modality(text, 0, len(text)) for word, text in _framed(LEXICON["strength"][strength])}
    assert {word: found for word, found in read.items() if found[0] != strength or word not in found[1]} == {}


@pytest.mark.parametrize(("group", "modality"), VERB_GROUPS)
def test_every_verb(group: str, modality: str) -> None:
    wrong = []
    for word, text in _framed(LEXICON["verbs"][group]):
        deed = read_deed(text, 0, len(text))
        stronger = deed is not None and word in LEXICON["strength"].get(deed.modality, {"words": []})["words"]
        if deed is None or deed.start != 0 or (deed.modality != modality and not stronger):
            wrong.append((word, deed))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("manner", is_manner),
        ("outcome", is_outcome),
        ("standing", find_standing),
        ("condition", find_condition),
    ],
)
def test_every_word_of_a_class(name: str, holds: Callable[[str, int, int], object]) -> None:
    assert [word for word, text in _framed(LEXICON[name]) if not holds(text, 0, len(text))] == []


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
