"""Numerals that limit a population instead of measuring it: class scope.

Finds: “0—3岁婴幼儿”, “每千人口”, “纳税超千万元企业”, “5000万元以上项目”, “百亿产业园”, “万亩示范区”.
Leaves: sizes of one thing (“投资5.4亿元的项目”) and figures that are reached (“突破百亿元大关”), which are
measures.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar.bounds import find_bound_after, find_bound_before
from extractors.grammar.numeral_site import Site, Verdict
from extractors.grammar.units import UnitMatch

# 人均预期寿命80.2岁 | 平均年龄38岁: an age that is the figure itself
_AGE_FIGURE: Final = re.compile(r"(?:寿命|平均年龄|均龄|年龄为|提高|增加|延长|达到?|增至)[^，。；]{0,6}$")
_AGE_RANGE: Final = re.compile(r"[-—－–~～至到]{1,2}[0-9０-９一二三四五六七八九十]{1,3}周?岁")
_AGES: Final = ("岁", "周岁")
_SIZED: Final = frozenset({"money", "length", "area", "volume", "mass", "energy"})
_SIZE_NOUN: Final = re.compile(
    r"的?[一-鿿]{0,6}?(?:项目|企业|产业|集群|园区|工程|单位|机组|锅炉|户|人口|商户|平台|基地|公司|"
    r"投资|大户|龙头|"
    r"工业|医院|水库|家庭|人群|群众|教师|老人|学生|村|镇|县|重点|市场|主体|机构|示范|公园|景区|大桥|"
    r"泊位|港区|片林)"
)
# bare powers without a digit: 百亿 千亿 万 亿
_BARE: Final = re.compile(r"[十百千万亿]+$")
_BARE_UNITS: Final = frozenset("元亩吨人户级头只")
_REACHED: Final = re.compile(
    r"(?:规模|水平|目标|门槛|台阶|大关|行列|[，。、；）”\n]|(?:以上|左右)(?![一-鿿]))"
)
_REACHED_BEFORE: Final = re.compile(r"(?:达到?|至|突破|超过?|迈上|跨越|迈入|冲击|实现|近|上)$")
_PEOPLE: Final = re.compile(r"[一-鿿]{0,6}?(?:群众|人口|学生|农民|居民|游客|人次|职工|劳动者)")
_LIMIT_BEFORE: Final = ("超", "过", "超过", "达到", "达", "上", "逾")
# 学前三年毛入园率 | 56人以上班额 | 600分以上考生
_STAGE_BEFORE: Final = re.compile(r"(?:学前|高中|初中|小学)$")
_CLASS_AFTER: Final = re.compile(
    r"(?:及)?以[上下](?:的)?(?:大?班额|大班|规模|学校|企业|单位|行政村|自然村|村|社区|场所|考生|高分|"
    r"学生|人数|群体|工程|会议|活动|聚集)"
)
# 万元GDP能耗: per ten thousand yuan of output
_PER_OUTPUT: Final = re.compile(r"元(?:GDP|地区|国内|生产总值|工业|产值|增加值|农业|投资)")
_DEFINED: Final = re.compile(r"(?:建成|拥有|配备|设有|具有|具备)$")
_DEFINED_AFTER: Final = re.compile(r"(?:个|所|间|名|处|项|套|块)以上[一-鿿]{1,12}的[一-鿿]{1,6}[0-9]")


def scope_class(site: Site) -> Verdict | None:
    """scope, or measure for an order of magnitude that is reached (达到千亿级规模)."""
    unit, before, after = site.unit, site.before, site.after
    if unit is not None and unit.base in _AGES:
        return None if _AGE_FIGURE.search(before) else ("scope", "age")
    if unit is None and after[0] in "-—－–~～至到" and _AGE_RANGE.match(after):
        return "scope", "age"
    if before[-1] == "每":
        if site.word in ("一", "1"):
            return "lexical", "each"
        if site.word[0] in "百千万十0123456789":
            return "scope", "per"
    if site.word == "万" and _PER_OUTPUT.match(after):
        return "scope", "per"
    if site.number.kind == "chinese" and _BARE.match(site.word):
        return _bare_power(site)
    if unit is not None and unit.symbol == "年" and _STAGE_BEFORE.search(before):
        return "scope", "stage_length"
    if unit is not None and unit.symbol in ("人", "名", "分") and _CLASS_AFTER.match(site.text, unit.end):
        return "scope", "size_class"
    if unit is not None and unit.dimension in _SIZED and _is_size_class(site, unit):
        return "scope", "size_class"
    if unit is not None and _DEFINED.search(before) and _DEFINED_AFTER.match(after):
        return "scope", "defining_clause"
    return None


def _is_size_class(site: Site, unit: UnitMatch) -> bool:
    """5000万元以上项目, 过亿元企业: a bound on one side and the kind of thing after."""
    bound = find_bound_after(site.text, unit.end)
    if bound is not None:
        return (
            bound.text.endswith(("以上", "以下", "以内"))
            and _SIZE_NOUN.match(site.text, bound.end) is not None
        )
    limit = find_bound_before(site.text, site.start)
    return (
        limit is not None
        and limit.text in _LIMIT_BEFORE
        and _SIZE_NOUN.match(site.text, unit.end) is not None
    )


def _bare_power(site: Site) -> Verdict | None:
    """百亿产业园 and 万亩示范区 name a kind; 达到千亿级规模 and 突破百亿大关 tell a figure."""
    unit, after = site.unit, site.after
    large = site.word[-1] in "万亿" and (len(site.word) > 1 or after[0] in "元级亩吨斤")
    if unit is None or unit.symbol == "级":
        if not large:
            return None
        rest = after.removeprefix("元").removeprefix("级")
        reached = _REACHED_BEFORE.search(site.before) is not None
        if after[0] in "级元" and len(rest) < len(after):
            return ("measure", "order_of_magnitude") if _REACHED.match(rest) else ("scope", "size_class")
        if reached and (_REACHED.match(after) or _PEOPLE.match(after)):
            return "measure", "multiplied"
        return ("scope", "size_class") if _SIZE_NOUN.match(after) else None
    if unit.symbol not in _BARE_UNITS or site.hedge:
        return None
    if find_bound_after(site.text, unit.end):
        return ("scope", "size_class") if unit.dimension in _SIZED and _is_size_class(site, unit) else None
    if _SIZE_NOUN.match(site.text, unit.end) and (large or not _REACHED_BEFORE.search(site.before)):
        return "scope", "size_class"
    return None
