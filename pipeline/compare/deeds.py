"""Deeds without a number: what a plan promises by name, and what later reports say of the same name.

Start at `make_projects`. Promises come from the plan's projects and commitments; each name in them is
looked for in the review of the year it was promised for, in the next plan (is it promised once more?) and
in later reviews (was it done later?). A name nobody speaks of again is 未见提及 and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import msgspec

from extractors.records import Bundle, Modality
from pipeline.compare.calendar import Calendar
from pipeline.compare.clauses import Clause, ClauseIndex, Mention, names_meet
from pipeline.compare.names import find_names, is_thing, list_members
from pipeline.compare.places import PlaceFinder
from pipeline.compare.records import DeedPoint, DeedVerdict, Link, ProjectRow, Record
from pipeline.compare.rubric import STAGE_RANK, DeedCase, judge_deed, verdict_name
from pipeline.compare.stages import is_partial, load_stages, promised_stage, read_stage

STAGE_NAMES: Final[dict[str, str]] = {
    "planned": "前期", "pushed": "推进", "to_start": "待开工", "started": "开工", "under_construction": "推进中",
    "main_body_done": "主体完工", "to_complete": "待完工", "completed": "完成", "to_be_in_use": "待投用",
    "in_use": "投用", "converted": "转设", "renamed": "更名", "closed": "停办",
}  # fmt: skip
LATER_YEARS: Final = 3
PROCESS: Final = frozenset({"planned", "pushed", "under_construction"})
# 对甲、乙等在建项目，…: what is promised of them stands in the next clauses.
TOPIC: Final = re.compile(r"^(?:对|将|把)")
NEW_PART: Final = re.compile(r"(?:新校区|新院区|新馆|一期)$")
LEAST_FRONT: Final = 5
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
        for named in find_names(clause.text, offset=clause.start):
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
        name=name, year=clause.year or 0, stage=stage, volume=volume.order, start=clause.start, end=clause.end,
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


def modality_of(text: str) -> Modality:
    """The strength of a clause by its own words."""
    for words, modality in MODALITIES:
        if words.search(text):
            return modality
    return "plain"


def is_others(text: str) -> bool:
    """The deed is another office's; this one can only ask for it."""
    return bool(load_stages().others.search(text))


def thread_promises(promises: Sequence[Promise]) -> list[Thread]:
    """Promises of the same thing over the years, found by shared letters and joined by name."""
    threads: list[list[Promise]] = []
    index: dict[str, list[int]] = defaultdict(list)
    for promise in promises:
        key = promise.name
        grams = {key[at : at + 2] for at in range(max(len(key) - 1, 1))}
        counts: dict[int, int] = defaultdict(int)
        for gram in sorted(grams):
            for number in index[gram][-60:]:
                counts[number] += 1
        home = None
        for number in sorted(counts, key=lambda number: (-counts[number], number))[:12]:
            least = min(len(grams), *(len(other.name) - 1 for other in threads[number]))
            if counts[number] * 2 >= least and meets_thread(promise, threads[number]):
                home = number
                break
        if home is None:
            threads.append([])
            home = len(threads) - 1
        threads[home].append(promise)
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


def meets_thread(promise: Promise, thread: Sequence[Promise]) -> bool:
    """The same school, or a name that meets one of the thread's; two schools never meet."""
    for other in thread:
        if promise.school_id and other.school_id:
            return promise.school_id == other.school_id and names_meet(promise.name, other.name)
        if names_meet(promise.name, other.name):
            return True
    return False


def make_projects(volumes: Sequence[Volume], *, calendar: Calendar) -> tuple[ProjectRow, ...]:
    """Life lines of all things promised or reported by name."""
    promises = [promise for volume in volumes for promise in find_promises(volume)]
    rows = [make_project(thread, volumes, calendar=calendar) for thread in thread_promises(promises)]
    return tuple(
        sorted(rows, key=lambda row: (row.points[0].year, row.points[0].source, row.points[0].start, row.id))
    )


