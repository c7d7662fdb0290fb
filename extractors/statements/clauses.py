"""Cuts a sentence into the clauses that statements live in.

    公办园占比达到60%,比上年提升5.64个百分点;新增学位900个。   →  three clauses
    投入200万元(其中省级补助50万元)建设运动场。              →  the clause and the one in brackets

A mark inside a quotation, a book title or a number does not cut. An enumeration (、) stays one clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import msgspec

# Quotations and titles are taken whole; brackets are taken whole and opened only for quantities inside.
# The first character is taken before it is asked what it opens: so the search passes over all others at once.
CUT: Final = re.compile(
    r"[“《「（(\[〔，,；;：:。！？!?\n—](?:"
    r"(?P<cut>(?<=[\uff0c,\uff1b;\uff1a:。\uff01\uff1f!?\n])[\uff0c,\uff1b;\uff1a:。\uff01\uff1f!?\n]*|(?<=—)—+)"
    r"|(?<=“)[^“”\n]{0,60}”|(?<=《)[^《》\n]{0,80}》|(?<=「)[^「」\n]{0,60}」"
    r"|(?P<bracket>(?<=[\uff08(])[^\uff08\uff09()\n]{0,200}[\uff09)]|(?<=\[)\d{1,3}\]|(?<=〔)[^〔〕\n]{0,30}〕))"
)


class Clause(msgspec.Struct, frozen=True, gc=False):
    """A clause without its closing mark; `parent` is the clause around a bracket, or -1."""

    start: int
    end: int
    parent: int
    closing: str


def split_clauses(text: str, start: int, end: int, inner: Sequence[int] = ()) -> list[Clause]:
    """The clauses of `text[start:end]`. `inner` are sorted places of quantities: a bracket that holds one
    becomes a clause of its own, after the clause that holds the bracket."""
    clauses: list[Clause] = []
    brackets: list[tuple[int, int]] = []
    place = start
    for match in CUT.finditer(text, start, end):
        kind = match.lastgroup
        if kind == "cut":
            left, right = match.span()
            mark = text[left]
            if mark in ",:：" and _inside_number(text, left, mark):
                continue
            if place < left:
                clauses.append(Clause(place, left, -1, mark))
                if brackets:
                    _open_brackets(text, clauses, brackets, inner)
            place = right
        elif kind == "bracket" and inner:
            left, right = match.span()
            first = bisect_left(inner, left)
            if first < len(inner) and inner[first] < right:
                brackets.append((left + 1, right - 1))
    if place < end:
        clauses.append(Clause(place, end, -1, ""))
        if brackets:
            _open_brackets(text, clauses, brackets, inner)
    return clauses


def _inside_number(text: str, place: int, mark: str) -> bool:
    """True for 1,234 and for 22.7:30.3:47."""
    if mark != ",":
        return place > 0 and text[place - 1].isdigit() and text[place + 1 : place + 2].isdigit()
    return (
        place > 0
        and text[place - 1].isdigit()
        and text[place + 1 : place + 4].isdigit()
        and not text[place + 4 : place + 5].isdigit()
    )


def _open_brackets(
    text: str, clauses: list[Clause], brackets: list[tuple[int, int]], inner: Sequence[int]
) -> None:
    """Adds the clauses in the brackets of the last clause behind it."""
    parent = len(clauses) - 1
    for left, right in brackets:
        for clause in split_clauses(text, left, right, inner):
            clauses.append(Clause(clause.start, clause.end, parent, clause.closing))
    brackets.clear()
