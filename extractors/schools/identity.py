"""Who a mentioned school is: forms of one name meet, different schools never do.

    瓯海二幼 = 瓯海第二幼儿园      区职专 = 瓯海职专      郭溪三小 and 瞿溪三小 stay two

Start at `resolve_schools`. Two names are one school when all their parts agree but a place that the report
itself is about; anything looser is only offered (`SchoolJoin.confirmed` False). A bare name that fits
several schools stays unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from itertools import chain, combinations

import msgspec

from extractors.layers import RegisterEntry
from extractors.places import is_town_of, place_stem
from extractors.records import (
    Document,
    MentionMatch,
    School,
    SchoolJoin,
    SchoolMention,
    Word,
    record_id,
)
from extractors.schools.home import own_places
from extractors.schools.joining import Mention
from extractors.schools.names import SchoolName, parse_name
from extractors.schools.types import find_ends

RENAMED = re.compile(r"(?:正式)?(?:更名|改名|变更|改称)(?:为|成)?“?")
Key = tuple[str, ...]


class Form(msgspec.Struct, frozen=True, gc=False):
    """One printed form of a name: its parts and the key that equal schools share."""

    text: str
    name: SchoolName
    key: Key
    parent: Key | None


def make_key(name: SchoolName, own: tuple[str, ...]) -> Key:
    """What two forms of one school have in common, whatever place of the report's own they print."""
    home = own[-1] if own else ""
    place = name.places[-1] if name.places else home
    if name.core and (not name.places or all(stem in own for stem in name.places)):
        place = home
    core = name.core
    if not name.places and core == home and not name.group:
        # 瓯海职专 beside 区职专: the report's own place is no core
        core = ""
    return (
        place, core, str(name.ordinal or ""), name.kind, name.canonical,
        "集团" if name.group else "", name.campus,
    )  # fmt: skip


def parse_form(text: str, types: tuple[tuple[int, int, object], ...], own: tuple[str, ...]) -> Form:
    """The form with its key and, for a campus, the key of the school it belongs to."""
    name = parse_name(text, types)  # type: ignore[arg-type]
    key = make_key(name, own)
    parent = (*key[:-1], "") if name.campus else None
    return Form(text, name, key, parent)


def resolve_schools(
    text: str,
    mentions: Sequence[Mention],
    *,
    report: str,
    documents: Sequence[Document] = (),
    tokens: Sequence[Word] = (),
    register: Sequence[RegisterEntry] = (),
) -> tuple[tuple[School, ...], tuple[SchoolMention, ...]]:
    """Schools in order of first mention, and the mentions with the school each one means."""
    own = own_places(text, documents, tokens)
    forms = [
        parse_form(text[m.start : m.end], tuple((a - m.start, b - m.start, t) for a, b, t in m.types), own)
        for m in mentions
    ]
    entries = _read_entries(register, own)
    keys = _merge_keys(text, mentions, forms, entries)
    groups: dict[Key, list[Form]] = {}
    for form, key in zip(forms, keys, strict=True):
        if key is not None:
            groups.setdefault(key, []).append(form)
            if form.parent is not None and form.parent not in groups:
                groups.setdefault(form.parent, [])
    schools = {key: _make_school(key, members, entries, groups, own) for key, members in groups.items()}
    offers = _offers(groups, schools)
    records = tuple(
        msgspec.structs.replace(school, joins=(*school.joins, *offers.get(key, ())))
        for key, school in schools.items()
    )
    found = tuple(
        SchoolMention(
            id=record_id(report, "school", m.start, m.end),
            start=m.start,
            end=m.end,
            text=form.text,
            school_id=schools[key].id if key is not None else None,
            match=_match(form, schools[key], entries) if key is not None else "unresolved",
            confidence=f"{min(0.99, max(0.05, m.confidence)):.2f}",
        )
        for m, form, key in zip(mentions, forms, keys, strict=True)
    )
    return records, found


def _read_entries(register: Sequence[RegisterEntry], own: tuple[str, ...]) -> dict[str, RegisterEntry]:
    """Every name the register knows, and its key, to its entry; a name of two entries is left out."""
    entries: dict[str, RegisterEntry] = {}
    doubtful: set[str] = set()
    for entry in register:
        for name in (entry.name, *entry.aliases, *entry.former_names):
            for handle in {name, _handle(name, own)}:
                if handle in entries and entries[handle].id != entry.id:
                    doubtful.add(handle)
                entries[handle] = entry
    return {handle: entry for handle, entry in entries.items() if handle not in doubtful}


def _handle(name: str, own: tuple[str, ...]) -> str:
    ends = find_ends(name)
    if not ends or ends[-1][1] != len(name):
        return name
    return "|".join(parse_form(name, tuple(ends), own).key)


def _merge_keys(
    text: str, mentions: Sequence[Mention], forms: Sequence[Form], entries: dict[str, RegisterEntry]
) -> list[Key | None]:
    """The key of each mention's school; None where a bare name fits several."""
    renamed: dict[Key, Key] = {}
    for index in range(len(mentions) - 1):
        between = text[mentions[index].end : mentions[index + 1].start]
        if RENAMED.fullmatch(between) and forms[index].key != forms[index + 1].key:
            renamed[forms[index].key] = forms[index + 1].key
    all_keys = dict.fromkeys(form.key for form in forms)
    merged: dict[Key, Key | None] = {}
    for form in forms:
        if form.key in merged:
            continue
        entry = entries.get(form.text) or entries.get("|".join(form.key))
        if entry is not None:
            merged[form.key] = ("register", entry.id)
        elif form.key in renamed:
            target = renamed[form.key]
            merged[form.key] = renamed.get(target, target)
        elif _is_bare(form.name):
            fitting = [key for key in all_keys if _fits_bare(form, key)]
            merged[form.key] = form.key if not fitting else None
        else:
            merged[form.key] = form.key
    return [merged[form.key] for form in forms]