def make_project(thread: Thread, volumes: Sequence[Volume], *, calendar: Calendar) -> ProjectRow:
    """One life line with a verdict for every year something was promised for."""
    reports = reported_points(thread, volumes)
    verdicts = []
    for year in sorted({promise.year for promise in thread.promises}):
        promises = [promise for promise in thread.promises if promise.year == year]
        verdicts.append(judge_promises(promises, thread, reports, calendar=calendar, volumes=volumes))
    said = (*thread.promises, *thread.events)
    name = max(thread.names, key=lambda name: (sum(p.name == name for p in said), len(name), name))
    first = min(said, key=lambda promise: (promise.volume, promise.start))
    points = [*(promised_point(promise, volumes) for promise in thread.promises), *reports]
    return ProjectRow(
        id=f"{thread.school_id or name}:{first.volume}:{first.start}",
        name=name,
        school_id=thread.school_id,
        points=tuple(sorted(dict.fromkeys(points), key=lambda p: (p.year, p.role, p.source, p.start))),
        verdicts=tuple(verdicts),
        aliases=tuple(other for other in thread.names if other != name),
    )


def promised_point(promise: Promise, volumes: Sequence[Volume]) -> DeedPoint:
    """A promise as a point."""
    volume = volumes[promise.volume]
    return DeedPoint(
        year=promise.year, role="promised", stage=promise.stage, source=volume.bundle.source.id,
        start=promise.start, end=promise.end, text=promise.text, wording=promise.name,
        modality=promise.modality, link=promise.link, place=volume.finder.find(promise.start).text,
    )  # fmt: skip


def reported_points(thread: Thread, volumes: Sequence[Volume]) -> list[DeedPoint]:
    """What the reviews of all reports say of the thread's names."""
    found: dict[tuple[int, int], DeedPoint] = {}
    for event in thread.events:
        found[(event.volume, event.start)] = event_point(event, volumes)
    if not thread.promises:
        return list(found.values())
    first = min(promise.year for promise in thread.promises)
    last = max(promise.year for promise in thread.promises)
    for volume in volumes:
        if not any(first - 2 <= year <= last + LATER_YEARS for year in volume.reviewed):
            continue
        for mention in mentions(thread, volume):
            year = mention.clause.year
            if year is not None:
                found.setdefault((volume.order, mention.clause.start), reported_point(mention, volume, year))
    return list(found.values())


def event_point(event: Promise, volumes: Sequence[Volume]) -> DeedPoint:
    """A project of the review as a point; the words after its name may tell more than its stage."""
    volume = volumes[event.volume]
    at = event.text.find(event.name)
    told = read_stage(event.text, at, at + len(event.name)) if at >= 0 else None
    return DeedPoint(
        year=event.year, role="reported", stage=told or event.stage, source=volume.bundle.source.id,
        start=event.start, end=event.end, text=event.text, wording=event.name, modality="plain",
        link="indicator", place=volume.finder.find(event.start).text,
    )  # fmt: skip


def mentions(thread: Thread, volume: Volume) -> list[Mention]:
    """Mentions in the review, by the longest of the thread's names (or its front, 某中学 of 某中学新校区)."""
    for name in sorted(thread.names, key=lambda name: (-len(name), name)):
        needs = {promise.needs for promise in thread.promises if promise.name == name} or {""}
        for form in forms_of(name):
            found = [
                mention
                for mention in volume.index.find(form, part="review")
                if "" in needs or any(word in mention.clause.text for word in needs)
            ]
            if found:
                return found
    return []


def forms_of(name: str) -> tuple[str, ...]:
    """The name, and without 新校区 or 一期 where the rest is a name by itself."""
    front = NEW_PART.sub("", name)
    return (name, front) if len(front) >= LEAST_FRONT and front != name else (name,)


def reported_point(mention: Mention, volume: Volume, year: int) -> DeedPoint:
    """A mention as a point with the stage its clause tells."""
    clause: Clause = mention.clause
    stage = read_stage(clause.text, mention.start, mention.end)
    return DeedPoint(
        year=year, role="reported", stage=stage, source=volume.bundle.source.id,
        start=clause.start, end=clause.end, text=clause.text, wording=clause.text[mention.start : mention.end],
        modality="plain", link="wording" if mention.cover == 1.0 else "rule",
        place=volume.finder.find(clause.start).text,
    )  # fmt: skip


def judge_promises(
    promises: Sequence[Promise],
    thread: Thread,
    reports: Sequence[DeedPoint],
    *,
    calendar: Calendar,
    volumes: Sequence[Volume],
) -> DeedVerdict:
    """The verdict of one year: on the furthest stage promised for it."""
    promise = max(promises, key=lambda promise: (promise.stage not in PROCESS, STAGE_RANK[promise.stage]))
    year = promise.year
    same_year = [point for point in reports if point.year == year and point.role == "reported"]
    stages = tuple(point.stage for point in same_year if point.stage is not None)
    again = promised_again(promise, thread, volumes)
    done_in = done_later(promise, reports)
    case = DeedCase(
        promised=promise.stage,
        reported=stages,
        mentioned=bool(same_year),
        part_only=all_partial(same_year, promise.stage) or bool(left_out(promise, same_year)),
        promised_again=again is not None,
        done_in=done_in,
        report=calendar.availability(year),
    )
    code = judge_deed(case)
    return DeedVerdict(
        year=year, delivery=code, why=explain(code, promise, same_year, again=again, done_in=done_in)
    )


