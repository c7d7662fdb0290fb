"""Words that the segmenter cut wrong, because a name has a character that is a word elsewhere.

    于, 洪(分校) -> 于洪        天, 和(学校) -> 天和        大, 庄(中心校) -> 大庄

Each function takes the pieces before a type's words and gives them back mended; `edges` weighs them.
"""

from __future__ import annotations

from typing import Final

import msgspec

from extractors.places import place_level
from extractors.schools.evidence import RANKS, is_deed

FRAGMENTS: Final = frozenset(
    {"act", "adjective", "noun", "verb", "verbnoun", "generic", "adverb", "number", "other"}
)
"""Classes whose single characters side by side are the remains of an unknown name."""
PLACING: Final = frozenset(
    {"county", "town", "doubtful_town", "proper", "unknown", "fragment", "part", "direction"}
)
"""Words of the place a school, a branch or an estate is named after."""
NAMING_PARTICLES: Final = frozenset("和同于地")
"""Particles that names are made with: 天和, 润和, 于家, 金地."""
ADVERBS: Final = frozenset("都尚也还又就才已曾均正")
"""Adverbs stand before verbs: right before the type's words they are part of a name (民生尚都小学)."""
VILLAGE_LETTERS: Final = frozenset("庄屯寨堡坪湾岭沟塘埠营铺集店坊墩垸圩垟坞墟")
VILLAGE_MARKS: Final = VILLAGE_LETTERS | frozenset("小大")
"""Characters without which nothing joins to a village or to a small one."""
UNKNOWN: Final = frozenset({"unknown", "town", "proper", "fragment"})
FOUNDED: Final = frozenset({"举办", "创办", "兴办", "承办", "领办"})
NEW: Final = frozenset("新改扩迁")
NEW_DEEDS: Final = frozenset({"新建", "新办", "新设", "新开", "改建", "改办", "扩建", "迁建"})
ZONES: Final = frozenset(
    {"安置", "发展", "开发", "示范", "试验", "实验", "风景", "度假", "保税", "工业", "产业",
     "集聚", "合作", "管理", "旅游"}
)  # fmt: skip
"""What zones are named with: 经济开发区, 高家安置区."""
CITIES_OF: Final = frozenset({"创新", "科教", "科学", "大学", "职教", "教育", "高教", "智慧", "生态"})
"""What new districts are named with: 科创新城, 科教城."""
ROADS: Final = frozenset("路街巷")
SHORTENED: Final = frozenset({"act", "adjective", "generic"})
VILLAGE_FIRST: Final = frozenset({"generic", "adjective", "noun", "verb", "other", "adverb"})


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A word to the left of the type's words, with its class of evidence."""

    start: int
    end: int
    class_: str


def name_particles(text: str, pieces: list[Piece]) -> list[Piece]:
    """天和(学校), 尚都(小学): what would be a conjunction or an adverb, right before the type's words."""
    last = len(pieces) - 1
    if last == 1 and all(text[piece.start : piece.end] in NAMING_PARTICLES for piece in pieces):
        # 同和(中学): two particles with nothing before them
        return [Piece(piece.start, piece.end, "fragment") for piece in pieces]
    if (
        last > 0
        and text[pieces[last].start : pieces[last].end] in NAMING_PARTICLES
        and pieces[last - 1].end - pieces[last - 1].start == 1
        and pieces[last - 1].class_ not in ("number", "act", "rank", "particle")
    ):
        return [*pieces[: last - 1], *(Piece(p.start, p.end, "fragment") for p in pieces[last - 1 :])]
    first = last
    while first >= 0 and text[pieces[first].start : pieces[first].end] in ADVERBS:
        first -= 1
    if first == last:
        return pieces
    return [*pieces[: first + 1], *(Piece(p.start, p.end, "fragment") for p in pieces[first + 1 :])]


def first_particles(text: str, pieces: list[Piece]) -> list[Piece]:
    """和, 风路(规划小学): no conjunction stands at the beginning of a line or right behind a verb."""
    if not pieces or text.find("和", pieces[0].start, pieces[-1].end) < 0:
        return pieces
    mended = list(pieces)
    spans = [(piece.start, piece.end) for piece in pieces]
    for index, piece in enumerate(pieces[:-1]):
        if text[piece.start : piece.end] != "和":
            continue
        begins = index == 0 and text[max(0, piece.start - 1) : piece.start] in ("", "\n", "、", "：", ":")
        if begins or (index > 0 and text[slice(*spans[index - 1])] in FOUNDED):
            mended[index] = Piece(piece.start, piece.end, "fragment")
    return mended


def split_new(text: str, pieces: list[Piece]) -> list[Piece]:
    """新, 建国, 瑞 -> 新建, 国瑞: a deed cut by a word of the dictionary that leaves a single character."""
    if not pieces or NEW.isdisjoint(text[pieces[0].start : pieces[-1].end]):
        return pieces
    for index in range(len(pieces) - 2):
        first, second, third = pieces[index : index + 3]
        if (
            text[first.start : first.end] in NEW and second.end - second.start == 2
            and text[first.start : second.start + 1] in NEW_DEEDS
            and third.end - third.start == 1 and third.class_ not in ("part", "rank", "particle")
        ):  # fmt: skip
            deed = Piece(first.start, second.start + 1, "deed")
            return [
                *pieces[:index],
                deed,
                Piece(second.start + 1, third.end, "unknown"),
                *pieces[index + 3 :],
            ]
    return pieces


