"""Statements of a report: every measure and rank with its role, period, indicator and change.

    建成投用公办幼儿园6所,公办园占比达56.67%,比上年提升5.64个百分点。
      →  result 6 所 公办幼儿园; result 56.67 % 公办园占比; change 5.64 points of the same

Start at `find_statements`. Quantities the text does not name anything for keep an empty indicator.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

from extractors.grammar.periods import PeriodPhrase, find_period_phrases
from extractors.layers import Layers
from extractors.records import (
    Change,
    ChangeKind,
    Document,
    Facets,
    Indicator,
    Measure,
    Quantity,
    Section,
    Sentence,
    Span,
    Statement,
    record_id,
)
from extractors.statements.canonical import (
    change_kind,
    default_measure,
    is_known,
    normalise,
    resolve_indicator,
    resolve_milestone,
)
from extractors.statements.changes import derive_base, find_change
from extractors.statements.clauses import Clause, split_clauses
from extractors.statements.facets import level_of, name_facets
from extractors.statements.indicators import Reading, read_clause
from extractors.statements.inner_numbers import InnerKind, is_lasting, split_inner
from extractors.statements.measures import decide_measure
from extractors.deeds import find_modality
from extractors.statements.noun_phrases import FOOTNOTE, Tokens, find_left_noun, find_right_noun, split_members
from extractors.statements.milestones import Milestone, find_milestones, trigger_pattern
from extractors.statements.periods import Setting, find_timing
from extractors.statements.repeats import link_repeats
from extractors.statements.roles import RoleDecision, decide_role, milestone_role

NUMBER_CLASSES: Final = frozenset({"measure", "rank"})
BARE_LEVEL: Final = re.compile(
    r"(?:国家|全国|省|市|县|区|区县|校|镇|乡|世界)级(?:及?以上)?|[省市县区]|[一二三四五]级|[一二三]等奖|[^，、]{1,6}型(?:及以上)?"
)
BARE_RATE: Final = re.compile(
    r"(?:均|总)?(?:覆盖率|占比|比例|合格率|优良率|优秀率|参与率|完成率|建成率|满意率|满意度|办复率|办结率|增速|增幅|比重|总投资|投资|总面积|总额|通过率|普及率|达标率|升学率|就业率|总量|总数|人数|数量)"
)
SIZE: Final = re.compile(r"(?:计划|估算|概算)?(?:总投资额?|投资额?|总?占地(?:面积)?|总?建筑面积|总面积)")
COUNT_BEFORE: Final = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)[个项所家条座处]")
# 城乡居民人均可支配收入分别达到4万元和2万元: two indicators in one name
BOTH_RESIDENTS: Final = re.compile(r"(?:全[市区县省国])?城(?:乡|镇(?:居民)?[、和与]农村)居民(?P<rest>(?:人均可支配)?收入)")
RANK_SCOPE: Final = re.compile(r"(?P<scope>世界|全球|亚洲|全[国省市区县州]|[全省市县区]内|中部地区|西部地区|同类[^，。；]{1,4}|长三角)[^，。；]{0,4}$")
# A sentence that begins with its period: 五年来, 去年 | “十一五”期间
OPENING_PERIOD: Final = re.compile(r"[\s\u3000—]*(?P<period>过去|[一二三四五六七八九十]年来|近[一二三五十]年|去年|今年|(?:19|20)\d\d年|[“\"]?十[一二三四]?五[”\"]?(?:时期|期间))")
ANOTHER_NUMBER: Final = re.compile(r"\d")
YEARLY: Final = re.compile(r"年均|递增|每年")
PURPOSE_UNITS: Final = frozenset({"元", "美元"})
SPENDING: Final = re.compile(r"投入|投资|安排|拨付|补助|筹集|筹措|筹资|争取|列支|支出|下达|整合|奖励|落实|设立|使用|支持|斥资|耗资|总投资")
PURPOSE_LEAD: Final = re.compile(r"(?:主要|重点|专项|全部)*(?:用于|用来|支持|对|为|给|以)?")


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


def find_statements(layers: Layers) -> tuple[Statement, ...]:
    """All statements of the report in text order."""
    text = layers.text
    quantities = _measured(layers)
    settings = _settings(layers)
    tokens = Tokens(layers.tokens)
    starts = [quantity.start for quantity in quantities]
    statements: list[Statement] = []
    previous: list[Draft] = []
    triggers = [match.start() for match in trigger_pattern().finditer(text)]
    inherited: PeriodPhrase | None = None
    for sentence in layers.sentences:
        inherited = _inherit(text, sentence, inherited)
        low = bisect_left(starts, sentence.start)
        high = bisect_left(starts, sentence.end, low)
        told = bisect_left(triggers, sentence.start)
        tells = told < len(triggers) and triggers[told] < sentence.end
        if low == high and not tells:
            previous = []
            continue
        section, document, setting = settings[sentence.section_id]
        clauses = split_clauses(text, sentence.start, sentence.end, starts[low:high])
        drafts, asides = _draft_sentence(text, clauses, quantities[low:high], tokens, previous)
        found = _finish(layers, sentence, drafts, asides, section, document, setting, inherited)
        if tells and not setting.background:
            found.extend(_milestones(layers, sentence, clauses, starts[low:high], tokens, section, document, setting))
            found.sort(key=lambda statement: (statement.start, statement.id))
        statements.extend(found)
        previous = drafts
    return link_repeats(statements)


def _inherit(text: str, sentence: Sentence, inherited: PeriodPhrase | None) -> PeriodPhrase | None:
    """The period that sentences after this one speak of, within the paragraph: 五年来,… 过去一年,…"""
    if sentence.start == 0 or text[sentence.start - 1] == "\n":
        inherited = None
    opening = OPENING_PERIOD.match(text, sentence.start, sentence.end)
    if opening is None:
        return inherited
    place = opening.start("period")
    phrases = find_period_phrases(text, place, min(place + 14, sentence.end))
    return phrases[0] if phrases and phrases[0].start <= place + 2 and not phrases[0].until else None


def _measured(layers: Layers) -> list[Quantity]:
    classes = {numeral.id: numeral.class_ for numeral in layers.numerals}
    return [
        quantity
        for quantity in layers.quantities
        if not quantity.numeral_ids or any(classes.get(name) in NUMBER_CLASSES for name in quantity.numeral_ids)
    ]


def _settings(layers: Layers) -> dict[str, tuple[Section, Document, Setting]]:
    documents = {document.id: document for document in layers.documents}
    table = {}
    for section in layers.sections:
        document = documents[section.document_id]
        part = section.part or ("plan" if document.kind == "plan" else "review")
        period = section.period if section.period is not None else document.period
        speech = document.period + 1 if document.kind == "work_report" and document.period is not None else period
        background = section.role in {"glossary", "front"} and document.kind != "other"
        table[section.id] = (section, document, Setting(part, period, speech, background))
    return table


def _draft_sentence(
    text: str, clauses: list[Clause], quantities: list[Quantity], tokens: Tokens, previous: list[Draft]
) -> tuple[list[Draft], list[Draft]]:
    """The drafts of a sentence, and apart from them those of its inner numbers."""
    inner = [clause for clause in clauses if clause.parent >= 0]
    drafts: list[Draft] = []
    asides: list[Draft] = []
    for position, clause in enumerate(clauses):
        own = [
            quantity
            for quantity in quantities
            if clause.start <= quantity.start < clause.end
            and (clause.parent >= 0 or not any(b.start <= quantity.start < b.end for b in inner))
        ]
        if not own:
            continue
        inner_kinds = split_inner(text, clause.start, clause.end, own)
        transparent = tuple((q.start, q.end) for q in own if q.id in inner_kinds)
        readings = read_clause(
            text, clause.start, clause.end, [q for q in own if q.id not in inner_kinds], tokens, transparent
        )
        asides.extend(_aside(text, quantity, clause, inner_kinds[quantity.id]) for quantity in own if quantity.id in inner_kinds)
        for quantity, reading in zip((q for q in own if q.id not in inner_kinds), readings, strict=True):
            draft = Draft(quantity=quantity, reading=reading, clause=clause, noun=None, name="")
            _name(text, draft, drafts, previous, clauses, position, tokens)
            drafts.append(draft)
    _fill_backward(text, drafts, tokens)
    return drafts, asides


def _aside(text: str, quantity: Quantity, clause: Clause, kind: InnerKind) -> Draft:
    """The draft of a number that stands inside a name or is an adverb: it names nothing of its own."""
    nothing = (quantity.start, quantity.start)
    reading = Reading("none", nothing, nothing, None, nothing, (clause.start, quantity.start), quantity.end, False)
    lasting = kind == "duration" and is_lasting(text, quantity)
    verb = (quantity.start - 2, quantity.start) if lasting else None
    return Draft(
        quantity=quantity, reading=reading, clause=clause, noun=None, name="", verb=verb, inner=None if lasting else kind
    )


def _name(
    text: str, draft: Draft, drafts: list[Draft], previous: list[Draft], clauses: list[Clause], position: int, tokens: Tokens
) -> None:
    """Gives the draft its words: its own, those of the clause before, or what the money is for."""
    reading = draft.reading
    if reading.verb[0] < reading.verb[1]:
        draft.verb = reading.verb
    elif drafts and drafts[-1].clause == draft.clause and text[draft.quantity.start - 1] not in "：:":
        draft.verb = drafts[-1].verb
    elif reading.tail is not None:
        draft.verb = (reading.tail.start, draft.quantity.start)
    if reading.noun[0] < reading.noun[1]:
        draft.noun = reading.noun
        draft.name = _full_name(text, draft, drafts, clauses, position, tokens)
        return
    same = bool(drafts) and drafts[-1].clause == draft.clause and drafts[-1].reading.shape == "after"
    if draft.quantity.unit in PURPOSE_UNITS and same and reading.after >= draft.clause.end and SPENDING.search(text, *reading.window):
        draft.noun, draft.name, draft.carried = drafts[-1].noun, drafts[-1].name, True
        return
    if draft.quantity.unit in PURPOSE_UNITS and SPENDING.search(text, *reading.window) and (reading.tail is None or reading.tail.kind not in {"up", "down", "reach"}):
        noun = _purpose(text, draft, clauses, position, tokens)
        if noun:
            draft.noun, draft.name = noun, text[noun[0] : noun[1]]
            return
    earlier = _carried(draft, drafts or previous)
    linked = reading.tail is not None or reading.compared[0] < reading.compared[1]
    if earlier is not None and linked and (drafts or position == 0):
        draft.noun, draft.name, draft.carried, draft.source = earlier.noun, earlier.name, True, earlier
    elif linked and position > 0 and not drafts and clauses[position - 1].parent < 0:
        # 省教育现代化监测首次晋级A等,位列全省第八: the subject of the clause before
        before = clauses[position - 1]
        noun = find_right_noun(text, before.start, before.end, tokens, governed=False)
        if noun[1] - noun[0] > 1:
            draft.noun, draft.name, draft.carried = noun, text[noun[0] : noun[1]], True
    elif drafts and drafts[-1].clause == draft.clause and reading.window[0] == reading.window[1]:
        # 修建乡村道路17条32.1公里: two measures of one thing
        draft.noun, draft.name, draft.carried = drafts[-1].noun, drafts[-1].name, True
    elif reading.verb[0] < reading.verb[1]:
        draft.noun, draft.name = reading.verb, text[reading.verb[0] : reading.verb[1]]


    else:
        length = tokens.verb_at(text, reading.after, draft.clause.end)
        if length and not ANOTHER_NUMBER.search(text, reading.after, draft.clause.end):
            # 1334万人参保: what they did is all that names them
            draft.noun = (reading.after, reading.after + length)
            draft.name = text[slice(*draft.noun)]


def _carried(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The draft before whose indicator this one speaks of."""
    if not drafts:
        return None
    last = drafts[-1]
    members, member = draft.reading.members, draft.reading.member
    own = member if last.clause == draft.clause else 0
    group = [d for d in drafts[: len(drafts) - own] if not d.carried]
    if members > 1 and len(group) >= members and last.clause.start >= group[-members].clause.start:
        return group[-members:][member]
    return last


