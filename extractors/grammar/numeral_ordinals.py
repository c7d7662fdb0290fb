"""Ordinals, grades and ranks: 第三批, 省二级, 一等奖, 首批 (ordinal); 全省第八, 前三 (rank).

Leaves: numbers of headings (`numeral_names`) and 前20% or 前三季度, which limit or date.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.grammar.numeral_site import Site, Verdict
from extractors.grammar.numeral_words import listed_class

# 第二实验中学 | 第三人民医院 | 第二水厂
_INSTITUTION: Final = re.compile(
    r"(?:[一-鿿]{0,4}?)(?:幼儿园|小学|中学|高级中学|高中|初中|实验[一-鿿]{0,2}[学园校]|完全|职业|"
    r"外国语|人民医院|医院|卫生院|附属|学校|社区|敬老|福利院|"
    r"污水|水厂|自来水|水质|净水|净化厂|垃圾|热电|变电|养老|看守所|图书馆|师范|党校|税务|居委|村委|"
    r"检察|法院|附小|附中|幼(?![儿小])|小(?!组)|中(?!心|央)|医(?=院)|公园|大桥|隧道|泵站)"
)
_NOT_INSTITUTION: Final = re.compile(
    r"(?:批|届|期|轮|个|所|次|家|座|季|阶|方|产|名|位|条|类|大|代|站|课|要|责|步)"
)
_RANK_WORD: Final = re.compile(
    r"(?:位居|位列|位于|列|居|排名|排位|排在|排|名列|稳居|跃居|升至|升到|上升到|上升至|跃升至|跃升到|"
    r"前移至|夺得|荣获|获得|获|取得|保持|名次|位次|蝉联|勇夺|均为|"
    r"指数|增速|总量|增幅|进入|达到|全[省市国区县球军县域]|世界|同类|[省市县州]|各[省市县区]|之中|"
    r"小组|团体|总分|综合|考核|评比|分列|分别|继续)[一-鿿]{0,6}$"
    r"|(?:位居|位列|名列|稳居|排名)[一-鿿]{0,11}$"
)
# 全市第一成功入选: a place reached, told like an adverb
_PLACE_BEFORE: Final = re.compile(r"(?:全[省市国区县州]|全球|世界)$")
_WON_AFTER: Final = re.compile(r"(?:名|位)?(?:成功|通过|入选|顺利|荣获|获评|获得|完成|实现|列入|跻身|建成)")
_CLAUSE_END: Final = re.compile(
    r"(?:名|位|次)?(?:[，。、；;,.！!？）)”’\s]|$|和|及|与|的(?:好?成绩|位次|目标|水平|名次|地位)|位$)"
)
_RANK_UNIT: Final = re.compile(r"(?:名|位)(?![一-鿿]{0,4}(?:教师|学生|同学|干部|代表|负责|书记|责任))")
# 把安全放在第一位
_PLACED_FIRST: Final = re.compile(r"(?:放在|摆在|作为|视为|置于|当作)[一-鿿]{0,4}$")
_LEADING: Final = re.compile(r"(?<![目之以提当年月日天此生门跟眼从空超])前$")
_LEADING_AFTER: Final = re.compile(
    r"(?:名|位|强|列|行列|甲|十强)?(?:[，。、；;,.！!）)”\s]|$|的|行列|以内|之列|位次|水平|和|强|方阵|"
    r"高校|城市|名|位)"
)
_DELTA: Final = re.compile(r"(?:上升|提升|前移|前进|提高|跃升|下降|后退|晋升|进|退|升|降)了?$")

_GRADE_AFTER: Final = re.compile(
    r"(?:级(?!别)|等(?=[奖功次品级残类]|$)|星(?!期|球|火|光|河|空)(?:级)?|甲(?=[医等公级]|$)|"
    r"类(?=[标水区地医城灾土居公用产高人]|$|[，。、）])|年级|型(?=[，。、号]|$)|本(?=线|上线|达线|"
    r"录取|批次|率|高校|院校|招|以上|及)|线(?=城市|品牌))"
)
_INDUSTRY: Final = re.compile(r"产(?!业园|品|值|量|出|能|生|权)")
# 本一上线率: the batch of a degree course
_DEGREE_AFTER: Final = re.compile(r"(?:批次)?(?:上线|达线|录取|以上|线|率|[，。、,])")
_POWER: Final = re.compile(r"[百千万亿]")
_ROUND_AFTER: Final = re.compile(r"轮(?:土地|延包|到期|承包|驱动)")
_NETWORK: Final = re.compile(r"级[一-鿿]{0,8}?(?:网络|体系|联动|机制|网格|架构|书记|干部|服务站|平台|管理)")
_LEVELS: Final = re.compile(
    r"[省市县区乡镇村街校园州国组户班厂企院]{2,}[、]?$|"
    r"[省市县区乡镇村校园][、][县区乡镇村校园班](?:[、](?:[乡镇村校园班]))?$"
)
_PHASE_AFTER: Final = re.compile(r"期(?!间|限|货|望|待|末|初|中|培训|研修|讲|[班课])")
_HELD_BEFORE: Final = re.compile(r"(?:举办|开展|开办|组织|完成|培训|推出|播出|刊发|编印|发布|连续|已办|办)$")
# 十四届人民代表大会 | 九届十一次、十二次全会 | 成立75周年
_ASSEMBLY_AFTER: Final = re.compile(r"届(?!时)|次(?:会议|全会|全体会议|常委会|代表大会|党代会|人代会)|周年")
_HELD_TIMES: Final = re.compile(r"(?:举办|连续|已办|承办|召开|举行|蝉联)(?:了)?$")
_SCHOOL_YEAR: Final = re.compile(r"年级")


# what stands right before or behind a Chinese numeral of an ordinal or grade
ORDINAL_BEFORE: Final = frozenset("第前本届")
ORDINAL_AFTER: Final = frozenset("届次周级等星甲类年型本期线职产轮")


def ordinal_class(site: Site) -> Verdict | None:
    """ordinal, rank, or a name that begins with 第."""
    before, after = site.before, site.after
    last = before[-1:]
    if site.number.kind == "word":
        return _first(site)
    if last == "第" or (last == " " and before.rstrip()[-1:] == "第"):
        return _numbered(site)
    if last == "前":
        return _leading(site)
    if after[0] in "届次周" and _ASSEMBLY_AFTER.match(after) and not _HELD_TIMES.search(before):
        return "ordinal", "assembly"
    if after[:1] == "次" and last == "届":
        return "ordinal", "assembly"
    if site.number.kind != "arabic":
        return _grade(site)
    if after[:1] in "级年" and (
        _SCHOOL_YEAR.match(after) or (after[:1] == "级" and len(site.word) <= 2 and site.unit)
    ):
        return "ordinal", "grade"
    if last == "高" and after[:1] in "年":
        return "ordinal", "grade"
    return None


def _first(site: Site) -> Verdict | None:
    if site.word != "首":
        return None
    counted = site.after[0] in "批个家次条届部座款台例支所张期位名场项辆列笔艘架轮套块枚只种类本颗宗"
    listed = listed_class(site)
    # 为首批 is no 为首; 首位度 is no 首位
    if listed is not None and (not counted or not listed[1].endswith("首")):
        return None
    if counted:
        return "ordinal", "first"
    if site.before[-2:] in ("位居", "名列", "位列") or site.before[-1:] in "居榜":
        return "lexical", "first"
    return None


def _numbered(site: Site) -> Verdict:
    before, after = site.before.rstrip()[:-1], site.after.lstrip(" \u3000") or "\n"
    if (
        site.word == "一"
        and after.startswith(("时间", "线", "手资料", "要务的"))
        and not after.startswith("要务")
    ):
        return "lexical", "first_time"
    if after[:1] == "位" and _PLACED_FIRST.search(before):
        return "lexical", "first"
    if _RANK_UNIT.match(after) and not _CLAUSE_END.match(after):
        return "ordinal", "numbered"
    if _CLAUSE_END.match(after):
        if _RANK_WORD.search(before) or _DELTA.search(before):
            return "rank", "place"
        return (
            ("rank", "place")
            if after[:1] in "名位"
            else ("lexical", "first")
            if site.word == "一"
            else ("ordinal", "numbered")
        )
    if _PLACE_BEFORE.search(before) and _WON_AFTER.match(after):
        return "rank", "place"
    if after[:1] == "季" and after[1:2] == "度":
        return "date", "quarter"
    if _INSTITUTION.match(after) and not _NOT_INSTITUTION.match(after) and site.word != "两":
        return "name", "institution"
    return "ordinal", "numbered"


def _leading(site: Site) -> Verdict | None:
    if not _LEADING.search(site.before):
        return None
    after = site.after
    if after[:1] in "%％" or after[:2] == "个百" or site.number.kind == "fraction":
        return "scope", "leading_share"
    if after.startswith(("季度", "个季度", "个月", "月")):
        return "date", "leading_period"
    if _LEADING_AFTER.match(after):
        return "rank", "leading"
    return None


def _grade(site: Site) -> Verdict | None:
    word, before, after = site.word, site.before, site.after
    first = after[:1]
    if before[-1] == "本" and word in ("一", "二", "三") and _DEGREE_AFTER.match(after):
        return "ordinal", "grade"
    if not first or first not in "级等星甲类年型本期线职产轮":
        return None
    if first == "产":
        return ("ordinal", "industry") if _INDUSTRY.match(after) and word[0] in "一二三" else None
    if first == "轮":
        return ("ordinal", "grade") if word in ("二", "三") and _ROUND_AFTER.match(after) else None
    if first == "级" and (
        _LEVELS.search(before)
        or word in ("两", "多")
        or (word in ("三", "四", "五", "六") and _NETWORK.match(after))
    ):
        return "measure", "levels"
    if first == "类" and (word not in ("一", "二", "三") or before[-1:] in "等这各"):
        return None
    if first == "期" and word != "两" and _PHASE_AFTER.match(after) and not _HELD_BEFORE.search(before):
        return "ordinal", "phase"
    if first == "年" and not after.startswith("年级"):
        return None
    if _GRADE_AFTER.match(after) and word != "两" and not _POWER.search(word):
        if first == "星" and after[1:2] not in "级酒饭宾景社园，。、”":
            return None
        return "ordinal", "grade"
    return None
