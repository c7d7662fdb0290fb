"""The name that stands to the left of a number, and the verb that governs it.

    成功创成省一级幼儿园14所       →  省一级幼儿园, governed by 创成
    全省共有公办幼儿园3253所       →  公办幼儿园
    完成增加值72亿元               →  增加值: one character is no name

A name of the lexicon that ends at the number is never cut: 城镇新增就业.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from extractors.statements.canonical import known_name
from extractors.statements.leads import PLACE_LEAD, PLACE_OPENS, skip_lead, strip_place
from extractors.statements.tokens import Tokens
from extractors.statements.wording import (
    BUILDING_OPENS,
    COMPOUND_BUILD,
    attribute_heads,
    governing_words,
    longest_at,
    longest_before,
    often_nouns,
    strong_verbs,
)

PAPERS: Final = "书单函表卡证"
"""下发整改通知书: so does the name of a paper."""
NAME_AFTER_VERB: Final = frozenset("率额量度型类式性化面")
"""After a verb these always make a name of it: 办结率, 发放量."""
# 光伏产品出口表现突出、增长77.6%: how it did is no part of its name
PRAISE: Final = re.compile(
    r"(?:表现|态势|持续|更加|更为|十分|非常|较为|运行)*(?:突出|强劲|亮眼|迅猛|喜人|平稳|向好|良好|明显)[、,，]?$"
)
PRAISE_END: Final = frozenset("出劲眼猛人稳好显、,，")
"""Its last character, looked at first."""
# 自然增幅2%，同口径完成3.6亿元: how it was reckoned is no name
RECKONED: Final = re.compile(
    r"(?:按)?(?:自然|名义|实际|同口径|可比口径|同比口径|还原口径|可比价格?|现价|不变价格?)(?:计算)?|含|包含|\d{1,2}[.．、]"
)
RECKONED_END: Final = frozenset("然义际径价格算含.．、")
"""Its last character, looked at first."""
# 享受到价值4元的营养餐
PARTICLE_LEAD: Final = re.compile(r"[到了](?![位期达账场会庄])")
FOOTNOTE: Final = re.compile(r"(?:\[\d{1,3}\]|[①-⑳])+$")
FOOTNOTE_END: Final = frozenset("]①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
"""Its last character, looked at first."""
# 义务教育阶段学校智慧黑板配备率: whose rate it is belongs to its scope
HOLDER: Final = re.compile(r"[\u4e00-\u9fff]{2,6}阶段(?:各)?学校(?=[\u4e00-\u9fff]{4,}率)")
RELATIVE_HEAD: Final = re.compile(
    r"[^的]的(?:学校|中小学|幼儿园|企业|单位|村|社区|学生|教师|家庭|农户|地区|县|乡镇|班级|行政村)$"
)
# 学校改扩建项目18个, 教师招聘计划: before a short head these modify
MODIFYING: Final = frozenset({"招聘", "创建", "培育", "配备", "规范提升", "改扩建"})
# 有需求学生参与率, 有条件的学校: the verb belongs to the name
OWNED: Final = re.compile(r"有(?:[需意条困]|[关效偿机限毒害序色声]|发展潜力)")
# 占应交流人数的15.3%: the share says of what
SHARE_OF: Final = re.compile(r"占(?![地道用])[^，。；、]{2,}")
# 在全国职业院校技能大赛中获一等奖3项: where it was won
CONTEST: Final = re.compile(
    r"在(?P<name>[^，。；]{2,30}?)(?:中|上|里|期间)(?=共?(?:获|取得|斩获|荣获|夺得|勇夺|摘得))"
)
# 升入高等院校比例: a share of those who did
SHARES_OF: Final = ("比例", "占比", "比率", "比重")
SHARE_DEEDS: Final = frozenset(
    [
        "升入",
        "就读",
        "交流轮岗",
        "轮岗",
        "交流",
        "参加",
        "参与",
        "接受",
        "享受",
        "使用",
        "开设",
        "配备",
        "报考",
        "选择",
        "拥有",
        "具有",
    ]
)
# 学生获省春蚕奖: the segmenter may cut 获省
WON: Final = re.compile(r"(?<![荣喜评被斩收捕查授])获(?=国家|全国|[省市区县](?!得)|第|[特一二三]等)")
# 随迁子女在公办学校就读比例
RATES: Final = ("率", "比例", "占比", "比重")
STAGES: Final = frozenset({"小学", "初中", "高中", "普通高中", "中职", "学前", "幼儿园", "城镇", "农村"})
FUND: Final = re.compile(r"(?:补贴|补助|救助|扶持|奖补|资助|奖励|帮扶)(?:资金|款项?|金)")
FUND_OPENS: Final = frozenset("补救扶奖资帮")
PLACES: Final = frozenset({"国家", "中央", "省", "市", "区", "县", "州", "上级", "省市", "市县"})
JOINED: Final = frozenset({"参与", "普及", "涉及", "给与", "赠与", "惠及"})
LATE_VERB: Final = re.compile(r"(?:累计|共计|共|先后|已|总计|合计|全年)(?P<verb>[\u4e00-\u9fff]{2,4})$")
PREPOSITIONS: Final = frozenset({
    "对", "向", "为", "与", "同", "在", "于", "由", "从", "以", "将", "把", "经", "通过", "被",
    "给", "让", "使", "比", "较", "用于", "围绕", "按照", "根据", "针对", "依托",
})  # fmt: skip
PREPOSITION_OPENS: Final = re.compile(f"[{''.join(sorted({word[0] for word in PREPOSITIONS}))}]")
"""What they begin with: most names hold none."""


class NounPhrase(msgspec.Struct, frozen=True, gc=False):
    """A name with the verb that governs it, both half-open; `verb_start == verb_end` when there is none."""

    start: int
    end: int
    verb_start: int
    verb_end: int


def find_left_noun(text: str, start: int, end: int, tokens: Tokens) -> NounPhrase:
    """The name that ends at `end`; empty (start == end) when only verbs and adverbs stand there."""
    contest = CONTEST.search(text, start, end) if text.find("在", start, end) >= 0 else None
    start = contest.end() if contest else start
    limit = known_name(text, start, end)
    place, verb_start, verb_end = _skip_verbs(text, start, limit, tokens, start, start, last=end)
    for match in strong_verbs().finditer(text, place, limit):
        if match.start() > place and text[match.start() - 1] in "“‘《":
            continue
        if (
            text[match.end() : match.end() + 1] in NAME_AFTER_VERB
            or limit - match.end() == 1
            or text.startswith("占", match.end())
            or OWNED.match(text, match.start())
            or (match[0] == "购置" and text.startswith("补贴", match.end()))
            or (not WON.match(text, match.start()) and tokens.spans(match.end()))
            or (not WON.match(text, match.start()) and not tokens.begins_word(match.start(), match.end()))
            or attribute_heads().fullmatch(text, match.end(), limit)
            or (match.start() > place and limit - match.end() <= 2 and match[0] in MODIFYING)
            or (match.start() > place and limit - match.end() <= 2 and COMPOUND_BUILD.fullmatch(match[0]))
        ):
            continue
        if match.end() < end:
            after, _, v2 = _skip_verbs(text, match.end(), limit, tokens, match.start(), match.end(), last=end)
            if after < end:
                place, verb_start, verb_end = after, match.start(), v2
    if text[place : place + 1] in PLACE_OPENS:
        place = strip_place(text, place, end)
    holder = HOLDER.match(text, place, end) if text.find("段", place, end) >= 0 else None
    place = holder.end() if holder else place
    if verb_start < verb_end == place and text[place:end] in PLACES:
        # 落实省10个常态化措施: whose they are, not what
        return NounPhrase(end, end, verb_start, verb_end)
    if end - place == 1 and verb_start < verb_end == place:
        # 完成增加值, 营造林, 受理数: one character is no name, the verb belongs to it
        length = longest_before(governing_words(), text, verb_start, verb_end) or verb_end - verb_start
        place -= length
        verb_end = place
        verb_start = min(verb_start, verb_end)
    opens = PREPOSITION_OPENS.search(text, place, end)
    behind = _after_preposition(text, place, end, opens.start(), tokens) if opens else place
    if behind > place and text[behind : behind + 1] in ("“", "‘"):
        behind, verb_start, verb_end = _skip_verbs(text, behind, limit, tokens, behind, behind, last=end)
    place = behind
    if end - place == 1 and text[place] in PREPOSITIONS:
        place = end
    while place < end and text[place] in "”’》）)」":
        place += 1
    if start < place < end - 2 and text[place] in "到了" and PARTICLE_LEAD.match(text, place, end):
        place += 1
    if text[end - 1] in RECKONED_END and RECKONED.fullmatch(text, place, end):
        place = end
    note = FOOTNOTE.search(text, place, end) if text[end - 1] in FOOTNOTE_END else None
    stop = note.start() if note else end
    praise = PRAISE.search(text, place + 2, stop) if text[stop - 1] in PRAISE_END else None
    stop = praise.start() if praise else stop
    if text[stop - 1] == "下" and text.endswith("以下", place, stop):
        stop -= 2
    while (
        stop > place
        and text[stop - 1] in "的了、和及与 \u3000\t“‘《（("
        and text[stop - 2 : stop] not in JOINED
    ):
        stop -= 1
    if (
        verb_end == place
        and text[verb_start:verb_end] in SHARE_DEEDS
        and text.endswith(SHARES_OF, place, stop)
    ):
        place, verb_end = verb_start, verb_start
    governing = governing_words()
    late = LATE_VERB.search(text, place, stop) if text[stop - 2 : stop] in governing.by_end else None
    if late and late.start() > place and late["verb"] in governing:
        # 宣传普及等活动累计举办82次
        stop, verb_start, verb_end = late.start(), late.start("verb"), late.end("verb")
    governed = start <= verb_start < verb_end <= place
    if governed and text.find("的", place, stop) >= 0 and RELATIVE_HEAD.search(text, place, stop):
        # 建成图书角的学校46所: the verb defines the schools
        place, verb_end = verb_start, verb_start
    if place > stop:
        place = stop
    if contest and place == stop:
        # 在第五届运动会上斩获8金: nothing else names them
        return NounPhrase(*contest.span("name"), verb_start, verb_end)
    return NounPhrase(place, stop, verb_start, verb_end)


def find_leading_verb(text: str, start: int, end: int, tokens: Tokens) -> tuple[int, int]:
    """The verb that a stretch begins with: 争取建成投用A校、B校扩建等5个项目."""
    _, verb_start, verb_end = _skip_verbs(text, start, end, tokens, start, start)
    return verb_start, verb_end


def _skip_verbs(
    text: str,
    place: int,
    end: int,
    tokens: Tokens,
    verb_start: int,
    verb_end: int,
    *,
    last: int | None = None,
) -> tuple[int, int, int]:
    """Past leading adverbs and verbs: 优化组建, 成功举办, 新（改）建. `last`: where the name itself ends."""
    governing = governing_words()
    last = end if last is None else last
    while True:
        place = skip_lead(text, place, end, tokens)
        first = text[place : place + 1]
        here = PLACE_LEAD.match(text, place, end) if first in PLACE_OPENS else None
        if here and here.end() < end:
            # 全省共有公办幼儿园: the place is passed over where a verb or an adverb follows
            after = skip_lead(text, here.end(), end, tokens)
            if after > here.end() or longest_at(governing, text, after, end):
                place = after
                first = text[place : place + 1]
        match = COMPOUND_BUILD.match(text, place, end) if first in BUILDING_OPENS else None
        length = match.end() - place if match else 0
        if not match and first in governing.firsts:
            length = longest_at(governing, text, place, end)
        if length and (
            text[place + length : place + length + 1] in NAME_AFTER_VERB
            or tokens.spans(place + length)
            or _takes_object(text, place)
        ):
            length = 0
        if not length and verb_start == verb_end:
            length = tokens.verb_at(text, place, end)
            if length and (
                text[place + length : place + length + 1] in NAME_AFTER_VERB or _takes_object(text, place)
            ):
                length = 0
        if first == "占" and SHARE_OF.match(text, place, end):
            return place, verb_start, verb_end
        if first in FUND_OPENS and FUND.match(text, place, end):
            # 安排补贴资金: the verb says which money
            length = 0
        if not length or attribute_heads().fullmatch(text, place + length, end):
            return place, verb_start, verb_end
        if place + length >= end and verb_end > verb_start and place > verb_end:
            # a nominal verb as the whole object: 完成投资, 组织征地
            return place, verb_start, verb_end
        if (
            verb_end > verb_start
            and (0 < last - place - length <= 2 or (last - place - length == 3 and text[last - 1] in PAPERS))
            and text[place : place + length] in often_nouns()
        ):
            # 提出审计建议: a short name keeps the verb that modifies it
            return place, verb_start, verb_end
        if verb_end == place and verb_end > verb_start:
            verb_end = place + length
        else:
            verb_start, verb_end = place, place + length
        place += length


def _takes_object(text: str, place: int) -> bool:
    """True behind 把 and the 将 that stands for it: 将劳动教育纳入…; not behind 我市将, of what comes."""
    before = text[place - 1 : place]
    return before == "把" or (before == "将" and text[place - 2 : place - 1] not in "省市区县州旗局年")


def _after_preposition(text: str, place: int, end: int, first: int, tokens: Tokens) -> int:
    """The place behind the last preposition before the name; `place` itself when there is none.

    `first` is where one may stand at the earliest.
    """
    index = tokens.from_place(first)
    words = tokens.words
    last = place
    while index < len(words) and words[index].start < end:
        word = words[index]
        if (
            word.start >= place and word.end < end and word.pos == "p"
            and text[word.start : word.end] in PREPOSITIONS
            and not (text[word.start] == "比" and text[word.start - 1] in "占对")
            and not (text[word.start] == "在" and word.start > place + 3 and text.endswith(RATES, 0, end))
            and not (text[word.start] == "为" and text[word.end : end] in STAGES)
            and not (text[word.start] == "在" and text[word.end] in "学校园职岗编籍册建")
        ):  # fmt: skip
            last = word.end
        index += 1
    return last
