"""Schools of a list whose deed stands in the words before it.

    此次集中开工的项目有2个,包括龙山中学、城东小学。        both started
    撤销两所教学点 / 1.岭下小学 / 2.河头小学             both closed

Start at `find_listed`. Only lists that a number or a heading introduces; those that a number closes
(A、B等2个项目开工) are read with their clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.projects.events import DONE, FUTURE, Happening, read_events, sentence_start
from extractors.projects.names import Name
from extractors.projects.telling import word_table
from extractors.records import EnumeratedList, Project

BUILDING: Final = re.compile(r"新[、（(]?|改[、）)]?|扩|迁|重")
"""Deeds that only describe what is counted, where another deed stands with them: 集中开工的新建项目."""
INTRODUCES: Final = re.compile(
    r"(?:分别是|分别为|依次为|具体为|项目为|工程为|学校为|包括|包含|如下|名单|[:：—(（]|[)）]|\n)[,，:：—\s]*"
    r"(?:[(（]?\d{1,2}[)）]?[.．、]?\s*)?$"
)
WORKS: Final = re.compile(r"(?:类|的)?(?:项目|工程)")
# 项目建成投用后: a time to come
AFTERWARDS: Final = re.compile(r"[之以]?[后前]")
SENTENCE_ENDS: Final = ("。", "；", ";", "！", "!", "")
FARTHEST: Final = 80
"""Characters of the introduction in which the deed is sought."""


def find_listed(
    text: str, lists: Sequence[EnumeratedList], projects: Sequence[Project]
) -> Iterator[tuple[Name, Happening]]:
    """Each school of an introduced list that no project tells of yet, with the deed of the introduction."""
    told = {(project.start, project.end) for project in projects}
    starts = sorted(start for start, _ in told)
    for made in lists:
        if not made.members or made.members[0].school_id is None:
            continue
        first = made.members[0].start
        opening = _introduction(text, first)
        happening = _deed(text, *opening, first) if opening is not None else None
        if happening is None:
            continue
        for member in made.members:
            following = bisect_left(starts, member.start)
            free = following == len(starts) or starts[following] >= member.end
            if member.school_id is not None and free:
                yield Name(member.start, member.end, member.text, member.school_id), happening


def _introduction(text: str, first: int) -> tuple[int, int] | None:
    """Where the words that introduce a list begin and end; None for a list that nothing introduces."""
    if INTRODUCES.search(text, max(0, first - 16), first) is None:
        return None
    line = text.rfind("\n", 0, first) + 1
    if text[line:first].strip(" \t\u3000·•◎●0123456789.．、()（）"):
        return max(sentence_start(text, first), first - FARTHEST), first
    # the items stand on lines of their own: the heading is the line above
    end = line
    while end and text[end - 1].isspace():
        end -= 1
    if text[max(end - 1, 0) : end] in SENTENCE_ENDS:
        return None
    return max(text.rfind("\n", 0, end) + 1, sentence_start(text, max(end - 1, 0)), end - FARTHEST), end


def _describes(text: str, start: int, end: int) -> bool:
    """改扩建项目有9个, 7所改扩建学校: what kind of works or schools they are, not how far."""
    return WORKS.match(text, end) is not None or text[start - 1 : start] in ("所", "个", "家", "处")


def _deed(text: str, start: int, end: int, first: int) -> Happening | None:
    """The deed that the introduction tells of all; None where it only describes or sets the time."""
    words, pattern = read_events()
    quiet = word_table("vague") | word_table("improving")
    events = [
        (match.start(), match.end(), words[match.group()])
        for match in pattern.finditer(text, start, end)
        if match.group() not in quiet and AFTERWARDS.match(text, match.end()) is None
    ]
    telling = [event for event in events if BUILDING.match(event[2].word) is None]
    telling = telling or [event for event in events if not _describes(text, event[0], event[1])]
    if not telling:
        return None
    event_start, event_end, word = telling[0]
    for following, following_end, following_word in telling[1:]:
        if following - event_end > 1:
            break
        # 完工投入使用, 完工并投入使用: the last of them is where they stand
        event_end, word = following_end, following_word
    done = DONE.search(text, start, event_start) is not None
    future = not done and FUTURE.search(text, start, event_start) is not None
    return Happening(start, end, first, first, event_start, event_end, word, word.stage, future, done)
