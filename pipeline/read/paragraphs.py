"""Wrapped lines become the paragraphs they were, from geometry, with text rules where it is silent.

A line goes on in the next one when it reaches the right edge and the next is not indented. 各类教育协
/ 同发展 is one paragraph; a line that ends early, so that the next word would have fitted, ends one.

Start at `join_paragraphs`. Serves PDF, OFD and scans.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import msgspec

from pipeline.read.building import Place
from pipeline.read.lines import Line, count_ems, join_texts

INDENT_EMS: Final = 0.8
SLACK_EMS: Final = 0.6
SIZE_STEP: Final = 0.12
RECOGNISED_SIZE_STEP: Final = 0.35
WIDE_PITCH: Final = 1.6
VERY_WIDE_PITCH: Final = 3.2
RAGGED_SHARE: Final = 0.15
RAGGED_EMS: Final = 8.0
EARLY_EMS: Final = 5.0
RAGGED_LINES: Final = 10
MANY_LINES: Final = 40
TITLE_SIZE: Final = 1.15
SHARE_OF_LINES: Final = 0.05
GRID: Final = 2.0
CLOSERS: Final = frozenset("，。、；：！？）》」』】〕”’％%…—,.;:!?)]}")
QUOTES: Final = frozenset("“”‘’")
OPENERS: Final = frozenset("（《「『【〔“‘([")
ENDERS: Final = tuple("。！？；：.!?;:”）)")
LATIN: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:/%+-]*")
# 一、 （一） 1. 1、 （1） ① 第一章 附件
MARKER: Final = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}[、.．]|[（(][一二三四五六七八九十百]{1,4}[)）]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]"
    r"|[①-⑳]|第[一二三四五六七八九十百]{1,4}[章节条部]|附件\d*[:：]?)"
)


class Edges(msgspec.Struct, frozen=True, kw_only=True):
    """Left and right edge of a column of text."""

    left: float
    right: float


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """How a document's text is set."""

    edges: dict[tuple[int, int, int], Edges]
    size: float
    pitch: float
    indented: bool
    """True when paragraphs begin with an indent."""
    ragged: bool = False
    """True when lines end unevenly in the middle of sentences, so that the right edge tells nothing."""


Key = tuple[int, int, int]
Piece = tuple[str, Place]


def join_paragraphs(lines: Sequence[Line], *, widths: dict[int, float]) -> list[list[Piece]]:
    """The paragraphs of a run of lines, each as pieces with their places (one per page and column)."""
    if not lines:
        return []
    return join_with_shape(lines, measure(lines, widths=widths), widths=widths)


def join_with_shape(lines: Sequence[Line], shape: Shape, *, widths: dict[int, float]) -> list[list[Piece]]:
    """Join lines of a document whose shape is known."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and continues(groups[-1][-1], line, shape, widths=widths):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_pieces(group) for group in groups]


def key_of(line: Line, widths: dict[int, float]) -> Key:
    """Lines with one key share their edges: same column, same side of the sheet, same page width."""
    return (round(widths.get(line.page, 0)), line.page % 2, line.column)


def measure(lines: Sequence[Line], *, widths: dict[int, float]) -> Shape:
    """Edges, size, line pitch and indenting of a document."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes, key=lambda value: (sizes[value], value))
    by_key: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        if abs(line.size - size) <= SIZE_STEP * size:
            by_key[key_of(line, widths)].append(line)
    edges: dict[Key, Edges] = {}
    for key, members in by_key.items():
        both = members + by_key.get((key[0], 1 - key[1], key[2]), [])
        edges[key] = _edges(members if len(members) >= 12 else both)
    pitches = [
        after.bottom - before.bottom
        for before, after in pairwise(lines)
        if before.page == after.page
        and before.column == after.column
        and 0 < after.bottom - before.bottom < 5 * size
    ]
    indents = sum(
        INDENT_EMS * size < line.left - edges[key].left < 4.5 * size
        for key, members in by_key.items()
        for line in members
    )
    count = sum(map(len, by_key.values()))
    shape = Shape(
        edges=edges,
        size=size,
        pitch=median(pitches) if pitches else 2 * size,
        indented=indents >= SHARE_OF_LINES * count,
    )
    return msgspec.structs.replace(shape, ragged=_is_ragged(lines, shape, widths=widths))


def _is_ragged(lines: Sequence[Line], shape: Shape, *, widths: dict[int, float]) -> bool:
    """Lines that stop early in mid-sentence with an unindented line after them, over and over."""
    inside = early = far = 0
    if not shape.indented:
        return False
    for line, after in pairwise(lines):
        edges = shape.edges.get(key_of(line, widths))
        if edges is None or abs(line.size - shape.size) > SIZE_STEP * shape.size:
            continue
        if line.text.endswith(ENDERS) or after.left - edges.left > INDENT_EMS * after.size:
            continue
        inside += 1
        early += not _is_full(line, after, edges)
        far += edges.right - line.right > RAGGED_EMS * line.size
    return inside >= RAGGED_LINES and early >= RAGGED_SHARE * inside and far <= SHARE_OF_LINES * inside


