"""`taizhang extract`: reports in, bundles and everything downstream out."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

HELP: Final = "处理报告:读成数据包,再写数据库、表格和网页"
EXAMPLES: Final = """\
不给路径时处理 corpus/ 文件夹。只处理新增或改动过的文件;规则或词表改了,所有报告重做;
删掉的文件,它的数据包和各处的行也一并删除。

例:
  taizhang extract                               处理 corpus/
  taizhang extract 报告.pdf 另一个文件夹 --out 结果   处理指定的文件和文件夹
  taizhang extract --force --jobs 4              全部重做,用四个进程
  taizhang extract --log-json 2>日志.jsonl        进度写成一行一个 JSON

结果:output/bundles/*.json 数据包,output/index.html 网页,output/taizhang.db 数据库,
output/failures.json 没有读成的文件和原因。
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="路径", help="报告文件或文件夹,默认 corpus")
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="结果写到哪里,默认 output"
    )
    parser.add_argument(
        "--jobs", type=int, default=None, metavar="个数", help="几个进程同时做,默认按处理器个数"
    )
    parser.add_argument("--force", action="store_true", help="不管有没有改动,全部重做")
    parser.add_argument("--bundles-only", action="store_true", help="只写数据包,先不写数据库、表格和网页")
    parser.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="在哪里做:本机进程(默认),或 dask 集群"
    )
    parser.add_argument("--scheduler", metavar="地址", help="dask 调度器,如 tcp://主机:8786")
    voice = parser.add_mutually_exclusive_group()
    voice.add_argument("--quiet", action="store_true", help="只说出错的事")
    voice.add_argument("--log-json", action="store_true", help="进度写成一行一个 JSON(标准错误)")


def run(arguments: argparse.Namespace) -> int:
    from pipeline.engine import Engine
    from pipeline.errors import UsageError
    from pipeline.progress import make_progress
    from pipeline.run import run_extract

    jobs = arguments.jobs if arguments.jobs is not None else (os.cpu_count() or 1)
    if jobs < 1:
        raise UsageError("taizhang extract", f"--jobs 要一个不小于 1 的数,给的是 {jobs}", "例:--jobs 2")
    return run_extract(
        arguments.paths or [Path("corpus")],
        out=arguments.out,
        engine=Engine(name=arguments.engine, workers=jobs, scheduler=arguments.scheduler),
        force=arguments.force,
        bundles_only=arguments.bundles_only,
        progress=make_progress(quiet=arguments.quiet, log_json=arguments.log_json),
    )