def _purpose(
    text: str, draft: Draft, clauses: list[Clause], position: int, tokens: Tokens
) -> tuple[int, int] | None:
    """What the money is for: 投入285万元对32所中小学实行技防改造; 投入200万元,开展实践基地建设."""
    start, end = draft.reading.after, draft.clause.end
    if start >= end and position + 1 < len(clauses) and clauses[position + 1].parent < 0:
        start, end = clauses[position + 1].start, clauses[position + 1].end
    match = PURPOSE_LEAD.match(text, start, end)
    place = match.end() if match else start
    if place >= end or (start == draft.reading.after and text[place] in "、和及与"):
        return None
    phrase = find_left_noun(text, place, end, tokens)
    if phrase.end - phrase.start < 2 or phrase.end - phrase.start > 24:
        return None
    return phrase.start, phrase.end


def _full_name(
    text: str, draft: Draft, drafts: list[Draft], clauses: list[Clause], position: int, tokens: Tokens
) -> str:
    """The wording with what an ellipsis leaves out: 市级8所 after 区级党建工作示范校10所."""
    assert draft.noun is not None
    words = FOOTNOTE.sub("", text[draft.noun[0] : draft.noun[1]])
    if draft.reading.members > 1:
        words = _member_name(text, draft, words)
    bare = BARE_LEVEL.fullmatch(words) and (len(words) > 1 or draft.reading.shape == "before")
    if bare and not (words.endswith("等奖") and not (drafts and drafts[-1].name.endswith("等奖"))):
        head = _head_before(text, drafts, clauses, position, tokens)
        return words + head
    if words.startswith("占") and drafts and drafts[-1].name:
        return drafts[-1].name + words
    if BARE_RATE.fullmatch(words) and drafts and not text.startswith("的", draft.reading.after):
        base = drafts[-1].name
        return base if base.endswith(words) else base + words
    if drafts and drafts[-1].clause.start != draft.clause.start or drafts:
        level = level_of(words)
        if level and drafts:
            rest = words[level.length :]
            before = drafts[-1].name
            place = before.find(rest) if rest else -1
            if place > 1:
                for length in (5, 4, 3, 2):
                    inner = level_of(before[place - length : place] + rest) if place - length > 0 else None
                    if inner and inner.length == length:
                        return before[: place - length] + words
    return words


