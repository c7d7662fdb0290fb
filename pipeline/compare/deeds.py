"""Deeds without a number: what a plan promises by name, and what later reports say of the same name.

Start at `make_projects`. Promises come from the plan's projects and commitments; each name in them is
looked for in the review of the year it was promised for, in the next plan (is it promised once more?) and
in later reviews (was it done later?). A name nobody speaks of again is 未见提及 and nothing else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.compare.calendar import Calendar
from pipeline.compare.clauses import Clause, Mention
from pipeline.compare.names import list_members
from pipeline.compare.promises import (
    Promise,
    Shelf,
    Thread,
    Volume,
    find_promises,
    is_others,
    promise_of,
    thread_promises,
)
from pipeline.compare.records import DeedPoint, DeedVerdict, ProjectRow
from pipeline.compare.rubric import STAGE_RANK, DeedCase, judge_deed, verdict_name
from pipeline.compare.stages import is_partial, promised_stage, read_stage

STAGE_NAMES: Final[dict[str, str]] = {
    "planned": "前期", "pushed": "推进", "to_start": "待开工", "started": "开工",
    "under_construction": "推进中",
    "main_body_done": "主体完工", "to_complete": "待完工", "completed": "完成", "to_be_in_use": "待投用",
    "in_use": "投用", "converted": "转设", "renamed": "更名", "closed": "停办",
}  # fmt: skip
LATER_YEARS: Final = 3
PROCESS: Final = frozenset({"planned", "pushed", "under_construction"})
NEW_PART: Final = re.compile(r"(?:新校区|新院区|新馆|一期)$")
LEAST_FRONT: Final = 5


def make_projects(shelf: Shelf, *, calendar: Calendar) -> tuple[ProjectRow, ...]:
    """Life lines of all things promised or reported by name."""
    promises = [promise for volume in shelf.volumes for promise in find_promises(volume)]
    rows = [make_project(thread, shelf, calendar=calendar) for thread in thread_promises(promises)]
    return tuple(
        sorted(rows, key=lambda row: (row.points[0].year, row.points[0].source, row.points[0].start, row.id))
    )


def make_project(thread: Thread, shelf: Shelf, *, calendar: Calendar) -> ProjectRow:
    """One life line with a verdict for every year something was promised for."""
    reports = reported_points(thread, shelf)
    by_year: dict[int, list[Promise]] = defaultdict(list)
    for promise in thread.promises:
        by_year[promise.year].append(promise)
    told = points_by_year(reports)
    verdicts = [
        judge_promises(by_year[year], by_year.get(year + 1, ()), told, calendar=calendar, shelf=shelf)
        for year in sorted(by_year)
    ]
    said = (*thread.promises, *thread.events)
    counts = Counter(promise.name for promise in said)
    name = max(thread.names, key=lambda name: (counts[name], len(name), name))
    first = min(said, key=lambda promise: (promise.volume, promise.start))
    points = [*(promised_point(promise, shelf) for promise in thread.promises), *reports]
    return ProjectRow(
        id=f"{thread.school_id or name}:{first.volume}:{first.start}",
        name=name,
        school_id=thread.school_id,
        points=tuple(sorted(dict.fromkeys(points), key=lambda p: (p.year, p.role, p.source, p.start))),
        verdicts=tuple(verdicts),
        aliases=tuple(other for other in thread.names if other != name),
    )


def promised_point(promise: Promise, shelf: Shelf) -> DeedPoint:
    """A promise as a point."""
    volume = shelf[promise.volume]
    return DeedPoint(
        year=promise.year, role="promised", stage=promise.stage, source=volume.bundle.source.id,
        start=promise.start, end=promise.end, text=promise.text, wording=promise.name,
        modality=promise.modality, link=promise.link, place=volume.finder.find(promise.start).text,
    )  # fmt: skip


def reported_points(thread: Thread, shelf: Shelf) -> list[DeedPoint]:
    """What the reviews of all reports say of the thread's names."""
    found: dict[tuple[int, int], DeedPoint] = {}
    for event in thread.events:
        found[(event.volume, event.start)] = event_point(event, shelf)
    if not thread.promises:
        return list(found.values())
    first = min(promise.year for promise in thread.promises)
    last = max(promise.year for promise in thread.promises)
    names = searched_names(thread)
    for volume in shelf.reviewing(first - 2, last + LATER_YEARS):
        for mention in mentions(names, volume):
            year = mention.clause.year
            if year is not None:
                found.setdefault((volume.order, mention.clause.start), reported_point(mention, volume, year))
    return list(found.values())


