"""Which files are reports, what each is called, and what the manifest overrides.

A file needs no manifest row. A row of `manifest.toml` beside the reports only overrides:

    [[report]]
    file = "ouhai_2022_2023.txt"      # path in the corpus, the only key that must be there
    id = "ouhai"                      # name of the bundle, by default the file's name
    title = "…"                       # title, issuer, kind, period, issued replace what the text says
    source = "…"                      # where the file came from, for people
    sha256 = "…"                      # a file that differs is processed with a warning
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from extractors.layers import Heading
from extractors.records import DocumentKind
from pipeline.errors import ManifestError, SourceError, UsageError

MANIFEST: Final = "manifest.toml"
# Beside the reports, but not reports.
OTHER_FOLDERS: Final = frozenset({"registers", "reviews"})
OTHER_FILES: Final = frozenset({MANIFEST, "README.md"})
# Exceptions that a person accepted lie beside their report (pipeline/check.py).
ACCEPTED_ENDING: Final = ".accepted.toml"
BUNDLE_ID: Final = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]*")
TABLE_HEADER: Final = re.compile(r"^\s*\[\[\s*report\s*\]\]")


class ManifestRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the manifest."""

    file: str
    id: str | None = None
    title: str | None = None
    issuer: str | None = None
    kind: DocumentKind | None = None
    period: int | None = None
    issued: str | None = None
    source: str | None = None
    sha256: str | None = None

    def heading(self) -> Heading:
        """What the row says instead of the text."""
        return Heading(
            title=self.title, issuer=self.issuer, kind=self.kind, period=self.period, issued=self.issued
        )


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be read: where it lies, what messages call it, what its bundle is called."""

    path: Path
    root: Path
    name: str
    """Path in the corpus, with forward slashes."""
    id: str
    row: ManifestRow | None = None

    def heading(self) -> Heading:
        """What the manifest says instead of the text."""
        return self.row.heading() if self.row is not None else Heading()


def find_reports(paths: Sequence[Path], *, taken: Iterable[str] = ()) -> list[Report]:
    """The reports at `paths` (files, or folders with all below them), in order of their names.

    `taken` are ids that belong to other files and stay theirs.
    """
    found: dict[Path, tuple[Path, str]] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(str(path), "没有这个文件或文件夹", "请检查路径")
        if not path.is_dir() and not path.is_file():
            raise UsageError(str(path), "这不是普通文件(设备或管道)", "请给出普通文件")
        root = corpus_root(path)
        files = _files_below(path) if path.is_dir() else [path]
        if not files:
            raise UsageError(str(path), "文件夹里没有报告", "请把报告放进去,或给出别的路径")
        for file in files:
            found.setdefault(file.absolute(), (root, _name_in(root, file)))
    rows = {root: read_manifest(root) for root in {root for root, _ in found.values()}}
    reports = [
        Report(path=path, root=root, name=name, id="", row=rows[root].get(name))
        for path, (root, name) in found.items()
    ]
    reports.sort(key=lambda report: (report.name, report.path.as_posix()))
    return _with_ids(reports, taken=taken)


def corpus_root(path: Path) -> Path:
    """The corpus a path belongs to: the nearest folder above with a manifest, else its own folder."""
    folder = path.absolute() if path.is_dir() else path.absolute().parent
    for candidate in (folder, *folder.parents):
        if (candidate / MANIFEST).is_file():
            return candidate
    return folder


def read_manifest(root: Path) -> dict[str, ManifestRow]:
    """The rows of `root`'s manifest by file, empty without one. Raises ManifestError with file and line."""
    path = root / MANIFEST
    if not path.is_file():
        return {}
    place = f"{root.name}/{MANIFEST}"
    try:
        content = path.read_text("utf-8")
        table = tomllib.loads(content)
    except UnicodeDecodeError as error:
        raise ManifestError(place, "不是 UTF-8 编码", "请另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{place} 第 {line[1]} 行" if line else f"{place} 末尾"
        raise ManifestError(where, f"不合 TOML 写法({error})", "字符串要加引号,一行一个键") from error
    for key in table:
        if key != "report":
            raise ManifestError(
                f"{place} 第 {_line_of(content, None, key)} 行",
                f"不认识的键 {key}",
                "每份报告写一节 [[report]]",
            )
    rows: dict[str, ManifestRow] = {}
    for position, raw in enumerate(table.get("report", [])):
        row = _read_row(raw, place=place, content=content, position=position)
        if row.id is not None and not BUNDLE_ID.fullmatch(row.id):
            at_line = _line_of(content, position, "id")
            raise ManifestError(
                f"{place} 第 {at_line} 行", f"id “{row.id}” 不能作文件名", "不要用斜杠,不要以点开头"
            )
        if row.file in rows:
            at_line = _line_of(content, position, "file")
            raise ManifestError(f"{place} 第 {at_line} 行", f"{row.file} 已有一节", "请合并成一节")
        if not (root / row.file).is_file():
            at_line = _line_of(content, position, "file")
            raise ManifestError(f"{place} 第 {at_line} 行", f"没有文件 {row.file}", "请改正文件名或删去这节")
        rows[row.file] = row
    return rows


def _read_row(raw: dict[str, Any], *, place: str, content: str, position: int) -> ManifestRow:
    try:
        if raw.get("issued") is not None:
            raw = {**raw, "issued": str(raw["issued"])}
        return msgspec.convert(raw, ManifestRow)
    except msgspec.ValidationError as error:
        message = str(error)
        unknown = re.search(r"unknown field `(\w+)`", message)
        at_key = unknown or re.search(r"\$\.(\w+)", message)
        missing = "missing required field `file`" in message
        line = _line_of(content, position, at_key[1] if at_key else None)
        if unknown:
            known = "、".join(ManifestRow.__struct_fields__)
            what, remedy = f"不认识的键 {unknown[1]}", f"可用的键:{known}"
        elif missing:
            what, remedy = "这一节没有写 file", '请写 file = "报告的文件名"'
        else:
            what, remedy = (
                f"{at_key[1] if at_key else '值'} 的写法不对({message})",
                "请照 ARCHITECTURE.md 的例子改",
            )
        raise ManifestError(f"{place} 第 {line} 行", what, remedy) from error


def _line_of(content: str, position: int | None, key: str | None) -> int:
    """The line of `key` in the manifest's section number `position`, or of the section's header."""
    section, header = -1, 1
    for number, line in enumerate(content.splitlines(), start=1):
        if TABLE_HEADER.match(line):
            section += 1
            if section == position:
                header = number
        inside = position is None or section == position
        if (
            inside
            and key is not None
            and re.match(rf"\s*(\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]", line)
        ):
            return number
    return header


def _files_below(folder: Path) -> list[Path]:
    """Every file below `folder` that may be a report, in a fixed order."""
    files = []
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in inner)
        other = path.name in OTHER_FILES or path.name.endswith(ACCEPTED_ENDING)
        if hidden or inner[0] in OTHER_FOLDERS or other or not path.is_file():
            continue
        files.append(path)
    return files


