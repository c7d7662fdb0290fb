"""Enumerations: their members, the number printed beside them, and whether the two agree.

    瓯海十幼、榕盛幼儿园、朝霞幼儿园等10所公办园      three named, ten stated, 等: illustrative
    5所学校(区职专、郭溪三小、瞿溪三小)            three named, five stated, closed: mismatch

Start at `find_lists`. An enumeration is kept when a number is printed for it, when 等 closes it, or when two of its
members are named schools. Rows of adjectives and figures are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec

from extractors.layers import Layers
from extractors.records import (
    Closure,
    EnumeratedList,
    ListMember,
    Numeral,
    Quantity,
    SchoolMention,
    Word,
    record_id,
)
from extractors.schools.evidence import STOP, word_class

OPENING: Final = {"”": "“", "’": "‘", ")": "(", "）": "（", "》": "《", "】": "【", "〕": "〔", "]": "["}
CLOSING: Final = {opening: closing for closing, opening in OPENING.items()}
BREAKS: Final = frozenset("，,。;；!！?？\n:：\t")
JOINERS: Final = ("以及", "和", "及", "与", "或")
UNCOUNTABLE: Final = frozenset(
    {"元", "%", "‰", "年", "月", "日", "天", "小时", "分钟", "秒", "平方米", "米", "公里", "千米", "亩", "公顷", "吨", "名次",
     "个百分点", "岁", "级", "度", "倍", "成", "次", "人次", "周", "学年", "立方米", "千瓦", "公斤", "克", "升", "学时", "课时", "分", ""}
)  # fmt: skip
# 等3所 | 等共3所 | 等共计3所; 新建3个 keeps a deed between the names and the number
BEFORE_COUNT: Final = re.compile(r"等(?:共计|共|合计|总计|约|近)?$")
# 5所学校(…) | 三大工程”:… | 4个项目，分别是… | 包括…
AFTER_COUNT: Final = re.compile(
    r"(?P<noun>[^，,。;；:：\n、()（）“”]{0,18}?)(?P<quote>”?)"
    r"(?P<mark>[(（]|[:：]|[，,]?(?:分别是|分别为|分别|即|包括|包含|具体为|依次为)[:：]?)"
)
# 省级3所、市级8所 are figures, not names
COUNTED_MEMBER: Final = re.compile(r"[0-9０-９一二三四五六七八九十百]+[^0-9０-９]{1,3}$")
FOUNDING: Final = re.compile(r"新建|建成|建立|创建|成立|设立|增设|新增|新设|开设|打造|改造|投用|建设|实施|开展")
TAIL: Final = re.compile(r"[”’]?[^，,。;；:：\n、()（）“”\s]{0,16}")
# 2022年于郭溪街道、潘桥街道: the time and the preposition before the first member
LEADING_TIME: Final = re.compile(r"(?:20\d\d年|年内|全年|今年)?(?:先后|分别)?(?:在|于|对|为)?")
LONGEST_MEMBER: Final = 40
MOST_MEMBERS: Final = 80


class Chain(msgspec.Struct, frozen=True):
    """A row of members in text order; `edge` says whether its first member begins at a clean border."""

    members: tuple[tuple[int, int], ...]
    edge: bool


class Finder:
    """What the search for enumerations needs to know of one report."""

    def __init__(self, text: str, tokens: Sequence[Word], mentions: Sequence[SchoolMention]) -> None:
        self.text = text
        self.tokens = tokens
        self.token_starts = [token.start for token in tokens]
        self.mentions = mentions
        self.mention_starts = [mention.start for mention in mentions]

    def mentions_in(self, start: int, end: int) -> list[SchoolMention]:
        """School mentions that lie inside the span."""
        low = bisect_left(self.mention_starts, start)
        found = []
        for mention in self.mentions[low:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return found

    def inside_mention(self, offset: int) -> bool:
        """Whether a school's name covers the offset."""
        index = bisect_right(self.mention_starts, offset) - 1
        return index >= 0 and offset < self.mentions[index].end

    def tokens_in(self, start: int, end: int) -> Sequence[Word]:
        """The segmenter's words that begin inside the span."""
        return self.tokens[bisect_left(self.token_starts, start) : bisect_left(self.token_starts, end)]

    def chain_before(self, end: int) -> Chain:
        """The row of members that ends at `end`."""
        text = self.text
        position, depth_marks, stops = end, [], []
        floor = max(0, end - LONGEST_MEMBER * MOST_MEMBERS)
        last_stop = end
        while position > floor:
            character = text[position - 1]
            if character in OPENING:
                depth_marks.append(OPENING[character])
            elif depth_marks and character == depth_marks[-1]:
                depth_marks.pop()
                if text[position - 2 : position - 1] == "”" and character == "“":
                    stops.append(position - 1)
                    last_stop = position - 1
            elif not depth_marks and (character in BREAKS or character in CLOSING):
                break
            elif not depth_marks and character == "、":
                stops.append(position - 1)
                last_stop = position - 1
            elif last_stop - position > LONGEST_MEMBER:
                break
            position -= 1
        for match in EARLIER_COUNT.finditer(text, position, end):
            position = match.end()
        stops = [stop for stop in stops if stop >= position]
        borders = [position, *reversed(stops), end]
        members = []
        for left, right in zip(borders, borders[1:], strict=False):
            start = left + 1 if left != position and text[left] == "、" else left
            members.append(_strip(text, start, right))
        return Chain(
            tuple(m for m in members if m[1] > m[0]), position == 0 or text[position - 1] in ":：（(“"
        )

    def chain_after(self, start: int, closing: str | None) -> Chain:
        """The row of members that begins at `start`, up to the closing bracket or the end of the clause."""
        text, position, depth_marks = self.text, start, []
        stops = []
        while position < len(text) and position - start < LONGEST_MEMBER * MOST_MEMBERS:
            character = text[position]
            if not depth_marks and (
                character == closing or (closing is None and character in "。;；\n，,") or character == "\n"
            ):
                break
            if character in CLOSING:
                depth_marks.append(CLOSING[character])
            elif depth_marks and character == depth_marks[-1]:
                depth_marks.pop()
            elif not depth_marks and (character == "、" or (closing is not None and character in "，,;；")):
                stops.append(position)
            position += 1
        borders = [start - 1, *stops, position]
        members = [_strip(text, left + 1, right) for left, right in zip(borders, borders[1:], strict=False)]
        return Chain(tuple(m for m in members if m[1] > m[0]), True)

    def split_joined(self, chain: Chain, *, stated: int | None) -> Chain:
        """The last member cut at 和 or 及 where the count, or two schools, say that it is two."""
        if not chain.members:
            return chain
        start, end = chain.members[-1]
        cuts = [
            token for token in self.tokens_in(start + 1, end - 1)
            if self.text[token.start : token.end] in JOINERS and start < token.start and token.end < end
        ]  # fmt: skip
        if not cuts:
            return chain
        cut = next((c for c in cuts if self.text[c.start : c.end] not in ("与", "或")), cuts[0])
        halves = (_strip(self.text, start, cut.start), _strip(self.text, cut.end, end))
        schools = all(self.mentions_in(*half) for half in halves)
        plain = self.text[cut.start : cut.end] not in ("与", "或")
        count = len(chain.members)
        wanted = stated == count + 1 or (stated is None and len(chain.members) > 1 and plain) or schools
        wanted = wanted or (stated is not None and stated > count + 1 and plain)
        if not wanted or (stated == count and not schools):
            return chain
        return Chain((*chain.members[:-1], *halves), chain.edge)

    def trim_first(self, chain: Chain) -> Chain:
        """The first member without the verb and the adverbials that lead to the enumeration."""
        if not chain.members:
            return chain
        start, end = chain.members[0]
        inside = self.mentions_in(start, end)
        if inside:
            return Chain(((inside[0].start, end), *chain.members[1:]), chain.edge)
        if (time := LEADING_TIME.match(self.text, start, end)) is not None:
            start = time.end()
        cut = start
        tokens = [token for token in self.tokens_in(start, end) if token.start >= start]
        depth = 0
        for token in tokens:
            word = self.text[token.start : token.end]
            depth += sum(character in CLOSING for character in word) - sum(
                character in OPENING for character in word
            )
            class_ = word_class(word, token.pos)
            if chain.edge and cut != token.start:
                break
            if word in "不未非无" or self.text[token.end : token.end + 1] in "(（":
                continue
            leads = class_ in ("deed", "function", "particle", "adverb", STOP) or (
                class_ == "verb" and len(word) > 1
            )
            if (
                depth == 0
                and leads
                and end - token.end >= 2
                and not (class_ == "particle" and word in "与和及")
            ):
                cut = token.end
        return Chain((_strip(self.text, cut, end), *chain.members[1:]), chain.edge)

    def tail(self, end: int) -> int:
        """Where the noun after the count ends: 10所公办园, 8个项目."""
        match = TAIL.match(self.text, end)
        limit = match.end() if match else end
        position = end
        for token in self.tokens_in(end, limit):
            word = self.text[token.start : token.end]
            class_ = word_class(word, token.pos)
            if token.end > limit or class_ in ("deed", "function", "particle", "adverb", "verb", STOP):
                break
            position = token.end
        return position


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


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
    taken = sorted((made.start, made.end) for made in found)
    for made in (*_without_count(finder, report), *_plain_schools(finder, report)):
        index = bisect_right(taken, (made.start, made.end))
        clear = index == 0 or taken[index - 1][1] <= made.start
        clear = clear and (index == len(taken) or made.end <= taken[index][0])
        if clear:
            taken.insert(index, (made.start, made.end))
            found.append(made)
    kept = _drop_repeats(found)
    kept += _nameless(finder, quantities, kept, report)
    return tuple(_doubt_short_lists(text, sorted(kept, key=lambda made: (made.start, made.end))))


