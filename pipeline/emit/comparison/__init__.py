"""Comparisons of every body with bundles: `output/comparison/<body>.json`, .docx, .html and .xlsx.

The map: `chapters` writes the Word document with `office` (styles, tables) and `charts` (native charts);
`page` the HTML page with `drawings` (SVG); `workbook` the workbook. All are made from the comparison alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import msgspec

from extractors.records import Bundle
from pipeline.compare.accepted import Exemption
from pipeline.compare.filled import Filled
from pipeline.compare.records import Comparison
from pipeline.emit import BundleFile, Bundles
from pipeline.errors import BundleError
from pipeline.files import write_atomically

Writer = Callable[[Comparison], bytes]
# suffix, "module:function"; the heavy libraries are imported only when a document is written.
WRITERS: Final[tuple[tuple[str, str], ...]] = (
    (".json", "pipeline.emit.comparison:encode_comparison"),
    (".docx", "pipeline.emit.comparison.chapters:write_document"),
    (".html", "pipeline.emit.comparison.page:write_page"),
    (".xlsx", "pipeline.emit.comparison.workbook:write_workbook"),
)
SUFFIXES: Final = tuple(suffix for suffix, _ in WRITERS)
UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def emit_comparisons(bundles: Bundles, out: Path) -> tuple[Path, ...]:
    """Compare every body's reports and write all forms; comparisons of bodies that are gone are removed."""
    written: list[Path] = []
    for _, comparison in compare_bodies(bundles, out=out):
        written.extend(write_comparison(comparison, out))
    remove_others(out / "comparison", keep=set(written))
    return tuple(written)


def compare_bodies(
    bundles: Bundles, *, out: Path, body: str | None = None, years: tuple[int, int] | None = None
) -> Iterator[tuple[str, Comparison]]:
    """Each body's comparison, one body in memory at a time; `body` takes any form of one name. Ledgers that
    were filled in and read back into `out`, and exceptions on record beside the reports, are used.
    """
    from pipeline.beside import accepted_files
    from pipeline.compare.bodies import is_short_for, normalise_issuer
    from pipeline.compare.compare import compare_body
    from pipeline.state import read_state

    accepted = accepted_files(read_state(out), out=out)
    wanted = normalise_issuer(body) if body is not None else None
    for name, files in files_by_body(bundles).items():
        if wanted is None or wanted == name or is_short_for(wanted, name):
            read = [file.read() for file in files]
            filled = [figure for bundle in read for figure in read_filled(bundle, out)]
            exemptions = [
                exemption
                for bundle in read
                if bundle.source.id in accepted
                for exemption in read_exemptions(bundle.source.id, accepted[bundle.source.id])
            ]
            yield (
                name,
                compare_body(read, body=name, years=years, filled=filled, exemptions=exemptions),
            )


def read_exemptions(source_id: str, path: Path) -> list[Exemption]:
    """The exceptions on record beside one report."""
    from pipeline.check import read_accepted

    return [
        Exemption(source=source_id, id=row.id, code=row.code, text=row.text, reason=row.reason, who=row.who)
        for row in read_accepted(path)
    ]


def read_filled(bundle: Bundle, out: Path) -> list[Filled]:
    """The completion figures that an office filled in for this report, if its text is still the same."""
    from pipeline.beside import completions_path
    from pipeline.ledger.reading import Completions

    path = completions_path(out, bundle.source.id)
    if not path.is_file():
        return []
    try:
        completions = msgspec.json.decode(path.read_bytes(), type=Completions)
    except msgspec.DecodeError as error:
        raise BundleError(
            path.name, f"不是读回的台账({error})", "用 taizhang ledger --read 重新读回"
        ) from error
    if completions.text_sha256 != bundle.text_sha256:
        return []
    return [
        Filled(
            statement_id=row.statement_id,
            value=row.base_value,
            unit=row.base_unit or "",
            place=f"{row.file} 第{row.row}行",
        )
        for row in completions.completions
        if row.statement_id and row.base_value is not None
    ]


def files_by_body(bundles: Bundles) -> dict[str, list[BundleFile]]:
    """The bundle files of each body; bundles are read one at a time."""
    from pipeline.compare.bodies import Clue, make_clue, name_bodies

    clues: list[Clue] = [make_clue(file.read()) for file in bundles.files]
    named = name_bodies(clues)
    found: dict[str, list[BundleFile]] = {}
    for file in bundles.files:
        found.setdefault(named[file.id], []).append(file)
    return dict(sorted(found.items()))


def write_comparison(comparison: Comparison, out: Path) -> list[Path]:
    """Write all forms of one comparison; the files."""
    stem = file_stem(comparison.body)
    written = []
    for suffix, target in WRITERS:
        module, _, function = target.partition(":")
        write: Writer = getattr(import_module(module), function)
        path = out / "comparison" / f"{stem}{suffix}"
        write_atomically(path, write(comparison))
        written.append(path)
    return written


def file_stem(body: str) -> str:
    """The body's name as a file name."""
    return UNSAFE.sub("_", body).strip(" .")[:80] or "_"


def encode_comparison(comparison: Comparison) -> bytes:
    """The comparison as JSON, indented for people; the same comparison gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(comparison), indent=1) + b"\n"


def remove_others(folder: Path, *, keep: set[Path]) -> None:
    """Remove comparisons that this run did not write."""
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.suffix in SUFFIXES and path not in keep:
                path.unlink()
