"""What a commitment is about: behind the verb, or before it where the subject stands first.

未来三年将新增6660个小学学位       →  6660个小学学位
学前三年毛入园率将达到95%以上      →  学前三年毛入园率
"""

from __future__ import annotations

import re
from typing import Final

from extractors.commitments.joined import ClauseDeed
from extractors.records import Span

# 新增6660个小学学位: a figure and what it counts
FIGURE: Final = re.compile(
    r"[^\d，。；]{0,4}[\d.,]+\s?[余多]?[万亿千百]*[余多]?\s?"
    r"(?:个百分点|百分点|平方米|平方公里|立方米|公里|人次|[%‰]|[\u4e00-\u9fff])?(?:及?以[上下]|左右|以内|上下)?"
    r"(?P<rest>[^，。；、\d]*)"
)
MARKS: Final = " \u3000，,、。；"
# 毛入园率将(达到), 占比2025年底(达到)
LEADING_TO_VALUE: Final = re.compile(
    r"(?:到?20\d\d年[底末]?前?|将|要|基本|至少|总共|年均|均|全部|力争|确保|预计|应)+$"
)


def object_of(text: str, deed: ClauseDeed) -> Span | None:
    """What the deed is about: behind the verb, or before it where the subject stands first."""
    kind, start, end = deed.kind, deed.verb_end, deed.end
    if kind != "deed" or end - start < 2:
        start, end = _place_elsewhere(text, deed)
    words = text[start:end]
    if kind == "value" and end == deed.verb_start:
        words = LEADING_TO_VALUE.sub("", words)
    stripped = words.strip(MARKS)
    if not stripped:
        return None
    if len(stripped) < len(words):
        start += words.index(stripped)
    return Span(start=start, end=start + len(stripped), text=stripped)


def _place_elsewhere(text: str, deed: ClauseDeed) -> tuple[int, int]:
    """The stretch that tells what the deed is about where that is not simply what follows the verb."""
    if deed.kind == "ellipsis":
        return deed.start, deed.end
    if deed.kind == "value" and not _names_behind(text, deed):
        return deed.start, deed.verb_start
    if deed.end - deed.verb_end < 2:
        return min(deed.chain_end, deed.verb_start), deed.verb_start
    return deed.verb_end, deed.end


def _names_behind(text: str, deed: ClauseDeed) -> bool:
    """True for 将新增6660个小学学位, where what is counted stands behind the number; not for 达到95%以上."""
    figure = FIGURE.match(text, deed.verb_end, deed.end)
    return figure is not None and len(figure["rest"]) >= 2
