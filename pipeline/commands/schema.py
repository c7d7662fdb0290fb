"""`taizhang schema`: the JSON Schema of a bundle, made from the record types."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

HELP: Final = "打印数据包的 JSON Schema(由记录类型生成)"
EXAMPLES: Final = """\
例:
  taizhang schema                                打印到屏幕
  taizhang schema --out docs/bundle.schema.json  写入文件
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="文件", help="写入这个文件,不打印")


def run(arguments: argparse.Namespace) -> int:
    from pipeline.bundle import encode_schema
    from pipeline.files import write_atomically

    schema = encode_schema()
    if arguments.out is None:
        sys.stdout.write(schema.decode())
    else:
        write_atomically(arguments.out, schema)
    return 0
