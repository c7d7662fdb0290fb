"""The command `taizhang`: one table of commands, each a module that is imported only when it runs.

A command module has `HELP` (its own line in the overview), `EXAMPLES` (shown under its help),
`add_arguments(parser)` and `run(arguments) -> exit code`. It imports nothing heavy at the top, so that
starting the command costs a few hundredths of a second; what it needs is imported inside `run`.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

from pipeline.errors import TaizhangError, UsageError

COMMANDS: Final[tuple[tuple[str, str], ...]] = (
    ("extract", "pipeline.commands.extract"),
    ("compare", "pipeline.commands.compare"),
    ("show", "pipeline.commands.show"),
    ("check", "pipeline.commands.check"),
    ("schema", "pipeline.commands.schema"),
    ("scores", "pipeline.commands.scores"),
    ("review", "pipeline.commands.review"),
    ("ledger", "pipeline.commands.ledger"),
    ("load", "pipeline.commands.load"),
    ("export", "pipeline.commands.export"),
    ("diff", "pipeline.commands.diff"),
)

DEBUG_VARIABLE: Final = "TAIZHANG_DEBUG"
INTERRUPTED: Final = 130

DESCRIPTION: Final = "台账:把公共机构的年度总结、工作要点和政府工作报告读成可核对的数据,并逐年对照。"
EPILOG: Final = """\
例:
  taizhang extract                        处理 corpus/ 里新增或改动过的报告
  taizhang extract 某局2023年工作总结.docx   只处理这一份
  taizhang show corpus/某报告.txt --find 学位  看含“学位”的句子读出了什么
  taizhang extract --help                 看一个命令的全部选项

退出码:0 全部成功;1 其他错误;2 命令用法有误;3 有文件读不成正文(其余照常完成);
4 清单或名册有误;5 数据包有误;130 被中断(已完成的部分保留,再次运行会接着做)。
"""

# argparse speaks English; these are its messages, in the order they are tried.
MESSAGES: Final = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"^the following arguments are required: (.*)$", r"缺少参数 \1"),
        (r"^unrecognized arguments: (.*)$", r"不认识的参数 \1"),
        (r"^argument (.*?): expected one argument$", r"参数 \1 后面要跟一个值"),
        (r"^argument (.*?): expected at least one argument$", r"参数 \1 后面至少要跟一个值"),
        (r"^argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)$", r"\1 没有“\2”这一项,可选:\3"),
        (r"^argument (.*?): invalid (?:int|float) value: '(.*)'$", r"参数 \1 要一个数,给的是“\2”"),
        (r"^argument (.*?): not allowed with argument (.*)$", r"参数 \1 不能与 \2 同时使用"),
        (r"^argument (.*?): ignored explicit argument '(.*)'$", r"参数 \1 不带值,给的是“\2”"),
        (r"^ambiguous option: (.*?) could match (.*)$", r"参数 \1 不明确,可能是 \2"),
        (r"^argument (.*?): (.*)$", r"参数 \1:\2"),
    )
)


class ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """argparse's help with Chinese headings."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法:" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """argparse that explains itself in Chinese and points to the help."""

    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=ChineseHelp, add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in MESSAGES:
            if pattern.search(message):
                message = pattern.sub(chinese, message)
                break
        raise UsageError(self.prog, message, f"用法见 {self.prog} --help")


def build_parser(command: str | None) -> argparse.ArgumentParser:
    """The parser of one command, or of the overview when `command` is not in the table."""
    modules = dict(COMMANDS)
    if command in modules:
        module = import_module(modules[command])
        parser = ChineseParser(
            prog=f"taizhang {command}", description=module.HELP, epilog=getattr(module, "EXAMPLES", None)
        )
        module.add_arguments(parser)
        return parser
    parser = ChineseParser(prog="taizhang", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=version_line(), help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=ChineseParser)
    for name, path in COMMANDS:
        commands.add_parser(name, help=import_module(path).HELP)
    return parser


def version_line() -> str:
    """Name and version, as the installed package says."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"taizhang {version('taizhang')}"
    except PackageNotFoundError:
        return "taizhang(未安装)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Expected failures become one Chinese line and an exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    command = words[0] if words else None
    try:
        parser = build_parser(command)
        if command not in dict(COMMANDS):
            if not words:
                parser.print_help()
                return UsageError.exit_code
            parser.parse_args(words)
        arguments = parser.parse_args(words[1:])
        code = import_module(dict(COMMANDS)[str(command)]).run(arguments)
        sys.stdout.flush()
        return int(code)
    except TaizhangError as error:
        print(f"taizhang:{error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("taizhang:已中断;已完成的部分保留,再次运行会接着做", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (head, less) went away: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = error.filename or "系统"
        print(f"taizhang:{place}:{error.strerror or error};请检查路径、权限和剩余空间", file=sys.stderr)
        return TaizhangError.exit_code
    except Exception as error:  # a mistake of ours: say so in one line, in full when asked
        if os.environ.get(DEBUG_VARIABLE):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        print(f"taizhang:程序出错({what});请加 {DEBUG_VARIABLE}=1 再运行,把输出反馈给维护者", file=sys.stderr)
        return TaizhangError.exit_code
