"""What a school's name can end in: the lexicon of types and the pattern made from it.

    龙霞实验小学 ends in 小学      瓯海十一幼 in 十一 and 幼      瓯海三幼桂华园区 in 园区

Start at `read_types`. Leaves the question whether a school is named there at all to `mentions`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from extractors.lexicons import load

TypeKind = Literal["full", "attached", "campus", "group", "short", "abbreviation"]


class SchoolType(msgspec.Struct, frozen=True, kw_only=True):
    """One way for a name to end: the word, what it stands for, and the level it tells."""

    word: str
    canonical: str
    level: str
    kind: TypeKind


class Types(msgspec.Struct, frozen=True, kw_only=True):
    """All types by their words, and the two patterns that find them."""

    by_word: dict[str, SchoolType]
    short: dict[str, SchoolType]
    abbreviations: dict[str, str]
    full: re.Pattern[str]
    ordinal: re.Pattern[str]


# What follows the word and makes another word of it: 小学生, 大学城, 高中阶段, 三中全会, 五小时, 学校长.
NOT_BEFORE = {
    "幼儿园": r"(?!里)",
    "小学": r"(?!生(?!态|活|均)|阶段|学段|[一二三四五六1-6]年级|低年级|高年级|语文|数学|英语|科学|道德|毕业生|起点)",
    "中学": r"(?!生(?!态|活|均)|阶段|学段|高级|一级|二级|语文|数学|英语)",
    "初中": r"(?!生(?!态|活|均)|段|阶段|学段|毕业|学业|升学|教育|语文|数学|英语|科学|[一二三]年级|部)",
    "高中": r"(?!生(?!态|活|均)|段|阶段|学段|毕业|学业|升学|教育|语文|数学|英语|招生|录取|入学|课程|新课|部|职)",
    "大学": r"(?!生(?!态|活|均)|城|本科|毕业|学历|文凭|教育|语文|校(?!长|区|园|友|内|外)|者|先修|英语)",
    "学院": r"(?!派|式|路)",
    "学校": r"(?!长|友)",
    "中专": r"(?!业|生|文凭|学历|层次|教育)",
    "职专": r"(?!业)",
    "职高": r"(?!职|专|校|生)",
    "高专": r"(?!业)",
    "附中": r"(?!部)",
    "镇中": r"(?!心|学|间|央|医|国)",
    "乡中": r"(?!心|学|间|央|医|国)",
    "镇小": r"(?![\u3400-\u9fff])|(?=[和与及等的])",
    "乡小": r"(?![\u3400-\u9fff])|(?=[和与及等的])",
    "集团": r"(?!化)",
    "教育集团": r"(?!化)",
    "园区": r"(?!化|域)",
    "中心校": r"(?!区|园)",
    "体校": r"(?!企)",
    "中心园": r"(?!区|林)",
}
# What precedes it and makes another word of it: 中小学, 大中专, 高职高专, 科学校, 高等学校 is left to the words before.
NOT_AFTER = {
    "小学": r"(?<![中大]|级)",
    "学院": r"(?<!科)",
    "中专": r"(?<!大)",
    "高专": r"(?<!职)",
    "体校": r"(?<!集|整|个|团|群|总|全|主)",
    "职高": r"(?<!中)",
    "成校": r"(?<![建办改变换组集])",
    "小": r"(?<!一老)",
}
# What follows the last character of a short form and makes another word of it: 三中全会, 五小时, 二高中.
NOT_BEFORE_SHORT = {
    "中": r"(?!全会|总|队|心(?!校)|国|旬|式|学|年|间|央|部|期|等(?:教育|职业|专业|收入|水平|规模|城市|强度|以上|偏)|方|介|继|医|药|层|端|级|小|考|标|专|职|高(?![中三二一考])|华|外|西|东|文)",
    "小": r"(?!时|组|区|微|型|康|学|龙|步|队|班|额|件|类|工程|企|项|场|产|农|吃|巷|镇|问|诊|事|朋|孩|提|众|小)",
    "幼": r"(?!儿|教|师|小|童|年|苗|升)",
    "初": r"(?!中|步|期|级|一|二|三|次|始|心|审|评|选|赛|衷|等|高|试|见|具|稿)",
    "高": r"(?!峰|度|速|新|校|地|铁|标|质|中|等(?:教育|院校|学校|职业|级|数学)|级|考|端|位|水|技|层|职|品|效|三|二|一|架|山|原|压|温|清|危|风险|举|于|出"
    r"|达|素|精|龄|产|起)",
    "职": r"(?!业|称|工|责|级|位|务|教|专|高|中|员|校|能|权|场|前|后|数|院)",
}
# No ordinal is longer; without a bound a table full of digits would be read over and over.
NUMERAL = r"第?[一二三四五六七八九十百〇零0-9０-９]{1,8}"


def _by_first_character(words: list[str]) -> str:
    """The alternation of the words with each first character written once, so that most places fail fast."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


@cache
def read_types() -> Types:
    """The types of `lexicons/school_types.toml`, once per process."""
    table = load("school_types")
    by_word = {
        word: SchoolType(word=word, canonical=row["canonical"], level=row["level"], kind=row["kind"])
        for row in table["type"]
        for word in row["words"]
    }
    short = {
        word: SchoolType(word=word, canonical=row["canonical"], level=row["level"], kind="short")
        for row in table["short"]
        for word in row["words"]
    }
    abbreviations: dict[str, str] = table["abbreviations"]
    words = sorted([*by_word, *abbreviations], key=lambda word: (-len(word), word))
    # Two passes of simple alternations are five times as fast as one pattern with all guards inside.
    return Types(
        by_word=by_word,
        short=short,
        abbreviations=abbreviations,
        full=re.compile(_by_first_character(words)),
        ordinal=re.compile(f"{NUMERAL}[{''.join(short)}]"),
    )


_BEFORE = {word: re.compile(guard) for word, guard in (NOT_BEFORE | NOT_BEFORE_SHORT).items()}
_AFTER = {word: re.compile(guard) for word, guard in NOT_AFTER.items()}
_NOT_A_PERSON = re.compile(r"(?![学生师])")


def find_ends(text: str) -> list[tuple[int, int, SchoolType]]:
    """Every place where a school's name could end: start and end of the type's own words, and the type."""
    types = read_types()
    ends: list[tuple[int, int, SchoolType]] = []
    for pattern in (types.full, types.ordinal):
        position = 0
        while match := pattern.search(text, position):
            found = _type_at(text, match, types)
            if found is None:
                position = match.start() + 1
            else:
                ends.append((match.start(), match.end(), found))
                position = match.end()
    ends.sort(key=lambda end: (end[0], -end[1]))
    kept: list[tuple[int, int, SchoolType]] = []
    for end in ends:
        if not kept or end[0] >= kept[-1][1]:
            kept.append(end)
    return kept


def _type_at(text: str, match: re.Match[str], types: Types) -> SchoolType | None:
    word, end = match.group(), match.end()
    if (full_name := types.abbreviations.get(word)) is not None:
        if not _NOT_A_PERSON.match(text, end):
            return None
        return SchoolType(word=word, canonical=full_name, level="高校", kind="abbreviation")
    found = types.by_word.get(word)
    if found is None:
        found, word = types.short[word[-1]], word[-1]
    if (guard := _BEFORE.get(word)) is not None and not guard.match(text, end):
        return None
    if (guard := _AFTER.get(word)) is not None and not guard.match(text, match.start()):
        return None
    return found