def _member_name(text: str, draft: Draft, words: str) -> str:
    """A member with the head that only the last one prints: 引领型 … 提升型及以上比例."""
    group_end = draft.reading.noun[1]
    match = re.compile(r"[^，。；]{0,40}?(?=分别|均|都|各|要|达|为|增|下降|提)").match(text, group_end)
    tail = match.group() if match else ""
    last = re.search(r"(?:率|比例|占比|收入|支出|总额|产值|面积|人数|比重)$", tail)
    if last and not words.endswith(last.group()):
        return words + last.group()
    if words in {"城镇", "农村", "城市", "男", "女", "初中", "小学", "高中"}:
        # 城镇和农村人均住房面积: the head stands with the second member
        following = re.compile(r"(?:和|与|及|、)(?:农村|乡村|城镇|女|男|小学|初中|高中)(?P<head>[^，。；、和\d]{2,12})").match(text, group_end)
        if following:
            return words + following["head"]
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


def _fill_backward(text: str, drafts: list[Draft], tokens: Tokens) -> None:
    """6所市级、10所区级党建工作示范校: the head stands in the item after. 总投资3亿元的5个项目: so does the owner."""
    for draft in drafts:
        if draft.noun is not None and SIZE.fullmatch(draft.name) and text.startswith("的", draft.reading.after):
            place = draft.reading.after + 1
            match = COUNT_BEFORE.match(text, place, draft.clause.end)
            place = match.end() if match else place
            noun = find_right_noun(text, place, draft.clause.end, tokens, governed=False)
            if 1 < noun[1] - noun[0] <= 20:
                draft.name = text[noun[0] : noun[1]] + draft.name
    for draft, following in zip(drafts, drafts[1:], strict=False):
        if draft.noun is None and following.clause == draft.clause and following.reading.window[1] - draft.reading.after <= 1:
            # 119户441名贫困群众
            draft.noun, draft.name = following.noun, following.name
        if (
            draft.noun is not None
            and len(draft.name) > 1
            and BARE_LEVEL.fullmatch(draft.name)
            and following.clause == draft.clause
            and following.noun is not None
            and not BARE_LEVEL.fullmatch(following.name)
        ):
            draft.name += _headless(following.name)


