"""The outline of one document: its headings, and the sections they open, nested and without gaps.

A section begins where its heading's line begins and ends where the next heading of its own or a wider kind
begins. Text above the first heading is a section too (role front for title and salutation, overview for an
introduction), so that every character of a document stands in some section.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from extractors.grammar.headings import (
    HeadingKind,
    HeadingMark,
    find_heading,
    find_run_in_title,
    turns_to_audience,
)
from extractors.records import SectionRole
from extractors.structure.lines import Line, is_tail_furniture, join_letters
from extractors.structure.periods import read_outlook

GLOSSARY: Final = re.compile(
    r"(?:附[件录]?\d*[：:]?)?[《]?(?:政府工作报告)?[》]?(?:中)?(?:的)?(?:部分|有关|相关|若干)?(?:专业|专用|新)?"
    r"(?:名词|用语|术语|名词术语)(?:和缩略语)?(?:解释|注释|说明|释义)[:：]?|注释[:：]?|注[:：]"
)
ATTACHMENT: Final = re.compile(r"附\s*[件表录]\s*(?:[一二三四五六七八九十]|\d{1,2})?\s*[:：]?")
# 附件：1.重点项目表 / 2.责任清单: what is attached, listed at the end
ATTACHMENT_LIST: Final = re.compile(r"附\s*件\s*[：:].*\S")
UNNUMBERED_LIMIT: Final = 30
TAIL_SHARE: Final = 1500
RUN_IN_MINIMUM: Final = 3


class Heading(msgspec.Struct, frozen=True, gc=False):
    """A heading with its place in the text. `start` is where its line begins."""

    kind: HeadingKind
    number: str | None
    title: str | None
    start: int
    role: SectionRole | None


class Branch(msgspec.Struct, frozen=True, gc=False):
    """A section before it is a record: its heading, its end, its depth from 1 and its parent's index."""

    heading: Heading
    end: int
    level: int
    parent: int | None


def find_headings(lines: list[Line], *, spoken: bool) -> list[Heading | int]:
    """The headings among the lines of one body; a bare offset closes the items open there.

    `spoken` says that the text addresses an audience, so that "各位代表，" ends an item.
    """
    run_ins = {line.start for line in lines if find_run_in_title(line.text)}
    if len(run_ins) < RUN_IN_MINIMUM:
        run_ins = set()
    tail = _tail_start(lines)
    found: list[Heading | int] = []
    skip = -1
    listing = False
    for index, line in enumerate(lines):
        if index == skip:
            continue
        if line.start == tail:
            found.append(Heading(HeadingKind.PART, None, None, line.start, "attachment"))
            break
        if len(line.text) <= UNNUMBERED_LIMIT and GLOSSARY.fullmatch(join_letters(line.text)):
            found.append(_glossary_heading(line))
            if tail is not None:
                found.append(Heading(HeadingKind.PART, None, None, tail, "attachment"))
            break
        listing = ATTACHMENT_LIST.match(line.text) is not None or (listing and _is_listed(line.text))
        if listing:
            continue
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        heading = _read_heading(line, following, is_run_in=line.start in run_ins)
        if heading is not None:
            found.append(heading)
            if heading.kind <= HeadingKind.CHAPTER and heading.title == join_letters(following):
                skip = index + 1
        elif spoken and turns_to_audience(line.text):
            found.append(line.start)
    return found


def _is_listed(text: str) -> bool:
    """True for a further line of the list of attachments: a number and a title, no sentence."""
    mark = find_heading(text)
    return mark is not None and mark.kind is HeadingKind.ARABIC and mark.title_end == len(text)


def _glossary_heading(line: Line) -> Heading:
    label = re.match(r"附[件录]?\d*", bare := join_letters(line.text))
    number = label[0] if label and label[0] else None
    title = bare[len(number or "") :].strip("：:")
    return Heading(HeadingKind.PART, number, title, line.start, "glossary")


def _read_heading(line: Line, following: str, *, is_run_in: bool) -> Heading | None:
    text = line.text
    if "\t" in text:  # a row of a table
        return None
    if ATTACHMENT.fullmatch(text):
        title = join_letters(following) if len(following) <= 60 else None
        return Heading(HeadingKind.PART, join_letters(text).rstrip("：:"), title, line.start, "attachment")
    mark = find_heading(text)
    if mark is None and is_run_in:
        mark = find_run_in_title(text)
    if mark is not None:
        title = _title_of(mark, text, following)
        return Heading(mark.kind, mark.number, title, line.start, None)
    if is_unnumbered_chapter(text):
        return Heading(HeadingKind.NAMED, None, join_letters(text).strip("《》"), line.start, None)
    return None


def _title_of(mark: HeadingMark, text: str, following: str) -> str | None:
    title = text[mark.title_start : mark.title_end].strip()
    if title:
        return title
    # 第一部分 / 2022年工作总结: the title stands on the next line
    alone = mark.title_start >= len(text) and mark.kind <= HeadingKind.CHAPTER
    if (
        alone
        and 0 < len(following) <= UNNUMBERED_LIMIT
        and "。" not in following
        and not find_heading(following)
    ):
        return join_letters(following)
    return None


def is_unnumbered_chapter(text: str) -> bool:
    """A short line by itself that names a year's review or plan: 2023年工作思路."""
    if "。" in text or "，" in text:
        return False
    bare = join_letters(text).strip("《》")
    if not 4 <= len(bare) <= UNNUMBERED_LIMIT or re.search(r"[。！？；，,：:“]|[表图]$", bare):
        return False
    outlook = read_outlook(bare)
    return outlook.strong and (
        outlook.year is not None
        or re.search(r"工作(?:总结|回顾|计划|思路|打算|安排|要点)$", bare) is not None
    )


def _tail_start(lines: list[Line]) -> int | None:
    """Where the furniture of the web page below the text begins, None when there is none."""
    length = lines[-1].end - lines[0].start if lines else 0
    for line in lines[-80:]:
        rest = lines[-1].end - line.start
        if rest < min(TAIL_SHARE, length // 3) and is_tail_furniture(line.text):
            return line.start
    return None


def nest_headings(headings: list[Heading | int], *, start: int, end: int) -> list[Branch]:
    """Sections from headings: each ends where the next of its own or a wider kind begins."""
    opened: list[tuple[Heading, int, int | None]] = []
    ends: list[int] = []
    around: list[int] = []

    def close(offset: int, keep: int) -> None:
        while len(around) > keep:
            ends[around.pop()] = offset

    for heading in headings:
        if isinstance(heading, int):
            wide = [index for index in around if opened[index][0].kind <= HeadingKind.CHINESE]
            close(heading, max(len(wide), 1))
            continue
        keep = 0
        while keep < len(around) and opened[around[keep]][0].kind < heading.kind:
            keep += 1
        close(heading.start, keep)
        opened.append((heading, len(around) + 1, around[-1] if around else None))
        around.append(len(ends))
        ends.append(end)
    return [
        Branch(heading, stop, level, parent)
        for (heading, level, parent), stop in zip(opened, ends, strict=True)
    ]
