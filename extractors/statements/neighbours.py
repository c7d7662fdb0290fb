"""What the numbers beside give to a number that has no name of its own.

20所城乡幼儿园开工19所                  →  so many of the same
1328名干部对口包联企业3037家            →  the last noun of the stretch between
引领型、提升型及以上比例分别达到20%、80%  →  one member each
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from extractors.statements.coordination import split_members
from extractors.statements.left_nouns import find_left_noun
from extractors.statements.readings import Reading, Window
from extractors.statements.tokens import Tokens
from extractors.statements.wording import COUNTED_UNITS, LEVEL_UNITS, PERSON_UNITS, SHARES, done_of_them

COUNTED_THINGS: Final = COUNTED_UNITS - PERSON_UNITS
COUNTED_HOLDERS: Final = PERSON_UNITS | {"家", "所", "个"}


def take_same_things(text: str, window: Window, last: Reading) -> bool:
    """20所城乡幼儿园开工19所: gives the second number the name of the first, of which it is a part."""
    if last.shape != "after" or window.quantity.unit not in COUNTED_THINGS:
        return False
    done = done_of_them(text, window.low) if last.noun[1] == window.low else None
    if done is None or done.end() != window.quantity.start:
        return False
    window.noun, window.verb, window.tail = last.noun, done.span("deed"), None
    return True


def take_from_earlier(text: str, window: Window, earlier: list[Reading], tokens: Tokens) -> bool:
    """Gives this number the last noun of the stretch between, which the number before had taken whole."""
    if not earlier or earlier[-1].shape != "after":
        return False
    last, unit = earlier[-1], window.quantity.unit
    if last.noun[1] == window.edge == window.low:
        if unit in SHARES and window.tail is not None:
            # 836个基层党组织达标率100%
            window.noun = (last.noun[0], window.edge)
            return True
        start = tokens.last_noun(last.noun[0] + 1, window.edge)
        if start < window.edge and not window.governed:
            # 1328名干部对口包联企业3037家
            kept = start
            while kept > last.noun[0] + 1 and text[kept - 1] in "、和及与的":
                kept -= 1
            earlier[-1] = replace(last, noun=(last.noun[0], kept))
            window.noun = (start, window.edge)
            return True
    if window.governed and last.noun[1] == window.verb[0] and unit not in PERSON_UNITS | LEVEL_UNITS:
        # 完成7个项目土地征收384亩: the last noun and the nominal verb belong to the second number
        start = tokens.last_noun(last.noun[0] + 1, window.verb[0])
        if start < window.verb[0]:
            earlier[-1] = replace(last, noun=(last.noun[0], start))
            window.noun, window.verb = (start, window.verb[1]), last.verb
            return True
    return False


def find_deed_of_holders(text: str, window: Window, tokens: Tokens) -> bool:
    """共计1074人完成了积分入学申请: what they did names the count."""
    if window.quantity.unit not in COUNTED_HOLDERS or window.after >= window.high:
        return False
    if window.tail is not None and window.tail.kind != "value":
        return False
    also = text.find("并", window.after + 4, window.high)
    phrase = find_left_noun(text, window.after, also if also > 0 else window.high, tokens)
    if phrase.verb_start < phrase.verb_end and 1 < phrase.end - phrase.start <= 16:
        window.noun, window.verb = (phrase.start, phrase.end), (phrase.verb_start, phrase.verb_end)
        return True
    return False


def share_members(text: str, readings: list[Reading]) -> list[Reading]:
    """Gives each number of 分别达到20%、60%、80% its own member of the coordination before."""
    index = 0
    while index + 1 < len(readings):
        noun = readings[index].noun
        last = index
        while last + 1 < len(readings) and readings[last + 1].follows and readings[last + 1].noun == noun:
            last += 1
        count = last - index + 1
        if count > 1:
            members = split_members(text, *noun) if noun[0] < noun[1] else []
            for offset in range(count):
                own = members[offset] if len(members) == count else noun
                readings[index + offset] = replace(
                    readings[index + offset], noun=own, member=offset, members=count
                )
        index = last + 1
    return readings
