"""Commitments of a report: every deed promised, its strength, term, owner and how it can be checked.

    新建投用公办园10所，等级优质园占比达84%以上。        two promises, plain, A
    力争瞿溪二小等8个项目开工建设；加快推进在建项目。     two promises, strive and process
    将于2023年9月投用 (in a summary)                  an announcement

Start at `find_commitments`. Promises stand in the plan part of a report, and as announcements in the review.
Headings are not promises when the text under them tells the deed. What was done, guiding ideology and
description are left.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from itertools import compress, islice
from operator import eq
from typing import Any, Final

import msgspec

from extractors.commitments.clauses import read_sentence
from extractors.commitments.contents import Contents, Figures, place_statements
from extractors.commitments.deadlines import Term, find_terms
from extractors.commitments.joined import ClauseDeed
from extractors.commitments.objects import object_of
from extractors.commitments.owners import (
    CLAUSE_ENDS,
    OWNER,
    Owner,
    find_bound_body,
    find_owners,
    may_print_owners,
)
from extractors.commitments.repeats import find_repeats
from extractors.commitments.tables import Row, TaskRows
from extractors.commitments.verifiability import grade_promise
from extractors.deeds import find_condition, find_standing, has_proviso
from extractors.grammar.headings import find_heading, find_run_in_title
from extractors.layers import Layers
from extractors.positions import borders_of_words
from extractors.records import (
    Commitment,
    Deadline,
    Section,
    Sentence,
    Span,
    Statement,
    record_id,
)

# 将于2023年9月投用 | 计划明年开工: what a summary announces
ANNOUNCED: Final = re.compile(
    r"(?:将于|将在|计划于?|拟于?|预计|力争|争取|确保)[^，。；]{0,12}?(?:20\d\d年|明年|来年|下一?年)"
)
TERM_REACH: Final = 60
"""A term stands at most this many characters before its deed within one clause."""
TERMS_BEFORE: Final = 8
OWNER_BEGINS: Final = "（(【[责牵主承配协分落实负"
TRAILING: Final = " \t\r\n\u3000，,。；;、：:"


class Promises(msgspec.Struct, frozen=True, gc=False):
    """The deeds of a sentence, with the sentence and section they stand in."""

    deeds: list[ClauseDeed]
    sentence: Sentence
    section: Section
    terms: tuple[Term, ...]
    """The terms named in the sentence, or in the row's own cell for one."""
    row: Row | None
    """The row of a task table that they stand in."""
    proviso: bool
    """Whether words that make them standing or conditional stand in the sentence."""


def find_commitments(layers: Layers) -> tuple[Commitment, ...]:
    """All commitments of a report, in text order."""
    statements = place_statements(layers)
    owned = may_print_owners(layers.text)
    owners = find_owners(layers.text) if owned else []
    contents = Contents(layers, statements)
    found: list[Commitment] = []
    for promises in _find_promises(layers, statements, owned=owned):
        found += _make_commitments(layers, promises, owners, contents)
    repeats = find_repeats(found, layers.statements)
    return tuple(
        [
            msgspec.structs.replace(commitment, repeats=earlier) if earlier else commitment
            for commitment, earlier in zip(found, repeats, strict=True)
        ]
    )