def _finish(
    layers: Layers, sentence: Sentence, drafts: list[Draft], asides: list[Draft],
    section: Section, document: Document, setting: Setting, inherited: PeriodPhrase | None,
) -> list[Statement]:  # fmt: skip
    """The statements of a sentence in text order."""
    text = layers.text
    phrases = find_period_phrases(text, sentence.start, sentence.end)
    if inherited is not None and inherited.end <= sentence.start:
        phrases.insert(0, inherited)
    statements: list[Statement] = []
    levels: dict[str, Statement] = {}
    for draft in sorted((*drafts, *asides), key=lambda d: d.quantity.start):
        quantity, reading, clause = draft.quantity, draft.reading, draft.clause
        change = find_change(text, quantity, reading, clause.end, carried=draft.carried, name=draft.name)
        timing = find_timing(text, phrases, clause, reading, quantity.start, setting)
        decision = decide_role(text, quantity, reading, clause, change, timing, setting)
        if draft.inner is not None:
            decision = RoleDecision("context", draft.inner)
        action = _action(text, draft)
        measure = decide_measure(
            quantity, draft.name, action.text if action else "", change,
            level=reading.tail is not None and reading.tail.kind in {"value", "reach"} and not _governs(reading),
            default=default_measure(draft.name),
        )  # fmt: skip
        if change is not None and draft.source is not None:
            change = _with_base(change, quantity, levels.get(draft.source.quantity.id))
        yearly = YEARLY.search(text, *reading.window) is not None
        base_period = timing.base
        if change is not None and base_period is None and timing.period is not None and timing.first is None and not yearly:
            base_period = timing.period - 1
        for ordinal, (noun, name) in enumerate(_names(text, draft)):
            statement = Statement(
                id=record_id(layers.key, "statement", quantity.start, quantity.end, ordinal),
                document_id=document.id,
                section_id=section.id,
                start=clause.start,
                end=clause.end,
                text=text[clause.start : clause.end],
                quantity_id=quantity.id,
                value=quantity.value,
                upper=quantity.upper,
                unit=quantity.unit,
                bound=quantity.bound,
                role=decision.role,
                period=timing.period if decision.role != "baseline" or timing.words else None,
                period_start=timing.first,
                period_text=timing.words,
                base_period=base_period,
                indicator=None
                if decision.rule == "duration_or_parameter"
                else _indicator(text, noun, name, quantity.unit, measure, change_kind(change)),
                action=action,
                modality=find_modality(text, clause.start, clause.end)[0],
                facets=_facets(text, name, reading, quantity),
                measure=measure,
                change=change,
                repeats=None,
                rules=(decision.rule, f"indicator_{reading.shape}" if not draft.carried else "indicator_carried"),
            )
            statements.append(statement)
            levels.setdefault(quantity.id, statement)
    return statements


