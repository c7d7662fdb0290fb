"""What makes two indicators of one wording different: level of the title, school stage, ownership, batch.

省一级幼儿园                →  award_level 省, grade 一级, stage 学前
普惠性民办幼儿园在园幼儿占比  →  ownership 普惠民办, universe 幼儿
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from extractors.lexicons import load
from extractors.records import Facets
from extractors.statements.wording import by_first_character

BATCH: Final = re.compile(r"第[一二三四五六七八九十]+[批轮届期]|首批|新一轮")
BATCH_LEAD: Final = re.compile(r"^(?:第[一二三四五六七八九十\d]+[批轮届期]|首批|新一批|新一轮)")
GRADE: Final = re.compile(
    r"特等奖|[一二三]等奖|金奖|银奖|铜奖|优秀奖|[一二三四五]级(?=幼儿园|园|学校|社区|社会|以上|及以上|达标|以下)"
    r"|特级|[1-5]?A{1,5}级|[一二三四五]星级|[甲乙丙]级"
)
POPULATION: Final = re.compile(r"前\d+%|\d+[-—~～至]\d+岁|\d+岁(?:以上|以下|及以上)")


# 初中生, 研究生: whom it counts; but 小学生均经费
STUDENT: Final = re.compile(
    r"(?:小学|初中|高中|中学|中职|职高|普高|本科|专科|大学|研究|寄宿|考|新|毕业|在校)生(?![均源活产命物儿])"
)
BRACKETS: Final = re.compile(r"[（(][^（()）]*[)）]")


class Level(NamedTuple):
    """Level at the head of a name, and how many characters it takes."""

    code: str
    length: int


@cache
def _level_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = load("facets")["level"]
    codes = {word: row["code"] for row in table["rows"] for word in row["words"]}
    words = "|".join(sorted((w for w in codes if len(w) > 1), key=len, reverse=True))
    single = "".join(sorted(w for w in codes if len(w) == 1))
    barred = "|".join(map(re.escape, sorted(table["not_after"], key=len, reverse=True)))
    return (
        re.compile(rf"(?P<word>{words}|[{single}](?!{barred}|$))(?P<over>及?以上)?(?P<over2>级及?以上)?"),
        codes,
    )


@cache
def level_opens() -> frozenset[str]:
    """The characters that a level may begin with."""
    return frozenset(word[0] for word in _level_pattern()[1])


@lru_cache(maxsize=8192)
def level_of(name: str) -> Level | None:
    """The level that a name begins with: 省一级幼儿园, 市级以上园区."""
    pattern, codes = _level_pattern()
    match = pattern.match(name)
    if not match:
        return None
    over = "以上" if match["over"] or match["over2"] else ""
    return Level(codes[match["word"]] + over, match.end())


@cache
def _rows(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(by_first_character(row["words"], not_after="为")), row["code"])
        for row in load("facets")[name]["rows"]
    )


@cache
def _words_of_rows(name: str) -> re.Pattern[str]:
    return re.compile(
        by_first_character(word for row in load("facets")[name]["rows"] for word in row["words"])
    )


def _first(name: str, rows: str) -> str | None:
    """The code of the first row that has a word in the name."""
    if _words_of_rows(rows).search(name) is None:
        return None
    for pattern, code in _rows(rows):
        if pattern.search(name):
            return code
    return None


def name_facets(name: str) -> Facets:
    """The facets that a name shows by itself; what stands in brackets only explains it."""
    if "）" in name or ")" in name:
        bare = BRACKETS.sub("", name)
        name = bare if len(bare) >= 2 else name
    opened = name.lstrip('“"')
    lead = BATCH_LEAD.match(opened)
    level = level_of(opened[lead.end() :] if lead else opened)
    batch = BATCH.search(name)
    # each pattern is tried only where the character stands that all its words hold
    grade = GRADE.search(name) if "级" in name or "奖" in name else None
    population = POPULATION.search(name) if "岁" in name or "%" in name else None
    student = "生" in name and STUDENT.search(name) is not None
    return Facets(
        award_level=level.code if level else None,
        stage=_first(name, "stage"),
        ownership=_first(name, "ownership"),
        universe="学生" if student else _first(name, "universe"),
        batch=batch.group() if batch else None,
        grade=grade.group() if grade else None,
        scope=population.group() if population else None,
    )