def all_partial(points: Sequence[DeedPoint], promised: str) -> bool:
    """The promised stage was reached only in part."""
    reached = [p for p in points if p.stage and STAGE_RANK[p.stage] == STAGE_RANK[promised]]
    further = [p for p in points if p.stage and STAGE_RANK[p.stage] > STAGE_RANK[promised]]
    return bool(reached) and not further and all(is_partial(p.text, 0) for p in reached)


def left_out(promise: Promise, points: Sequence[DeedPoint]) -> tuple[str, ...]:
    """Members of the promised list that the report's own list of the same deed does not name."""
    members = list_members(promise.text)
    for point in points:
        if promise.name in point.text:
            return ()
        named = [member for member in members if member in point.text]
        if len(list_members(point.text)) >= 2 and 2 <= len(named) < len(members):
            return tuple(member for member in members if member not in point.text)
    return ()


def promised_again(promise: Promise, thread: Thread, volumes: Sequence[Volume]) -> Promise | None:
    """The next plan's passage that shows this promise was not kept: the same stage again, or one before it."""
    if promise.by_others or promise.stage == "planned":
        return None
    for later in thread.promises:
        if later.year == promise.year + 1 and not later.by_others and later.volume != promise.volume:
            if shows_delay(promise.stage, later.stage):
                return later
    for volume in volumes:
        if promise.year + 1 in volume.planned and volume.order != promise.volume:
            for mention in volume.index.find(promise.name, part="plan", year=promise.year + 1):
                clause = mention.clause
                stage = promised_stage(clause.text)
                if (
                    stage
                    and not is_others(clause.text)
                    and mention.cover == 1.0
                    and shows_delay(promise.stage, stage)
                ):
                    return promise_of(volume, clause, promise.name, stage=stage, needs="")
    return None


def shows_delay(promised: str, next_stage: str) -> bool:
    """开工 promised again after 开工, 推进建设 after 完成: the first was not reached."""
    if promised in {"under_construction", "pushed"}:
        return next_stage == "planned"
    if promised == "main_body_done":
        return next_stage in {"planned", "started", "main_body_done"}
    if next_stage in {"under_construction", "pushed"}:
        return STAGE_RANK[promised] >= STAGE_RANK["completed"]
    return STAGE_RANK[next_stage] <= STAGE_RANK[promised]


def done_later(promise: Promise, reports: Sequence[DeedPoint]) -> int | None:
    """The later year for which a review tells the promised step itself as new."""
    if promise.stage in PROCESS:
        return None
    same = {"started": {"started"}, "main_body_done": {"main_body_done"}}
    wanted = same.get(promise.stage, {"completed", "in_use"})
    years = [p.year for p in reports if promise.year < p.year <= promise.year + 2 and p.stage in wanted]
    return min(years, default=None)


def explain(
    code: str, promise: Promise, reports: Sequence[DeedPoint], *, again: Promise | None, done_in: int | None
) -> str:
    """The reason in one sentence."""
    name = verdict_name("deed", code)
    wanted = f"{promise.year}年承诺“{promise.text[:36]}”"
    if code == "pending":
        return f"{wanted}，该年结果的报告还没有或没有入库：{name}"
    if code == "not_mentioned":
        return f"{wanted}，报告该年结果的报告没有提到“{promise.name}”，不等于没有做"
    if code == "late":
        return f"{wanted}，当年的报告没有提到，{done_in}年的结果才有：{name}"
    if code == "slipped" and not reports and again is not None:
        return f"{wanted}，当年的报告没有提到，{again.year}年的计划又写“{again.text[:36]}”：{name}"
    told = reports[0] if reports else None
    if told is None:
        return f"{wanted}：{name}"
    stage = f"（{STAGE_NAMES[told.stage]}）" if told.stage else ""
    missing = left_out(promise, reports)
    if code == "partly" and missing:
        stage += f"，没有{'、'.join(missing)}"
    return f"{wanted}，报告“{told.text[:36]}”{stage}：{name}"
