"""Numerals that count or measure, and those that only look so: measure and lexical.

Finds: “学位1740个” (measure), “两年半” (measure), “一条特色之路” (lexical: indefinite).
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar.bounds import find_bound_after, find_bound_before
from extractors.grammar.implied_units import people_follow
from extractors.grammar.numeral_site import HAN, Site, Verdict
from extractors.grammar.units import UnitMatch

_PER_TIMES: Final = re.compile(
    r"每(?:个)?(?:人|天|周|月|季度|学期|学年|年|班|校|生|户|日|小时|季|半年)[一-鿿]{0,4}$"
)

# one of these after 一 says no number: 一条富有特色的路, 一股绳, 一支队伍
_INDEFINITE: Final = frozenset(
    "个种股片条支轮代道番场份把张套面类项块盘门堂笔段批口声行件根头只双"
    "对副层本线环路滴席幅首曲篇步点级颗束缕丝样手身心切面窝桩层通网刻瞬招载锤池派"
)
_POST_NOMINAL: Final = re.compile(r"(?:[，。、；;,.）)]|$|以上|左右|和|及|\n)")
_BIG: Final = re.compile(r"大(?!于|型|量|小|家|学|会|众|力|幅|概|约|多|致|局|爱|地|关)")
# 极为重要的一年 | 承上启下的关键一年
_ARTICLE_BEFORE: Final = re.compile(r"(?:的|关键|开局|收官|攻坚|决胜|起步|最后|丰收|落实|突破|头|奠基)$")
_NEGATED: Final = re.compile(r"(?:不漏|不落|没有|无|未|不让|不少|决不|不留|从未|零)$")
# 三条道路和一座桥: one among counted things
_LISTED_COUNT: Final = re.compile(
    r"[0-9二两三四五六七八九十][余多]?[条座个所家台处项名间栋幢支部辆][一-鿿]{0,6}[和、及]$"
)
_INDEFINITE_BEFORE: Final = re.compile(
    r"(?:新|这|那|某|另|又|再|唯|同|每|任何|哪|上|下|前|后|头|第|之|其中|成为|作为|是)$"
)


def half_class(site: Site) -> Verdict | None:
    """measure for the half added to a quantity: 三斤半, 两年半."""
    return ("measure", "half_more") if site.word == "半" and _HALF_AFTER_UNIT.search(site.before) else None


def doubled_class(site: Site) -> Verdict | None:
    """measure for 翻一番, 翻了两番; 经过一番努力 counts nothing."""
    if site.after[0] == "番" and _DOUBLED_BEFORE.search(site.before):
        return "measure", "unit:番"
    return None


def count_class(site: Site) -> Verdict:
    """measure for a numeral with a unit or a value's surroundings; what is left is lexical or a name."""
    kind = site.number.kind
    if kind == "fraction":
        return "measure", "fraction"
    if kind == "arabic":
        return _arabic(site)
    if kind == "word":
        return _word(site)
    return _chinese(site)


_PLAIN_DIMENSIONS: Final = frozenset(
    {"count", "people", "ratio", "mass", "energy", "information", "money", "area", "volume"}
)
_SPECIAL_UNITS: Final = frozenset(
    ("届", "次", "级", "分", "点", "期", "版", "大", "国", "省", "市", "县", "线", "站", "课")
)
# what may stand before a number that no other rule claims: not 第 前 每, a letter, a dash, a bound
_MARK_BEFORE: Final = frozenset("，、。；：,;")
_NOT_PLAIN_BEFORE: Final = frozenset("第前每超过上达到逾年月日时点分")
# a share limits no population: 达到85%
_SHARES: Final = frozenset(("%", "％", "‰", "个百分点", "百分点"))
_NOT_SHARE_BEFORE: Final = frozenset("第前每年月日时点分")
# what a bound behind the unit begins with
_NOT_PLAIN_AFTER: Final = frozenset("以及之")
_NOT_SIZE_AFTER: Final = frozenset("以及之 \u3000（(")


def is_plain_measure(text: str, start: int, unit: UnitMatch) -> bool:
    """New 1740 places, as most numerals are: an Arabic number before a common unit that only counts.

    A short cut: every other rule would pass such a numeral on.
    """
    last, dimension = text[start - 1] if start else "\n", unit.dimension
    return (
        dimension in _PLAIN_DIMENSIONS
        and unit.symbol not in _SPECIAL_UNITS
        and ("\u4e00" <= last <= "\u9fff" or last in _MARK_BEFORE)
        and last not in (_NOT_SHARE_BEFORE if unit.symbol in _SHARES else _NOT_PLAIN_BEFORE)
        and text[unit.end : unit.end + 1]
        not in (_NOT_SIZE_AFTER if dimension == "area" or dimension == "volume" else _NOT_PLAIN_AFTER)
    )


_FIGURE_BEFORE: Final = re.compile(
    r"(?:达到?|为|至|到|占|增长|增加|下降|提高|提升|完成|约|近|超过?|是|共|计|得分|指数|[：:≥≤><＞＜])\s?$"
)


