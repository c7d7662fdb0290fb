"""Statements of all reports as facts that can be set side by side.

A fact is a statement in the terms of the comparison: the year, target or result, the name in one form,
and what kind of number it is (`growth` of 7%, a `count` of 7家, a `share` of 60%), because numbers of
different kinds never meet. Context is left out, repetitions stay but do not decide. A figure that covers
several years (五年来累计 543家) keeps its first year and is never set against one year's target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

import msgspec

from extractors.records import Bundle, Facets, Indicator, Modality, Statement
from pipeline.compare.intervals import Reading, is_points, parse_reading
from pipeline.compare.places import PlaceFinder
from pipeline.compare.records import Kind, Record
from pipeline.compare.wordings import clean_name, load_names, read_lexicon

Accrual = Literal["stock", "flow"]

# 过去五年工作回顾 | “十三五”时期工作总结: a heading that says the review covers several years.
REVIEW_OF_YEARS: Final = re.compile(
    r"(?:过去|近|这|五年|十[一二三四五]五)[^，。]{0,8}(?:回顾|来的工作|年来|总结)|[三四五]年(?:来|工作)"
)
ESTIMATE: Final = re.compile(r"预计|预期|有望|初步(?:统计|核算)")
COUNT_WORDS: Final = frozenset(
    {"个", "家", "所", "处", "户", "座", "名", "人", "位", "项", "件", "条", "套", "批", "支", "场", "次"}
)
PEOPLE: Final = frozenset({"人", "名", "位"})
# 省市级美丽乡村 counts two levels together.
TWO_LEVELS: Final = re.compile(r"省、?市级")
PLACE_LEVELS: Final = {"省": "省", "市": "市", "区": "区县", "县": "区县"}
MONEY: Final = frozenset({"元"})


class Fact(Record, frozen=True, kw_only=True):
    """One statement in the terms of the comparison."""

    id: str
    source: str
    order: int
    """Place of its report among the body's reports, oldest first."""
    year: int
    year_start: int | None
    role: Literal["target", "result", "baseline"]
    kind: Kind
    direction: str
    """"down" for a decrease told as one (下降5%)."""
    reading: Reading | None
    modality: Modality
    name: str
    """The cleaned name."""
    wording: str
    indicator_id: str
    known: bool
    lexicon_name: str
    facets: Facets
    accrual: Accrual | None
    cumulative: bool
    estimate: bool
    action: str
    start: int
    end: int
    text: str
    field: str
    place: str
    section_role: str
    repeats: str | None
    derived_base: str | None
    base_year: int | None
    members: tuple[str, ...] = ()
    """The names of the list that the number counts, when the list names all of them."""
    passage: bool = False
    """A clause of a plan found for a number of the year before: without a value, no target by itself."""
    filled: str | None = None
    """Where an office filled the value in itself (ledger, row); None for what a report says."""


@lru_cache(maxsize=1)
def listing_words() -> frozenset[str]:
    """Names under which only what follows is counted: 五件事, 四个方面."""
    return frozenset(word for row in read_lexicon()["listing"] for word in row["words"])


def find_facts(
    bundle: Bundle, *, order: int, places: tuple[str, ...], finder: PlaceFinder
) -> tuple[Fact, ...]:
    """All facts of one report, in text order."""
    facts = []
    quantities = {quantity.id: quantity.start for quantity in bundle.quantities}
    members = {
        found.quantity_id: tuple(member.text for member in found.members)
        for found in bundle.lists
        if found.quantity_id and found.closure == "exhaustive"
    }
    for statement in bundle.statements:
        fact = make_fact(
            bundle,
            statement,
            order=order,
            places=places,
            finder=finder,
            quantities=quantities,
            members=members,
        )
        if fact is not None and fact.name not in listing_words():
            facts.append(fact)
    return tuple(sorted(facts, key=lambda fact: (fact.start, fact.end, fact.id)))


def make_fact(
    bundle: Bundle,
    statement: Statement,
    *,
    order: int,
    places: tuple[str, ...],
    finder: PlaceFinder,
    quantities: Mapping[str, int],
    members: Mapping[str, tuple[str, ...]],
) -> Fact | None:
    """The fact of a statement, None for context and for what names no indicator or no year."""
    if statement.role == "context" or statement.indicator is None or statement.period is None:
        return None
    kind = kind_of(statement)
    if kind is None:
        return None
    role: Literal["target", "result", "baseline"] = (
        "target" if statement.role == "target" else "baseline" if statement.role == "baseline" else "result"
    )
    place = finder.find(statement.start)
    year = statement.base_period if role == "baseline" and statement.base_period else statement.period
    cumulative = covers_years(bundle, statement, kind=kind, place_text=place.text)
    name = statement.indicator.name or statement.indicator.text
    return Fact(
        id=statement.id,
        source=bundle.source.id,
        order=order,
        year=year,
        year_start=statement.period_start,
        role=role,
        kind=kind,
        direction="down" if statement.change and statement.change.direction == "down" else "",
        reading=parse_reading(
            statement.value, upper=statement.upper, bound=statement.bound, unit=statement.unit or ""
        ),
        modality=statement.modality,
        name=clean_name(full_name(statement.indicator), places=places) or name,
        wording=statement.indicator.text or name,
        indicator_id=statement.indicator.id,
        known=statement.indicator.known and not says_too_little(statement),
        lexicon_name=name,
        facets=with_place_level(statement.facets, statement.indicator.text, places),
        accrual=accrual_of(statement, words_before(statement, bundle, quantities), kind=kind),
        cumulative=cumulative,
        estimate=bool(ESTIMATE.search(statement.text)),
        action=statement.action.text if statement.action else "",
        start=statement.start,
        end=statement.end,
        text=statement.text,
        field=place.field,
        place=place.text,
        section_role=place.section.role if place.section else "detail",
        repeats=statement.repeats,
        derived_base=statement.change.derived_base if statement.change else None,
        base_year=statement.base_period,
        members=members.get(statement.quantity_id or "", ()),
    )


