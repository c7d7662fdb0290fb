"""The full name of an indicator where the text leaves a part of it out.

    创建区级示范校10所、市级8所          →  市级示范校
    6所市级、10所区级示范校              →  市级示范校, from the item after
    建成实践教室53所,覆盖率达85%         →  实践教室覆盖率
    总投资3亿元的5个项目                 →  项目总投资

The span of the indicator stays what the text prints; only its name is filled in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

import msgspec

from extractors.records import Quantity
from extractors.statements.canonical import is_known
from extractors.statements.clauses import Clause
from extractors.statements.facets import level_of
from extractors.statements.inner_numbers import InnerKind
from extractors.statements.left_nouns import CONTEST, FOOTNOTE, FOOTNOTE_END, find_left_noun
from extractors.statements.readings import Reading
from extractors.statements.right_nouns import find_right_noun
from extractors.statements.tokens import Tokens
from extractors.statements.wording import COUNTED_UNITS, PERSON_UNITS, governing_words

BARE_LEVEL: Final = re.compile(
    r"(?:国家|全国|省|市|县|区|区县|校|镇|乡|世界)级(?:及?以上)?|[省市县区]|[一二三四五]级|[一二三]等奖|[^，、]{1,6}型(?:及以上)?"
)
BARE_RATE: Final = re.compile(
    r"(?:均|总)?(?:覆盖率|占比|比例|合格率|优良率|优秀率|参与率|完成率|建成率|满意率|满意度|办复率|办结率|增速|增幅|比重|总投资|投资|总面积|总额|通过率|普及率|达标率|升学率|就业率|总量|总数|人数|数量"
    r"|(?:发放|资助|补助|补贴|投资|涉及|授信|成交|签约|缴费)?金额)"
)
# 生均公用经费标准提高到小学720元、初中940元: the member stands behind the verb
MEMBERS: Final = (
    "小学|初中|高中|普通高中|中职|学前教育?|幼儿园|特殊教育学校|城镇|农村|城市|乡村|市区|男生|女生"
)
MEMBER: Final = re.compile(MEMBERS)
REACHED_BY: Final = re.compile(
    rf"(?P<head>.{{3,}}?)(?:分别|已|均)*(?:提高到?|提高至|提升到?|提升至|增加到|调整到|调整为|增至|达到?|为)(?P<member>{MEMBERS})"
)
PRIZE: Final = re.compile(r"[特一二三]等奖|[金银铜][牌奖]|奖项|冠军|亚军|季军|优秀奖")
SHARED_STAGE: Final = re.compile(r"^(?:城乡)?义务教育(?:阶段)?(?:学校)?|^中小学校?|^学校")
PRIZE_END: Final = re.compile(r"(?:[特一二三]等奖|[金银铜][牌奖]|冠军|亚军|季军|优秀奖)$")
TOTALS: Final = frozenset({"总量", "总数", "总数量", "累计"})
NEWLY: Final = re.compile(r"^新(?:登记|增|设立?|注册|认定|培育)(?=..)")
RATE_OF_DEED: Final = re.compile(r"(?P<deed>[\u4e00-\u9fff]{2,4})率")
SIZE: Final = re.compile(
    r"(?:项目|工程)?(?:计划|估算|概算|累计|实际)?(?:完成投资|总投资额?|投资额?|总?占地(?:面积)?|总?建筑面积|总面积)"
)
TASK: Final = re.compile(
    r"(?:年度|全年|年初|市定|省定|目标|计划|上级下达)*(?:投资)?(?:任务|计划|目标|预算)(?:数|任务)?"
)
SHARED_HEAD: Final = re.compile(
    r"[^，。；]{0,40}?(?=分别|均)|[^，。；]{0,40}?(?=(?:要|将)?(?:达到|达|为|增长|下降|提高))"
)
# 免费提供教科书：任务数19800人: whose task stands before the colon
TASK_COUNT: Final = re.compile(
    r"(?:年度|全年|实际)*(?:任务|计划|目标|指标|完成|受益|资助|惠及)(?:总)?(?:人?数)"
)
NUMBERED: Final = re.compile(r"[\s\u3000]*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[、.．]?|[①-⑳])\s*")
# 第三幼儿园项目，占地面积8436平方米: what the sizes of a sentence are of
TOPIC: Final = re.compile(
    r"[^，。；：\d]{2,24}(?:项目|工程|学校|小学|中学|幼儿园|学院|校区|园区|大楼|楼|中心|公园|基地|医院|广场|场|馆|道路|公路|桥|厂)"
)
SECOND_MEMBER: Final = re.compile(
    r"(?:和|与|及|、)(?:农村|乡村|城镇|女|男|小学|初中|高中)(?P<head>[^，。；、和\d]{2,14}?)(?=分别|(?<!人)(?<!户)均|各|达|增长|提高|下降|为|[，。；、和\d]|$)"
)
OWN_SIZE: Final = re.compile(
    r"(?P<owner>.*(?:项目|工程|学校|小学|中学|幼儿园|学院|校区|园区|楼|中心|公园|基地|医院|场馆|馆))"
    r"(?:规划|总|净|新增)*(?:用地|占地|建筑|建设)?(?:用地)?(?:面积|总投资|投资)"
)
COUNTED_THINGS: Final = re.compile(r"(?:项目|工程|学校|小学|中学|幼儿园|道路|桥梁|公园)$")
THOSE_THERE: Final = re.compile(
    r"(?:现有)?(?:在校(?:学)?生|在园幼儿|学生|专任教师|教职工|在职教师)(?:人?数)?"
)
RATED: Final = re.compile(r"率|比|占|重|度|面|幅|速|成|额|量|价|指数|收入|产值|投资|消费")
RATE_HEAD: Final = re.compile(r"(?:[毛净]入[园学]率|[\u4e00-\u9fff]{2}率|占比|比例|比重)$")
# 投资1.3亿元的东一街、东二街2条道路: the names, then their number
LISTED_COUNT: Final = re.compile(r"[^，。；\d]{2,40}、[^，。；、\d]{1,20}?等?\d+[个项所家条座处]")
RATE_BEHIND: Final = re.compile(r"全?(?P<deed>覆盖|达标|合格|就业|入学|普及|办结|参保)(?![率面])")
COUNT_BEFORE: Final = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)[个项所家条座处]")


class Draft(msgspec.Struct, kw_only=True):
    """A statement in the making."""

    quantity: Quantity
    reading: Reading
    clause: Clause
    noun: tuple[int, int] | None
    name: str
    carried: bool = False
    verb: tuple[int, int] | None = None
    source: Draft | None = None
    """The draft whose indicator was carried over."""
    inner: InnerKind | None = None


def full_name(
    text: str, draft: Draft, drafts: list[Draft], clauses: list[Clause], position: int, tokens: Tokens
) -> str:
    """The wording with what an ellipsis leaves out: 市级8所 after 区级党建工作示范校10所."""
    assert draft.noun is not None
    words = text[draft.noun[0] : draft.noun[1]]
    if words[-1:] in FOOTNOTE_END:
        words = FOOTNOTE.sub("", words)
    reached = REACHED_BY.fullmatch(words)
    if reached:
        draft.noun = (draft.noun[0], draft.noun[0] + reached.end("head"))
        return reached["member"] + SHARED_STAGE.sub("", reached["head"])
    if drafts and drafts[-1].quantity.unit == draft.quantity.unit and MEMBER.fullmatch(words):
        told = MEMBER.match(drafts[-1].name)
        if told and drafts[-1].clause == draft.clause and len(drafts[-1].name) > told.end():
            return words + drafts[-1].name[told.end() :]
    if draft.reading.members > 1:
        words = _member_name(text, draft, words)
    if TASK_COUNT.fullmatch(words) and position > 0 and clauses[position - 1].closing in ":：":
        return _topic_of(text, clauses[position - 1]) + words
    bare = BARE_LEVEL.fullmatch(words) and not words.endswith("等奖") and draft.reading.shape == "before"
    if bare:
        head = _head_before(text, drafts, clauses, position, tokens)
        return words + head
    if TASK.fullmatch(words) and draft.quantity.unit == "%" and drafts and drafts[-1].name:
        # 完成年度任务的98.6%: of what was said before
        draft.noun, draft.carried = drafts[-1].noun, True
        return drafts[-1].name + "完成率"
    reached = RATE_BEHIND.match(text, draft.reading.after) if draft.quantity.unit == "%" else None
    if reached and draft.reading.shape == "before" and not RATED.search(words):
        # 普惠性幼儿园100%覆盖, 校车100%达标
        return f"{words}{reached['deed']}率"
    if rate := _rate_before(text, draft, drafts, words):
        # 学前一年毛入园率达到99%、学前二年达到92%
        return words + rate
    if words.startswith("占") and drafts and drafts[-1].name:
        # 11所初中、29所小学达标,占总数的83%: the share is of them all
        last = drafts[-1]
        if last.noun == draft.noun:
            return last.name
        several = len(drafts) > 1 and drafts[-2].clause == last.clause != draft.clause
        return words if several and drafts[-2].name != last.name else last.name + words
    if THOSE_THERE.fullmatch(words) and (owner := _schools_before(draft, drafts)):
        # 其中初中11所,在校生8786人
        return owner + words
    if draft.reading.shape == "before" and PRIZE.fullmatch(words):
        contest = CONTEST.search(text, draft.clause.start, draft.noun[0])
        if contest:
            return contest["name"] + words
        if drafts and drafts[-1].clause == draft.clause and PRIZE_END.search(drafts[-1].name):
            return PRIZE_END.sub("", drafts[-1].name) + words
    deed = RATE_OF_DEED.fullmatch(words)
    size = SIZE.fullmatch(words) is not None
    bare_rate = (
        size
        or BARE_RATE.fullmatch(words)
        or (
            deed and (deed["deed"] in governing_words() or any(d.name.endswith(deed["deed"]) for d in drafts))
        )
    )
    if size and (owner := _owner_of_sizes(drafts)):
        # 东湖小学占地面积51亩,建筑面积3.1万平方米
        return owner + words
    if size and not drafts and not text.startswith("的", draft.reading.after):
        return _topic_before(text, clauses, position, tokens) + words
    if bare_rate and drafts and draft.reading.members == 1 and not text.startswith("的", draft.reading.after):
        counted = [d for d in drafts if d.quantity.unit in COUNTED_UNITS and d.name]
        if size and drafts[-1].quantity.unit in PERSON_UNITS:
            # 人口78万,总面积2034平方公里: people have no size
            counted = []
        if (deed or size) and not counted:
            return _topic_before(text, clauses, position, tokens) + words
        base = counted[-1].name if deed or size else drafts[-1].name
        if words in TOTALS:
            base = NEWLY.sub("", base)
        if deed and base.endswith(deed["deed"]):
            # 本科上线1846人,上线率62.8%
            return base + "率"
        return base if base.endswith(words) else base + words
    if drafts:
        level = level_of(words)
        if level:
            rest = words[level.length :]
            before = drafts[-1].name
            place = before.find(rest) if rest else -1
            if place > 1:
                for length in (5, 4, 3, 2):
                    inner = level_of(before[place - length : place] + rest) if place - length > 0 else None
                    if inner and inner.length == length:
                        return before[: place - length] + words
    return words


def _rate_before(text: str, draft: Draft, drafts: list[Draft], words: str) -> str:
    """The rate that a number goes on with, when its own words name none; empty else."""
    if draft.quantity.unit != "%" or not drafts or len(words) > 8 or RATED.search(words):
        return ""
    last = drafts[-1]
    if last.clause != draft.clause or last.quantity.unit != "%":
        return ""
    joined = text.startswith(("、", "和", "，", ","), last.reading.after)
    head = RATE_HEAD.search(last.name) if joined else None
    return head.group() if head else ""


def _schools_before(draft: Draft, drafts: list[Draft]) -> str:
    """The schools told of just before their pupils or teachers, when they are the only ones told of."""
    governed = draft.reading.verb[0] < draft.reading.verb[1]
    if not drafts or governed or draft.reading.shape != "before":
        return ""
    last = drafts[-1]
    alone = len(drafts) < 2 or drafts[-2].clause.closing in ";；" or drafts[-2].quantity.unit != "所"
    directly = last.clause.closing in "，," and last.clause != draft.clause
    return last.name if last.quantity.unit == "所" and alone and directly else ""


def _owner_of_sizes(drafts: list[Draft]) -> str:
    """The school or project of which the sentence's item tells one size already; empty when none does."""
    for draft in reversed(drafts):
        told = OWN_SIZE.fullmatch(draft.name)
        if told:
            return told["owner"]
        if draft.clause.closing in ";；" or COUNTED_THINGS.search(draft.name):
            break
    return ""


