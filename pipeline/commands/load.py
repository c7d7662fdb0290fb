"""`taizhang load`: bundles into a database of the user's own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

HELP: Final = "把数据包装入数据库(SQLite、PostgreSQL、DuckDB)"
EXAMPLES: Final = """\
装入是幂等的:没变的报告不动,变了的报告只改有出入的行;每份报告一个事务,中途被杀也不会留下半份。

例:
  taizhang load 台账.db                                 SQLite 文件
  taizhang load postgresql://用户:密码@127.0.0.1/台账库     PostgreSQL(需 pip install 'taizhang[postgres]')
  taizhang load 台账.duckdb                             DuckDB 文件(需 pip install 'taizhang[tables]')
  taizhang load 台账.db --mirror                        数据库里有、结果里没有的报告一并撤下
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="数据库", help="数据库地址或文件")
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="从哪个结果文件夹读,默认 output"
    )
    parser.add_argument("--mirror", action="store_true", help="使数据库与结果文件夹完全一致")


def run(arguments: argparse.Namespace) -> int:
    from pipeline.data.load import load_bundles, load_comparisons, read_comparisons
    from pipeline.data.store import connect
    from pipeline.emit import bundles_of

    bundles = bundles_of(arguments.out)
    if arguments.url.removeprefix("duckdb:///").endswith(".duckdb"):
        from pipeline.data.export_duckdb import write_duckdb

        write_duckdb(bundles, Path(arguments.url.removeprefix("duckdb:///")))
        print(f"完成:{len(bundles)} 份报告已并入 {arguments.url}")
        return 0
    engine = connect(arguments.url)
    try:
        report = load_bundles(engine, bundles, mirror=arguments.mirror)
        compared = load_comparisons(engine, read_comparisons(arguments.out), mirror=arguments.mirror)
    finally:
        engine.dispose()
    withdrawn = f",撤下 {report.withdrawn} 份" if report.withdrawn else ""
    print(
        f"完成:写入 {report.written} 份({report.rows} 行),{report.unchanged} 份未变{withdrawn};"
        f"年度对照写入 {compared.written} 份,{compared.unchanged} 份未变"
    )
    return 0
