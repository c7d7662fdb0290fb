"""The committed JSON Schema is the record types' own, and the shipped report's bundle obeys it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pipeline.bundle import encode_bundle, encode_schema, read_bundle
from pipeline.errors import BundleError
from pipeline.extract import extract_bundle

PROJECT = Path(__file__).resolve().parent.parent
COMMITTED = PROJECT / "docs" / "bundle.schema.json"
REPORT = PROJECT / "corpus" / "ouhai_2022_2023.txt"


@pytest.fixture(scope="module")
def encoded() -> bytes:
    return encode_bundle(extract_bundle(REPORT, name=REPORT.name, source_id=REPORT.stem))


def test_the_committed_schema_is_current() -> None:
    assert COMMITTED.read_bytes() == encode_schema(), "记录类型改了:请运行 make schema"


def test_the_shipped_bundle_obeys_the_schema(encoded: bytes) -> None:
    schema = json.loads(COMMITTED.read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(encoded)))
    assert not errors, errors[0].message


def test_the_schema_refuses_what_is_no_bundle(encoded: bytes) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(COMMITTED.read_bytes()))
    bundle = json.loads(encoded)
    assert not validator.is_valid({**bundle, "surprise": 1})
    assert not validator.is_valid({**bundle, "schema_version": "2"})
    assert not validator.is_valid({key: value for key, value in bundle.items() if key != "numerals"})


def test_a_bundle_comes_back_as_it_was_written(encoded: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(encoded)
    bundle = read_bundle(path)
    assert encode_bundle(bundle) == encoded


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "不是本版本的数据包"), (b"{}", "schema_version"), (b'{"schema_version":"9"}', "schema_version")],
)
def test_what_is_no_bundle_is_refused(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_bytes(content)
    with pytest.raises(BundleError, match=told):
        read_bundle(path)
