"""What plans promise by name, and which promises of different years speak of the same thing.

“完成区人民医院新院区、区疾控中心实验综合楼主体建设” promises two things a stage each; a clause that only
names (对甲、乙等在建项目，…早日投产) has its sentence's next words for the stage. The reviews' own projects
are threaded with them, so that a life line holds what was told without having been promised.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import Final, Literal

import msgspec

from extractors.records import Bundle, Modality
from pipeline.compare.clauses import Clause, ClauseIndex, names_meet
from pipeline.compare.names import find_names, is_thing
from pipeline.compare.places import PlaceFinder
from pipeline.compare.records import Link, Record
from pipeline.compare.stages import load_stages, promised_stage

# 对甲、乙等在建项目，…: what is promised of them stands in the next clauses.
TOPIC: Final = re.compile(r"^(?:对|将|把)")
MODALITIES: Final[tuple[tuple[re.Pattern[str], Modality], ...]] = (
    (re.compile("确保|保障|必须|坚决|务必"), "guarantee"),
    (re.compile("力争|争取|努力|争创|力促"), "strive"),
    (re.compile("谋划|探索|研究|论证|支持|鼓励"), "explore"),
    (re.compile("推进|加快|推动|加强|深化|完善|继续|持续|配合|做好"), "process"),
)


class Volume(Record, frozen=True, kw_only=True):
    """A report with what is needed to search it."""

    order: int
    bundle: Bundle
    finder: PlaceFinder
    index: ClauseIndex
    reviewed: tuple[int, ...]
    planned: tuple[int, ...]


class Shelf:
    """All reports of a body, in order, and by the years they review and plan."""

    def __init__(self, volumes: Sequence[Volume]) -> None:
        self.volumes = tuple(volumes)
        self.reviews: dict[int, list[Volume]] = defaultdict(list)
        self.plans: dict[int, list[Volume]] = defaultdict(list)
        for volume in self.volumes:
            for year in volume.reviewed:
                self.reviews[year].append(volume)
            for year in volume.planned:
                self.plans[year].append(volume)

    def __getitem__(self, order: int) -> Volume:
        return self.volumes[order]

    def reviewing(self, first: int, last: int) -> list[Volume]:
        """The reports that review a year of the span, each once, in order."""
        found = {
            volume.order: volume for year in range(first, last + 1) for volume in self.reviews.get(year, ())
        }
        return [found[order] for order in sorted(found)]


class Promise(Record, frozen=True, kw_only=True):
    """One thing that a plan promises by name."""

    name: str
    year: int
    stage: str
    volume: int
    start: int
    end: int
    text: str
    modality: Modality
    school_id: str | None
    link: Link
    by_others: bool
    needs: str = ""
    """A word that must stand beside the name where it is reported."""
    role: Literal["promised", "reported"] = "promised"


class Thread(Record, frozen=True, kw_only=True):
    """All promises of one thing, and what the reviews tell of it as a project."""

    names: tuple[str, ...]
    school_id: str | None
    promises: tuple[Promise, ...]
    events: tuple[Promise, ...] = ()


def find_promises(volume: Volume) -> list[Promise]:
    """What a report says of things by name: the plan's promises, and what the review tells as projects.

    The names and stages of a clause are read here with the words around it; a project of the bundle that
    the reading does not meet is added as it is.
    """
    found: list[Promise] = []
    for clause, told in promising_clauses(volume):
        for named in find_names(clause.text):
            if is_thing(named.name, clause.text):
                found.append(promise_of(volume, clause, named.name, stage=told, needs=named.needs))
    by_clause: dict[int, list[Promise]] = defaultdict(list)
    for promise in found:
        by_clause[promise.start].append(promise)
    for project in volume.bundle.projects:
        place = volume.index.at(project.start)
        if place is None or place.part is None or project.period is None:
            continue
        same = next((other for other in by_clause[place.start] if names_meet(other.name, project.name)), None)
        if same is not None:
            at = found.index(same)
            found[at] = msgspec.structs.replace(
                same, name=project.name, school_id=project.school_id, link="indicator"
            )
            by_clause[place.start][by_clause[place.start].index(same)] = found[at]
            continue
        stage = promised_stage(place.text) if place.part == "plan" else None
        # A name put together from a list's parts is only trusted where it is a school's.
        name = project.name if project.school_id or project.name in place.text else project.text
        found.append(
            msgspec.structs.replace(
                promise_of(volume, place, name, stage=stage or project.stage, needs=""),
                role="promised" if place.part == "plan" else "reported",
                stage=(stage or project.stage) if place.part == "plan" else project.stage,
                school_id=project.school_id,
                link="indicator",
            )
        )
    return found


def promise_of(volume: Volume, clause: Clause, name: str, *, stage: str, needs: str) -> Promise:
    """One thing named in a clause."""
    return Promise(
        name=name, year=clause.year or 0, stage=stage, volume=volume.order, start=clause.start,
        end=clause.end,
        text=clause.text, modality=modality_of(clause.text), school_id=None, link="wording",
        by_others=is_others(clause.text), needs=needs,
    )  # fmt: skip


def promising_clauses(volume: Volume) -> Iterator[tuple[Clause, str]]:
    """The plan's clauses that promise a stage, with it; a clause that only names (对甲、乙等项目) has its
    sentence's next words to say what is promised."""
    clauses = [clause for clause in volume.index.clauses if clause.part == "plan" and clause.year is not None]
    for number, clause in enumerate(clauses):
        stage = promised_stage(clause.text)
        only_named = TOPIC.match(clause.text) is not None or stage is None
        if only_named:
            for later in clauses[number + 1 : number + 4]:
                if later.sentence != clause.sentence:
                    break
                said = promised_stage(later.text)
                if said in {"started", "completed", "in_use"} and len(later.text) <= 14:
                    stage = said
        if stage is not None:
            yield clause, stage