def with_place_level(facets: Facets, wording: str, places: tuple[str, ...]) -> Facets:
    """温州市示范性学校 is 市级: the body's own place before a title tells its level."""
    if facets.award_level is None:
        if TWO_LEVELS.search(wording):
            return msgspec.structs.replace(facets, award_level="省市")
        for place in places:
            if wording.startswith(place) and place[-1] in PLACE_LEVELS and len(wording) > len(place) + 2:
                return msgspec.structs.replace(facets, award_level=PLACE_LEVELS[place[-1]])
    return facets


def full_name(indicator: Indicator) -> str:
    """The wording, or the lexicon's name where the wording is only 市级 or 其中."""
    rest = load_names().level.sub("", indicator.text)
    elliptical = len(rest) < 2 or indicator.text.startswith(("占", "其中", "比重", "增幅", "增速"))
    return indicator.text if indicator.known and not elliptical else indicator.name or indicator.text


def says_too_little(statement: Statement) -> bool:
    """教师 alone is not the lexicon's 招聘教师, nor 高层次人才 its 引进高层次人才, unless the clause says the
    verb.
    """
    indicator = statement.indicator
    if indicator is None:
        return False
    verb = load_names().flow.match(indicator.name)
    if verb is not None and not any(letter in statement.text for letter in (verb.group(), verb.group()[:1])):
        return True
    if indicator.text not in load_names().general or indicator.text == indicator.name:
        return False
    action = statement.action.text if statement.action else ""
    return not any(letter in indicator.name for letter in (action[:2], action[-2:]) if letter)


def words_before(statement: Statement, bundle: Bundle, quantities: Mapping[str, int]) -> str:
    """The few letters of the clause before its number."""
    at = quantities.get(statement.quantity_id or "")
    return bundle.text[max(statement.start, at - 4) : at] if at is not None else ""


def kind_of(statement: Statement) -> Kind | None:
    """What kind of number a statement gives; a difference against another year is a kind of its own."""
    unit = statement.unit or ""
    if statement.quantity_id is None and statement.value is None:
        return "milestone" if statement.measure == "milestone" else None
    if statement.change is not None:
        kinds: dict[str, Kind] = {"percent": "growth", "points": "points", "difference": "difference"}
        return kinds[statement.change.kind]
    if statement.measure == "rank" or unit == "名次":
        return "rank"
    if is_points(unit):
        if unit == "个百分点":
            return "points"
        return "growth" if statement.measure == "rate" else "share"
    if unit in MONEY:
        return "amount"
    return "count"


def accrual_of(statement: Statement, before: str, *, kind: Kind) -> Accrual | None:
    """Stock or flow where the words say so: those right before the number first, then the action."""
    if kind not in {"count", "amount"}:
        return None
    names = load_names()
    last = None
    for match in names.stock.finditer(before):
        last = match
    action = statement.action.text if statement.action else ""
    if last is not None and last.end() == len(before):
        return "flow" if names.flow.search(action) and action != last.group() else "stock"
    return "flow" if names.flow.search(action) else None


def covers_years(bundle: Bundle, statement: Statement, *, kind: Kind, place_text: str) -> bool:
    """True for a figure over several years: by its own period, its words, or the heading it stands under."""
    if kind == "share":
        return False
    period = statement.period or 0
    if statement.period_start is not None and statement.period_start < period:
        return True
    against = statement.base_period
    if kind in {"growth", "points", "difference"} and against is not None and against < period - 1:
        return True
    if statement.role == "target":
        return False
    if load_names().cumulative.search(statement.text):
        return True
    return bool(REVIEW_OF_YEARS.search(place_text)) and statement.period_text is None


def same_unit(left: Fact, right: Fact) -> bool:
    """Units that measure the same: equal, or both words of counting."""
    a, b = unit_of(left), unit_of(right)
    return a == b or (a in COUNT_WORDS and b in COUNT_WORDS and (a in PEOPLE) == (b in PEOPLE))


def unit_of(fact: Fact) -> str:
    """The unit as read, "" for a milestone."""
    return fact.reading.unit if fact.reading is not None else ""


def signed(fact: Fact, reading: Reading, *, direction: str) -> Reading:
    """The reading seen in the row's direction: a rise of 2% in a row of decreases is −2%."""
    if fact.kind not in {"growth", "points", "difference"} or fact.direction == direction:
        return reading
    return Reading(value=-reading.value, upper=None, bound="eq", unit=reading.unit)


def value_text(reading: Reading | None) -> str:
    """The value for a sentence: ≥60%, 7000余 as >7000."""
    if reading is None:
        return "未写数值"
    signs = {"ge": "≥", "gt": "＞", "le": "≤", "lt": "＜", "approx": "约", "eq": "", "range": ""}
    value = plain(reading.value)
    if reading.bound == "range" and reading.upper is not None:
        value = f"{value}—{plain(reading.upper)}"
    return f"{signs[reading.bound]}{value}{reading.unit}"


def plain(value: Decimal) -> str:
    """A decimal for people: no exponent, no needless zeros, 亿 and 万 for large round amounts."""
    if abs(value) >= 100_000_000:
        return f"{trim(value / 100_000_000)}亿"
    if abs(value) >= 100_000:
        return f"{trim(value / 10_000)}万"
    return trim(value)


def trim(value: Decimal) -> str:
    """Without exponent and without zeros after the last digit."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
