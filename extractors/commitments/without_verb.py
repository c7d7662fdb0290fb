"""A clause that does not begin with its verb: the subject comes first, or the clause before has the verb.

    公办园在园幼儿占比达到60%              a value: 达到
    创建文明校园省级1所，市级3所            the second clause is an ellipsis of the first
    清河二小6月底前达到通车条件             a milestone

Leaves how much more than last year, and properties of what was just named (总投资88亿元).
"""

from __future__ import annotations

import re
from typing import Final

from extractors.commitments.joined import ClauseDeed
from extractors.deeds import find_inner_strength, words_of
from extractors.records import Modality

# 总投资88亿元: a property of what was just named
ATTRIBUTE: Final = re.compile(
    r"(?:计划|预计)?(?:总投资|投资额|总规模|占地|总?建筑面积|可容纳|可提供|惠及|涉及|共计|合计)"
)
# 比上年增加265亿元: says by how much, of what was just promised
COMPARED: Final = re.compile(r"(?:比|较|同比)(?:上年|去年|上一年|前年|20\d\d年)")
# 项目经费实现增长 | 试点列入… | 创建工作全覆盖
SUBJECT_FIRST: Final = re.compile(
    r"达到|达成|达标|达|不低于|不少于|不高于|不超过|控制在|保持在|稳定在|巩固在|维持在|突破|超过|增长|递增|提高|提升|下降"
    r"|降低|减少|完成|实现|列入|纳入|入选|通过|建成投用|建成|投用|投入使用|投产|启用|开工|竣工|完工|通车|运营|落地|交付"
    r"|全覆盖|只增不减|全面推开|全面推行|位居|位列|保持|稳居|进入|跻身|翻番|清零|新增|净增|增加|创建|培育|招聘|引进"
    r"|发展到|扩大到|增加到|提高到|提升到|下降到|降低到|减少到|压减到|增至|降至|拟安排|安排|投入|支出|启动建设|启动|超过|超(?=\d)|实施|开展|改造|建设"
)
# 6月底前达到通车条件: these govern a milestone behind them
REACHES: Final = frozenset({"达到", "实现", "列入", "纳入", "通过"})
BETTER: Final = re.compile(
    r"(?:有|取得|得到|获得|实现|保持)(?:了)?(?:明显|显著|新的?|较大|大幅|进一步|更大|长足|全面)?的?"
    r"(?:提升|提高|改善|突破|进展|增长|成效|发展|加强|增强|进步)"
)
# 服务贸易分别增长6%: a verb right before its number
VALUE_AHEAD: Final = re.compile(
    r"(?:达到|达|增长|提高|提升|下降|降低|减少|增加|完成|突破|超过|控制在|保持在|稳定在)(?:到|至|了|约|近)?"
    r"(?=[\d一二三四五六七八九十百千万两])"
)


def read_without_verb(
    text: str, start: int, end: int, *, target: bool, numbered: bool, before: ClauseDeed | None
) -> list[ClauseDeed]:
    """A subject that comes first, or a clause that leaves its verb to the one before."""
    if COMPARED.match(text, start, end):
        return []
    if not numbered and (better := BETTER.search(text, start, end)) and better.end() >= end - 2:
        inherited, words = _inner_strength(text, start, end, before)
        return [
            ClauseDeed("value", start, end, better.start(), better.end(), inherited, words, "process", start)
        ]
    matches = list(SUBJECT_FIRST.finditer(text, start + 1, end))
    verb = (matches[0] if numbered else matches[-1]) if matches else None
    if numbered and (ahead := VALUE_AHEAD.search(text, start + 1, end)):
        verb = ahead
    if verb is not None and not numbered and _ends_with(text, verb, end):
        verb = next((match for match in matches if match[0] in REACHES), verb)
        target = True
    if verb is not None and (target or numbered or _ends_with(text, verb, end)):
        inherited, words = _inner_strength(text, start, end, before)
        return [ClauseDeed("value", start, end, verb.start(), verb.end(), inherited, words, "amount", start)]
    attribute = ATTRIBUTE.match(text, start, end) is not None
    if before is not None and numbered and not attribute and (target or before.kind != "value"):
        return [
            ClauseDeed(
                "ellipsis",
                start,
                end,
                before.verb_start,
                before.verb_end,
                before.modality,
                before.words,
                before.group,
                start,
            )
        ]
    return []


def _inner_strength(
    text: str, start: int, end: int, before: ClauseDeed | None
) -> tuple[Modality, tuple[str, ...]]:
    """The strength that stands in the clause, else the firm one of the deed before it."""
    inherited, words = find_inner_strength(text, start, end)
    if not words and before is not None and before.modality in {"guarantee", "strive"}:
        return before.modality, before.words
    return inherited, words


def _ends_with(text: str, verb: re.Match[str], end: int) -> bool:
    ends = text[verb.end() : end].strip() in {"", "建设", "使用", "运营", "见效", "投产"}
    return verb[0] in words_of("milestones") and (ends or verb[0] in {"列入", "纳入", "入选"})