def _drop_repeats(found: list[EnumeratedList]) -> list[EnumeratedList]:
    """One record for each row of members: two numbers beside one row (三权, 三种类型) make no second list."""
    kept: dict[tuple[int, int], EnumeratedList] = {}
    for made in sorted(found, key=lambda made: (made.quantity_id is None, -made.named, made.start)):
        row = (made.members[0].end, made.members[-1].end)
        kept.setdefault(row, made)
    return list(kept.values())


# 6所学校被列入… | 新建投用6所资源教室 | 确定“红色先锋工作室”21个: things that have names, none of them printed
NAMEABLE: Final = re.compile(r"(?:学校|幼儿园|小学|中学|高校|基地|工作室|教室|学堂|集团|共同体|联盟|示范校|公办园|示范园)”?$")
NAMEABLE_BEHIND: Final = re.compile(
    r"[^，,。;；：:、()（）\s]{0,12}?(?:学校|幼儿园|小学|中学|高校|基地|工作室|教室|学堂|集团|共同体|联盟|示范校|公办园|示范园)"
)
BESTOWED: Final = re.compile(
    r"被?列入|入选|获评|被评为|评为|认定|命名|授予|确定|创成|创建|新建|建成|投用|启用|成立|组建|增设|设立|遴选|培育"
)