def _find_promises(layers: Layers, statements: list[tuple[int, Statement]], *, owned: bool) -> list[Promises]:
    """Every deed promised, in text order; `owned` says whether the text may print owners."""
    text = layers.text
    sections = {section.id: section for section in layers.sections}
    token_starts = borders_of_words(layers.tokens)
    figures = Figures(
        quantities=[quantity.start for quantity in layers.quantities],
        targets=[place for place, statement in statements if statement.role == "target"],
    )
    holders = _own_text(layers)
    rows = TaskRows(text)
    tabled = "\t" in text
    promises: list[Promises] = []
    opened: set[str] = set()
    for sentence in layers.sentences:
        section = sections[sentence.section_id]
        if section.part is None or section.role in {"front", "glossary"}:
            continue
        start, end = sentence.start, sentence.end
        if section.id not in opened:
            opened.add(section.id)
            start, end = _without_heading(text, sentence, section, holders)
        if start >= end or (owned and text[start] in OWNER_BEGINS and OWNER.fullmatch(text, start, end)):
            continue
        if section.part != "plan" and not _announces(text, start, end, figures):
            continue
        row = rows.at(start) if tabled else None
        if not tabled or text.find("\t", start, end) < 0:
            deeds = read_sentence(text, start, end, token_starts=token_starts, figures=figures)
        else:
            deeds = []
            for left, right in _cells(text, start, end, row):
                deeds += read_sentence(text, left, right, token_starts=token_starts, figures=figures)
        if section.part == "review":
            deeds = [deed for deed in deeds if _is_announced(text, deed, section, figures)]
        if not deeds:
            continue
        term_place = row.term if row is not None and row.term is not None else (start, end)
        terms = tuple(find_terms(text, *term_place, section.period))
        proviso = has_proviso(text, start, end)
        for index, deed in enumerate(deeds):
            if owned or text[deed.end - 1] in TRAILING:
                deeds[index] = _trim(text, deed)
        promises.append(Promises(deeds, sentence, section, terms, row, proviso))
    return promises


def _announces(text: str, start: int, end: int, figures: Figures) -> bool:
    """True for a sentence of a review that tells what is to come, or holds a number planned for."""
    return (
        text.find("年", start, end) >= 0 and ANNOUNCED.search(text, start, end) is not None
    ) or figures.between(start, end)[1]


def _cells(text: str, start: int, end: int, row: Row | None) -> list[tuple[int, int]]:
    """The cells of a sentence in a table row that may hold tasks."""
    stop = min(end, row.tasks_end) if row is not None else end
    pieces = []
    while start < stop:
        tab = text.find("\t", start, stop)
        right = tab if tab >= 0 else stop
        if right > start:
            pieces.append((start, right))
        start = right + 1
    return pieces


def _is_announced(text: str, deed: ClauseDeed, section: Section, figures: Figures) -> bool:
    """In a review only what is dated ahead is promised."""
    if figures.between(deed.start, deed.end)[1]:
        return True
    if ANNOUNCED.search(text, max(deed.start - 12, 0), deed.end) is None:
        return False
    terms = find_terms(text, max(deed.start - 12, 0), deed.end, section.period)
    return any(section.period is None or int(t.deadline.date[:4]) > section.period for t in terms)


def _own_text(layers: Layers) -> frozenset[str]:
    """Ids of sections that tell more than their heading: a second sentence or subsections."""
    ids = [sentence.section_id for sentence in layers.sentences]
    told = set(compress(ids, map(eq, ids, islice(ids, 1, None))))
    told.update(section.parent_id for section in layers.sections if section.parent_id)
    return frozenset(told)


def _without_heading(
    text: str, sentence: Sentence, section: Section, told: frozenset[str]
) -> tuple[int, int]:
    """The sentence without a heading's number; without its title too when the text under it tells more."""
    line_end = text.find("\n", sentence.start)
    line = text[sentence.start : line_end if line_end >= 0 else len(text)]
    mark = find_heading(line)
    if mark is None:
        if section.title is None:
            return sentence.start, sentence.end
        mark = find_run_in_title(line)
        if mark is None:
            return (sentence.end if section.id in told else sentence.start), sentence.end
    title_end = sentence.start + mark.title_end
    if mark.title_end == mark.title_start:
        return title_end, sentence.end
    if sentence.end > title_end + 1:
        return title_end, sentence.end
    if section.id in told:
        return sentence.end, sentence.end
    return sentence.start + mark.title_start, sentence.end


