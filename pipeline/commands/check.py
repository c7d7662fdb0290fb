"""`taizhang check`: what does not add up in a report, before it is published."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

HELP: Final = "发布前自查:前后矛盾、数目不符、单位缺失、名称不一……"
EXAMPLES: Final = """\
文件可以是报告,也可以是已有的数据包(.json)。按轻重分组列出,每条都引原文、写明算法和建议。
认可的例外写在报告旁边的“报告名.accepted.toml”里([[accepted]] 下写 code、text 或 id,以及 reason、who)。

例:
  taizhang check 某局2023年工作总结.docx             应核对以上的问题
  taizhang check 报告.txt --level low               连提示一起看
  taizhang check 报告.txt --only conflict --only count
  taizhang check 报告.txt --skip drift --json > 自查.json
  taizhang check 2024年报告.txt --earlier 2023年报告.txt   只与这一份往年报告核对
  taizhang check 2024年报告.txt --alone             只看这一份,不与往年核对

同一机构更早的报告自动拿来核对(上年数、年初目标前后说法是否一致):先看结果文件夹里的数据包,
没有就看报告所在的文件夹;用了哪几份,先说一行。

退出码:0 没有问题;1 有选定轻重以上的问题;其余见 taizhang --help。
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="报告,或数据包(.json)")
    parser.add_argument(
        "--level",
        choices=("high", "medium", "low", "info"),
        default="medium",
        help="看到哪一级为止,默认 medium(应核对)",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="类",
        help="只看这一类(可重复),如 conflict、unit.missing",
    )
    parser.add_argument("--skip", action="append", default=[], metavar="类", help="不看这一类(可重复)")
    parser.add_argument(
        "--accepted", type=Path, metavar="文件", help="例外清单,默认是报告旁边的 .accepted.toml"
    )
    parser.add_argument(
        "--earlier",
        action="append",
        type=Path,
        default=[],
        metavar="文件",
        help="同一机构更早的报告(可重复),给了就只用这些",
    )
    parser.add_argument("--alone", action="store_true", help="不与往年的报告核对")
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="往年的数据包在哪里,默认 output"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="是否上色")


def run(arguments: argparse.Namespace) -> int:
    from extractors.checks.across import check_against
    from pipeline.check import LEVELS, Checked, accepted_path, choose, read_accepted, render, to_json
    from pipeline.earlier import Earlier, find_earlier
    from pipeline.errors import UsageError
    from pipeline.show import bundle_of

    color = arguments.color == "always" or (arguments.color == "auto" and sys.stdout.isatty())
    if arguments.alone and arguments.earlier:
        raise UsageError("taizhang check", "--alone 和 --earlier 不能同时用", "去掉一个")
    named = [bundle_of(path) for path in arguments.earlier]
    bundles = [bundle_of(path) for path in arguments.files]
    reports = []
    for path, bundle in zip(arguments.files, bundles, strict=True):
        earlier = Earlier(bundles=tuple(named))
        if not named and not arguments.alone:
            earlier = find_earlier(bundle, path=path, out=arguments.out, others=bundles)
        listed = arguments.accepted or accepted_path(path)
        exceptions = read_accepted(listed) if arguments.accepted or listed.is_file() else []
        findings = [*bundle.findings, *check_against(bundle, earlier.bundles)]
        findings.sort(key=lambda finding: LEVELS.index(finding.severity))
        shown, excused = choose(
            findings, level=arguments.level, skip=arguments.skip, only=arguments.only, exceptions=exceptions
        )
        reports.append(Checked(bundle=bundle, earlier=earlier, shown=shown, excused=excused))
    if arguments.json:
        print(to_json(reports))
    else:
        for report in reports:
            if len(reports) > 1:
                print(f"—— {report.bundle.source.path} ——")
            print(render(report, color=color))
    return 1 if any(report.shown for report in reports) else 0
