"""Enumerations without a printed number: closed by 等, or of schools side by side.

    龙山中学迁建、城东小学扩建等在建项目        瓯海职专与永嘉二职

Start at `find_uncounted`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from extractors.lists.chains import BREAKS, JOINERS, Chain, Finder
from extractors.lists.making import make_list
from extractors.records import EnumeratedList, SchoolMention

# 等级, 同等, 一等奖 are other words
WITHOUT_COUNT: Final = re.compile(
    # 等 first: the search then passes over all other characters at once
    r"等(?<![、中高初平均相对上下优劣甲一二三特同头].)(?![级差待候同效额奖次腰边式])"
)


def find_uncounted(finder: Finder, report: str) -> list[EnumeratedList]:
    """Rows closed by 等 first, then rows of schools."""
    return [*_without_count(finder, report), *_plain_schools(finder, report)]


def _without_count(finder: Finder, report: str) -> list[EnumeratedList]:
    """A、B、C等项目: members without a number; a single member only where it is a school."""
    made = []
    for match in WITHOUT_COUNT.finditer(finder.text):
        before = finder.text[match.start() - 1 : match.start()]
        if not before or before in BREAKS:
            continue
        chain = finder.chain_before(match.start())
        if len(chain.members) < 2 and not finder.mentions_in(
            *(chain.members[0] if chain.members else (0, 0))
        ):
            continue
        chain = finder.split_joined(finder.trim_first(chain), stated=None)
        if len(chain.members) == 1 and not any(
            m.end == chain.members[0][1] for m in finder.mentions_in(*chain.members[0])
        ):
            continue
        record = make_list(finder, chain, finder.tail(match.end()), None, None, report, open_ended=True)
        if record is not None:
            made.append(record)
    return made


def _plain_schools(finder: Finder, report: str) -> list[EnumeratedList]:
    """Two or more schools side by side without 等 and without a number."""
    made: list[EnumeratedList] = []
    row: list[SchoolMention] = []
    for mention in (*finder.mentions, None):
        gap = finder.text[row[-1].end : mention.start] if row and mention is not None else ""
        if (
            row
            and mention is not None
            and (
                gap in ("、", *JOINERS)
                or (len(gap) <= 8 and gap.count("、") == 1 and not BREAKS.intersection(gap))
            )
        ):
            row.append(mention)
            continue
        if len(row) >= 2:
            members = tuple(
                (m.start, n.start - 1) if finder.text[n.start - 1] == "、" else (m.start, m.end)
                for m, n in pairwise(row)
            )
            record = make_list(
                finder,
                Chain((*members, (row[-1].start, row[-1].end)), True),
                row[-1].end,
                None,
                None,
                report,
                open_ended=False,
            )
            if record is not None:
                made.append(record)
        row = [mention] if mention is not None else []
    return made
