"""The data dictionary: every table and column in Chinese and English, as Markdown."""

from __future__ import annotations

from pipeline.data.descriptions import ALL_TABLES, descriptions
from pipeline.data.table import Table
from pipeline.data.views import VIEWS


def dictionary() -> str:
    """The whole dictionary, tables in loading order."""
    parts = [
        "# 数据字典 · Data dictionary\n",
        "由 `pipeline/data` 生成(`make dictionary`),测试保证一致。"
        "报告各表以 `source_id` 开头,对照各表以 `body` 开头;编号在其内唯一,外键不出其外。\n\n"
        "Generated from the code. Keys begin with `source_id` or `body`; references stay within.\n",
        *(_table(table) for table in ALL_TABLES),
        "## 视图 · Views\n",
        "\n".join(f"- `{name}`" for name in VIEWS) + "\n",
    ]
    return "\n".join(parts)


def _table(table: Table) -> str:
    words = descriptions()[table.name]
    targets = {reference.column: reference.table for reference in table.references}
    lines = [
        f"## {table.name}\n",
        f"{words.zh} · {words.en}\n",
        "| 列 | 类型 | 可空 | 说明 | Meaning |",
        "|---|---|---|---|---|",
    ]
    for column in table.columns:
        described = words.columns[column.name]
        mark = " 🔑" if column.name in table.key else ""
        points = f" → {targets[column.name]}" if column.name in targets else ""
        lines.append(
            f"| `{column.name}`{mark} | {column.kind}{points} | {'是' if column.nullable else ''} "
            f"| {described.zh} | {described.en} |"
        )
    return "\n".join(lines) + "\n"