def join_words(text: str, pieces: list[Piece]) -> list[Piece]:
    """What is one word to a reader, though the segmenter cuts it: 安置|区, 新建|路, 四|轨制, 建|好."""
    joined: list[Piece] = pieces[:1]
    for piece in pieces[1:]:
        word = text[piece.start : piece.end]
        before = joined[-1]
        last = text[before.start : before.end]
        if word[0] == "区" and last in ZONES and (len(word) == 1 or piece.class_ == "unknown"):
            # 开发|区 is no deed, 发展|区柳沟 a zone and a village
            joined[-1] = Piece(before.start, piece.start + 1, "part")
            if len(word) > 1:
                joined.append(Piece(piece.start + 1, piece.end, "unknown"))
        elif word[0] == "城" and last in CITIES_OF and (len(word) == 1 or piece.class_ == "unknown"):
            # 科|创新|城, 科|创新|城校区: a district of science
            joined[-1] = Piece(before.start, piece.end, "part")
        elif word == "轨制":
            # 四|轨制, 办四|轨制
            joined[-1] = Piece(before.start, piece.end, "generic")
        elif word in ROADS and before.class_ in ("deed", "verb") and len(last) == 2:
            # 新建路(小学): no name begins with 路
            joined[-1] = Piece(before.start, piece.end, "unknown")
        elif len(word) == len(last) == 1 and is_deed(last + word):
            joined[-1] = Piece(before.start, piece.end, "deed")
        elif last == "希望" and piece.class_ in ("county", "town", "unknown"):
            # 希望北垣小学加快建设: somebody hopes
            joined[-1:] = [Piece(before.start, before.end, "verb"), piece]
        else:
            joined.append(piece)
    return joined


def join_villages(text: str, pieces: list[Piece]) -> list[Piece]:
    """大, 庄 -> 大庄: a word of one character before the letter that villages end in."""
    if not pieces or VILLAGE_MARKS.isdisjoint(text[pieces[0].start : pieces[-1].end]):
        return pieces
    joined: list[Piece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if (
            before is not None and text[before.start : before.end] in ("小", "大")
            and (
                piece.class_ in ("proper", "town", "county", "unknown")
                or (piece.class_ == "noun" and text.startswith("幼儿园", piece.end))
            )
        ):  # fmt: skip
            # 小金星幼儿园, 小浪花幼儿园
            joined[-1:] = [Piece(before.start, before.end, "fragment"), piece]
        elif (
            before is not None and piece.class_ == "part" and before.class_ in VILLAGE_FIRST
            and before.end - before.start == piece.end - piece.start == 1
            and text[piece.start] in VILLAGE_LETTERS
        ):  # fmt: skip
            joined[-1] = Piece(before.start, piece.end, "fragment")
        elif (
            before is not None and before.class_ in UNKNOWN and piece.class_ in VILLAGE_FIRST
            and piece.end - piece.start == 1 and text[piece.start] in VILLAGE_LETTERS
        ):  # fmt: skip
            # 官士, 墩
            joined.append(Piece(piece.start, piece.end, "part"))
        else:
            joined.append(piece)
    return joined


def cut_place(text: str, pieces: list[Piece], index: int, piece: Piece, after: Piece) -> str | None:
    """于, 洪 -> 于洪; 中, 和 -> 中和; 坪, 山区 -> 坪山区: the level of a place that was cut, else None."""
    whole = text[piece.start : after.end]
    if piece.end - piece.start == 1 and piece.class_ in SHORTENED and after.class_ in ("town", "county"):
        # 新, 军屯 -> 新军屯: the gazetteer knows the longer one
        return place_level(whole) if len(whole) >= 3 else None
    if len(whole) == 3 and piece.class_ == "part" and len(text[piece.start : piece.end]) == 1:
        return place_level(whole) if whole[-1] in RANKS and place_level(whole) != "镇" else None
    if len(whole) != 2 or "particle" not in (piece.class_, after.class_):
        return None
    inner = index + 2 < len(pieces) and pieces[index + 2].class_ == "part"
    if after.class_ == "particle" and (
        (after.end != pieces[-1].end and not inner)
        or (index > 0 and pieces[index - 1].class_ in ("number", "county"))
    ):
        # 一, 中, 和: the particle stands behind a name
        return None
    if whole[-1] in RANKS or piece.class_ == after.class_:
        return None
    return place_level(whole)


def mark_fragments(pieces: list[Piece]) -> list[Piece]:
    """Single characters side by side are what the segmenter leaves of a name it does not know (龙、新)."""
    if len(pieces) < 2:
        return pieces
    single = [piece.end - piece.start == 1 and piece.class_ in FRAGMENTS for piece in pieces]
    marked = []
    for index, piece in enumerate(pieces):
        class_ = piece.class_
        behind = pieces[index + 1] if index + 1 < len(pieces) else None
        if class_ == "verb" and (behind is not None or index > 0) and piece.end - piece.start == 1:
            # 望, 湖路 | 伏, 龙湖 | 五里, 铺: no deed of official prose, the beginning of a name
            class_ = "fragment"
        elif single[index] and True in (*single[index - 1 : index], *single[index + 1 : index + 2]):
            class_ = "fragment"
        elif class_ == "measure" and (index == 0 or pieces[index - 1].class_ != "number"):
            # 三黄屿片, 张槎: no number stands before it
            class_ = "noun"
        marked.append(piece if class_ == piece.class_ else Piece(piece.start, piece.end, class_))
    return marked
