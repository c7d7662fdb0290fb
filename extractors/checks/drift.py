"""One thing under several names in one report: family drift.

Finds: “公办在园幼儿覆盖率” and “公办园在园幼儿覆盖率”; “价值观基地学校” and “价值观教育基地学校”; “老年学堂”
and “老年学校”; a name with its quotation marks in two places; two totals side by side whose relation is not
told.
Leaves: names that the text itself tells apart, and which of two names is right.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Final, NamedTuple

from extractors.checks.finding import Doubt, Place, Sections, bare_name, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Statement, Word

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
        if len(wordings) < 2 or not _kindred(list(wordings)) or _listed_apart(list(wordings.values())):
            continue
        rate = key in rates and not _abbreviated(list(wordings)) and not _other_side(list(wordings))
        doubts.append(
            Doubt(
                "drift.names",
                "medium" if rate else "low",
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
    sides = {frozenset(_SIDES.findall(wording)) - {"农民", "农村"} for wording in wordings}
    return len(sides) > 1


def _abbreviated(wordings: list[str]) -> bool:
    """Each wording holds the next shorter one whole: 地区生产总值 and 生产总值."""
    ordered = sorted(wordings, key=len)
    return all(short in long for short, long in itertools.pairwise(ordered))


def _kindred(wordings: list[str]) -> bool:
    """All wordings end alike or have most characters in common with the first."""
    first = set(wordings[0])
    return all(len(first & set(other)) * 2 >= min(len(first), len(set(other))) for other in wordings[1:])


_CONTRAST: Final = re.compile(
    r"[一二三四五六七八九十0-9省市县区镇乡国村男女新老]|公办|民办|城镇|城乡|农村|普通|特殊|小学|初中|"
    r"高中|幼儿|规模以上|以上|中|高|低|大|小"
)


def check_near_names(layers: Layers) -> list[Doubt]:
    """Two indicators whose wording differs by a word put in: 高层次(教育)人才, 劳动(研学)实践基地."""
    buckets: dict[str, dict[str, tuple[Place, str]]] = {}
    for statement in layers.statements:
        indicator = statement.indicator
        bare = bare_name(indicator.text) if indicator else ""
        if indicator is not None and len(bare) >= _SHORTEST + 1:
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
                if word is None or same or _CONTRAST.search(word):
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
    rows = enumerate(zip(kinds, kinds[1:], kinds[2:], [*kinds[3:], 0], strict=False))
    for i, (first, second, third, fourth) in rows:
        if first != 2 or not second or not third or tokens[i].pos in ("v", "d", "ad", "a"):
            continue
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
        if len(word) > 4 or (word in _GENERIC and word != "建设") or places[0][1] - places[0][0] < 7:
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
        if first == 2 and second and len(words[i]) > 1 and tokens[i].pos[0] == "n":
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


_COUNTING: Final = frozenset(
    "一二两三四五六七八九十上下前后左右东南西北大小高低中初新老市县区省乡镇村男女内外国"
)


def _one_character_apart(first: str, second: str) -> bool:
    if len(first) != len(second) or len(first) < 2:
        return False
    different = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(different) != 1 or set(different[0]) & _COUNTING:
        return False
    if len(first) >= 3:
        return True
    return first[0] == second[0] and {first, second} <= _LIKE_PLACES


_LIKE_PLACES: Final = frozenset(
    {
        "学堂",
        "学校",
        "学院",
        "中心",
        "中学",
        "园区",
        "园地",
        "基地",
        "基金",
        "平台",
        "平地",
        "书院",
        "书屋",
        "书房",
    }
)


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


def check_brackets(layers: Layers) -> list[Doubt]:
    """党建工作示范校 in one place and 党建工作示范校(单位) in another."""
    doubts = []
    text = layers.text
    for match in re.finditer(r"[（(](?P<more>(?![至由从含原即以])[一-鿿]{1,6}(?<!期))[）)]", text):
        before = _NAME_BEFORE.search(text[max(0, match.start() - 14) : match.start()])
        if before is None:
            continue
        name = before.group()
        for size in range(len(name), 5, -1):
            core = name[-size:]
            other = next(
                (m for m in re.finditer(re.escape(core), text) if text[m.end() : m.end() + 1] not in "（("),
                None,
            )
            if other is not None and abs(other.start() - match.start()) > 200:
                doubts.append(
                    Doubt(
                        "drift.brackets",
                        "low",
                        f"{quoted(text, other.span())}在别处写作“{core}({match['more']})”:范围是否相同",
                        (other.span(), (match.start() - size, match.end())),
                        "统一名称,或写明范围变化",
                    )
                )
                break
    return doubts


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
