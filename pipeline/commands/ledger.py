"""`taizhang ledger`: the task ledger of a report as .xlsx and .docx, and filled-in copies read back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from extractors.records import Bundle

HELP: Final = "生成任务台账(.xlsx 和 .docx),或读回填好的台账"
EXAMPLES: Final = """\
台账每行一项任务:领域、任务原文、指标、目标值、力度、时限、责任单位、可核验性、出处,
后三列(完成值、完成情况、佐证材料)由单位填写。报告可以是原文件,也可以是数据包(.json)。

例:
  taizhang ledger corpus/某报告.txt              生成 output/ledgers/某报告.xlsx 和 .docx
  taizhang ledger output/bundles/某报告.json
  taizhang ledger --read 某报告(已填).xlsx        读回,写入 output/ledgers/<报告>.completions.json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("report", type=Path, nargs="?", metavar="报告", help="报告,或数据包(.json)")
    what.add_argument("--read", type=Path, metavar="文件", help="读回填好的台账(.xlsx 或 .docx)")
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="结果放在哪里,默认 output"
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.read is not None:
        return read_back(arguments.read, arguments.out)
    return write_out(arguments.report, arguments.out)


def write_out(report: Path, out: Path) -> int:
    from pipeline.errors import UsageError
    from pipeline.files import write_atomically
    from pipeline.ledger import ledger_rows
    from pipeline.ledger.document import write_document
    from pipeline.ledger.workbook import write_workbook
    from pipeline.show import bundle_of

    bundle = bundle_of(report)
    rows = ledger_rows(bundle)
    if not rows:
        raise UsageError(str(report), "没有读出任何任务(承诺)", "台账只收计划、要点和报告里部署的任务")
    title = ledger_title(bundle)
    for suffix, write in ((".xlsx", write_workbook), (".docx", write_document)):
        path = out / "ledgers" / f"{bundle.source.id}{suffix}"
        write_atomically(path, write(rows, title=title))
        print(f"{path}:{len(rows)} 行")
    return 0


def ledger_title(bundle: Bundle) -> str:
    """某局2023年目标任务台账, from the first document that promises something."""
    promising = {commitment.document_id for commitment in bundle.commitments}
    document = next(document for document in bundle.documents if document.id in promising)
    years = sorted({s.period for s in bundle.sections if s.part == "plan" and s.period is not None})
    return f"{document.issuer or ''}{f'{years[0]}年' if years else ''}目标任务台账"


def read_back(path: Path, out: Path) -> int:
    from pipeline.emit import bundles_of
    from pipeline.files import write_atomically
    from pipeline.ledger import encode_completions, read_ledger

    completions = read_ledger(path, bundles_of(out))
    target = out / "ledgers" / f"{completions.report}.completions.json"
    write_atomically(target, encode_completions(completions))
    done = sum(completion.status_code == "done" for completion in completions.completions)
    print(f"{target}:读回 {len(completions.completions)} 项,其中已完成 {done} 项")
    return 0
