"""Reading one report leaves the process as it was."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from pipeline.collector import RARELY, rare_collections
from pipeline.errors import SourceError
from pipeline.extract import extract_bundle


def test_the_collector_waits_only_while_a_report_is_read(tmp_path: Path) -> None:
    before = gc.get_threshold()
    with rare_collections():
        assert gc.get_threshold() == RARELY != before
    assert gc.get_threshold() == before
    report = tmp_path / "报告.txt"
    report.write_text("某县教育局2022年工作总结\n新增学位900个。\n", "utf-8")
    assert extract_bundle(report, name=report.name, source_id="a").statements
    assert gc.get_threshold() == before


def test_a_file_that_cannot_be_read_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    before = gc.get_threshold()
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    with pytest.raises(SourceError):
        extract_bundle(empty, name=empty.name, source_id="a")
    assert gc.get_threshold() == before
