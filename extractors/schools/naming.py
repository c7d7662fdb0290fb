"""Whether the words before a type name one school, or only describe a kind of school.

    古城小学, 区外国语学校, 44中学 are names      公办幼儿园, 省示范学校, 3所小学 are not

Start at `is_name`. The left edge is already chosen; this decides by what stands inside, before and behind.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from extractors.schools.edges import Edge
from extractors.schools.evidence import DIRECT, RANKS, SPECIFIC, is_generic, is_ranked, is_title
from extractors.schools.types import SchoolType

COUNTED_BEHIND: Final = re.compile(
    r"(?:达|共|有|增至|增加到)?(?:[0-9０-９]+|[一二三四五六七八九十百千两]+)(?:余|多)?(?:所|家|个(?!校区|园区)|处|间)"
    r"|全覆盖|覆盖(?:率|面)|占比|在校生|在园幼儿|招生计划"
)
LIST_MARK: Final = "、"
# 实验小学, 职教中心, 机关幼儿园 name a school without more; 实验学校, 中心小学, 特教学校 do not.
BARE: Final = frozenset(
    {
        "实验小学",
        "实验中学",
        "实验幼儿园",
        "实验高中",
        "机关幼儿园",
        "职教中心",
        "职业教育中心",
        "职业技术教育中心",
    }
)
RANKED_TYPES: Final = frozenset({"中职", "特教", "其他"})
FRAGILE: Final = frozenset(
    {
        "学校",
        "完全学校",
        "教育集团",
        "教育联合体",
        "教育共同体",
        "办学集团",
        "集团",
        "集团学校",
        "教育集团学校",
        "学院",
        "大学",
        "中心校",
        "公学",
        "初中",
        "高中",
        "初中学校",
        "高中学校",
    }
    | {"寄宿制学校", "寄宿学校", "寄宿制小学", "寄宿制中学", "寄宿制初中", "寄宿制高中"}
)
"""Words that stand far more often for a kind than for a name: they need a word that is specific."""
TENS: Final = re.compile("(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九百]{2,4})")
"""六十六中学, 四十三中学: too many to be a count of schools without 所."""
PLACED: Final = frozenset({"county", "town", "doubtful_town", "proper", "unknown", "fragment", "code"})
OF_THE_COUNTRY: Final = frozenset(
    {"中国", "中央", "国家", "国防", "解放军", "首都", "北方", "南方", "西北", "东北", "华东", "华南"}
)
PAIRED: Final = re.compile("一[\u3400-\u9fff]一[幼小中职校]$")
TELLING: Final = frozenset({"part", "proper", "noun", "direction", "adjective"})
KIND_BEHIND: Final = re.compile("学位|教师|普及|多样|段|阶段|学校|班|部分|数量")
# 花园幼儿园,位于彭埠 | 泉山学校:完成 | 泉山学校一期: said of one school
SUBJECT_BEHIND: Final = re.compile(
    r"[，,]?(?:位于|坐落|地处|始建|创办于|创建于|占地|总投资|建筑面积|校长|园长)|[:：](?:完成|已|正|总投资)|[一二三]期|新增学位|增加学位|教学楼|综合楼|宿舍楼|食堂"
)
OWN_NAME: Final = 4
"""So many characters before 校区 hold the name of its school."""
AREAS: Final = frozenset(
    {"城区", "主城区", "老城区", "中心城区", "县城", "城乡", "农村", "乡镇", "镇区",
     "山区", "库区", "牧区", "辖区", "片区", "园区", "中小"}
)  # fmt: skip
"""Where many schools are: 城区学校."""
NEVER_ALONE: Final = frozenset({"集团", "园区", "（集团）", "(集团)", "（教育集团）", "(教育集团)"})
"""Types that name a school only together with the one before or behind them."""
NUMBERED: Final = frozenset({"中学", "小学", "幼儿园", "职高", "职中"})
"""Types that a plain Arabic number names: 44中学."""
OFTEN_ONE: Final = frozenset({"中学", "幼儿园"})
"""Types of which a county names one after itself: 博白县中学."""
OWNERSHIP: Final = frozenset({"公立", "公办", "民办", "私立"})
FIRST_NUMBERS: Final = frozenset("一二三四五六七八九十")
ONE_OF_A_COUNTY: Final = frozenset(
    {"保育院", "高级中学", "技师学院", "开放大学", "广播电视大学", "职业技术学院", "职业学院"}
)
"""Types of which a county has one: 县高级中学 names it."""
DESCRIBING: Final = frozenset({"generic", "rank", "adjective", "verbnoun", "number", "measure", "act"})


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """What may be a name, with the words inside it, their classes, and whether it is counted."""

    text: str
    edge: Edge
    head: int
    end: int
    type_: SchoolType
    words: list[str]
    classes: list[str]
    counted: bool

    @property
    def word(self) -> str:
        """The type's own word."""
        return self.type_.word

    def before(self) -> str:
        """The character before the name."""
        return self.text[max(0, self.edge.start - 1) : self.edge.start]

    def behind(self) -> str:
        """The character behind it."""
        return self.text[self.end : self.end + 1]


