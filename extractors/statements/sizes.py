"""Whose size an area or investment is, and what was counted before.

东湖小学占地面积51亩,建筑面积3.1万平方米      →  东湖小学建筑面积
第三幼儿园项目,占地面积8436平方米             →  第三幼儿园项目占地面积
137个市重点项目完成投资236.8亿元              →  市重点项目完成投资
"""

from __future__ import annotations

import re
from typing import Final

from extractors.statements.draft import Draft, Site
from extractors.statements.left_nouns import find_left_noun
from extractors.statements.wording import COUNTED_UNITS, PERSON_UNITS

SIZE: Final = re.compile(
    r"(?:项目|工程)?(?:计划|估算|概算|累计|实际)?(?:完成投资|总投资额?|投资额?|总?占地(?:面积)?|总?建筑面积|总面积)"
)
NUMBERED: Final = re.compile(r"[\s\u3000]*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[、.．]?|[①-⑳])\s*")
# 第三幼儿园项目，占地面积8436平方米: what the sizes of a sentence are of
TOPIC: Final = re.compile(
    r"[^，。；：\d]{2,24}(?:项目|工程|学校|小学|中学|幼儿园|学院|校区|园区|大楼|楼|中心|公园|基地|医院|广场|场|馆|道路|公路|桥|厂)"
)
OWN_SIZE: Final = re.compile(
    r"(?P<owner>.*(?:项目|工程|学校|小学|中学|幼儿园|学院|校区|园区|楼|中心|公园|基地|医院|场馆|馆))"
    r"(?:规划|总|净|新增)*(?:用地|占地|建筑|建设)?(?:用地)?(?:面积|总投资|投资)"
)
COUNTED_THINGS: Final = re.compile(r"(?:项目|工程|学校|小学|中学|幼儿园|道路|桥梁|公园)$")


def name_size(site: Site) -> str | None:
    """占地面积, 完成投资: of the school or project whose size was told, or that opens the sentence."""
    if not SIZE.fullmatch(site.words):
        return None
    if owner := _owner_of_sizes(site.before):
        return owner + site.words
    if site.defines:
        return None
    counted = counted_before(site)
    # 人口78万,总面积2034平方公里: people have no size
    people = bool(site.before) and site.before[-1].quantity.unit in PERSON_UNITS
    if counted is None or people:
        return topic_before(site) + site.words
    return joined(counted.name, site.words) if site.draft.reading.members == 1 else None


def _owner_of_sizes(drafts: list[Draft]) -> str:
    """The school or project of which the sentence's item tells one size already; empty when none does."""
    for draft in reversed(drafts):
        told = OWN_SIZE.fullmatch(draft.name)
        if told:
            return told["owner"]
        if draft.clause.closing in ";；" or COUNTED_THINGS.search(draft.name):
            break
    return ""


def topic_before(site: Site) -> str:
    """The project that opens the sentence and of which all its sizes are told; empty when none does."""
    first = site.clauses[0]
    if site.position == 0 or first.parent >= 0 or first.closing not in ",，":
        return ""
    mark = NUMBERED.match(site.text, first.start, first.end)
    phrase = find_left_noun(site.text, mark.end() if mark else first.start, first.end, site.tokens)
    topic = site.text[phrase.start : phrase.end]
    return topic if TOPIC.fullmatch(topic) else ""


def joined(base: str, words: str) -> str:
    """The words behind what they are of, once."""
    return base if base.endswith(words) else base + words


def counted_before(site: Site) -> Draft | None:
    """The last thing counted in the sentence."""
    return next(
        (draft for draft in reversed(site.before) if draft.quantity.unit in COUNTED_UNITS and draft.name),
        None,
    )
