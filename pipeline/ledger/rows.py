"""The rows of the task ledger: one for each target of a promise, one for a promise without number.

    建成投用公办园10所           公办园 | ≥… | 10 | 所 | 直述 | 2023年 | A
    创建文明校园省级1所、市级3所   two rows with the same task

A promise made twice is one row, in its fullest wording, that names both places. Numbers stand as they are
printed (204518.04万元).
"""

from __future__ import annotations

import base64
import hashlib
import re
from bisect import bisect_right
from typing import Final

import msgspec

from extractors.records import Bundle, Commitment, Quantity, Section, Statement

MODALITY_NAMES: Final = {
    "guarantee": "确保", "plain": "完成", "strive": "力争", "process": "推进", "explore": "探索",
}  # fmt: skip
BOUND_SIGNS: Final = {"eq": "", "ge": "≥", "gt": "＞", "le": "≤", "lt": "＜", "approx": "约", "range": ""}
DIRECTIONS: Final = {"up": "增长", "down": "下降", "none": ""}
PRINTED: Final = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)[余多几]?(?P<unit>[^\d].*)?")
HEADING_NUMBER: Final = re.compile(r"[、.．()（）\s]+")


class LedgerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it is printed. `code` finds the row again when the form comes back filled in."""

    code: str
    number: int
    domain: str
    task: str
    indicator: str
    target: str
    unit: str
    modality: str
    deadline: str
    owner: str
    verifiability: str
    place: str
    commitment_id: str
    statement_id: str | None


def row_code(commitment_id: str, statement_id: str | None) -> str:
    """Six characters that stay the same as long as the promise stands at its place in the same text."""
    digest = hashlib.sha256(f"{commitment_id}|{statement_id or ''}".encode()).digest()
    return base64.b32encode(digest)[:6].decode()


def ledger_rows(bundle: Bundle) -> tuple[LedgerRow, ...]:
    """The rows of a report's ledger, in text order."""
    places = _Places(bundle)
    statements = {statement.id: statement for statement in bundle.statements}
    quantities = {quantity.id: quantity for quantity in bundle.quantities}
    repeated: dict[str, list[Commitment]] = {}
    for commitment in bundle.commitments:
        if commitment.repeats is not None:
            repeated.setdefault(commitment.repeats, []).append(commitment)
    rows: list[LedgerRow] = []
    for commitment in bundle.commitments:
        if commitment.repeats is not None:
            continue
        spots = [commitment, *repeated.get(commitment.id, [])]
        place = ";".join(places.describe(spot) for spot in spots)
        # The fullest wording names the schools; the overview only counts them.
        shown = max(spots, key=lambda spot: len(spot.text))
        domain = places.chapter(shown.section_id)
        targets: list[Statement | None] = [*_targets(shown, statements, quantities)]
        for statement in targets or [None]:
            rows.append(_row(len(rows) + 1, shown, statement, quantities, domain=domain, place=place))
    return tuple(rows)


def _targets(
    commitment: Commitment, statements: dict[str, Statement], quantities: dict[str, Quantity]
) -> list[Statement]:
    """The numbers promised, in the order of their places."""
    found = [statements[key] for key in commitment.statement_ids]
    targets = [s for s in found if s.quantity_id is not None and s.role in {"target", "change"}]
    return sorted(targets, key=lambda statement: quantities[statement.quantity_id or ""].start)


def _row(
    number: int,
    commitment: Commitment,
    statement: Statement | None,
    quantities: dict[str, Quantity],
    *,
    domain: str,
    place: str,
) -> LedgerRow:
    target, unit = print_target(statement, quantities) if statement else ("", "")
    return LedgerRow(
        code=row_code(commitment.id, statement.id if statement else None),
        number=number,
        domain=domain,
        task=commitment.text,
        indicator=statement.indicator.name if statement and statement.indicator else "",
        target=target,
        unit=unit,
        modality=MODALITY_NAMES[commitment.modality],
        deadline=print_deadline(commitment),
        owner=commitment.owner or "",
        verifiability=commitment.verifiability,
        place=place,
        commitment_id=commitment.id,
        statement_id=statement.id if statement else None,
    )


def print_target(statement: Statement, quantities: dict[str, Quantity]) -> tuple[str, str]:
    """The target with its sign and the unit, as printed: ("≥84", "%"), ("增长7", "%")."""
    quantity = quantities[statement.quantity_id or ""]
    number, unit = printed_number(quantity)
    direction = DIRECTIONS[statement.change.direction] if statement.change else ""
    return f"{direction}{BOUND_SIGNS[statement.bound or 'eq']}{number}", unit


def printed_number(quantity: Quantity) -> tuple[str, str]:
    """Number and unit as the text prints them where it uses Arabic digits, else in the base unit."""
    if quantity.upper is not None:
        return f"{quantity.value}—{quantity.upper}", quantity.unit
    match = PRINTED.fullmatch(quantity.text)
    if match is None:
        return quantity.value, quantity.unit
    return match["number"], match["unit"] or quantity.unit


def print_deadline(commitment: Commitment) -> str:
    """The term as printed, or the year by default."""
    if commitment.deadline is None:
        return ""
    year, _, month = commitment.deadline.date.partition("-")
    shown = f"{year}年{int(month[:2])}月" if month else f"{year}年"
    words = commitment.deadline.text
    return f"{words}({shown})" if words and words not in shown else shown


class _Places:
    """Chapter and paragraph of a place in the report."""

    def __init__(self, bundle: Bundle) -> None:
        self.sections = {section.id: section for section in bundle.sections}
        self.documents = {document.id: document for document in bundle.documents}
        # The title need not stand in every row when only one text promises anything.
        self.several = len({commitment.document_id for commitment in bundle.commitments}) > 1
        self.paragraphs: dict[str, list[int]] = {}
        for document in bundle.documents:
            lines = re.finditer(r"[^\n]*\S[^\n]*", bundle.text[document.start : document.end])
            self.paragraphs[document.id] = [document.start + line.start() for line in lines]

    def path(self, section_id: str) -> list[Section]:
        """The section and all around it, widest first."""
        section = self.sections.get(section_id)
        path: list[Section] = []
        while section is not None:
            path.insert(0, section)
            section = self.sections.get(section.parent_id) if section.parent_id else None
        return path

    def chapter(self, section_id: str) -> str:
        """The chapter that a reader would look under: the second level where there is one."""
        titled = [section for section in self.path(section_id) if section.title]
        if not titled:
            return ""
        numbered = [section for section in titled[:2] if section.number != "——"]
        chapter = (numbered or titled)[-1]
        return chapter.title or ""

    def describe(self, commitment: Commitment) -> str:
        """《某局2023年工作要点》二(一)2 第31段."""
        document = self.documents[commitment.document_id]
        numbers = [HEADING_NUMBER.sub("", s.number) for s in self.path(commitment.section_id) if s.number]
        spelled = "".join(f"({n})" if i == 1 else n for i, n in enumerate(numbers))
        paragraph = bisect_right(self.paragraphs[document.id], commitment.start)
        title = f"《{document.title}》" if document.title and self.several else ""
        return f"{title}{spelled} 第{paragraph}段".strip()
