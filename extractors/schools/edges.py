"""Where a school's name begins: every possible left edge is scored, the best one wins.

    力争南湖新城规划小学 -> 南湖新城规划小学      安排瓯海区实验小学 -> 瓯海区实验小学

Start at `find_edge`. The weights are data (`lexicons/school_edges.toml`); what follows the name, and whether
it names a school at all, is decided in `mentions`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from typing import Final

import msgspec

from extractors.lexicons import load
from extractors.places import is_city, place_level
from extractors.positions import starts_of
from extractors.records import Word
from extractors.schools.evidence import HARD, RANKS, STOP, is_deed, is_part, word_class
from extractors.schools.pieces import (
    PLACING,
    Piece,
    cut_place,
    first_particles,
    join_villages,
    join_words,
    mark_fragments,
    name_particles,
    split_new,
)
from extractors.segmentation import segmenter

REACH: Final = 14
"""How many words back a name can begin; the longest seen have nine."""
LONG: Final = 12
"""Characters before the type's words from which on length speaks against a name."""


LOOSE: Final = frozenset(
    {
        "act",
        "adjective",
        "noun",
        "verb",
        "generic",
        "adverb",
        "other",
        "proper",
        "unknown",
        "direction",
        "rank",
    }
)
"""Classes of words that may be halves of a place the segmenter does not know."""
GLUED: Final = frozenset("和与及以赴受对向将把在从到为被让给于的了等并按现有如是由原")
"""Particles that the segmenter glues to a name it does not know."""
FIRST_ONLY: Final = frozenset("以赴受将把为被让给了等有如是由原")
"""Of these a verb or a list may well begin behind 、 too."""
INSTITUTES: Final = frozenset({"研究院", "研究所", "研究中心", "研究会"})
PLOTS: Final = frozenset({"地块", "单元", "号地块", "片区"})
OURS: Final = ("我", "全", "本", "该", "各")
TOWARDS: Final = frozenset({"东至", "西至", "南至", "北至"})
ITEM: Final = re.compile("[0-9０-９]{1,2}")
SETTLED: Final = frozenset(
    {
        "town",
        "doubtful_town",
        "proper",
        "part",
        "direction",
        "verb",
        "verbnoun",
        "adjective",
        "adverb",
        "measure",
        "act",
        "ordinal",
    }
)
"""Classes that no neighbour changes, but for the words of `WATCHED`."""
WATCHED: Final = TOWARDS | HARD | {"科学", "·", "•", "配建", "纪念", "#"}
COMMON: Final = frozenset({"noun", "verbnoun", "verb", "generic", "adjective"})
PHASE: Final = re.compile(r"[一二三四五六七]期")


class Edge(msgspec.Struct, frozen=True, gc=False):
    """The best left edge: the pieces inside the name, the class before it, how sure it is (0 to 1)."""

    start: int
    inside: tuple[Piece, ...]
    before: str
    confidence: float


class Weights(msgspec.Struct, frozen=True):
    """The fitted weights."""

    inside: dict[str, float]
    first: dict[str, float]
    before: dict[str, float]
    document: dict[str, float]


@cache
def read_weights() -> Weights:
    """The weights of `lexicons/school_edges.toml`, once per process."""
    return msgspec.convert(load("school_edges"), Weights)