def _name_in(root: Path, file: Path) -> str:
    name = file.absolute().relative_to(root).as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        shown = name.encode("utf-8", "backslashreplace").decode()
        raise SourceError(shown, "文件名不是 UTF-8 编码", "请改文件名") from error
    return name


def _with_ids(reports: list[Report], *, taken: Iterable[str]) -> list[Report]:
    """Give every report its own id: the file's name, with more of its path where names meet."""
    ids = {id.casefold() for id in taken}
    ids.update(report.row.id.casefold() for report in reports if report.row and report.row.id)
    chosen: dict[int, str] = {
        place: report.row.id for place, report in enumerate(reports) if report.row and report.row.id
    }
    for spell in (_plain_id, _folder_id, _suffix_id, _whole_path_id):
        open_places = [place for place in range(len(reports)) if place not in chosen]
        wanted = {place: spell(reports[place]) for place in open_places}
        counted = Counter(id.casefold() for id in wanted.values())
        for place, id in wanted.items():
            if counted[id.casefold()] == 1 and id.casefold() not in ids:
                chosen[place] = id
        ids.update(chosen[place].casefold() for place in open_places if place in chosen)
    for place, report in enumerate(reports):
        if place not in chosen:
            chosen[place] = next(
                id
                for count in range(2, len(reports) + 2)
                if (id := f"{_whole_path_id(report)}_{count}") not in ids
            )
            ids.add(chosen[place].casefold())
    return [msgspec.structs.replace(report, id=chosen[place]) for place, report in enumerate(reports)]


def _plain_id(report: Report) -> str:
    return report.path.stem


def _folder_id(report: Report) -> str:
    return f"{report.path.parent.name}_{report.path.stem}"


def _suffix_id(report: Report) -> str:
    return f"{report.path.parent.name}_{report.path.name.replace('.', '_')}"


def _whole_path_id(report: Report) -> str:
    return "_".join((report.root.name, *report.name.replace(".", "_").split("/")))
