"""The spine: every need is met by an earlier stage, and both packages are this project's own."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

import extractors
import pipeline
from extractors.layers import Layers
from extractors.nlp import build_language, extract_layers
from extractors.stages import STAGES

ROOT = Path(__file__).parents[2]


def test_both_packages_are_this_projects() -> None:
    assert Path(extractors.__file__).parent == ROOT / "extractors"
    assert Path(pipeline.__file__).parent == ROOT / "pipeline"


def test_every_need_is_met() -> None:
    problems = build_language().analyze_pipes()["problems"]
    assert problems == {stage.name: [] for stage in STAGES}


def test_a_stage_before_its_need_is_reported() -> None:
    build_language()
    language = spacy.blank("zh")
    language.add_pipe("taizhang_sentences", name="sentences")
    language.add_pipe("taizhang_structure", name="structure")
    assert language.analyze_pipes()["problems"]["sentences"] == ["doc._.sections"]
    assert Language.has_factory("taizhang_words")


def test_needs_and_gives_are_layers_and_nothing_is_given_twice() -> None:
    layers = set(Layers.__struct_fields__)
    given: list[str] = []
    for stage in STAGES:
        assert set(stage.needs) <= set(given), stage.name
        assert set(stage.gives) <= layers, stage.name
        given += stage.gives
    assert len(given) == len(set(given))
    assert STAGES[-1].name == "words"


def test_a_report_runs_through_all_stages() -> None:
    text = "某区教育局2022年工作总结\n一、主要成效\n新建幼儿园3所。\n"
    layers = extract_layers(Layers(text=text, key="k"))
    assert layers.text == text
    assert [document.kind for document in layers.documents] == ["summary"]
    assert [section.title for section in layers.sections] == [None, "主要成效"]
    assert [text[s.start : s.end] for s in layers.sentences] == [
        "某区教育局2022年工作总结", "一、主要成效", "新建幼儿园3所。",
    ]  # fmt: skip


def test_the_pipeline_keeps_no_text() -> None:
    language = build_language()
    before = len(language.vocab.strings)
    for text in ("新建幼儿园3所。\n扩建小学2所。\n", " \r\n 未完", ""):
        assert language.make_doc(text).text == text
        extract_layers(Layers(text=text, key="k"))
    assert len(language.vocab.strings) == before


def test_an_empty_text_gives_empty_layers() -> None:
    layers = extract_layers(Layers(text=" \n", key="k"))
    assert layers.documents == ()
    assert layers.sentences == ()
