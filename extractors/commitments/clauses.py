"""What each clause of a sentence is: a deed, a value to be reached, an ellipsis, a ground, an outcome.

    完善扶持机制、改善办园条件         two deeds
    公办园在园幼儿占比达到60%          a value: the subject stands first
    创建文明校园省级1所，市级3所        the second clause is an ellipsis of the first
    以创建为契机 | 让学生受益          ground and outcome, no promise

Start at `read_sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import Final

import msgspec

from extractors.commitments.contents import Figures
from extractors.commitments.joined import NOUN_SUFFIX_OPENS, QUOTED, ClauseDeed, begins_noun, split_chain
from extractors.commitments.repeats import WHITE_SPACE
from extractors.commitments.without_verb import VALUE_AHEAD, read_without_verb
from extractors.deeds import (
    Deed,
    deed_characters,
    first_characters,
    is_manner,
    is_nominal,
    is_outcome,
    lead_characters,
    read_deed,
    skip_lead,
    words_of,
)
from extractors.statements.clauses import split_clauses

# 在全区中小学开展…, 将…纳入…, 对…给予…, 以项目为抓手推进…: the deed stands behind its object or ground
OBJECT_FIRST: Final = re.compile(r"(?:把|将|对|向|为|从|在|以|通过|依托|给|面向)")
# 一定紧紧围绕…, 必须坚持…: a stance, however firm
STANCE: Final = frozenset(
    ["围绕", "坚持", "按照", "牢记", "把握", "高举", "遵循", "立足", "站稳", "站在", "心怀", "胸怀", "不忘"]
)
# 顺利通过省级评估验收: here 通过 is the deed
PASSED: Final = re.compile(
    r"(?:顺利|高分|高质量|一次性)?(?P<verb>通过)[^，。；]{0,30}(?:验收|评估|认定|评审|复评|复审|复核|考核|检查|督导|审定|评定)$"
)
# 市场主体增长率保持在18%: the level of an indicator, whatever verb its name begins with
LEVEL: Final = re.compile(
    r"(?:率|比|额|值|量|面积|规模|收入|指数|水平|比例|比重|人口|人数|速|幅|度|投资|产值|支出|总数)"
    r"(?:要|应|将|均|都|分别|力争|确保)*"
    r"(?:达到|达|保持在|控制在|稳定在|巩固在|维持在|不低于|不少于|不高于|不超过|突破|超过|增长|递增|提高"
    r"|提升|下降|降低|降至|增至)"
)
# 打赢脱贫攻坚战后 | 在做好防疫的同时: what the deed follows on, not a deed
SUBORDINATE: Final = (
    "之后", "后", "之时", "的同时", "基础上", "前提下", "过程中", "情况下", "条件下", "背景下",
    "之际", "以来",
)  # fmt: skip
SUBORDINATE_ENDS: Final = frozenset(words[-1] for words in SUBORDINATE)
# 扩大内需的政策效应继续显现: a description whose subject begins like a deed
DESCRIPTION: Final = re.compile(
    r"的[^，的]{2,14}?(?:继续|不断|进一步|更加|日益|明显|显著|持续|逐步|正在|依然|仍然|还)(?:[^，的]{1,8})$"
    r"|是[^，的]{1,6}的$"
)
# 做好今年工作，要…: leads in, names nothing
PREFACE: Final = re.compile(
    r"(?:扎实)?做好(?:今年|明年|20\d\d年|新一年|下一步|当前)[^，]{0,12}工作"
    r"|(?:重点|着重|要)?(?:抓好|做好)(?:以下.*|[^，]{0,8}(?:个方面|方面|项)(?:的)?(?:重点)?(?:工作|任务)?)"
)
# 已建成…, 建成了…: what is done is no promise
DONE: Final = re.compile(r"^已|已经|[成立用展施行办开到得加定]了|曾")
# 2023年是…之年, 这是…
COPULA: Final = re.compile(
    r"^(?![一二三四五六七八九十]{1,2}是|重点是|主要是|关键是)[^，。]{0,12}?(?<![就但而还要只总])是(?!否)"
)
EXPOSITION: Final = re.compile(
    r"当前|目前|习近平|党的.{1,8}(?:指出|强调|提出)|实践证明|历史|众所周知|回顾|我们深知|我们清醒|综观"
    r"|放眼|展望|从.{1,10}看|各位代表|这里|现在|同志们|让我们|我们要更加紧密|更加紧密"
)
EXPOSITION_OPENS: Final = frozenset("当目习党实历众回我综放展从各这现同让更")
# 总书记在会上强调: leads in what somebody said
SAID: Final = ("指出", "强调")
SAID_LENGTHS: Final = range(4, 15)
IDEOLOGY: Final = re.compile(
    r"(?:总体要求|指导思想|总体思路|基本思路|工作思路|总要求|基本原则|工作主线)[^，。：:]{0,8}[是为：:]"
    r"|以[^，。]{4,60}为(?:根本)?(?:指导|遵循|指引)"
)
# The characters that PREFACE, PASSED and OBJECT_FIRST begin with: most clauses begin with none of them.
PREFACE_OPENS: Final = frozenset("扎做重着要抓")
PASSED_OPENS: Final = frozenset("顺高一通")
OBJECT_OPENS: Final = frozenset("把将对向为从在以通依给面")
# Without one of these there is no ideology; plain words are found ten times faster.
IDEOLOGY_HINT: Final = re.compile("要求|思想|思路|原则|主线|指导|遵循|指引")
LEFT_OVER: Final = frozenset("”’」』）)】》" + WHITE_SPACE)
NO_FIGURES: Final = (False, False)


def read_sentence(
    text: str, start: int, end: int, *, token_starts: Set[int], figures: Figures
) -> list[ClauseDeed]:
    """The deeds promised in one sentence of a plan, in text order."""
    clauses = split_clauses(text, start, end)
    if not clauses:
        return []
    figured = figures.any_between(start, end)
    closed = _is_closed(text, start, end, text[clauses[0].start : clauses[0].end])
    if closed and not figured:
        return []
    found: list[ClauseDeed] = []
    before: ClauseDeed | None = None
    closing = ""
    for clause in clauses:
        place, stop = clause.start, clause.end
        if text[place] in LEFT_OVER:
            place += 1
            while place < stop and text[place] in LEFT_OVER:
                place += 1
            if place >= stop:
                continue
        numbered, target = figures.between(place, stop) if figured else NO_FIGURES
        if closed and not target:
            continue
        read = _read_clause(
            text, place, stop, token_starts=token_starts, figures=figures, numbered=numbered,
            target=target, before=before, closing=closing,
        )  # fmt: skip
        found += read
        closing = clause.closing
        before = read[-1] if read else None
    return found


def _is_closed(text: str, start: int, end: int, first: str) -> bool:
    """True for a sentence whose first clause sets the scene, or that tells ideology: it promises nothing but
    its figures."""
    return (
        (first[0] in EXPOSITION_OPENS and EXPOSITION.match(first) is not None)
        or (first.endswith(SAID) and len(first) in SAID_LENGTHS)
        or ("是" in first and COPULA.match(first) is not None)
        or (IDEOLOGY_HINT.search(text, start, end) and IDEOLOGY.search(text, start, end)) is not None
    )


def _read_clause(
    text: str,
    start: int,
    end: int,
    *,
    token_starts: Set[int],
    figures: Figures,
    numbered: bool,
    target: bool,
    before: ClauseDeed | None,
    closing: str,
) -> list[ClauseDeed]:
    """The deeds of one clause; `before` is the last one of the clause before it, which `closing` closed."""
    place, first = start, text[start]
    if first in lead_characters() or first.isdecimal():
        place = skip_lead(text, start, end)
        if place > start and text[place - 1] == "将" and read_deed(text, place, end) is None:
            place -= 1  # 将劳动教育纳入…: here 将 takes the object
        if place >= end:
            return []
        first = text[place]
    if not target and _is_no_promise(text[place:end]):
        return []
    at_word = False
    if first in _openings():
        preface = first in PREFACE_OPENS and PREFACE.fullmatch(text, place, end)
        if preface or (not target and is_outcome(text, place, end)):
            return []
        if first in PASSED_OPENS and (passed := PASSED.match(text, place, end)):
            verb = passed.start("verb"), passed.end("verb")
            return [ClauseDeed("deed", start, end, *verb, "plain", (), "award", verb[1])]
        at_word = _at_word(text, place, end, token_starts)
    if at_word:
        opens = numbered or closing in "；;："
        behind = _deed_behind(text, place, end, token_starts, opens=opens)
        if behind is not None or not target:
            return [behind] if behind else []
    deed = read_deed(text, place, end)
    if deed is not None:
        if _is_stance(text, deed, end):
            return []
        if deed.chain_end >= end and deed.group in {"strength", "process"}:
            return []  # 积极谋划, 认真落实: nothing is named
        level = target and _names_a_level(text, place, end, deed)
        if not level and _is_verb_here(text, deed, end):
            return split_chain(text, place, end, deed, token_starts)
    lender = None if at_word or before is None else _lender(before, closing, figures)
    return read_without_verb(text, place, end, target=target, numbered=numbered, before=lender)


@cache
def _openings() -> frozenset[str]:
    """The characters that begin a preface, an outcome, what was passed, or words of manner and object."""
    patterns = PREFACE_OPENS | PASSED_OPENS | OBJECT_OPENS
    return patterns | first_characters("outcome") | first_characters("manner")


def _lender(before: ClauseDeed, closing: str, figures: Figures) -> ClauseDeed:
    """The deed that a clause without a verb takes it from, and its strength with it.

    Strength does not pass a semicolon; 落实减税政策，市场主体增幅在20%以上 does not take 落实 for its own.
    """
    if before.modality == "plain":
        return before
    vague = before.modality in {"process", "explore"} and not figures.between(before.start, before.end)[0]
    if not vague and closing not in "；;":
        return before
    return msgspec.structs.replace(before, modality="plain", words=())


def _is_stance(text: str, deed: Deed, end: int) -> bool:
    """True when a word like 坚持 or 围绕 is the verb, or stands behind the words of strength."""
    place, chain_end = deed.verb_start, deed.chain_end
    if place >= chain_end or deed.group == "strength":
        place = chain_end
    return text[place : place + 2] in STANCE and place + 2 <= end


def _is_no_promise(clause: str) -> bool:
    """True for a clause that tells what is done, sets the scene or describes, whatever it begins like."""
    if ("了" in clause or "已" in clause or "曾" in clause) and DONE.search(clause):
        return True
    clause = clause.rstrip()
    if "作为" in clause and clause[0] not in "把将":
        return True
    return (clause[-1:] in SUBORDINATE_ENDS and clause.endswith(SUBORDINATE)) or (
        "的" in clause and DESCRIPTION.search(clause) is not None
    )


def _names_a_level(text: str, start: int, end: int, deed: Deed) -> bool:
    """True when what looks like the deed's verb begins the name of an indicator: 新增市场主体增长率保持在…"""
    leads = deed.verb_start > start or deed.group == "strength"
    if deed.start > start or (leads and not is_nominal(text[start : start + 2])):
        return False
    level = LEVEL.search(text, start + 2, end)
    if level is not None:
        return True
    noun_like = is_nominal(text[deed.verb_start : deed.verb_end])
    return noun_like and VALUE_AHEAD.search(text, deed.verb_end + 1, end) is not None


