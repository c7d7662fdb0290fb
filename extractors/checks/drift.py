"""One indicator under several names in one report: family drift.

Finds: “公办在园幼儿覆盖率” and “公办园在园幼儿覆盖率”; “高层次人才” and “高层次教育人才”; two totals side by
side whose relation is not told.
Leaves: which of two names is right, and names that are no indicator's (`wording`).
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from extractors.checks.finding import Doubt, Place, Sections, bare_name, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Severity, Statement

_SHORTEST: Final = 4


def check_names(layers: Layers) -> list[Doubt]:
    """One indicator of the lexicon under several wordings."""
    groups: dict[str, dict[str, Place]] = {}
    names: dict[str, str] = {}
    rates: set[str] = set()
    for statement in layers.statements:
        indicator = statement.indicator
        if indicator is None or not indicator.known:
            continue
        key = indicator.id.partition("@")[0]
        bare = bare_name(indicator.text)
        if len(bare) < _SHORTEST:
            continue
        names.setdefault(key, indicator.name)
        if statement.measure in ("share", "rate"):
            rates.add(key)
        groups.setdefault(key, {}).setdefault(bare, (indicator.start, indicator.end))
    doubts = []
    for key, wordings in groups.items():
        told = list(wordings)
        if len(told) < 2 or not _kindred(told) or _listed_apart(list(wordings.values())):
            continue
        if _other_side(told):
            continue
        severity: Severity = "info" if _whole_in(told) else "low"
        if key in rates and not _abbreviated(told):
            severity = "medium"
        doubts.append(
            Doubt(
                "drift.names",
                severity,
                f"“{names[key]}”在文中有{len(wordings)}种叫法:"
                + "、".join(quoted(layers.text, p) for p in wordings.values()),
                tuple(wordings.values()),
                "统一名称;口径不同的,写明各自口径",
            )
        )
    return doubts


def _listed_apart(places: list[Place]) -> bool:
    """Two wordings side by side are two things: 省定民生工程15项和民生实事20项."""
    return any(b[0] - a[1] < 30 for a, b in itertools.pairwise(places))


_SIDES: Final = re.compile(
    r"城乡|城镇|城市|农村|农民|全社会|全部|高等|普通|公办|民办|幼儿园|小学|初中|高中|中职"
)


def _other_side(wordings: list[str]) -> bool:
    """城镇居民……收入 and 城乡居民……收入 are two indicators, whatever the lexicon joins."""
    sides = {frozenset(_SIDES.findall(wording.replace("农民", "农村"))) for wording in wordings} - {
        frozenset()
    }
    return len(sides) > 1


def _whole_in(wordings: list[str]) -> bool:
    """Each wording holds the next shorter one whole: 地区生产总值 and 生产总值."""
    ordered = sorted(wordings, key=len)
    return all(short in long for short, long in itertools.pairwise(ordered))


def _abbreviated(wordings: list[str]) -> bool:
    """Each wording leaves out words of the next longer one: 规上工业增加值, 基本医保参保率.

    One character more or less is no abbreviation: 公办在园幼儿 and 公办园在园幼儿 may be two things.
    """
    ordered = sorted(wordings, key=len)
    return all(
        short in long or (len(long) - len(short) >= LEFT_OUT and _in_order(short, long))
        for short, long in itertools.pairwise(ordered)
    )


LEFT_OUT: Final = 2


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _kindred(wordings: list[str]) -> bool:
    """All wordings have most characters in common with the first."""
    first = set(wordings[0])
    return all(len(first & set(other)) * 3 >= 2 * min(len(first), len(set(other))) for other in wordings[1:])


_CONTRAST: Final = re.compile(
    r"[一二三四五六七八九十百千万亿0-9省市县区镇乡国村男女新老的为将]|公办|民办|城镇|城乡|农村|普通|特殊|小学|初中|"
    r"高中|幼儿|规模以上|以上|中|高|低|大|小"
)


def check_near_names(layers: Layers) -> list[Doubt]:
    """Two indicators whose wording differs by a word put in: 高层次(教育)人才, 劳动(研学)实践基地."""
    buckets: dict[str, dict[str, tuple[Place, str]]] = {}
    roles: dict[str, set[str]] = {}
    for statement in layers.statements:
        indicator = statement.indicator
        bare = bare_name(indicator.text) if indicator else ""
        if indicator is not None and len(bare) >= _SHORTEST + 1:
            roles.setdefault(bare, set()).add(statement.role)
            buckets.setdefault(bare[-2:], {}).setdefault(
                bare, ((indicator.start, indicator.end), indicator.id)
            )
    doubts = []
    for bucket in buckets.values():
        names = sorted(bucket, key=len)
        for i, long in enumerate(names):
            for short in names[:i]:
                word = _inserted_word(short, long)
                same = bucket[short][1] == bucket[long][1] and not bucket[short][1].startswith("text:")
                if word is None or same or _CONTRAST.search(word) or not _year_by_year(roles, short, long):
                    continue
                places = tuple(sorted((bucket[short][0], bucket[long][0])))
                doubts.append(
                    Doubt(
                        "drift.near_names",
                        "low",
                        f"{quoted(layers.text, places[0])}与{quoted(layers.text, places[1])}"
                        f"只差“{word}”:口径是否相同",
                        places,
                        "口径相同的,统一名称;不同的,写明",
                    )
                )
    return doubts


def _year_by_year(roles: dict[str, set[str]], short: str, long: str) -> bool:
    """The one name has the result and the other the target: only then must they be the same."""
    told, planned = roles[short], roles[long]
    return ("target" in told) != ("target" in planned)


def _inserted_word(short: str, long: str) -> str | None:
    """What the longer name has more, when it is one stretch in its middle."""
    more = len(long) - len(short)
    if not 1 <= more <= 4:
        return None
    head = 0
    while head < len(short) and short[head] == long[head]:
        head += 1
    if head < 2 or len(short) - head < 2 or short[head:] != long[head + more :]:
        return None
    return long[head : head + more]


# --- two totals side by side -----------------------------------------------------------------------


def check_totals(layers: Layers) -> list[Doubt]:
    """Two amounts of nearly one name in one section: which holds which is not told."""
    sections = Sections(layers)
    amounts = [
        s
        for s in layers.statements
        if s.role == "result"
        and s.measure == "amount"
        and s.unit == "元"
        and s.indicator
        and len(s.indicator.text) >= 6
        and "、" not in s.indicator.text
    ]
    doubts = []
    for first, second in itertools.pairwise(amounts):
        if first.indicator is None or second.indicator is None or first.indicator.id == second.indicator.id:
            continue
        if (
            sections.section_at(first.start) != sections.section_at(second.start)
            or second.start - first.end > 60
        ):
            continue
        if _alike(first, second) and not _other_side([first.indicator.text, second.indicator.text]):
            places = (
                (first.indicator.start, first.indicator.end),
                (second.indicator.start, second.indicator.end),
            )
            doubts.append(
                Doubt(
                    "drift.totals",
                    "low",
                    f"{quoted(layers.text, places[0])}与{quoted(layers.text, places[1])}两个总量并列,"
                    f"互相是否包含没有说明",
                    (*places, clause_of(second)),
                    "写明各自口径和包含关系",
                )
            )
    return doubts


def _alike(first: Statement, second: Statement) -> bool:
    a = bare_name(first.indicator.text if first.indicator else "")
    b = bare_name(second.indicator.text if second.indicator else "")
    return a[-2:] == b[-2:] and len(set(a) & set(b)) >= 5 and a != b