def is_name(text: str, edge: Edge, head: int, end: int, type_: SchoolType) -> bool:
    """Whether the words from the edge to the end name one school rather than a kind of school."""
    classes = [piece.class_ for piece in edge.inside]
    if type_.kind == "abbreviation":
        return True
    if type_.kind == "short":
        return _is_short_name(text, edge, head, end, classes)
    if type_.word in NEVER_ALONE:
        return False
    before = text[max(0, edge.start - 1) : edge.start]
    counted = edge.before in ("measure", "number") or before == "所"
    counted = counted or (before != LIST_MARK and COUNTED_BEHIND.match(text, end) is not None)
    if text[edge.start : end] in BARE:
        return not counted
    if not classes:
        # 我县职业技术学校: there is one
        ours = text[edge.start - 2 : edge.start] in ("我县", "我区", "我市")
        return ours and type_.level in ("中职", "特教") and not counted
    words = [text[piece.start : piece.end] for piece in edge.inside]
    candidate = Candidate(text, edge, head, end, type_, words, classes, counted)
    for decide in (_by_last_word, _by_type, _by_place, _by_place_in_text):
        decided = decide(candidate)
        if decided is not None:
            return decided
    return _by_evidence(candidate)


def _by_last_word(it: Candidate) -> bool | None:
    """What the word right before the type decides: 示范(学校), 公办(小学), 44(中学)."""
    word, last = it.word, it.words[-1]
    if last in OWNERSHIP or it.words == ["集"]:
        # 市直公立学校; 集小学、初中于一体
        return False
    if last == "一" and it.type_.kind == "full" and (word in NUMBERED or word == "学校"):
        # 经开区一幼儿园在建: one of them
        return False
    modern = last == "现代" and word not in FRAGILE
    if is_title(last) and it.classes[-1] != "ordinal" and not modern:
        return False
    if word == "完小" and last in FIRST_NUMBERS:
        # 二完小
        return True
    if word in NUMBERED and ((len(last) <= 3 and last.isdigit()) or TENS.fullmatch(last)):
        return True
    return None


def _by_type(it: Candidate) -> bool | None:
    """What colleges, titles in quotation marks and campuses need."""
    if it.word.endswith("学院") and it.type_.level == "高校" and not it.counted:
        # 外语学院, 第一临床医学院: part of a university that is not printed
        return any(c in PLACED for c in it.classes) or it.words[0] in OF_THE_COUNTRY
    if it.word in FRAGILE and it.before() == "“" and it.behind() == "”":
        # “无废学校” is a title, “桃源村三期学校” a name
        return any(c in ("county", "town", "proper", "ordinal") for c in it.classes)
    if it.type_.kind == "campus":
        # 城北校区 is one only beside its school; 天台岗茶园校区, 赵家湾教学点 stand by themselves
        alone = it.word == "教学点" or it.head - it.edge.start >= OWN_NAME
        return alone and any(c in SPECIFIC - {"county"} for c in it.classes)
    return None


def _by_place(it: Candidate) -> bool | None:
    """A place and the type, no more: 凉州区小学 is any of them, 徐水小学 is one; 徐水学校 are all of them."""
    word = it.word
    institution = it.type_.level in RANKED_TYPES and not it.counted
    if it.classes == ["rank"]:
        return institution or (word in ONE_OF_A_COUNTY and not it.counted)
    if it.classes == ["rank", "county"]:
        # 区南湖学校
        return not it.counted
    if any(c != "county" for c in it.classes):
        return None
    if is_ranked(it.words[-1]):
        one = word in ONE_OF_A_COUNTY or (word in OFTEN_ONE and it.words[-1].endswith("县"))
        return institution or (one and not it.counted and KIND_BEHIND.match(it.text, it.end) is None)
    if word == "普通高中":
        return False
    if word in ("初中", "高中"):
        return it.edge.before in ("stop", "deed") and not KIND_BEHIND.match(it.text, it.end)
    if word == "学校":
        # one of them is a subject, or what is built
        within = len(it.words) > 1 and is_ranked(it.words[0])
        subject = SUBJECT_BEHIND.match(it.text, it.end) is not None
        return not it.counted and (within or subject or not _is_spoken_of(it.text, it.words[-1]))
    return it.behind() != "段" and (word not in FRAGILE or word in ("大学", "学院"))


