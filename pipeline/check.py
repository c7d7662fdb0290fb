"""Findings for the terminal and for scripts: chosen, excused by accepted exceptions, printed.

Exceptions lie beside the report as `报告名.accepted.toml`, written by people:

    [[accepted]]
    code = "conflict.values"
    text = "公办幼儿园6所"        # words that one of the places holds; or id = "……"
    reason = "口径不同,已在附注说明"
    who = "办公室"
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from extractors.records import Bundle, Evidence, Finding
from pipeline.corpus import ACCEPTED_ENDING
from pipeline.earlier import Earlier
from pipeline.errors import ManifestError, UsageError

LEVELS: Final = ("high", "medium", "low", "info")
NAMES: Final = {"high": "严重", "medium": "应核对", "low": "提示", "info": "供参考"}
COLORS: Final = {"high": "91", "medium": "33", "low": "36", "info": "90"}
KEYS: Final = {"id", "code", "text", "reason", "who"}


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """An exception that a person accepted."""

    id: str | None
    code: str | None
    text: str | None
    reason: str
    who: str


def accepted_path(report: Path) -> Path:
    """Where the exceptions of a report lie."""
    return report.with_name(report.name + ACCEPTED_ENDING)


def read_accepted(path: Path) -> list[Accepted]:
    """The accepted exceptions. Raises ManifestError with the row when one says too little or unknown keys."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ManifestError(str(path), f"读不成 TOML({error})", "检查引号和编码(UTF-8)") from error
    if set(table) - {"accepted"} or not isinstance(table.get("accepted", []), list):
        raise ManifestError(str(path), "只能有 [[accepted]] 各行", "每条例外写一段 [[accepted]]")
    return [_accepted(path, number, row) for number, row in enumerate(table.get("accepted", []), 1)]


def _accepted(path: Path, number: int, row: dict[str, Any]) -> Accepted:
    where = f"{path} 第 {number} 条"
    unknown = sorted(set(row) - KEYS)
    if unknown:
        raise ManifestError(where, f"不认识“{unknown[0]}”", f"可写:{'、'.join(sorted(KEYS))}")
    if not all(isinstance(value, str) for value in row.values()):
        raise ManifestError(where, "各项都要是文字", "给值加上引号")
    if "id" not in row and not ("code" in row and "text" in row):
        raise ManifestError(where, "没有说是哪一条", "写 id,或同时写 code 和 text")
    if not row.get("reason") or not row.get("who"):
        raise ManifestError(where, "缺少理由或认可人", "补上 reason 和 who")
    return Accepted(
        id=row.get("id"), code=row.get("code"), text=row.get("text"), reason=row["reason"], who=row["who"]
    )


def is_accepted(finding: Finding, exceptions: Sequence[Accepted]) -> bool:
    """True when a person accepted this finding."""
    return any(
        exception.id == finding.id
        or (
            exception.id is None
            and exception.code == finding.code
            and any((exception.text or "") in evidence.text for evidence in finding.evidence)
        )
        for exception in exceptions
    )


def choose(
    findings: Sequence[Finding],
    *,
    level: str,
    skip: Sequence[str],
    only: Sequence[str],
    exceptions: Sequence[Accepted],
) -> tuple[list[Finding], list[Finding]]:
    """The findings to show and those that are excused. `skip` and `only` name codes or families."""
    families = {finding.code for finding in findings}
    for code in (*skip, *only):
        if not any(_is_of(known, code) for known in (*families, *known_codes())):
            raise UsageError(
                "taizhang check", f"没有“{code}”这类检查", "可选:" + "、".join(sorted(known_families()))
            )
    shown: list[Finding] = []
    excused: list[Finding] = []
    for finding in findings:
        if LEVELS.index(finding.severity) > LEVELS.index(level):
            continue
        if any(_is_of(finding.code, code) for code in skip):
            continue
        if only and not any(_is_of(finding.code, code) for code in only):
            continue
        (excused if is_accepted(finding, exceptions) else shown).append(finding)
    return shown, excused


def _is_of(code: str, asked: str) -> bool:
    return code == asked or code.startswith(asked + ".")


def known_families() -> set[str]:
    """The families of the contract."""
    return {
        "conflict", "count", "sum", "derived", "share", "unit", "drift", "gap", "status", "repeat", "text",
        "structure", "date",
    }  # fmt: skip


def known_codes() -> set[str]:
    """Families as they can be asked for."""
    return {f"{family}.any" for family in known_families()}


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """One report with what was found: the findings to show, those excused, the earlier reports used."""

    bundle: Bundle
    earlier: Earlier
    shown: list[Finding]
    excused: list[Finding]


def render(report: Checked, *, color: bool) -> str:
    """Grouped by severity, most severe first, each with its places and words."""
    lines = [line] if (line := report.earlier.line()) is not None else []
    for level in LEVELS:
        group = [finding for finding in report.shown if finding.severity == level]
        if group:
            lines.append(_paint(f"{NAMES[level]}({len(group)})", COLORS[level], color))
            lines.extend(line for finding in group for line in _lines(report.bundle, finding, color))
            lines.append("")
    if report.excused:
        lines.append(f"已认可的例外 {len(report.excused)} 条,未列出")
    if not report.shown:
        lines.append("没有发现问题")
    return "\n".join(lines).rstrip()


def _paint(words: str, code: str, color: bool) -> str:
    return f"\033[{code}m{words}\033[0m" if color else words


def _lines(bundle: Bundle, finding: Finding, color: bool) -> list[str]:
    lines = [f"  {finding.message}  [{finding.code}]"]
    if finding.computation:
        lines.append(f"    算式:{finding.computation}")
    lines.extend(f"    {_place(bundle, evidence, color)}" for evidence in finding.evidence[:6])
    if len(finding.evidence) > 6:
        lines.append(f"    ……还有 {len(finding.evidence) - 6} 处")
    lines.append(f"    建议:{finding.suggestion}")
    return lines


def _place(bundle: Bundle, evidence: Evidence, color: bool) -> str:
    words = evidence.text.replace("\n", " ")
    if len(words) > 60:
        words = f"{words[:30]}……{words[-30:]}"
    if evidence.source is not None:
        return f"{evidence.source} 第 {evidence.start} 字:{words}"
    before = bundle.text[max(0, evidence.start - 10) : evidence.start].replace("\n", " ")
    after = bundle.text[evidence.end : evidence.end + 10].replace("\n", " ")
    return f"第 {evidence.start} 字:……{before}{_paint(words, '1', color)}{after}……"


def to_json(reports: Sequence[Checked]) -> str:
    """One object per report: its source, the earlier reports used, the findings shown, the ids excused."""
    rows = [
        {
            "source": report.bundle.source.id,
            "path": report.bundle.source.path,
            "earlier": [other.source.id for other in report.earlier.bundles],
            "findings": [msgspec.to_builtins(finding) for finding in report.shown],
            "accepted": [finding.id for finding in report.excused],
        }
        for report in reports
    ]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode("utf-8")
