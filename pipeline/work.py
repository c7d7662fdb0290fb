"""The unit of work that may run anywhere: one report's file becomes one bundle's bytes.

A task holds plain values only and the result too, so that both travel to another process or machine.
Nothing raised by a bad file leaves `extract_one`: it becomes the outcome's failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from extractors.layers import Heading, RegisterEntry
from extractors.records import Bundle
from pipeline.errors import SourceError
from pipeline.progress import COUNTED
from pipeline.review.records import Correction
from pipeline.state import Failure


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One report to be processed."""

    key: str
    path: str
    name: str
    id: str
    bytes: int
    heading: Heading = Heading()
    register: tuple[RegisterEntry, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a task became: a bundle's bytes, or a failure."""

    key: str
    bundle: bytes | None = None
    counts: dict[str, int] = {}
    notes: tuple[str, ...] = ()
    failure: Failure | None = None


def extract_task(task: Task) -> Bundle:
    """The bundle of a task. Raises SourceError when the file cannot become text."""
    from pipeline.extract import extract_bundle

    return extract_bundle(
        Path(task.path),
        name=task.name,
        source_id=task.id,
        heading=task.heading,
        register=task.register,
        corrections=task.corrections,
    )


def extract_one(task: Task) -> Outcome:
    """Process one report."""
    from pipeline.bundle import encode_bundle

    try:
        bundle = extract_task(task)
    except SourceError as error:
        return Outcome(key=task.key, failure=Failure(what=error.what, remedy=error.remedy))
    except OSError as error:
        return Outcome(
            key=task.key,
            failure=Failure(what=error.strerror or str(error), remedy="请检查路径和权限"),
        )
    return Outcome(
        key=task.key,
        bundle=encode_bundle(bundle),
        counts={key: len(getattr(bundle, key)) for key, _ in COUNTED},
        notes=bundle.source.notes,
    )


def extract_batch(tasks: Sequence[Task]) -> list[Outcome]:
    """Process several reports; one call for many small files keeps an engine's overhead small."""
    return [extract_one(task) for task in tasks]