def _by_place_in_text(it: Candidate) -> bool | None:
    """What is said of one school, or of all of an area."""
    if it.counted and it.type_.level == "其他":
        return False
    line = it.before() in ("", "\n") and it.behind() in ("", "\n")
    subject = line or SUBJECT_BEHIND.match(it.text, it.end) is not None
    telling = it.classes[-1] in TELLING and (it.word not in FRAGILE or it.classes[-1] != "part")
    if subject and telling and not it.counted and it.edge.before in ("stop", "deed"):
        # 花园幼儿园,位于…; a name that fills its line
        return True
    if it.word in FRAGILE and it.words[-1] in AREAS:
        # 临沂城区学校
        return False
    return None


def _by_evidence(it: Candidate) -> bool:
    """Whether some word inside tells the school from others."""
    pairs = list(zip(it.words, it.classes, strict=True))
    specific = [c for c in it.classes if c in SPECIFIC]
    if it.counted:
        specific = [c for c in specific if c not in ("county", "code")]
    if specific:
        return any(c == "part" or not is_generic(w) for w, c in pairs if c != "county")
    ranked = it.classes[0] == "rank"
    if it.type_.level == "其他" and not ranked:
        return False
    if it.counted or all(is_generic(w) or c in DESCRIBING for w, c in pairs):
        return ranked and "part" in it.classes and not it.counted
    if it.word in FRAGILE:
        placed = any(c == "part" and len(w) > 1 and not is_generic(w) for w, c in pairs)
        return placed or (ranked and "part" in it.classes) or "code" in it.classes
    if it.words[-1] in ("配套", "配建"):
        # 城南片区配套小学 is one, 小区配套幼儿园 any of them
        return any(c in ("part", "noun") and not is_generic(w) for w, c in pairs)
    return not is_generic(it.words[-1]) or it.classes[-1] == "part"


def _is_spoken_of(text: str, place: str) -> bool:
    """Whether the report is about the place: 徐水学校 are all of 徐水; 朝阳学校 is one elsewhere."""
    ranked = any(place + rank in text for rank in RANKS)
    return ranked or text.count(place) - text.count(place + "学校") > MENTIONED


MENTIONED: Final = 2
"""How often a place may stand elsewhere in a report that is not about it."""


def could_be_name(text: str, edge: Edge, end: int, type_: SchoolType) -> bool:
    """Whether what describes could also name where it stands among names (中心西九年一贯制学校)."""
    words = [text[piece.start : piece.end] for piece in edge.inside]
    if type_.kind == "campus" and type_.word != "教学点":
        return False
    if not words:
        # 一小、二幼、职中、特校
        return type_.level in ("中职", "特教") and COUNTED_BEHIND.match(text, end) is None
    if is_title(words[-1]) or COUNTED_BEHIND.match(text, end):
        return False
    classes = [piece.class_ for piece in edge.inside]
    if words[0] in DIRECT and len(words) == 1:
        return False
    return classes == ["rank"] or any(
        c in SPECIFIC or c in ("part", "noun", "direction", "adjective") for c in classes
    )


def _is_short_name(text: str, edge: Edge, head: int, end: int, classes: list[str]) -> bool:
    """瓯海十一幼, 区二幼; a bare 三中 only where nothing else can be meant."""
    letter = text[end - 1]
    if PAIRED.search(text, max(0, edge.start - 2), end):
        # 一村一幼
        return False
    if any(c in ("county", "town", "proper", "unknown") for c in classes):
        return True
    if letter == "校":
        # 一校一策
        return False
    if classes == ["rank"]:
        return True
    if classes and all(c in ("noun", "part", "direction") for c in classes):
        return True
    if classes:
        return False
    before = text[edge.start - 1 : edge.start]
    if letter not in "中小幼" or (before in "届、" and _in_plenum_chain(text, edge.start, end)):
        return False
    return edge.before in ("stop", "deed", "verb", "particle", "function", "act", "generic", "proper")


def _in_plenum_chain(text: str, start: int, end: int) -> bool:
    """十九届二中、三中、四中全会 is a chain of meetings."""
    return bool(re.match(r"[、一二三四五六七八九十中]*全会", text[end : end + 24])) or text[start - 1] == "届"
