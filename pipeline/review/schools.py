"""Schools put together or taken apart by a person.

“区职专” is 城东区职业中专集团学校: joined. “实验二小” is not 城东区实验小学: separated.
"""

from __future__ import annotations

import msgspec

from extractors.records import School, SchoolJoin
from extractors.schools.home import own_places
from extractors.schools.identity import parse_form, school_id
from extractors.schools.types import find_ends
from pipeline.review.working import Working


def find_school(working: Working, name: str) -> School | None:
    """The school of that name, else the only one that has it as another form."""
    schools: list[School] = working.layers["schools"]
    named = [school for school in schools if school.name == name]
    forms = [school for school in schools if name in school.aliases]
    spoken = [m.school_id for m in working.layers["school_mentions"] if m.text == name and m.school_id]
    meant = [school for school in schools if school.id in set(spoken)]
    for found in (named, forms, meant):
        if len(found) == 1:
            return found[0]
    return None


def make_school(working: Working, name: str) -> School:
    """A school that a person names, under the id it would have in any other report."""
    ends = find_ends(name)
    if ends and ends[0][1] == len(name):
        key = parse_form(name, tuple(ends), own_places(working.text, working.documents, working.tokens)).key
        level = ends[0][2].level
    else:
        key, level = ("named", name), "其他"
    return School(
        id=school_id(key),
        name=name,
        level=level,
        aliases=(),
        parent_id=None,
        town=None,
        register_id=None,
        joins=(),
    )


def name_school(working: Working, name: str) -> School:
    """The school of that name, made when there is none."""
    found = find_school(working, name)
    if found is None:
        found = make_school(working, name)
        held: School | None = working.held("schools", found.id)
        if held is not None:
            return held
        working.add("schools", found)
    return found


def join_schools(working: Working, kept: School, other: School) -> School:
    """One school of two: the first keeps its id and name, the second's names become aliases."""
    aliases = sorted(({*kept.aliases, *other.aliases, other.name}) - {kept.name})
    join = SchoolJoin(name=other.name, rule="person", confirmed=True)
    joined = msgspec.structs.replace(
        kept,
        aliases=tuple(aliases),
        town=kept.town or other.town,
        joins=(*(j for j in kept.joins if j.name != other.name), join),
    )
    working.replace("schools", kept, joined)
    working.drop("schools", other)
    working.renumber_school(other.id, kept.id)
    return joined


def _withdraw_offers(working: Working, school: School, name: str) -> None:
    """Two schools that were offered as perhaps one are not: neither offers the other any more."""
    for held in list(working.layers["schools"]):
        other = name if held.id == school.id else school.name if held.name == name else None
        kept = tuple(join for join in held.joins if join.name != other or join.confirmed)
        if kept != held.joins:
            working.replace("schools", held, msgspec.structs.replace(held, joins=kept))


def separate_school(working: Working, school: School, form: str) -> School | None:
    """The school that `form` means, taken apart from `school`; None when it was never part of it."""
    offered = [join for join in school.joins if join.name == form and not join.confirmed]
    if offered:
        _withdraw_offers(working, school, form)
        return None
    moved = [m for m in working.layers["school_mentions"] if m.school_id == school.id and m.text == form]
    if not moved:
        return None
    rest = msgspec.structs.replace(
        school,
        aliases=tuple(alias for alias in school.aliases if alias != form),
        joins=tuple(join for join in school.joins if join.name != form),
    )
    working.replace("schools", school, rest)
    made = make_school(working, form)
    if working.held("schools", made.id) is not None:
        made = msgspec.structs.replace(made, id=school_id(("apart", form)))
    working.add("schools", made)
    for mention in moved:
        working.replace(
            "school_mentions", mention, msgspec.structs.replace(mention, school_id=made.id, match="full")
        )
        working.move_school_at(mention.start, mention.end, made.id)
    return made
