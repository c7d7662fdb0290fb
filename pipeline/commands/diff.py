"""`taizhang diff`: what changed between two results, sentence by sentence."""

from __future__ import annotations

import argparse
from typing import Final

HELP: Final = "比较两次结果(文件夹或数据库):多了、少了、改了哪些记录"
EXAMPLES: Final = """\
改规则之后用它看得失:每条记录连同所在的句子。按编号比;正文本身改过时,说法相同的记录不算变化。

例:
  taizhang diff 旧output output
  taizhang diff output sqlite:///台账.db --json
退出码:0 没有变化;1 有变化。
"""

MARKS: Final = {"gained": "+", "lost": "-", "changed": "~"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="旧", help="旧的结果文件夹或数据库")
    parser.add_argument("new", metavar="新", help="新的结果文件夹或数据库")
    parser.add_argument("--table", action="append", metavar="表", help="只看这张表,可重复")
    parser.add_argument("--json", action="store_true", help="一行一个 JSON")


def run(arguments: argparse.Namespace) -> int:
    import msgspec

    from pipeline.data.changes import COMPARED, find_changes, read_rows
    from pipeline.errors import UsageError

    names = [table.name for table in COMPARED]
    for name in arguments.table or ():
        if name not in names:
            raise UsageError(f"--table {name}", "没有这张表", f"可选:{'、'.join(names)}")
    changes = [
        change
        for change in find_changes(read_rows(arguments.old), read_rows(arguments.new))
        if not arguments.table or change.table in arguments.table
    ]
    for change in changes:
        if arguments.json:
            print(msgspec.json.encode(change).decode())
            continue
        print(f"{MARKS[change.kind]} {change.table} {change.source} 〔{change.text}〕 {change.sentence}")
        for name, (old, new) in change.fields.items():
            print(f"    {name}: {old} → {new}")
    if not arguments.json:
        counts = [sum(change.kind == kind for change in changes) for kind in MARKS]
        print("共多 {} 条,少 {} 条,改 {} 条".format(*counts))
    return 1 if changes else 0
