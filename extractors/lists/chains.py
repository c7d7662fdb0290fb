"""Rows of members: A、B、C before 等 or a number, or behind a bracket or colon, and where each member begins.

    先后成立篮球、书法等 -> 篮球, 书法        (区职专、郭溪三小) -> 区职专, 郭溪三小

Start at `Finder`. Whether a row is an enumeration worth a record is decided by those who ask.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from extractors.positions import starts_of
from extractors.records import SchoolMention, Word
from extractors.schools.evidence import STOP, is_deed, word_class

OPENING: Final = {"”": "“", "’": "‘", ")": "(", "）": "（", "》": "《", "】": "【", "〕": "〔", "]": "["}
CLOSING: Final = {opening: closing for closing, opening in OPENING.items()}
BREAKS: Final = frozenset("，,。;；!！?？\n:：\t")
JOINERS: Final = ("以及", "和", "及", "与", "或")
JOINER_CHARACTER: Final = re.compile("[和及与或]")
TAIL: Final = re.compile(r"[”’]?[^，,。;；:：\n、()（）“”\s]{0,16}")
# 2022年于郭溪街道、潘桥街道: the time and the preposition before the first member
LEADING_TIME: Final = re.compile(r"(?:20\d\d年|年内|全年|今年)?(?:先后|分别)?(?:在|于|对|为)?")
# …等5个项目和A、B等3个: the second row begins after the first one's count
EARLIER_COUNT: Final = re.compile(
    r"等(?:共计?)?[0-9０-９一二三四五六七八九十百两]+[^，,。;；、]{1,20}?(?:和|及|以及|与|、)"
)
# 文峰小学（暂定名）和李典小学
SCHOOL_JOINT: Final = re.compile("(?<![以])[和及与]$")
ALSO: Final = ("以及", "还有")
LENGTH_OF_ALSO: Final = 2
MARK: Final = re.compile("[" + re.escape("".join([*OPENING, *CLOSING, *sorted(BREAKS), "、"])) + "]")
ITEM_NUMBER: Final = re.compile(r"(?:^|(?<=[\n\s]))(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})$")
# what stands last in it
ITEM_NUMBER_ENDS: Final = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十\n")
LEADING: Final = frozenset({"deed", "function", "particle", "adverb", STOP})
"""Classes of words that lead to the first member, and that no noun behind a count holds."""
LONGEST_MEMBER: Final = 40
MOST_MEMBERS: Final = 80


class Chain(msgspec.Struct, frozen=True, gc=False):
    """A row of members in text order; `edge` says whether its first member begins at a clean border."""

    members: tuple[tuple[int, int], ...]
    edge: bool


class Finder:
    """What the search for enumerations needs to know of one report."""

    def __init__(self, text: str, tokens: Sequence[Word], mentions: Sequence[SchoolMention]) -> None:
        self.text = text
        self.tokens = tokens
        self.token_starts = starts_of(tokens)
        self.mentions = mentions
        self.mention_starts = [mention.start for mention in mentions]

    def marks_before(self, floor: int, end: int) -> Iterator[int]:
        """The places that open, close or part a row, from `end` back to `floor`; few are asked for."""
        while floor < end:
            begin = max(floor, end - LONGEST_MEMBER)
            yield from [match.start() for match in MARK.finditer(self.text, begin, end)][::-1]
            end = begin

    def mentions_in(self, start: int, end: int) -> Sequence[SchoolMention]:
        """School mentions that lie inside the span."""
        starts = self.mention_starts
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:
            return ()
        inside = self.mentions[low : bisect_left(starts, end, low)]
        return [mention for mention in inside if mention.end <= end]

    def inside_mention(self, offset: int) -> bool:
        """Whether a school's name covers the offset."""
        index = bisect_right(self.mention_starts, offset) - 1
        return index >= 0 and offset < self.mentions[index].end

    def begins_word(self, offset: int) -> bool:
        """Whether a word of the segmenter or a school's name begins at the offset."""
        index = bisect_left(self.mention_starts, offset)
        if index < len(self.mention_starts) and self.mention_starts[index] == offset:
            return True
        index = bisect_left(self.token_starts, offset)
        return index < len(self.token_starts) and self.token_starts[index] == offset

    def tokens_in(self, start: int, end: int) -> Sequence[Word]:
        """The segmenter's words that begin inside the span."""
        low = bisect_left(self.token_starts, start)
        return self.tokens[low : bisect_left(self.token_starts, end, low)]

    def chain_before(self, end: int) -> Chain:
        """The row of members that ends at `end`."""
        text = self.text
        floor = max(0, end - LONGEST_MEMBER * MOST_MEMBERS)
        position = floor
        depth_marks: list[str] = []
        stops: list[int] = []
        last_stop = end
        for mark in self.marks_before(floor, end):
            character = text[mark]
            if not depth_marks and last_stop - mark > LONGEST_MEMBER:
                position = last_stop - LONGEST_MEMBER
                break
            if character in OPENING:
                depth_marks.append(OPENING[character])
            elif depth_marks:
                if character == depth_marks[-1]:
                    depth_marks.pop()
                    if character == "“" and mark > 0 and text[mark - 1] == "”":
                        stops.append(mark)
                        last_stop = mark
            elif (
                character == "、"
                and text[mark - 1] in ITEM_NUMBER_ENDS
                and ITEM_NUMBER.search(text, max(0, mark - 4), mark) is not None
            ):
                # 2、完成A等5所学校: the number of an item at the beginning of a line
                position = mark + 1
                break
            elif character == "、" or (character in "，," and text.startswith(ALSO, mark + 1)):
                # A、B,以及C等30个项目
                stops.append(mark)
                last_stop = mark
            else:
                position = mark + 1
                break
        if text.find("等", position, end) >= 0:
            for match in EARLIER_COUNT.finditer(text, position, end):
                position = match.end()
        borders = [position, *[stop for stop in reversed(stops) if stop >= position], end]
        members = []
        for left, right in pairwise(borders):
            start = left + 1 if left != position and text[left] in "、，," else left
            if text.startswith(ALSO, start, right):
                start += LENGTH_OF_ALSO
            members.append(strip(text, start, right))
        return Chain(
            tuple([m for m in members if m[1] > m[0]]), position == 0 or text[position - 1] in ":：（(“"
        )

    def chain_after(self, start: int, closing: str | None) -> Chain:
        """The row of members that begins at `start`, up to the closing bracket or the end of the clause."""
        text = self.text
        position = min(len(text), start + LONGEST_MEMBER * MOST_MEMBERS)
        depth_marks: list[str] = []
        stops: list[int] = []
        for match in MARK.finditer(text, start, position):
            mark, character = match.start(), match[0]
            if not depth_marks and closing is None and character in "，," and text.startswith(ALSO, mark + 1):
                # A、B,以及拆除重建的C
                stops.append(mark)
                continue
            if not depth_marks and (
                character == closing or (closing is None and character in "。;；\n，,") or character == "\n"
            ):
                position = mark
                break
            if character in CLOSING:
                depth_marks.append(CLOSING[character])
            elif depth_marks:
                if character == depth_marks[-1]:
                    depth_marks.pop()
            elif character == "、" or (closing is not None and character in "，,;；"):
                stops.append(mark)
        borders = [start - 1, *stops, position]
        members = [strip(text, left + 1, right) for left, right in pairwise(borders)]
        members = [(a + LENGTH_OF_ALSO if text.startswith(ALSO, a, b) else a, b) for a, b in members]
        return Chain(tuple(m for m in members if m[1] > m[0]), True)

    def split_joined(self, chain: Chain, *, stated: int | None) -> Chain:
        """The last member cut at 和 or 及 where the count, or two schools, say that it is two."""
        if not chain.members:
            return chain
        start, end = chain.members[-1]
        if JOINER_CHARACTER.search(self.text, start + 1, end - 1) is None:
            return chain
        cuts = [
            token for token in self.tokens_in(start + 1, end - 1)
            if self.text[token.start : token.end] in JOINERS and start < token.start and token.end < end
        ]  # fmt: skip
        if not cuts:
            return chain
        cut = next((c for c in cuts if self.text[c.start : c.end] not in ("与", "或")), cuts[0])
        halves = (strip(self.text, start, cut.start), strip(self.text, cut.end, end))
        schools = all(self.mentions_in(*half) for half in halves)
        plain = self.text[cut.start : cut.end] not in ("与", "或")
        count = len(chain.members)
        wanted = stated == count + 1 or (stated is None and len(chain.members) > 1 and plain) or schools
        wanted = wanted or (stated is not None and stated > count + 1 and plain)
        if not wanted or (stated == count and not schools):
            return chain
        return Chain((*chain.members[:-1], *halves), chain.edge)

    def split_all(self, chain: Chain, *, stated: int) -> Chain:
        """A和B、C、D和E of five: every member cut at 和 between two schools, where the count says so."""
        members: list[tuple[int, int]] = []
        for start, end in chain.members:
            schools = self.mentions_in(start, end)
            cut = next(
                (
                    left.end + joint.start()
                    for left, right in pairwise(schools)
                    if (joint := SCHOOL_JOINT.search(self.text[left.end : right.start])) is not None
                ),
                None,
            )
            if cut is None:
                members.append((start, end))
            else:
                members += [strip(self.text, start, cut), strip(self.text, cut + 1, end)]
        return Chain(tuple(members), chain.edge) if len(members) == stated else chain

    def _leads(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """新建、改扩建A、B等9所: a deed alone, beside a member that begins with a deed."""
        if not is_deed(self.text[slice(*first)]):
            return False
        tokens = self.tokens_in(*second)
        return len(tokens) > 1 and is_deed(self.text[tokens[0].start : tokens[0].end])

    def trim_first(self, chain: Chain) -> Chain:
        """The first member without the verb and the adverbials that lead to the enumeration."""
        if not chain.members:
            return chain
        while len(chain.members) > 1 and self._leads(*chain.members[:2]):
            chain = Chain(chain.members[1:], chain.edge)
        start, end = chain.members[0]
        inside = self.mentions_in(start, end)
        if inside:
            return Chain(((inside[0].start, end), *chain.members[1:]), chain.edge)
        if (time := LEADING_TIME.match(self.text, start, end)) is not None:
            start = time.end()
        cut = start
        depth = 0
        for token in self.tokens_in(start, end):
            if end - token.end < 2 or (chain.edge and cut != token.start):
                break
            word = self.text[token.start : token.end]
            if len(word) == 1:
                depth += (word in CLOSING) - (word in OPENING)
                if word in "不未非无与和及":
                    continue
            if depth or self.text[token.end] in "(（":
                continue
            class_ = word_class(word, token.pos)
            if class_ in LEADING or (class_ == "verb" and len(word) > 1):
                cut = token.end
        return Chain((strip(self.text, cut, end), *chain.members[1:]), chain.edge)

    def tail(self, end: int) -> int:
        """Where the noun after the count ends: 10所公办园, 8个项目."""
        match = TAIL.match(self.text, end)
        limit = match.end() if match else end
        position = end
        for token in self.tokens_in(end, limit):
            word = self.text[token.start : token.end]
            class_ = word_class(word, token.pos)
            if token.end > limit or class_ == "verb" or class_ in LEADING:
                break
            position = token.end
        return position


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
