"""From a row of members to the record of an enumeration."""

from __future__ import annotations

from extractors.lists.chains import Chain, Finder
from extractors.records import Closure, EnumeratedList, ListMember, record_id


def make_list(
    finder: Finder,
    chain: Chain,
    end: int,
    stated: int | None,
    quantity_id: str | None,
    report: str,
    *,
    open_ended: bool,
    start: int | None = None,
) -> EnumeratedList | None:
    """The record; None for a row with an empty member. `open_ended` says that 等 closes it."""
    if not chain.members:
        return None
    members = []
    for left, right in chain.members:
        if right <= left:
            return None
        schools = finder.mentions_in(left, right)
        school_id = schools[0].school_id if schools and schools[0].start == left else None
        members.append(ListMember(start=left, end=right, text=finder.text[left:right], school_id=school_id))
    first = min(members[0].start, start) if start is not None else members[0].start
    named = len(members)
    end = max(end, members[-1].end)
    return EnumeratedList(
        id=record_id(report, "list", first, end),
        start=first,
        end=end,
        text=finder.text[first:end],
        stated=stated,
        named=named,
        closure=_closure(stated, named, open_ended=open_ended),
        members=tuple(members),
        quantity_id=quantity_id,
    )


def _closure(stated: int | None, named: int, *, open_ended: bool) -> Closure:
    if stated is None:
        return "illustrative" if open_ended else "unstated"
    if stated == named:
        return "exhaustive"
    return "illustrative" if open_ended and named < stated else "mismatch"
