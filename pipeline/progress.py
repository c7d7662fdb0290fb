"""What a run says while it works: a bar on a terminal, plain lines otherwise, JSON lines, or nothing.

All of it goes to standard error; failures and warnings are said in every form.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pipeline.errors import on_one_line


class Progress:
    """Plain lines: one per finished file. The other forms change only how things are said."""

    def start(self, total: int) -> None:
        """`total` files are going to be processed."""
        self.total = total
        self.done = 0

    def file(self, name: str, counts: dict[str, int]) -> None:
        """A file is done; `counts` tells how many records it gave."""
        self.done += 1
        self.say(f"[{self.done}/{self.total}] {name}:{describe_counts(counts)}")

    def failure(self, name: str, what: str, remedy: str) -> None:
        """A file could not be processed."""
        self.done += 1
        self.say(f"[{self.done}/{self.total}] 失败 {name}:{what};{remedy}")

    def warning(self, message: str) -> None:
        """Something a person should look at."""
        self.say(f"注意 {message}")

    def stage(self, what: str) -> None:
        """A later step begins (writing the database, the page)."""
        self.say(what)

    def finish(self, message: str, **facts: Any) -> None:
        """The run is over."""
        self.say(message)

    def say(self, line: str) -> None:
        print(on_one_line(line), file=sys.stderr, flush=True)


class QuietProgress(Progress):
    """Only failures and warnings."""

    def file(self, name: str, counts: dict[str, int]) -> None:
        self.done += 1

    def stage(self, what: str) -> None:
        return

    def finish(self, message: str, **facts: Any) -> None:
        return


class BarProgress(Progress):
    """A bar that moves; lines are written above it."""

    def start(self, total: int) -> None:
        from tqdm import tqdm

        super().start(total)
        self.bar = tqdm(total=total, unit="份", desc="处理报告", dynamic_ncols=True, leave=False)

    def file(self, name: str, counts: dict[str, int]) -> None:
        self.done += 1
        self.bar.set_postfix_str(name[-30:], refresh=False)
        self.bar.update()

    def failure(self, name: str, what: str, remedy: str) -> None:
        super().failure(name, what, remedy)
        self.bar.update()

    def stage(self, what: str) -> None:
        self.close()

    def finish(self, message: str, **facts: Any) -> None:
        self.close()
        self.say(message)

    def close(self) -> None:
        if hasattr(self, "bar"):
            self.bar.close()

    def say(self, line: str) -> None:
        from tqdm import tqdm

        tqdm.write(on_one_line(line), file=sys.stderr)


class JsonProgress(Progress):
    """One JSON object a line, for machines."""

    def start(self, total: int) -> None:
        super().start(total)
        self.event("start", total=total)

    def file(self, name: str, counts: dict[str, int]) -> None:
        self.done += 1
        self.event("file", path=name, records=counts)

    def failure(self, name: str, what: str, remedy: str) -> None:
        self.done += 1
        self.event("failure", path=name, what=what, remedy=remedy)

    def warning(self, message: str) -> None:
        self.event("warning", message=message)

    def stage(self, what: str) -> None:
        self.event("stage", what=what)

    def finish(self, message: str, **facts: Any) -> None:
        self.event("finish", message=message, **facts)

    def event(self, event: str, **facts: Any) -> None:
        self.say(json.dumps({"event": event, **facts}, ensure_ascii=False))


def make_progress(*, quiet: bool, log_json: bool) -> Progress:
    """The form that fits the options and where standard error goes."""
    if log_json:
        return JsonProgress()
    if quiet:
        return QuietProgress()
    return BarProgress() if sys.stderr.isatty() else Progress()


def describe_counts(counts: dict[str, int]) -> str:
    """Counts in one Chinese line; kinds without records are left out."""
    said = [f"{name} {counts[key]}" for key, name in COUNTED if counts.get(key)]
    return "、".join(said) if said else "没有读出记录"


COUNTED = (
    ("numerals", "数字"),
    ("quantities", "数量"),
    ("statements", "指标陈述"),
    ("school_mentions", "学校提及"),
    ("projects", "项目"),
    ("commitments", "任务"),
    ("findings", "疑点"),
)
