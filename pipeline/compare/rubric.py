"""The rubric: which verdict a case gets, read from the table in rubric.toml.

Start at `judge_delivery`. The table says which predicates are asked, in which order, and what each
verdict is called; the predicates below are all the logic there is. Nothing outside this module gives a
verdict. “Not mentioned” has a row of its own and is never a kind of “not done”.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from extractors.records import Modality
from pipeline.compare.intervals import Outcome, Reading, judge, target_direction
from pipeline.compare.records import Ambition, Better, Comparability, DeedDelivery, Delivery, Record

RUBRIC: Final = Path(__file__).with_name("rubric.toml")
Availability = Literal["present", "missing", "future"]

STRENGTH: Final[dict[str, int]] = {"guarantee": 3, "plain": 2, "strive": 1, "process": 0, "explore": -1}
# How far a building or a deed has come. A promise to push something on is kept by any progress.
STAGE_RANK: Final[dict[str, int]] = {
    "planned": 1, "pushed": 2, "to_start": 3, "started": 3, "under_construction": 4,
    "main_body_done": 5, "to_complete": 6,
    "completed": 6, "to_be_in_use": 7, "in_use": 7, "converted": 6, "renamed": 6, "closed": 6,
}  # fmt: skip
# 建成 and 投用 are two words for the same promise where a report gives only one of them.
DONE: Final = frozenset({"completed", "in_use", "to_complete", "to_be_in_use"})


class DeliveryCase(Record, frozen=True, kw_only=True):
    """All that the delivery of one target is judged by."""

    target: Reading | None
    results: tuple[Reading | None, ...] = ()
    better: Better = "none"
    modality: Modality = "plain"
    report: Availability = "present"
    comparability: Comparability = "comparable"
    names_missing: int = 0
    done_in: int | None = None


class AmbitionCase(Record, frozen=True, kw_only=True):
    """This year's target beside the year before; `has_*` tells a wordless entry from none."""

    before: Reading | None = None
    after: Reading | None = None
    has_before: bool = False
    has_after: bool = False
    better: Better = "none"
    comparability: Comparability = "comparable"
    modality_before: Modality = "plain"
    modality: Modality = "plain"
    same_words: bool = False
    other_name: bool = False
    parts_before: int = 1
    parts_after: int = 1


class DeedCase(Record, frozen=True, kw_only=True):
    """A promised stage and the stages reported for the same year."""

    promised: str
    reported: tuple[str, ...] = ()
    mentioned: bool = False
    part_only: bool = False
    promised_again: bool = False
    """The next plan promises the same stage, or a lower one, once more."""
    done_in: int | None = None
    report: Availability = "present"


class Row(Record, frozen=True, kw_only=True):
    """One row of the table."""

    code: str
    name: str
    when: str
    predicate: str = ""


class Rubric(Record, frozen=True, kw_only=True):
    """The whole table."""

    version: str
    delivery: tuple[Row, ...]
    ambition: tuple[Row, ...]
    deed: tuple[Row, ...]
    comparability: tuple[Row, ...]


def read_rubric() -> dict[str, Any]:
    """The table as it stands in the file."""
    with RUBRIC.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def load_rubric() -> Rubric:
    """The table, read once."""
    data = read_rubric()

    def rows(axis: str) -> tuple[Row, ...]:
        return tuple(
            Row(code=row["code"], name=row["name"], when=row["when"], predicate=row.get("predicate", ""))
            for row in data[axis]
        )

    return Rubric(
        version=data["version"],
        delivery=rows("delivery"),
        ambition=rows("ambition"),
        deed=rows("deed"),
        comparability=rows("comparability"),
    )


def verdict_name(axis: str, code: str | None) -> str:
    """The Chinese name of a verdict, "" for none."""
    rows: tuple[Row, ...] = getattr(load_rubric(), axis)
    return {row.code: row.name for row in rows}.get(code or "", "")


def judge_delivery(case: DeliveryCase) -> Delivery:
    """The delivery of a target."""
    return cast(Delivery, first_that_holds(load_rubric().delivery, DELIVERY, case))


def judge_ambition(case: AmbitionCase) -> Ambition:
    """The ambition of a target against the year before."""
    return cast(Ambition, first_that_holds(load_rubric().ambition, AMBITION, case))


def judge_deed(case: DeedCase) -> DeedDelivery:
    """Whether a promised deed was kept."""
    return cast(DeedDelivery, first_that_holds(load_rubric().deed, DEED, case))


def first_that_holds(rows: tuple[Row, ...], predicates: dict[str, Callable[[Any], bool]], case: Any) -> str:
    """The code of the first row whose predicate holds; the table is complete, so one always does."""
    for row in rows:
        if predicates[row.predicate](case):
            return row.code
    raise LookupError(f"rubric.toml: no row holds for {case!r}")


# --- delivery -------------------------------------------------------------------------------------


