"""`taizhang compare`: several years of one body side by side, from bundles only."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

HELP: Final = "逐年对照:承诺了什么、报告了什么、改了什么"
EXAMPLES: Final = """\
只读 output/bundles/ 里的数据包,不读原始文件;先运行 taizhang extract。
同一机构的几份报告按印发机关归在一起(瓯海区教育局就是温州市瓯海区教育局)。

例:
  taizhang compare                              对照所有机构
  taizhang compare --body 瓯海区教育局            只对照这个机构
  taizhang compare --years 2020-2023            只取这几年

读回的台账(taizhang ledger --read)作为“台账填报”的结果,只在报告没有说到时才用来判定。
报告旁边的“报告名.accepted.toml”里认可的例外照用,判定不变,注明“已认可”:
code 写 delivery.、ambition. 或 deed. 加判定代码(如 delivery.missed,见 docs/rubric.md),
text 写目标、结果或承诺原句里的词;或写 id(陈述编号或行号)。自查问题的例外同样认。

结果:output/comparison/<机构>.docx 文稿,.xlsx 工作簿,.html 网页,.json 数据。
"""
YEARS: Final = re.compile(r"(?P<first>\d{4})(?:-(?P<last>\d{4}))?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--body", metavar="机构", help="只对照这个机构,全称或简称")
    parser.add_argument("--years", metavar="年-年", help="只取这几年,如 2020-2023")
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="结果在哪里,默认 output"
    )


def run(arguments: argparse.Namespace) -> int:
    from pipeline.emit import BundleFile, Bundles
    from pipeline.emit.comparison import compare_bodies, files_by_body, write_comparison
    from pipeline.errors import UsageError
    from pipeline.files import sha256_hex

    years = parse_years(arguments.years)
    folder = arguments.out / "bundles"
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(str(folder), "没有数据包", "先运行 taizhang extract")
    bundles = Bundles(
        tuple(BundleFile(id=path.stem, path=path, sha256=sha256_hex(path.read_bytes())) for path in paths)
    )
    count = 0
    for name, comparison in compare_bodies(bundles, out=arguments.out, body=arguments.body, years=years):
        write_comparison(comparison, arguments.out)
        count += 1
        print(
            f"{name}:{len(comparison.reports)} 份报告,指标 {len(comparison.indicators)} 项,"
            f"学校和项目 {len(comparison.projects)} 个,承诺 {len(comparison.commitments)} 条"
        )
    if count == 0:
        known = "、".join(files_by_body(bundles))
        raise UsageError(str(arguments.body), "数据包里没有这个机构", f"现有:{known}")
    return 0


def parse_years(text: str | None) -> tuple[int, int] | None:
    """2020-2023 or 2022 as first and last year."""
    from pipeline.errors import UsageError

    if text is None:
        return None
    match = YEARS.fullmatch(text.strip())
    if match is None or int(match["last"] or match["first"]) < int(match["first"]):
        raise UsageError("taizhang compare --years", f"不是年份范围:{text}", "例:--years 2020-2023")
    return int(match["first"]), int(match["last"] or match["first"])
