"""Names written in two ways, wherever they stand in the text: family drift.

Finds: “价值观基地学校” and “价值观教育基地学校”; “老年学堂” and “老年学校”; a name with its quotation marks
in two places; “示范校” and “示范校(单位)”.
Leaves: names of indicators (`drift`), and words among verbs.
"""

from __future__ import annotations

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

    `kinds` has a character for each word, so that patterns find the phrases among many thousand words: t a
    word that says something, g a general one, o another (of one character, or told once: it cannot stand in
    both wordings); in capitals those that may be written otherwise; - a mark or number: the phrase ends.
    """

    words: list[str]
    tokens: list[Word]
    kinds: str


_TELLING: Final = "Tt"
_WHOLE: Final = re.compile(r"[Tt](?=[Tt][TtGg])")
_INSERTED_THIRD: Final = re.compile(r"[Tt](?=[Tt][TtGgOo][TtGg])")
_INSERTED_SECOND: Final = re.compile(r"[Tt](?=[TtGgOo][Tt][TtGg])")
_VARIANT: Final = re.compile(r"(?<=[Tt])[TGO]")


def _phrases(layers: Layers) -> Phrases:
    text = layers.text
    tokens = [token for token in layers.tokens if text[token.start] not in "“”"]
    words = [text[token.start : token.end] for token in tokens]
    kind_of = {
        # a mark or number begins with no Chinese character
        word: "-" if word < "\u4e00" or word >= "\ua000"
        else "o" if count == 1 or len(word) == 1
        else "g" if word in _GENERIC
        else "t"
        for word, count in Counter(words).items()
    }  # fmt: skip
    varying = [word for word in kind_of if len(word) > 2 and not _CONFUSED_CHARACTERS.isdisjoint(word)]
    for word in (*varying, *_PLACE_WORDS):
        if word in kind_of:
            kind_of[word] = kind_of[word].upper()
    return Phrases(words, tokens, "".join([kind_of[word] for word in words]))


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
    for phrase in _WHOLE.finditer(kinds):
        i = phrase.start()
        if tokens[i].pos not in _NO_HEAD and _closes(phrases, i, i + 1, i + 2):
            key = (words[i], words[i + 1], words[i + 2])
            whole.setdefault(key, []).append((tokens[i].start, tokens[i + 2].end))
    longer: dict[Key, list[tuple[int, int]]] = {}
    for pattern, second, inserted in ((_INSERTED_THIRD, 1, 2), (_INSERTED_SECOND, 2, 1)):
        for phrase in pattern.finditer(kinds):
            i = phrase.start()
            key = (words[i], words[i + second], words[i + 3])
            if (
                key in whole
                and tokens[i].pos not in _NO_HEAD
                and tokens[i + inserted].pos in _INSERTED
                and _closes(phrases, i, i + second, i + 3)
            ):
                longer.setdefault(key, []).append((i, i + inserted))
    doubts = []
    told: list[Place] = []
    for key in sorted(longer, key=lambda key: whole[key][0]):
        _, first = min(longer[key])
        word = words[first]
        places = [(tokens[i].start, tokens[i + 3].end) for i, at in sorted(longer[key]) if words[at] == word]
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
    return phrases.kinds[last] in _TELLING or len(words[first]) + len(words[second]) >= LONG_START


def _overlap(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _variants(text: str, phrases: Phrases) -> list[Doubt]:
    """The same words before, then two nouns one character apart: 劳动教育实验区 and 劳动教育试验区."""
    words, tokens, kinds = phrases
    after: dict[str, dict[str, Place]] = {}
    for word in _VARIANT.finditer(kinds):
        i = word.start()
        if tokens[i].pos[0] == "n":
            head = i - 2 if i > 1 and kinds[i - 2] in _TELLING else i - 1
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
_CONFUSED_CHARACTERS: Final = frozenset().union(*_CONFUSED)


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
