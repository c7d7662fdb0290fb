"""Which chapter looks back and which ahead, and at which year.

"一、2022年工作回顾" is review of 2022; "二、今后五年任务目标" is plan through the fifth year; a chapter that
says neither (三、全面加强政府自身建设) goes on as the one before it. The head of a Chinese title is its
end, so that "计划完成情况" looks back and "总结和下步打算" ahead.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Final, NamedTuple

from extractors.grammar.dates import find_plan_spans, find_years
from extractors.lexicons import load
from extractors.records import DocumentKind, Part

# 今后五年 | 未来三年 | 过去五年
SPAN_OF_YEARS: Final = re.compile(r"(?P<way>今后|未来|过去|近)(?P<count>[三四五])年")
# 发展基础与形势 | 发展现状: what a plan starts from
BASIS: Final = re.compile(
    r"(?:教育)?(?:发展|现实|工作|规划)(?:的)?(?:基础|现状|背景)|基本情况$|现状"
    r"|“?十[一二三四]?五”?(?:规划)?(?:期间|时期|以来|发展|教育发展|教育|工作)[^。]{0,16}?(?:取得|成[就效绩]|回顾)"
)
# 2023年政府工作的总体要求是 | 2023年全县经济社会发展的主要预期目标
AHEAD: Final = re.compile(
    r"(?P<year>20\d\d)年[^。，,；\d]{0,16}?(?:总体要求|总体思路|指导思想|预期目标|主要目标|目标任务|工作安排|重点任务)"
)
# 2023年; but 比2013年提高, 从2021年的27%: those are compared with
YEAR_TOLD: Final = re.compile(r"(?<![\d比较从由自至到])(20\d\d)(?=\s?年)")
HALF_YEAR: Final = re.compile(r"上半年|半年|[一二三]季度|前三季度")
COUNTS: Final = {"三": 3, "四": 4, "五": 5}


class Outlook(NamedTuple):
    """What a chapter's title says of its own direction and year."""

    part: Part | None
    strong: bool
    year: int | None


class Frame(NamedTuple):
    """What is known of a document before its chapters are read."""

    kind: DocumentKind
    reported: int | None
    """The year looked back on."""
    planned: int | None
    """The year planned for."""


@cache
def _part_words() -> tuple[tuple[str, Part, bool], ...]:
    tables = load("structure")["parts"]
    rows: list[tuple[str, Part, bool]] = []
    parts: tuple[Part, ...] = ("review", "plan")
    for part in parts:
        for strength in ("strong", "weak"):
            rows += [(word, part, strength == "strong") for word in tables[part][strength]]
    return tuple(rows)


@lru_cache(maxsize=1024)
def read_outlook(title: str) -> Outlook:
    """The direction and year of a chapter from its title's words alone; the last strong word decides."""
    best: tuple[int, int, Part, bool] | None = None
    for word, part, strong in _part_words():
        place = title.rfind(word)
        if place < 0:
            continue
        candidate = (int(strong), place + len(word), part, strong)
        if best is None or candidate[:2] > best[:2]:
            best = candidate
    if (best is None or not best[3]) and BASIS.match(title):
        best = (1, 0, "review", True)
    years = find_years(title)
    spans = find_plan_spans(title)
    year = years[-1] if years else spans[-1][1] if spans else None
    return Outlook(best[2] if best else None, best[3] if best else False, year)


def resolve_chapter(title: str, frame: Frame, before: Part | None) -> tuple[Part | None, int | None]:
    """Part and period of a chapter, given its document and the part of the chapter before it."""
    outlook = read_outlook(title)
    part = _resolve_part(outlook, frame, before)
    if part is None:
        return None, outlook.year
    return part, _resolve_period(title, outlook, part, frame)


