"""Which reports speak for the same body: 瓯海区教育局 is 温州市瓯海区教育局.

A short name joins the one longer name that ends with it, provided the short one names its own place
(瓯海区…); where two longer names end with it (two cities have a 鼓楼区), it stays by itself. A report
without a printed issuer is read for one: the office in its first lines, or the one it speaks for
(保定市清苑区人民政府区长 …). What leaves no trace of an issuer is its own body, named by its title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from extractors.records import Bundle

# 保定市清苑区人民政府区长 | 温州市瓯海区教育局 | 国务院总理
PLACE: Final = r"(?:[一-鿿]{1,8}?(?:省|自治区|自治州|特别行政区|地区|盟|市|区|县|旗|州|镇|乡))"
OFFICE: Final = re.compile(
    rf"({PLACE}{{1,4}}(?:人民政府|教育(?:和体育|体育)?局|教育委员会|教育厅|[一-鿿]{{2,8}}(?:局|委员会|厅|办公室)))"
)
STATE_COUNCIL: Final = re.compile(r"国务院")
OWN_PLACE: Final = re.compile(rf"^{PLACE}+")
SPEAKS_FOR_OFFICE: Final = re.compile(r"(?:办公室|办公厅)$")
CARRIERS: Final = ("summary", "plan", "work_report", "notice", "other")
HEAD: Final = 400


def find_issuer(bundle: Bundle) -> str | None:
    """The office a report speaks for: as its documents say, else as its first lines say."""
    for kind in CARRIERS:
        for document in bundle.documents:
            if document.kind == kind and document.issuer:
                return normalise_issuer(document.issuer)
    head = bundle.text[:HEAD]
    found = OFFICE.search(head)
    if found:
        return normalise_issuer(found.group(1))
    return "国务院" if STATE_COUNCIL.search(head) else None


def normalise_issuer(name: str) -> str:
    """The name without blanks; 某县人民政府办公室 speaks for 某县人民政府."""
    name = re.sub(r"\s+", "", name)
    shorter = SPEAKS_FOR_OFFICE.sub("", name)
    return shorter if shorter.endswith("人民政府") else name


def group_by_body(bundles: Iterable[Bundle]) -> dict[str, list[Bundle]]:
    """The bundles of each body, under its fullest name; bodies and bundles in a fixed order."""
    by_name: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        by_name[find_issuer(bundle) or unnamed_body(bundle)].append(bundle)
    full = full_names(list(by_name))
    bodies: dict[str, list[Bundle]] = defaultdict(list)
    for name, members in by_name.items():
        bodies[full[name]].extend(members)
    return {body: sorted(bodies[body], key=lambda bundle: bundle.source.id) for body in sorted(bodies)}


def unnamed_body(bundle: Bundle) -> str:
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
            stem = re.sub(r"(?:省|自治区|自治州|地区|盟|市|区|县|旗|州|镇|乡)$", "", place)
            if len(stem) >= 2:
                words.add(stem)
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