def _nameless(
    finder: Finder, quantities: Sequence[Quantity], lists: Sequence[EnumeratedList], report: str
) -> list[EnumeratedList]:
    """Counted things of a kind that has names, where none is printed: a list of nobody, named 0."""
    text, made = finder.text, []
    spans = sorted((one.start, one.end) for one in lists)
    for quantity in quantities:
        value = Decimal(quantity.value)
        if quantity.unit in UNCOUNTABLE or quantity.bound != "eq" or value != value.to_integral_value():
            continue
        index = bisect_right(spans, (quantity.start, len(text))) - 1
        if index >= 0 and spans[index][1] > quantity.start:
            continue
        left, right = _clause(text, quantity.start)
        if not 2 <= value <= 200 or BESTOWED.search(text, left, right) is None:
            continue
        if (behind := NAMEABLE_BEHIND.match(text, quantity.end)) is not None:
            start, end = quantity.start, behind.end()
        elif (before := NAMEABLE.search(text, left, quantity.start)) is not None:
            start, end = before.start(), quantity.end
        else:
            continue
        made.append(
            EnumeratedList(
                id=record_id(report, "list", start, end), start=start, end=end, text=text[start:end],
                stated=int(value), named=0, closure="illustrative", members=(), quantity_id=quantity.id,
            )
        )  # fmt: skip
    return made


