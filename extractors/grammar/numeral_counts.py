"""Numerals that count or measure, and those that only look so: classes measure, scope, lexical.

Finds: “学位1740个” (measure), “0—3岁婴幼儿” (scope), “每千人口” (scope), “一条特色之路” (lexical: indefinite).
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar.bounds import find_bound_after, find_bound_before
from extractors.grammar.numeral_site import HAN, Site, Verdict

# 平均预期寿命80.2岁 | 平均年龄38岁: an age that is the figure itself
_AGE_FIGURE: Final = re.compile(r"(?:寿命|平均年龄|均龄|年龄为|提高|增加|延长|达到?|增至)[^，。；]{0,6}$")
_PER: Final = re.compile(r"(?:每|平均每|按每)$")
_PER_TIMES: Final = re.compile(
    r"每(?:个)?(?:人|天|周|月|季度|学期|学年|年|班|校|生|户|日|小时|季|半年)[一-鿿]{0,4}$"
)
_SIZE_NOUN: Final = re.compile(
    r"的?[一-鿿]{0,6}?(?:项目|企业|产业|集群|园区|工程|单位|机组|锅炉|户|人口|商户|平台|基地|公司|投资|大户|龙头|工业|医院|水库|家庭|人群|群众|教师|老人|学生|村|镇|县)"
)
_SIZED: Final = frozenset({"money", "length", "area", "volume", "mass", "energy"})
_ORDER: Final = re.compile(r"(?:元)?级")
_DEFINED: Final = re.compile(r"(?:建成|拥有|配备|设有|具有|具备)$")
_DEFINED_AFTER: Final = re.compile(r"(?:个|所|间|名|处|项|套|块)以上[一-鿿]{1,12}的[一-鿿]{1,6}[0-9]")

# one of these after 一 says no number: 一条富有特色的路, 一股绳, 一支队伍
_INDEFINITE: Final = frozenset(
    "个种股片条支轮代道番场份把张套面类项块盘门堂笔段批口声行件根头只双对副层本线环路滴席幅首曲篇步点级颗束缕丝座部台样手身心切面窝桩层通网刻瞬招载锤池派"
)
_STEADY: Final = frozenset("所家名户座间栋幢处辆亩吨米元人岁倍成元年天月周日")
_POST_NOMINAL: Final = re.compile(r"(?:[，。、；;,.）)]|$|以上|左右|和|及|\n)")
_IDIOM_HALF: Final = re.compile(r"半(?=[年天日月小个])")
_LEXICAL_NEXT: Final = re.compile(
    rf"(?:是|到|来|要|经|如|应|旦|味|时|时间|朝|概|整|发|言|触|贯|齐|路|把|抓|个个|次次|步步|年年|天天|件件|项项|条条|户户|张张|座座|家家|代代|点点|[{HAN}]一[{HAN}])"
)
_BIG: Final = re.compile(r"大(?!于|型|量|小|家|学|会|众|力|幅|概|约|多|致|局|爱|地)")
# 极为重要的一年 | 承上启下的关键一年
_ARTICLE_BEFORE: Final = re.compile(r"(?:的|关键|开局|收官|攻坚|决胜|起步|最后|丰收|落实|突破|头|奠基)$")
# 三条道路和一座桥: one among counted things
_LISTED_COUNT: Final = re.compile(
    r"[0-9二两三四五六七八九十][余多]?[条座个所家台处项名间栋幢支部辆][一-鿿]{0,6}[和、及]$"
)
_INDEFINITE_BEFORE: Final = re.compile(
    r"(?:新|这|那|某|另|又|再|唯|同|每|任何|哪|上|下|前|后|头|第|之|其中|成为|作为|是)$"
)


def scope_class(site: Site) -> Verdict | None:
    """scope for a numeral that limits a population instead of measuring it."""
    unit, before, after = site.unit, site.before, site.after
    if unit is not None and unit.base in ("岁", "周岁"):
        if _AGE_FIGURE.search(before):
            return None
        return "scope", "age"
    if (
        unit is None
        and after[:1] in "-—－–~～至到"
        and re.match(r"[-—－–~～至到]{1,2}[0-9０-９一二三四五六七八九十]{1,3}周?岁", after)
    ):
        return "scope", "age"
    if (
        before[-1:] == "每"
        and site.word[:1] in "百千万十0123456789"
        and _PER.search(before)
        and site.word not in ("一", "1")
    ):
        return "scope", "per"
    if before[-1:] == "每" and site.word in ("一", "1"):
        return ("lexical", "each")
    if unit is not None and unit.dimension in _SIZED:
        bound = find_bound_after(site.text, unit.end)
        if bound and bound.text.endswith(("以上", "以下", "以内")) and _SIZE_NOUN.match(site.text, bound.end):
            return "scope", "size_class"
    if (
        site.number.kind == "chinese"
        and site.word in ("百亿", "千亿", "万亿", "十亿", "百万", "千万", "亿")
        and (site.word != "亿" or site.after[:1] in "元级斤吨")
        and (unit is None or unit.symbol == "级")
    ):
        if _ORDER.match(after) and not _SIZE_NOUN.match(after[1:]):
            return "measure", "order_of_magnitude"
        return "scope", "size_class"
    if unit is not None and _DEFINED.search(before) and _DEFINED_AFTER.match(after):
        return "scope", "defining_clause"
    return None


def half_class(site: Site) -> Verdict | None:
    """measure for the half added to a quantity: 三斤半, 两年半."""
    return ("measure", "half_more") if site.word == "半" and _HALF_AFTER_UNIT.search(site.before) else None


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


_FIGURE_BEFORE: Final = re.compile(
    r"(?:达到?|为|至|到|占|增长|增加|下降|提高|提升|完成|约|近|超过?|是|共|计|得分|指数|[：:≥≤><＞＜])\s?$"
)


# 三斤半, 两年半, 两个半小时
_HALF_AFTER_UNIT: Final = re.compile(r"[0-9一两二三四五六七八九十](?:年|斤|吨|米|里|亩|尺|成|两|天|公里|个(?=$))$")


def _arabic(site: Site) -> Verdict:
    if site.unit is not None:
        return "measure", f"unit:{site.unit.symbol}"
    if site.hedge or not site.word[-1].isdigit():
        return "measure", "multiplied"
    if find_bound_before(site.text, site.start) or find_bound_after(site.text, site.end):
        return "measure", "bounded"
    after = site.after
    if re.match(r"\s?[、,，和及与或/至到\-—－–~～]{1,2}\s?[0-9０-９]", after):
        return "measure", "listed"
    if site.token is not None and site.token.pos in _NOUN_LIKE and len(site.token.word) <= 3:
        return "measure", f"unknown_unit:{site.token.word}"
    if _FIGURE_BEFORE.search(site.before):
        return "measure", "bare_figure"
    return "name", "bare_number"


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
    if all(char in "万亿" for char in word) and not site.hedge and not find_bound_before(site.text, site.start):
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
    if site.text.startswith(unit.symbol, unit.end):
        return "lexical", "reduplicated"
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
