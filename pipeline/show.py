"""A sentence with all its layers as text for the terminal.

Each record is one line: its words, in their column under the sentence's own place, then what was read
from them. Wide characters take two columns; colour is used only when asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from extractors.records import Bundle, Sentence

MARKS: Final = {
    "numerals": "36",
    "quantities": "32",
    "statements": "33",
    "school_mentions": "35",
    "lists": "34",
    "projects": "35",
    "commitments": "31",
    "findings": "91",
    "words": "90",
}


def bundle_of(path: Path) -> Bundle:
    """The bundle of a report, made now, or a bundle file as it is."""
    from pipeline.bundle import read_bundle
    from pipeline.context import Contexts
    from pipeline.corpus import find_reports
    from pipeline.errors import UsageError
    from pipeline.work import extract_task

    if path.is_dir():
        raise UsageError(str(path), "这是文件夹", "请给出其中的一份报告")
    if path.suffix == ".json":
        return read_bundle(path)
    (report,) = find_reports([path])
    return extract_task(Contexts().task(report))


def sentences_at(bundle: Bundle, *, at: int | None, find: str | None) -> list[Sentence]:
    """The sentences holding the place, or touching any occurrence of the words."""
    spans = []
    if at is not None:
        spans = [(at, at + 1)] if 0 <= at < len(bundle.text) else []
    elif find:
        place = bundle.text.find(find)
        while place >= 0:
            spans.append((place, place + len(find)))
            place = bundle.text.find(find, place + len(find))
    sentences = bundle.sentences or _lines(bundle.text)
    return [
        sentence
        for sentence in sentences
        if any(start < sentence.end and sentence.start < end for start, end in spans)
    ]


def _lines(text: str) -> tuple[Sentence, ...]:
    """Lines for sentences, where a bundle has none."""
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Sentence(start=start, end=start + len(line), section_id=""))
        start += len(line)
    return tuple(lines)


def render_sentence(bundle: Bundle, sentence: Sentence, *, layers: tuple[str, ...], color: bool) -> str:
    """The sentence, its section, and a line for every record that touches it."""
    text = bundle.text[sentence.start : sentence.end].rstrip("\n")
    section = next((s for s in bundle.sections if s.id == sentence.section_id), None)
    document = next((d for d in bundle.documents if section and d.id == section.document_id), None)
    where = [f"{sentence.start}–{sentence.end}"]
    if document:
        where.append(f"{document.kind} {document.period or '年份不明'}")
    if section:
        part = f"/{section.part}" if section.part else ""
        where.append(f"{section.role}{part} {section.number or ''}{section.title or ''}")
    out = [_paint(" ".join(where), "1", color=color), text]
    for layer in layers:
        name, describe = LAYERS[layer]
        records = [record for record in getattr(bundle, layer) if touches(record, sentence)]
        if not records:
            continue
        if layer == "words":
            said = " ".join(describe(record, bundle) for record in records)
            out.append(_paint(f"{name:<3} ", MARKS[layer], color=color) + said)
            continue
        for record in records:
            start, end = _span(record)
            quoted = shorten(bundle.text[start:end].replace("\n", "⏎"), 40)
            label = _paint(pad(name, 6), MARKS[layer], color=color)
            out.append(f"{label} {start:>6}–{end:<6} {pad(quoted, 42)} {describe(record, bundle)}")
    return "\n".join(out)


def touches(record: Any, sentence: Sentence) -> bool:
    """True when the record stands, at least partly, in the sentence."""
    if hasattr(record, "evidence"):
        return any(
            e.source is None and e.start < sentence.end and sentence.start < e.end for e in record.evidence
        )
    start, end = _span(record)
    return bool(start < sentence.end and sentence.start < end)


def render_overview(bundle: Bundle, *, color: bool) -> str:
    """Source, documents, sections and the count of every layer."""
    source = bundle.source
    out = [
        _paint(
            f"{source.path}({source.format},{source.encoding or '—'},{len(bundle.text)} 字)", "1", color=color
        )
    ]
    out += [f"注意 {note}" for note in source.notes]
    for document in bundle.documents:
        out.append(
            f"{pad(document.kind, 12)}{document.period or '年份不明'}  {document.issuer or '机构不明'}  "
            f"{document.number or ''} {document.title or '无题'}  {document.issued or ''}"
        )
        for section in bundle.sections:
            if section.document_id == document.id:
                part = f"/{section.part} {section.period or ''}" if section.part else ""
                title = shorten(f"{section.number or ''}{section.title or ''}", 60)
                out.append(f"  {section.start:>6}  {'  ' * section.level}{title}  ({section.role}{part})")
    counts = [f"{name} {len(getattr(bundle, layer))}" for layer, (name, _) in LAYERS.items()]
    out.append(f"句子 {len(bundle.sentences)}  学校实体 {len(bundle.schools)}  " + "  ".join(counts))
    return "\n".join(out)


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def pad(text: str, columns: int) -> str:
    """Text filled up to so many columns."""
    return text + " " * max(0, columns - width(text))


def shorten(text: str, columns: int) -> str:
    """Text cut to so many columns, with a mark where it was cut."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept) + width(char) > columns - 2:
            break
        kept += char
    return kept + "…"


