"""What a bundle got right, layer by layer. Start at `score_bundle`.

Places decide: a truth row is met by records over the same characters. What is counted is said at each
function. Every shortfall is listed with its place, so that a figure can be looked up in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import Any, Final

import msgspec

from extractors.records import Bundle, Quantity, Statement
from pipeline.scoring.truth import Row

# Measure words that name the same count.
SAME_COUNT: Final = (frozenset({"人", "名", "位"}), frozenset({"个", "大"}), frozenset({"所", "个", "家"}))
MEASURED: Final = frozenset({"measure", "rank"})
REPORTABLE: Final = ("high", "medium", "low")


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one layer, and what was missed."""

    layer: str
    figures: dict[str, Any]
    misses: tuple[str, ...] = ()


def score_bundle(bundle: Bundle, truth: dict[str, list[Row]]) -> list[Score]:
    """The scores of every layer that truth is there for, in the order of the layers."""
    scores = []
    for layer, measure in MEASURES:
        if layer in truth:
            scores += measure(bundle, truth[layer])
    return scores


def precision_recall(*, right: int, extra: int, missed: int) -> dict[str, Any]:
    """Precision, recall and their harmonic mean."""
    precision = right / (right + extra) if right + extra else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = precision + recall
    return {
        "p": round(precision, 4),
        "r": round(recall, 4),
        "f": round(2 * precision * recall / both, 4) if both else 0.0,
        "tp": right,
        "fp": extra,
        "fn": missed,
    }


def score_numerals(bundle: Bundle, rows: list[Row]) -> list[Score]:
    """Numerals accounted for and classed, quantities, and what is said of them."""
    scored = [row for row in rows if not row.get("ignore")]
    classes = {
        id(row): [n.class_ for n in bundle.numerals if n.start < row["end"] and row["start"] < n.end]
        for row in scored
    }
    wrong = [row for row in scored if row["class"] not in classes[id(row)]]
    numerals = Score(
        layer="numerals",
        figures={
            "in_text": len(scored),
            "accounted_for": round(sum(bool(found) for found in classes.values()) / len(scored), 4),
            "class_right": round(1 - len(wrong) / len(scored), 4),
        },
        misses=tuple(
            f"{row['start']} {row['text']}:应为 {row['class']},读作 {'/'.join(classes[id(row)]) or '无'}"
            for row in wrong
        ),
    )
    unscored = [row for row in rows if row.get("ignore") or row["class"] == "scope"]
    measured = [row for row in scored if row["class"] in MEASURED]
    over = {
        id(row): [q for q in bundle.quantities if q.start <= row["start"] and row["end"] <= q.end]
        for row in measured
    }
    hits = {id(row): any(_same_quantity(q, row) for q in over[id(row)]) for row in measured}
    return [
        numerals,
        _score_quantities(bundle, measured, unscored, over, hits),
        _score_statements(bundle, measured, over, hits),
    ]


def _score_quantities(
    bundle: Bundle,
    measured: list[Row],
    unscored: list[Row],
    over: dict[int, list[Quantity]],
    hits: dict[int, bool],
) -> Score:
    used = {quantity.id for found in over.values() for quantity in found}
    extra = [
        quantity
        for quantity in bundle.quantities
        if quantity.id not in used
        and not any(quantity.start < row["end"] and row["start"] < quantity.end for row in unscored)
    ]
    missed = [row for row in measured if not hits[id(row)]]
    told = [
        f"{row['start']} {row['expr']['text']}:应为 {row['bound']} {row['value']} {row['unit']},读作 "
        + ("/".join(f"{q.bound} {q.value} {q.unit}" for q in over[id(row)]) or "无")
        for row in missed
    ]
    told += [f"{quantity.start} {quantity.text}:不是数量" for quantity in extra]
    figures = precision_recall(right=len(measured) - len(missed), extra=len(extra), missed=len(missed))
    return Score(layer="quantities", figures=figures, misses=tuple(told))