def _topic_before(text: str, clauses: list[Clause], position: int, tokens: Tokens) -> str:
    """The project that opens the sentence and of which all its sizes are told; empty when none does."""
    first = clauses[0]
    if position == 0 or first.parent >= 0 or first.closing not in ",，":
        return ""
    mark = NUMBERED.match(text, first.start, first.end)
    phrase = find_left_noun(text, mark.end() if mark else first.start, first.end, tokens)
    topic = text[phrase.start : phrase.end]
    return topic if TOPIC.fullmatch(topic) else ""


def _topic_of(text: str, clause: Clause) -> str:
    mark = NUMBERED.match(text, clause.start, clause.end)
    return text[mark.end() if mark else clause.start : clause.end]


def _member_name(text: str, draft: Draft, words: str) -> str:
    """A member with the head that only the last one prints: 引领型 … 提升型及以上比例."""
    group_end = draft.reading.noun[1]
    if is_known(words):
        return words
    match = SHARED_HEAD.match(text, group_end)
    tail = match.group() if match else ""
    if words in {"城镇", "农村", "城市", "男", "女", "初中", "小学", "高中"}:
        # 城镇和农村人均住房面积: the head stands with the second member
        following = SECOND_MEMBER.match(text, group_end)
        if following:
            return words + following["head"]
    last = re.search(r"(?:率|比例|占比|收入|支出|总额|产值|面积|人数|比重)$", tail)
    if last and not words.endswith((last.group(), "数", "率", "额", "量", "值", "占比")):
        return words + (RATE_HEAD.search(tail) or last).group()
    return words