def _at_word(text: str, start: int, end: int, token_starts: Set[int]) -> bool:
    """True when the clause begins with a word of manner or object that the segmenter sees as a word."""
    match = OBJECT_FIRST.match(text, start, end) if text[start] in OBJECT_OPENS else None
    if match is not None and (match.end() in token_starts or match[0] in "对把"):
        return text[start : start + 2] not in words_of("not_manner")
    return is_manner(text, start, end) and (
        start + 1 in token_starts or text[start : start + 2] not in words_of("not_manner")
    )


HANDLED: Final = re.compile(r"(?:进行|予以|给予|实行|开展)(?P<verb>[\u4e00-\u9fff]{2,4})$")
# 为全省老年人购买保险 opens a sentence and promises; 为发展提供坚实支撑 ends one and does not
HIGH_AIMS: Final = re.compile(r"支撑|保障$|基础$|贡献|条件$|动力|力量|保证|环境$|机会")


def _deed_behind(
    text: str, start: int, end: int, token_starts: Set[int], *, opens: bool
) -> ClauseDeed | None:
    """The deed behind an object or ground: 将劳动教育纳入…, 在中小学开展…, 为老年人购买…"""
    if text[start] not in OBJECT_OPENS or OBJECT_FIRST.match(text, start, end) is None:
        return None
    if text[start] in "把将" and "作为" in text[start:end]:
        return None
    serves = text[start] == "为"
    if serves and (not opens or HIGH_AIMS.search(text[start:end].rstrip())):
        return None
    handled = HANDLED.search(text, start + 2, end) if text[start] == "对" else None
    if handled and (deed := read_deed(text, handled.start("verb"), end)) is not None:
        # 对未完成任务的县区进行约谈: what is done stands at the end
        verb = (handled.start(), handled.end())
        # 给予大力支持 promises: 支持 explores only where others are to act
        strength = ("plain", ()) if deed.modality == "explore" else (deed.modality, deed.words)
        return ClauseDeed("deed", start, end, *verb, *strength, deed.group, start + 1)
    quoted = [match.span() for match in QUOTED.finditer(text, start, end)]
    openings = deed_characters()
    for place in range(start + 2, end - 3):
        if text[place] not in openings or place not in token_starts:
            continue
        if quoted and any(left <= place < stop for left, stop in quoted):
            continue
        deed = read_deed(text, place, end)
        if deed is not None and _counts_behind(text, deed, end, serves=serves):
            return ClauseDeed(
                "deed", start, end, deed.verb_start, deed.verb_end, deed.modality, deed.words, deed.group,
                deed.verb_end,
            )  # fmt: skip
    return None


