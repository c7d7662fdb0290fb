"""The indicator that a wording means: an entry of the lexicon, or a stable name of its own.

    公办园在园幼儿覆盖率 and 公办在园幼儿占比  →  education.preschool.public_enrolment_share
    地区生产总值 said to grow by 7%          →  economy.gdp.growth, another indicator than its level
    市级儿童友好示范学校                     →  text:儿童友好示范学校@市, the same next year

Equality of ids is what aligns years. Only whole normalised wordings are looked up: likeness decides nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from extractors.lexicons import load
from extractors.records import Change, ChangeKind, Measure
from extractors.statements.facets import level_of
from extractors.statements.wording import MEASURED_UNITS, governing_words

QUOTES: Final = str.maketrans("", "", "“”‘’\"'《》「」 \u3000\t\n")
WIDTH: Final = str.maketrans({c: chr(ord(c) - 0xFEE0) for c in map(chr, range(0xFF01, 0xFF5F))})
BARE: Final = {wide: QUOTES.get(ord(narrow), narrow) for wide, narrow in WIDTH.items()} | QUOTES
"""WIDTH, then QUOTES, in one pass."""
NOT_BARE: Final = re.compile(f"[({''.join(map(re.escape, map(chr, BARE)))}]")
"""What is taken off or made narrow, and the bracket; few names hold any."""
QUOTED: Final = re.compile(f"[{''.join(map(re.escape, map(chr, QUOTES)))}]")
BRACKET: Final = re.compile(r"\([^()]*\)")
GROWTH_WORDS: Final = re.compile(r"(?:同比|年均)?(?:增速|增幅|增长率|增长速度|增长|涨幅)$")
LEADING: Final = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+批次?|首批|新一批|(?:19|20)\d\d年度?|全年|年内|当年|年末|预计|其中|各类|各级各类|各种|新增的?|累计|全国(?=城|居|粮|财|一般|规模)|全省|全市|全区|全县|全州"
    r"|我国|我省|我市|我县|我区|本级|全社会(?=固定|研发|用电))+"
)
WORD_FORMS: Final = (
    ("规模以上", "规上"), ("医疗保险", "医保"), 
    ("幼儿园", "园"), ("普惠性", "普惠"), ("覆盖率", "占比"), ("覆盖面占比", "占比"),
    ("比重", "占比"), ("比例", "占比"),
    ("、", "和"), ("的", ""), ("投资额", "投资"), ("新型冠状病毒", "新冠"),
)  # fmt: skip
# 高标准农田建设 is the same as 高标准农田
TRAILING: Final = re.compile(r"(?<=..)(?:项目建设工作|建设工作|建设任务|工作任务|建设|工作|任务)$")
TRAILING_END: Final = frozenset("作务设")
"""Its last character, looked at first."""
# Verbs that make, reach or have what they count
MAKING: Final = re.compile(
    r"新|建|创|增|培|引|招|聘|认定|评|获|列入|入选|设|成立|组|打造|投用|投产|竣工|开工|完成|实现|实施|改|扩|有|达"
    r"|发展|推出|配|购|更新|举办|开展|组织|编制|出台|安装|落实|推进|加快|提速|谋划|储备|总投资"
)
GENERIC: Final = frozenset(
    {
        "项目",
        "学校",
        "企业",
        "单位",
        "村",
        "工程",
        "社区",
        "街道",
        "乡镇",
        "学生",
        "群众",
        "人",
        "县",
        "重点项目",
        "大项目",
    }
)
HAVING: Final = frozenset({"有", "共有", "现有", "拥有", "已有", "建有", "设有", "尚有", "共"})
# 计划招生 and 招生 are one
PLANNED: Final = re.compile(r"(?:计划|拟)(?=招生|招聘|招收)")
PLANNING: Final = re.compile(
    r"^(?:计划|预计|拟(?![定订])|力争|确保|争取(?=[新建创完达引])|准备|谋划(?=[新建创]))+"
)
STAGE: Final = re.compile(r"(?:全部)?(?:开工|竣工|建成|投产|投用|签约|落地|入选|列入|获评)")
STAGE_REACHED: Final = re.compile(r"开工|竣工|投产|投用|签约|落地")
# 运动场改造提升 is 运动场 under the deed 改造提升
WORKS: Final = re.compile(r"(?<=..)(?:改造提升|提升改造|升级改造|改造|新建|建设改造|整治提升|整治)$")
WORKS_END: Final = frozenset("升造建设治")
"""Its last character, looked at first."""
LEVELS_JOINED: Final = re.compile(
    r"^(?:省[、和及]?市|市[、和]?县|国家[、和]?省|省市[、和]?县)(?=级|重点|定|民生)"
)
# 中小学校 is 中小学, but not in 中小学校安工程, 中小学校舍
SCHOOLS_OF_BOTH: Final = re.compile(r"中小学校(?![安舍园])")
# 和, 及 and 与 are one word between names, but not in 普及, 参与, 以及格
AND: Final = re.compile(r"以及|(?<![普涉顾论提触危波以])及(?![以时格其])|(?<!参)与(?!会)")


class Entry(NamedTuple):
    """One row of the lexicon, as the resolver needs it."""

    id: str
    name: str
    unit: str
    measure: Measure
    better: str
    levelled: bool
    deeds: tuple[str, ...]


class Resolved(NamedTuple):
    """Id and name of an indicator; `entry` when the lexicon has it."""

    id: str
    name: str
    known: bool
    better: str


def without_quotes(name: str) -> str:
    """A wording without its quotation marks and blanks; few hold any."""
    return name.translate(QUOTES) if QUOTED.search(name) else name


@lru_cache(maxsize=16384)
def normalise(name: str) -> str:
    """A wording without what does not change its meaning: quotes, brackets, years, 全市, variants."""
    if NOT_BARE.search(name):
        name = BRACKET.sub("", name.translate(BARE))
    leading = LEADING.match(name)
    if leading and len(name) - leading.end() >= 2:
        name = name[leading.end() :]
    joined = LEVELS_JOINED.match(name)
    if joined:
        name = re.sub("[、和及]", "", joined.group()) + name[joined.end() :]
    if "及" in name or "与" in name:
        name = AND.sub("和", name)
    if "招" in name:
        name = PLANNED.sub("", name)
    if "中小学校" in name:
        name = SCHOOLS_OF_BOTH.sub("中小学", name)
    for form, plain in WORD_FORMS:
        if form in name:
            name = name.replace(form, plain)
    return name.strip("的了,、。;")


@cache
def entries() -> dict[str, Entry]:
    """Every normalised wording of the lexicon with its entry."""
    table: dict[str, Entry] = {}
    for row in load("indicators")["indicator"]:
        entry = Entry(
            row["id"],
            row["name"],
            row["unit"],
            row["measure"],
            row["better"],
            row.get("levelled", False),
            tuple(row.get("deeds", ())),
        )
        for wording in (row["name"], *row.get("synonyms", ())):
            table.setdefault(normalise(wording), entry)
    return table


@cache
def _wordings_by_end() -> dict[str, tuple[str, ...]]:
    """The names of the lexicon of four characters and more by the last four, the longest first."""
    every = frozenset(
        wording
        for row in load("indicators")["indicator"]
        for wording in (row["name"], *row.get("synonyms", ()))
    )
    # 招聘教师 is the verb and 教师: a reader wants the verb apart
    verbs = governing_words()
    table: dict[str, list[str]] = {}
    for word in sorted(every, key=lambda word: (-len(word), word)):
        if len(word) >= 4 and not any(word[:cut] in verbs and word[cut:] in every for cut in (2, 3, 4)):
            table.setdefault(word[-4:], []).append(word)
    return {end: tuple(words) for end, words in table.items()}


def known_name(text: str, start: int, end: int) -> int:
    """Where the longest name of the lexicon that ends at `end` begins; `end` when none does."""
    for word in _wordings_by_end().get(text[end - 4 : end], ()):
        if text.endswith(word, start, end):
            return end - len(word)
    return end


@lru_cache(maxsize=16384)
def find_entry(name: str) -> tuple[Entry | None, str, str | None]:
    """The entry of a wording, the wording without its level, and the level."""
    plain = normalise(name)
    table = entries()
    level = level_of(plain)
    if plain in table:
        entry = table[plain]
        return entry, plain, level.code if level and entry.levelled else None
    if level and len(plain) - level.length >= 2:
        rest = plain[level.length :]
        if rest in table:
            return table[rest], rest, level.code if table[rest].levelled else None
        return None, rest, level.code
    return None, plain, None


def dimension(unit: str) -> str:
    """What two units must share to be one indicator's: counts are one, 亩 and 平方公里 are one."""
    if unit in {"元", "%", "‰", "名次", "倍"}:
        return unit
    if unit in {"美元", "港元", "欧元"}:
        return "元"
    if unit in {"亩", "平方米", "平方公里", "公顷"}:
        return "面积"
    if unit in {"吨", "千克", "公斤", "斤", "担"}:
        return "重量"
    if unit in {"人次", "金", "银", "铜"}:
        return unit
    if unit in {"公里", "千米", "米"}:
        return "长度"
    return unit if unit in MEASURED_UNITS else ""