def _clause(text: str, offset: int) -> tuple[int, int]:
    left = offset
    while left > 0 and text[left - 1] not in BREAKS:
        left -= 1
    right = offset
    while right < len(text) and text[right] not in BREAKS:
        right += 1
    return left, right


def _counts(
    quantities: Sequence[Quantity], numerals: Sequence[Numeral]
) -> list[tuple[int, int, int | None, str | None]]:
    """Printed numbers that could count an enumeration: quantities of things, and the numeral of 三位一体."""
    counts: list[tuple[int, int, int | None, str | None]] = []
    covered = set()
    for quantity in quantities:
        covered.update(quantity.numeral_ids)
        value = Decimal(quantity.value)
        if quantity.unit in UNCOUNTABLE or value != value.to_integral_value() or not 0 < value <= 2000:
            continue
        stated = int(value) if quantity.bound == "eq" else None
        counts.append((quantity.start, quantity.end, stated, quantity.id))
    for numeral in numerals:
        if numeral.id in covered or numeral.class_ not in ("name", "lexical") or numeral.value is None:
            continue
        value = Decimal(numeral.value)
        if value == value.to_integral_value() and 2 <= value <= 12:
            counts.append((numeral.start, numeral.end, int(value), None))
    return sorted(counts, key=lambda count: count[:2])


def _closing(
    finder: Finder, start: int, end: int, stated: int | None, quantity_id: str | None, report: str
) -> EnumeratedList | None:
    """A、B、C等3所学校; without 等 only where names and number agree."""
    text = finder.text
    open_quote = 1 if text[start - 1 : start] == "“" else 0
    edge = start - open_quote
    match = BEFORE_COUNT.search(text, max(0, edge - 4), edge)
    if match is not None and quantity_id is not None:
        chain = finder.trim_first(finder.chain_before(match.start()))
        chain = finder.split_joined(chain, stated=stated)
        return _make(finder, chain, finder.tail(end), stated, quantity_id, report, open_ended=True)
    if stated is None or stated > 12 or stated < 2:
        return None
    for left in (_before_deed(finder, edge), edge):
        if left is None or left <= 0 or text[left - 1] in BREAKS or text[left - 1] == "、":
            continue
        chain = finder.split_joined(finder.trim_first(finder.chain_before(left)), stated=stated)
        if len(chain.members) == stated and all(b - a >= 2 for a, b in chain.members):
            if any(COUNTED_MEMBER.search(text[a:b]) for a, b in chain.members[:-1]):
                continue
            last = end if quantity_id is None else finder.tail(end)
            return _make(finder, chain, last, stated, quantity_id, report, open_ended=False)
    return None


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
    match = AFTER_COUNT.match(finder.text, end)
    if match is None or stated is None or stated < 2:
        return None
    mark = match["mark"]
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
    return _make(finder, chain, last, stated, quantity_id, report, open_ended=open_ended, start=start)


