"""The comparison as a workbook: one sheet a table, nothing cut, filters and frozen headers.

Values are written as text exactly as they are in the comparison, so that 60 stays 60 and 204518.04 exact;
a second column holds the number for those who calculate.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from xlsxwriter import Workbook

from pipeline.compare.deeds import STAGE_NAMES
from pipeline.compare.records import CommitmentRow, Comparison, DeedVerdict, ProjectRow
from pipeline.compare.rubric import load_rubric, verdict_name
from pipeline.compare.view import BOUND_SIGNS, GRADE_NAMES, MODALITY_NAMES, points_by_year, trends, value_of

ROLE_NAMES: Final = {
    "target": "目标", "result": "结果", "baseline": "基期", "derived": "反推", "promised": "承诺",
    "reported": "报告",
}  # fmt: skip
LINK_NAMES: Final = {
    "first": "首次出现", "indicator": "规范指标相同", "synonym": "同义词", "wording": "名称相同",
    "rule": "规则",
    "proposed": "仅供确认", "stated": "原文写明", "arithmetic": "由变化反推", "ledger": "台账填报",
}  # fmt: skip
Rows = Iterable[Sequence[Any]]
Sheet = tuple[str, Sequence[tuple[str, int]], Callable[[Comparison], Rows]]


def write_workbook(comparison: Comparison) -> bytes:
    """The workbook's bytes."""
    stream = io.BytesIO()
    workbook = Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties(
        {
            "title": f"{comparison.body}年度目标完成情况与变化对照",
            "author": "taizhang",
            "created": datetime(1980, 1, 1),
        }
    )
    looks = {
        "head": workbook.add_format(
            {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "vcenter"}
        ),
        "text": workbook.add_format({"text_wrap": True, "valign": "top", "font_size": 10}),
        "number": workbook.add_format({"valign": "top", "font_size": 10}),
    }
    for name, columns, rows in SHEETS:
        fill(workbook.add_worksheet(name), columns, list(rows(comparison)), looks)
    trend_sheet(workbook, comparison, looks)
    workbook.close()
    return stream.getvalue()


def fill(
    sheet: Any, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]], looks: dict[str, Any]
) -> None:
    """One table with a frozen header, filters and printed header rows."""
    for at, (title, width) in enumerate(columns):
        sheet.write_string(0, at, title, looks["head"])
        sheet.set_column(at, at, width)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(number, at, value, looks["number"])
            elif value is not None:
                sheet.write_string(number, at, str(value), looks["text"])
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def number(value: str | None) -> float | None:
    """The value as the workbook's own number, for sums and charts."""
    try:
        return float(Decimal(value)) if value is not None else None
    except InvalidOperation:
        return None


def summary_rows(comparison: Comparison) -> Rows:
    for sentence in comparison.summary:
        yield sentence.topic, sentence.text
    for report in comparison.reports:
        yield (
            "报告",
            f"{report.path}　报告年度{'、'.join(map(str, report.reviewed)) or '—'}　计划年"
            f"度{'、'.join(map(str, report.planned)) or '—'}　文本指纹{report.text_sha256}",
        )
    yield "缺少的年度", "、".join(map(str, comparison.missing_years)) or "无"
    yield "判定规则", f"v{comparison.rubric}"


def verdict_rows(comparison: Comparison) -> Rows:
    for row in comparison.indicators:
        by_id = {point.id: point for point in row.points}
        for v in row.verdicts:
            target, result, base = (by_id.get(key or "") for key in (v.target_id, v.result_id, v.base_id))
            yield (
                row.field, row.name, row.unit, v.year, value_of(target),
                number(target.value) if target else None,
                value_of(result), number(result.value) if result else None,
                f"{v.gap}{v.gap_unit}" if v.gap is not None else None, verdict_name("delivery", v.delivery),
                value_of(base), verdict_name("ambition", v.ambition), GRADE_NAMES[v.comparability], v.why,
                v.ambition_why, target.text if target else None, result.text if result else None,
                v.accepted, row.id,
            )  # fmt: skip


def point_rows(comparison: Comparison) -> Rows:
    for row in comparison.indicators:
        for point in row.points:
            yield (
                row.field, row.name, point.year, ROLE_NAMES[point.role],
                BOUND_SIGNS[point.bound or "eq"], point.value,
                number(point.value), point.upper, point.unit, MODALITY_NAMES[point.modality], point.wording,
                LINK_NAMES[point.link], "是" if point.primary else "否", point.note, point.text, point.source,
                point.place, point.start, point.end, row.id,
            )  # fmt: skip


def deed_rows(rows: Iterable[ProjectRow | CommitmentRow]) -> Rows:
    for row in rows:
        verdicts: dict[int, DeedVerdict] = {verdict.year: verdict for verdict in row.verdicts}
        by_year = points_by_year(row.points)
        for year in sorted({point.year for point in row.points} | set(verdicts)):
            promised = [p for p in by_year.get(year, ()) if p.role == "promised"]
            reported = [p for p in by_year.get(year, ()) if p.role == "reported"]
            verdict = verdicts.get(year)
            yield (
                row.name, year, "；".join(p.text for p in promised), stage_text(promised),
                "；".join(p.text for p in reported),
                stage_text(reported), verdict_name("deed", verdict.delivery) if verdict else None,
                verdict_name("ambition", verdict.ambition) if verdict else None,
                verdict.why if verdict else None,
                verdict.ambition_why if verdict else None,
                verdict.accepted if verdict else None,
                "；".join(f"{p.source} {p.place}" for p in (*promised, *reported)), row.id,
            )  # fmt: skip


