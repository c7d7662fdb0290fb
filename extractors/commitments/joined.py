"""One clause, one deed or several: where 、 or 并 joins whole phrases.

完善扶持机制、改善办园条件          two deeds
开展排查整治、督导检查等工作         one deed with its kinds
打造带动增收、助力振兴的产业         one deed: both phrases belong to the noun
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final, Literal

import msgspec

from extractors.deeds import Deed, is_nominal, read_deed, words_of
from extractors.records import Modality

Kind = Literal["deed", "value", "ellipsis"]


class ClauseDeed(msgspec.Struct, frozen=True, gc=False):
    """A deed or value with its place. `start` to `end` are the deed's own words."""

    kind: Kind
    start: int
    end: int
    verb_start: int
    verb_end: int
    modality: Modality
    words: tuple[str, ...]
    group: str
    chain_end: int
    """Where words of strength, adverbs and verb end at the deed's start."""


AND_THEN: Final = re.compile(r"[、]|并(?!非|不|举|重|行|列|网|轨)|，")
# 开展排查整治、督导检查等工作: one deed with its kinds
AND_SO_ON: Final = re.compile(
    r"等(?:系列|各项|重点|专项)?(?:方面|工作|活动|措施|任务|机制|制度|项目|内容|环节|行为|问题|行动|服务)"
    r"|等$"
)
QUOTED: Final = re.compile(r"[“《「（(][^”》」）)]{0,80}[”》」）)]")
NOUN_SUFFIX: Final = re.compile(r"[的型率者局厅]|力(?![度量求争])|部门")
NOUN_SUFFIX_OPENS: Final = frozenset("的型率者局厅力部")
"""What it begins with: few words do."""
# 努力在服务首都、对接北京中…: the verbs behind 在 are no deeds of their own
ADJUNCT_OPENINGS: Final = tuple("在从把将为对向以")


def _as_clause_deed(start: int, end: int, deed: Deed) -> ClauseDeed:
    return ClauseDeed(
        "deed", start, end, deed.verb_start, deed.verb_end, deed.modality, deed.words, deed.group,
        deed.chain_end,
    )  # fmt: skip


def begins_noun(text: str, start: int, end: int) -> bool:
    """True when what stands behind a verb makes it part of a noun: 培训(机构) is one, 培训(者) is another."""
    return NOUN_SUFFIX.match(text, start, end) is not None


def split_chain(text: str, start: int, end: int, deed: Deed, token_starts: Set[int]) -> list[ClauseDeed]:
    """One deed, or several where 、 or 并 joins whole phrases: 完善机制、改善条件."""
    rest = text[deed.verb_end : end]
    if "、" not in rest and "并" not in rest and "，" not in rest:
        return [_as_clause_deed(start, end, deed)]
    marks = [match for match in AND_THEN.finditer(text, deed.verb_end, end) if match.end() in token_starts]
    if not marks or text[deed.chain_end : deed.chain_end + 1] in ADJUNCT_OPENINGS:
        return [_as_clause_deed(start, end, deed)]
    joints = [(mark, following) for mark in marks if (following := read_deed(text, mark.end(), end))]
    if not joints:
        return [_as_clause_deed(start, end, deed)]
    cuts, stops, deeds = [start], [end], [deed]
    quoted = [match.span() for match in QUOTED.finditer(text, start, end)]
    for mark, following in joints:
        place = mark.end()
        while quoted and quoted[0][1] <= place:
            quoted.pop(0)
        if quoted and quoted[0][0] < place:
            continue
        if not _is_phrase(text, deeds[-1], following, mark.start(), end):
            continue
        stops[-1:] = [mark.start(), end]
        cuts.append(place)
        deeds.append(following)
    if len(deeds) > 1 and AND_SO_ON.search(text, deeds[-1].verb_end, end):
        cuts, stops, deeds = cuts[:1], [end], deeds[:1]
    return [_as_clause_deed(*row) for row in zip(cuts, stops, deeds, strict=True)]


# 排查、督导检查机制; 政策设计、兑付方式: a noun of action before its head
NOUN_HEAD: Final = re.compile(
    r"工作|体系|机制|制度|能力|水平|平台|中心|机构|人员|项目|活动|服务|管理|建设|方式|方法|流程|程序|渠道|标准|政策|设施"
    r"|人才|团队|企业|基地|资源|产业|经济|市场|模式|力量|队伍|任务|责任|等"
)


LIST_REACH: Final = 40


def _is_phrase(text: str, before: Deed, following: Deed, mark: int, end: int) -> bool:
    """True when both sides of a joint have a verb with an object of its own."""
    stop = min((at for m in "、，" if (at := text.find(m, following.verb_end, end)) >= 0), default=end)
    if mark - before.verb_end < 2 or stop - following.verb_end < 2:
        return False
    # 打造带动农民增收、助力乡村振兴的产业: both phrases belong to the noun behind 的
    if "的" in text[following.verb_end : stop] and read_deed(text, before.verb_end, mark) is not None:
        return False
    # 环境优美、开放文明、和谐稳定的城市: short members of a list before 的
    if stop < end and stop - following.start <= 5 and "的" in text[stop : min(end, stop + LIST_REACH)]:
        return False
    verb = text[following.verb_start : following.verb_end]
    if len(verb) < 2 or following.group == "strength":
        return following.group == "strength" and len(verb) >= 2
    if begins_noun(text, following.verb_end, end) or (
        verb in words_of("loose") and stop - following.verb_end < 5
    ):
        return False
    if text[following.verb_end] in "和与、等":
        return False
    noun_like = verb in words_of("loose") or is_nominal(verb)
    return not noun_like or NOUN_HEAD.match(text, following.verb_end, stop) is None
