"""Years and months: family date.

Finds: a day that does not exist; a year that does not fit its part; a plan issued after its year began; 上年
and 全年 whose year follows from the document, not from the day of issue; months without a year.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

from extractors.checks.finding import Doubt, Place, Sections, quoted
from extractors.layers import Layers
from extractors.records import Document

_DAY: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")


def check_days(layers: Layers) -> list[Doubt]:
    """2月30日, 13月."""
    doubts = []
    for match in _DAY.finditer(layers.text):
        year, month, day = int(match["year"]), int(match["month"]), match["day"]
        valid = 1 <= month <= 12 and (day is None or 1 <= int(day) <= monthrange(year, month)[1])
        if not valid:
            doubts.append(
                Doubt(
                    "date.impossible",
                    "high",
                    f"没有这一天:{quoted(layers.text, match.span())}",
                    (match.span(),),
                    "改正日期",
                )
            )
    return doubts


_RESULT_YEAR: Final = re.compile(
    r"(?P<year>20\d\d)年(?:[，,]|全[年区县市省]|我[区县市省局]|来|共|累计|新增|完成)"
)


def check_years(layers: Layers) -> list[Doubt]:
    """A year told as the year of report or plan that is not the document's own."""
    doubts = []
    for document in layers.documents:
        if document.period is None or document.kind not in ("summary", "plan"):
            continue
        for match in _RESULT_YEAR.finditer(layers.text, document.start, document.end):
            year = int(match["year"])
            wrong = year > document.period if document.kind == "summary" else year < document.period
            if wrong and abs(year - document.period) <= 2 and _opens_clause(layers.text, match.start()):
                doubts.append(
                    Doubt(
                        "date.other_year",
                        "medium",
                        f"{document.period}年的{'总结' if document.kind == 'summary' else '要点'}"
                        f"里写{quoted(layers.text, match.span())}",
                        (match.span(),),
                        "核对年份",
                    )
                )
    return doubts


def _opens_clause(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "。；;\n "


_TITLE_YEAR: Final = re.compile(r"《[^《》\n]{0,6}?(?P<year>20\d\d)[^《》\n]{2,40}》")


def check_title_years(layers: Layers) -> list[Doubt]:
    """A year inside a book's or document's title that is not the year reported on."""
    doubts = []
    for document in layers.documents:
        if document.period is None or document.kind != "summary":
            continue
        for match in _TITLE_YEAR.finditer(layers.text, document.start, document.end):
            if int(match["year"]) != document.period:
                doubts.append(
                    Doubt(
                        "date.title_year",
                        "info",
                        f"{quoted(layers.text, match.span())}里的年份是书名的一部分,"
                        f"不是报告期({document.period}年)",
                        (match.span(),),
                        "不必改;引用时勿当作报告期",
                    )
                )
    return doubts


def check_issued(layers: Layers) -> list[Doubt]:
    """A plan issued weeks after its year began."""
    doubts = []
    for document in layers.documents:
        if document.kind != "plan" or document.period is None:
            continue
        issued = next((d for d in layers.documents if d.issued), None)
        if issued is None or issued.issued is None or not issued.issued.startswith(str(document.period)):
            continue
        month = int(issued.issued[5:7] or "1") if len(issued.issued) >= 7 else 1
        place = _printed(layers.text, issued)
        if month >= 2 and place is not None:
            doubts.append(
                Doubt(
                    "date.issued_late",
                    "info",
                    f"{document.period}年的目标到{quoted(layers.text, place)}才印发",
                    (place,),
                    "按年度考核时,前几周以上年安排为准",
                )
            )
    return doubts


def _printed(text: str, document: Document) -> Place | None:
    for match in _DAY.finditer(text):
        day = match["day"]
        iso = f"{match['year']}-{int(match['month']):02d}" + (f"-{int(day):02d}" if day else "")
        if document.issued is not None and document.issued.startswith(iso):
            return match.span()
    return None


_RELATIVE: Final = re.compile(
    r"(?:上年度|上年(?!度)|去年|上一年度|本年度|全年|前半段)"
    r"(?:(?<!前半段)(?:同期)?[^，。；,;\n]{0,24}|(?<=前半段)[^，。；,;\n]{0,8})"
)
_MONTH: Final = re.compile(
    r"(?P<month>[1-9](?<![0-9年—\-至到、].)(?:(?<=1)[0-2])?)月(?!\d|份?会|球)[^，。；,;\n]{0,10}"
)


def check_relative(layers: Layers) -> list[Doubt]:
    """上年 and 全年 take their year from the document they stand in: told once per document and word."""
    if len({document.period for document in layers.documents if document.period}) < 2:
        return []
    sections = Sections(layers)
    groups: dict[tuple[str, str], list[Place]] = {}
    years: dict[tuple[str, str], int] = {}
    for match in _RELATIVE.finditer(layers.text):
        section = sections.section_at(match.start())
        document = sections.document_at(match.start())
        period = (section.period if section else None) or (document.period if document else None)
        if document is None or period is None:
            continue
        word = re.match(r"上年度|上年|去年|上一年度|本年度|全年|前半段", match.group())
        name = word.group() if word else ""
        key = (section.part or document.id if section else document.id, name)
        years[key] = period if name in ("全年", "本年度", "前半段") else period - 1
        groups.setdefault(key, []).append(match.span())
    return [
        Doubt(
            "date.relative",
            "info",
            f"这里的“{key[1]}”指{years[key]}年({len(places)}处):以所在文件的年份为准,不以印发日期为准",
            tuple(places),
            "单独引用时写明年份",
        )
        for key, places in groups.items()
    ]


def check_months(layers: Layers) -> list[Doubt]:
    """Months without a year, told once per document."""
    sections = Sections(layers)
    groups: dict[str, tuple[int, list[Place]]] = {}
    for match in _MONTH.finditer(layers.text):
        document = sections.document_at(match.start())
        section = sections.section_at(match.start())
        period = (section.period if section else None) or (document.period if document else None)
        if document is None or period is None or document.kind == "notice":
            continue
        before = layers.text[max(0, match.start() - 1) : match.start()]
        groups.setdefault(document.id, (period, []))[1].append(
            (match.start() - (before == "于"), match.end())
        )
    return [
        Doubt(
            "date.month_without_year",
            "info",
            f"{len(places)}处月份没有写年份,按所在文件为{period}年",
            tuple(places),
            "单独引用时写明年份",
        )
        for period, places in groups.values()
    ]


_SPAN: Final = re.compile(r"(?:三|五|两|十)年(?:行动|规划|计划|提升|攻坚)(?:方案|计划|规划)?")


def check_plan_spans(layers: Layers) -> list[Doubt]:
    """Plans over several years whose years are not printed near."""
    places = [
        match.span()
        for match in _SPAN.finditer(layers.text)
        if not re.search(r"20\d\d", layers.text[max(0, match.start() - 20) : match.end() + 14])
    ]
    if not places:
        return []
    return [
        Doubt(
            "date.span_without_years",
            "info",
            f"跨年计划没有写起止年份({len(places)}处):{quoted(layers.text, places[0])}",
            tuple(places),
            "首次出现时写明起止年份",
        )
    ]
