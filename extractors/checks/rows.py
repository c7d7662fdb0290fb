"""A row of names and the number right beside it that does not count them: family count.

Finds: “索具、汽车零部件三大主导产业”; “环境保护、安全稳定‘三条底线’”; “六个重点(甲、乙、丙、丁、戊)”;
“‘四个自信’:甲、乙、丙”. Rows with 等 and rows of schools are enumerations (`counts`).
Leaves: numbers that a deed parts from the row (援助梅州建设4个), rows of counted things, numbers far from
what is named: there the row says where or how, not what is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import Final, NamedTuple

from extractors.checks.finding import Doubt, Place, quoted
from extractors.layers import Layers
from extractors.records import Word

FEWEST: Final = 3
MOST: Final = 12
_FEW: Final = frozenset(map(str, range(FEWEST, MOST + 1)))
_COUNTER: Final = (
    "(?:大|个|项|种|类|级|者|条|座|所|家|处|支|套|方面|方|地|镇|村|区|县|市|名|位|款|片|门|件|场|步|层|道)"
)
# “三条底线” | 三大主导产业, from behind the number
_QUOTED_NAME: Final = re.compile(r"[^，。；,;、：:\n（()）”]{1,8}”")
_COUNTED_NAME: Final = re.compile(rf"{_COUNTER}(?=[^，。；,;、：:\n（()）%年月日以多余百])")
_NOUN: Final = r"[^，。；,;、：:\n（()）“”一二两三四五六七八九十]"
# 六个重点(…) | “四个自信”:… | 三件大事,即…
_OPENER: Final = r"(?:(?P<bracket>[（(])|[:：]|[，,]?(?:即|分别是|分别为|是指|指|包括)[:：]?)"
_ROW_AFTER: Final = re.compile(rf"{_COUNTER}{_NOUN}{{1,12}}”?{_OPENER}|{_NOUN}{{1,4}}[，,]?即[:：]?")
_ROW_AFTER_QUOTED: Final = re.compile(rf"{_NOUN}{{1,12}}”?{_OPENER}")
_MARKS: Final = "，。；：:,;\n（()）"
WINDOW: Final = 300
"""No row before a number is longer."""
_ROW_END: Final = re.compile(r"[，。；：:,;\n（()）]")
_COUNTED: Final = r"\d\s*(?:个|所|家|项|名|人|条|座|处|次|户|套|%)|[两三四五六七八九十][大个项]"
_NO_ROW: Final = re.compile(rf"等|{_COUNTED}|”(?:为|指|即|是)|^(?:含|其中|如|不|除|为|以)")
_NO_ROW_BEFORE: Final = re.compile(rf"等|{_COUNTED}|^(?:与|和|同|跟|含|其中|包括)")
# “8”即创新驱动、…: what leads to the first name
_LEAD: Final = re.compile(r"^.*(?:即|是指|指|包括|围绕|坚持|按照)")
_BORDER: Final = re.compile(r"、|(?<=”)(?=“)")
_JOINER: Final = re.compile(r"和|与|及|跟|并|或")
_DEED: Final = re.compile(
    r"新建|建成|建立|创建|成立|设立|增设|新增|开设|打造|改造|投用|建设|实施|开展|培育|招引"
)
_HAN: Final = re.compile("[一-鿿A-Za-z]+|”")
LONGEST: Final = 24
NEAR: Final = 2
"""More than two names are seldom lost: the number then counts something else."""
SEVERAL: Final = 4
NEAR_AFTER: Final = 4
"""Behind a bracket or colon the row is what the number counts."""


class Row(NamedTuple):
    """A row of names with the number beside it."""

    place: Place
    number: Place
    stated: int
    near: int
    least: int
    most: int
    """How many names it may be read as: 甲和乙 may be one or two."""


def check_rows(layers: Layers) -> list[Doubt]:
    """Rows whose number is not that of their names, however 和 is read."""
    covered = sorted((found.start, found.end) for found in layers.lists)
    starts = [start for start, _ in covered]
    doubts = []
    counts = _counts(layers)
    for row in sorted((*_rows_before(layers, counts), *_rows_after(layers.text, counts))):
        index = bisect_right(starts, row.place[1]) - 1
        if index >= 0 and covered[index][1] > row.place[0]:
            continue
        doubt = _doubt(layers.text, row)
        if doubt is not None:
            doubts.append(doubt)
    return doubts


def _counts(layers: Layers) -> list[tuple[Place, int]]:
    """The numbers that may count a few names, with their values."""
    found = []
    for numeral in layers.numerals:
        value = numeral.value
        if value not in _FEW:
            continue
        if layers.text[numeral.start - 1 : numeral.start] not in ("第", "几", "数", "."):
            found.append(((numeral.start, numeral.end), int(value)))
    return found


def _doubt(text: str, row: Row) -> Doubt | None:
    missing = row.stated - row.most
    surplus = row.least - row.stated
    if not (0 < missing <= row.near or 0 < surplus <= row.near):
        return None
    named = row.most if missing > 0 else row.least
    whole = (min(row.place[0], row.number[0]), max(row.place[1], row.number[1]))
    return Doubt(
        "count.row",
        "medium",
        f"写明{row.stated},列出{named}:{quoted(text, whole)}",
        (whole, row.number),
        "补齐名称,或改正数字",
        f"{named} ≠ {row.stated}",
    )


def _bounds(members: list[str]) -> tuple[int, int]:
    joined = sum(len(_JOINER.findall(member)) for member in members)
    return len(members), len(members) + joined


def _rows_before(layers: Layers, counts: list[tuple[Place, int]]) -> list[Row]:
    """甲、乙、丙三大…: only more than the names can be told, for the row may begin with other things."""
    text, rows = layers.text, []
    for number, stated in counts:
        quoted_name = text[number[0] - 1 : number[0]] == "“"
        name = (_QUOTED_NAME if quoted_name else _COUNTED_NAME).match(text, number[1])
        end = number[0] - quoted_name
        if name is None or text[end - 1 : end] in _MARKS or end == 0:
            continue
        backwards = text[max(0, end - WINDOW) : end][::-1]
        mark = _ROW_END.search(backwards)
        start = end - (mark.start() if mark is not None else len(backwards))
        row = text[start:end]
        if _BORDER.search(row) is None:
            continue
        members = [member.strip() for member in _BORDER.split(row)]
        if not _are_names(layers, members, (start, end), quoted=quoted_name):
            continue
        if _are_elsewhere(members[-1], text, name.end()):
            continue
        least, most = _bounds(members)
        if stated > most:
            near = NEAR if least < SEVERAL else NEAR + 1
            rows.append(Row((start, name.end()), number, stated, near, least, most))
    return rows


def _are_names(layers: Layers, members: list[str], place: Place, *, quoted: bool) -> bool:
    """The row is of names, and its last one ends where the number begins."""
    members[0] = _LEAD.sub("", members[0])
    if any(not 2 <= len(member) <= LONGEST for member in members):
        return False
    if any(_NO_ROW_BEFORE.search(member) for member in members) or _TOWN_COUNT.search(members[-1]):
        return False
    low = bisect_left(layers.tokens, place[1] - len(members[-1]), key=_start_of)
    tokens = layers.tokens[low : bisect_left(layers.tokens, place[1], key=_start_of)]
    if not tokens or tokens[-1].end != place[1]:
        return False
    return _nominal(layers.text, tokens) or (quoted and _alike(members))


_start_of: Final = attrgetter("start")


_TOWN_COUNT: Final = re.compile(rf"[两三四五六七八九十]{_COUNTER}")
_PLACE: Final = re.compile(r"[省市县区镇乡村州]$|街道$|地区$")
_NOUN_AFTER: Final = re.compile(r"[^，。；,;、：:\n（()）]{0,12}")


def _are_elsewhere(member: str, text: str, end: int) -> bool:
    """高新区、经开区3所学校: the places say where, unless places are counted."""
    place = _PLACE.search(member)
    noun = _NOUN_AFTER.match(text, end)
    return place is not None and noun is not None and place.group()[-1] not in text[end - 1 : noun.end()]


def _alike(members: list[str]) -> bool:
    """产业、人才、文化、组织: several words of one length are names, whatever their part of speech."""
    lengths = [len(member) for member in members]
    return len(members) >= 3 and max(lengths) - min(lengths) <= len(members) // 4 and max(lengths) <= 5


def _nominal(text: str, tokens: tuple[Word, ...]) -> bool:
    """The last member names a thing; 建设, 奖励我县 and the like lead to what the number counts."""
    last = tokens[-1]
    if last.pos[0] in "dpcur" or last.pos in ("v", "vd", "vg", "m"):
        return False
    if not _HAN.fullmatch(text, last.start, last.end):
        return False
    if _DEED.fullmatch(text, last.start, last.end):
        return False
    return not any(token.pos == "v" or token.pos[0] in "dcr" for token in tokens)


def _rows_after(text: str, counts: list[tuple[Place, int]]) -> list[Row]:
    """六个重点(甲、乙、丙), “四个自信”:甲、乙、丙。"""
    rows = []
    for number, stated in counts:
        opener = _ROW_AFTER_QUOTED if text[number[0] - 1 : number[0]] == "“" else _ROW_AFTER
        match = opener.match(text, number[1])
        if match is None:
            continue
        end = _ROW_END.search(text, match.end())
        stop = end.start() if end else len(text)
        closes = text[stop : stop + 1]
        if closes in ("，", ",", "：", ":", "（", "(") or (match["bracket"] is not None) != (closes in "）)"):
            continue
        row = text[match.end() : stop]
        if "、" not in row or _NO_ROW.search(row):
            continue
        members = [member.strip() for member in _BORDER.split(row)]
        if any(not 2 <= len(member) <= LONGEST for member in members):
            continue
        least, most = _bounds(members)
        rows.append(Row((number[0], stop), number, stated, NEAR_AFTER, least, most))
    return rows
