"""Earlier reports of the body a report speaks for: what `taizhang check` holds it against.

Looked for in the bundles of the output folder, then in the folder where the report itself lies. A report
whose issuer cannot be told is held against none: two counties' 政府工作报告 are not one body's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from extractors.records import Bundle
from pipeline.bundle import BundleHead, read_bundle, read_head
from pipeline.errors import BundleError, SourceError

MOST_SIBLINGS: Final = 12
MOST_BYTES: Final = 2_000_000
QUICK_SUFFIXES: Final = frozenset({".txt", ".md", ".docx", ".html", ".htm"})
"""Files that are read in a moment; others are read by `taizhang extract`."""
OWN: Final = ""


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """The earlier reports of one body, oldest first, and what a person should know of the search."""

    bundles: tuple[Bundle, ...] = ()
    note: str | None = None

    def line(self) -> str | None:
        """The one line that says what was used."""
        said = [
            f"与同一机构更早的 {len(self.bundles)} 份报告核对:{'、'.join(b.source.id for b in self.bundles)}"
        ]
        parts = (said if self.bundles else []) + ([self.note] if self.note else [])
        return ";".join(parts) or None


def find_earlier(bundle: Bundle, *, path: Path, out: Path, others: Sequence[Bundle] = ()) -> Earlier:
    """The earlier reports of the body that `bundle` (read from `path`) speaks for.

    `others` are reports at hand already, such as those named in the same command.
    """
    folders = [out / "bundles"]
    if path.suffix == ".json":
        folders.append(path.parent)
    files = sorted({file.absolute() for folder in folders for file in folder.glob("*.json")})
    heads, damaged = _read_heads(files)
    kept = choose_earlier(bundle, (*others, *heads.values()))
    named = {id(head): file for file, head in heads.items()}
    bundles = [_read(head, named) for head in kept]
    note = f"{damaged} 份数据包读不成,未用(重新运行 taizhang extract)" if damaged else None
    if not any(id(head) in named for head in kept) and path.suffix != ".json":
        siblings, more = _siblings(path)
        found = choose_earlier(bundle, (*others, *siblings))
        bundles = [other for other in found if isinstance(other, Bundle)]
        note = note or more
    return Earlier(bundles=tuple(bundles), note=note)


def _read(head: Bundle | BundleHead, named: dict[int, Path]) -> Bundle:
    return head if isinstance(head, Bundle) else read_bundle(named[id(head)])


def _read_heads(files: Iterable[Path]) -> tuple[dict[Path, BundleHead], int]:
    """The heads of the bundle files, and how many could not be read."""
    heads: dict[Path, BundleHead] = {}
    damaged = 0
    for file in files:
        try:
            heads[file] = read_head(file)
        except (BundleError, OSError):
            damaged += 1
    return heads, damaged


def choose_earlier(bundle: Bundle, candidates: Sequence[Bundle | BundleHead]) -> list[Bundle | BundleHead]:
    """Those of the same body that report on earlier years, oldest first; each text once."""
    from pipeline.compare.bodies import make_clue, name_bodies

    own = place_in_time(bundle)
    if own is None:
        return []
    texts = {bundle.text_sha256}
    rivals: list[Bundle | BundleHead] = []
    for other in candidates:
        place = place_in_time(other)
        if other.text_sha256 not in texts and place is not None and place < own:
            texts.add(other.text_sha256)
            rivals.append(other)
    if not rivals:
        return []
    clues = [msgspec.structs.replace(make_clue(bundle), id=OWN)]
    clues += [msgspec.structs.replace(make_clue(other), id=str(n)) for n, other in enumerate(rivals, 1)]
    bodies = name_bodies(clues)
    if bodies[OWN] == clues[0].title and clues[0].issuer is None:
        return []
    same = [other for n, other in enumerate(rivals, 1) if bodies[str(n)] == bodies[OWN]]
    return sorted(same, key=lambda other: (place_in_time(other) or (0, 0), other.source.id))


def place_in_time(bundle: Bundle | BundleHead) -> tuple[int, int] | None:
    """The year a report reviews, then its plan; a plan by itself follows the review of the year before."""
    from pipeline.compare.calendar import years_of

    reviewed, planned = years_of(bundle)
    if reviewed:
        return max(reviewed), 0
    return (min(planned) - 1, 1) if planned else None


def _siblings(path: Path) -> tuple[list[Bundle], str | None]:
    """The other reports of the folder, read now, when they are few and quickly read."""
    from pipeline.context import Contexts
    from pipeline.corpus import find_reports
    from pipeline.work import extract_task

    here = path.absolute()
    reports = [
        report
        for report in find_reports([path.parent])
        if report.path != here
        and report.path.parent == here.parent
        and report.path.suffix.lower() in QUICK_SUFFIXES
        and report.path.stat().st_size <= MOST_BYTES
    ]
    if len(reports) > MOST_SIBLINGS:
        said = f"同一文件夹里有 {len(reports)} 份别的报告,没有逐份读"
        return [], f"{said}:先运行 taizhang extract,或用 --earlier 指明"
    contexts = Contexts()
    bundles = []
    damaged = 0
    for report in reports:
        try:
            bundles.append(extract_task(contexts.task(report)))
        except (SourceError, BundleError):
            damaged += 1
    return bundles, f"同一文件夹里 {damaged} 份读不成,未用" if damaged else None
