"""A report's layers while corrections are put on them: lists that may change, and references kept whole."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import msgspec

from extractors.layers import Layers
from extractors.records import Document, Section, record_id
from pipeline.review.anchors import Place
from pipeline.review.records import LAYER_OF

# The word that a record's id holds for its kind.
ID_WORDS = {"mention": "school"}


class Working:
    """The layers as lists. `replace` and `remove` keep every reference between records whole."""

    def __init__(self, layers: Layers) -> None:
        self.text = layers.text
        self.key = layers.key
        self.documents = layers.documents
        self.sections = layers.sections
        self.tokens = layers.tokens
        self.layers: dict[str, list[Any]] = {name: list(getattr(layers, name)) for name in LAYER_OF.values()}
        self._indexes: dict[str, dict[str, int]] = {}
        self._spans: dict[str, list[tuple[int, int, str]]] = {}
        self._longest: dict[str, int] = {}
        self._grown: set[str] = set()

    def finish(self, layers: Layers) -> Layers:
        """The layers with what was changed, in the order of the text."""
        done: dict[str, Any] = {}
        for name, records in self.layers.items():
            if name in self._grown and name not in ("schools", "findings"):
                records = sorted(records, key=lambda record: (record.start, record.end))
            done[name] = tuple(records)
        return msgspec.structs.replace(layers, **done)

    def document_at(self, place: int) -> Document:
        """The legal text that holds a place, else the last one."""
        held = [d for d in self.documents if d.start <= place < d.end]
        return held[-1] if held else self.documents[-1]

    def section_at(self, place: int) -> Section:
        """The innermost section that holds a place, else the last one."""
        held = [s for s in self.sections if s.start <= place < s.end]
        return max(held, key=lambda s: (s.level, s.start)) if held else self.sections[-1]

    def held(self, layer: str, id: str) -> Any | None:
        """The record of that id, None when there is none."""
        at = self._index(layer).get(id)
        return None if at is None else self.layers[layer][at]

    def _index(self, layer: str) -> dict[str, int]:
        """Where each record of a layer stands in its list, by id."""
        if layer not in self._indexes:
            self._indexes[layer] = {record.id: at for at, record in enumerate(self.layers[layer])}
        return self._indexes[layer]

    def new_id(self, kind: str, start: int, end: int) -> str:
        """An id for a record over these words that no other record has."""
        taken = self._index(LAYER_OF[kind])
        ordinal = 0
        while (made := record_id(self.key, ID_WORDS.get(kind, kind), start, end, ordinal)) in taken:
            ordinal += 1
        return made

    def around(self, kind: str, place: Place) -> list[tuple[int, int, Any]]:
        """Records of a kind that share characters with a place, each with the words it is known by."""
        layer = LAYER_OF[kind]
        if kind not in self._spans:
            spans = sorted((*self._words_of(kind, record), record.id) for record in self.layers[layer])
            self._spans[kind] = spans
            self._longest[kind] = max((end - start for start, end, _ in spans), default=0)
        spans = self._spans[kind]
        low = bisect_left(spans, (place.start - self._longest[kind],))
        high = bisect_left(spans, (place.end,))
        return [(start, end, self.held(layer, id)) for start, end, id in spans[low:high] if end > place.start]

    def _words_of(self, kind: str, record: Any) -> tuple[int, int]:
        """The words a record is known by: a statement by its number, a finding by its first place."""
        if kind == "finding":
            own = next((span for span in record.evidence if span.source is None), None)
            return (own.start, own.end) if own else (0, 0)
        if kind == "statement" and record.quantity_id is not None:
            quantity = self.held("quantities", record.quantity_id)
            if quantity is not None:
                return quantity.start, quantity.end
        return record.start, record.end

    def add(self, layer: str, record: Any) -> None:
        """Put a new record into its layer."""
        self.layers[layer].append(record)
        self._grown.add(layer)
        self._forget()

    def drop(self, layer: str, record: Any) -> None:
        """Take a record out of its layer, and nothing else."""
        self.layers[layer] = [held for held in self.layers[layer] if held.id != record.id]
        self._forget()

    def _forget(self) -> None:
        self._indexes.clear()
        self._spans.clear()

    def replace(self, layer: str, old: Any, new: Any) -> None:
        """Put `new` where the record with the id of `old` stands."""
        self.layers[layer][self._index(layer)[old.id]] = new

    def change_all(self, layer: str, change: Any) -> None:
        """Put every record of a layer through `change`."""
        self.layers[layer] = [change(record) for record in self.layers[layer]]

    def remove(self, kind: str, record: Any) -> None:
        """Take a record away, with what cannot stand without it."""
        self.drop(LAYER_OF[kind], record)
        gone = record.id
        if kind == "quantity":
            for statement in [s for s in self.layers["statements"] if s.quantity_id == gone]:
                self.remove("statement", statement)
            self.change_all("lists", lambda held: _without(held, "quantity_id", gone))
        elif kind == "statement":
            self.change_all("statements", lambda held: _without(held, "repeats", gone))
            self.change_all("commitments", lambda held: _less(held, "statement_ids", gone))
        elif kind == "project":
            self.change_all("commitments", lambda held: _less(held, "project_ids", gone))
        elif kind == "commitment":
            self.change_all("commitments", lambda held: _without(held, "repeats", gone))
        elif kind == "mention" and record.school_id is not None:
            self.move_school_at(record.start, record.end, None)
            self.drop_unspoken(record.school_id)

    def drop_unspoken(self, school_id: str) -> None:
        """Take away a school that no mention speaks of any more."""
        spoken = any(mention.school_id == school_id for mention in self.layers["school_mentions"])
        parent = any(school.parent_id == school_id for school in self.layers["schools"])
        if spoken or parent:
            return
        school = self.held("schools", school_id)
        if school is not None:
            self.drop("schools", school)
        self.renumber_school(school_id, None)

    def renumber_school(self, old: str, new: str | None) -> None:
        """Let everything that spoke of the school `old` speak of `new`."""
        self.change_all("school_mentions", lambda held: _pointed(held, "school_id", old, new))
        self.change_all("projects", lambda held: _pointed(held, "school_id", old, new))
        self.change_all("schools", lambda held: _pointed(held, "parent_id", old, new))
        self.change_all("lists", lambda held: _members(held, lambda m: _pointed(m, "school_id", old, new)))
        self.change_all("commitments", lambda held: _renamed(held, "school_ids", old, new))

    def move_school_at(self, start: int, end: int, new: str | None) -> None:
        """Let list members and projects over these words speak of the school `new`."""

        def moved(held: Any) -> Any:
            over = held.start <= start and end <= held.end
            return msgspec.structs.replace(held, school_id=new) if over and held.school_id else held

        self.change_all("lists", lambda held: _members(held, moved))
        self.change_all("projects", moved)


def _without(record: Any, field: str, gone: str) -> Any:
    return msgspec.structs.replace(record, **{field: None}) if getattr(record, field) == gone else record


def _less(record: Any, field: str, gone: str) -> Any:
    ids = getattr(record, field)
    return (
        msgspec.structs.replace(record, **{field: tuple(i for i in ids if i != gone)})
        if gone in ids
        else record
    )


def _pointed(record: Any, field: str, old: str, new: str | None) -> Any:
    return msgspec.structs.replace(record, **{field: new}) if getattr(record, field) == old else record


def _renamed(record: Any, field: str, old: str, new: str | None) -> Any:
    ids = getattr(record, field)
    if old not in ids:
        return record
    kept = dict.fromkeys(new if i == old else i for i in ids)
    return msgspec.structs.replace(record, **{field: tuple(i for i in kept if i is not None)})


def _members(record: Any, change: Any) -> Any:
    members = tuple(change(member) for member in record.members)
    return msgspec.structs.replace(record, members=members) if members != record.members else record