@lru_cache(maxsize=50_000)
def modality_of(text: str) -> Modality:
    """The strength of a clause by its own words."""
    for words, modality in MODALITIES:
        if words.search(text):
            return modality
    return "plain"


@lru_cache(maxsize=50_000)
def is_others(text: str) -> bool:
    """The deed is another office's; this one can only ask for it."""
    return bool(load_stages().others.search(text))


def thread_promises(promises: Sequence[Promise]) -> list[Thread]:
    """Promises of the same thing over the years, found by shared letters and joined by name."""
    threads: list[list[Promise]] = []
    known: list[dict[tuple[str, str | None], Promise]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for promise in promises:
        key = promise.name
        grams = {key[at : at + 2] for at in range(max(len(key) - 1, 1))}
        counts = Counter(chain.from_iterable(index[gram][-60:] for gram in grams))
        home = None
        for number in nsmallest(12, counts, key=lambda number: (-counts[number], number)):
            others = known[number].values()
            least = min(len(grams), *(len(other.name) - 1 for other in others))
            if counts[number] * 2 >= least and meets_thread(promise, others):
                home = number
                break
        if home is None:
            threads.append([])
            known.append({})
            home = len(threads) - 1
        threads[home].append(promise)
        known[home].setdefault((promise.name, promise.school_id), promise)
        for gram in sorted(grams):
            if not index[gram] or index[gram][-1] != home:
                index[gram].append(home)
    return [
        Thread(
            names=tuple(dict.fromkeys(promise.name for promise in thread)),
            school_id=next((promise.school_id for promise in thread if promise.school_id), None),
            promises=tuple(promise for promise in thread if promise.role == "promised"),
            events=tuple(promise for promise in thread if promise.role == "reported"),
        )
        for thread in threads
    ]


def meets_thread(promise: Promise, thread: Iterable[Promise]) -> bool:
    """The same school, or a name that meets one of the thread's; two schools never meet."""
    for other in thread:
        if promise.school_id and other.school_id:
            return promise.school_id == other.school_id and names_meet(promise.name, other.name)
        if names_meet(promise.name, other.name):
            return True
    return False
