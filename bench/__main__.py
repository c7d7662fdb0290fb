"""`make bench`: every measurement in one run, printed and kept in docs/performance.md.

`python -m bench peers stages` prints only those sections and keeps nothing.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench import compare, database, peers, readers, scale, schools, stages

PAGE: Final = peers.PROJECT / "docs" / "performance.md"
INTRODUCTION: Final = """\
# 速度与规模

下面的数字由 `make bench` 在一台机器上一次量得;机器和负载不同,绝对值会差,比值可比。速度按处理器时间,单进程。
"""


def start_rows(_: Path) -> list[str]:
    """How long the command takes to start and to find nothing to do, Markdown."""
    rows = ["| 命令 | 秒 |", "|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        scale.extract(peers.REPORT, out)
        start = [sys.executable, "-m", "pipeline"]
        for label, words in (
            ("taizhang --help", [*start, "--help"]),
            ("taizhang extract,没有新的文件", scale.command(peers.REPORT, out)),
        ):
            least = min(seconds_of(words) for _ in range(5))
            rows.append(f"| {label} | {least:.2f} |")
    return rows


def seconds_of(words: list[str]) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(words, cwd=peers.PROJECT, check=True, capture_output=True)
    return time.perf_counter() - began


def database_rows(_: Path) -> list[str]:
    """A million rows into each database, and the same again, Markdown."""
    rows = ["| 数据库 | 行 | 首次(秒) | 行/秒 | 相同内容再装(秒) | 与首次之比 |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {one.database} | {one.rows:,} | {one.first:.1f} | {one.rows / one.first:,.0f} "
        f"| {one.second:.1f} | {one.second / one.first:.2f} |"
        for one in database.measure_all()
    ]
    return rows


SECTIONS: Final[tuple[tuple[str, str, Callable[[Path], list[str]]], ...]] = (
    ("peers", "与同类软件比(随项目发布的报告,人工答案)", lambda _: peers.compare_with_peers()),
    ("reports", "速度:这里的全部报告", lambda _: peers.compare_on_reports()),
    ("schools", "学校名称:与切词软件比", lambda _: schools.compare_schools()),
    ("stages", "各阶段", lambda _: stages.stage_rows()),
    ("readers", "读文件", readers.reader_rows),
    ("growth", "篇幅增长", stages.growth_rows),
    ("start", "启动", start_rows),
    ("workers", "几个进程", scale.worker_rows),
    ("cluster", "集群(Dask)", scale.cluster_rows),
    ("many", "一万份报告", scale.many_rows),
    ("compare", "逐年对照", compare.compare_rows),
    ("database", "装入数据库", database_rows),
)


def main() -> int:
    """Run the sections named, or all; all of them are written to the page."""
    wanted = sys.argv[1:] or [name for name, _, _ in SECTIONS]
    unknown = set(wanted) - {name for name, _, _ in SECTIONS}
    if unknown:
        print(f"没有 {'、'.join(sorted(unknown))} 这一节;可选:{'、'.join(name for name, _, _ in SECTIONS)}")
        return 2
    machine = f"Python {platform.python_version()},{platform.machine()},{os.cpu_count()} 个处理器"
    page = [INTRODUCTION, f"这一次:{machine}。\n"]
    for name, title, measure in SECTIONS:
        if name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            rows = measure(Path(folder))
        section = f"## {title}\n\n" + "\n".join(rows) + "\n"
        print(section, flush=True)
        page.append(section)
    if len(wanted) == len(SECTIONS):
        PAGE.write_text("\n".join(page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