def _trim(text: str, deed: ClauseDeed) -> ClauseDeed:
    """The deed without a printed owner or marks at its end."""
    words = text[deed.start : deed.end]
    owner = OWNER.search(words) if "（" in words or "(" in words or "[" in words or "【" in words else None
    if owner is not None and owner.start() > 0:
        words = words[: owner.start()]
    end = deed.start + len(words.rstrip(TRAILING))
    end = max(end, deed.verb_end if deed.kind != "ellipsis" else deed.start + 1)
    return deed if end == deed.end else msgspec.structs.replace(deed, end=end)


def _make_commitments(
    layers: Layers, promises: Promises, owners: list[Owner], contents: Contents
) -> list[Commitment]:
    """The records of a sentence's promises; `owners` are those printed in the text."""
    text, key, section = layers.text, layers.key, promises.section
    sentence, terms, proviso = promises.sentence, promises.terms, promises.proviso
    printed = bool(owners) or promises.row is not None
    year = _year_planned(section.period)
    made: list[Commitment] = []
    for deed in promises.deeds:
        start, end, verb_start, verb_end = deed.start, deed.end, deed.verb_start, deed.verb_end
        held = contents.between(start, end)
        grade, reason = grade_promise(deed, text, held.quantities, held.statements)
        owner = _printed_owner(promises, start, owners) if printed else None
        if owner is None and text[start - 1] not in CLAUSE_ENDS and promises.row is None:
            owner = find_bound_body(text, sentence.start, start)
        made.append(
            Commitment(
                record_id(key, "commitment", start, end),
                section.document_id,
                sentence.section_id,
                start,
                end,
                text[start:end],
                Span(start=verb_start, end=verb_end, text=text[verb_start:verb_end]),
                object_of(text, deed),
                deed.modality,
                deed.words,
                _deadline(text, promises, deed) if terms else year,
                owner,
                find_condition(text, start, end) if proviso else None,
                proviso and find_standing(text, start, end) is not None,
                grade,
                reason,
                held.statement_ids,
                held.school_ids,
                held.project_ids,
                repeats=None,
            )
        )
    return made


def _printed_owner(promises: Promises, place: int, owners: list[Owner]) -> str | None:
    """The owner of a promise that is printed: its row's, else the next one in its own section (an item's
    owner follows it)."""
    if promises.row is not None:
        return promises.row.owner
    index = bisect_right(owners, place, key=owner_start)
    if index < len(owners) and owners[index].start < promises.section.end:
        return owners[index].text or None
    return None


def owner_start(owner: Owner) -> int:
    """Where a printed owner begins."""
    return owner.start


def term_start(term: Term) -> int:
    """Where a term begins."""
    return term.start


def _deadline(text: str, promises: Promises, deed: ClauseDeed) -> Deadline | None:
    """Of its sentence's terms the one in the deed's own words or just before them, or one that is a clause of
    its own before it, else the year planned for."""
    sentence, terms = promises.sentence, promises.terms
    if promises.row is not None and promises.row.term is not None:
        return terms[0].deadline
    nearest = max(sentence.start, deed.start - TERM_REACH)
    before = max(nearest, max(text.rfind(mark, nearest, deed.start) for mark in "，,；;。") + 1)
    first = bisect_left(terms, before, key=term_start)
    if first < len(terms) and terms[first].start < deed.end:
        return terms[first].deadline
    last = bisect_left(terms, deed.start, key=term_start)
    governing: Term | None = None
    for term in reversed(terms[max(last - TERMS_BEFORE, 0) : last]):
        alone = text[term.end : term.end + 1] in "，," and (
            term.start == sentence.start or text[term.start - 1] in "，,；;。：: \u3000"
        )
        if alone:
            governing = term
            break
    if governing is not None and "；" not in text[governing.end : deed.start]:
        return governing.deadline
    return _year_planned(promises.section.period)


@lru_cache(maxsize=64)
def _year_planned(period: int | None) -> Deadline | None:
    """The year planned for as a term without words of its own; one and the same for all its promises."""
    return Deadline(date=str(period), text=None) if period is not None else None


def add_commitments(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage "commitments"."""
    return {"commitments": find_commitments(layers)}
