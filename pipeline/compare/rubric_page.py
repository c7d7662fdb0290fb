"""The rubric as a page for people, docs/rubric.md, made from rubric.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.compare.rubric import Row, load_rubric, read_rubric

PAGE: Final = Path(__file__).parents[2] / "docs" / "rubric.md"
AXES: Final = (
    ("完成(delivery):某年目标与该年结果", "delivery"),
    ("变化(ambition):某年目标与上年的目标和结果", "ambition"),
    ("承诺与项目(delivery):承诺与后来的报告", "deed"),
    ("可比性(comparability)", "comparability"),
)


def write_rubric_page() -> str:
    """The page's text."""
    rubric, thresholds = load_rubric(), read_rubric()["thresholds"]
    parts = [
        f"# 判定规则 v{rubric.version}\n",
        "本页由 `pipeline/compare/rubric.toml` 生成(`python -m pipeline.compare.rubric_page`),"
        "测试核对两者一致,每一行都有一个应当成立和一个不应成立的例子。完成与变化是两件事,分开判定;自上而下,先合者为准。\n",
        "“未见报告”“未见提及”只说明后来的报告没有说到,不等于没有做。增速目标遇到只报总量的,不作推算。\n",
        f"阈值:占比和增速的“左右”为上下 {thresholds['points']} 个百分点,其他数值的“左右”为上下 "
        f"{thresholds['part']} 倍;占比和增速只差 {thresholds['rounding']} 个百分点以内的为只差四舍五入。\n",
    ]
    for title, axis in AXES:
        rows: tuple[Row, ...] = getattr(rubric, axis)
        parts.append(f"## {title}\n")
        parts.append("| 判定 | 代码 | 条件 |\n|---|---|---|")
        parts.append("\n".join(f"| {row.name} | `{row.code}` | {row.when} |" for row in rows) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(write_rubric_page(), "utf-8")
