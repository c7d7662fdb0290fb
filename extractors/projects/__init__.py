"""School and building projects: what happens to each, one record an event.

    争取建成投用绿轴小学、瞿溪一小扩建等5个项目      to_be_in_use, striven for
    清苑一中体育馆投入使用                          in_use

    events   the words that tell a stage, clause by clause
    naming   which sentences may name a project
    names    the projects named beside them
    listed   schools of a list, by the deed that introduces it
    counted  schools that an overview counts and the detail names

The stage is `add_projects`. Programmes without a building (名师工程) and counted works (公路50公里)
are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import msgspec

from extractors.deeds import find_modality
from extractors.layers import Layers
from extractors.lexicons import load
from extractors.lists import find_lists
from extractors.lists.chains import Finder
from extractors.positions import DocumentFinder, SectionFinder
from extractors.projects.counted import name_counted
from extractors.projects.events import Happening, adverbials, find_happenings, leading, sentence_start
from extractors.projects.listed import find_listed
from extractors.projects.names import Name, find_names
from extractors.projects.naming import Naming
from extractors.records import Document, EnumeratedList, Modality, Project, Section, Span, record_id

YEAR: Final = re.compile(r"(20\d\d)年(?!以来|起)")
CLAUSE: Final = re.compile(r"[^，,。;；:：!！?？\n]+")
TOPIC: Final = re.compile(r"(?:精准)?(?:对接|对|针对|将|把)")
TOPIC_CHARACTER: Final = re.compile("[对将把]")
CELLS: Final = re.compile(r"[ \t\u3000]+")
FEWEST_CELLS: Final = 3
"""So many gaps make a line the row of a table."""
NOT_DONE: Final = re.compile("[未没不待]")
GOES_ON: Final = 40
"""How far behind an event the next stage of its project may be told."""
SENTENCE_END: Final = frozenset("。;；!！?？\n")
CLAUSE_MARKS: Final = frozenset("，,")
GOING_ON: Final = re.compile(
    r"(?:并且?|且|分别|截[至止]|在|于|均|都|已|\d{4}年|\d{1,2}月(?:[上中下]旬|[初底]|\d{1,2}日)?|[和、])*"
)
PLAIN_GAP: Final = re.compile(r"[、和及与]|以及")
WORK_ONLY: Final = re.compile("(?:主体|土建|工程|结构|建筑|项目|建设|施工|全部)*")
OPENING: Final = re.compile(
    r"[\s\-—·*“]*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|其中[，,：:]?|目前[，,]|[\u3400-\u9fff]{2,8}[:：])?\s*(?:位于[^，,。;；]{1,20}的)?"
)
MAIN_WORK: Final = re.compile(
    r"等[^，。]{0,8}?(?:项目|工程|学校)的?主体(?:施工|工程|建设|结构|封顶)(?:$|[和及])"
)
# ,确保今年秋季竣工并投入使用: what was told just before is not reached
AIM_BEHIND: Final = re.compile(
    r"[，,](?:确保|力争|争取|力求|预计|计划)[^，,。；;\n]{0,14}?(?:竣工|完工|建成|投入使用|投用|交付|开园|开学)"
)
# 未来五年, 今后几年, 下一步: the paragraph tells what is to come
COMING: Final = re.compile(r"(?:未来|今后)(?:几|[两三四五六七八九十0-9]+)年|下一步|接下来")
MAIN_BODY: Final = re.compile(r"主体(?:工程|结构|建筑|建设)?$")
WISHED: Final = re.compile(r"确保|保证|力|争|求|计划|拟|将|预计|有望|可|尽|早日|近期|务必|实现")
ADVANCE: Final = {
    "planned": 1, "started": 2, "under_construction": 2, "main_body_done": 3, "completed": 4, "in_use": 5
}  # fmt: skip
"""The order of stages that are reached; what is only promised is left as it is."""


def find_projects(layers: Layers, lists: Sequence[EnumeratedList]) -> tuple[Project, ...]:
    """Every event of every named project, in text order."""
    text = layers.text
    finder = Finder(text, layers.tokens, layers.school_mentions)
    documents, sections = DocumentFinder(layers.documents), SectionFinder(layers.sections)
    found: dict[tuple[int, int, int], Project] = {}
    words = load("project_words")
    vague_words = frozenset(words["vague"]["words"].split())
    improving_words = frozenset(words["improving"]["words"].split())
    last: list[tuple[int, int, int]] = []
    for happening in find_happenings(text, Naming(finder)):
        if last and _goes_on(text, happening, found[last[-1]]):
            for key in last:
                found[key] = _advanced(text, found[key], happening)
            continue
        vague = happening.word.word in vague_words
        improving = happening.word.word in improving_words
        names = find_names(
            text, happening.names_start, happening.names_end, finder, vague=vague, improving=improving
        )
        if not names:
            begin = sentence_start(text, happening.clause_start)
            if happening.names_start <= happening.clause_start + 6:
                names = _carried(text, begin, happening, finder)
            if not names and not vague:
                names = _subject(text, begin, happening, finder) or _row(text, happening, finder)
        if not names or not finder.begins_word(happening.names_start):
            # 保障性住房: the event is the beginning of a longer word
            continue
        document, section = documents.at(happening.event_start), sections.at(happening.event_start)
        modality, _ = find_modality(text, happening.clause_start, happening.clause_end)
        promised = _is_promised(document, section)
        last = [(name.start, name.end, 0) for name in names]
        for name, key in zip(names, last, strict=True):
            record = _make(layers, name, happening, document, section, modality, promised=promised)
            found.setdefault(key, record)
    for name, happening in find_listed(text, lists, list(found.values())):
        document, section = documents.at(happening.event_start), sections.at(happening.event_start)
        promised = _is_promised(document, section)
        record = _make(layers, name, happening, document, section, "plain", promised=promised)
        found.setdefault((name.start, name.end, 0), record)
    return tuple(found[key] for key in sorted(found))


def _goes_on(text: str, happening: Happening, before: Project) -> bool:
    """X已于3月开工,并在7月竣工: a clause of its own without a name, which tells the next stage of X."""
    if before.event is None or happening.future or happening.event_start - before.event.end > GOES_ON:
        return False
    if _names_behind(text, happening):
        # 完成C建设: the names stand behind the event
        return False
    between = text[max(before.event.end, before.end) : happening.event_start]
    if SENTENCE_END.intersection(between) or not CLAUSE_MARKS.intersection(between):
        return False
    before_event = text[happening.clause_start : happening.event_start]
    bare = adverbials().sub("", before_event)
    return GOING_ON.fullmatch(bare) is not None and WISHED.search(before_event) is None


def _names_behind(text: str, happening: Happening) -> bool:
    """Whether names stand behind the event: 完成C建设."""
    behind = happening.event_start < happening.names_start
    return behind and text[happening.names_start : happening.names_end].strip() != ""


def _advanced(text: str, project: Project, happening: Happening) -> Project:
    """The project at the later stage, with the words that tell it; a stage is never taken back."""
    if ADVANCE.get(happening.stage, 0) <= ADVANCE.get(project.stage, 9):
        return project
    event = Span(
        start=happening.event_start,
        end=happening.event_end,
        text=text[happening.event_start : happening.event_end],
    )
    return msgspec.structs.replace(project, stage=happening.stage, event=event)


def _carried(text: str, start: int, happening: Happening, finder: Finder) -> list[Name]:
    """对A、B等项目，抓紧完善手续，尽快开工: the names stand in an earlier clause of the sentence."""
    if TOPIC_CHARACTER.search(text, start, happening.clause_start) is None:
        return []
    if (
        happening.names_end - happening.names_start > 6
        and adverbials().sub("", text[happening.names_start : happening.names_end]).strip()
    ):
        return []
    for match in reversed(list(CLAUSE.finditer(text, start, happening.clause_start))):
        topic = TOPIC.match(text, match.start())
        if topic is not None:
            return find_names(text, topic.end(), match.end(), finder, vague=False)
    return []


def _subject(text: str, start: int, happening: Happening, finder: Finder) -> list[Name]:
    """龙山中学、城东小学,主体施工进展顺利,预计7月竣工: schools that begin the sentence, none behind."""
    mentions = finder.mentions_in(start, happening.event_start)
    if not mentions or OPENING.fullmatch(text, start, mentions[0].start) is None:
        return []
    before = leading().sub("", text[happening.clause_start : happening.event_start])
    if WORK_ONLY.fullmatch(adverbials().sub("", before).strip()) is None or _names_behind(text, happening):
        return []
    gaps = [text[left.end : right.start] for left, right in pairwise(mentions)]
    if any(PLAIN_GAP.fullmatch(gap) is None for gap in gaps):
        return []
    return [Name(mention.start, mention.end, mention.text, mention.school_id) for mention in mentions]


def _row(text: str, happening: Happening, finder: Finder) -> list[Name]:
    """金安区  城东小学  2025  宿舍  330  已完工: the school of a table's row that ends with its stage."""
    start, end = happening.clause_start, happening.clause_end
    if len(CELLS.findall(text, start, end)) < FEWEST_CELLS or text[happening.event_end : end].strip():
        return []
    mentions = finder.mentions_in(start, happening.event_start)
    last_cell = text[start : happening.event_start].rsplit(None, 1)[-1]
    if len(mentions) != 1 or NOT_DONE.search(last_cell) is not None:
        return []
    return [Name(one.start, one.end, one.text, one.school_id) for one in mentions]


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
    wished = not happening.done and (
        promised
        or happening.future
        or modality in ("strive", "guarantee")
        or (
            happening.stage in ("completed", "in_use")
            and AIM_BEHIND.match(text, happening.clause_end) is not None
        )
        or COMING.search(text, max(text.rfind("\n", 0, begin) + 1, begin - 300), happening.event_start)
        is not None
    )
    stage = happening.word.promised if wished and happening.stage == happening.word.stage else happening.stage
    called = name.name
    done = (
        happening.word.word == "主体施工" and "完成" in text[happening.clause_start : happening.names_start]
    )
    if done or (
        stage in ("completed", "to_complete")
        and MAIN_WORK.search(text, happening.names_start, happening.names_end)
    ):
        # 完成A、B等4个项目主体施工
        stage = "main_body_done"
    if stage in ("completed", "to_complete") and (body := MAIN_BODY.search(called)) is not None:
        # 城东小学主体工程竣工
        called = called[: body.start()] or called
        stage = "main_body_done"
    return Project(
        id=record_id(layers.key, "project", name.start, name.end),
        name=called,
        school_id=name.school_id,
        stage=stage,
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
    """The stage: enumerations and events of projects; each tells of the other."""
    lists = find_lists(
        layers.text,
        layers.tokens,
        layers.quantities,
        layers.numerals,
        layers.school_mentions,
        report=layers.key,
    )
    projects = find_projects(layers, lists)
    return {"lists": name_counted(layers, lists, projects), "projects": projects}
