"""From the readings of a sentence's clauses to drafts of statements: every number with its words.

    公办园占比达56.67%,比上年提升5.64个百分点     →  the second number carries the first one's name
    省监测首次晋级A等,位列全省第八               →  the subject of the clause before
    投入285万元对32所中小学实行技防改造           →  what the money is for

Start at `draft_sentence`. A number that nothing names keeps an empty name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

import msgspec

from extractors.records import Quantity
from extractors.statements.clauses import Clause
from extractors.statements.coordination import split_members
from extractors.statements.draft import Draft
from extractors.statements.ellipsis import BARE_LEVEL
from extractors.statements.facets import level_of
from extractors.statements.indicators import read_clause
from extractors.statements.inner_numbers import InnerKind, is_lasting, split_inner
from extractors.statements.left_nouns import find_leading_verb, find_left_noun
from extractors.statements.names import fill_from_after, full_name
from extractors.statements.readings import Place, Reading
from extractors.statements.right_nouns import find_right_noun
from extractors.statements.tails import Transparent
from extractors.statements.tokens import Tokens
from extractors.statements.wording import COUNTED_UNITS, SHARES, done_of_them, governing_words

NEAR: Final = 24
"""So many numbers back at most a name is taken from: a sentence may hold thousands."""
SIZES: Final = re.compile(r"(?:计划)?总?投资|占地")
BOUND_WORDS: Final = frozenset(
    {"不少于", "不低于", "超过", "突破", "超", "高于", "多于", "不超过", "不高于", "低于"}
)
ANOTHER_NUMBER: Final = re.compile(r"\d")
PURPOSE_UNITS: Final = frozenset({"元", "美元"})
SPENDING: Final = re.compile(
    r"投入|投资|安排|拨付|补助|筹集|筹措|筹资|争取|列支|支出|下达|整合|奖励|落实|设立|使用|支持|斥资|耗资|总投资"
)
# 为85所学校配备教学设备1200套: the count is another statement's
COUNT_BEHIND: Final = re.compile(r"\d[\d.,]*[余多]?[万亿]?[余多]?[\u4e00-\u9fff]{1,2}$")
AT_ONCE: Final = re.compile(
    r"(?:正在|正|已经?|均已?|全部|将|目前|积极|加快|抓紧|全力|有序)*(?P<deed>按计划[\u4e00-\u9fff]{2,4}|投入使用|建成投用|投用|进行|启动|开工|动工|竣工|完工|封顶"
    r"|主体施工|施工|建成|移交|交付|装修|推进)"
)
AT_ONCE_OPENS: Final = frozenset("正已均全将目积加抓有按投建进启开动竣完封主施移交装推")
"""What it begins with."""
TASKS: Final = frozenset({"任务", "目标任务", "年度任务"})
STARTS_WITH_FIGURE: Final = re.compile(
    r"\d[\d.,]*[余多]?[万亿]?[余多]?(?:[所个项家条处座名人户间套台元]|平方米|公里)?"
)
ADMITTED: Final = re.compile(r"被(?P<what>[^，。；、被]{2,14}录取)")
PURPOSE_LEAD: Final = re.compile(r"(?:主要|重点|专项|全部)*(?:用于|用来|支持|对|为|给|以)?")


def draft_sentence(
    text: str,
    clauses: list[Clause],
    quantities: list[Quantity],
    starts: list[int],
    tokens: Tokens,
    previous: list[Draft],
) -> tuple[list[Draft], list[Draft]]:
    """The drafts of a sentence, and apart from them those of its inner numbers. `starts`: of the numbers."""
    drafts: list[Draft] = []
    asides: list[Draft] = []
    if not quantities:
        return drafts, asides
    previous = previous[-NEAR:]
    inner = [clause for clause in clauses if clause.parent >= 0]
    for position, clause in enumerate(clauses):
        first = bisect_left(starts, clause.start)
        if first == len(starts) or starts[first] >= clause.end:
            continue
        own = quantities[first : bisect_left(starts, clause.end, first)]
        if inner and clause.parent < 0:
            own = [quantity for quantity in own if not any(b.start <= quantity.start < b.end for b in inner)]
        if not own:
            continue
        kinds = split_inner(text, clause.start, clause.end, own)
        transparent: Transparent = ()
        if kinds:
            transparent = tuple((q.start, q.end) for q in own if q.id in kinds)
            asides.extend(_aside(text, q, clause, kinds[q.id]) for q in own if q.id in kinds)
            own = [quantity for quantity in own if quantity.id not in kinds]
        readings = read_clause(text, clause.start, clause.end, own, tokens, transparent)
        for quantity, reading in zip(own, readings, strict=True):
            draft = Draft(quantity=quantity, reading=reading, clause=clause, noun=None, name="")
            _name(text, draft, drafts[-NEAR:], previous, clauses, position, tokens)
            drafts.append(draft)
    fill_from_after(text, drafts, tokens)
    return drafts, asides


def _aside(text: str, quantity: Quantity, clause: Clause, kind: InnerKind) -> Draft:
    """The draft of a number that stands inside a name or is an adverb: it names nothing of its own."""
    nothing = (quantity.start, quantity.start)
    reading = Reading(
        "none", nothing, nothing, None, nothing, (clause.start, quantity.start), quantity.end, False
    )
    lasting = kind == "duration" and is_lasting(text, quantity)
    verb = (quantity.start - 2, quantity.start) if lasting else None
    return Draft(
        quantity=quantity,
        reading=reading,
        clause=clause,
        noun=None,
        name="",
        verb=verb,
        inner=None if lasting else kind,
    )


def _name(
    text: str,
    draft: Draft,
    drafts: list[Draft],
    previous: list[Draft],
    clauses: list[Clause],
    position: int,
    tokens: Tokens,
) -> None:
    """Gives the draft its words: its own, those of the clause before, or what the money is for."""
    reading = draft.reading
    draft.verb = _deed(text, draft, drafts, tokens)
    at_once = text[reading.after : reading.after + 1] in AT_ONCE_OPENS
    done = AT_ONCE.match(text, reading.after, draft.clause.end) if at_once else None
    first, last = reading.noun
    named, task = first < last, text[first:last] in TASKS
    alike = _counted_alike(draft, drafts or previous) if done or task or not named else None
    if alike is not None and (done or task):
        # 已完工3所中小学,9所正在进行装修; 超额完成任务23所: the same things are counted
        draft.noun, draft.name, draft.carried = alike.noun, _shared_name(alike, drafts or previous), True
        if done:
            draft.verb, draft.reading = done.span("deed"), msgspec.structs.replace(reading, tail=None)
        return
    if named:
        draft.noun = reading.noun
        draft.name = full_name(text, draft, drafts, clauses, position, tokens)
        return
    same = bool(drafts) and drafts[-1].clause == draft.clause and drafts[-1].reading.shape == "after"
    if (
        draft.quantity.unit in PURPOSE_UNITS
        and same
        and reading.after >= draft.clause.end
        and SPENDING.search(text, *reading.window)
    ):
        draft.noun, draft.name, draft.carried = drafts[-1].noun, drafts[-1].name, True
        return
    if (
        draft.quantity.unit in PURPOSE_UNITS
        and SPENDING.search(text, *reading.window)
        and (reading.tail is None or reading.tail.kind not in {"up", "down", "reach"})
    ):
        noun = _purpose(text, draft, clauses, position, tokens)
        if noun:
            draft.noun, draft.name = noun, text[noun[0] : noun[1]]
            return
    earlier = _carried(draft, drafts or previous)
    linked = reading.tail is not None or reading.compared[0] < reading.compared[1]
    if earlier is not None and linked and (drafts or position == 0):
        draft.noun, draft.name, draft.carried, draft.source = earlier.noun, earlier.name, True, earlier
        _take_member(text, draft, drafts or previous)
    elif linked and position > 0 and not drafts and clauses[position - 1].parent < 0:
        # 省教育现代化监测首次晋级A等,位列全省第八: the subject of the clause before
        before = clauses[position - 1]
        noun = find_right_noun(text, before.start, before.end, tokens, governed=False)
        if noun[1] - noun[0] > 1:
            draft.noun, draft.name, draft.carried = noun, text[noun[0] : noun[1]], True
    elif (
        drafts
        and reading.window[0] == reading.window[1]
        and (drafts[-1].clause == draft.clause or _is_whole_clause(draft))
    ):
        # 修建乡村道路17条32.1公里: two measures of one thing
        draft.noun, draft.name, draft.carried = drafts[-1].noun, drafts[-1].name, True
    elif drafts and alike is not None:
        # 项目全部开工,竣工21个: the same things are counted
        draft.noun, draft.name, draft.carried = alike.noun, _shared_name(alike, drafts), True
    elif reading.verb[0] < reading.verb[1]:
        draft.noun, draft.name = reading.verb, text[reading.verb[0] : reading.verb[1]]
    elif admitted := ADMITTED.match(text, reading.after, draft.clause.end):
        draft.noun, draft.name = admitted.span("what"), admitted["what"]
    else:
        length = tokens.verb_at(text, reading.after, draft.clause.end)
        if length and not ANOTHER_NUMBER.search(text, reading.after, draft.clause.end):
            # 1334万人参保: what they did is all that names them
            draft.noun = (reading.after, reading.after + length)
            draft.name = text[slice(*draft.noun)]


def _deed(text: str, draft: Draft, drafts: list[Draft], tokens: Tokens) -> Place | None:
    """The verb: of change or level before the number, governing, behind the name, or carried over."""
    reading = draft.reading
    governed = reading.verb[0] < reading.verb[1] and not _is_size(text, reading.verb)
    tail = reading.tail
    if reading.compared[0] < reading.compared[1] and text.endswith(("新增", "净增"), *reading.compared):
        return reading.compared[1] - 2, reading.compared[1]
    if tail is not None and reading.shape != "after" and tail.kind != "from":
        bound = governed and text[tail.start : tail.end] in BOUND_WORDS
        if not bound:
            return tail.start, tail.end
    if reading.shape == "after" and text[draft.quantity.start - 1] == "等":
        leading = find_leading_verb(text, reading.window[0], draft.quantity.start, tokens)
        governed = leading[0] < leading[1]
        if governed:
            return leading
    if governed:
        return reading.verb
    last = drafts[-1] if drafts and drafts[-1].verb is not None else None
    handled = text[draft.quantity.start - 1] in "对为向"
    if (
        not handled
        and last is not None
        and last.clause == draft.clause
        and last.reading.verb[0] < last.reading.verb[1]
        and not _is_size(text, last.reading.verb)
    ):
        return last.verb
    if reading.shape == "after" and not done_of_them(text, reading.noun[1]):
        predicate = tokens.predicate_after(text, reading.noun[1], draft.clause.end, governing_words())
        if predicate[0] < predicate[1]:
            return predicate
    if last is None or text[draft.quantity.start - 1] in "：:" or _is_size(text, reading.noun):
        return None
    opens = reading.shape == "before" and reading.noun[0] == draft.clause.start
    ended = last.clause.closing in ";；" and draft.clause.parent < 0 and not BARE_LEVEL.fullmatch(draft.name)
    unlinked = opens and last.reading.tail is None and reading.tail is None and not ended
    return last.verb if last.clause == draft.clause or unlinked else None


def _is_size(text: str, place: Place) -> bool:
    """True for 投资, 占地 as the whole of it."""
    return text[place[1] - 1] in "资地" and SIZES.fullmatch(text, *place) is not None


def _take_member(text: str, draft: Draft, drafts: list[Draft]) -> None:
    """生产总值和财政收入确保翻两番,分别达到392亿元、32亿元: each number its own member of the name before."""
    member, members = draft.reading.member, draft.reading.members
    parallel = drafts[-members] if 1 < members <= len(drafts) else None
    if parallel is not None and (parallel.reading.members, parallel.reading.member) == (members, member):
        # 分别达到439亿元、36亿元,力争达到700亿元、60亿元
        draft.noun, draft.name = parallel.noun, parallel.name
        return
    before = drafts[-1 - member] if member < len(drafts) else None
    if members < 2 or before is None or before.reading.members > 1 or before.noun is None:
        return
    places = split_members(text, *before.noun)
    if len(places) == members:
        draft.noun = places[member]
        draft.name, draft.source = text[slice(*draft.noun)], None


def _is_whole_clause(draft: Draft) -> bool:
    """True for 人口7930户,2.90万人: the second number has nothing of its own beside it."""
    return draft.clause.start == draft.quantity.start and draft.reading.after >= draft.clause.end


def _counted_alike(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The last draft of the sentence that counts in the same unit, for a number with a verb and no name."""
    unit = draft.quantity.unit
    if unit not in COUNTED_UNITS or unit in {"人次", "次", "场", "%"}:
        return None
    return next((d for d in reversed(drafts) if d.quantity.unit == unit and d.noun is not None), None)


