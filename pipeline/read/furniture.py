"""What stands on pages beside the text: page numbers (— 3 —), running heads, repeated watermarks.

Page numbers go by shape and position, the rest by repetition: the same words at the same place on
many pages. Works on fragments, before lines are made, so that a watermark cannot fall into a line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Final

from pipeline.read.lines import Fragment
from pipeline.read.pages import PageText

MARGIN: Final = 0.13
"""Share of the page's height, at top and bottom, where page numbers and running heads stand."""
EDGE_FRAGMENTS: Final = 3
REPEATED_PAGES: Final = 3
REPEATED_SHARE: Final = 0.3
ANYWHERE_SHARE: Final = 0.5
GRID: Final = 6.0
NUMBERS_IN_A_HEAD: Final = 3
ANYWHERE: Final = -1
Key = tuple[str, int, int]
DASHED: Final = re.compile(r"[-—–－·•~～_|\s]*(?:第\s*)?(\d{1,4})\s*页?[-—–－·•~～_|\s]*")
COUNTED: Final = re.compile(
    r"\s*第?\s*(\d{1,4})\s*页?\s*(?:[/／,，|]|共)\s*(?:共\s*|总\s*)?\d{1,4}\s*页?\s*|[-—–\s]*[ivxlcIVXLC]{1,6}[-—–\s]*"
)
# A dash beside a page number is often recognised as 一 or as a digit.
MISREAD: Final = re.compile(r"[-—–一·.~_|\s]*\d{1,4}[-—–一·.~_|\s]*")
NOT_BARE: Final = re.compile(r"\D")
DIGITS: Final = re.compile(r"\d+")
CONTENTS_LINE: Final = re.compile(r".*[.．。…·]{4,}\s*\d{1,4}")


def remove_furniture(pages: Sequence[PageText]) -> None:
    """Take page numbers, running heads and repeated watermarks off the pages."""
    numbers = _bare_number_offsets(pages)
    repeated = _repeated(pages)
    for page in pages:
        edge = _edge_fragments(page)
        page.fragments = [
            fragment
            for fragment in page.fragments
            if not _is_repeated(fragment, page, repeated, at_edge=False)
            and not (id(fragment) in edge and _is_repeated(fragment, page, repeated, at_edge=True))
            and not (
                id(fragment) in edge
                and _is_page_number(fragment, page, numbers, len(pages))
                and _stands_alone(fragment, page)
            )
        ]


def _edge_fragments(page: PageText) -> set[int]:
    """The outermost fragments that lie in the margins."""
    above = [item for item in page.fragments if item.middle < MARGIN * page.height]
    below = [item for item in page.fragments if item.middle > (1 - MARGIN) * page.height]
    above.sort(key=lambda item: item.middle)
    below.sort(key=lambda item: -item.middle)
    return {id(item) for item in (*above[:EDGE_FRAGMENTS], *below[:EDGE_FRAGMENTS])}


def _bare_number_offsets(pages: Sequence[PageText]) -> Counter[int]:
    """How often a lone number in a margin is the page's number plus the same offset."""
    offsets: Counter[int] = Counter()
    for page in pages:
        edge = _edge_fragments(page)
        offsets.update(
            {
                int(match[1]) - page.number
                for item in page.fragments
                if id(item) in edge and (match := DASHED.fullmatch(item.text)) is not None
            }
        )
    return offsets


def _is_page_number(fragment: Fragment, page: PageText, offsets: Counter[int], pages: int) -> bool:
    if COUNTED.fullmatch(fragment.text):
        return True
    if page.scanned and MISREAD.fullmatch(fragment.text):
        return True
    match = DASHED.fullmatch(fragment.text)
    if match is None:
        return False
    if NOT_BARE.search(fragment.text.strip()):
        return True
    if pages == 1 or page.scanned:
        return len(match[1]) < 4
    return offsets[int(match[1]) - page.number] >= 2


def _stands_alone(fragment: Fragment, page: PageText) -> bool:
    """Nothing close beside it on its line: the 1 of 1、工作 may be a piece of its own."""
    return not any(
        other is not fragment
        and abs(other.middle - fragment.middle) < fragment.size / 2
        and other.left - fragment.right < 2 * fragment.size
        and fragment.left - other.right < 2 * fragment.size
        for other in page.fragments
    )


def _repeated(pages: Sequence[PageText]) -> set[Key]:
    """Keys of fragments that stand at the same place on many pages."""
    if len(pages) < REPEATED_PAGES:
        return set()
    at_edge: dict[Key, set[int]] = defaultdict(set)
    anywhere: dict[Key, set[int]] = defaultdict(set)
    for page in pages:
        edge = _edge_fragments(page)
        for fragment in page.fragments:
            if id(fragment) in edge:
                for key in _edge_keys(fragment, page.number):
                    at_edge[key].add(page.number)
            anywhere[_key(fragment)].add(page.number)
    # Running heads may stand on left or right pages only, and not on the first pages.
    least = max(REPEATED_PAGES, REPEATED_SHARE * len(pages))
    often = max(REPEATED_PAGES, ANYWHERE_SHARE * len(pages))
    found = {key for key, on in at_edge.items() if len(on) >= least} | {
        key for key, on in anywhere.items() if len(on) >= often and len(key[0]) > 1
    }
    # A head may stand a little higher on some pages.
    return {(text, height + shift, left) for text, height, left in found for shift in (-1, 0, 1)}


def _is_repeated(fragment: Fragment, page: PageText, repeated: set[Key], *, at_edge: bool) -> bool:
    keys = _edge_keys(fragment, page.number) if at_edge else [_key(fragment)]
    # A head may stand a little higher on some pages.
    return any(
        (text, height + shift, left) in repeated for text, height, left in keys for shift in (-1, 0, 1)
    )


def _key(fragment: Fragment) -> Key:
    return fragment.text.strip(), round(fragment.middle / GRID), round(fragment.left / GRID)


def _edge_keys(fragment: Fragment, page: int) -> list[Key]:
    """A head's words as they are, and with each number in turn as its distance from the page's number."""
    words, height, _ = _key(fragment)
    texts = [words] if not words.isdigit() else []
    for match in islice(DIGITS.finditer(words), NUMBERS_IN_A_HEAD):
        if len(match[0]) <= 4 and match[0] != words:
            texts.append(f"{words[: match.start()]}#{int(match[0]) - page}{words[match.end() :]}")
    return [(text, height, ANYWHERE) for text in texts]
