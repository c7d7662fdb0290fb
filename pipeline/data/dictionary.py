"""The data dictionary: every table and column in Chinese and English, as Markdown."""

from __future__ import annotations

from pipeline.data.tables import TABLES, Table, descriptions
from pipeline.data.views import VIEWS


def dictionary() -> str:
    """The whole dictionary, tables in loading order."""
    parts = [
        "# 数据字典 · Data dictionary\n",
        "由 `pipeline/data/tables.py` 与 `tables.toml` 生成(`make dictionary`),测试保证一致。"
        "所有表都以 `source_id` 开头;编号在一份报告之内唯一,外键都在同一报告之内。\n\n"
        "Generated from the code. Keys begin with `source_id`; references stay within a report.\n",
        *(_table(table) for table in TABLES),
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
