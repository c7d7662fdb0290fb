"""`taizhang show`: a sentence with everything that was read from it, in the terminal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

HELP: Final = "在终端里看一句话读出的每一层:数字、数量、指标、学校、任务……"
EXAMPLES: Final = """\
文件可以是报告,也可以是已有的数据包(.json)。不给位置时列出各层的条数和小节。

例:
  taizhang show corpus/某报告.txt                       总览
  taizhang show corpus/某报告.txt --at 1532             含第 1532 个字的句子
  taizhang show corpus/某报告.txt --find 学位            所有含“学位”的句子
  taizhang show output/bundles/某报告.json --find 学位 --limit 3
  taizhang show corpus/某报告.txt --find 学位 --layer quantities --layer statements
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="报告,或数据包(.json)")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--at", type=int, metavar="位置", help="第几个字(从 0 数)所在的句子")
    place.add_argument("--find", metavar="文字", help="含这些字的句子")
    parser.add_argument("--limit", type=int, default=10, metavar="个数", help="最多看几句,默认 10")
    parser.add_argument(
        "--layer", action="append", metavar="层", help="只看这一层(可重复),如 quantities、statements"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="是否上色")


def run(arguments: argparse.Namespace) -> int:
    from pipeline.errors import UsageError
    from pipeline.show import LAYERS, bundle_of, render_overview, render_sentence, sentences_at

    unknown = sorted(set(arguments.layer or ()) - set(LAYERS))
    if unknown:
        raise UsageError("taizhang show", f"没有 {unknown[0]} 这一层", f"可选:{'、'.join(LAYERS)}")
    color = arguments.color == "always" or (arguments.color == "auto" and sys.stdout.isatty())
    layers = tuple(arguments.layer or LAYERS)
    bundle = bundle_of(arguments.file)
    if arguments.at is None and arguments.find is None:
        print(render_overview(bundle, color=color))
        return 0
    found = sentences_at(bundle, at=arguments.at, find=arguments.find)
    if not found:
        sought = f"“{arguments.find}”" if arguments.find is not None else f"位置 {arguments.at}"
        raise UsageError(
            str(arguments.file), f"正文里没有{sought}", f"正文共 {len(bundle.text)} 个字,位置从 0 数"
        )
    for sentence in found[: arguments.limit]:
        print(render_sentence(bundle, sentence, layers=layers, color=color))
        print()
    if len(found) > arguments.limit:
        print(f"还有 {len(found) - arguments.limit} 句,用 --limit {len(found)} 看全部")
    return 0
