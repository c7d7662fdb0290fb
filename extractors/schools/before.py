"""The words before a type's words, read leftwards until one cannot stand in a name, each with its class.

    力争|南湖|新城|规划(小学) -> 力争 deed, 南湖 county, 新城 part, 规划 part

Start at `Tokens.pieces_before`. A word's class comes from `evidence`; here it is changed by its neighbours
and cut where the segmenter glued it; `pieces` mends what stands side by side. `edges` weighs the outcome.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

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
LOOSE: Final = frozenset(
    {"act", "adjective", "noun", "verb", "generic", "adverb", "other", "proper", "unknown", "direction",
     "rank"}
)  # fmt: skip
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
    {"town", "doubtful_town", "proper", "part", "direction", "verb", "verbnoun", "adjective", "adverb",
     "measure", "act", "ordinal"}
)  # fmt: skip
"""Classes that no neighbour changes, but for the words of `WATCHED`."""
DOTS: Final = frozenset("·•")
WATCHED: Final = TOWARDS | HARD | DOTS | {"科学", "配建", "纪念", "#"}
PHASE: Final = re.compile(r"[一二三四五六七]期")


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
            read = Piece(start, end, class_)
            class_ = self._class_here(read, word, index, pieces, offset)
            if class_ in (STOP, "function") or word in HARD:
                stop = "particle" if word in HARD else class_
                break
            if class_ == "number" and self._counts(word, pieces):
                # 2栋乡镇中学: a number and its measure word, whether the dictionary knows it or not
                pieces.pop()
                stop = "measure"
                break
            cut, last = self._cut(Piece(start, end, class_), word, index)
            pieces += cut
            if last is not None:
                stop = last
                break
            index -= 1
        if not pieces:
            return pieces, stop
        pieces.reverse()
        return self._mend(pieces, stop, offset, floor)

    def _class_here(self, read: Piece, word: str, index: int, pieces: list[Piece], offset: int) -> str:
        """The word's class where its neighbours change it, else its own; STOP where no name goes on."""
        class_ = read.class_
        behind = pieces[-1] if pieces else None
        if behind is None:
            return self._class_before_type(read, word, index, offset)
        before = self.text[max(0, read.start - 1) : read.start]
        if class_ == "function" and PHASE.fullmatch(word) and self._stands_behind_place(index):
            # 桃源村三期学校
            return "part"
        if word == "科学" and behind.class_ in ("noun", "part"):
            # 教育科学研究院; 科学布局 is the adverb
            return "part"
        if word in DOTS and self._joins_words(index):
            # 平安地·尚宁庄幼儿园
            return "other"
        if class_ == "deed" and self._is(behind, INSTITUTES):
            # 教育发展研究院
            return "part"
        if class_ == "number" and self._is(behind, PLOTS):
            # 02地块配套幼儿园
            return "code"
        if ITEM.fullmatch(word) and before in ("", "\n"):
            # 6沙田镇第一小学: the number of an item at the beginning of a line
            return STOP
        if class_ == "rank" and before in OURS:
            # 我|县|第一中学
            return "function"
        if word in TOWARDS and before in ("，", ",", "、"):
            # ,东至江北外国语学校: the border of a site, not the county
            return "function"
        if len(word) > 1 and word[-1] in "局厅" and class_ in ("unknown", "noun", "other"):
            # 住建局|洛阳外国语学校: an organ ends before the name
            return "function"
        if word == "#" and before.isalnum():
            # D3-1#地块
            return "code"
        return class_

    def _class_before_type(self, read: Piece, word: str, index: int, offset: int) -> str:
        """The class of the word right before the type's words, or of the first one read."""
        adjoining = read.end == offset
        before = self.text[max(0, read.start - 1) : read.start]
        if read.class_ == "function" and PHASE.fullmatch(word) and self._stands_behind_place(index):
            return "part"
        if word == "配建" and adjoining and self._stands_behind_place(index):
            # 润兰之城配建学校: as 配套
            return "generic"
        if word == "纪念" and adjoining:
            # 中山纪念小学
            return "part"
        if (read.class_ == "rank" and before in OURS) or (word in TOWARDS and before in ("，", ",", "、")):
            # 我|县|(中学)
            return "function"
        return read.class_

    def _counts(self, word: str, pieces: list[Piece]) -> bool:
        """Whether a number stands before a measure word."""
        if not pieces or not word[-1].isdigit() or self._is(pieces[-1], PLOTS):
            return False
        behind = pieces[-1]
        return behind.end - behind.start == 1 or self.text[behind.start] in "所个家"

    def _cut(self, read: Piece, word: str, index: int) -> tuple[list[Piece], str | None]:
        """The word, or what it is glued from, the last part first; and what stops the name there."""
        start, end, class_ = read.start, read.end, read.class_
        token = self.tokens[index]
        if class_ == "county" and end - start > 2 and is_deed(word[:-1]) and word[-1] in RANKS:
            # 新建县一中: the segmenter's 新建县 is a deed and a rank
            return [Piece(end - 1, end, "rank"), Piece(start, end - 1, "deed")], None
        if class_ in ("unknown", "generic") and self._is_building(start, end, index):
            # 将, 建崇化(中学): the segmenter's word has a deed for its first character
            return [Piece(start + 1, end, "unknown"), Piece(start, start + 1, "deed")], None
        if class_ != "unknown":
            return [read], None
        if token.end > end and segmenter().has_word(self.text[token.start : token.end]):
            # 对外经济贸易(大学): part of one word of the dictionary
            return [Piece(start, end, "proper")], None
        if end - start == 1:
            return [read], None
        if HARD.intersection((word[0], word[-1])):
            rest = [Piece(start + 1, end, word_class(word[1:], token.pos))] if word[0] in HARD else []
            return rest, "particle"
        if word[0] in GLUED and (word[0] in FIRST_ONLY or self.text[start - 1 : start] != "、"):
            # 和鹏谢小学: a made-up word that begins with a conjunction; none stands behind 、
            rest = [Piece(start + 1, end, word_class(word[1:], token.pos))]
            return [*rest, Piece(start, start + 1, "particle")], None
        if word[-1] in GLUED:
            return [Piece(end - 1, end, "particle"), Piece(start, end - 1, "other")], None
        return [read], None

    def _mend(self, pieces: list[Piece], stop: str, offset: int, floor: int) -> tuple[list[Piece], str]:
        """The pieces in text order with what was cut wrong joined, and what stops them."""
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
