"""Names of deeds: what a promise is about, taken out of its words.

“尽快完成大堤口、中冉城中村改造安置房和东石桥村搬迁、北三环东延拆迁安置房建设” speaks of four things;
“投资2.22亿元的区疾控中心实验综合楼项目” of 区疾控中心实验综合楼. A part that names nothing by itself
(项目建设, 基础设施) gives no name: a search for it would find everything.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.compare.records import Record
from pipeline.compare.stages import load_stages

JOINTS: Final = re.compile(r"[、,，]|(?<=[一-鿿”）])(?:以及|和|及|与)(?=[一-鿿“])")
# 投资2.22亿元的 | 总占地9.52平方公里的 | 占地120亩的
ATTRIBUTE: Final = re.compile(r"^(?:总?投资|总?占地|建筑面积|规模)[^的、，]{1,14}的")
TAIL: Final = re.compile(
    r"等(?:[\d一二三四五六七八九十]+[个项所家条座处])?[^、，]{0,12}$|[\d.]+[个项所家条座处公里亩]+.*$"
)
NUMBER: Final = re.compile(r"\d")
MARKS: Final = re.compile(r"[“”‘’《》\"'\s]")


class DeedName(Record, frozen=True, kw_only=True):
    """A name with its place in the text it was taken from."""

    name: str
    start: int
    end: int


def find_names(text: str, *, offset: int = 0) -> list[DeedName]:
    """The names in the words of a promise, in text order."""
    found: list[DeedName] = []
    for start, end in split_parts(text):
        name = strip_name(text[start:end])
        if name is not None and tells_something(name):
            inner = text.find(name, start, end)
            at = inner if inner >= 0 else start
            found.append(
                DeedName(name=MARKS.sub("", name), start=offset + at, end=offset + min(at + len(name), end))
            )
    return found


def split_parts(text: str) -> list[tuple[int, int]]:
    """The parts between 、 and 和; a bracket is not cut open."""
    parts, at, depth = [], 0, 0
    for position, letter in enumerate(text):
        if letter in "（(":
            depth += 1
        elif letter in "）)":
            depth = max(depth - 1, 0)
        joint = JOINTS.match(text, position) if depth == 0 else None
        if joint and position >= at:
            parts.append((at, position))
            at = joint.end()
    parts.append((at, len(text)))
    return [(start, end) for start, end in parts if end - start >= 2]


def strip_name(part: str) -> str | None:
    """The part without verbs and sums before it and words like 项目 after it."""
    words = load_stages()
    name = part.strip()
    for _ in range(12):
        shorter = ATTRIBUTE.sub("", name)
        match = words.front.match(shorter)
        if match and len(shorter) - match.end() >= 2:
            shorter = shorter[match.end() :]
        if shorter == name:
            break
        name = shorter.strip()
    name = TAIL.sub("", name)
    for _ in range(6):
        match = words.back.search(name)
        if match is None or match.start() < 3:
            break
        name = name[: match.start()]
    return name or None


def tells_something(name: str) -> bool:
    """Enough letters that are not everyday words to find the thing again."""
    plain = load_stages().plain
    rest = MARKS.sub("", name)
    if NUMBER.search(rest) and len(re.sub(r"[\d.%]+", "", rest)) < 3:
        return False
    for word in sorted(plain, key=len, reverse=True):
        rest = rest.replace(word, "", 1) if word in rest else rest
    return len(MARKS.sub("", name)) >= 3 and len(rest) >= 2 and len(name) <= 26