# 等级, 同等, 一等奖 are other words
WITHOUT_COUNT: Final = re.compile(
    r"(?<![、中高初平均相对上下优劣甲一二三特同头])等(?![级差待候同效额奖次腰边式])"
)
# …等5个项目和A、B等3个: the second row begins after the first one's count
EARLIER_COUNT: Final = re.compile(
    r"等(?:共计?)?[0-9０-９一二三四五六七八九十百两]+[^，,。;；、]{1,20}?(?:和|及|以及|与|、)"
)


def _without_count(finder: Finder, report: str) -> list[EnumeratedList]:
    """A、B、C等项目: members without a number; a single member only where it is a school."""
    made = []
    for match in WITHOUT_COUNT.finditer(finder.text):
        before = finder.text[match.start() - 1 : match.start()]
        if not before or before in BREAKS:
            continue
        chain = finder.chain_before(match.start())
        if len(chain.members) < 2 and not finder.mentions_in(
            *(chain.members[0] if chain.members else (0, 0))
        ):
            continue
        chain = finder.split_joined(finder.trim_first(chain), stated=None)
        if len(chain.members) == 1 and not any(
            m.end == chain.members[0][1] for m in finder.mentions_in(*chain.members[0])
        ):
            continue
        record = _make(finder, chain, finder.tail(match.end()), None, None, report, open_ended=True)
        if record is not None:
            made.append(record)
    return made


def _plain_schools(finder: Finder, report: str) -> list[EnumeratedList]:
    """Two or more schools side by side without 等 and without a number."""
    made: list[EnumeratedList] = []
    row: list[SchoolMention] = []
    for mention in (*finder.mentions, None):
        gap = finder.text[row[-1].end : mention.start] if row and mention is not None else ""
        if (
            row
            and mention is not None
            and (
                gap in ("、", *JOINERS)
                or (len(gap) <= 8 and gap.count("、") == 1 and not BREAKS.intersection(gap))
            )
        ):
            row.append(mention)
            continue
        if len(row) >= 2:
            members = tuple(
                (m.start, n.start - 1) if finder.text[n.start - 1] == "、" else (m.start, m.end)
                for m, n in zip(row, row[1:], strict=False)
            )
            record = _make(
                finder,
                Chain((*members, (row[-1].start, row[-1].end)), True),
                row[-1].end,
                None,
                None,
                report,
                open_ended=False,
            )
            if record is not None:
                made.append(record)
        row = [mention] if mention is not None else []
    return made


def _make(
    finder: Finder,
    chain: Chain,
    end: int,
    stated: int | None,
    quantity_id: str | None,
    report: str,
    *,
    open_ended: bool,
    start: int | None = None,
) -> EnumeratedList | None:
    if not chain.members or any(right <= left for left, right in chain.members):
        return None
    members = []
    for left, right in chain.members:
        schools = finder.mentions_in(left, right)
        school_id = schools[0].school_id if schools and schools[0].start == left else None
        members.append(ListMember(start=left, end=right, text=finder.text[left:right], school_id=school_id))
    first = min(members[0].start, start) if start is not None else members[0].start
    named = len(members)
    return EnumeratedList(
        id=record_id(report, "list", first, max(end, members[-1].end)),
        start=first,
        end=max(end, members[-1].end),
        text=finder.text[first : max(end, members[-1].end)],
        stated=stated,
        named=named,
        closure=_closure(stated, named, open_ended=open_ended),
        members=tuple(members),
        quantity_id=quantity_id,
    )


def _closure(stated: int | None, named: int, *, open_ended: bool) -> Closure:
    if stated is None:
        return "illustrative" if open_ended else "unstated"
    if stated == named:
        return "exhaustive"
    return "illustrative" if open_ended and named < stated else "mismatch"


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


def add_lists(layers: Layers) -> Mapping[str, tuple[Any, ...]]:
    """The stage: enumerations."""
    return {
        "lists": find_lists(
            layers.text,
            layers.tokens,
            layers.quantities,
            layers.numerals,
            layers.school_mentions,
            report=layers.key,
        )
    }