def _is_full(line: Line, after: Line, edges: Edges) -> bool:
    """True when the next line's first word would not have fitted into this line."""
    left_over = edges.right - line.right
    if line.fragments[0].confidence is not None:
        left_over -= SLACK_EMS * line.size  # a recognised line's box is a guess
    if left_over <= SLACK_EMS * line.size:
        return True
    advance = max(line.size, (line.right - line.left) / max(line.ems, 1.0))
    return left_over <= (first_word_ems(after.text) + SLACK_EMS) * advance


def _edges(lines: Sequence[Line]) -> Edges:
    """The outermost edges that several lines share."""
    least = max(2.0, SHARE_OF_LINES * len(lines)) if len(lines) > 2 else 1.0
    lefts = Counter(round(line.left / GRID) for line in lines)
    rights = Counter(round(line.right / GRID) for line in lines)
    left = min((at for at in lefts if _near(lefts, at) >= least), default=min(lefts))
    shared = least if len(lines) >= MANY_LINES else 1.0  # few lines may all end differently
    right = max((at for at in rights if _near(rights, at) >= shared), default=max(rights))
    return Edges(left=left * GRID, right=right * GRID)


def _near(counts: Counter[int], at: int) -> int:
    return counts[at - 1] + counts[at] + counts[at + 1]


def continues(line: Line, after: Line, shape: Shape, *, widths: dict[int, float]) -> bool:
    """True when `after` goes on with the paragraph of `line`."""
    edges = shape.edges.get(key_of(line, widths))
    edges_after = shape.edges.get(key_of(after, widths))
    if edges is None or edges_after is None or not _same_size(line, after):
        return False
    if _title_goes_on(line, after, shape, edges, edges_after):
        return True
    if line.page == after.page and line.column == after.column:
        widest = VERY_WIDE_PITCH if shape.indented else WIDE_PITCH
        if after.bottom - line.bottom > widest * max(shape.pitch, 1.2 * line.size):
            return False
    if after.text[0] in CLOSERS and after.text[0] not in "—…":
        return True
    if after.left - edges_after.left > INDENT_EMS * after.size:
        return False
    if MARKER.match(after.text) and line.text.endswith(ENDERS):
        return False
    if MARKER.match(after.text):
        return _is_full(line, after, edges)
    in_sentence = shape.indented and not line.text.endswith(ENDERS)
    early = RAGGED_EMS if shape.ragged else EARLY_EMS if in_sentence else 0.0
    # Unindented after mid-sentence: some typesetters count digits as full and end lines early.
    return edges.right - line.right < early * line.size or _is_full(line, after, edges)


def _same_size(line: Line, after: Line) -> bool:
    """Type of one size; the height of a recognised line depends on its letters."""
    step = RECOGNISED_SIZE_STEP if line.fragments[0].confidence is not None else SIZE_STEP
    return abs(line.size - after.size) <= step * max(line.size, after.size)


def _title_goes_on(line: Line, after: Line, shape: Shape, edges: Edges, edges_after: Edges) -> bool:
    """A title in larger type, centred over two lines."""
    return (
        min(line.size, after.size) >= TITLE_SIZE * shape.size
        and abs(line.size - after.size) <= SIZE_STEP * line.size
        and line.page == after.page
        and _is_centred(line, edges)
        and _is_centred(after, edges_after)
        and after.bottom - line.bottom < 2.2 * line.size
        and after.text[0] not in "—（(-"
    )


def _is_centred(line: Line, edges: Edges) -> bool:
    return abs((line.left - edges.left) - (edges.right - line.right)) < 2 * line.size


def first_word_ems(text: str) -> float:
    """Width of what a line break cannot part from the beginning of a line."""
    at = 0
    while at < len(text) and text[at] in OPENERS:
        at += 1
    latin = LATIN.match(text, at)
    end = latin.end() if latin else at + 1
    while end < len(text) and (text[end] in CLOSERS or text[end] in QUOTES):
        # Some typesetters never break beside a quotation mark: 党建“三 stays in one piece.
        end += 2 if text[end] in QUOTES else 1
    return count_ems(text[:end])


def _pieces(group: Sequence[Line]) -> list[Piece]:
    """A paragraph's text by page and column, each with the box of its lines."""
    pieces: list[tuple[str, list[Line]]] = []
    for line in group:
        if pieces and _share_place(pieces[-1][1][-1], line):
            pieces[-1] = (join_texts(pieces[-1][0], line.text), [*pieces[-1][1], line])
        else:
            before = pieces[-1][0] if pieces else ""
            pieces.append((join_texts(before, line.text)[len(before) :], [line]))
    return [(text, _place(lines)) for text, lines in pieces]


def _share_place(line: Line, after: Line) -> bool:
    """Lines of one column share an origin; recognised lines keep their own, each with its confidence."""
    recognised = after.fragments[0].confidence is not None
    return (line.page, line.column) == (after.page, after.column) and not recognised


def _place(lines: Sequence[Line]) -> Place:
    confidences = [
        fragment.confidence
        for line in lines
        for fragment in line.fragments
        if fragment.confidence is not None
    ]
    return Place(
        page=lines[0].page,
        bbox=(
            round(min(line.left for line in lines), 1),
            round(min(line.top for line in lines), 1),
            round(max(line.right for line in lines), 1),
            round(max(line.bottom for line in lines), 1),
        ),
        confidence=round(min(confidences), 3) if confidences else None,
    )
