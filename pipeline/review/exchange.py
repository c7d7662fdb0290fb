"""Files for the annotation tools people know: Label Studio's JSON and doccano's JSON lines.

Written: each report with the machine's records as labelled stretches (目标 over 95%以上's number, 学校
over a name, 承诺-力争 over a deed). Read back: what an annotator removed is a rejection, what was
labelled otherwise a change, what was added an addition. Findings and lists, which are more than a
stretch with a label, stay with the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from extractors.records import Bundle
from pipeline.errors import UsageError
from pipeline.files import sha256_hex
from pipeline.review.anchors import make_anchor
from pipeline.review.fields import Value
from pipeline.review.records import Correction

Format = Literal["label-studio", "doccano"]

ROLES: Final = {"result": "结果", "target": "目标", "change": "变化", "baseline": "基数", "context": "背景"}
STRENGTHS: Final = {
    "guarantee": "确保",
    "plain": "直陈",
    "strive": "力争",
    "process": "推进",
    "explore": "探索",
}
QUANTITY: Final = "数量"
SCHOOL: Final = "学校"
PROJECT: Final = "项目"
COMMITMENT: Final = "承诺-"
LABELS: Final = (
    *ROLES.values(),
    QUANTITY,
    SCHOOL,
    PROJECT,
    *(COMMITMENT + word for word in STRENGTHS.values()),
)
KIND_OF: Final = {
    **dict.fromkeys(ROLES.values(), "statement"),
    QUANTITY: "quantity",
    SCHOOL: "mention",
    PROJECT: "project",
}
# 204518.04万元: the number and the unit after it
NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)(.*)", re.DOTALL)


class Stretch(msgspec.Struct, frozen=True, order=True):
    """A labelled stretch of text."""

    start: int
    end: int
    label: str


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotator made of one report."""

    source_id: str
    text: str
    stretches: tuple[Stretch, ...]
    by: str


def find_stretches(bundle: Bundle) -> list[Stretch]:
    """The machine's records as labelled stretches, in text order."""
    quantities = {quantity.id: quantity for quantity in bundle.quantities}
    spoken: set[str] = set()
    found: set[Stretch] = set()
    for statement in bundle.statements:
        if statement.quantity_id in quantities:
            quantity = quantities[statement.quantity_id]
            spoken.add(quantity.id)
            found.add(Stretch(quantity.start, quantity.end, ROLES[statement.role]))
    found.update(Stretch(q.start, q.end, QUANTITY) for q in bundle.quantities if q.id not in spoken)
    found.update(Stretch(m.start, m.end, SCHOOL) for m in bundle.school_mentions)
    found.update(Stretch(p.start, p.end, PROJECT) for p in bundle.projects)
    found.update(Stretch(c.start, c.end, COMMITMENT + STRENGTHS[c.modality]) for c in bundle.commitments)
    return sorted(found)


def write_label_studio(bundles: Iterable[Bundle]) -> bytes:
    """Tasks with the machine's records as predictions, to be imported into a Label Studio project."""
    tasks = []
    for bundle in bundles:
        results = [
            {
                "id": f"s{number}",
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {
                    "start": stretch.start,
                    "end": stretch.end,
                    "text": bundle.text[stretch.start : stretch.end],
                    "labels": [stretch.label],
                },
            }
            for number, stretch in enumerate(find_stretches(bundle))
        ]
        tasks.append(
            {
                "data": {"source_id": bundle.source.id, "text": bundle.text},
                "predictions": [{"model_version": bundle.rules_version, "result": results}],
            }
        )
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def write_doccano(bundles: Iterable[Bundle]) -> bytes:
    """One line a report for a doccano project of sequence labelling (with overlapping labels allowed)."""
    lines = []
    for bundle in bundles:
        labels = [[stretch.start, stretch.end, stretch.label] for stretch in find_stretches(bundle)]
        line = {"source_id": bundle.source.id, "text": bundle.text, "label": labels}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    return "".join(lines).encode("utf-8", "replace")


def label_studio_config() -> str:
    """The labelling interface for Label Studio that fits the exported tasks."""
    labels = "\n".join(f'    <Label value="{label}"/>' for label in LABELS)
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )


def read_tasks(path: Path) -> list[Task]:
    """The tasks of a file that either tool exported. Raises UsageError saying what is wrong with it."""
    try:
        content = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(str(path), "没有这个文件", "请检查路径") from error
    except UnicodeDecodeError as error:
        raise UsageError(str(path), "不是 UTF-8 编码", "请另存为 UTF-8") from error
    try:
        if content.lstrip().startswith("["):
            return [_label_studio_task(row) for row in json.loads(content)]
        return [_doccano_task(json.loads(line)) for line in content.splitlines() if line.strip()]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        remedy = "请从 Label Studio 导出 JSON,或从 doccano 导出 JSONL"
        raise UsageError(str(path), f"不是标注工具导出的文件({error})", remedy) from error


