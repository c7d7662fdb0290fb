"""Which reports speak for the same body: 瓯海区教育局 is 温州市瓯海区教育局.

A short name joins the one longer name that ends with it, provided the short one names its own place
(瓯海区…); where two longer names end with it (two cities have a 鼓楼区), it stays by itself. A report
without a printed issuer is read for one: the office in its first lines, or the one it speaks for
(保定市清苑区人民政府区长 …). What leaves no trace of an issuer is its own body, named by its title.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from extractors.records import Bundle
from pipeline.bundle import BundleHead
from pipeline.compare.records import Record

# 保定市清苑区人民政府区长 | 温州市瓯海区教育局 | 国务院总理
PLACE: Final = r"(?:[一-鿿]{1,8}?(?:省|自治区|自治州|特别行政区|地区|盟|市|区|县|旗|镇|乡))"
OFFICE: Final = re.compile(
    rf"({PLACE}{{1,4}}(?:人民政府|教育(?:和体育|体育)?局|教育委员会|教育厅|[一-鿿]{{2,8}}(?:局|委员会|厅|办公室)))"
)
STATE_COUNCIL: Final = re.compile(r"国务院")
OWN_PLACE: Final = re.compile(rf"^{PLACE}+")
SPEAKS_FOR_OFFICE: Final = re.compile(r"(?:办公室|办公厅)$")
# 在保定市清苑区第三届人民代表大会第二次会议上
CONGRESS: Final = re.compile(
    rf"(?:在|——)(?P<place>{PLACE}{{1,4}}?)第[一二三四五六七八九十]{{1,3}}届人民代表大会"
)
# 我代表区政府 | 代表市人民政府: the level the speaker stands for.
SPEAKER: Final = re.compile(r"代表(?P<level>省|自治区|市|区|县|旗|州|镇|乡)(?:人民)?政府")
# Words that end like a place and are none.
NO_PLACE: Final = frozenset(
    [
        "城区",
        "新区",
        "园区",
        "社区",
        "地区",
        "山区",
        "校区",
        "辖区",
        "开发区",
        "示范区",
        "全区",
        "我区",
        "本区",
        "市区",
        "景区",
        "片区",
        "老区",
        "灾区",
        "库区",
        "院区",
        "小区",
        "厂区",
        "街区",
        "试验区",
        "保护区",
        "先行区",
        "功能区",
        "林区",
        "牧区",
        "矿区",
        "湖区",
        "营区",
        "病区",
        "全县",
        "我县",
        "各县",
        "本县",
        "州县",
        "区县",
        "市县",
        "全市",
        "我市",
        "城市",
        "本市",
        "上市",
        "各市",
        "超市",
        "门市",
        "夜市",
        "股市",
        "集市",
        "都市",
        "全省",
        "我省",
        "本省",
        "各省",
        "节省",
        "全州",
        "全镇",
        "乡镇",
        "城镇",
        "集镇",
        "小镇",
        "重镇",
        "古镇",
        "全乡",
        "家乡",
        "城乡",
        "农乡",
        "返乡",
        "全旗",
        "红旗",
        "国旗",
    ]
)
CARRIERS: Final = ("summary", "plan", "work_report", "notice", "other")
HEAD: Final = 400
OFTEN: Final = 3


def find_issuer(bundle: Bundle | BundleHead) -> str | None:
    """The office a report speaks for: as its documents say, else as its text does."""
    for kind in CARRIERS:
        for document in bundle.documents:
            if document.kind == kind and document.issuer:
                return normalise_issuer(document.issuer)
    head = bundle.text[:HEAD]
    office = OFFICE.search(head)
    if office:
        return normalise_issuer(office.group(1))
    congress = CONGRESS.search(head)
    if congress:
        return f"{congress['place']}人民政府"
    if STATE_COUNCIL.search(head):
        return "国务院"
    speaker = SPEAKER.search(bundle.text[: 2 * HEAD])
    place = own_place(bundle.text, speaker["level"]) if speaker else None
    return f"{place}人民政府" if place else None


def own_place(text: str, level: str) -> str | None:
    """The place of this level that a report names most often (清苑区), None when it names none often."""
    counts = Counter(re.findall(rf"(?=([一-鿿]{{2}}{level}))", text))
    names = [
        (count, name)
        for name, count in counts.items()
        if count >= OFTEN and name not in NO_PLACE and name[1:] not in NO_PLACE
    ]
    if not names:
        return None
    count, name = max(names)
    longer = Counter(re.findall(rf"(?=([一-鿿]{re.escape(name)}))", text)).most_common(1)
    return str(longer[0][0]) if longer and longer[0][1] == count else str(name)


def normalise_issuer(name: str) -> str:
    """The name without blanks; 某县人民政府办公室 speaks for 某县人民政府."""
    name = re.sub(r"\s+", "", name)
    shorter = SPEAKS_FOR_OFFICE.sub("", name)
    return shorter if shorter.endswith("人民政府") else name


class Clue(Record, frozen=True, kw_only=True):
    """What tells whose report a bundle is: the issuer, or the text to look for one in."""

    id: str
    issuer: str | None
    title: str
    text: str
    """Only for a work report without issuer."""


def make_clue(bundle: Bundle | BundleHead) -> Clue:
    """The clue of one bundle."""
    issuer = find_issuer(bundle)
    speaks = issuer is None and any(document.kind == "work_report" for document in bundle.documents)
    return Clue(
        id=bundle.source.id, issuer=issuer, title=unnamed_body(bundle), text=bundle.text if speaks else ""
    )


def name_bodies(clues: Sequence[Clue]) -> dict[str, str]:
    """The fullest name of the body of each bundle, by the bundle's id."""
    known = sorted({clue.issuer for clue in clues if clue.issuer})
    named = {clue.id: clue.issuer or spoken_for(clue.text, known) or clue.title for clue in clues}
    full = full_names(sorted(set(named.values())))
    return {key: full[name] for key, name in named.items()}