def outcomes(case: DeliveryCase) -> set[Outcome]:
    """What each result says of the target; a milestone reported without a number is met."""
    found: set[Outcome] = set()
    for result in case.results:
        if case.target is None:
            found.add("met" if result is None else "undecided")
        elif result is None:
            found.add("undecided")
        else:
            found.add(judge(case.target, result, better=case.better))
    return found


def good(case: DeliveryCase) -> bool:
    """Every result meets the target."""
    return bool(case.results) and outcomes(case) <= {"exceeded", "met", "nearly_met"}


DELIVERY: Final[dict[str, Callable[[DeliveryCase], bool]]] = {
    "report_not_here": lambda case: not case.results and case.done_in is None and case.report != "present",
    "no_result": lambda case: not case.results and case.done_in is None,
    "not_comparable": lambda case: case.comparability == "not_comparable",
    "results_disagree": lambda case: len(outcomes(case)) > 1 and not good(case),
    "undecided": lambda case: "undecided" in outcomes(case),
    "done_later": lambda case: not case.results and case.done_in is not None,
    "list_changed": lambda case: case.names_missing > 0 and good(case),
    "exceeded": lambda case: outcomes(case) == {"exceeded"},
    "met": lambda case: "met" in outcomes(case) and good(case),
    "nearly_met": lambda case: "nearly_met" in outcomes(case) and good(case),
    "missed_though_striven": lambda case: "missed" in outcomes(case) and case.modality == "strive",
    "missed": lambda case: "missed" in outcomes(case),
}

# --- ambition -------------------------------------------------------------------------------------


def step(case: AmbitionCase) -> int:
    """1 when the new target asks more, -1 when less, 0 when the same or nothing to compare."""
    if case.before is None or case.after is None:
        return 0
    difference = case.after.value - case.before.value
    if not difference and case.before.upper is not None and case.after.upper is not None:
        difference = case.after.upper - case.before.upper
    if target_direction(case.after, case.better) == "down":
        difference = -difference
    return (difference > 0) - (difference < 0)


def both(case: AmbitionCase) -> bool:
    return case.has_before and case.has_after


def same_value(case: AmbitionCase) -> bool:
    return case.before is not None and case.after is not None and step(case) == 0


def strength_change(case: AmbitionCase) -> int:
    return STRENGTH[case.modality] - STRENGTH[case.modality_before]


AMBITION: Final[dict[str, Callable[[AmbitionCase], bool]]] = {
    "words_only_now": lambda case: both(case) and case.before is not None and case.after is None,
    "number_only_now": lambda case: both(case) and case.before is None and case.after is not None,
    "gone_from_plan": lambda case: case.has_before and not case.has_after,
    "not_there_before": lambda case: case.has_after and not case.has_before,
    "not_comparable": lambda case: both(case) and case.comparability == "not_comparable",
    "merged": lambda case: both(case) and case.parts_before > 1 and step(case) == 0,
    "split": lambda case: both(case) and case.parts_after > 1 and step(case) == 0,
    "weaker_words": lambda case: same_value(case) and strength_change(case) < 0,
    "stronger_words": lambda case: same_value(case) and strength_change(case) > 0,
    "word_for_word": lambda case: both(case) and step(case) == 0 and case.same_words,
    "held": lambda case: same_value(case) or (both(case) and step(case) == 0 and not case.other_name),
    "raised": lambda case: step(case) > 0,
    "lowered": lambda case: step(case) < 0,
    "renamed": lambda case: both(case) and case.other_name,
}

# --- deeds ----------------------------------------------------------------------------------------


def reached(case: DeedCase) -> bool:
    """A reported stage is the promised one or beyond it."""
    return any(stage_reaches(stage, case.promised) for stage in case.reported)


def stage_reaches(reported: str, promised: str) -> bool:
    """Whether a reported stage fulfils a promised one."""
    if promised in {"under_construction", "pushed", "planned"}:
        return True
    if promised in DONE and reported in {"completed", "in_use", "converted"}:
        return promised not in {"in_use", "to_be_in_use"} or reported != "converted"
    return STAGE_RANK[reported] >= STAGE_RANK[promised]


def only_pushed(case: DeedCase) -> bool:
    """加快推进 does not tell whether a thing that was to start has started."""
    return case.promised in {"started", "to_start"} and set(case.reported) == {"pushed"}


DEED: Final[dict[str, Callable[[DeedCase], bool]]] = {
    "report_not_here": lambda case: case.report != "present" and not case.reported and case.done_in is None,
    "reached": lambda case: reached(case) and not case.part_only,
    "partly_reached": lambda case: reached(case) and case.part_only,
    "fell_behind": lambda case: (
        (bool(case.reported) and not reached(case) and not only_pushed(case))
        or (not case.reported and not case.mentioned and case.promised_again)
    ),
    "done_later": lambda case: not case.reported and case.done_in is not None,
    "mentioned_without_stage": lambda case: case.mentioned or bool(case.reported),
    "silent": lambda case: not case.reported and not case.mentioned,
}
