"""Passages on the same matter side by side, where the words became stronger or weaker.

“项目经费和生均项目经费均实现较大增长” and a year later “项目经费和生均项目经费均实现增长”: the same
clause without 较大. Every clause of a plan is set beside the most alike clause of the plan before it, and
of the review in front of it; only pairs that share most of their letters and differ in a word of strength,
in the strength of the promise, or by a step of recognition are kept.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from pipeline.compare.clauses import MARKS, Clause, grams_of
from pipeline.compare.promises import Volume, modality_of
from pipeline.compare.records import Ambition, DeedPoint, DeedVerdict, Difference, Record, WordingPair
from pipeline.compare.rubric import verdict_name
from pipeline.compare.wordings import any_of

STRENGTH: Final = Path(__file__).with_name("strength.toml")
LEAST_LETTERS: Final = 9
ALIKE: Final = 0.62
# Two passages that both tell a step of recognition may differ more: the step itself is in the words.
ALIKE_STEPS: Final = 0.4
# Pairs of letters that stand in more clauses than this tell nothing.
COMMON: Final = 40
LEVEL: Final = re.compile(r"(国家|全国|省|市|区|县)(?=级|教育|现代|20|示范|首批|第)")


class Scale(Record, frozen=True, kw_only=True):
    """The lexicon in the shape the functions use."""

    strength: re.Pattern[str]
    weight: dict[str, int]
    ladder: re.Pattern[str]
    rank: dict[str, int]


@lru_cache(maxsize=1)
def load_scale() -> Scale:
    """Read the lexicon once."""
    data = read_scale()
    return Scale(
        strength=any_of(data["strength"]),
        weight={word: row["weight"] for row in data["strength"] for word in row["words"]},
        ladder=any_of(data["ladder"]),
        rank={word: row["rank"] for row in data["ladder"] for word in row["words"]},
    )


def read_scale() -> dict[str, list[dict[str, Any]]]:
    """The rows as they stand in the file."""
    with STRENGTH.open("rb") as file:
        return tomllib.load(file)


def find_wording_pairs(volumes: Sequence[Volume]) -> tuple[WordingPair, ...]:
    """All pairs, in order of their later passage."""
    found: dict[tuple[str, int], WordingPair] = {}
    for earlier, later, before, after in clause_pairs(volumes):
        pair = make_pair(earlier, later, before, after)
        if pair is not None:
            found.setdefault((later.bundle.source.id, after.start), pair)
    return tuple(found[key] for key in sorted(found))


def clause_pairs(volumes: Sequence[Volume]) -> Iterator[tuple[Volume, Volume, Clause, Clause]]:
    """Each plan's clauses with the most alike clause of the plan a year earlier, and of the review
    before it.
    """
    olds: list[Clause] = []
    for number, later in enumerate(volumes):
        telling = [clause for clause in later.index.clauses if tells(clause)]
        plans, earlier_plans = [clause for clause in telling if clause.part == "plan"], olds
        if number:
            earlier = volumes[number - 1]
            if earlier.planned and later.planned and max(earlier.planned) < max(later.planned):
                for after, before in best_matches(plans, earlier_plans):
                    yield earlier, later, before, after
        for after, before in best_matches(plans, [c for c in telling if c.part == "review"]):
            yield later, later, before, after
        olds = plans


def tells(clause: Clause) -> bool:
    """Enough letters to be told from others, and a year."""
    return clause.year is not None and len(MARKS.sub("", clause.text)) >= LEAST_LETTERS


def best_matches(plans: Sequence[Clause], olds: Sequence[Clause]) -> Iterator[tuple[Clause, Clause]]:
    """For each plan clause the most alike old clause, if it is alike enough."""
    same = {old.text for old in olds}
    changed = [plan for plan in plans if plan.text not in same]
    if not changed:
        return
    wanted = frozenset().union(*(grams_of(plan.text) for plan in changed))
    index: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for number, old in enumerate(olds):
        grams = grams_of(old.text)
        sizes.append(len(grams))
        for gram in grams & wanted:
            index[gram].append(number)
    for plan in changed:
        grams = grams_of(plan.text)
        postings = (index.get(gram, ()) for gram in grams)
        counts = Counter(chain.from_iterable(found for found in postings if len(found) <= COMMON))
        least = ALIKE_STEPS * len(grams) / 2
        scored = [
            (2 * count / (len(grams) + sizes[number]), -number)
            for number, count in counts.items()
            if count >= least
        ]
        if scored:
            score, number = max(scored)
            old = olds[-number]
            if score >= ALIKE or (score >= ALIKE_STEPS and rank_of(plan.text) and rank_of(old.text)):
                yield plan, old


def make_pair(earlier: Volume, later: Volume, before: Clause, after: Clause) -> WordingPair | None:
    """The pair, None when nothing of strength or step differs."""
    if before.year is None or after.year is None or before.year >= after.year:
        return None
    changed = change_of(before, after)
    if changed is None:
        return None
    code, why = changed
    left, right = differences(before.text, after.text)
    return WordingPair(
        id=f"wording:{later.bundle.source.id}:{after.start}",
        topic=shared_words(left),
        change=code,
        why=why,
        points=(point(earlier, before), point(later, after)),
        before=left,
        after=right,
        verdicts=(
            DeedVerdict(year=after.year, delivery="pending", why=why, ambition=code, ambition_why=why),
        ),
    )


def change_of(before: Clause, after: Clause) -> tuple[Ambition, str] | None:
    """What changed between two clauses on the same matter."""
    scale = load_scale()
    levels = level_of(before.text), level_of(after.text)
    if rank_of(before.text) and rank_of(after.text) and all(levels) and levels[0] != levels[1]:
        return "redefined", f"级别由{levels[0]}到{levels[1]}：{verdict_name('ambition', 'redefined')}"
    lost = words_only(scale.strength, before.text, after.text)
    gained = words_only(scale.strength, after.text, before.text)
    step = rank_of(after.text) - rank_of(before.text)
    if rank_of(before.text) and rank_of(after.text) and step:
        code: Ambition = "raised" if step > 0 else "weaker"
        return (
            code,
            f"由“{ladder_word(before.text)}”到“{ladder_word(after.text)}”：{verdict_name('ambition', code)}",
        )
    weight = max((scale.weight[w] for w in gained), default=-1) - max(
        (scale.weight[w] for w in lost), default=-1
    )
    if lost and not gained and max(scale.weight[word] for word in lost) == 0:
        weight = 1
    if gained and not lost and max(scale.weight[word] for word in gained) == 0:
        weight = -1
    if weight == 0 or not (lost or gained):
        return None
    code = "stronger" if weight > 0 else "weaker"
    words = [f"少了“{'、'.join(lost)}”"] if lost else []
    words += [f"多了“{'、'.join(gained)}”"] if gained else []
    return code, f"{'，'.join(words)}：{verdict_name('ambition', code)}"


def words_only(pattern: re.Pattern[str], text: str, other: str) -> list[str]:
    """Words of the pattern that stand in `text` and not in `other`, each once, in text order."""
    return list(dict.fromkeys(word for word in pattern.findall(text) if word not in other))


def rank_of(text: str) -> int:
    """The step of recognition a clause tells, 0 for none."""
    scale = load_scale()
    return max((scale.rank[word] for word in scale.ladder.findall(text)), default=0)


def level_of(text: str) -> str | None:
    """The level of the title a clause speaks of, None when it names none or several."""
    found = {"国家" if word in {"国家", "全国"} else word for word in LEVEL.findall(text)}
    return next(iter(found)) if len(found) == 1 else None


def ladder_word(text: str) -> str:
    """The word that tells the step."""
    scale = load_scale()
    return str(max(scale.ladder.findall(text), key=lambda word: scale.rank[word]))


def differences(before: str, after: str) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Both passages cut into pieces that are the same and pieces that are not."""
    left, right = [], []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if b > a:
            left.append(Difference(text=before[a:b], same=tag == "equal"))
        if d > c:
            right.append(Difference(text=after[c:d], same=tag == "equal"))
    return tuple(left), tuple(right)


def shared_words(pieces: Sequence[Difference]) -> str:
    """The longest piece both passages share: what they are about."""
    return max((piece.text for piece in pieces if piece.same), key=len, default="").strip("，、的")


def point(volume: Volume, clause: Clause) -> DeedPoint:
    """A passage as a point."""
    return DeedPoint(
        year=clause.year or 0, role="promised" if clause.part == "plan" else "reported", stage=None,
        source=volume.bundle.source.id, start=clause.start, end=clause.end, text=clause.text,
        wording=clause.text, modality=modality_of(clause.text), link="wording",
        place=volume.finder.find(clause.start).text,
    )  # fmt: skip
