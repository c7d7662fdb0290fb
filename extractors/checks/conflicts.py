"""One fact told twice with different words or values: family conflict.

Finds: “投用公办幼儿园6所” above and “等5所公办园” below; a rate that is to reach 95% here and to be held at
95% there; a pilot that is also pushed everywhere.
Leaves: a number that is 一批 elsewhere (`some`), figures of other periods, levels, batches or scopes, and
parts (其中) of a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import Final

from extractors.checks.finding import EMPTY_NAME, Doubt, Sections, bare_name, by_key, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Severity, Statement

_PART: Final = re.compile(
    r"其中|包括|含|分别|各(?!项)|占(?!比|地)|累计|截至|前.{0,3}年|首批|再|又|另|计划|比|较"
)
TELLING: Final = 5
"""Names unknown to the lexicon that are shorter say too little: 主导产业, 中央财政."""
_ADDED: Final = frozenset({"flow", "amount"})


def check_values(layers: Layers) -> list[Doubt]:
    """The same indicator, period and role with different values."""
    sections = Sections(layers)
    doubts = []
    for group in by_key(layers.statements).values():
        if len(group) < 2 or group[0].role not in ("result", "target"):
            continue
        first = group[0]
        others = [s for s in group[1:] if _contradicts(layers.text, sections, first, s)]
        if not others or (len(others) > 1 and _total(others) == Decimal(first.value or "0")):
            continue
        severity = _severity(sections, first, others)
        same = [s for s in group[1:] if s.value == first.value]
        told = [first, *others, *same]
        values = "、".join(dict.fromkeys(quoted(layers.text, _figure(layers, s)) for s in (first, *others)))
        doubts.append(
            Doubt(
                "conflict.values",
                severity,
                f"同一指标“{first.indicator.name if first.indicator else ''}”在文中有不同的数:{values}",
                tuple(clause_of(s) for s in sorted(told, key=lambda s: s.start)),
                "核对原始数据,统一口径;口径确实不同的,请在文中写明",
                " ≠ ".join(dict.fromkeys(f"{s.value}{s.unit or ''}" for s in (first, *others))),
            )
        )
    return doubts


def _figure(layers: Layers, statement: Statement) -> tuple[int, int]:
    quantity = next((q for q in layers.quantities if q.id == statement.quantity_id), None)
    return (quantity.start, quantity.end) if quantity else clause_of(statement)


def _contradicts(text: str, sections: Sections, first: Statement, other: Statement) -> bool:
    if other.value == first.value or (
        (other.unit or "") != (first.unit or "") and {first.unit, other.unit} - {"所", "个", "家"}
    ):
        return False
    if first.indicator is None or EMPTY_NAME.match(first.indicator.id) or other.bound != first.bound:
        return False
    if not first.indicator.known and not _tells_enough(first, other):
        return False
    if (
        not _same_name(first, other)
        or abs(other.start - first.start) < 60
        or sections.section_at(first.start) == sections.section_at(other.start)
    ):
        return False
    if any(_PART.search(text[s.start : s.end]) for s in (first, other)):
        return False
    stages = {first.facets.stage, other.facets.stage} - {None}
    if len(stages) > 1 or _is_part(text, sections, first, other):
        return False
    document = sections.document_at(first.start)
    if document is None or document != sections.document_at(other.start):
        return False
    ratio = (
        Decimal(other.value or "0") / Decimal(first.value or "1")
        if Decimal(first.value or "0")
        else Decimal(0)
    )
    if not Decimal("0.2") <= ratio <= Decimal(5):
        return False
    return first.measure not in _ADDED or same_deed(first, other)


def _tells_enough(first: Statement, other: Statement) -> bool:
    """A name unknown to the lexicon is long, or tells a level and has the same deed: 培养“市三名”教师."""
    if first.indicator is not None and len(bare_name(first.indicator.text)) >= TELLING:
        return True
    if first.facets.award_level is None or first.action is None or other.action is None:
        return False
    return first.action.text == other.action.text


def _total(statements: list[Statement]) -> Decimal:
    return sum((Decimal(statement.value or "0") for statement in statements), Decimal(0))


_STAGE: Final = re.compile(r"学前|幼儿|小学|初中|义务|高中|职业|中职|特殊|社区|民办|高等|农村|城区")


def _is_part(text: str, sections: Sections, first: Statement, other: Statement) -> bool:
    """新增学位5000个 of all schools in the overview, 1200个 under the heading 学前教育: a part of it."""
    above, below = sections.section_at(first.start), sections.section_at(other.start)
    if above is None or below is None or above.role != "overview":
        return False
    narrower = _STAGE.search(below.title or "") is not None
    return (
        narrower
        and Decimal(other.value or "0") < Decimal(first.value or "0")
        and not _STAGE.search(text[first.start : first.end])
    )


def _same_name(first: Statement, other: Statement) -> bool:
    """公办幼儿园 and 公办园; not 批零企业 and 企业: one wording holds the other, and says enough."""
    if first.indicator is None or other.indicator is None:
        return False
    names = sorted((bare_name(first.indicator.text), bare_name(other.indicator.text)), key=len)
    if len(names[0]) < 3 and not (names[0] == names[1] == first.indicator.name):
        return False
    rest = iter(names[1])
    return all(char in rest for char in names[0])


def same_deed(first: Statement, other: Statement) -> bool:
    """投用 and 建成投用 are one deed, 招聘 and 培训 two; a deed not told is no other."""
    if first.action is None or other.action is None:
        return True
    a, b = first.action.text, other.action.text
    return bool(set(a) & set(b)) or {a, b} <= _REACHING


_REACHING: Final = frozenset({"达", "达到", "完成", "实现", "为", "有", "提高到", "增加到", "突破", "超过"})


def _severity(sections: Sections, first: Statement, others: list[Statement]) -> Severity:
    """high when the indicator is of the lexicon and one place is the overview or the deed is the same."""
    known = first.indicator is not None and first.indicator.known
    roles = {section.role for s in (first, *others) if (section := sections.section_at(s.start)) is not None}
    if known and (
        "overview" in roles
        or (
            len(roles) == 1
            and first.action
            and all(s.action and s.action.text == first.action.text for s in others)
        )
    ):
        return "high"
    return "medium" if known or "overview" in roles else "low"


# --- the overview against the detail --------------------------------------------------------------------

_GENERIC: Final = re.compile(r"公办|民办|新建|改扩建|项目|工程|建设|全区|全市|全县|[“”]")
_COUNTS: Final = frozenset({"所", "个", "家", "项"})


def check_overview(layers: Layers) -> list[Doubt]:
    """A count of the overview that the detail tells of the same deed and thing with another number."""
    sections = Sections(layers)
    doubts = []
    counted = [s for s in layers.statements if s.indicator and s.unit in _COUNTS]
    told = [(s, section) for s in counted if (section := sections.section_at(s.start)) is not None]
    details: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement, section in told:
        if section.role == "detail" and statement.indicator is not None:
            core = _GENERIC.sub("", statement.indicator.text)
            details[core, section.part, statement.role, statement.period, statement.bound].append(statement)
    for first, above in told:
        if above.role != "overview" or first.action is None or first.bound != "eq" or first.indicator is None:
            continue
        core = _GENERIC.sub("", first.indicator.text)
        if len(core) < 3:
            continue
        deed = first.action.text[-2:]
        below = [
            s
            for s in details[core, above.part, first.role, first.period, first.bound]
            if s.facets.award_level == first.facets.award_level and deed in layers.text[s.start : s.end]
        ]
        if not below or any(s.value == first.value for s in below):
            continue
        if any(s.indicator and s.indicator.id == first.indicator.id for s in below):
            continue
        doubts.append(
            Doubt(
                "conflict.overview",
                "medium",
                f"概述写{quoted(layers.text, clause_of(first))},"
                f"分述写{quoted(layers.text, clause_of(below[0]))}:数不一致",
                (clause_of(first), *(clause_of(s) for s in below)),
                "是同一批的,统一数字;是另一档目标的,写明",
                " ≠ ".join(dict.fromkeys(f"{s.value}{s.unit}" for s in (first, *below))),
            )
        )
    return doubts


# --- one target reached, another held -----------------------------------------------------------------

_TO_REACH: Final = re.compile(r"达|提高|提升|增至|增长到|升")
_TO_HOLD: Final = re.compile(r"巩固|保持|稳定|维持|继续保持")


def check_reach_or_hold(layers: Layers) -> list[Doubt]:
    """A rate that is to be reached in one place and to be held in another."""
    doubts = []
    for group in by_key([s for s in layers.statements if s.role == "target"]).values():
        reach = [s for s in group if s.action and _TO_REACH.search(s.action.text)]
        hold = [s for s in group if s.action and _TO_HOLD.search(s.action.text)]
        if reach and hold and reach[0].value == hold[0].value:
            doubts.append(
                Doubt(
                    "conflict.reach_or_hold",
                    "medium",
                    f"同一目标一处写{quoted(layers.text, clause_of(reach[0]))},"
                    f"一处写{quoted(layers.text, clause_of(hold[0]))}:"
                    "是尚未达到,还是已经达到要保持",
                    (clause_of(reach[0]), clause_of(hold[0])),
                    "写明上年实绩,统一用“达到”或“巩固在”",
                )
            )
    return doubts


# --- 全面推进 here, 试点 there --------------------------------------------------------------------------


def _same_part(sections: Sections, first: int, second: int) -> bool:
    """In one document, and both in the review or both in the plan."""
    one, two = sections.section_at(first), sections.section_at(second)
    return one is not None and two is not None and (one.document_id, one.part) == (two.document_id, two.part)


_EVERYWHERE: Final = re.compile(
    r"(?:全面|全域|普遍)(?:推进|推行|推开|实施|落实|铺开|推广)(?P<object>[^，。；,;\n“]{6,40})"
)


def check_pilot_or_everywhere(layers: Layers) -> list[Doubt]:
    """全面推进甲 in one place, 推进甲试点 in another of the same document."""
    sections = Sections(layers)
    text, doubts = layers.text, []
    for match in _EVERYWHERE.finditer(text):
        thing = match.group("object")
        stem = thing[: max(8, len(thing) - 2)]
        if len(stem) < 8:
            continue
        at = text.find(stem)
        while at >= 0:
            end = at + len(stem)
            tail = text[end : end + 10]
            pilot = tail.find("试点")
            if pilot >= 0 and not re.search(r"[，。；,;\n]", tail[:pilot]):
                place = (at, end + pilot + 2)
                if _same_part(sections, at, match.start()) and at != match.start("object"):
                    doubts.append(
                        Doubt(
                            "status.pilot",
                            "medium",
                            f"同一项工作一处写{quoted(text, match.span())},一处写{quoted(text, place)}"
                            f":是全面推开还是仍在试点",
                            (match.span(), place),
                            "写明所处阶段,两处一致",
                        )
                    )
            at = text.find(stem, end)
    return doubts
