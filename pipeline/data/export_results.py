"""Results by indicator and period, nested as the IATI results framework has it.

indicator > baseline*, period > target*, actual* (IATI 2.03, element `result`). What that standard lacks
stays beside it: bound, strength, unit of each value, and the exact words with their place. Values that
contradict each other stand side by side; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from extractors.records import Bundle, Document, Indicator, Statement
from pipeline.files import write_atomically

SLOTS: Final = {"target": "target", "result": "actual", "baseline": "baseline"}


def write_results(bundles: Iterable[Bundle], target: Path) -> tuple[Path, ...]:
    """Write the nested results of all bundles as one JSON file at `target`."""
    content = {"standard": "IATI 2.03 result, extended", "bodies": list(nested_results(bundles))}
    write_atomically(target, msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
    return (target,)


def nested_results(bundles: Iterable[Bundle]) -> Iterable[dict[str, Any]]:
    """One entry an issuer, its indicators in the order of their ids, their periods in order of year."""
    bodies: dict[str, dict[tuple[str, ...], dict[str, Any]]] = {}
    for bundle in bundles:
        documents = {document.id: document for document in bundle.documents}
        for statement in bundle.statements:
            indicator = statement.indicator
            if indicator is None or statement.role not in SLOTS or statement.repeats:
                continue
            issuer = _issuer(documents[statement.document_id])
            _place(bodies.setdefault(issuer, {}), bundle, statement, indicator)
    for issuer in sorted(bodies):
        indicators = [bodies[issuer][key] for key in sorted(bodies[issuer])]
        for entry in indicators:
            entry["period"] = [entry["period"][year] for year in sorted(entry["period"])]
        yield {"reporting_org": issuer, "indicator": indicators}


def _issuer(document: Document) -> str:
    return document.issuer or document.title or ""


def _place(
    indicators: dict[tuple[str, ...], dict[str, Any]],
    bundle: Bundle,
    statement: Statement,
    measured: Indicator,
) -> None:
    facets = msgspec.to_builtins(statement.facets)
    key = (measured.id, *(f"{name}={facets[name]}" for name in sorted(facets)), statement.unit or "")
    entry = indicators.setdefault(
        key,
        {
            "title": measured.name,
            "reference": {"code": measured.id, "known": measured.known},
            "measure": statement.measure,
            "dimension": [{"name": name, "value": facets[name]} for name in sorted(facets)],
            "baseline": [],
            "period": {},
        },
    )
    value = {
        "value": statement.value,
        "upper": statement.upper,
        "unit": statement.unit,
        "bound": statement.bound,
        "modality": statement.modality,
        "evidence": {
            "source": bundle.source.id,
            "statement": statement.id,
            "start": statement.start,
            "end": statement.end,
            "text": statement.text,
        },
    }
    if statement.role == "baseline":
        entry["baseline"].append({"year": statement.period, **value})
        return
    year = statement.period or 0
    period = entry["period"].setdefault(year, {"year": statement.period, "target": [], "actual": []})
    period[SLOTS[statement.role]].append(value)
