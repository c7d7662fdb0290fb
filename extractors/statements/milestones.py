"""What was reached or is promised without a number.

    全国学前教育普及普惠区通过省级评估        →  passed, the title that was assessed
    发展性评价改革入选省级试点项目            →  listed
    实现镇街级老年学校全覆盖                 →  100 %
    确保一般公共预算教育支出只增不减          →  a standing duty

Only clauses without a number of their own are read. 列入学习计划, 通过多种渠道, 成为亮点 are left: a title
must carry a level or end like a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from extractors.lexicons import load
from extractors.statements.clauses import Clause
from extractors.statements.coordination import split_members
from extractors.statements.facets import level_of
from extractors.statements.left_nouns import find_left_noun
from extractors.statements.tokens import Tokens
from extractors.statements.wording import by_first_character

BATCH_LEAD: Final = re.compile(
    r"(?:了|为|我(?:区|县|市|省)|第[一二三四五六七八九十]+批|(?:全[国省市区县])?首批|新一批|(?:19|20)\d\d年度?|为?全[市省区县]唯一[^，]{0,4}的?|[“\"])+"
)
MANNER: Final = re.compile(r"(?:高标准|高质量|高分|顺利|成功|圆满|一次性)+$")
TITLE_LEVEL: Final = re.compile(
    r"全国|国家|全省|教育部|省级|市级|国际|中国|部级|[\u4e00-\u9fff]{2,3}省|省(?!略|会)|全市"
)
HANDLED: Final = re.compile(r"将|把")
PROCESS_BEFORE: Final = re.compile(
    r"(?:围绕|持续|推进|推动|开展|启动|申报|申请|争取|迎接|做好|巩固|深化|支持|鼓励|积极)[^，。；]{0,4}$"
)
COVERED_SUBJECT: Final = re.compile(
    r"(?:基本|全面|率先|已|逐步|加快|力争|确保|做到|实现|达到|工作|创建|建设|服务|开展)+$"
)


Nouns = list[tuple[int, int]]


UNDER_WAY: Final = frozenset({"创建", "争创", "申创", "进入", "成为"})


class Milestone(NamedTuple):
    """A milestone: kind, the words that name it, the words of the deed, the words of whom it is said."""

    kind: str
    noun: tuple[int, int]
    verb: tuple[int, int]
    subject: tuple[int, int] | None


@cache
def _trigger_pattern() -> re.Pattern[str]:
    words = [word for row in load("milestones")["kind"] for word in row["words"]]
    return re.compile(by_first_character(words))


@cache
def _last_letters(name: str) -> frozenset[str]:
    return frozenset(word[-1] for word in load("milestones")["endings"][name]) | frozenset("”」》号誉")


def _ends_like(name: str, text: str, start: int, end: int) -> bool:
    """True when the words end as those of the class do; the last letter tells most apart."""
    return text[end - 1] in _last_letters(name) and _endings(name).search(text, start, end) is not None


def find_triggers(text: str) -> list[re.Match[str]]:
    """Every word of the text that may tell a milestone."""
    return list(_trigger_pattern().finditer(text))


@cache
def _codes() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in load("milestones")["kind"]:
        for word in row["words"]:
            table.setdefault(word, row["code"])
    return table


@cache
def _endings(name: str) -> re.Pattern[str]:
    words = sorted(load("milestones")["endings"][name], key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, words)) + ")[”」》]?(?:称号|荣誉)?$")


def find_milestones(
    text: str, clause: Clause, triggers: Iterable[re.Match[str]], tokens: Tokens, *, planned: bool
) -> list[Milestone]:
    """The milestones of a clause without numbers, one for each title. `triggers` are those of the clause.

    In a report of what was done 创建 is a deed under way, in a plan a promise.
    """
    for match in triggers:
        kind = _codes()[match[0]]
        if not planned and match[0] in UNDER_WAY:
            continue
        nouns = _READERS[kind](text, clause, match, tokens)
        if nouns:
            subject = _subject(text, clause.start, match.start(), tokens) if kind == "listed" else None
            return [
                Milestone(kind, noun, match.span(), subject) for noun in nouns if 1 < noun[1] - noun[0] <= 40
            ]
    return []


def _subject(text: str, start: int, end: int, tokens: Tokens) -> tuple[int, int] | None:
    phrase = find_left_noun(text, start, end, tokens)
    first = phrase.start
    if text.startswith(("全国", "全省", "全市"), max(start, first - 2)):
        first -= 2
    manner = MANNER.search(text, first, phrase.end)
    last = manner.start() if manner else phrase.end
    return (first, last) if last - first > 3 else None


def _split_titles(text: str, span: tuple[int, int]) -> Nouns:
    """Each title of 全国学前教育普及普惠区和全国义务教育优质均衡发展区; one when the parts are no titles."""
    members = split_members(text, *span)
    if len(members) > 1 and all(
        _ends_like("title", text, *member) and level_of(text[slice(*member)]) for member in members
    ):
        return members
    return [span]


def _read_passed(text: str, clause: Clause, match: re.Match[str], tokens: Tokens) -> Nouns:
    if clause.end - match.end() > 20 or not _ends_like("test", text, match.end(), clause.end):
        return []
    if match.start() - clause.start < 3:
        # 通过省级评估, with its subject left out: what was passed names it
        tested = (match.end(), clause.end)
        return [tested] if TITLE_LEVEL.search(text, *tested) else []
    subject = _subject(text, clause.start, match.start(), tokens)
    return _split_titles(text, subject) if subject else []


def _title(text: str, clause: Clause, start: int) -> tuple[int, int] | None:
    lead = BATCH_LEAD.match(text, start, clause.end)
    start = lead.end() if lead else start
    end = clause.end
    for mark in ("，", "并"):
        place = text.find(mark, start + 2, end)
        if place > 0:
            end = place
    quoted = text.find("”", start, end)
    if quoted > start and text[start - 1] == "“":
        end = quoted
    while end > start and text[end - 1] in "”“」 ":
        end -= 1
    return (start, end) if end - start > 3 else None


def _read_awarded(text: str, clause: Clause, match: re.Match[str], tokens: Tokens) -> Nouns:
    title = _title(text, clause, match.end())
    if title is None or not _ends_like("title", text, *title):
        return []
    return _split_titles(text, title) if TITLE_LEVEL.search(text, *title) else []


def _read_listed(text: str, clause: Clause, match: re.Match[str], tokens: Tokens) -> Nouns:
    if HANDLED.search(text, clause.start, match.start()):
        return []
    title = _title(text, clause, match.end())
    if title is None or not _ends_like("listing", text, *title):
        return []
    return [title] if TITLE_LEVEL.search(text, *title) else []


def _read_created(text: str, clause: Clause, match: re.Match[str], tokens: Tokens) -> Nouns:
    if PROCESS_BEFORE.search(text, clause.start, match.start()):
        return []
    title = _title(text, clause, match.end())
    if title is None or not _ends_like("title", text, *title):
        return []
    return _split_titles(text, title) if level_of(text[slice(*title)]) else []


def _read_covered(text: str, clause: Clause, match: re.Match[str], tokens: Tokens) -> Nouns:
    subject = find_left_noun(text, clause.start, match.start(), tokens)
    start, end = subject.start, subject.end
    trimmed = COVERED_SUBJECT.search(text, start, end)
    end = trimmed.start() if trimmed else end
    return [] if end - start < 3 or match.end() < clause.end else [(start, end)]


def _read_never_less(text: str, clause: Clause, match: re.Match[str], tokens: Tokens) -> Nouns:
    if text[match.start() - 1] in "“两个":
        return []
    subject = _subject(text, clause.start, match.start(), tokens)
    return [subject] if subject else []


_READERS: Final = {
    "passed": _read_passed,
    "awarded": _read_awarded,
    "listed": _read_listed,
    "created": _read_created,
    "covered": _read_covered,
    "never_less": _read_never_less,
}