def _milestones(
    layers: Layers, sentence: Sentence, clauses: list[Clause], starts: list[int], tokens: Tokens,
    section: Section, document: Document, setting: Setting,
) -> list[Statement]:  # fmt: skip
    """What the clauses without a number say was reached or is promised."""
    text = layers.text
    found: list[Statement] = []
    phrases: list[PeriodPhrase] | None = None
    for clause in clauses:
        index = bisect_left(starts, clause.start)
        if clause.parent >= 0 or (index < len(starts) and starts[index] < clause.end):
            continue
        milestones = find_milestones(text, clause, tokens, planned=setting.part == "plan")
        if not milestones:
            continue
        if phrases is None:
            phrases = find_period_phrases(text, sentence.start, sentence.end)
        for ordinal, milestone in enumerate(milestones):
            found.append(
                _milestone_statement(layers, clause, milestone, ordinal, phrases, section, document, setting)
            )
    return found


def _milestone_statement(
    layers: Layers, clause: Clause, milestone: Milestone, ordinal: int, phrases: list[PeriodPhrase],
    section: Section, document: Document, setting: Setting,
) -> Statement:  # fmt: skip
    text = layers.text
    nothing = (clause.end, clause.end)
    reading = Reading(
        "before", milestone.noun, milestone.verb, None, nothing, (clause.start, clause.end), clause.end, False
    )
    timing = find_timing(text, phrases, clause, reading, milestone.verb[1], setting)
    covered = milestone.kind == "covered"
    return Statement(
        id=record_id(layers.key, "milestone", clause.start, clause.end, ordinal),
        document_id=document.id,
        section_id=section.id,
        start=clause.start,
        end=clause.end,
        text=text[clause.start : clause.end],
        quantity_id=None,
        value="100" if covered else None,
        upper=None,
        unit="%" if covered else None,
        bound="eq" if covered else None,
        role=milestone_role(timing, setting),
        period=timing.period,
        period_start=timing.first,
        period_text=timing.words,
        base_period=None,
        indicator=_milestone_indicator(text, milestone),
        action=Span(start=milestone.verb[0], end=milestone.verb[1], text=text[slice(*milestone.verb)]),
        modality=find_modality(text, clause.start, clause.end)[0],
        facets=name_facets(normalise(text[slice(*milestone.noun)])),
        measure="share" if covered else "milestone",
        change=None,
        rules=(f"milestone_{milestone.kind}",),
    )


