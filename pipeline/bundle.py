"""The bundle file: records to JSON and back, and the JSON Schema made from the record types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import msgspec

from extractors.layers import Layers
from extractors.records import (
    SCHEMA_VERSION,
    Bundle,
    CorrectionOutcome,
    Document,
    Origin,
    Section,
    Source,
)
from pipeline.errors import BundleError


class BundleHead(msgspec.Struct, frozen=True, kw_only=True):
    """The top of a bundle: what tells whose report of which years it is. Read without the rest."""

    source: Source
    text: str
    text_sha256: str
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]


Read = TypeVar("Read")
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Bundle)
_HEAD_DECODER = msgspec.json.Decoder(BundleHead)


def make_bundle(
    layers: Layers,
    *,
    source: Source,
    text_sha256: str,
    rules_version: str,
    origins: tuple[Origin, ...],
    corrections: tuple[CorrectionOutcome, ...] = (),
) -> Bundle:
    """A bundle from a report's finished layers."""
    shared = set(Bundle.__struct_fields__).intersection(Layers.__struct_fields__)
    return Bundle(
        schema_version=SCHEMA_VERSION,
        source=source,
        text_sha256=text_sha256,
        rules_version=rules_version,
        origins=origins,
        corrections=corrections,
        **{name: getattr(layers, name) for name in shared},
    )


def encode_bundle(bundle: Bundle) -> bytes:
    """The bundle as JSON: the same bundle gives the same bytes."""
    return _ENCODER.encode(bundle) + b"\n"


def read_bundle(path: Path) -> Bundle:
    """Read and check a bundle file. Raises BundleError naming the field that is wrong."""
    return _decode(path, _DECODER)


def read_head(path: Path) -> BundleHead:
    """Read only the head of a bundle file. Raises BundleError like `read_bundle`."""
    return _decode(path, _HEAD_DECODER)


def _decode(path: Path, decoder: msgspec.json.Decoder[Read]) -> Read:
    try:
        return decoder.decode(path.read_bytes())
    except FileNotFoundError as error:
        raise BundleError(path.name, "没有这个数据包", "先运行 taizhang extract") from error
    except msgspec.DecodeError as error:
        raise BundleError(
            path.name, f"不是本版本的数据包({error})", "用 taizhang extract --force 重新生成"
        ) from error


def bundle_schema() -> dict[str, object]:
    """The JSON Schema of a bundle (2020-12), made from the record types."""
    (schema,), components = msgspec.json.schema_components((Bundle,), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "taizhang bundle",
        **schema,
        "$defs": dict(sorted(components.items())),
    }


def encode_schema() -> bytes:
    """The JSON Schema as it is committed and printed."""
    return (json.dumps(bundle_schema(), ensure_ascii=False, indent=1) + "\n").encode()