def _resolve_part(outlook: Outlook, frame: Frame, before: Part | None) -> Part | None:
    natural: Part | None = {"summary": "review", "plan": "plan"}.get(frame.kind)  # type: ignore[assignment]
    if frame.kind == "plan" and outlook.part == "review":
        backward = outlook.year is not None and frame.planned is not None and outlook.year < frame.planned
        return "review" if outlook.strong or backward else "plan"
    if frame.kind == "plan":
        return "plan"
    if outlook.year is not None and outlook.part is not None and frame.planned is not None:
        # 二、2023年重点工作 in a text that reports on 2022: the year decides, weak word or not
        if outlook.year >= frame.planned:
            return "plan" if outlook.part == "plan" or frame.planned != frame.reported else "review"
        if outlook.part == "review" or not outlook.strong:
            return "review"
    if outlook.part is not None and (outlook.strong or frame.kind in {"work_report", "other"}):
        return outlook.part
    if outlook.year is not None and frame.planned is not None and frame.planned != frame.reported:
        return "plan" if outlook.year >= frame.planned else "review"
    if before is not None:
        return before
    return natural or ("review" if frame.kind == "work_report" else None)


def _resolve_period(title: str, outlook: Outlook, part: Part, frame: Frame) -> int | None:
    if outlook.year is not None:
        return outlook.year
    own = frame.reported if part == "review" else frame.planned
    span = SPAN_OF_YEARS.search(title)
    if span and part == "plan" and frame.planned is not None and span["way"] in {"今后", "未来"}:
        return frame.planned + COUNTS[span["count"]] - 1
    return own


def resolve_frame(
    kind: DocumentKind,
    *,
    title: str,
    title_years: tuple[int, ...],
    chapters: list[str],
    issued: int | None,
    body: str,
) -> Frame:
    """The years a document looks back on and plans for, from its title, chapters, date and words."""
    if kind == "plan":
        return _plan_frame(title, title_years[-1] if title_years else _year_of_plan(chapters, issued, body))
    if kind == "summary":
        reported = title_years[0] if title_years else _year_of_review(chapters, issued, body)
        return _review_frame(kind, title, reported)
    if kind == "notice":
        return Frame(kind, None, None)
    if len(title_years) > 1:
        return Frame(kind, title_years[0], title_years[-1])
    planned = _year_ahead(chapters)
    if planned is None and title_years and "政府工作报告" not in title:
        return _review_frame(kind, title, title_years[0])
    if planned is None:
        stated = AHEAD.search(body)
        candidates = (issued, *title_years, int(stated["year"]) if stated else None, _recent_year(body))
        planned = next((year for year in candidates if year is not None), None)
    return Frame(kind, planned - 1 if planned is not None else None, planned)


def _plan_frame(title: str, planned: int | None) -> Frame:
    spans = find_plan_spans(title)
    if spans:
        return Frame("plan", spans[-1][0] - 1, spans[-1][1])
    return Frame("plan", planned - 1 if planned is not None else None, planned)


def _review_frame(kind: DocumentKind, title: str, reported: int | None) -> Frame:
    if reported is None:
        return Frame(kind, None, None)
    return Frame(kind, reported, reported if HALF_YEAR.search(title) else reported + 1)


def _year_ahead(chapters: list[str]) -> int | None:
    """The year planned for, from chapter titles: 2023 from 2022年工作回顾 or 2023年工作安排."""
    years = []
    for title in chapters:
        outlook = read_outlook(title)
        if outlook.year is None or (outlook.part == "plan" and not find_years(title)):
            continue
        looks_back = outlook.part == "review" and outlook.strong and not HALF_YEAR.search(title)
        years.append(outlook.year + 1 if looks_back else outlook.year)
    return max(years, default=None)


def _year_of_plan(chapters: list[str], issued: int | None, body: str) -> int | None:
    ahead = [year for title in chapters for year in find_years(title)]
    return max(ahead, default=None) or issued or _first_year(body)


def _year_of_review(chapters: list[str], issued: int | None, body: str) -> int | None:
    back = [year for title in chapters if read_outlook(title).part != "plan" for year in find_years(title)]
    if back:
        return back[0]
    return _first_year(body) or (issued - 1 if issued else None)


def _first_year(body: str) -> int | None:
    years = find_years(body[:600])
    return years[0] if years else None


def _recent_year(body: str) -> int | None:
    """The year most often printed in the first half is the one looked back on; the next is planned for."""
    counted = Counter(int(year) for year in YEAR_TOLD.findall(body[: len(body) // 2]))
    if not counted:
        return None
    year, _ = max(counted.items(), key=lambda item: (item[1], item[0]))
    return year + 1