class Tokens:
    """The segmenter's words with a fast way from an offset to its word."""

    def __init__(self, text: str, tokens: Sequence[Word]) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = starts_of(tokens)

    def at(self, offset: int) -> int:
        """Index of the word that covers the offset."""
        return bisect_right(self.starts, offset) - 1

    def pieces_before(self, offset: int, floor: int) -> tuple[list[Piece], str]:
        """The words that could stand in a name ending at `offset`, in text order, and what stops them."""
        pieces: list[Piece] = []
        stop = STOP
        index = self.at(offset - 1) if offset > 0 else -1
        while index >= 0 and len(pieces) < REACH:
            token = self.tokens[index]
            if token.end <= floor:
                break
            start = token.start if token.start > floor else floor
            end = token.end if token.end < offset else offset
            word = self.text[start:end]
            class_ = word_class(word, token.pos)
            if class_ in SETTLED and word not in WATCHED:
                pieces.append(Piece(start, end, class_))
                index -= 1
                continue
            if class_ == STOP and word not in WATCHED:
                break
            if class_ == "function" and PHASE.fullmatch(word) and self._stands_behind_place(index):
                # 桃源村三期学校
                class_ = "part"
            elif word == "科学" and pieces and pieces[-1].class_ in ("noun", "part"):
                # 教育科学研究院; 科学布局 is the adverb
                class_ = "part"
            elif word in ("·", "•") and pieces and self._joins_words(index):
                # 平安地·尚宁庄幼儿园
                class_ = "other"
            elif word == "配建" and not pieces and end == offset and self._stands_behind_place(index):
                # 润兰之城配建学校: as 配套
                class_ = "generic"
            elif class_ == "deed" and pieces and self._is(pieces[-1], INSTITUTES):
                # 教育发展研究院
                class_ = "part"
            elif class_ == "number" and pieces and self._is(pieces[-1], PLOTS):
                # 02地块配套幼儿园
                class_ = "code"
            elif word == "纪念" and not pieces and end == offset:
                # 中山纪念小学
                class_ = "part"
            elif pieces and ITEM.fullmatch(word) and self.text[max(0, start - 1) : start] in ("", "\n"):
                # 6沙田镇第一小学: the number of an item at the beginning of a line
                break
            elif class_ == "rank" and self.text[start - 1 : start] in OURS:
                # 我|县|第一中学
                class_ = "function"
            elif word in TOWARDS and self.text[start - 1 : start] in ("，", ",", "、"):
                # ,东至江北外国语学校: the border of a site, not the county
                class_ = "function"
            elif pieces and end - start > 1 and word[-1] in "局厅" and class_ in ("unknown", "noun", "other"):
                # 住建局|洛阳外国语学校: an organ ends before the name
                class_ = "function"
            elif word == "#" and pieces and self.text[start - 1 : start].isalnum():
                # D3-1#地块
                class_ = "code"
            if class_ == STOP or class_ == "function" or word in HARD:
                stop = "particle" if word in HARD else class_
                break
            if (
                class_ == "number"
                and pieces
                and word[-1].isdigit()
                and (pieces[-1].end - pieces[-1].start == 1 or self.text[pieces[-1].start] in "所个家")
                and not self._is(pieces[-1], PLOTS)
            ):
                # 2栋乡镇中学: a number and its measure word, whether the dictionary knows it or not
                pieces.pop()
                stop = "measure"
                break
            if class_ == "county" and end - start > 2 and is_deed(word[:-1]) and word[-1] in RANKS:
                # 新建县一中: the segmenter's 新建县 is a deed and a rank
                pieces += [Piece(end - 1, end, "rank"), Piece(start, end - 1, "deed")]
            elif (
                class_ == "unknown"
                and token.end > end
                and segmenter().has_word(self.text[token.start : token.end])
            ):
                # 对外经济贸易(大学): part of one word of the dictionary
                pieces.append(Piece(start, end, "proper"))
            elif class_ == "unknown" and end - start > 1 and HARD.intersection((word[0], word[-1])):
                if word[0] in HARD:
                    pieces.append(Piece(start + 1, end, word_class(word[1:], token.pos)))
                stop = "particle"
                break
            elif class_ in ("unknown", "generic") and self._is_building(start, end, index):
                # 将, 建崇化(中学): the segmenter's word has a deed for its first character
                pieces += [Piece(start + 1, end, "unknown"), Piece(start, start + 1, "deed")]
            elif (
                class_ == "unknown" and word[0] in GLUED and end - start > 1
                and (word[0] in FIRST_ONLY or self.text[start - 1 : start] != "、")
            ):  # fmt: skip
                # 和鹏谢小学: a made-up word that begins with a conjunction; none stands behind 、
                rest = word_class(word[1:], token.pos)
                pieces += [Piece(start + 1, end, rest), Piece(start, start + 1, "particle")]
            elif class_ == "unknown" and word[-1] in GLUED and end - start > 1:
                pieces += [Piece(end - 1, end, "particle"), Piece(start, end - 1, "other")]
            else:
                pieces.append(Piece(start, end, class_))
            index -= 1
        if not pieces:
            return pieces, stop
        pieces.reverse()
        if pieces[0].start == floor > 0 and self.text[floor] in "和与及":
            # 北校区和新邗沟中学: right behind a school stands a conjunction, whatever the segmenter says
            first = pieces[0]
            whole = first.end - first.start > 1
            rest = "rank" if first.class_ == "county" and first.end - first.start == 2 else "unknown"
            if not whole or first.class_ == "unknown" or rest == "rank":
                # 和县|职校 behind a school is no county
                pieces[:1] = [Piece(floor + 1, first.end, rest)] if whole else []
                stop = "particle"
        pieces = join_words(self.text, first_particles(self.text, pieces))
        joined = _join_places(self.text, split_new(self.text, pieces))
        for index in range(len(joined) - 1, 0, -1):
            alone = index == 1 or joined[index - 2].class_ != "county"
            road = index + 1 < len(joined) and self.text[joined[index + 1].end - 1] in "路街道"
            if alone and not road and self._leaves_county(joined[index - 1], joined[index]):
                # 位于崂山区青岛二中以北: the city's school lies in the county, it is not named after it
                joined, stop = joined[index:], "function"
                break
        if joined and joined[-1].end == offset:
            joined = name_particles(self.text, joined)
        return mark_fragments(join_villages(self.text, joined)), stop

    def _leaves_county(self, first: Piece, second: Piece) -> bool:
        """Whether a county is followed by a province or a city that no town shares its name with."""
        if first.class_ != "county" or second.class_ != "county":
            return False
        if self.text[first.start : first.end] == self.text[second.start : second.end]:
            # 东海县|东海县青湖镇: a column of a table printed without a gap
            return True
        inner = place_level(self.text[first.start : first.end])
        return inner == "县" and is_city(self.text[second.start : second.end])

    def _is_building(self, start: int, end: int, index: int) -> bool:
        """Whether a made-up word is 建 or 迁 with a name, behind 将 or 拟."""
        if end - start < 3 or self.text[start] not in "建迁扩改办" or index == 0:
            return False
        token = self.tokens[index - 1]
        made_up = not segmenter().has_word(self.text[start:end])
        return made_up and self.text[token.start : token.end] in ("将", "拟", "重", "续", "已")

    def _is(self, piece: Piece, words: frozenset[str]) -> bool:
        return self.text[piece.start : piece.end] in words

    def _joins_words(self, index: int) -> bool:
        """Whether the words on both sides of a dot are Chinese and printed without a gap."""
        left, right = self.text[self.tokens[index].start - 1], self.text[self.tokens[index].end]
        return index > 0 and "\u3400" <= left <= "\u9fff" and "\u3400" <= right <= "\u9fff"

    def _stands_behind_place(self, index: int) -> bool:
        """Whether the word before is one that an estate is named with, printed without a gap."""
        if index == 0 or self.tokens[index - 1].end != self.tokens[index].start:
            return False
        token = self.tokens[index - 1]
        word = self.text[token.start : token.end]
        return PHASE.fullmatch(word) is not None or word_class(word, token.pos) in PLACING