def _head_before(text: str, drafts: list[Draft], clauses: list[Clause], position: int, tokens: Tokens) -> str:
    if drafts:
        return _headless(drafts[-1].name)
    if position > 0:
        before = clauses[position - 1]
        phrase = find_left_noun(text, before.start, before.end, tokens)
        if 1 < phrase.end - phrase.start <= 24:
            return _headless(text[phrase.start : phrase.end])
    return ""


def _headless(name: str) -> str:
    level = level_of(name)
    return name[level.length :] if level else re.sub(r"(?:国家|省|市|县|区|校)级(?:及?以上)?$", "", name)


def fill_from_after(text: str, drafts: list[Draft], tokens: Tokens) -> None:
    """6所市级、10所区级党建工作示范校: the head stands in the item after.

    总投资3亿元的5个项目: so does what the money is for.
    """
    for draft in drafts:
        if (
            draft.noun is not None
            and SIZE.fullmatch(draft.name)
            and text.startswith("的", draft.reading.after)
        ):
            place = draft.reading.after + 1
            match = COUNT_BEFORE.match(text, place, draft.clause.end) or LISTED_COUNT.match(
                text, place, draft.clause.end
            )
            place = match.end() if match else place
            noun = find_right_noun(text, place, draft.clause.end, tokens, governed=False)
            if 1 < noun[1] - noun[0] <= 20:
                draft.name = text[noun[0] : noun[1]] + draft.name
    for draft, following in pairwise(drafts):
        if (
            draft.noun is None
            and following.clause == draft.clause
            and following.reading.window[1] - draft.reading.after <= 1
        ):
            # 119户441名贫困群众
            draft.noun, draft.name = following.noun, following.name
        if (
            draft.noun is not None
            and len(draft.name) > 1
            and BARE_LEVEL.fullmatch(draft.name)
            and not draft.name.endswith("等奖")
            and following.clause == draft.clause
            and following.noun is not None
            and not BARE_LEVEL.fullmatch(following.name)
        ):
            draft.name += _headless(following.name)