def _label_studio_task(row: dict[str, Any]) -> Task:
    text = row["data"]["text"]
    done = [a for a in row.get("annotations", []) if not a.get("was_cancelled")]
    if not done:
        raise ValueError(f"任务 {row['data'].get('source_id', '')} 还没有标注")
    by = done[-1].get("completed_by", "")
    by = by.get("email", "") if isinstance(by, dict) else str(by)
    stretches = []
    for result in done[-1]["result"]:
        if result.get("type") != "labels":
            continue
        value = result["value"]
        start, end = _in_code_points(text, value["start"], value["end"], value.get("text"))
        stretches += [Stretch(start, end, label) for label in value["labels"]]
    return Task(source_id=row["data"]["source_id"], text=text, stretches=tuple(sorted(stretches)), by=by)


def _in_code_points(text: str, start: int, end: int, words: str | None) -> tuple[int, int]:
    """Offsets as code points: a browser counts a rare character as two."""
    if words is None or text[start:end] == words:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    first = len(units[: start * 2].decode("utf-16-le", "ignore"))
    return first, first + len(units[start * 2 : end * 2].decode("utf-16-le", "ignore"))


def _doccano_task(row: dict[str, Any]) -> Task:
    if "entities" in row:
        stretches = [Stretch(e["start_offset"], e["end_offset"], e["label"]) for e in row["entities"]]
    else:
        stretches = [
            Stretch(start, end, label) for start, end, label in row["labels" if "labels" in row else "label"]
        ]
    by = str(row.get("annotator", row.get("username", "")))
    return Task(source_id=row["source_id"], text=row["text"], stretches=tuple(sorted(stretches)), by=by)


def find_corrections(bundle: Bundle, task: Task, *, made: str) -> tuple[list[Correction], list[str]]:
    """What the annotator decided, as corrections; and what cannot be taken over, in Chinese."""
    machine = set(find_stretches(bundle))
    annotated = set(task.stretches)
    lost, gained = sorted(machine - annotated), sorted(annotated - machine)
    corrections, problems = [], []
    for stretch in gained:
        words = task.text[stretch.start : stretch.end]
        twin = next((old for old in lost if _same_record(old, stretch)), None)
        if stretch.label not in LABELS:
            problems.append(f"{task.source_id}:不认识的标签“{stretch.label}”(“{words[:20]}”)")
        elif twin is not None:
            lost.remove(twin)
            old, new = _fields(twin, ""), _fields(stretch, "")
            corrections.append(_correction(task, stretch, "change", fields=new, was=old, made=made))
        elif (fields := _fields(stretch, words)) is not None:
            corrections.append(_correction(task, stretch, "add", fields=fields, was={}, made=made))
        else:
            problems.append(f"{task.source_id}:“{words[:20]}”里没有数字,请在页面上补记数量")
    corrections += [_correction(task, old, "reject", fields={}, was={}, made=made) for old in _rejected(lost)]
    return corrections, problems


def _rejected(lost: list[Stretch]) -> Iterator[Stretch]:
    """Stretches that an annotator took away; a place that lost several roles is rejected once."""
    seen = set()
    for stretch in lost:
        key = (stretch.start, stretch.end, _kind(stretch))
        if key not in seen:
            seen.add(key)
            yield stretch


def _kind(stretch: Stretch) -> str:
    return KIND_OF.get(stretch.label, "commitment")


def _same_record(old: Stretch, new: Stretch) -> bool:
    same_kind = _kind(old) == _kind(new) and _kind(new) in ("statement", "commitment")
    return same_kind and (old.start, old.end) == (new.start, new.end)


def _fields(stretch: Stretch, words: str) -> dict[str, Value] | None:
    """What a label says of a record; None where the words hold no number that a quantity needs."""
    roles = {word: code for code, word in ROLES.items()}
    if stretch.label in roles:
        return {"role": roles[stretch.label]}
    if stretch.label.startswith(COMMITMENT):
        strengths = {word: code for code, word in STRENGTHS.items()}
        return {"modality": strengths[stretch.label.removeprefix(COMMITMENT)]}
    if stretch.label == QUANTITY:
        number = NUMBER.search(words)
        return {"value": number[1], "unit": number[2].strip(), "bound": "eq"} if number else None
    return {"name": words}


def _correction(
    task: Task,
    stretch: Stretch,
    action: Literal["add", "change", "reject"],
    *,
    fields: dict[str, Value] | None,
    was: dict[str, Value] | None,
    made: str,
) -> Correction:
    anchor: Any = make_anchor(task.text, stretch.start, stretch.end)
    kind: Any = _kind(stretch)
    content = f"{action} {kind} {anchor} {fields} {task.by} {made}"
    return Correction(
        id=sha256_hex(content.encode("utf-8", "surrogatepass"))[:14],
        action=action,
        kind=kind,
        fields=fields or {},
        was=was or {},
        by=task.by,
        made=made,
        **anchor,
    )
