"""Numerals inside names, codes and numbering: classes name, marker and parts of ordinal.

Finds: “（一）加强党的领导”, “柳河十一幼”, “F-09地块”, “三化一创”, “北三环”, “党的二十大”,
“12345热线”, “5.0版”.
Leaves: ordinals with 第 and grades (`numeral_ordinals`), words of the dictionary (`numeral_words`).
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar.numeral_site import HAN, Site, Verdict

# --- numbering ---------------------------------------------------------------------------------------

_LINE_HEAD: Final = re.compile(r"(?:^|\n)[ \t\u3000\u00a0#*·●■◆—-]{0,8}第?[（(【\[]?\s?$")
_MARK_AFTER: Final = re.compile(r"\s?[）)】\]]?\s?(?:[、.．,，:：)）】]|[）)]|是|要|[ \t\u3000](?=[一-鿿]))")
_CHAPTER_AFTER: Final = re.compile(r"[章节条编部卷]|部分")
_CLAUSE_HEAD: Final = re.compile(r"(?:^|[。；;：:！？!?，,\n）)])\s?[（(]?\s?$")
_FIRST_LISTED: Final = re.compile(r"[是要](?!否|求|素|点|塞)|则是|来[，,是]|就是")
_ENCLOSED_BEFORE: Final = re.compile(r"[（(]\s?$")
_ENCLOSED_AFTER: Final = re.compile(r"\s?[）)]")
_TABLE_NUMBER: Final = re.compile(r"(?:附件|附表|附图|表|图|专栏|注释?|第?附件之?)\s?$")
# what stands before the number of a heading, or after that of a listed point: few numerals have either
MARKER_BEFORE: Final = frozenset("（(【[［#*·●■◆—-第其。；;！？”》件表图栏注释之")
LISTED_AFTER: Final = frozenset("是要则来就")


def marker_class(site: Site) -> Verdict | None:
    """marker for the number of a heading or of a listed point."""
    word, before, after = site.word, site.before, site.after
    last = before[-1]
    if last not in MARKER_BEFORE and after[0] not in LISTED_AFTER and not last.isspace():
        return None
    if len(word) > 3 or site.number.kind in ("word", "fraction", "plan"):
        return None
    chinese = site.number.kind != "arabic"
    if not before or before[-1] in "\n （(【[#*·●■◆—-\u3000\t第":
        head = _LINE_HEAD.search(before)
        if head and (not before[: head.start()] or head.group()[:1] == "\n" or site.start == len(before)):
            numbered = before.rstrip()[-1:] == "第"
            if numbered and _CHAPTER_AFTER.match(after.lstrip()):
                return "marker", "chapter"
            if (
                not numbered
                and _is_line_head(site, head)
                and _MARK_AFTER.match(after)
                and not _decimal_heading(site)
            ):
                return "marker", "line_head"
    if chinese and _FIRST_LISTED.match(after) and _CLAUSE_HEAD.search(before):
        return "marker", "listed_point"
    if before[-1:] in "（( " and _ENCLOSED_BEFORE.search(before) and _ENCLOSED_AFTER.match(after):
        return "marker", "enclosed"
    if chinese and before[-1:] == "其" and after[:1] in "，,、是：:":
        return "marker", "listed_point"
    row = after[:1] == "、" and after[1:2] in "一二三四五六七八九十第"
    if (
        before[-1:] == "第"
        and after[:1] in "，,、：:"
        and not row
        and _CLAUSE_HEAD.search(before[:-1])
        and after[:1]
    ):
        return "marker", "listed_point"
    if (after[:1] == "、" or (not chinese and after[:1] in ".．")) and before[-1:] in "。；;！？":
        return ("marker", "inline_heading") if not after[1:2].isdigit() else None
    if (
        not chinese
        and site.unit is None
        and ((before[-1:] in "[［" and after[:1] in "]］" and after[:1]) or before[-1:] in "”》")
    ):
        return "marker", "footnote"
    if not chinese and site.unit is None and _TABLE_NUMBER.search(before):
        return "marker", "attachment"
    return None


def _is_line_head(site: Site, head: re.Match[str]) -> bool:
    position = site.start - (len(site.before) - head.start())
    return position <= 0 or site.text[position] == "\n" or site.text[position - 1 : position] == "\n"


def _decimal_heading(site: Site) -> bool:
    """3, 5个 at a line head is no heading; 1.2023年 is."""
    return site.after[:1] in ",，" and site.after[1:2].isdigit()


# --- codes -------------------------------------------------------------------------------------------

_CODE_BEFORE: Final = re.compile(r"[A-Za-zα-ω]\s?[-—–－.．#＃]?\s?$|[A-Za-z0-9][-_/=&%?+＋]$")
_CODE_AFTER: Final = re.compile(r"[-－]?[A-Za-z]|[+＋]")
_PLUS: Final = re.compile(r"\s?[+＋]\s?[0-9A-Za-zＮＸ一-鿿“]")
_PLUS_BEFORE: Final = re.compile(r"[+＋]\s?$")
_GRADE_LETTERS: Final = re.compile(r"[ABCＡ]{1,5}(?:级|景区|类|等|$|[，。、”])")
_NUMBER_SIGN: Final = re.compile(r"[#＃号](?!召)")
_HOTLINE: Final = re.compile(r"(?:12\d{3}|11[0-9]|12[0-9]|9\d{4})$")
_HOTLINE_AFTER: Final = re.compile(
    r"[”’]?[一-鿿]{0,6}?(?:热线|平台|急救|指挥|服务台|接警|接处警|便民|政务|专线|投诉|举报|联动|报警)"
)
_PHONE_BEFORE: Final = re.compile(
    r"(?:电话|传真|邮编|邮政编码|手机|号码|编号|代码|账号|热线|证号|\d-|Tel)[：:]?\s?$"
)
_VERSION_AFTER: Final = re.compile(r"\s?[”’]?(?:版|时代|模式|工程|行动|政策|改革|系统|平台|方案|工作|经验)")


def code_class(site: Site) -> Verdict | None:
    """name for a numeral that is part of a code, a version, a telephone number or a document number."""
    if site.number.kind != "arabic":
        if site.after[:1] == "号" and _NUMBER_SIGN.match(site.after):
            return "name", "numbered"
        near = site.before[-2:] + site.after[:2]
        if "+" not in near and "＋" not in near:
            return None
        plus = _PLUS.match(site.after) or _PLUS_BEFORE.search(site.before)
        return ("name", "plus_formula") if plus else None
    word, before, after = site.word, site.before, site.after
    last, first = before[-1:], after[:1]
    if last and (last.isascii() or last in "＋—－＃" or last.isspace()) and _CODE_BEFORE.search(before):
        bare_plus = last in "+＋" and before[-2:-1] not in "0123456789"
        if not bare_plus and not _range_dash(site):
            return "name", "code"
    if first and first.isascii() and (first.isalpha() or first in "+-") and site.unit is None:
        if _GRADE_LETTERS.match(after):
            return "ordinal", "grade"
        if _CODE_AFTER.match(after):
            return "name", "code"
    if (first in "+＋" and _PLUS.match(after)) or (last in "+＋" and _PLUS_BEFORE.search(before)):
        return "name", "plus_formula"
    if (first == "·" or last == "·") and _EVENT.search(before[-4:] + word + after[:4]):
        return "name", "event"
    if first in "国省县乡" and _NUMBERED_ROAD.match(after):
        return "name", "numbered_road"
    if first == "强" and site.unit is None:
        return "name", "top_list"
    if first in ("号", "#", "＃") and _NUMBER_SIGN.match(after):
        return "name", "numbered"
    if (
        len(word) in (3, 5)
        and _HOTLINE.match(word)
        and (site.unit is None or last in "“")
        and _HOTLINE_AFTER.match(after)
    ):
        return "name", "hotline"
    if (len(word) >= 5 and word.isdigit() and _PHONE_BEFORE.search(before)) or (
        len(word) >= 11 and word.isdigit()
    ):
        return "name", "telephone"
    if (
        word.endswith((".0", "．０", "．0"))
        and (site.unit is None or site.unit.symbol == "版")
        and (_VERSION_AFTER.match(after) or not first or first in "”’，。、；《》（）")
    ):
        return "name", "version"
    return None


_NUMBERED_ROAD: Final = re.compile(r"[国省县乡]道|国集团")
_EVENT: Final = re.compile(r"\d{1,2}·\d{1,2}")


def _range_dash(site: Site) -> bool:
    """10%-15%: a dash after a number with a unit joins a range, it is no code."""
    return site.before[-2:-1] in "0123456789%％" and site.before[-1:] in "-—–－" and site.unit is not None


# --- schools, roads, congresses, formulas -----------------------------------------------------------------

# 瓯海十一幼 | 仙岩一中 | 永嘉二职 | 人民一院; not 三小时, 一中心, 两高
_SCHOOL_AFTER: Final = re.compile(
    r"(?:幼(?!儿|小)|小(?!时|学|型|组|康|于|微|区|镇|康|件|额|麦|规|户|步)|中(?!心|学生|央|国|小|"
    r"等(?![优各一1-9])|间|午|型|考|外|华|共|级|期|全会|东|药|西|游|有|的)"
    r"|职(?!业|称|工|责|位|教)|高(?!中|校|等|质|新|水|级|标|效|端|速|考|龄|层|度|铁|位|于|技|一|精)|"
    r"院(?!士|长|系)|附院|附小|附中|医院|完小|初(?!步|级|心|中|期)"
    r"|园(?=新建|改建|扩建|改扩建|迁|移址|异地|升级|改造|分园|总园))"
)
# 44中学, 105中学, 12小学: counting schools takes 所
_SCHOOL_AFTER_DIGITS: Final = re.compile(
    r"(?:高级)?中学(?!生)|小学(?!生|[科段毕])|幼儿园|中(?=[、，。；）校高初教]|$)"
)
# 985高校, 985、211院校
_ELITE_AFTER: Final = re.compile(
    r"[”’]?(?:[、/和及]?[“‘]?(?:985|211)[”’]?)?(?:高校|院校|大学|工程|类|名校|重点)"
)
_HAVING_BEFORE: Final = re.compile(r"(?:共|有|全部|新增|等|其中|达)$")
_ROAD_AFTER: Final = re.compile(
    r"环(?!节|境|保|比|评|卫|绕|氧|状)|[一-鿿]?(?:大道|大街|公路|高速)|[路街巷弄桥](?!径|线|演|灯|面|"
    r"网|况|道|段|头|由)|[经纬马](?=路)|渠(?!道)|[河江湖](?=[一-鿿]?[大支])"
)
# 七节河 | 九里山, but 三条河, 两座山
_RIVER: Final = re.compile(
    r"(?![条座个道段片处江大小类级代期批])[一-鿿][河江山岭沟](?![流道段湖长里两上中下东西南北区体水])"
)
# what these patterns can begin with: most numerals are passed over without trying them
_SCHOOL_FIRST: Final = frozenset("幼小中职高院附医完初园")
_ROAD_FIRST: Final = frozenset("环大公高路街巷弄桥经纬马渠河江湖")
_ROAD_SECOND: Final = frozenset("大公高")
_RIVERS: Final = frozenset("河江山岭沟")
_ROAD_PLACE: Final = re.compile(r"[东南西北内外大新老中上下]$")
_CONGRESS_AFTER: Final = re.compile(
    r"大(?!于|型|量|小|家|学|会?堂)(?:以来|精神|报告|代表|部署|决策|召开|和|、|，|。|”|的|胜|作|提|安|"
    r"开|闭|明|战|要|关|会)?"
)
_PLENUM_AFTER: Final = re.compile(r"中(?:[、和及][一二三四五六七]中){0,5}全会|次全会")
# 三化一创 | 三重一大 | 一横一纵 | 四馆一中心
_FORMULA: Final = re.compile(
    rf"[一两二三四五六七八九十](?P<first>(?:(?![一两二三四五六七八九十])[{HAN}]){{1,2}})"
    rf"(?P<second>[一两二三四五六七八九十])(?P<last>(?![一两二三四五六七八九十])[{HAN}])"
)
_PERIOD_TITLE: Final = re.compile(
    r"年(?:行动|规划|计划|攻坚|专项|方案|提升|倍增|翻番|大提升|大变样|禁渔|战略|义务教育|一贯|制|期规划)"
)
_DAYS_TITLE: Final = re.compile(r"[日天](?:攻坚|行动|会战|大战|竞赛|整治|冲刺|百场|行)")
_CIRCLE_AFTER: Final = re.compile(r"(?:分钟|小时|公里|里)(?:[一-鿿]{0,8}圈|经济区|通勤|交通网|都市)")
_QUOTED_FORMULA: Final = re.compile(r"(?:个|大|项|种|条)?[“‘]")


def name_class(site: Site) -> Verdict | None:
    """name for a numeral of a school, road, congress or policy formula that stands without quotes."""
    kind, after, before = site.number.kind, site.after, site.before
    first, second = after[0], after[1:2]
    if first == "年" and _PERIOD_TITLE.match(after) and not before.endswith(("每", "近", "连续")):
        return "name", "period_title"
    if first in "分小公里" and _CIRCLE_AFTER.match(after):
        return "name", "circle"
    if kind == "arabic":
        if site.word in ("985", "211") and _ELITE_AFTER.match(after):
            return "name", "top_list"
        bare = len(site.word) <= 3 and site.word.isdigit() and not _HAVING_BEFORE.search(before)
        return ("name", "school") if bare and _SCHOOL_AFTER_DIGITS.match(after) else None
    if kind in ("chinese", "pair", "row"):
        value = site.number.value or ""
        small = len(value) <= 2 and value.isdigit()
        if first == "大" and (
            before.endswith("党的") or (small and 11 <= int(value) <= 30 and _CONGRESS_AFTER.match(after))
        ):
            return "name", "congress"
        if (first in "中次" and _PLENUM_AFTER.match(after)) or (first == "届" and "中全会" in after[:6]):
            return "name", "plenum"
        if (
            (
                small
                and first in _SCHOOL_FIRST
                and site.word != "两"
                and before[-1:]
                and (HAN_LAST.match(before[-1:]) or (after[:1] == "园" and before[-1:] == "、"))
                and before[-1:] != "第"
            )
            and _SCHOOL_AFTER.match(after)
            and not _COUNTED_BEFORE.search(before)
        ):
            return "name", "school"
        if (
            small
            and (first in _ROAD_FIRST or second in _ROAD_SECOND)
            and _ROAD_AFTER.match(after)
            and (first != "环" or _ROAD_PLACE.search(before) or second in "路线高内以")
        ):
            return "name", "road"
        if small and second in _RIVERS and _RIVER.match(after):
            return "name", "river"
        if first in "日天" and _DAYS_TITLE.match(after):
            return "name", "period_title"
        if site.word in _FORMULA_DIGITS and _QUOTED_FORMULA.match(after):
            return "name", "quoted_formula"
    return _formula(site)


HAN_LAST: Final = re.compile(rf"[{HAN}]")
_COUNTED_BEFORE: Final = re.compile(r"(?:等|全部|新增|共|各|的|这|每|和|与)$")
_FORMULA_DIGITS: Final = frozenset("一两二三四五六七八九十")
_NOT_FORMULA: Final = frozenset("年月日天次个人级等期届条项批轮种类件名位所家户倍成点分")


def _formula(site: Site) -> Verdict | None:
    """三化一创: two Chinese digits in step, neither before a measure word."""
    if site.word not in _FORMULA_DIGITS or (site.unit is not None and len(site.unit.symbol) > 1):
        return None
    for begin in (site.start, site.start - 2, site.start - 3):
        match = _FORMULA.match(site.text, begin) if begin >= 0 else None
        if match is None or site.start not in (begin, match.start("second")):
            continue
        if match["first"][0] not in _NOT_FORMULA and match["last"] not in _NOT_FORMULA:
            return "name", "formula"
    return None
