"""Titles of official texts: kind, issuer and years, read from the title alone.

"某市某区教育局2022年工作总结" is a summary of 2022 issued by 某市某区教育局; "关于印发…的通知" is a notice.
A title that names both a review and a plan is a work report whose chapters carry their own part.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple, cast

from extractors.grammar.dates import find_plan_spans, find_years
from extractors.lexicons import load
from extractors.records import DocumentKind
from extractors.structure.lines import OPENING, join_letters

TITLE_LENGTH: Final = 80
ORGANISATION: Final = (
    "人民政府办公室|人民政府|政府办公室|政府|教育体育局|教育和体育局|教育局|教育厅|教育部|教育委员会|教委|教体局|文教局|教科局"
    "|委员会|办事处|管理局|管委会|办公室|中心|中学|小学|学校|幼儿园|大学|学院|局|厅|委|部|院|街道|镇|乡"
)
# 某市某区教育局 before 关于, a year, 工作, 上半年 or a five-year plan
ISSUER: Final = re.compile(
    rf"^(?:中共)?(?P<issuer>[\u4e00-\u9fff·、]{{0,30}}?(?:{ORGANISATION}))"
    r"(?=关于|20\d\d|二[〇○Ｏ零]|一九|19\d\d|工作|上半年|下半年|年度|本?学期|[“\"]|党|[（(]|目标|重点|[，,\s])"
)
PLACE: Final = re.compile(
    r"^(?:\d{4}年)?(?P<place>[\u4e00-\u9fff]{1,12}?(?:省|市|区|县|州|旗|盟))(?:人民)?政府工作报告"
)
WRAPPING: Final = re.compile(r"^(?:附件?\d*[：:])?[《〈]?(?P<title>.+?)[》〉]?$")
# 某县教育局文件 | 某县教育局办公室文件: the red head of a paper
RED_HEAD: Final = re.compile(r"[\u4e00-\u9fff]{2,30}文件")
# 关于印发《2023年工作要点》的通知
HANDED_OVER: Final = re.compile(
    r"(?:印发|转发|下发|公布)(?:关于)?[《]?(?P<title>.{4,60}?)[》]?的(?:通知|通报|函)$"
)
# （征求意见稿） （2022年2月） （2023—2025年） behind the type word
TRAILER: Final = re.compile(r"[（(][^（）()]{1,30}[)）]$")
# 计划执行情况, 目标任务完成情况: the plan spoken of is the past year's
CARRIED_OUT: Final = re.compile(
    r"(?:计划|目标任务|重点工作|工作任务|规划|要点|民生实事|实事项目|为民办实事|件实事|方案|意见)(?=(?:的)?(?:执行|完成|落实|推进|进展|实施)情况)"
)
NOT_IN_TITLE: Final = re.compile(r"[。！？；?!;…]|[，,：:]$")


class Title(NamedTuple):
    """A title with what it says."""

    text: str
    kind: DocumentKind
    issuer: str | None
    years: tuple[int, ...]


@cache
def _type_words() -> tuple[tuple[str, str], ...]:
    tables = load("structure")["titles"]
    rows = [(word, kind) for kind, words in tables.items() for word in words]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(
        "(?:" + "|".join(re.escape(word) for word, _ in _type_words()) + "|报告|汇报|讲话|方案|纲要)$"
    )


@cache
def last_letters() -> frozenset[str]:
    """What a title ends with: a quick look at its last letter rules most lines out."""
    return frozenset(word[-1] for word, _ in _type_words()) | frozenset("告话案要)）》〉")


def parse_title(text: str) -> Title | None:
    """What a line says as a title, None when it is none."""
    wrapped = WRAPPING.match(join_letters(text))
    if wrapped is None or len(text) > TITLE_LENGTH or NOT_IN_TITLE.search(wrapped["title"]):
        return None
    if OPENING.match(text):
        return None
    title = wrapped["title"]
    core = TRAILER.sub("", title)
    ending = _ending().search(core)
    if ending is None:
        return None
    return Title(text=title, kind=_kind(core, ending[0]), issuer=parse_issuer(title), years=_years(title))


def _kind(title: str, ending: str) -> DocumentKind:
    final = next((kind for word, kind in _type_words() if title.endswith(word)), "other")
    if final == "notice":
        return "notice"
    named = CARRIED_OUT.sub("", title)
    kinds = {kind for word, kind in _type_words() if word in named and kind in {"summary", "plan"}}
    if final == "work_report" or kinds == {"summary", "plan"}:
        return "work_report"
    if kinds and ending in {"报告", "汇报"}:
        return cast(DocumentKind, kinds.pop())
    return cast(DocumentKind, final)


def _years(title: str) -> tuple[int, ...]:
    years = sorted({*find_years(title), *(last for _, last in find_plan_spans(title))})
    if not years and (range_end := re.search(r"(?:19|20)\d\d[-—–~至](?P<last>(?:19|20)\d\d)", title)):
        years = [int(range_end["last"])]
    return tuple(years)


def parse_issuer(title: str) -> str | None:
    """The body that a title names first: 某市某区教育局, 某省人民政府."""
    place = PLACE.match(title)
    if place:
        return place["place"] + "人民政府"
    issuer = ISSUER.match(re.sub(r"^(?:19|20)\d\d年度?", "", title))
    return issuer["issuer"] if issuer and issuer["issuer"] not in {"政府", "人民政府"} else None
