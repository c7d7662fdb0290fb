"""`taizhang export`: all rows in the format a user needs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from pipeline.data.formats import FORMATS

HELP: Final = "导出全部数据行:csv、xlsx、parquet、jsonl、datapackage、duckdb、results、docbin"
EXAMPLES: Final = (
    "格式:\n"
    + "\n".join(f"  {name:12} {form.zh}" for name, form in FORMATS.items())
    + """

每张表、每一列的含义见 docs/data_dictionary.md。CSV 与工作簿中以 = + - @ 开头的文字前加了撇号,
免得被表格软件当成公式;其余格式一字不改。

例:
  taizhang export --format xlsx
  taizhang export --format datapackage --to 数据包
"""
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", required=True, choices=list(FORMATS), metavar="格式", help="导出格式")
    parser.add_argument(
        "--to", type=Path, default=None, metavar="位置", help="写到哪里,默认 output/export/ 下"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="从哪个结果文件夹读,默认 output"
    )


def run(arguments: argparse.Namespace) -> int:
    from pipeline.data.formats import export
    from pipeline.emit import bundles_of

    bundles = bundles_of(arguments.out)
    target = arguments.to or arguments.out / "export" / FORMATS[arguments.format].place
    export(bundles, format_name=arguments.format, target=target)
    print(f"完成:{len(bundles)} 份报告写到 {target}")
    return 0
