"""One file to one bundle: read, run the stages, assemble. Pure but for reading the file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

import extractors
from extractors.layers import Heading, Layers, RegisterEntry
from extractors.records import Bundle, Source, report_key
from extractors.structure import find_structure
from pipeline.bundle import make_bundle
from pipeline.collector import rare_collections
from pipeline.files import sha256_hex
from pipeline.read import SourceText, read_bytes, read_content
from pipeline.read.doubts import find_doubts
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


def complete_heading(heading: Heading, source_text: SourceText) -> Heading:
    """The manifest's facts, and the page's own where neither manifest nor text gives a title.

    Many sites print a report's title above the article only; a title inside the text is always better.
    """
    if source_text.title is None or heading.title is not None:
        return heading
    documents, _ = find_structure(source_text.text, key="", heading=heading)
    if len(documents) != 1 or documents[0].title is not None:
        return heading
    return msgspec.structs.replace(
        heading,
        title=source_text.title,
        issuer=heading.issuer or documents[0].issuer or _full_issuer(source_text.title, source_text.issuer),
        issued=heading.issued or documents[0].issued or source_text.issued,
    )


def _full_issuer(title: str, issuer: str | None) -> str | None:
    """区教育局 above 某市某区教育局2022年工作总结 is 某市某区教育局."""
    at = title.find(issuer) if issuer else -1
    return title[: at + len(issuer)] if issuer and at > 0 and not title.startswith("关于") else issuer


@rare_collections()
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

    content = read_bytes(path, name=name)
    source_text = read_content(content, name=name, suffix=path.suffix.lower())
    text_sha256 = sha256_hex(source_text.text.encode("utf-8", "surrogatepass"))
    layers = extract_layers(
        Layers(
            text=source_text.text,
            key=report_key(text_sha256),
            heading=complete_heading(heading or Heading(), source_text),
            register=register,
        )
    )
    doubts = find_doubts(layers.text, numerals=layers.numerals, origins=source_text.origins, key=layers.key)
    layers = msgspec.structs.replace(layers, findings=(*layers.findings, *doubts))
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
