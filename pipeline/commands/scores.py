"""`taizhang scores`: bundles measured against hand-made truth."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

HELP: Final = "用人工核对的答案给结果打分"
EXAMPLES: Final = """\
答案放在 tests/truth/。正文不随项目发布的报告,答案只存位置和正文的 sha256;把它的正文放进一个文件夹,
用 --texts 或环境变量 TAIZHANG_TEXTS 指给本命令,就会按 sha256 找到并打分。

例:
  taizhang scores                     给有答案的报告打分
  taizhang scores --misses 20         再列出每类最多 20 处不符
  TAIZHANG_TEXTS=某文件夹 taizhang scores
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--truth",
        type=Path,
        default=Path("tests/truth"),
        metavar="文件夹",
        help="答案文件夹,默认 tests/truth",
    )
    parser.add_argument(
        "--texts", type=Path, action="append", metavar="文件夹", help="正文文件夹(可重复),默认 corpus"
    )
    parser.add_argument("--misses", type=int, default=0, metavar="个数", help="每类列出几处不符")
    parser.add_argument("--json", action="store_true", help="只打印 JSON")


def run(arguments: argparse.Namespace) -> int:
    from pipeline.scoring.run import print_scores

    return print_scores(
        truth=arguments.truth,
        texts=arguments.texts or [Path("corpus")],
        misses=arguments.misses,
        as_json=arguments.json,
    )
