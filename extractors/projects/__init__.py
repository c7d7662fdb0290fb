"""School and building projects: what happens to each, one record an event.

    争取建成投用绿轴小学、瞿溪一小扩建等5个项目      to_be_in_use, striven for
    清苑一中体育馆投入使用                          in_use

    events   the words that tell a stage, clause by clause
    names    the projects named beside them

The stage is `add_projects`. Programmes without a building (名师工程) and counted works (公路50公里)
are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from extractors.deeds import find_modality
from extractors.layers import Layers
from extractors.lexicons import load
from extractors.lists.chains import Finder
from extractors.positions import DocumentFinder, SectionFinder
from extractors.projects.events import Happening, find_happenings, sentence_start
from extractors.projects.names import Name, find_names
from extractors.records import Document, Modality, Project, Section, Span, record_id

YEAR: Final = re.compile(r"(20\d\d)年(?!以来|起)")
CLAUSE: Final = re.compile(r"[^，,。;；:：!！?？\n]+")
TOPIC: Final = re.compile(r"(?:精准)?(?:对接|对|针对|将|把)")
RENAMING: Final = re.compile(r"校名|更名|去除[“\"][^”\"]{1,6}[”\"]字样")


def find_projects(layers: Layers) -> tuple[Project, ...]:
    """Every event of every named project, in text order."""
    text = layers.text
    finder = Finder(text, layers.tokens, layers.school_mentions)
    documents, sections = DocumentFinder(layers.documents), SectionFinder(layers.sections)
    found: dict[tuple[int, int, int], Project] = {}
    words = load("project_words")
    vague_words = frozenset(words["vague"]["words"].split())
    improving_words = frozenset(words["improving"]["words"].split())
    for happening in find_happenings(text):
        if not finder.begins_word(happening.names_start):
            # 保障性住房: the event is the beginning of a longer word
            continue
        vague = happening.word.word in vague_words
        improving = happening.word.word in improving_words
        names = find_names(
            text, happening.names_start, happening.names_end, finder, vague=vague, improving=improving
        )
        if not names and happening.names_start <= happening.clause_start + 6:
            names = _carried(text, happening, finder)
        if not names:
            continue
        document, section = documents.at(happening.event_start), sections.at(happening.event_start)
        modality, _ = find_modality(text, happening.clause_start, happening.clause_end)
        promised = _is_promised(document, section)
        for name in names:
            record = _make(layers, name, happening, document, section, modality, promised=promised)
            found.setdefault((name.start, name.end, 0), record)
    return tuple(found[key] for key in sorted(found))


def _carried(text: str, happening: Happening, finder: Finder) -> list[Name]:
    """对A、B等项目，抓紧完善手续，尽快开工: the names stand in an earlier clause of the sentence."""
    if (
        text[happening.names_start : happening.names_end].strip()
        and happening.names_end - happening.names_start > 6
    ):
        return []
    start = sentence_start(text, happening.clause_start)
    if TOPIC.search(text, start, happening.clause_start) is None:
        return []
    for match in reversed(list(CLAUSE.finditer(text, start, happening.clause_start))):
        topic = TOPIC.match(text, match.start())
        if topic is not None:
            return find_names(text, topic.end(), match.end(), finder, vague=False)
    return []


def _is_promised(document: Document, section: Section) -> bool:
    if section.part is not None:
        return section.part == "plan"
    return document.kind == "plan"


def _make(
    layers: Layers,
    name: Name,
    happening: Happening,
    document: Document,
    section: Section,
    modality: Modality,
    *,
    promised: bool,
) -> Project:
    text = layers.text
    begin = sentence_start(text, happening.event_start)
    years = YEAR.findall(text, max(begin, happening.clause_start - 40), happening.event_start)
    period = int(years[-1]) if years else section.period or document.period
    wished = promised or happening.future or modality in ("strive", "guarantee")
    return Project(
        id=record_id(layers.key, "project", name.start, name.end),
        name=name.name,
        school_id=name.school_id,
        stage=happening.word.promised
        if wished and happening.stage == happening.word.stage
        else happening.stage,
        period=period,
        modality=modality,
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        document_id=document.id,
        section_id=section.id,
        event=Span(
            start=happening.event_start,
            end=happening.event_end,
            text=text[happening.event_start : happening.event_end],
        ),
    )


def add_projects(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: events of projects."""
    return {"projects": find_projects(layers)}