def _shared_name(alike: Draft, drafts: list[Draft]) -> str:
    """The name without its level where the items before differ in that alone: 省级课题、市级课题,结题41项."""
    level = level_of(alike.name)
    if level is None:
        return alike.name
    head = alike.name[level.length :]
    others = [d for d in drafts if d is not alike and d.clause == alike.clause and d.name.endswith(head)]
    return head if others and len(head) > 1 else alike.name


def _carried(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The draft before whose indicator this one speaks of."""
    if not drafts:
        return None
    last = drafts[-1]
    members, member = draft.reading.members, draft.reading.member
    own = member if last.clause == draft.clause else 0
    group = [d for d in drafts[: len(drafts) - own] if not d.carried]
    shared = last.quantity.unit in SHARES and len(drafts) > 1 and drafts[-2].quantity.unit not in SHARES
    if (
        shared
        and drafts[-2].name
        and last.name.startswith(drafts[-2].name + "占")
        and draft.quantity.unit in SHARES
        and draft.reading.tail is not None
        and draft.reading.tail.kind in {"up", "down"}
    ):
        # 支出28.4亿元,占…的19.6%,同比增长5.2%: the amount grew
        return drafts[-2]
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
    figure = STARTS_WITH_FIGURE.match(text, phrase.start, phrase.end)
    first = figure.end() if figure else phrase.start
    if not 2 <= phrase.end - first <= 24:
        return None
    count = COUNT_BEHIND.search(text, first, phrase.end)
    return first, count.start() if count and count.start() - first > 1 else phrase.end
