"""What annotators do in Label Studio and doccano comes back as corrections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.review.exchange import (
    LABELS,
    find_corrections,
    find_stretches,
    label_studio_config,
    read_tasks,
    write_doccano,
    write_label_studio,
)
from tests.page.sample import TEXT, make_sample, place

MADE = "2031-03-01T08:00:00Z"


def label_studio_export(results: list[dict[str, Any]], text: str = TEXT) -> str:
    annotation = {"result": results, "completed_by": {"email": "wang@example.org"}}
    return json.dumps([{"data": {"source_id": "sample", "text": text}, "annotations": [annotation]}])


def test_the_machines_records_become_labels() -> None:
    stretches = {(TEXT[s.start : s.end], s.label) for s in find_stretches(make_sample())}
    assert stretches == {
        ("360个", "目标"),
        ("62.5%", "目标"),
        ("390个", "结果"),
        ("城东区第一实验幼儿园", "学校"),
        ("河西小学扩建工程", "项目"),
        ("确保建成投用城东区第一实验幼儿园", "承诺-确保"),
        ("新增学位360个", "承诺-直陈"),
        ("争取开工河西小学扩建工程", "承诺-力争"),
    }
    assert all(f'value="{label}"' in label_studio_config() for label in LABELS)


@pytest.mark.parametrize("tool", ["label-studio", "doccano"])
def test_untouched_work_brings_no_correction(tmp_path: Path, tool: str) -> None:
    path = tmp_path / "work.json"
    if tool == "doccano":
        path.write_bytes(write_doccano([make_sample()]))
    else:
        (task,) = json.loads(write_label_studio([make_sample()]))
        path.write_text(label_studio_export(task["predictions"][0]["result"]), "utf-8")
    (task,) = read_tasks(path)
    assert find_corrections(make_sample(), task, made=MADE) == ([], [])


def test_what_an_annotator_did_comes_back(tmp_path: Path) -> None:
    (line,) = write_doccano([make_sample()]).decode().splitlines()
    row = json.loads(line)
    labels = {tuple(label) for label in row["label"]}
    labels.remove((*place("河西小学扩建工程"), "项目"))
    labels.remove((*place("390个"), "结果"))
    labels.add((*place("390个"), "目标"))
    labels.add((place("河西小学")[0], place("河西小学")[0] + 4, "学校"))
    labels.add((*place("2031年"), "奖项")) if TEXT.count("2031年") == 1 else None
    path = tmp_path / "work.jsonl"
    path.write_text(json.dumps({**row, "label": sorted(labels), "annotator": "王敏"}), "utf-8")
    (task,) = read_tasks(path)
    corrections, problems = find_corrections(make_sample(), task, made=MADE)
    done = {(c.action, c.kind, c.quote): (c.fields, c.was, c.by) for c in corrections}
    assert done == {
        ("change", "statement", "390个"): ({"role": "target"}, {"role": "result"}, "王敏"),
        ("add", "mention", "河西小学"): ({"name": "河西小学"}, {}, "王敏"),
        ("reject", "project", "河西小学扩建工程"): ({}, {}, "王敏"),
    }
    assert len(problems) == 1 and "奖项" in problems[0]


def test_rare_characters_count_as_one(tmp_path: Path) -> None:
    text = "𠮷祥小学新增学位5个"
    value = {"start": 9, "end": 11, "text": "5个", "labels": ["数量"]}
    path = tmp_path / "work.json"
    path.write_text(label_studio_export([{"type": "labels", "value": value}], text), "utf-8")
    (task,) = read_tasks(path)
    assert [text[s.start : s.end] for s in task.stretches] == ["5个"]


@pytest.mark.parametrize("content", ["", "[1]", '{"text": 3}', "not json", '[{"data": {"text": "x"}}]'])
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "work.json"
    path.write_text(content, "utf-8")
    if content == "":
        assert read_tasks(path) == []
        return
    with pytest.raises(UsageError, match="不是标注工具导出的文件"):
        read_tasks(path)