def _join_places(text: str, pieces: list[Piece]) -> list[Piece]:
    """鳌, 江镇 -> 鳌江镇: a place that the segmenter does not know and cuts."""
    joined: list[Piece] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        for last in (index + 2, index + 1) if piece.class_ in LOOSE else ():
            if last < len(pieces) and pieces[last].end - piece.start <= 4:
                level = place_level(text[piece.start : pieces[last].end])
                if (
                    level is not None
                    and not is_part(text[piece.start : pieces[last].end])
                    and all(other.class_ in LOOSE for other in pieces[index : last + 1])
                ):
                    piece = Piece(piece.start, pieces[last].end, "town" if level == "镇" else "county")
                    index = last
                    break
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if after is not None and (level := cut_place(text, pieces, index, piece, after)) is not None:
            piece = Piece(piece.start, after.end, "town" if level == "镇" else "county")
            index += 1
            after = pieces[index + 1] if index + 1 < len(pieces) else None
        if (
            after is not None and text[piece.start] in GLUED and 3 <= after.end - piece.start <= 5
            and piece.end - piece.start == 2
            and (level := place_level(text[piece.start + 1 : after.end])) is not None
        ):  # fmt: skip
            # 向东, 源 -> 向, 东源
            joined.append(Piece(piece.start, piece.start + 1, "particle"))
            piece = Piece(piece.start + 1, after.end, "town" if level == "镇" else "county")
            index += 1
        joined.append(piece)
        index += 1
    return joined


def find_edge(tokens: Tokens, head: int, *, floor: int, bonus: Callable[[int], float] | None = None) -> Edge:
    """The best left edge of a name whose type's words begin at `head`; never before `floor`."""
    weights = read_weights()
    inside_of, before_of = weights.inside, weights.before
    first_of = weights.first
    pieces, stop = tokens.pieces_before(head, floor)
    number = len(pieces)
    classes = [piece.class_ for piece in pieces]
    # from the shortest name (nothing before the type's words) to the longest
    scores = [before_of.get(classes[-1] if classes else stop, 0.0)]
    inside, behind = 0.0, ""
    for index in range(number - 1, -1, -1):
        class_ = classes[index]
        inside += inside_of.get(class_, 0.0)
        if behind == "county" and class_ in COMMON:
            # 好消息石阳小学: a place does not follow a common noun within a name
            inside += weights.document["noun_before_place"]
        before = classes[index - 1] if index else stop
        score = inside + first_of.get(class_, 0.0) + before_of.get(before, 0.0)
        length = head - pieces[index].start
        if length > LONG:
            score += weights.document["length"] * (length - LONG)
        scores.append(score)
        behind = class_
    if bonus is not None:
        starts = [head, *[piece.start for piece in reversed(pieces)]]
        scores = [score + bonus(start) for score, start in zip(scores, starts, strict=True)]
    top = max(scores)
    best = scores.index(top)
    del scores[best]
    margin = top - max(scores) if scores else 4.0
    chosen = tuple(pieces[number - best :])
    before = classes[number - best - 1] if best < number else stop
    return Edge(chosen[0].start if chosen else head, chosen, before, 1.0 / (1.0 + exp(-margin)))
