"""The full name of an indicator where the text leaves a part of it out.

    6所市级、10所区级示范校              →  市级示范校, from the item after
    引领型、提升型比例分别达到20%、60%    →  引领型比例, from the last member
    总投资3亿元的5个项目                 →  项目总投资

What the words before have said is filled in by the rules of `ellipsis`. The span of the indicator stays what
the text prints; only its name is filled in.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from extractors.statements.canonical import is_known
from extractors.statements.clauses import Clause
from extractors.statements.draft import Draft, Site
from extractors.statements.ellipsis import (
    BARE_LEVEL,
    MEMBER,
    RATE_HEAD,
    REACHED_BY,
    REACHED_END,
    SHARED_STAGE,
    rules_for,
    without_level,
)
from extractors.statements.left_nouns import FOOTNOTE, FOOTNOTE_END
from extractors.statements.right_nouns import find_right_noun
from extractors.statements.sizes import SIZE
from extractors.statements.tokens import Tokens

SHARED_HEAD: Final = re.compile(
    r"[^，。；]{0,40}?(?=分别|均)|[^，。；]{0,40}?(?=(?:要|将)?(?:达到|达|为|增长|下降|提高))"
)
SECOND_MEMBER: Final = re.compile(
    r"(?:和|与|及|、)(?:农村|乡村|城镇|女|男|小学|初中|高中)(?P<head>[^，。；、和\d]{2,14}?)(?=分别|(?<!人)(?<!户)均|各|达|增长|提高|下降|为|[，。；、和\d]|$)"
)
# 投资1.3亿元的东一街、东二街2条道路: the names, then their number
LISTED_COUNT: Final = re.compile(r"[^，。；\d]{2,40}、[^，。；、\d]{1,20}?等?\d+[个项所家条座处]")
COUNT_BEFORE: Final = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)[个项所家条座处]")


def full_name(
    text: str, draft: Draft, before: list[Draft], clauses: list[Clause], position: int, tokens: Tokens
) -> str:
    """The wording with what an ellipsis leaves out: 市级8所 after 区级党建工作示范校10所."""
    assert draft.noun is not None
    words = text[draft.noun[0] : draft.noun[1]]
    if words[-1:] in FOOTNOTE_END:
        words = FOOTNOTE.sub("", words)
    reached = REACHED_BY.fullmatch(words) if words[-1:] in REACHED_END else None
    if reached:
        # 生均公用经费标准提高到小学720元
        draft.noun = (draft.noun[0], draft.noun[0] + reached.end("head"))
        return reached["member"] + SHARED_STAGE.sub("", reached["head"])
    if before and (shared := _goes_on_with_member(draft, before[-1], words)):
        return shared
    if draft.reading.members > 1:
        words = _member_name(text, draft, words)
    rules = rules_for(words, share=draft.quantity.unit == "%", follows=bool(before))
    if not rules:
        return words
    site = Site(
        text=text,
        words=words,
        draft=draft,
        before=before,
        clauses=clauses,
        position=position,
        tokens=tokens,
    )
    for rule in rules:
        name = rule(site)
        if name is not None:
            return name
    return words


def _goes_on_with_member(draft: Draft, last: Draft, words: str) -> str:
    """小学720元、初中940元 after 小学生均公用经费: the member changes, the head stays; empty when not so."""
    if last.quantity.unit != draft.quantity.unit or not MEMBER.fullmatch(words):
        return ""
    told = MEMBER.match(last.name)
    same = told is not None and last.clause == draft.clause and len(last.name) > told.end()
    return words + last.name[told.end() :] if same and told is not None else ""


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


def fill_from_after(text: str, drafts: list[Draft], tokens: Tokens) -> None:
    """6所市级、10所区级党建工作示范校: the head stands in the item after.

    总投资3亿元的5个项目: so does what the money is for.
    """
    for draft in drafts:
        if (
            draft.noun is not None
            and text.startswith("的", draft.reading.after)
            and SIZE.fullmatch(draft.name)
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
            and following.clause == draft.clause
            and following.noun is not None
            and len(draft.name) > 1
            and BARE_LEVEL.fullmatch(draft.name)
            and not draft.name.endswith("等奖")
            and not BARE_LEVEL.fullmatch(following.name)
        ):
            draft.name += without_level(following.name)