_DOUBLED_BEFORE: Final = re.compile(r"翻了?$")
# 三斤半, 两年半, 两个半小时
_HALF_AFTER_UNIT: Final = re.compile(
    r"[0-9一两二三四五六七八九十](?:年|斤|吨|米|里|亩|尺|成|两|天|公里|个(?=$))$"
)


# 22.3:31.5:46.2 | 2.05:1
_RATIO_AFTER: Final = re.compile(r"[:：∶][0-9]")
_RATIO_BEFORE: Final = re.compile(r"[0-9][:：∶]$")


def _arabic(site: Site) -> Verdict:
    if site.unit is not None:
        return "measure", f"unit:{site.unit.symbol}"
    if site.hedge or not site.word[-1].isdigit():
        return "measure", "multiplied"
    if find_bound_before(site.text, site.start) or find_bound_after(site.text, site.end):
        return "measure", "bounded"
    after = site.after
    if _RATIO_AFTER.match(after) or _RATIO_BEFORE.search(site.before):
        return "measure", "ratio"
    if re.match(r"\s?[、,，和及与或/至到\-—－–~～]{1,2}\s?[0-9０-９]", after):
        return "measure", "listed"
    token = site.token
    if token is not None and token.pos in _NOUN_LIKE and len(token.word) <= 3:
        return "measure", f"unknown_unit:{token.word}"
    if _FIGURE_BEFORE.search(site.before):
        return "measure", "bare_figure"
    if _DECIMAL.fullmatch(site.word) and HAN_CHAR.match(site.before[-1:]) and _FIGURE_ENDS.match(after):
        # 差异系数小学为0.54、初中0.38
        return "measure", "bare_figure"
    if len(site.word) >= 3 and people_follow(after):
        return "measure", "people"
    return "name", "bare_number"


_DECIMAL: Final = re.compile(r"[0-9]{1,3}\.[0-9]{1,4}(?<!\.0)")
_FIGURE_ENDS: Final = re.compile(r"[，。、；,;）)]|$|\n|和")
HAN_CHAR: Final = re.compile(rf"[{HAN}]")
_NOUN_LIKE: Final = frozenset({"n", "q", "ng", "nz", "zg", "g", "mq"})


def _word(site: Site) -> Verdict:
    if site.word == "半" and site.unit is not None and site.before[-1:] not in "前后上下大多过减对":
        return "measure", f"unit:{site.unit.symbol}"
    return ("lexical", "word") if site.word != "双" else ("name", "word")


def _chinese(site: Site) -> Verdict:
    word, unit, number = site.word, site.unit, site.number
    if _BIG.match(site.after) and word not in ("一", "百", "千", "万", "二"):
        return "measure", "unit:大"
    if word in ("一", "二") and site.after[:1] == "大":
        return "lexical", "indefinite"
    if word == "一":
        return _one(site)
    if unit is not None:
        if (
            word in ("万", "千", "百", "亿", "零")
            and not site.hedge
            and unit.symbol
            not in ("人", "元", "亩", "吨", "个", "家", "户", "名", "人次", "米", "公里", "所", "天")
        ):
            return "name", "bare_power"
        return "measure", f"unit:{unit.symbol}"
    if (
        all(char in "万亿" for char in word)
        and not site.hedge
        and not find_bound_before(site.text, site.start)
    ):
        return "lexical", "bare_power"
    if site.hedge or number.hedge or (len(word) > 1 and word[-1] in "万亿"):
        return "measure", "multiplied"
    if find_bound_before(site.text, site.start) and len(word) > 1:
        return "measure", "bounded"
    if word in ("百", "千", "零", "万", "亿"):
        return "lexical", "bare_power" if HAN_CHAR.match(site.after) else "no_unit"
    return "name", "no_unit"


def _one(site: Site) -> Verdict:
    unit = site.unit
    bounded = find_bound_before(site.text, site.start) is not None
    if unit is None:
        if bounded and site.hedge:
            return "measure", "bounded"
        adverb = HAN_CHAR.match(site.after) and site.before[-1:] not in "是为"
        return "lexical", "adverbial" if adverb else "no_unit"
    if bounded or _PER_TIMES.search(site.before):
        return "measure", f"unit:{unit.symbol}"
    if unit.symbol == "次":
        return "lexical", "indefinite"
    if site.text.startswith(unit.symbol, unit.end) or _NEGATED.search(site.before):
        return "lexical", "indefinite"
    if site.text[unit.end : unit.end + 1] == "制":
        return "name", "system"
    if site.before[-1:] in "和、及" and _LISTED_COUNT.search(site.before):
        return "measure", f"unit:{unit.symbol}"
    after_unit = site.text[unit.end : unit.end + 2]
    if _INDEFINITE_BEFORE.search(site.before):
        return "lexical", "indefinite"
    if unit.symbol[0] in _INDEFINITE or unit.symbol in ("系列", "方面", "个方面"):
        if (
            _POST_NOMINAL.match(after_unit)
            and site.before[-1:] not in "的第"
            and unit.symbol in ("个", "项", "支", "条", "件", "座", "台", "部")
        ):
            return "measure", f"unit:{unit.symbol}"
        return "lexical", "indefinite"
    if site.after[:1] == "年" and _ARTICLE_BEFORE.search(site.before):
        return "lexical", "article"
    return "measure", f"unit:{unit.symbol}"
