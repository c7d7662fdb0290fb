"""Names written in two ways, wherever they stand in the text: family drift.

Finds: “价值观基地学校” and “价值观教育基地学校”; “老年学堂” and “老年学校”; a name with its quotation marks
in two places; “示范校” and “示范校(单位)”.
Leaves: names of indicators (`drift`), and words among verbs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, partial
from typing import Final

from extractors.checks.finding import Doubt, Place, quoted
from extractors.checks.phrases import GENERIC, Phrases, is_chinese
from extractors.layers import Layers
from extractors.positions import starts_of

# --- wording that differs by a word put in, or by one character -------------------------------------

_NO_HEAD: Final = frozenset({"v", "d", "ad", "a"})
_ENDING: Final = frozenset({"n", "vn", "nz", "ns", "nt", "nr", "j", "l", "an", "s", "b", "zg", "x"})
_INSERTED: Final = frozenset({"n", "vn", "b", "ns", "j", "nr", "nz", "x", "zg", "s"})


def check_wording(layers: Layers) -> list[Doubt]:
    """甲乙丙 here and 甲…乙丙 there, or the last word one character off: 价值观(教育)基地学校."""
    phrases = Phrases(layers.text, layers.tokens)
    return _inserted(layers.text, phrases) + _variants(layers.text, phrases)


LONG_START: Final = 6
"""After two telling words this long, the last word may be a common one: 国家教师队伍改革."""


def _inserted(text: str, phrases: Phrases) -> list[Doubt]:
    tokens, words = phrases.tokens, phrases.words
    longer = _longer(phrases)
    whole = {key: places for key in longer if (places := _whole(phrases, key))}
    doubts = []
    told: list[Place] = []
    for key in sorted(whole, key=lambda key: whole[key][0]):
        written = sorted(longer[key])
        word = words[written[0][1]]
        places = [(tokens[i].start, tokens[last].end) for i, at, last in written if words[at] == word]
        if (
            len(word) > 4
            or word in _LIMITING
            or (word in GENERIC and word != "建设")
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


def _whole(phrases: Phrases, key: int) -> list[Place]:
    """Where the three words stand one behind the other."""
    tokens = phrases.tokens
    return [
        (tokens[phrases.at(i)].start, tokens[phrases.at(i + 2)].end)
        for i in phrases.together(key)
        if _is_name(phrases, i, i + 1, i + 2)
    ]


def _longer(phrases: Phrases) -> dict[int, list[tuple[int, int, int]]]:
    """Where three words that stand together elsewhere have one more: the first, that one, the last."""
    longer: dict[int, list[tuple[int, int, int]]] = {}
    for key, i, second, inserted in phrases.with_another():
        more = phrases.at(i + inserted)
        if (
            _is_name(phrases, i, i + second, i + 3)
            and is_chinese(phrases.words[more])
            and phrases.tokens[more].pos in _INSERTED
        ):
            longer.setdefault(key, []).append((phrases.at(i), more, phrases.at(i + 3)))
    return longer


MOST_PLACES: Final = 4
_LIMITING: Final = frozenset(
    ["我区", "我市", "我县", "我省", "部分", "各类", "各级", "群众", "全会", "五大", "整体"]
)
"""Words that say how much or whose, and make no other name."""


def _is_name(phrases: Phrases, first: int, second: int, last: int) -> bool:
    """True when the words of three signs together say enough to be a name, and begin and end like one."""
    head, end = phrases.at(first), phrases.at(last)
    if phrases.tokens[head].pos in _NO_HEAD or phrases.tokens[end].pos not in _ENDING:
        return False
    words = phrases.words
    return phrases.says(last) or len(words[head]) + len(words[phrases.at(second)]) >= LONG_START


def _overlap(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _variants(text: str, phrases: Phrases) -> list[Doubt]:
    """The same words before, then two nouns one character apart: 劳动教育实验区 and 劳动教育试验区."""
    varying = _varying(text, phrases)
    doubts = []
    told: set[Place] = set()
    for nexts in _after_same(phrases, varying).values() if varying else ():
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


def _varying(text: str, phrases: Phrases) -> set[str]:
    """The words of which another writing is there too. Few texts have any."""
    vocabulary = phrases.first_place.keys()
    varying: set[str] = set()
    starts = starts_of(phrases.tokens)
    for rare in _RARE_OF_CONFUSED.finditer(text):
        number = bisect_right(starts, rare.start()) - 1
        word, at = phrases.words[number], rare.start() - starts[number]
        other = f"{word[:at]}{_WRITTEN_FOR[rare[0]]}{word[at + 1 :]}"
        if len(word) > 2 and other in vocabulary:
            varying |= {word, other}
    for alike in _LIKE_PLACES:
        if len(alike & vocabulary) > 1:
            varying |= alike
    return varying


def _after_same(phrases: Phrases, varying: set[str]) -> dict[str, dict[str, Place]]:
    """By the telling word before it, each noun that may be written otherwise with its first place."""
    tokens, words = phrases.tokens, phrases.words
    after: dict[str, dict[str, Place]] = {}
    for i in phrases.signs_of(varying):
        number = phrases.at(i)
        if tokens[number].pos[0] == "n" and i and phrases.says(i - 1):
            before = phrases.at(i - 1)
            head = phrases.at(i - 2) if i > 1 and phrases.says(i - 2) else before
            after.setdefault(words[before], {}).setdefault(
                words[number], (tokens[head].start, tokens[number].end)
            )
    return after


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
_CONFUSED_PAIRS: Final = ("实试", "定订", "账帐", "作做", "交缴", "象像", "联连", "型形", "至致", "分份")
"""Characters that are written for each other: 实验区 and 试验区; the rarer one behind."""
_CONFUSED: Final = frozenset(frozenset(pair) for pair in _CONFUSED_PAIRS)
_WRITTEN_FOR: Final = {rare: common for common, rare in _CONFUSED_PAIRS}
_RARE_OF_CONFUSED: Final = re.compile(f"[{''.join(_WRITTEN_FOR)}]")


_MARKED: Final = re.compile(r"“([^“”\n]{2,12})”([一-鿿]{2,8})?")
SHORTEST_MARKED: Final = 5


def check_marks(layers: Layers) -> list[Doubt]:
    """“未来教育”创新区 and “未来教育创新区”: the same words with the marks in other places."""
    marked: list[tuple[str, int, int]] = []
    first_inside: dict[str, int] = {}
    several: set[str] = set()
    for match in _MARKED.finditer(layers.text):
        inside, name = len(match[1]), match[1] + (match[2] or "")
        marked.append((name, inside, match.start()))
        head = name[:SHORTEST_MARKED]
        if first_inside.setdefault(head, inside) != inside:
            several.add(head)
    # by the words, then by how many of them stand between the marks; most begin like no others
    groups: dict[str, dict[int, Place]] = {}
    for name, inside, start in marked if several else ():
        if name[:SHORTEST_MARKED] not in several:
            continue
        for size in range(max(inside, SHORTEST_MARKED), len(name) + 1):
            groups.setdefault(name[:size], {}).setdefault(inside, (start, start + size + 2))
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
