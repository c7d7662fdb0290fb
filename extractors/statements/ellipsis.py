"""What the name of an indicator leaves out because the words before have said it: one rule for each ellipsis.

    创建区级示范校10所、市级8所              →  市级示范校
    建成实践教室53所,覆盖率达85%             →  实践教室覆盖率
    初中11所,在校生8786人                    →  初中在校生
    东湖小学占地面积51亩,建筑面积3.1万平方米  →  东湖小学建筑面积

Every rule takes a `Site` and answers with the full name, or None when it does not apply; `RULES` is their
order, and `rules_for` those that a wording leaves to ask. Sizes have a room of their own (`sizes`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from extractors.statements.draft import Site
from extractors.statements.facets import level_of, level_opens
from extractors.statements.left_nouns import CONTEST, find_left_noun
from extractors.statements.sizes import NUMBERED, counted_before, joined, name_size, topic_before
from extractors.statements.wording import governing_words

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
REACHED_END: Final = frozenset("学中职育前园校镇村市区生")
"""Its last character, looked at first."""
SHARED_STAGE: Final = re.compile(r"^(?:城乡)?义务教育(?:阶段)?(?:学校)?|^中小学校?|^学校")
PRIZE_END: Final = re.compile(r"(?:[特一二三]等奖|[金银铜][牌奖]|冠军|亚军|季军|优秀奖)$")
TOTALS: Final = frozenset({"总量", "总数", "总数量", "累计"})
NEWLY: Final = re.compile(r"^新(?:登记|增|设立?|注册|认定|培育)(?=..)")
RATE_OF_DEED: Final = re.compile(r"(?P<deed>[\u4e00-\u9fff]{2,4})率")
TASK: Final = re.compile(
    r"(?:年度|全年|年初|市定|省定|目标|计划|上级下达)*(?:投资)?(?:任务|计划|目标|预算)(?:数|任务)?"
)
# 免费提供教科书：任务数19800人: whose task stands before the colon
TASK_COUNT: Final = re.compile(
    r"(?:年度|全年|实际)*(?:任务|计划|目标|指标|完成|受益|资助|惠及)(?:总)?(?:人?数)"
)
THOSE_THERE: Final = re.compile(
    r"(?:现有)?(?:在校(?:学)?生|在园幼儿|学生|专任教师|教职工|在职教师)(?:人?数)?"
)
RATED: Final = re.compile(r"率|比|占|重|度|面|幅|速|成|额|量|价|指数|收入|产值|投资|消费")
RATE_HEAD: Final = re.compile(r"(?:[毛净]入[园学]率|[\u4e00-\u9fff]{2}率|占比|比例|比重)$")
RATE_BEHIND: Final = re.compile(r"全?(?P<deed>覆盖|达标|合格|就业|入学|普及|办结|参保)(?![率面])")


def name_task_count(site: Site) -> str | None:
    """免费提供教科书:任务数19800人. Whose task it is stands before the colon."""
    if site.position == 0 or not TASK_COUNT.fullmatch(site.words):
        return None
    clause = site.clauses[site.position - 1]
    if clause.closing not in ":：":
        return None
    mark = NUMBERED.match(site.text, clause.start, clause.end)
    return site.text[mark.end() if mark else clause.start : clause.end] + site.words


def name_bare_level(site: Site) -> str | None:
    """区级示范校10所、市级8所. The head is that of the item before."""
    bare = BARE_LEVEL.fullmatch(site.words) and not site.words.endswith("等奖")
    if not bare or site.draft.reading.shape != "before":
        return None
    return site.words + _head_before(site)


def name_task_share(site: Site) -> str | None:
    """完成投资5亿元,占年度任务的98.6%. The share is of what was said before."""
    if not site.is_share or site.last is None or not TASK.fullmatch(site.words):
        return None
    site.draft.noun, site.draft.carried = site.last.noun, True
    return site.last.name + "完成率"


def name_share_behind(site: Site) -> str | None:
    """普惠性幼儿园100%覆盖, 校车100%达标. What the share is of stands behind it."""
    if not site.is_share or site.draft.reading.shape != "before" or RATED.search(site.words):
        return None
    reached = RATE_BEHIND.match(site.text, site.draft.reading.after)
    return f"{site.words}{reached['deed']}率" if reached else None


def name_rate_of_row(site: Site) -> str | None:
    """学前一年毛入园率达到99%、学前二年达到92%. The rate goes on."""
    last = site.last
    if not site.is_share or last is None or len(site.words) > 8 or RATED.search(site.words):
        return None
    if last.clause != site.draft.clause or last.quantity.unit != "%":
        return None
    joined = site.text.startswith(("、", "和", "，", ","), last.reading.after)
    head = RATE_HEAD.search(last.name) if joined else None
    return site.words + head.group() if head else None


def name_share_of_whole(site: Site) -> str | None:
    """公办园6所,占总数的60%. The share is of the last thing counted, or of them all where several were."""
    last = site.last
    if last is None or not site.words.startswith("占"):
        return None
    if last.noun == site.draft.noun:
        return last.name
    earlier = site.before[-2] if len(site.before) > 1 else None
    several = earlier is not None and earlier.clause == last.clause != site.draft.clause
    if several and earlier is not None and earlier.name != last.name:
        return site.words
    return last.name + site.words


def name_those_there(site: Site) -> str | None:
    """初中11所,在校生8786人. They are of the schools just told of, when only one kind was."""
    reading, last = site.draft.reading, site.last
    if last is None or reading.shape != "before" or reading.verb[0] < reading.verb[1]:
        return None
    if last.quantity.unit != "所" or not THOSE_THERE.fullmatch(site.words):
        return None
    earlier = site.before[-2] if len(site.before) > 1 else None
    alone = earlier is None or earlier.clause.closing in ";；" or earlier.quantity.unit != "所"
    directly = last.clause.closing in "，," and last.clause != site.draft.clause
    return last.name + site.words if alone and directly else None


def name_prize(site: Site) -> str | None:
    """在机器人大赛中获一等奖2项、二等奖4项. The contest belongs to the name."""
    if site.draft.reading.shape != "before" or not PRIZE.fullmatch(site.words):
        return None
    assert site.draft.noun is not None
    contest = CONTEST.search(site.text, site.draft.clause.start, site.draft.noun[0])
    if contest:
        return contest["name"] + site.words
    last = site.last
    if last is not None and last.clause == site.draft.clause and PRIZE_END.search(last.name):
        return PRIZE_END.sub("", last.name) + site.words
    return None


def name_rate_of_deed(site: Site) -> str | None:
    """注销机构45家,注销率达90%; 本科上线1846人,上线率62.8%. The rate is of what was counted."""
    deed = RATE_OF_DEED.fullmatch(site.words)
    if deed is None or not _stands_bare(site):
        return None
    verb = deed["deed"]
    if verb not in governing_words() and not any(draft.name.endswith(verb) for draft in site.before):
        return None
    counted = counted_before(site)
    if counted is None:
        return topic_before(site) + site.words
    return counted.name + "率" if counted.name.endswith(verb) else joined(counted.name, site.words)


def name_bare_rate(site: Site) -> str | None:
    """建成实践教室53所,覆盖率达85%. A rate or total without a head is of the last thing named."""
    if not _stands_bare(site) or not BARE_RATE.fullmatch(site.words):
        return None
    base = site.before[-1].name
    return joined(NEWLY.sub("", base) if site.words in TOTALS else base, site.words)


def name_inner_level(site: Site) -> str | None:
    """学校省级示范校6所、市级示范校8所. The words before the level go on."""
    level = level_of(site.words) if site.last is not None else None
    if level is None or site.last is None:
        return None
    rest, before = site.words[level.length :], site.last.name
    place = before.find(rest) if rest else -1
    for length in (5, 4, 3, 2):
        inner = level_of(before[place - length : place] + rest) if place > length else None
        if inner and inner.length == length:
            return before[: place - length] + site.words
    return None


class Rule(NamedTuple):
    """A rule, and what must be so for it to apply at all."""

    fill: Callable[[Site], str | None]
    ends: str = ""
    """The characters that the wordings it fills in end with; "" where any may be the last."""
    share: bool = False
    """True when it is of shares alone."""
    opens: bool = False
    """True when the wording begins with a level or with 占."""
    follows: bool = False
    """True when it takes what a number before in the sentence has."""


RULES: Final = (
    Rule(name_task_count, "数"),
    Rule(name_bare_level, "级上省市县区型"),
    Rule(name_task_share, "务划标算数", share=True, follows=True),
    Rule(name_share_behind, share=True),
    Rule(name_rate_of_row, share=True, follows=True),
    Rule(name_share_of_whole, opens=True, follows=True),
    Rule(name_those_there, "生儿师工数", follows=True),
    Rule(name_prize, "奖牌项军"),
    Rule(name_size, "资额地积"),
    Rule(name_rate_of_deed, "率", follows=True),
    Rule(name_bare_rate, "率比例度速幅重资积额量数", follows=True),
    Rule(name_inner_level, opens=True, follows=True),
)


def _rules_by_end(
    *, share: bool, opens: bool, follows: bool
) -> dict[str, tuple[Callable[[Site], str | None], ...]]:
    """For each last character of a wording the rules that may apply; under "" those for all others."""
    rules = [r for r in RULES if share >= r.share and opens >= r.opens and follows >= r.follows]
    ends = {"", *(end for rule in rules for end in rule.ends)}
    return {
        end: tuple(rule.fill for rule in rules if not rule.ends or (end and end in rule.ends)) for end in ends
    }


RULES_BY_END: Final = {
    (share, opens, follows): _rules_by_end(share=share, opens=opens, follows=follows)
    for share, opens, follows in product((False, True), repeat=3)
}


@cache
def _openings() -> frozenset[str]:
    return level_opens() | {"占"}


def rules_for(words: str, *, share: bool, follows: bool) -> tuple[Callable[[Site], str | None], ...]:
    """The rules that may apply to a wording, in their order."""
    table = RULES_BY_END[share, words[:1] in _openings(), follows]
    return table.get(words[-1:]) or table[""]


def _stands_bare(site: Site) -> bool:
    return bool(site.before) and site.draft.reading.members == 1 and not site.defines


def _head_before(site: Site) -> str:
    if site.before:
        return without_level(site.before[-1].name)
    if site.position > 0:
        clause = site.clauses[site.position - 1]
        phrase = find_left_noun(site.text, clause.start, clause.end, site.tokens)
        if 1 < phrase.end - phrase.start <= 24:
            return without_level(site.text[phrase.start : phrase.end])
    return ""


def without_level(name: str) -> str:
    """示范校 from 市级示范校."""
    level = level_of(name)
    return name[level.length :] if level else re.sub(r"(?:国家|省|市|县|区|校)级(?:及?以上)?$", "", name)