def _span(record: Any) -> tuple[int, int]:
    if hasattr(record, "evidence"):
        first = record.evidence[0] if record.evidence else None
        return (first.start, first.end) if first else (0, 0)
    return record.start, record.end


def _paint(text: str, code: str, *, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _numeral(record: Any, bundle: Bundle) -> str:
    return f"{record.class_} = {record.value or '—'}  ({record.reason})"


def _quantity(record: Any, bundle: Bundle) -> str:
    value = record.value if record.upper is None else f"{record.value}–{record.upper}"
    marks = "".join(
        mark for mark, on in ((" 单位不识", not record.unit_known), (" 单位承前", record.unit_implied)) if on
    )
    return f"{record.bound} {value} {record.unit or '无单位'}{marks}  {record.bound_text or ''}"


def _statement(record: Any, bundle: Bundle) -> str:
    value = "" if record.value is None else f" {record.bound or ''} {record.value} {record.unit or ''}"
    indicator = f"〔{record.indicator.name}〕" if record.indicator else "〔指标不明〕"
    action = f" 动作:{record.action.text}" if record.action else ""
    change = f" 变化:{record.change.kind} {record.change.direction}" if record.change else ""
    facets = " ".join(
        str(value)
        for name in record.facets.__struct_fields__
        if (value := getattr(record.facets, name)) is not None
    )
    again = "(重复)" if record.repeats else ""
    return (
        f"{record.role} {record.period or '年份不明'}{again}{value} {indicator} {record.measure} "
        f"{record.modality}{action}{change} {facets}  {'|'.join(record.rules)}"
    )


def _mention(record: Any, bundle: Bundle) -> str:
    school = next((school for school in bundle.schools if school.id == record.school_id), None)
    return f"{record.match} → {school.name if school else '未能归到学校'}"


def _list(record: Any, bundle: Bundle) -> str:
    members = "、".join(member.text for member in record.members)
    return f"{record.closure} 列名 {record.named},写明 {record.stated or '—'}:{shorten(members, 60)}"


def _project(record: Any, bundle: Bundle) -> str:
    event = f"({record.event.text})" if record.event else ""
    return f"{record.stage} {record.period or '年份不明'} {record.modality} {record.name} {event}"


def _commitment(record: Any, bundle: Bundle) -> str:
    deadline = f" 期限:{record.deadline.date}" if record.deadline else ""
    owner = f" 责任:{record.owner}" if record.owner else ""
    standing = " 常年" if record.standing else ""
    return (
        f"{record.modality} {record.verifiability}级 动作:{record.action.text}"
        f"{deadline}{owner}{standing}  ({record.verifiability_reason})"
    )


def _finding(record: Any, bundle: Bundle) -> str:
    return f"{record.severity} {record.code} {record.message} {record.computation or ''}"


def _word(record: Any, bundle: Bundle) -> str:
    return f"{bundle.text[record.start : record.end].strip() or '␣'}/{record.pos}"


LAYERS: Final[dict[str, tuple[str, Callable[[Any, Bundle], str]]]] = {
    "numerals": ("数字", _numeral),
    "quantities": ("数量", _quantity),
    "statements": ("陈述", _statement),
    "school_mentions": ("学校", _mention),
    "lists": ("列举", _list),
    "projects": ("项目", _project),
    "commitments": ("任务", _commitment),
    "findings": ("疑点", _finding),
    "words": ("词", _word),
}