def group_by_body(bundles: Sequence[Bundle]) -> dict[str, list[Bundle]]:
    """The bundles of each body, under its fullest name; bodies and bundles in a fixed order."""
    names = name_bodies([make_clue(bundle) for bundle in bundles])
    bodies: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in sorted(bundles, key=lambda bundle: bundle.source.id):
        bodies[names[bundle.source.id]].append(bundle)
    return dict(sorted(bodies.items()))


def spoken_for(text: str, names: Sequence[str]) -> str | None:
    """The one known government whose place a work report without issuer names over and over (清苑)."""
    counts = []
    for name in names:
        if text and name.endswith("人民政府"):
            stem = re.sub(r"(?:省|自治区|自治州|市|区|县|旗|镇|乡)$", "", re.findall(PLACE, name)[-1])
            counts.append((text.count(stem), name))
    counts.sort(reverse=True)
    if not counts or counts[0][0] < OFTEN or (len(counts) > 1 and counts[1][0] * 2 > counts[0][0]):
        return None
    return counts[0][1]


def unnamed_body(bundle: Bundle | BundleHead) -> str:
    """Name for a report that names no issuer: its title, else its id."""
    titles = [document.title for document in bundle.documents if document.title]
    return re.sub(r"\s+|\d{4}年?", "", titles[0]) if titles else bundle.source.id


def full_names(names: Sequence[str]) -> dict[str, str]:
    """Each name with the one fullest name of the same body."""
    full: dict[str, str] = {}
    for name in names:
        longer = [other for other in names if other != name and is_short_for(name, other)]
        roots = [other for other in longer if not any(is_short_for(other, third) for third in longer)]
        full[name] = roots[0] if len(roots) == 1 else name
    return full


def is_short_for(short: str, long: str) -> bool:
    """瓯海区教育局 for 温州市瓯海区教育局: the rest before it is a place, and it names its own place."""
    if len(short) >= len(long) or not long.endswith(short):
        return False
    return bool(OWN_PLACE.match(short)) and bool(re.fullmatch(rf"{PLACE}+", long[: -len(short)]))


def place_words(names: Iterable[str]) -> tuple[str, ...]:
    """The body's own place names, with and without their type (瓯海区, 瓯海), longest first."""
    words: set[str] = set()
    for name in names:
        for place in re.findall(PLACE, name):
            words.add(place)
            stem = re.sub(r"(?:省|自治区|自治州|地区|盟|市|区|县|旗|镇|乡)$", "", place)
            if len(stem) >= 2:
                words.add(stem)
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
