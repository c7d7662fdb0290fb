"""What a single word tells about the edge of a school's name.

    投用 (a deed) ends before a name      瓯海 (a county) begins one      地块 (a part) stands inside

Start at `word_class`. Evidence comes from closed classes of words, from the segmenter's part of speech and
from the gazetteer; it is weighed in `edges`, never decisive by itself.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

import msgspec

from extractors.dictionary import find_entry
from extractors.lexicons import load
from extractors.places import place_level, place_stem
from extractors.segmentation import segmenter

STOP: Final = "stop"
SPECIFIC: Final = frozenset(
    {"county", "town", "doubtful_town", "proper", "unknown", "fragment", "code", "ordinal"}
)
"""Classes that tell one school from others."""

# 教育局, 县政府, 管委会, 巩固率: no school's name goes on before its office
OFFICE: Final = re.compile(
    r"[\u3400-\u9fff]{0,6}(?:教育局|教体局|教育厅|教育部|教委|政府|委员会|管委会|市委|区委|县委|省委|党委|人大|政协|财政局|部门"
    r"|办公室|领导小组|专班)|[\u3400-\u9fff]{1,5}率"
)
RARE: Final = 5
"""So seldom does the dictionary's corpus have a word that it says nothing of its class."""
RANKS: Final = frozenset("省市区县旗镇乡村")
DIRECT: Final = frozenset({"县直", "市直", "区直", "省直"})
"""Directly under the county: 县直一幼."""
HARD: Final = frozenset("的了着被")
"""Particles that no school's name is made with."""
_CODE = re.compile(r"[A-Za-z0-9０-９]+(?:[-－—·][A-Za-z0-9０-９]+)*")
_HAS_CHARACTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9０-９]")
_DIGITS = re.compile(r"[0-9０-９.]+|[一二三四五六七八九十百千万两几多余〇○零]+")
# 第二所 | 三批 | 两个: a count, never part of a name
_COUNT = re.compile(
    r"(?!百家)(?:[这那该]?第?[一二三四五六七八九十百两几0-9０-９]+|[首多数这那该某每哪])[所家个批轮期届次类项]"
)
_TIME = re.compile("[年月日季度周天时刻晨晚午夜春夏秋冬节期初末今昨近现以]|[上中间里内]$|目前|之前|之后|先前")
# 四台(小学), 八里湖: a number and what villages end in, no measure word of schools
_NUMBERED_VILLAGE = re.compile("[一二三四五六七八九十百千万]+[台里塘桥河沟坡岗丈湾泉垟墩岔岭路街巷]")
# K12(学校), 轨制: years and streams of a kind of school
_STREAMS = re.compile(r"[kK][-－]?[0-9]{1,2}|轨制|[一二三四五六七八九十0-9]+轨制?")
_YEAR = re.compile(r"[0-9０-９]{4}年度?")
# 第二 | 二外: short for 第二外国语
_ORDINAL = re.compile(r"第[一二三四五六七八九十百0-9０-９]+|[一二三四五六七八九十][外实附]")

BY_TAG: Final = {
    "v": "verb", "vd": "verb", "vn": "verbnoun", "vi": "verb", "vq": "verb",
    "nr": "proper", "ns": "proper", "nz": "proper", "nt": "proper", "nrt": "proper", "nrfg": "proper",
    "n": "noun", "ng": "noun", "an": "noun", "j": "noun", "l": "noun", "i": "noun",
    "s": "direction", "f": "direction", "a": "adjective", "ad": "adjective",
    "ag": "adjective", "b": "adjective",
    "d": "adverb", "zg": "unknown", "q": "measure", "m": "number", "t": STOP, "eng": "code",
    "x": "unknown", "g": "unknown",
    "p": "particle", "c": "particle", "u": "particle", "r": "particle", "y": "particle", "e": "particle",
}  # fmt: skip


class WordSets(msgspec.Struct, frozen=True):
    """The closed classes of `lexicons/school_words.toml`."""

    function: frozenset[str]
    deeds: frozenset[str]
    generic: frozenset[str]
    parts: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    kinds: frozenset[str]


@cache
def read_word_sets() -> WordSets:
    """The word classes, once per process."""
    table = load("school_words")
    return WordSets(**{name: frozenset(table[name]["words"].split()) for name in WordSets.__struct_fields__})


@lru_cache(maxsize=65536)
def word_class(word: str, pos: str) -> str:
    """The class of evidence a word belongs to; `stop` can never stand inside a name."""
    if not _HAS_CHARACTER.search(word) or _YEAR.fullmatch(word):
        return STOP
    sets = read_word_sets()
    if _ORDINAL.fullmatch(word):
        return "ordinal"
    if _COUNT.fullmatch(word):
        return "function"
    if _STREAMS.fullmatch(word):
        return "generic"
    if word in sets.given:
        return "proper"
    if word in sets.parts:
        return "part"
    if _DIGITS.fullmatch(word):
        return "number"
    if _CODE.fullmatch(word):
        return "code"
    if word in sets.function or (len(word) > 1 and OFFICE.fullmatch(word)):
        return "particle" if len(word) == 1 else "function"
    if word in sets.deeds:
        return "act" if len(word) == 1 else "deed"
    if len(word) == 4 and all(half in sets.deeds or half in sets.function for half in (word[:2], word[2:])):
        # 全面完成: the dictionary has it as one word
        return "deed"
    if word in RANKS or word in DIRECT:
        return "rank"
    level = place_level(word)
    common = pos in ("v", "vd", "d", "c", "p", "r", "u", "m", "a")
    if level is not None:
        return "county" if level != "镇" else "doubtful_town" if common else "town"
    if word in sets.generic:
        return "generic"
    if pos == "t" and len(word) > 1 and not _TIME.search(word):
        # 明清, 当代: times that names are made with
        return "noun"
    if pos == "m" and _NUMBERED_VILLAGE.fullmatch(word):
        return "town"
    if pos == "x" or (len(word) > 1 and not segmenter().has_word(word)):
        # the segmenter made the word up and guessed its tag
        return "generic" if len(word) > 2 and word[-1] in "级类型性化制式" else "unknown"
    if pos in ("a", "ad", "an") and (entry := find_entry(word)) is not None and entry.frequency <= RARE:
        # 清乐(幼儿园): nobody describes with it
        return "unknown"
    return BY_TAG.get(pos, BY_TAG.get(pos[:1], "other"))


@lru_cache(maxsize=8192)
def is_ranked(word: str) -> bool:
    """Whether the place is printed with its rank: 凉州区, not 凉州."""
    return place_stem(word) != word


def is_deed(word: str) -> bool:
    """Whether the word is a verb of official prose."""
    return word in read_word_sets().deeds


def is_part(word: str) -> bool:
    """Whether the word, with or without a place's rank, is one that stands inside names (新区, 东城)."""
    parts = read_word_sets().parts
    return word in parts or place_stem(word) in parts


def is_generic(word: str) -> bool:
    """Whether the word only describes a kind of school."""
    sets = read_word_sets()
    return word in sets.generic or word in sets.kinds


def is_given(word: str) -> bool:
    """Whether schools all over the country are named with the word (和平, 育英)."""
    return word in read_word_sets().given


def is_describing(word: str) -> bool:
    """Whether the word describes (公办, 重点, 新型) wherever it stands, in names of schools or of works."""
    return word in read_word_sets().generic


def is_title(word: str) -> bool:
    """Whether the word, right before the type, makes a title of it (示范学校)."""
    return word in read_word_sets().titles