@lru_cache(maxsize=16384)
def resolve_indicator(
    name: str,
    unit: str,
    measure: Measure,
    kind: ChangeKind | None,
    deed: str = "",
    *,
    linked: bool = False,
) -> Resolved:
    """Id and name of the indicator that `name` means when it is said in this unit, measure and change.

    `deed` is the verb that governs a count: teachers recruited and teachers served are two indicators.
    `linked`: it only links the name with its value (达到, 压减至).
    """
    deed = PLANNING.sub("", deed) if deed else ""
    entry, core, level, growth = _look_up(name, measure, kind)
    works = WORKS.search(name) if entry is None and name[-1:] in WORKS_END else None
    if works and (object_entry := find_entry(WORKS.sub("", name))[0]) is not None:
        entry, core, level = object_entry, core, level if object_entry.levelled else None
        deed += works.group()
    plain = kind is None and not growth and measure != "rank"
    if plain and deed and (together := find_entry(deed + name)[0]) and _applies(together, unit, deed + name):
        # 培训教师5200人次: the lexicon has the deed with its object
        entry, core, level = together, core, level if together.levelled else None
    if plain and entry is not None and not _applies(entry, unit, deed):
        entry = None
        core, level = _split_level(normalise(name))
    base = entry.id if entry else f"text:{TRAILING.sub('', core) if core[-1:] in TRAILING_END else core}"
    if level:
        base += f"@{level}"
    if plain and entry is None and dimension(unit):
        base += f"~{dimension(unit)}"
    generic = entry is None and core in GENERIC
    reached = (
        STAGE_REACHED.search(deed) if plain and entry is not None and entry.name.endswith("项目") else None
    )
    if reached:
        base += f"/{reached.group()}"
    if plain and not linked and _is_other_deed(entry, measure, deed, generic=generic):
        stage = STAGE.match(deed)
        base += f"/{stage.group() if stage else deed.removesuffix('了')}"
    shown = entry.name if entry else without_quotes(name)
    suffix = _suffix(entry, measure, kind, growth=growth)
    return Resolved(base + suffix, shown, entry is not None, entry.better if entry else "none")


