"""Words at the head of a clause that name nothing: times, places, 我区, 各类, connectives, adverbs.

截至目前,全县共有公办幼儿园253所      →  the name begins at 公办幼儿园
今年,我市将新开工建设保障性住房      →  the verb begins at 新开工建设
"""

from __future__ import annotations

import re
from typing import Final

from extractors.statements.tokens import Tokens
from extractors.statements.wording import adverb_words, governing_words, longest_at

NUMBER: Final = r"[一二三四五六七八九十\d]+"
TIMES: Final = (
    # 截至目前, 1—6月, 6月底, 上半年, 三季度
    r"(?:截至|截止|到|至)?(?:目前|\d{1,2}[-—–~～至到]\d{1,2}月份?|[\d一二三四五六七八九十]+月份?底?|年底前?|年末|年初"
    r"|上半年|下半年|[一二三四1-4]季度)",
    # “十四五”以来, 五年来, 近三年, 2019—2021年, 3年内, 用两年时间
    r"“?十[一二三四]?五”?(?:时期|期间|末|以来)",
    r"(?:过去|近|这)?[一二三四五六七八九十]年来|(?:过去|最近|近)[两三四五]年|一年来",
    r"(?:截至|截止|到|至)?(?:(?:19|20)\d\d(?:[-—–~]\d{4})?年?度?(?:底|末|前|以来)?)",
    r"[一二两三四五六七八九十\d]+年(?:间|内|共|来|累计)",
    r"用[一二两三四五六七八九十\d]+(?:年|个月|天)(?:左右)?的?时间",
    r"每(?:生|名学生|个学生|位学生|所学校)?每(?:天|日|周|月|学期|学年|年)(?:至少)?",
    r"本年度?|今年|去年|上年|当年",
)
WHO: Final = (r"我们|该(?:区|县|市|校)|我(?:区|县|市|省|国|局|校|州|旗)|本(?:区|县|市|省|局|校)",)
# 清河市将, 东湖区今年
WHICH_PLACE: Final = r"[\u4e00-\u9fff]{2,6}?[省市区县州旗](?=将|要|拟|今年|去年|全年)"
CONNECTIVES: Final = (
    r"其中|其余|余下|含(?=[\d一二三四五六七八九十两])|使(?![用命得])|(?:分别|主要|就)是(?=[\u4e00-\u9fff]{3})",
    r"但|而|且|此外|同时|另外|还|共有|了|的|并(?![网轨])|和(?![谐美睦平])|及(?![格时其])|与(?![会])|、|把|将|以(?![上下内及])",
)
QUANTIFIERS: Final = (
    r"各类|各种|各项|各(?=[^级界项类])|一批|一大批|一些|多个|其他|其它|相关|有关|等(?![级次额])",
)
MARKS: Final = (
    # 一是, 二、, （三）, ①, and a quotation that begins with a deed
    rf"{NUMBER}是|[一二三四五六七八九十]{{1,3}}、(?![一二三四五六七八九十])|[（(]{NUMBER}[)）]"
    r"|\d{1,2}[.．、](?=[\u4e00-\u9fff])",
    r"[“‘](?=新[建增设]|建成|完成|增[加设]|创建|培养|招聘|实施|开工)|[①-⑳]|[\s\u3000]+",
)
LEAD: Final = re.compile("|".join((*TIMES, *WHO, WHICH_PLACE, *CONNECTIVES, *QUANTIFIERS, *MARKS)))
LEAD_OF_PLACE: Final = re.compile(WHICH_PLACE)
LEAD_OPENS: Final = frozenset(
    "截到至目年上下“‘十过近最这用每本今去当我该其余含使分主就但而且此同另还共了的并和及与、把将以"
    "各一二两三四五六七八九多他它相有等（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
"""The letters that all of these but the name of a place begin with: few words do."""
PLACE_LEAD: Final = re.compile(
    r"(?:全国(?!重点[实文镇]|文明|卫生|双拥|优秀|先进|劳动?模|五一|百强|青少年|县域|示范|[特一二三]等奖|[金银铜]奖)"
    r"|全省|全市|全区|全县|全州|全镇|全系统|区域|市域|县域|省内|市内|区内|县内|(?:区|县|市|省)级层面|层面)"
)
PLACE_OPENS: Final = frozenset("全区市县省层")
"""What they begin with."""


def skip_lead(text: str, place: int, end: int, tokens: Tokens) -> int:
    """The place after adverbs, times, 我区, 各类, connectives."""
    adverbs = adverb_words()
    while place < end:
        first = text[place]
        opens = first in LEAD_OPENS or not first.isalpha()
        match = (LEAD if opens else LEAD_OF_PLACE).match(text, place, end)
        if match and match.end() > place:
            place = match.end()
            continue
        length = longest_at(adverbs, text, place, end) if first in adverbs.firsts else 0
        if not length or longest_at(governing_words(), text, place, end) > length:
            break
        if length == 1 and (first in "超近约过逾达总净新至到" or not tokens.is_word(place, place + 1)):
            break
        place += length
    return place


def strip_place(text: str, place: int, end: int) -> int:
    """The place behind the name of an area that says where, not what."""
    match = PLACE_LEAD.match(text, place, end)
    if not match:
        return place
    if text[match.end() - 1] == "面":
        return match.end()
    return match.end() if end - match.end() >= 2 else place