def _is_bare(name: SchoolName) -> bool:
    """三小, 第二幼儿园: an ordinal without any place."""
    return name.ordinal is not None and not (name.core or name.places or name.rank or name.kind)


def _fits_bare(form: Form, key: Key) -> bool:
    """Whether a town's school of this number stands in the report too: then the bare form could mean it."""
    return key != form.key and key[1] != "" and key[2:] == form.key[2:]


def _make_school(
    key: Key,
    members: Sequence[Form],
    entries: dict[str, RegisterEntry],
    groups: dict[Key, list[Form]],
    own: tuple[str, ...],
) -> School:
    entry = next((e for e in entries.values() if key == ("register", e.id)), None)
    texts = list(dict.fromkeys(form.text for form in members))
    if not members:
        child = next(form for forms in groups.values() for form in forms if form.parent == key)
        texts = [child.text[: child.text.rindex(child.name.campus)]]
        example = child.name
    else:
        example = members[0].name
    best = max(texts, key=lambda t: (_completeness(t), -texts.index(t))) if len(texts) > 1 else texts[0]
    name = entry.name if entry is not None else _full_name(best)
    level = example.level if members else ("集团" if example.group else _base_level(best))
    parent = next((form.parent for form in members if form.parent is not None), None)
    aliases = tuple(sorted({t for t in texts if t != name} | set(entry.aliases if entry else ())))
    return School(
        id=school_id(key),
        name=name,
        level=(entry.level if entry and entry.level else level),
        aliases=aliases,
        parent_id=school_id(parent) if parent is not None else None,
        town=entry.town if entry and entry.town else _town(members, own),
        register_id=entry.id if entry else None,
        joins=tuple(
            SchoolJoin(name=t, rule=_rule(t, name, entry), confirmed=True) for t in texts if t != name
        ),
    )


def _town(members: Sequence[Form], own: tuple[str, ...]) -> str | None:
    """The town in the name: printed with its rank, or known to lie in a county of the report."""
    for form in members:
        town = form.name.town
        if town is not None and (place_stem(town) != town or is_town_of(town, own)):
            return town
    return None


def school_id(key: Key) -> str:
    """Id from the parts of the name, so that the same school meets itself in other reports."""
    return "school-" + sha256("|".join(key).encode()).hexdigest()[:12]


def _base_level(name: str) -> str:
    ends = find_ends(name)
    return ends[-1][2].level if ends else "其他"


def _completeness(text: str) -> tuple[bool, int]:
    ends = find_ends(text)
    return (bool(ends) and ends[0][2].kind != "short", len(text))


def _full_name(text: str) -> str:
    """瓯海十一幼 -> 瓯海第十一幼儿园, 浙师大 -> 浙江师范大学; a name printed in full stays as it is."""
    ends = find_ends(text)
    if ends and ends[0][2].kind == "abbreviation" and ends[0][:2] == (0, len(text)):
        return ends[0][2].canonical
    if not ends or ends[0][2].kind != "short":
        return text
    start, end, type_ = ends[0]
    numeral = text[start : end - 1].removeprefix("第")
    return f"{text[:start]}第{numeral}{type_.canonical}{text[end:]}"


def _rule(text: str, name: str, entry: RegisterEntry | None) -> str:
    if entry is not None:
        return "register"
    ends = find_ends(text)
    if ends and ends[0][2].kind == "short":
        return "ordinal"
    return "place_left_out" if len(text) < len(name) else "same_parts"


def _match(form: Form, school: School, entries: dict[str, RegisterEntry]) -> MentionMatch:
    if form.text == school.name:
        return "full"
    if form.text in entries and school.register_id is not None:
        return "alias"
    return "ordinal" if form.name.short else "short"


def _offers(groups: dict[Key, list[Form]], schools: dict[Key, School]) -> dict[Key, list[SchoolJoin]]:
    """Pairs that may be one school but were kept apart: similar cores, or a town left out."""
    offers: dict[Key, list[SchoolJoin]] = {}
    alike: dict[Key, list[Key]] = {}
    for key, forms in groups.items():
        if forms and len(key) == 7:
            # the same place, ordinal and campus
            alike.setdefault((key[0], key[2], key[6]), []).append(key)
    for left, right in chain.from_iterable(combinations(keys, 2) for keys in alike.values()):
        rule = _doubt(left, right)
        if rule is not None:
            offers.setdefault(left, []).append(
                SchoolJoin(name=schools[right].name, rule=rule, confirmed=False)
            )
            offers.setdefault(right, []).append(
                SchoolJoin(name=schools[left].name, rule=rule, confirmed=False)
            )
    return offers


RELATED_TYPES = frozenset({"中学", "初级中学", "高级中学", "完全中学"})


def _doubt(left: Key, right: Key) -> str | None:
    core, other = left[1], right[1]
    if left[4] != right[4]:
        related = {left[4], right[4]} <= RELATED_TYPES
        return "related_type" if related and core == other and left[3] == right[3] else None
    if core == other and left[3] == right[3]:
        return "group_and_school" if left[5] != right[5] else None
    if core and other and left[3] == right[3] and (core.endswith(other) or other.endswith(core)):
        return "town_left_out"
    if len(core) < 4 or len(other) < 4:
        return None
    characters, others = set(core), set(other)
    shared = len(characters & others)
    return "similar_core" if shared >= 0.6 * min(len(characters), len(others)) else None
