"""Numerals that name a point or stretch of the calendar: class date.

Finds: “2023年2月17日”, “‘十四五’规划”, “1—6月”, “上一年度”, “二〇三五年”, “前三季度”.
Leaves: lengths of time (“连续8年”, “10个工作日”), which are measures.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar.numeral_site import Site, Verdict
from extractors.grammar.units import BLANKS

_JOIN: Final = r"\s*[-—–－~～至到、和及与/]{1,2}\s*"
# 2023年 | 2022—2023学年 | 2021、2022年 | 2020/2021年度
_YEAR_AFTER: Final = re.compile(
    rf"\s?(?:年|学年|届|级(?!别)|版|财年|[.．/-]\d{{1,2}}[.．/-]\d{{1,2}}|{_JOIN}(?:19|"
    rf"20)?\d\d\s?(?:年|学年|届|财年))"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
_MONTH_AFTER: Final = re.compile(rf"\s?(?:月(?!球|亮|饼|嫂|均|度|子)|{_JOIN}[0-9０-９]{{1,2}}\s?月)")
_MONTH_AFTER_CHINESE: Final = re.compile(
    r"月(?=[份底初末中上下，。、；;,)）]|$|[起至到前后以的]|[一二三十])|季度"
)
_DAY_AFTER: Final = re.compile(rf"\s?(?:[日号]|{_JOIN}[0-9０-９一二三十]{{1,3}}\s?[日号])")
_AFTER_MONTH: Final = re.compile(r"[月][初\s]?$|[月]\s?[0-9０-９]{1,2}[日号]?\s?[-—–~～至到、和]+\s?$")
_TIME_AFTER: Final = re.compile(
    r"(?:时(?![间段期代长候速光])|点(?=[0-9０-９钟半整前后至，。—-]))|[:：][0-5][0-9](?![0-9])"
)
# 8:30, 3点20分; but 教学点8个, 考点1个
_CLOCK_BEFORE: Final = re.compile(r"(?:[0-9０-９]{1,2}[:：]|[0-9０-９一二三四五六七八九十]\s?[时点])$")
# 上一年 | 新的一年 | 过去五年 | 近三年
_PERIOD_BEFORE: Final = re.compile(
    r"(?:上|下|这|那|新的?|过去的?|过去的这|今后的?|未来的?|近|最近的?|往后的?|以往|此前的?|本|同|当|"
    r"刚刚过去的?|即将到来的|又|"
    r"前|后|首个|第一个|第二个)$"
)
_PERIOD_AFTER: Final = re.compile(r"(?:个)?(?:学?年|学期|季度)度?(?!级|制)")
_SINCE_AFTER: Final = re.compile(r"[余多]?年(?:多)?(?:来|间)(?!访|自)")
_QUARTER_AFTER: Final = re.compile(r"季度")
_DECADE: Final = re.compile(r"世纪|年代")
_BARE_YEAR: Final = re.compile(r"(?![0-9.．%％余多来万亿+])")


def date_class(site: Site) -> Verdict | None:
    """date with its reason, or None."""
    kind = site.number.kind
    if kind == "plan":
        return "date", "plan_period"
    if kind == "word":
        return _half_year(site)
    if kind == "year":
        return ("date", "year") if site.after[:1] in ("年", "—", "-", "至") else None
    if kind == "arabic":
        return _arabic_date(site)
    return _chinese_date(site)


def _half_year(site: Site) -> Verdict | None:
    if site.word == "半" and site.after[:1] == "年" and site.before[-1:] in ("上", "下"):
        return "date", "half_year"
    if site.word == "半" and site.after[:1] in ("场", "叶", "期") and site.before[-1:] in ("上", "下"):
        return "lexical", "half"
    return None


def _arabic_date(site: Site) -> Verdict | None:
    after, before, word = site.after, site.before, site.word
    if len(word) == 4 and _YEAR.match(site.number.value or ""):
        if _YEAR_AFTER.match(after) or (before[-1:] in "〔[【（(" and after[:1] in "〕]】）)" and after[:1]):
            return "date", "year"
        if site.unit is None and _BARE_YEAR.match(after) and not _LATIN.search(before[-1:]):
            return "date", "bare_year"
    if len(word) > 2:
        return None
    if after[:1] == "年" and before[-1:] in "’'":
        return "date", "year"
    if before[-1:] in "-—–－~～至到、" and after[:1] == "年" and _YEAR_BEFORE.search(before):
        return "date", "year"
    if before[-1:] in "./．" and _YEAR_DOTTED.search(before):
        return "date", "dotted"
    if site.unit is None or site.unit.symbol in ("月", "日", "号"):
        if _MONTH_AFTER.match(after) and before[-1:] not in "每":
            return "date", "month"
        if _DAY_AFTER.match(after) and (
            _AFTER_MONTH.search(before) or (before[-1:] in "日、—-至" and "月" in before)
        ):
            return "date", "day"
    if (_TIME_AFTER.match(after) or _CLOCK_BEFORE.search(before)) and _is_clock(site):
        return "date", "time"
    if _DECADE.match(after) or (after[:1] == "后" and word in ("70", "80", "90", "00", "60")):
        return ("date", "decade") if after[:1] != "后" else ("name", "generation")
    return _period(site)


_RATIO: Final = re.compile(r"[.．比例为]|[:：][0-9０-９.]+[:：]$")
_RATIO_AFTER: Final = re.compile(r"[:：][0-9]+(?:[.．][0-9]|[:：])")


def _is_clock(site: Site) -> bool:
    """8:30 and 15时20分, but not the ratio 24：40：35 nor 3点要求."""
    if int(site.number.value or "99") > 59 or not site.word.isdigit():
        return False
    if site.after[:1] in ":：" and (_RATIO_AFTER.match(site.after) or int(site.word) > 24):
        return False
    if site.before[-1:] in ":：" and (len(site.word) != 2 or _RATIO.search(site.before[-8:])):
        return False
    return site.after[:1] != "点" or site.after[1:2] != "，" or "午" in site.before or "时" in site.before


_LATIN: Final = re.compile(r"[A-Za-z.\-]")
_YEAR_BEFORE: Final = re.compile(r"(?:19|20)\d\d年?[-—–－~～至到、]+$")
_YEAR_DOTTED: Final = re.compile(r"(?:19|20)\d\d[./．](?:\d{1,2}[./．])?$")


# what follows a Chinese numeral of the calendar begins with one of these, a hedge or a blank
CALENDAR: Final = frozenset("世年季月日号个学余多来几" + BLANKS)


def _chinese_date(site: Site) -> Verdict | None:
    after, before = site.after, site.before
    if after[0] not in CALENDAR:
        return None
    if _DECADE.match(after):
        return "date", "decade"
    if _QUARTER_AFTER.match(after):
        return "date", "quarter"
    value = site.number.value
    if value is not None and len(value) <= 2 and int(value) <= 31:
        if _MONTH_AFTER_CHINESE.match(after) and before[-1:] not in "每个":
            return "date", "month"
        if after[:1] in ("日", "号") and _AFTER_MONTH.search(before):
            return "date", "day"
    return _period(site)


def _period(site: Site) -> Verdict | None:
    after, before = site.after, site.before
    if _SINCE_AFTER.match(after):
        return "date", "years_since"
    if not _PERIOD_AFTER.match(after) and not (site.unit and site.unit.symbol in ("年", "个季度", "季度")):
        return None
    match = _PERIOD_BEFORE.search(before)
    if match and not before.endswith(("附近", "靠近", "学前")):
        if match.group() in ("又", "前", "后") and site.word == "一":
            return ("date", "relative_year") if match.group() == "前" else ("lexical", "another")
        return "date", "relative_year"
    if after.startswith("季度"):
        return "date", "quarter"
    return None
