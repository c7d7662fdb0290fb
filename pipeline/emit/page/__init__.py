"""The pages: an index of all reports, and one page per report to look, check and correct.

Start at `write_pages`. A page is one self-contained file: text, data, style and script inside, no
network, a strict content security policy; it opens from the file system.

- `blocks` cuts a text into chapters and lines, `data` is what the script reads, `report` and `index`
  fill the templates, `assets` joins style and script and computes their fingerprints for the policy.
- `script/` holds ES modules, one task each; start at `main.js`. `style/` holds the sheets.
- A place in a text is linked as `review/<source id>.html#at=START-END` (code points), a record as
  `review/<source id>.html#<record id>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from extractors.records import Bundle
from pipeline.emit import Bundles
from pipeline.emit.page.assets import HERE
from pipeline.emit.page.index import (
    ReportSummary,
    compared_reports,
    find_comparisons,
    read_failures,
    render_index,
    summarise,
)
from pipeline.emit.page.report import Compared, render_report
from pipeline.files import sha256_hex, write_atomically

__all__ = ["write_pages"]

SUMMARIES: Final = "summaries.json"
"""What the index needs of each report, and what its page was made from: unchanged pages are left alone."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was written: the fingerprint of its bundle and of the code, and its index row."""

    made_from: str
    summary: ReportSummary


def write_pages(bundles: Bundles | Iterable[Bundle], out: Path) -> tuple[Path, ...]:
    """Write `out`/index.html and `out`/review/<source id>.html for each bundle; the pages."""
    folder = out / "review"
    known = _read_written(folder / SUMMARIES)
    comparisons = find_comparisons(out)
    compared = compared_reports(comparisons)
    written: dict[str, Written] = {}
    for source_id, made_from, bundle in _needed(bundles, folder, known, compared=compared):
        if bundle is None:
            written[source_id] = known[source_id]
            continue
        page = render_report(bundle, saving=None, compared=compared.get(source_id))
        write_atomically(folder / f"{source_id}.html", page)
        written[source_id] = Written(made_from=made_from, summary=summarise(bundle))
    write_atomically(folder / SUMMARIES, msgspec.json.encode(written) + b"\n")
    index = out / "index.html"
    summaries = [page.summary for page in written.values()]
    write_atomically(index, render_index(summaries, failures=read_failures(out), comparisons=comparisons))
    _remove_stale(folder, keep={f"{source_id}.html" for source_id in written})
    return (index, *(folder / f"{source_id}.html" for source_id in written))


def _needed(
    bundles: Bundles | Iterable[Bundle],
    folder: Path,
    known: dict[str, Written],
    *,
    compared: dict[str, Compared],
) -> Iterator[tuple[str, str, Bundle | None]]:
    """Each report's id, what its page is made from, and its bundle, None when its page is as it should be."""
    if not isinstance(bundles, Bundles):
        yield from ((bundle.source.id, "", bundle) for bundle in bundles)
        return
    for file in bundles.files:
        beside = msgspec.json.encode(compared.get(file.id))
        made_from = f"{file.sha256}+{_code()}+{sha256_hex(beside)[:12]}"
        held = known.get(file.id)
        current = held is not None and held.made_from == made_from
        if current and (folder / f"{file.id}.html").is_file():
            yield file.id, made_from, None
        else:
            yield file.id, made_from, file.read()


@cache
def _code() -> str:
    """Fingerprint of everything a page is made with."""
    fields = HERE.parents[1] / "review" / "fields.py"
    files = [fields, *sorted(path for path in HERE.rglob("*") if path.is_file() and path.suffix != ".pyc")]
    return sha256_hex("\n".join(sha256_hex(path.read_bytes()) for path in files).encode())[:12]


def _read_written(path: Path) -> dict[str, Written]:
    """The pages that an earlier run wrote; none when it left no list or one of another version."""
    if not path.is_file():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Written])
    except msgspec.DecodeError:
        return {}


def _remove_stale(folder: Path, *, keep: set[str]) -> None:
    """Take away pages of reports that are gone."""
    for path in sorted(folder.glob("*.html")):
        if path.name not in keep:
            path.unlink()