def event_point(event: Promise, shelf: Shelf) -> DeedPoint:
    """A project of the review as a point; the words after its name may tell more than its stage."""
    volume = shelf[event.volume]
    at = event.text.find(event.name)
    told = read_stage(event.text, at, at + len(event.name)) if at >= 0 else None
    return DeedPoint(
        year=event.year, role="reported", stage=told or event.stage, source=volume.bundle.source.id,
        start=event.start, end=event.end, text=event.text, wording=event.name, modality="plain",
        link="indicator", place=volume.finder.find(event.start).text,
    )  # fmt: skip


def searched_names(thread: Thread) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """The forms of each name, longest name first, with the words of which one must stand beside it."""
    needs: dict[str, set[str]] = defaultdict(set)
    for promise in thread.promises:
        needs[promise.name].add(promise.needs)
    names = sorted(thread.names, key=lambda name: (-len(name), name))
    return [(forms_of(name), frozenset(needs.get(name, {""}))) for name in names]


def mentions(names: Sequence[tuple[tuple[str, ...], frozenset[str]]], volume: Volume) -> list[Mention]:
    """Mentions in the review, by the longest of the thread's names (or its front, 某中学 of 某中学新校区)."""
    for forms, needs in names:
        for form in forms:
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
        start=clause.start, end=clause.end, text=clause.text,
        wording=clause.text[mention.start : mention.end],
        modality="plain", link="wording" if mention.cover == 1.0 else "rule",
        place=volume.finder.find(clause.start).text,
    )  # fmt: skip


def points_by_year(points: Sequence[DeedPoint]) -> dict[int, list[DeedPoint]]:
    """Reported points by the year they report on."""
    found: dict[int, list[DeedPoint]] = defaultdict(list)
    for point in points:
        if point.role == "reported":
            found[point.year].append(point)
    return found


def judge_promises(
    promises: Sequence[Promise],
    next_year: Sequence[Promise],
    told: Mapping[int, Sequence[DeedPoint]],
    *,
    calendar: Calendar,
    shelf: Shelf,
) -> DeedVerdict:
    """The verdict of one year: on the furthest stage promised for it. `next_year` are the next plan's
    promises of the same thing."""
    promise = max(promises, key=lambda promise: (promise.stage not in PROCESS, STAGE_RANK[promise.stage]))
    year = promise.year
    same_year = told.get(year, ())
    stages = tuple(point.stage for point in same_year if point.stage is not None)
    again = promised_again(promise, next_year, shelf)
    done_in = done_later(promise, told)
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


def promised_again(promise: Promise, next_year: Sequence[Promise], shelf: Shelf) -> Promise | None:
    """The next plan's passage that shows this promise was not kept: the same stage again, or one before
    it.
    """
    if promise.by_others or promise.stage == "planned":
        return None
    for later in next_year:
        if later.volume != promise.volume and not later.by_others and shows_delay(promise.stage, later.stage):
            return later
    for volume in shelf.plans.get(promise.year + 1, ()):
        if volume.order != promise.volume:
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


def done_later(promise: Promise, told: Mapping[int, Sequence[DeedPoint]]) -> int | None:
    """The later year for which a review tells the promised step itself as new."""
    if promise.stage in PROCESS:
        return None
    same = {"started": {"started"}, "main_body_done": {"main_body_done"}}
    wanted = same.get(promise.stage, {"completed", "in_use"})
    for year in (promise.year + 1, promise.year + 2):
        if any(point.stage in wanted for point in told.get(year, ())):
            return year
    return None


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