def stage_text(points: Sequence[Any]) -> str:
    return "、".join(dict.fromkeys(STAGE_NAMES[p.stage] for p in points if p.stage))


def commitment_rows(comparison: Comparison) -> Rows:
    heads = {row.id: row for row in comparison.commitments}
    for line in deed_rows(comparison.commitments):
        row = heads[str(line[-1])]
        yield (
            row.field,
            MODALITY_NAMES[row.modality],
            row.verifiability,
            "是" if row.standing else "否",
            row.owner,
            *line,
        )


def wording_rows(comparison: Comparison) -> Rows:
    for pair in comparison.wording:
        before, after = pair.points
        yield (
            verdict_name("ambition", pair.change),
            pair.topic,
            before.year,
            before.text,
            after.year,
            after.text,
            pair.why,
            before.place,
            after.place,
        )


def quality_rows(comparison: Comparison) -> Rows:
    for note in comparison.quality:
        yield (
            note.source,
            note.severity,
            note.code,
            note.message,
            note.computation,
            "；".join(note.quotations),
            "；".join(note.places),
            note.accepted,
        )


def rubric_rows(comparison: Comparison) -> Rows:
    rubric = load_rubric()
    for title, rows in (
        ("完成", rubric.delivery),
        ("变化", rubric.ambition),
        ("承诺与项目", rubric.deed),
        ("可比性", rubric.comparability),
    ):
        for order, row in enumerate(rows, start=1):
            yield title, order, row.name, row.code, row.when


DEED_COLUMNS: Final = (
    ("名称", 30), ("年度", 8), ("承诺原句", 44), ("承诺阶段", 12), ("报告原句", 44), ("报告阶段", 12),
    ("判定", 12), ("变化", 12),
    ("说明", 50), ("变化说明", 40), ("备案例外", 20), ("出处", 40), ("行号", 20),
)  # fmt: skip
SHEETS: Final[tuple[Sheet, ...]] = (
    ("概要", (("项目", 14), ("内容", 120)), summary_rows),
    (
        "指标判定",
        (
            ("领域", 12), ("指标", 30), ("单位", 10), ("年度", 8), ("目标", 14), ("目标值", 12),
            ("结果", 14), ("结果值", 12), ("差距", 12),
            ("完成判定", 14), ("比较基准", 14), ("目标变化", 14), ("可比性", 10), ("完成说明", 50),
            ("变化说明", 50), ("目标原句", 40),
            ("结果原句", 40), ("备案例外", 20), ("行号", 20),
        ),
        verdict_rows,
    ),
    (
        "指标数值",
        (
            ("领域", 12), ("指标", 30), ("年度", 8), ("角色", 8), ("界限", 6), ("数值", 14),
            ("数值（数）", 14), ("上限", 10), ("单位", 8),
            ("语气", 8), ("原文名称", 24), ("对齐方式", 14), ("判定依据", 8), ("附注", 24), ("原句",
            50), ("报告", 20), ("位置", 36),
            ("起", 8), ("止", 8), ("行号", 20),
        ),
        point_rows,
    ),
    ("学校与项目", DEED_COLUMNS, lambda comparison: deed_rows(comparison.projects)),
    ("承诺", (("领域", 12), ("语气", 8), ("核验", 8), ("常设", 8), ("责任单位", 16), *DEED_COLUMNS),
    commitment_rows),
    (
        "措辞对照",
        (("变化", 12), ("事项", 24), ("前一年", 8), ("前一处", 50), ("后一年", 8), ("后一处", 50),
        ("说明", 30), ("前一位置", 30), ("后一位置", 30)),
        wording_rows,
    ),
    ("数据质量", (("报告", 20), ("等级", 8), ("类别", 16), ("说明", 60), ("算式", 30), ("原文", 50),
    ("位置", 40), ("备案例外", 20)), quality_rows),
    ("判定规则", (("轴", 12), ("次序", 8), ("判定", 18), ("代码", 18), ("条件", 80)), rubric_rows),
)  # fmt: skip


def trend_sheet(workbook: Any, comparison: Comparison, looks: dict[str, Any]) -> None:
    """Results and targets of the core indicators by year, with a native chart for each."""
    sheet = workbook.add_worksheet("趋势")
    sheet.set_column(0, 0, 26)
    years = list(comparison.years)
    at = 0
    for series in trends(comparison):
        sheet.write_string(at, 0, f"{series.name}（{series.unit}）", looks["head"])
        for column, year in enumerate(years, start=1):
            sheet.write_number(at, column, year, looks["head"])
        lines = (("结果", dict(series.results)), ("目标", {year: value for year, value, _ in series.targets}))
        for offset, (name, values) in enumerate(lines, start=1):
            sheet.write_string(at + offset, 0, name, looks["text"])
            for column, year in enumerate(years, start=1):
                if year in values:
                    sheet.write_number(at + offset, column, float(values[year]), looks["number"])
        chart = workbook.add_chart({"type": "line"})
        for offset, (name, colour) in enumerate((("结果", "#C55A11"), ("目标", "#2E75B6")), start=1):
            chart.add_series(
                {
                    "name": name, "categories": ["趋势", at, 1, at, len(years)],
                    "values": ["趋势", at + offset, 1, at + offset, len(years)],
                    "line": {"color": colour}, "marker": {"type": "circle", "size": 5},
                }
            )  # fmt: skip
        chart.set_title({"name": series.name, "name_font": {"size": 11}})
        chart.set_size({"width": 520, "height": 220})
        chart.show_blanks_as("gap")
        sheet.insert_chart(at, len(years) + 2, chart)
        at += 13
