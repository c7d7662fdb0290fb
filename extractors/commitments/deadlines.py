"""By when: the words of a clause that set a term, as a date as exact as the words.

    6月底前完成招生工作      (period 2023)  2023-06
    年底前建成投用           (period 2023)  2023-12
    到2025年覆盖率达到90%                   2025

Leaves years before the one planned for: 2021年认定的 says when something was, not by when.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extractors.grammar.dates import DIGITS, find_plan_spans
from extractors.records import Deadline

QUARTERS: Final = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
COUNTS: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "2": 2, "3": 3, "4": 4, "5": 5}

# The first character tells most places apart from a term, which keeps the search fast.
TERM: Final = re.compile(
    r"(?=[到至在于二\d年今前第上下一三四全当明秋新暑春十“\"五两])(?:到|至|在|于)?(?:"
    # 2023年6月底前 | 2023年6月30日前 | 2023年底前 | 到2025年
    r"(?P<year>20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年"
    r"(?:(?P<year_month>1[0-2]|0?[1-9])月(?:\d{1,2}日|份|[上中下]旬)?(?:底|末)?|(?P<year_end>年?[底末])"
    r"|(?P<year_half>[上下])半年|第?(?P<year_quarter>[一二三四1-4])季度)?(?:之前|以前|前)?"
    # 6月底前 | 9月份 | 10月1日前
    r"|(?P<month>(?<!\d)(?:1[0-2]|0?[1-9]))月(?:\d{1,2}日(?:之前|以前|前)|(?:底|末|份|[上中下]旬)(?:之前|以前|前)?|前)"
    # 年底前 | 今年年底 | 年末
    r"|(?P<end>(?:今年)?年[底末](?:之前|以前|前)?|(?:今年)[底末]前?)"
    r"|(?P<half>(?:今年)?(?P<half_side>[上下])半年)"
    r"|(?:今年)?第?(?P<quarter>[一二三四1-4])季度(?:末|底)?前?|(?P<three_quarters>前三季度)"
    # 今年内 | 年内 | 全年 | 当年
    r"|(?P<within>今年内?|年内|当年|全年)"
    r"|(?P<next>明年)(?P<next_end>[底末])?(?:之前|前)?"
    r"|(?P<school>秋季(?:学期)?开学?(?:之?前|时)?|秋季学期|新学期开学(?:之?前)?|新学年开学(?:之?前)?)"
    r"|(?P<summer>暑期|暑假)(?:期间|前)?"
    r"|(?P<spring>春季学期|春季开学前?)"
    r"|(?P<plan>[“\"]?十[一二三四五六]五[”\"]?(?:期末|末|期间|时期))"
    r"|(?P<years>[2-5两三四五])年(?:之内|以内|内|时间)"
    r")"
)


# Without one of these signs there is no term, and most sentences have none.
SIGN: Final = re.compile(r"年|月|季|暑|新学|十[一二三四五六]五")


class Term(NamedTuple):
    """A term with its place."""

    start: int
    end: int
    deadline: Deadline


def find_terms(text: str, start: int, end: int, period: int | None) -> list[Term]:
    """The terms named in `text[start:end]`; relative ones count from `period`."""
    if SIGN.search(text, start, end) is None:
        return []
    terms = []
    for match in TERM.finditer(text, start, end):
        date = _date_of(match, period)
        if date is None or (period is not None and int(date[:4]) < period):
            continue
        terms.append(Term(match.start(), match.end(), Deadline(date=date, text=match[0])))
    return terms


def _date_of(match: re.Match[str], period: int | None) -> str | None:
    if match["year"]:
        year = int(match["year"].translate(DIGITS))
        return _within_year(
            year, match["year_month"], match["year_end"], match["year_half"], match["year_quarter"]
        )
    if match["plan"]:
        spans = find_plan_spans("“" + match["plan"].strip('“"”期间末时') + "”")
        return str(spans[0][1]) if spans else None
    if period is None:
        return None
    if match["next"]:
        return f"{period + 1}-12" if match["next_end"] else str(period + 1)
    if match["years"]:
        return str(period + COUNTS[match["years"]] - 1)
    if match["school"] or match["summer"] or match["spring"]:
        return f"{period}-{'09' if match['school'] else '08' if match['summer'] else '02'}"
    if match["three_quarters"]:
        return f"{period}-09"
    return _within_year(period, match["month"], match["end"], match["half_side"], match["quarter"])


def _within_year(
    year: int, month: str | None, year_end: str | None, half: str | None, quarter: str | None
) -> str:
    if month:
        return f"{year}-{int(month):02d}"
    if quarter:
        return f"{year}-{QUARTERS[quarter]:02d}"
    if half:
        return f"{year}-{'06' if half == '上' else '12'}"
    return f"{year}-12" if year_end else str(year)
