"""`taizhang review`: pages to look, check and correct; and the files of annotation tools."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.corpus import Report
    from pipeline.emit import Bundles

HELP: Final = "生成核对网页;加 --serve 在本机打开,可随手存下校核"
EXAMPLES: Final = """\
网页从文件打开也能核对:点“下载校核”,把文件放进 corpus/reviews/,再运行 taizhang extract。
校核按原文的词和上下文记位置,规则改了、文字略有改动都还在;找不到原处的会列出来,不会丢。

例:
  taizhang review                              重写 output/index.html 和 output/review/
  taizhang review --serve                      在 http://127.0.0.1:8765/ 打开,边看边存
  taizhang review --export label-studio 任务.json  交给 Label Studio 标注(doccano 同理)
  taizhang review --import 标注.json --by 张三     把标注结果收进 corpus/reviews/
"""
DEFAULT_PORT: Final = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="路径", help="报告文件或文件夹,默认 corpus")
    parser.add_argument(
        "--out", type=Path, default=Path("output"), metavar="文件夹", help="结果所在,默认 output"
    )
    deed = parser.add_mutually_exclusive_group()
    deed.add_argument("--serve", action="store_true", help="在 127.0.0.1 上打开网页,校核随即存盘")
    deed.add_argument(
        "--export", nargs=2, metavar=("格式", "文件"), help="写出标注任务,格式是 label-studio 或 doccano"
    )
    deed.add_argument("--import", dest="imported", type=Path, metavar="文件", help="读入标注结果")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="端口", help=f"默认 {DEFAULT_PORT},0 为任选"
    )
    parser.add_argument("--by", default="", metavar="姓名", help="读入标注时记下的姓名")


def run(arguments: argparse.Namespace) -> int:
    if arguments.serve:
        return _serve(arguments)
    if arguments.export:
        return _export(arguments)
    if arguments.imported:
        return _import(arguments)
    from pipeline.emit.page import write_pages

    index, *pages = write_pages(_bundles(arguments.out), arguments.out)
    print(f"{len(pages)} 份报告的网页在 {index}")
    return 0


def _bundles(out: Path) -> Bundles:
    """The bundles that lie in the output folder."""
    from pipeline.emit import BundleFile, Bundles
    from pipeline.errors import UsageError
    from pipeline.files import sha256_hex

    paths = sorted((out / "bundles").glob("*.json"))
    if not paths:
        raise UsageError(str(out), "还没有数据包", "先运行 taizhang extract")
    return Bundles(
        tuple(BundleFile(id=path.stem, path=path, sha256=sha256_hex(path.read_bytes())) for path in paths)
    )


def _reports(arguments: argparse.Namespace) -> list[Report]:
    from pipeline.corpus import find_reports

    return find_reports(arguments.paths or [Path("corpus")])


def _serve(arguments: argparse.Namespace) -> int:
    from pipeline.errors import UsageError
    from pipeline.review.server import Desk, PageServer

    if not 0 <= arguments.port <= 65535:
        raise UsageError("taizhang review", f"没有端口 {arguments.port}", "用 1024 到 65535 之间的数")
    try:
        server = PageServer(Desk(_reports(arguments), out=arguments.out), port=arguments.port)
    except OSError as error:
        raise UsageError(
            "taizhang review", f"端口 {arguments.port} 用不了({error.strerror})", "换一个:--port 0"
        ) from error
    print(f"在浏览器里打开 {server.origin}/ (按 Ctrl-C 结束)", flush=True)
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\n已结束;运行 taizhang extract 可把校核写进数据库和各种表格")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from pipeline.errors import UsageError
    from pipeline.files import write_atomically
    from pipeline.review.exchange import label_studio_config, write_doccano, write_label_studio

    format_name, target = arguments.export[0], Path(arguments.export[1])
    bundles = _bundles(arguments.out)
    if format_name == "label-studio":
        write_atomically(target, write_label_studio(bundles))
        config = target.with_suffix(".xml")
        write_atomically(config, label_studio_config().encode())
        print(f"{len(bundles)} 份报告写到 {target},标注界面写到 {config}")
    elif format_name == "doccano":
        write_atomically(target, write_doccano(bundles))
        print(f"{len(bundles)} 份报告写到 {target}")
    else:
        raise UsageError("taizhang review", f"没有格式 {format_name}", "可用:label-studio、doccano")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    import msgspec

    from pipeline.bundle import read_bundle
    from pipeline.errors import UsageError
    from pipeline.review.exchange import find_corrections, read_tasks
    from pipeline.review.files import save_correction

    reports = {report.id: report for report in _reports(arguments)}
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    saved, problems = 0, []
    for task in read_tasks(arguments.imported):
        if task.source_id not in reports:
            raise UsageError(
                str(arguments.imported), f"没有报告 {task.source_id}", "请把它的文件放回 corpus/"
            )
        task = msgspec.structs.replace(task, by=arguments.by or task.by)
        bundle = read_bundle(arguments.out / "bundles" / f"{task.source_id}.json")
        corrections, said = find_corrections(bundle, task, made=made)
        problems += said
        for correction in corrections:
            save_correction(reports[task.source_id].root, task.source_id, correction)
        saved += len(corrections)
    for problem in problems:
        print(f"未收入:{problem}")
    print(f"收入 {saved} 条校核;运行 taizhang extract 使其生效")
    return 1 if problems else 0
