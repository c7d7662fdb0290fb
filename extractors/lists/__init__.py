"""Enumerations: their members, the number printed beside them, and whether the two agree.

    瓯海十幼、榕盛幼儿园、朝霞幼儿园等10所公办园      three named, ten stated, 等: illustrative
    5所学校(区职专、郭溪三小、瞿溪三小)            three named, five stated, closed: mismatch

Start at `find_lists`. An enumeration is kept when a number is printed for it, when 等 closes it, or
when two of its members are named schools. Rows of adjectives and figures are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec

from extractors.lists.chains import BREAKS, CLOSING, Chain, Finder
from extractors.lists.lines import find_lines
from extractors.lists.making import make_list
from extractors.lists.nameless import UNCOUNTABLE, find_nameless, whole
from extractors.lists.uncounted import find_uncounted
from extractors.records import (
    EnumeratedList,
    Numeral,
    Quantity,
    SchoolMention,
    Word,
)
from extractors.schools.evidence import word_class

# 等3所 | 等共3所 | 等在内的3所; 新建3个 keeps a deed between the names and the number
BEFORE_COUNT: Final = re.compile(r"等(?:在内的?)?(?:共计|共|合计|总计|约|近)?$")
# 等新建、改扩建学校(14所): the noun stands before the number
NOUN_BEFORE_COUNT: Final = re.compile(r"等(?P<noun>[\u3400-\u9fff、]{2,14})$")
# 5所学校(…) | 三大工程”:… | 4个项目，分别是… | 包括…
AFTER_COUNT: Final = re.compile(
    r"(?:(?P<noun>[^，,。;；:：\n、()（）“”]{0,18}?)(?P<quote>”?)"
    r"(?P<mark>[(（]|[:：]|——|[，,。]?(?:分别是|分别为|依次为|具体为)[:：]?|[，,]?(?:分别|即|包括|包含)[:：]?)"
    # 10处学校、幼儿园建设项目分别是
    r"|[^，,。;；:：\n()（）“”]{0,24}?(?P<are>(?:分别是|分别为|依次为|项目为|工程为)[:：]?))"
)
JOINED: Final = re.compile(r"[、和及与][^，,。;；:：\n]{1,40}$")
# 省级3所、市级8所 are figures, not names
COUNTED_MEMBER: Final = re.compile(r"[0-9０-９一二三四五六七八九十百]+[^0-9０-９]{1,3}$")
# A建设、B改扩建、C等6所小学操场建设等项目: the count belongs to C alone, the second 等 closes the row
OUTER: Final = re.compile(
    r"[^，,。;；:：\n、等]{1,16}等(?:[0-9０-９一二三四五六七八九十百两]+[个项])?[^，,。;；:：\n、等]{0,8}?(?:项目|工程)"
)
ET_CETERA: Final = re.compile("等(?![级差待候同效额奖次腰边式高])")
FOUNDING: Final = re.compile(
    r"新建|建成|建立|创建|组建|成立|设立|增设|新增|新设|开设|打造|改造|投用|建设|实施|开展"
)

BUILT: Final = frozenset({"新建", "改建", "扩建", "改扩建", "迁建", "重建", "续建", "在建", "改造"})
"""Deeds that describe what is counted: 等新建、改扩建学校14所."""


def find_lists(
    text: str,
    tokens: Sequence[Word],
    quantities: Sequence[Quantity],
    numerals: Sequence[Numeral],
    mentions: Sequence[SchoolMention],
    *,
    report: str,
) -> tuple[EnumeratedList, ...]:
    """All enumerations in text order; of two that overlap the one with a printed number is kept."""
    finder = Finder(text, tokens, mentions)
    found: list[EnumeratedList] = []
    for start, end, stated, quantity_id in _counts(quantities, numerals):
        if finder.inside_mention(start):
            continue
        made = _closing(finder, start, end, stated, quantity_id, report) or _opening(
            finder, start, end, stated, quantity_id, report
        )
        if made is not None:
            found.append(made)
    found += find_lines(finder, quantities, report)
    taken = sorted((made.start, made.end) for made in found)
    for made in find_uncounted(finder, report):
        index = bisect_right(taken, (made.start, made.end))
        clear = index == 0 or taken[index - 1][1] <= made.start
        clear = clear and (index == len(taken) or made.end <= taken[index][0])
        if clear:
            taken.insert(index, (made.start, made.end))
            found.append(made)
    kept = _drop_repeats(found)
    kept += find_nameless(text, quantities, kept, report)
    return tuple(_doubt_short_lists(text, sorted(kept, key=lambda made: (made.start, made.end))))


def _drop_repeats(found: list[EnumeratedList]) -> list[EnumeratedList]:
    """One record for each row of members: two numbers beside one row (三权, 三种类型) make no second list."""
    kept: dict[tuple[int, int], EnumeratedList] = {}
    spans: set[tuple[int, int]] = set()
    for made in sorted(found, key=lambda made: (made.quantity_id is None, -made.named, made.start)):
        row, span = (made.members[0].end, made.members[-1].end), (made.start, made.end)
        if row not in kept and span not in spans:
            kept[row] = made
            spans.add(span)
    return list(kept.values())


def _counts(
    quantities: Sequence[Quantity], numerals: Sequence[Numeral]
) -> list[tuple[int, int, int | None, str | None]]:
    """Printed numbers that could count an enumeration: quantities of things, and the numeral of 三位一体."""
    counts: list[tuple[int, int, int | None, str | None]] = []
    covered: set[str] = set()
    for quantity in quantities:
        covered.update(quantity.numeral_ids)
        if quantity.unit in UNCOUNTABLE:
            continue
        value = whole(quantity.value)
        if value is not None and 0 < value <= 2000:
            stated = value if quantity.bound == "eq" else None
            counts.append((quantity.start, quantity.end, stated, quantity.id))
    for numeral in numerals:
        if numeral.class_ not in ("name", "lexical") or numeral.id in covered or numeral.value is None:
            continue
        value = whole(numeral.value)
        if value is not None and 2 <= value <= 12:
            counts.append((numeral.start, numeral.end, value, None))
    return sorted(counts, key=lambda count: count[:2])


def _closing(
    finder: Finder, start: int, end: int, stated: int | None, quantity_id: str | None, report: str
) -> EnumeratedList | None:
    """A、B、C等3所学校; without 等 only where names and number agree."""
    text = finder.text
    open_quote = 1 if text[start - 1 : start] == "“" else 0
    edge = start - open_quote
    match = None
    if text.find("等", max(0, edge - 16), edge) >= 0:
        match = BEFORE_COUNT.search(text, max(0, edge - 8), edge) or _noun_before(finder, edge, end)
    if match is not None and quantity_id is not None:
        chain = finder.trim_first(finder.chain_before(match.start()))
        chain = finder.split_joined(chain, stated=stated)
        if len(chain.members) > 1 and OUTER.match(text, end) is not None and _is_inner(finder, chain):
            chain = Chain(chain.members[-1:], chain.edge)
        return make_list(finder, chain, finder.tail(end), stated, quantity_id, report, open_ended=True)
    if stated is None or stated > 12 or stated < 2 or JOINED.search(text, max(0, edge - 41), edge) is None:
        return None
    for left in (_before_deed(finder, edge), edge):
        if left is None or left <= 0 or text[left - 1] in BREAKS or text[left - 1] == "、":
            continue
        chain = finder.split_joined(finder.trim_first(finder.chain_before(left)), stated=stated)
        etc = ET_CETERA.search(text, *chain.members[-1]) if chain.members else None
        if etc is not None and (left != edge or FOUNDING.search(text, etc.end(), chain.members[-1][1])):
            # A、B等优质学校为核心校组建5个集团: the number counts what was founded
            continue
        if len(chain.members) == stated and all(b - a >= 2 for a, b in chain.members):
            if any(
                COUNTED_MEMBER.search(text[a:b]) and not finder.mentions_in(a, b)
                for a, b in chain.members[:-1]
            ):
                continue
            last = end if quantity_id is None else finder.tail(end)
            return make_list(finder, chain, last, stated, quantity_id, report, open_ended=False)
    return None


def _noun_before(finder: Finder, edge: int, end: int) -> re.Match[str] | None:
    """等新建、改扩建学校 before 14所: 等 and a noun, whatever deeds of founding describe it.

    In 等乡镇7个项目 the number counts what stands behind it.
    """
    if "\u3400" <= finder.text[end : end + 1] <= "\u9fff":
        return None
    match = NOUN_BEFORE_COUNT.search(finder.text, max(0, edge - 16), edge)
    if match is None or match["noun"].endswith(tuple(BUILT)):
        return None
    for token in finder.tokens_in(match.start("noun"), edge):
        word = finder.text[token.start : token.end]
        class_ = word_class(word, token.pos)
        plain = class_ in ("deed", "function", "particle", "adverb", "verb", "number")
        if plain and word not in BUILT:
            return None
    return match


def _is_inner(finder: Finder, chain: Chain) -> bool:
    """Whether only the last member is a bare school, and those before it are works on schools."""
    *before, last = chain.members
    ends = [finder.mentions_in(*member) for member in before]
    bare = [bool(found) and found[-1].end == member[1] for found, member in zip(ends, before, strict=True)]
    schools = finder.mentions_in(*last)
    return bool(schools) and schools[-1].end == last[1] and not any(bare)


def _before_deed(finder: Finder, edge: int) -> int | None:
    """Offset before a deed that stands between the names and the number (丽岙街道新建3个)."""
    tokens = finder.tokens_in(max(0, edge - 8), edge)
    if tokens and tokens[-1].end == edge and FOUNDING.fullmatch(finder.text, tokens[-1].start, edge):
        return tokens[-1].start
    return None


def _opening(
    finder: Finder, start: int, end: int, stated: int | None, quantity_id: str | None, report: str
) -> EnumeratedList | None:
    """5所学校(A、B、C) | 三大工程”:A、B和C | 4个项目，分别是A、B"""
    match = AFTER_COUNT.match(finder.text, end) if stated is not None and stated >= 2 else None
    if match is None or stated is None:
        return None
    mark = match["mark"] or match["are"]
    bracket = CLOSING.get(mark)
    chain = finder.chain_after(match.end(), bracket)
    open_ended = False
    if chain.members:
        last_start, last_end = chain.members[-1]
        tail = re.search(r"等[^，,。;；、]{0,8}$", finder.text[last_start:last_end])
        if tail is not None and last_start + tail.start() > last_start:
            open_ended = True
            chain = Chain((*chain.members[:-1], (last_start, last_start + tail.start())), True)
    chain = finder.split_joined(chain, stated=stated)
    if len(chain.members) < stated:
        chain = finder.split_all(chain, stated=stated)
    if len(chain.members) < 2 or (
        bracket is None and len(chain.members) != stated and not finder.mentions_in(*chain.members[0])
    ):
        return None
    if (
        bracket is not None
        and len(chain.members) != stated
        and not finder.mentions_in(chain.members[0][0], chain.members[-1][1])
    ):
        return None
    last = chain.members[-1][1]
    return make_list(finder, chain, last, stated, quantity_id, report, open_ended=open_ended, start=start)


def _doubt_short_lists(text: str, lists: list[EnumeratedList]) -> list[EnumeratedList]:
    """A list that names most but not all, beside lists of the same sentence that name all, is a mismatch.

    力争A、B、C等5个项目开工 stands between lists that are complete to the last name: two names are missing.
    """
    result = []
    for index, made in enumerate(lists):
        if (
            made.closure == "illustrative"
            and made.stated is not None
            and 2 * made.named >= made.stated > made.named >= 3
        ):
            near = [
                other for other in lists[max(0, index - 4) : index + 5]
                if other is not made and other.stated is not None and other.named >= 2
                and not re.search(r"[。\n]", text[min(made.end, other.end) : max(made.start, other.start)])
            ]  # fmt: skip
            if len(near) >= 2 and all(other.closure == "exhaustive" for other in near):
                made = msgspec.structs.replace(made, closure="mismatch")
        result.append(made)
    return result
