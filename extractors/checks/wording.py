"""Names written in two ways, wherever they stand in the text: family drift.

Finds: “价值观基地学校” and “价值观教育基地学校”; “老年学堂” and “老年学校”; a name with its quotation marks
in two places; “示范校” and “示范校(单位)”.
Leaves: names of indicators (`drift`), and words among verbs.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from functools import cache, partial
from typing import Final, NamedTuple

from extractors.checks.finding import Doubt, Place, quoted
from extractors.layers import Layers
from extractors.records import Word

# --- wording that differs by a word put in, or by one character -------------------------------------

_GENERIC: Final = frozenset(
    [
        "工作",
        "建设",
        "发展",
        "推进",
        "加强",
        "提升",
        "进行",
        "开展",
        "完成",
        "项目",
        "全面",
        "深入",
        "持续",
        "进一步",
        "积极",
        "建成",
        "实现",
        "重点",
        "企业",
        "推动",
        "加快",
        "改革",
        "管理",
        "实施",
        "我们",
        "政府",
        "经济",
        "社会",
        "全区",
        "全县",
        "全市",
        "全省",
        "坚持",
        "创新",
        "服务",
        "产业",
        "投资",
        "增长",
        "达到",
        "新增",
        "年度",
        "一批",
        "水平",
        "能力",
        "机制",
        "体系",
        "制度",
        "工程",
        "行动",
        "任务",
        "问题",
    ]
)


class Phrases(NamedTuple):
    """The segmenter's words without quotation marks, and how far each carries.

    `kinds`: 2 a word that says something, 1 another word, 0 a mark or number that ends the phrase.
    """

    words: list[str]
    tokens: list[Word]
    kinds: list[int]


def _phrases(layers: Layers) -> Phrases:
    text = layers.text
    tokens = [token for token in layers.tokens if text[token.start] not in "“”"]
    words = [text[token.start : token.end] for token in tokens]
    kind_of: dict[str, int] = {}
    for word, count in Counter(words).items():
        han = "\u4e00" <= word[0] <= "\u9fff"
        # a word told once cannot stand in both wordings
        kind_of[word] = 0 if not han else 2 if count > 1 and len(word) > 1 and word not in _GENERIC else 1
    return Phrases(words, tokens, [kind_of[word] for word in words])


_NO_HEAD: Final = frozenset({"v", "d", "ad", "a"})
_ENDING: Final = frozenset({"n", "vn", "nz", "ns", "nt", "nr", "j", "l", "an", "s", "b", "zg", "x"})
_INSERTED: Final = frozenset({"n", "vn", "b", "ns", "j", "nr", "nz", "x", "zg", "s"})


def check_wording(layers: Layers) -> list[Doubt]:
    """甲乙丙 here and 甲…乙丙 there, or the last word one character off: 价值观(教育)基地学校."""
    phrases = _phrases(layers)
    return _inserted(layers.text, phrases) + _variants(layers.text, phrases)


LONG_START: Final = 6
"""After two telling words this long, the last word may be a common one: 国家教师队伍改革."""
Key = tuple[str, str, str]


def _inserted(text: str, phrases: Phrases) -> list[Doubt]:
    words, tokens, kinds = phrases
    whole: dict[Key, list[Place]] = {}
    longer: dict[Key, dict[str, list[Place]]] = {}
    for i in range(len(kinds) - 2):
        if kinds[i] != 2 or not (second := kinds[i + 1]) or not (third := kinds[i + 2]):
            continue
        if tokens[i].pos in _NO_HEAD:
            continue
        fourth = kinds[i + 3] if i + 3 < len(kinds) else 0
        if second == 2 and _closes(phrases, i, i + 1, i + 2):
            whole.setdefault((words[i], words[i + 1], words[i + 2]), []).append(
                (tokens[i].start, tokens[i + 2].end)
            )
        if not fourth:
            continue
        place = (tokens[i].start, tokens[i + 3].end)
        if second == 2 and tokens[i + 2].pos in _INSERTED and _closes(phrases, i, i + 1, i + 3):
            key = (words[i], words[i + 1], words[i + 3])
            longer.setdefault(key, {}).setdefault(words[i + 2], []).append(place)
        if third == 2 and tokens[i + 1].pos in _INSERTED and _closes(phrases, i, i + 2, i + 3):
            key = (words[i], words[i + 2], words[i + 3])
            longer.setdefault(key, {}).setdefault(words[i + 1], []).append(place)
    doubts = []
    told: list[Place] = []
    for key in sorted(whole.keys() & longer.keys(), key=lambda key: whole[key][0]):
        word, places = min(longer[key].items(), key=lambda item: item[1][0])
        if (
            len(word) > 4
            or word in _LIMITING
            or (word in _GENERIC and word != "建设")
            or places[0][1] - places[0][0] < 7
        ):
            continue
        if any(_overlap(place, seen) for place in (whole[key][0], places[0]) for seen in told):
            continue
        told += [whole[key][0], places[0]]
        doubts.append(
            Doubt(
                "drift.wording",
                "low",
                f"{quoted(text, whole[key][0])}与{quoted(text, places[0])}只差“{word}”:是不是同一名称",
                tuple(sorted((*whole[key][:MOST_PLACES], *places[:MOST_PLACES]))),
                "是同一名称的,统一写法",
            )
        )
    return doubts


MOST_PLACES: Final = 4
_LIMITING: Final = frozenset(
    ["我区", "我市", "我县", "我省", "部分", "各类", "各级", "群众", "全会", "五大", "整体"]
)
"""Words that say how much or whose, and make no other name."""


def _closes(phrases: Phrases, first: int, second: int, last: int) -> bool:
    """True when the three words together say enough to be a name, and end like one."""
    words = phrases.words
    if phrases.tokens[last].pos not in _ENDING:
        return False
    if phrases.kinds[last] == 2:
        return True
    return len(words[last]) > 1 and len(words[first]) + len(words[second]) >= LONG_START


def _overlap(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _variants(text: str, phrases: Phrases) -> list[Doubt]:
    """The same words before, then two nouns one character apart: 劳动教育实验区 and 劳动教育试验区."""
    words, tokens, kinds = phrases
    after: dict[str, dict[str, Place]] = {}
    for i, (first, second) in enumerate(itertools.pairwise(kinds), 1):
        if first != 2 or not second:
            continue
        size = len(words[i])
        if (size >= 3 or words[i] in _PLACE_WORDS) and tokens[i].pos[0] == "n":
            head = i - 2 if i > 1 and kinds[i - 2] == 2 else i - 1
            after.setdefault(words[i - 1], {}).setdefault(words[i], (tokens[head].start, tokens[i].end))
    doubts = []
    told: set[Place] = set()
    for nexts in after.values():
        names = list(nexts)
        for i, first_name in enumerate(names):
            for second_name in names[:i]:
                if not _one_character_apart(first_name, second_name):
                    continue
                places = (nexts[second_name], nexts[first_name])
                if told & set(places):
                    continue
                told |= set(places)
                doubts.append(
                    Doubt(
                        "drift.variant",
                        "low",
                        f"{quoted(text, places[0])}与{quoted(text, places[1])}只差一个字:是不是同一名称",
                        places,
                        "是同一名称的,统一写法",
                    )
                )
    return doubts


def _one_character_apart(first: str, second: str) -> bool:
    if len(first) != len(second) or len(first) < 2:
        return False
    different = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(different) != 1:
        return False
    if frozenset(different[0]) in _CONFUSED:
        return len(first) >= 3
    return any({first, second} <= kind for kind in _LIKE_PLACES)


_LIKE_PLACES: Final = (frozenset({"学堂", "学校"}), frozenset({"书院", "书屋", "书房"}))
"""Words for one kind of place: 老年学堂 and 老年学校."""
_PLACE_WORDS: Final = frozenset().union(*_LIKE_PLACES)
_CONFUSED: Final = frozenset(
    frozenset(pair)
    for pair in ("实试", "定订", "账帐", "作做", "交缴", "象像", "联连", "型形", "至致", "份分")
)
"""Characters that are written for each other: 实验区 and 试验区."""


def check_marks(layers: Layers) -> list[Doubt]:
    """“未来教育”创新区 and “未来教育创新区”: the same words with the marks in other places."""
    groups: dict[str, dict[str, Place]] = {}
    for match in re.finditer(r"“([^“”\n]{2,12})”([一-鿿]{2,8})?", layers.text):
        inner, tail = match.group(1), match.group(2) or ""
        for size in range(0, len(tail) + 1):
            words = inner + tail[:size]
            if len(words) >= 5:
                printed = f"“{inner}”{tail[:size]}"
                place = (match.start(), match.start() + len(printed))
                groups.setdefault(words, {}).setdefault(printed, place)
    doubts = []
    told: set[int] = set()
    for places in groups.values():
        starts = {place[0] for place in places.values()}
        if len(places) < 2 or starts & told:
            continue
        told |= starts
        doubts.append(
            Doubt(
                "drift.marks",
                "low",
                "同一名称的引号位置不同:" + "、".join(layers.text[a:b] for a, b in places.values()),
                tuple(places.values()),
                "统一写法",
            )
        )
    return doubts


# --- a name that takes more in: 示范校 and 示范校(单位) -------------------------------------------------


_NAME_BEFORE: Final = re.compile(r"[一-鿿]{6,14}$")


def _find_bare(text: str, name: str) -> int:
    """Where the name first stands with no bracket behind it; -1 when it does nowhere."""
    place = text.find(name)
    while place >= 0 and text[place + len(name) : place + len(name) + 1] in "（(":
        place = text.find(name, place + 1)
    return place


def check_brackets(layers: Layers) -> list[Doubt]:
    """党建工作示范校 in one place and 党建工作示范校(单位) in another."""
    doubts = []
    text = layers.text
    find_bare = cache(partial(_find_bare, text))
    for match in re.finditer(r"[（(](?P<more>(?![至由从含原即以])[一-鿿]{1,6}(?<!期))[）)]", text):
        before = _NAME_BEFORE.search(text[max(0, match.start() - 14) : match.start()])
        if before is None:
            continue
        name = before.group()
        if find_bare(name[-6:]) < 0:
            continue
        for size in range(len(name), 5, -1):
            core = name[-size:]
            place = find_bare(core)
            if place >= 0 and abs(place - match.start()) > 200:
                other = (place, place + size)
                doubts.append(
                    Doubt(
                        "drift.brackets",
                        "low",
                        f"{quoted(text, other)}在别处写作“{core}({match['more']})”:范围是否相同",
                        (other, (match.start() - size, match.end())),
                        "统一名称,或写明范围变化",
                    )
                )
                break
    return doubts
