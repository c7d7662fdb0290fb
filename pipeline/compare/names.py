"""Names of deeds: what a promise is about, taken out of its words.

“尽快完成大堤口、中冉城中村改造安置房和东石桥村搬迁、北三环东延拆迁安置房建设” speaks of four things;
“投资2.22亿元的区疾控中心实验综合楼项目” of 区疾控中心实验综合楼. A part that names nothing by itself
(项目建设, 基础设施) gives no name: a search for it would find everything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.compare.records import Record
from pipeline.compare.stages import load_stages

JOINTS: Final = re.compile(r"[、,，]|(?<=[一-鿿”）A-Za-z0-9])(?:以及|和|及|与)(?=[一-鿿“A-Za-z0-9])")
# 投资2.22亿元的 | 总占地9.52平方公里的 | 占地120亩的 | 2023年 | 6月底前
ATTRIBUTE: Final = re.compile(
    r"^(?:(?:总?投资|总?占地|建筑面积|规模|面积)[^的、，]{1,14}的|\d{4}年(?:底前|内|前)?|\d{1,2}月底?前|到\d{4}年"
    r"|[\d.]+[万亿]?[余多]?(?:亩|公里|平方米|米|座|个|家|处|条|所|户|名|项|套))"
)
# 等6个续建项目: the list is over; what stands after it is said of all its members.
TAIL: Final = re.compile(r"等(?:[\d一二三四五六七八九十两]+[个项所家条座处])?(?P<kind>[^、，]{0,14})$")
COUNT: Final = re.compile(r"(?<![A-Za-z])[\d.]+(?:[个项所家条座处]|公里|万?亩|万?平方米|万?人).*$")
NUMBER: Final = re.compile(r"\d")
MARKS: Final = re.compile(r"[“”‘’《》\"'\s]")
LISTED: Final = re.compile(
    r"等(?:[\d一二三四五六七八九十两]+[个项所家条座处])?(?P<kind>[^、，等]{0,12}?(?:项目|工程|场馆|酒店|学校|园区))"
)
# 石桥、白团、北店、何桥 …: three members or more.
MEMBERS: Final = re.compile(r"[一-鿿]{2,10}(?:、[一-鿿]{2,8}){2,}")
BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
PLACED: Final = re.compile(
    r"(?:中学|小学|幼儿园|学校|高中|初中|[一二三四五六七八九十]+[中小幼]|路|街|大道|村|小区)$"
)
SCHOOL_PART: Final = re.compile(
    r"(?:中学|小学|幼儿园|学校|高中|初中|[一二三四五六七八九十]+[中小幼])(?P<part>[^中学小幼园校]{2,6})$"
)
# A verb that follows its name: everything from it on is no part of the name.
FOLLOWING: Final = re.compile(
    r"(?:尽快|早日|如期|按期|第一时间|全部|力争|争取|年底前|年内|顺利|基本|加快|加紧|要|确保|成功)*"
    r"(?:启动|开工|动工|奠基|投入使用|投用|启用|竣工|完工|建成|投产|达效|通车|开园|开馆|开业|运营|招生|交付|交房|封顶|"
    r"落地|签约|具备|达到|实现|通过|推进|完成|办结|挂牌|前期|主体|年底前|双通过)"
)


class DeedName(Record, frozen=True, kw_only=True):
    """A name, and a word that must stand beside it."""

    name: str
    needs: str = ""
    """A word that must stand in the clause as well: 温仁中学 of 温仁中学等14所学校运动场."""


@lru_cache(maxsize=50_000)
def find_names(text: str) -> tuple[DeedName, ...]:
    """The names in the words of a promise, in text order."""
    found: list[DeedName] = []
    shared = shared_part(text)
    for start, end in split_parts(text):
        name = strip_name(text[start:end])
        if name is None or not tells_something(name):
            continue
        found.append(
            DeedName(
                name=MARKS.sub("", name),
                needs=shared if shared and PLACED.search(name) else "",
            )
        )
    return tuple(found)


@lru_cache(maxsize=50_000)
def list_members(text: str) -> tuple[str, ...]:
    """The members of an enumeration without a shared head: 石桥 白团 北店 何桥 of
    石桥、白团、北店、何桥乡改镇.
    """
    listed = MEMBERS.search(text)
    if listed is None:
        return ()
    parts = [strip_name(part) or part for part in listed.group().split("、")]
    return (*parts[:-1], parts[-1][:2])


def shared_part(text: str) -> str:
    """What is done at all schools of a list: 运动场 of 甲中学、乙中学运动场 or 甲小学等14所学校运动场改造."""
    body = strip_back(text)
    tail = TAIL.search(body)
    last = strip_back(tail["kind"] if tail else body)
    part = SCHOOL_PART.search(last)
    return part["part"] if part else ""


def split_parts(text: str) -> list[tuple[int, int]]:
    """The parts between 、 and 和; a bracket is not cut open."""
    parts, at, depth = [], 0, 0
    for position, letter in enumerate(text):
        if letter in "（(":
            depth += 1
        elif letter in "）)":
            depth = max(depth - 1, 0)
        joint = JOINTS.match(text, position) if depth == 0 else None
        if joint and position >= at:
            parts.append((at, position))
            at = joint.end()
    parts.append((at, len(text)))
    return [(start, end) for start, end in parts if end - start >= 2]


def strip_name(part: str) -> str | None:
    """The part without verbs and sums before it and words like 项目 after it."""
    words = load_stages()
    name = part.strip()
    for _ in range(12):
        shorter = ATTRIBUTE.sub("", name)
        match = words.front.match(shorter) if not shorter.startswith("保障性") else None
        if match and len(shorter) - match.end() >= 2:
            shorter = shorter[match.end() :]
        if shorter == name:
            break
        name = shorter.strip()
    name = COUNT.sub("", TAIL.sub("", name))
    following = FOLLOWING.search(name, 2)
    if following:
        name = name[: following.start()]
    return strip_back(name) or None


def strip_back(name: str) -> str:
    """The name without 项目, 工程, 建设 at its end."""
    words = load_stages()
    for _ in range(6):
        match = words.back.search(name)
        if match is None or match.start() < 3:
            break
        name = name[: match.start()]
    return name


def tells_something(name: str) -> bool:
    """Enough letters that are not everyday words to find the thing again."""
    rest = MARKS.sub("", name)
    if len(rest) < 3 or len(rest) > 26 or (NUMBER.search(rest) and len(re.sub(r"[\d.%]+", "", rest)) < 3):
        return False
    for word in plain_words():
        if word in rest:
            rest = rest.replace(word, "", 1)
    return len(rest) >= 2


@lru_cache(maxsize=1)
def plain_words() -> tuple[str, ...]:
    """Everyday words, longest first."""
    return tuple(sorted(load_stages().plain, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=50_000)
def is_thing(name: str, clause: str) -> bool:
    """Something that is built, opened or founded: by its last word, or because it is called 项目 or 工程."""
    head = load_stages().head
    if head.search(BRACKETS.sub("", name)):
        return True
    tail = LISTED.search(clause) or TAIL.search(strip_back(clause))
    if tail and (tail["kind"].endswith(("项目", "工程")) or head.search(strip_back(tail["kind"]))):
        return clause.find(name) < tail.start()
    at = clause.find(name)
    return at >= 0 and clause[at + len(name) :].lstrip("”）)").startswith(("项目", "工程"))
