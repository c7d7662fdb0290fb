"""One file to one bundle: read, run the stages, assemble. Pure but for reading the file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import extractors
from extractors.layers import Heading, Layers, RegisterEntry
from extractors.records import Bundle, Source, report_key
from pipeline.bundle import make_bundle
from pipeline.files import sha256_hex
from pipeline.read import read_source
from pipeline.review.records import Correction

HERE = Path(__file__).parent
RULE_FOLDERS = (Path(extractors.__file__).parent, HERE / "read", HERE / "review")


@cache
def rules_version() -> str:
    """Fingerprint of every rule and lexicon: a change in any of them makes old bundles stale."""
    digests = [
        f"{folder.name}/{path.relative_to(folder).as_posix()}:{sha256_hex(path.read_bytes())}"
        for folder in RULE_FOLDERS
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".toml", ".csv"}
    ]
    return sha256_hex("\n".join(digests).encode())[:12]


def extract_bundle(
    path: Path,
    *,
    name: str,
    source_id: str,
    heading: Heading | None = None,
    register: tuple[RegisterEntry, ...] = (),
    corrections: tuple[Correction, ...] = (),
) -> Bundle:
    """The bundle of the file at `path`.

    `name` is the path in the corpus, `heading` what the manifest overrides, `corrections` what people
    decided about its records. Raises SourceError when
    the file cannot become text.
    """
    from extractors.nlp import extract_layers
    from pipeline.review.apply import apply_corrections

    content = path.read_bytes()
    source_text = read_source(path, name=name)
    text_sha256 = sha256_hex(source_text.text.encode("utf-8", "surrogatepass"))
    layers = extract_layers(
        Layers(
            text=source_text.text,
            key=report_key(text_sha256),
            heading=heading or Heading(),
            register=register,
        )
    )
    layers, outcomes = apply_corrections(layers, corrections)
    source = Source(
        id=source_id,
        path=name,
        format=source_text.format,
        encoding=source_text.encoding,
        sha256=sha256_hex(content),
        bytes=len(content),
        notes=source_text.notes,
    )
    return make_bundle(
        layers,
        source=source,
        text_sha256=text_sha256,
        rules_version=rules_version(),
        origins=source_text.origins,
        corrections=outcomes,
    )
