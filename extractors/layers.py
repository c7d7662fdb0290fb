"""The working state of one report on its way through the stages.

Each stage reads the text and the layers before it and adds its own; none edits another's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from extractors.records import (
    Commitment,
    Document,
    EnumeratedList,
    Finding,
    Numeral,
    Project,
    Quantity,
    School,
    SchoolMention,
    Section,
    Sentence,
    Statement,
    Word,
)


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """Facts about a report that a person set in the manifest; each overrides what the text says."""

    title: str | None = None
    issuer: str | None = None
    kind: str | None = None
    period: int | None = None
    issued: str | None = None


class RegisterEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One school of a user's register (corpus/registers/*.csv)."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    level: str | None = None
    town: str | None = None


class Layers(msgspec.Struct, frozen=True, kw_only=True):
    """A report's text and every layer found so far. `tokens` are the segmenter's raw words."""

    text: str
    key: str
    heading: Heading = Heading()
    register: tuple[RegisterEntry, ...] = ()
    documents: tuple[Document, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Word, ...] = ()
    numerals: tuple[Numeral, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    schools: tuple[School, ...] = ()
    school_mentions: tuple[SchoolMention, ...] = ()
    lists: tuple[EnumeratedList, ...] = ()
    projects: tuple[Project, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    findings: tuple[Finding, ...] = ()
    words: tuple[Word, ...] = ()


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One step: what it needs, what it adds, and the pure function that does it."""

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    run: Callable[[Layers], Mapping[str, tuple[Any, ...]]]