def _score_statements(
    bundle: Bundle, measured: list[Row], over: dict[int, list[Quantity]], hits: dict[int, bool]
) -> Score:
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in bundle.statements:
        if statement.quantity_id is not None:
            said[statement.quantity_id].append(statement)
    right = {"role": 0, "period": 0, "indicator": 0, "action": 0, "all_right": 0}
    told = []
    for row in measured:
        statements = [s for quantity in over[id(row)] for s in said[quantity.id]]
        judged = [_judge_statement(statement, row) for statement in statements]
        # The statement that fits best speaks for the quantity; ties go to role, period, indicator.
        role, period, indicator, action = max(
            judged, key=lambda one: (sum(one[:3]), one), default=(False, False, False, False)
        )
        right["role"] += role
        right["period"] += period
        right["indicator"] += bool(row.get("indicator")) and indicator
        right["action"] += bool(row.get("action")) and action
        right["all_right"] += hits[id(row)] and role and period and indicator
        if not (role and period and indicator):
            read = "/".join(
                f"{s.role} {s.period} {s.indicator.text if s.indicator else '—'}" for s in statements
            )
            wanted = "、".join(span["text"] for span in row.get("indicator", [])) or "—"
            place = f"{row['start']} {row['expr']['text']}"
            told.append(f"{place}:应为 {row['role']} {row['period']} {wanted},读作 {read or '无'}")
    totals = {
        "indicator": sum(bool(row.get("indicator")) for row in measured),
        "action": sum(bool(row.get("action")) for row in measured),
    }
    figures = {
        name: round(count / max(1, totals.get(name, len(measured))), 4) for name, count in right.items()
    }
    return Score(layer="statements", figures={**figures, "of": len(measured)}, misses=tuple(told))


def _judge_statement(statement: Statement, row: Row) -> tuple[bool, bool, bool, bool]:
    """Role, period, indicator, action: right or not. What truth leaves open is right."""
    indicator, action = statement.indicator, statement.action
    wanted, deeds = row.get("indicator"), row.get("action")
    named = not wanted or (
        any(_overlap(indicator, span) >= 0.5 for span in wanted)
        if indicator is not None
        else bool(row.get("indicator_optional"))
    )
    done = not deeds or (action is not None and any(_overlap(action, span) > 0 for span in deeds))
    return (
        statement.role == row["role"],
        row["period"] is None or str(statement.period) == str(row["period"]),
        named,
        done,
    )


def score_schools(bundle: Bundle, rows: list[Row]) -> list[Score]:
    """Named schools by exact place, pairs of mentions that mean one school, and building projects."""
    schools = {(row["start"], row["end"]): row for row in rows if row["kind"] == "school"}
    mentions = {(mention.start, mention.end): mention for mention in bundle.school_mentions}
    both = sorted(schools.keys() & mentions.keys())
    told = [f"{place[0]} {row['text']}:没有读出" for place, row in schools.items() if place not in mentions]
    told += [f"{place[0]} {m.text}:不是学校名" for place, m in mentions.items() if place not in schools]
    found = Score(
        layer="school_mentions",
        figures=precision_recall(
            right=len(both), extra=len(mentions) - len(both), missed=len(schools) - len(both)
        ),
        misses=tuple(told),
    )
    right = total = 0
    for one, other in combinations(both, 2):
        same = schools[one]["entity"] == schools[other]["entity"]
        joined = mentions[one].school_id is not None and mentions[one].school_id == mentions[other].school_id
        total += same or joined
        right += same and joined
    pairs = {"right": right, "of": total, "share": round(right / total, 4) if total else None}
    projects = [row for row in rows if row["kind"] == "project"]
    lost = [row for row in projects if not _touched(row, bundle.projects)]
    return [
        found,
        Score(layer="school_identity_pairs", figures=pairs),
        Score(
            layer="projects",
            figures={"found": len(projects) - len(lost), "of": len(projects)},
            misses=tuple(f"{row['start']} {row['text']}:没有读出" for row in lost),
        ),
    ]


