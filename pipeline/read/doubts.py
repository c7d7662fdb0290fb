"""What reading leaves in doubt, as findings: numbers recognised with low confidence, broken characters.

In 新增学位1740个, recognised from a blurred line at 0.71, the number is marked for a look at the
original; a � in the text is marked where it stands. Text formats without damage give nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from extractors.records import Evidence, Finding, Numeral, Origin, record_id

DOUBTFUL: Final = 0.9
COUNTED: Final = frozenset({"measure", "rank", "scope"})
REPLACED: Final = "\ufffd"
BROKEN_AT_MOST: Final = 50
AROUND: Final = 8


def find_doubts(
    text: str, *, numerals: Sequence[Numeral], origins: Sequence[Origin], key: str
) -> tuple[Finding, ...]:
    """Findings about the reading of a text, in text order."""
    return (*_doubtful_numbers(numerals, origins, key=key), *_broken_characters(text, key=key))


def _doubtful_numbers(numerals: Sequence[Numeral], origins: Sequence[Origin], *, key: str) -> list[Finding]:
    if all(origin.confidence is None for origin in origins):
        return []
    starts = [origin.start for origin in origins]
    found = []
    for numeral in numerals:
        at = bisect_right(starts, numeral.start) - 1
        confidence = origins[at].confidence if at >= 0 and numeral.start < origins[at].end else None
        if numeral.class_ not in COUNTED or confidence is None or confidence >= DOUBTFUL:
            continue
        found.append(
            Finding(
                id=record_id(key, "doubt", numeral.start, numeral.end),
                code="text.doubtful_number",
                severity="medium",
                message=f"“{numeral.text}”由图像识别而来,所在行的把握只有 {confidence:.2f}",
                evidence=(Evidence(start=numeral.start, end=numeral.end, text=numeral.text),),
                computation=None,
                suggestion="请对照原件核对这个数字",
            )
        )
    return found


def _broken_characters(text: str, *, key: str) -> list[Finding]:
    found: list[Finding] = []
    at = text.find(REPLACED)
    while at >= 0 and len(found) < BROKEN_AT_MOST:
        end = at + 1
        while text[end : end + 1] == REPLACED:
            end += 1
        around = text[max(at - AROUND, 0) : end + AROUND].replace("\n", " ")
        found.append(
            Finding(
                id=record_id(key, "broken", at, end),
                code="text.broken_character",
                severity="medium",
                message=f"“{around}”处的字符在文件里已损坏",
                evidence=(Evidence(start=at, end=end, text=text[at:end]),),
                computation=None,
                suggestion="请对照原件补上这里的字",
            )
        )
        at = text.find(REPLACED, end)
    return found
