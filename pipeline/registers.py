"""Registers of schools: corpus/registers/*.csv, kept by the user, make resolution better.

A register has the columns id, name, aliases, former_names, level, town (or 编号, 名称, 别名, 曾用名, 学段,
镇街); only id and name are required. Several aliases stand in one cell, parted by ； or 、 or |.

Start at `read_registers`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from extractors.layers import RegisterEntry
from pipeline.errors import ManifestError

COLUMNS: Final = {
    "编号": "id", "名称": "name", "学校名称": "name", "别名": "aliases", "简称": "aliases",
    "曾用名": "former_names", "学段": "level", "镇街": "town", "乡镇": "town",
}  # fmt: skip
FIELDS: Final = ("id", "name", "aliases", "former_names", "level", "town")
PARTED: Final = re.compile(r"[;；、|]")
REMEDY: Final = "改正该行后重新运行"


def read_registers(folder: Path) -> tuple[RegisterEntry, ...]:
    """All entries of all registers in `folder`, by id. A folder that is not there has none.

    Raises ManifestError naming file and line for anything that cannot be used.
    """
    entries: dict[str, tuple[RegisterEntry, str]] = {}
    names: dict[str, tuple[str, str]] = {}
    for path in sorted(folder.glob("*.csv")):
        for where, entry in _read_register(path):
            if entry.id in entries:
                raise ManifestError(
                    where, f"编号“{entry.id}”已在{entries[entry.id][1]}用过", "每所学校一个编号;" + REMEDY
                )
            entries[entry.id] = (entry, where)
            for name in (entry.name, *entry.aliases, *entry.former_names):
                owner, place = names.setdefault(name, (entry.id, where))
                if owner != entry.id:
                    raise ManifestError(
                        where, f"名称“{name}”已属于编号“{owner}”({place})", "同一名称只能指一所学校;" + REMEDY
                    )
    return tuple(entries[key][0] for key in sorted(entries))


def _read_register(path: Path) -> Iterator[tuple[str, RegisterEntry]]:
    reader = csv.reader(io.StringIO(_decode(path), newline=""), strict=True)
    try:
        header = next(reader, None)
        if header is None:
            raise ManifestError(
                _where(path, 1), "空文件", "第一行写列名 id,name,aliases,former_names,level,town"
            )
        fields = _read_header(path, header)
        for row in reader:
            where = _where(path, reader.line_num)
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(fields):
                raise ManifestError(
                    where, f"有{len(row)}格,列名有{len(fields)}个", "补齐或去掉多余的逗号;" + REMEDY
                )
            yield where, _read_row(where, dict(zip(fields, (cell.strip() for cell in row), strict=True)))
    except csv.Error as error:
        raise ManifestError(
            _where(path, reader.line_num), f"不是合格的CSV({error})", "检查引号是否成对;" + REMEDY
        ) from error


def _decode(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ManifestError(f"registers/{path.name}", "不是UTF-8,也不是GB18030", "另存为“CSV UTF-8”后重新运行")


def _read_header(path: Path, header: list[str]) -> list[str]:
    fields = [COLUMNS.get(cell.strip(), cell.strip()) for cell in header]
    for field, cell in zip(fields, header, strict=True):
        if field not in FIELDS:
            raise ManifestError(_where(path, 1), f"不认识的列“{cell}”", "列名只能是 " + ",".join(FIELDS))
    if len(set(fields)) != len(fields):
        raise ManifestError(_where(path, 1), "有两列同名", "每个列名只写一次")
    if missing := [field for field in ("id", "name") if field not in fields]:
        raise ManifestError(_where(path, 1), f"缺少列 {','.join(missing)}", "补上该列;" + REMEDY)
    return fields


def _read_row(where: str, cells: dict[str, str]) -> RegisterEntry:
    for field in ("id", "name"):
        if not cells[field]:
            raise ManifestError(where, f"{field}为空", "每行都要有编号和名称;" + REMEDY)
    return RegisterEntry(
        id=cells["id"],
        name=cells["name"],
        aliases=_part(cells.get("aliases", "")),
        former_names=_part(cells.get("former_names", "")),
        level=cells.get("level") or None,
        town=cells.get("town") or None,
    )


def _part(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (piece.strip() for piece in PARTED.split(cell)) if part))


def _where(path: Path, line: int) -> str:
    return f"registers/{path.name} 第{line}行"
