"""Words that bound a number: 以上 不低于 近 突破 左右 余.

Finds: “新增30家以上” (ge), “近万人次” (lt), “不超过5.5%” (le), “20万人左右” (approx), “2200多名” (gt).
Leaves: ranges (a quantity with two numerals) and bounds that cover a list: see `quantities`.

以上, 以下 and 以内 include the number itself, as the Civil Code (article 1259) has it.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Final

import msgspec


def _read_words(side: str) -> dict[str, str]:
    """Word -> bound of one side of the number, from the lexicon."""
    source = files("extractors.lexicons").joinpath("bounds.toml").read_text("utf-8")
    return {word: bound for bound, rows in tomllib.loads(source)[side].items() for word in rows}


BEFORE: Final[dict[str, str]] = _read_words("before")
AFTER: Final[dict[str, str]] = _read_words("after")
HEDGES: Final[dict[str, str]] = {"余": "gt", "多": "gt", "来": "approx", "几": "gt", "数": "gt"}


class BoundMatch(msgspec.Struct, frozen=True, gc=False):
    """A bound word at a place."""

    start: int
    end: int
    text: str
    bound: str


def _alternation(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


# 超过了3万户 | 约有20人 | 控制在5.5%: the word may be followed by 了 到 达 至 and a blank
_BEFORE: Final = re.compile(rf"(?:{_alternation(BEFORE)})(?:了|到|达到?|至|为|有|于)?[\s“]?$")
_LAST_OF_BEFORE: Final = frozenset(word[-1] for word in BEFORE) | frozenset("了到达至为有于 “\u3000")
_AFTER: Final = re.compile(rf"(?:{_alternation(AFTER)})")
_FIRST_OF_AFTER: Final = frozenset(word[0] for word in AFTER)

# words whose last character looks like a bound: 经过 通过 不过, 马上 线上, 附近 最近 靠近
_FALSE_BEFORE: Final = {
    "过": "经通不难超度越掠渡错闯跳路好看用做办听吃去想到走跑",
    "上": "马线网以加赶早晚岗车路船身手地会市走迎追跟爱赶算登送考补献用穿盖",
    "近": "附最靠远临亲邻逼",
    "超": "赶反高",
    "约": "节契合条签预公违履特简制誓邀失践相赴",
    "最低": "",
}
# 内 and 起 and 来 after a unit bound it only there: 10个工作日内, 1万元起; not 5所内设, 3人起草
_FALSE_AFTER: Final = {
    "内": "设容部外蒙在涵控销需地河",
    "起": "草诉步来点降义重伏源",
    "来": "自源到华区县市信访电宾袭函料",
    "多": "元样功彩次所个级头方边种层媒维角学科校民语党国组普轮",
    "许": "可多诺",
    "以上": "",
    "余": "地下额热粮杭姚",
    "左右": "手岸",
    "前后": "",
    "之多": "",
    "+": "",
}


def find_bound_before(text: str, position: int, floor: int = 0) -> BoundMatch | None:
    """The bound word that ends at `position`, not reaching below `floor`."""
    if position <= floor or text[position - 1] not in _LAST_OF_BEFORE:
        return None
    left = max(floor, position - 8)
    window = text[left:position]
    match = _BEFORE.search(window)
    if match is None:
        return None
    word = match.group().rstrip(" \u3000“")
    core = next((w for w in (word, word[:-1], word[:-2]) if w in BEFORE), None)
    if core is None:
        return None
    start = left + match.start()
    if start > 0 and core in _FALSE_BEFORE and text[start - 1] in _FALSE_BEFORE[core]:
        return None
    return BoundMatch(start, start + len(word), word, BEFORE[core])


def find_bound_after(text: str, position: int) -> BoundMatch | None:
    """The bound word that begins at `position`."""
    size = len(text)
    if position < size and text[position] in " \u3000":
        position += 1
    if position >= size or text[position] not in _FIRST_OF_AFTER:
        return None
    match = _AFTER.match(text, position)
    if match is None:
        return None
    word, end = match.group(), match.end()
    if end < size and text[end] in _FALSE_AFTER.get(word, ""):
        return None
    return BoundMatch(position, end, word, AFTER[word])