def _look_up(
    name: str, measure: Measure, kind: ChangeKind | None
) -> tuple[Entry | None, str, str | None, bool]:
    """Entry, wording without level, level, and whether a growth is meant."""
    entry, core, level = find_entry(name)
    if entry is None and core[-1:] in TRAILING_END and TRAILING.search(core):
        entry, core, level = find_entry(TRAILING.sub("", name))
    named_growth = entry is None and measure == "rate" and GROWTH_WORDS.search(normalise(name)) is not None
    growth = kind == "percent" or named_growth
    if entry is None and growth:
        entry, core, level = find_entry(GROWTH_WORDS.sub("", normalise(name)) or name)
    return entry, core, level, growth


def _applies(entry: Entry, unit: str, deed: str) -> bool:
    """False when the entry has another kind of unit, or is of other deeds than this one."""
    if dimension(entry.unit) != dimension(unit) and not (entry.unit == "人次" and unit in {"人", "名", "位"}):
        return False
    if entry.measure == "stock" and (not deed or deed in HAVING):
        return True
    return not entry.deeds or any(stem in deed for stem in entry.deeds)


def _is_other_deed(entry: Entry | None, measure: Measure, deed: str, *, generic: bool) -> bool:
    """True when the verb makes it another count: 检查机构148家 is not 关停机构20家.

    Where the name says little (项目, 学校), what was done with them always belongs to it.
    """
    if not deed or deed in HAVING or (MAKING.search(deed) and not generic):
        return False
    return measure == "flow" if entry is None else entry.measure == "stock" and measure in {"stock", "flow"}


def _suffix(entry: Entry | None, measure: Measure, kind: ChangeKind | None, *, growth: bool) -> str:
    if growth:
        return "" if entry is not None and entry.measure == "rate" else ".growth"
    if kind is not None:
        return f".{kind}"
    if measure == "rank":
        return ".rank"
    default = entry.measure if entry else "flow"
    if measure == default or measure not in {"stock", "flow"} or default not in {"stock", "flow"}:
        return ""
    return ".stock" if measure == "stock" else ".new"


def _split_level(plain: str) -> tuple[str, str | None]:
    level = level_of(plain)
    if level and len(plain) - level.length >= 2:
        return plain[level.length :], level.code
    return plain, None


@lru_cache(maxsize=4096)
def resolve_milestone(name: str) -> Resolved:
    """Id and name of a title or duty that is reached or kept without a number."""
    entry, core, level = find_entry(name)
    base = f"{entry.id}.milestone" if entry else f"milestone:{core}"
    shown = entry.name if entry else without_quotes(name)
    return Resolved(
        base + (f"@{level}" if level else ""), shown, entry is not None, entry.better if entry else "none"
    )


@lru_cache(maxsize=16384)
def default_measure(name: str) -> Measure | None:
    """The measure that the lexicon gives this wording, None when it does not have it."""
    entry = find_entry(name)[0] if name else None
    return entry.measure if entry else None


def is_known(name: str) -> bool:
    """True when the lexicon has this wording."""
    return find_entry(name)[0] is not None


def change_kind(change: Change | None) -> ChangeKind | None:
    """The kind of a change, for `resolve_indicator`."""
    return change.kind if change else None