def _milestone_indicator(text: str, milestone: Milestone) -> Indicator:
    start, end = milestone.noun
    name = text[start:end]
    if milestone.kind == "covered":
        resolved = resolve_indicator(name + "覆盖率", "%", "share", None)
    elif milestone.subject is not None:
        # 国家教师队伍改革列入教育部试点项目: many things are listed there, this one is meant
        resolved = resolve_milestone(f"{text[slice(*milestone.subject)]}列入{name}")
    else:
        resolved = resolve_milestone(name)
    return Indicator(text=name, start=start, end=end, id=resolved.id, name=resolved.name, known=resolved.known)


def _names(text: str, draft: Draft) -> list[tuple[tuple[int, int] | None, str]]:
    """The indicators of one number: two where 均增长7% is said of two that the lexicon knows."""
    if draft.noun is None:
        return [(None, "")]
    reading = draft.reading
    if reading.members == 1 and reading.shape == "before" and not draft.carried:
        both = BOTH_RESIDENTS.fullmatch(draft.name)
        if both:
            return [(draft.noun, f"{place}居民{both['rest']}") for place in ("城镇", "农村")]
        members = split_members(text, *draft.noun)
        if len(members) > 1 and all(is_known(text[low:high]) for low, high in members):
            return [(member, text[member[0] : member[1]]) for member in members]
    elif reading.members == 2 and (both := BOTH_RESIDENTS.fullmatch(draft.name)):
        return [(draft.noun, f"{('城镇', '农村')[reading.member]}居民{both['rest']}")]
    return [(draft.noun, draft.name)]


def _governs(reading: Reading) -> bool:
    """True when the linker is itself the deed: 新增…实现3家."""
    return reading.tail is not None and reading.verb[0] == reading.tail.start


def _facets(text: str, name: str, reading: Reading, quantity: Quantity) -> Facets:
    facets = name_facets(normalise(name)) if name else Facets()
    if quantity.unit == "名次":
        match = RANK_SCOPE.search(text, *reading.window)
        if match:
            facets = msgspec.structs.replace(facets, scope=match["scope"])
    return facets


def _action(text: str, draft: Draft) -> Span | None:
    if draft.verb is None or draft.verb[0] >= draft.verb[1]:
        return None
    return Span(start=draft.verb[0], end=draft.verb[1], text=text[draft.verb[0] : draft.verb[1]])


def _with_base(change: Change, quantity: Quantity, level: Statement | None) -> Change:
    """The change with the other period's value, where the level of the same indicator is known."""
    if level is None or level.change is not None or level.value is None:
        return change
    if level.upper or quantity.upper or level.bound != "eq" or quantity.bound != "eq":
        return change
    if change.kind == "points" and level.unit != "%" or change.kind == "difference" and level.unit != quantity.unit:
        return change
    if quantity.unit == "倍":
        return change
    base = derive_base(Decimal(level.value), change, Decimal(quantity.value), level.unit or "", level.indicator.name if level.indicator else "")
    return msgspec.structs.replace(change, derived_base=base)


def _indicator(
    text: str, noun: tuple[int, int] | None, name: str, unit: str, measure: Measure, kind: ChangeKind | None
) -> Indicator | None:
    if noun is None:
        return None
    start, end = noun
    resolved = resolve_indicator(name, unit, measure, kind)
    return Indicator(
        text=text[start:end], start=start, end=end, id=resolved.id, name=resolved.name, known=resolved.known
    )


def add_statements(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: every statement of the report."""
    return {"statements": find_statements(layers)}