def _counts_behind(text: str, deed: Deed, end: int, *, serves: bool) -> bool:
    verb = text[deed.verb_start : deed.verb_end]
    if serves:
        return verb in words_of("serving") and end - deed.verb_end >= 2
    if len(verb) < 2 or verb in words_of("never_behind") or end - deed.verb_end < 2:
        return False
    if text[deed.verb_end : end].strip() in BARE_NOUNS or text[deed.verb_end] in "的和与、等为":
        return False
    return deed.group in {"build", "award", "amount", "issue"}


# 安全稳定工作。 heads what follows; 做好工作 would be a deed
BARE_NOUNS: Final = frozenset({"工作", "方面", "领域", "建设", "事业", "项目", "企业", "工程"})
TAKES_ANY_NOUN: Final = frozenset({"做好", "抓好", "推进", "加强", "开展", "完成"})


def _is_verb_here(text: str, deed: Deed, end: int) -> bool:
    """False for a name that only begins like a verb: 改革试点工作, 培训机构, 建设用地."""
    place = deed.verb_end
    if place >= end or deed.group == "strength":
        return True
    if (
        end - place == 2
        and text[place:end] in BARE_NOUNS
        and text[deed.verb_start : place] not in TAKES_ANY_NOUN
    ):
        return False
    return text[place] not in NOUN_SUFFIX_OPENS or not begins_noun(text, place, end)
