"""One clause, one deed or several: where 、 or 并 joins whole phrases.

完善扶持机制、改善办园条件          two deeds
开展排查整治、督导检查等工作         one deed with its kinds
打造带动增收、助力振兴的产业         one deed: both phrases belong to the noun
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from extractors.deeds import Deed, read_deed
from extractors.records import Modality

Kind = Literal["deed", "value", "ellipsis"]


class ClauseDeed(NamedTuple):
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
)
QUOTED: Final = re.compile(r"[“《「（(][^”》」）)]*[”》」）)]")
NOUN_SUFFIX: Final = re.compile(r"[的型率者]|力(?![度量求争])")
# 努力在服务首都、对接北京中…: the verbs behind 在 are no deeds of their own
ADJUNCT_OPENINGS: Final = tuple("在从把将为对向以")


def _as_clause_deed(start: int, end: int, deed: Deed) -> ClauseDeed:
    return ClauseDeed(
        "deed",
        start,
        end,
        deed.verb_start,
        deed.verb_end,
        deed.modality,
        deed.words,
        deed.group,
        deed.chain_end,
    )


def split_chain(
    text: str, start: int, end: int, deed: Deed, token_starts: frozenset[int]
) -> list[ClauseDeed]:
    """One deed, or several where 、 or 并 joins whole phrases: 完善机制、改善条件."""
    cuts, stops, deeds = [start], [end], [deed]
    if text[deed.chain_end : deed.chain_end + 1] in ADJUNCT_OPENINGS:
        return [_as_clause_deed(start, end, deed)]
    quoted = [match.span() for match in QUOTED.finditer(text, start, end)]
    for mark in AND_THEN.finditer(text, deed.verb_end, end):
        place = mark.end()
        if any(left < place < stop for left, stop in quoted) or place not in token_starts:
            continue
        following = read_deed(text, place, end)
        if following is None or not _is_phrase(text, deeds[-1], following, mark.start(), end):
            continue
        stops[-1:] = [mark.start(), end]
        cuts.append(place)
        deeds.append(following)
    if len(deeds) > 1 and AND_SO_ON.search(text, deeds[-1].verb_end, end):
        cuts, stops, deeds = cuts[:1], [end], deeds[:1]
    return [_as_clause_deed(*row) for row in zip(cuts, stops, deeds, strict=True)]


# 院士专家、创新团队: these verbs stand before nouns as often as before objects
LOOSE_VERBS: Final = frozenset(
    {"创新", "改革", "服务", "管理", "发展", "创造", "监督", "引领", "保护", "指导", "共享"}
)


def _is_phrase(text: str, before: Deed, following: Deed, mark: int, end: int) -> bool:
    """True when both sides of a joint have a verb with an object of its own."""
    stop = min((at for m in "、，" if (at := text.find(m, following.verb_end, end)) >= 0), default=end)
    if mark - before.verb_end < 2 or stop - following.verb_end < 2:
        return False
    # 打造带动农民增收、助力乡村振兴的产业: both phrases belong to the noun behind 的
    if "的" in text[following.verb_end : stop] and read_deed(text, before.verb_end, mark) is not None:
        return False
    verb = text[following.verb_start : following.verb_end]
    if len(verb) < 2 or following.group == "strength":
        return following.group == "strength" and len(verb) >= 2
    if NOUN_SUFFIX.match(text, following.verb_end, end) or (
        verb in LOOSE_VERBS and stop - following.verb_end < 5
    ):
        return False
    return text[following.verb_end] not in "和与、等" and not re.match(
        r"(?:工作|体系|机制|制度|能力|水平|平台|中心|机构|人员|项目|活动|服务|管理|建设|等)",
        text[following.verb_end : stop],
    )