def score_lists(bundle: Bundle, rows: list[Row]) -> list[Score]:
    """Enumerations whose printed and counted numbers are both right."""
    counted = [row for row in rows if row.get("named") is not None and row.get("stated") is not None]
    lost = [
        row
        for row in counted
        if not any(
            (found.named, found.stated) == (row["named"], _printed_count(row)) and _overlap(found, row) > 0.3
            for found in bundle.lists
        )
    ]
    return [
        Score(
            layer="lists",
            figures={"right": len(counted) - len(lost), "of": len(counted)},
            misses=tuple(f"{row['start']} {row['text'][:30]}:{row['named']}/{row['stated']}" for row in lost),
        )
    ]


def _printed_count(row: Row) -> Any:
    """The number that truth says is printed; its words 未写… say that there is none."""
    stated = row["stated"]
    return None if isinstance(stated, str) and stated.startswith("未写") else stated


def score_commitments(bundle: Bundle, rows: list[Row]) -> list[Score]:
    """Promises found, and the strength of those that truth gives one."""
    over = {
        id(row): [c for c in bundle.commitments if c.start < row["end"] and row["start"] < c.end]
        for row in rows
    }
    strength = [row for row in rows if row.get("modality")]
    weak = [row for row in strength if not any(c.modality == row["modality"] for c in over[id(row)])]
    told = [f"{row['start']} {row['text'][:30]}:没有读出" for row in rows if not over[id(row)]]
    told += [f"{row['start']} {row['text'][:30]}:应为 {row['modality']}" for row in weak if over[id(row)]]
    figures = {
        "found": sum(bool(found) for found in over.values()),
        "of": len(rows),
        "modality_right": len(strength) - len(weak),
        "modality_of": len(strength),
    }
    return [Score(layer="commitments", figures=figures, misses=tuple(told))]


def score_findings(bundle: Bundle, rows: list[Row]) -> list[Score]:
    """Observations met: a finding whose evidence touches all places of the truth, two of three or more."""
    tally = {severity: [0, 0] for severity in REPORTABLE if any(row["severity"] == severity for row in rows)}
    told = []
    for row in rows:
        if row["severity"] not in tally:
            continue
        places = row["evidence"]
        need = min(len(places), 2) if len(places) >= 3 else len(places)
        met = any(
            sum(_touched(place, finding.evidence) for place in places) >= need for finding in bundle.findings
        )
        tally[row["severity"]][0] += met
        tally[row["severity"]][1] += 1
        if not met:
            told.append(f"{row['id']} {row['severity']} {row.get('note', '')[:50]}")
    figures: dict[str, Any] = {severity: f"{met}/{total}" for severity, (met, total) in tally.items()}
    figures["reported_high_or_medium"] = sum(f.severity in ("high", "medium") for f in bundle.findings)
    figures["reported"] = len(bundle.findings)
    return [Score(layer="findings", figures=figures, misses=tuple(told))]


MEASURES: Final[tuple[tuple[str, Callable[[Bundle, list[Row]], list[Score]]], ...]] = (
    ("numerals", score_numerals),
    ("schools", score_schools),
    ("lists", score_lists),
    ("commitments", score_commitments),
    ("findings", score_findings),
)


def _same_quantity(quantity: Quantity, row: Row) -> bool:
    return (
        _same_number(quantity.value, row["value"])
        and _same_unit(quantity.unit, row["unit"])
        and quantity.bound == row["bound"]
        and (row.get("upper") is None or _same_number(quantity.upper, row["upper"]))
    )


def _same_number(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return False
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return False


def _same_unit(one: str, other: str) -> bool:
    return one == other or any(one in words and other in words for words in SAME_COUNT)


def _overlap(record: Any, row: Row) -> float:
    """How well two spans agree: 1 for the same span, 0 when they do not touch."""
    start, end = int(row["start"]), int(row["end"])
    shared = min(int(record.end), end) - max(int(record.start), start)
    if shared <= 0:
        return 0.0
    return 2 * shared / (int(record.end) - int(record.start) + end - start)


def _touched(row: Row, records: Iterable[Any]) -> bool:
    return any(record.start < row["end"] and row["start"] < record.end for record in records)
