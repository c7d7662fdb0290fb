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

from collections.abc import Iterable
from pathlib import Path

from extractors.records import Bundle
from pipeline.emit.page.index import find_comparisons, read_failures, render_index, summarise
from pipeline.emit.page.report import render_report
from pipeline.files import write_atomically

__all__ = ["write_pages"]


def write_pages(bundles: Iterable[Bundle], out: Path) -> tuple[Path, ...]:
    """Write `out`/index.html and `out`/review/<source id>.html for each bundle; the files written."""
    folder = out / "review"
    written, summaries = [], []
    for bundle in bundles:
        path = folder / f"{bundle.source.id}.html"
        write_atomically(path, render_report(bundle, saving=None))
        written.append(path)
        summaries.append(summarise(bundle))
    index = out / "index.html"
    page = render_index(summaries, failures=read_failures(out), comparisons=find_comparisons(out))
    write_atomically(index, page)
    _remove_stale(folder, keep={path.name for path in written})
    return (index, *written)


def _remove_stale(folder: Path, *, keep: set[str]) -> None:
    """Take away pages of reports that are gone."""
    for path in sorted(folder.glob("*.html")):
        if path.name not in keep:
            path.unlink()
