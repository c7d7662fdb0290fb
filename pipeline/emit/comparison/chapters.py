"""The comparison as a Word document an office can circulate: its chapters, in the order they are printed.

Cover and scope; one page at a glance; core indicators; commitments by strength; schools and projects;
changes of targets; wording side by side; trends; data quality; and the appendices with every quotation.
Each cell with a number in 〔〕 leads to the quotation it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pipeline.compare.deeds import STAGE_NAMES
from pipeline.compare.records import (
    Comparison,
    DeedPoint,
    IndicatorRow,
    IndicatorVerdict,
    Point,
)
from pipeline.compare.rubric import load_rubric
from pipeline.compare.view import (
    GRADE_NAMES,
    Series,
    YearCell,
    bullets,
    core_rows,
    delivery_text,
    gap_text,
    look_first,
    status_by_field,
    trends,
    value_of,
    why_text,
    year_cells,
)
from pipeline.emit.comparison.charts import grouped_bars, stacked_bars, step_points, trend_lines
from pipeline.emit.comparison.deed_chapters import (
    TABLE_ROWS,
    Quotations,
    changes,
    commitments,
    more_in_workbook,
    projects,
    wording,
)
from pipeline.emit.comparison.office import Paper
from pipeline.emit.comparison.wordml import Cell, Run, W, bookmark_xml, cell, runs_xml, style_xml

STATUS_COLOURS: Final = {
    "超额完成": "375623", "完成": "70AD47", "未达到": "C55A11", "待核或不可比": "FFD966",
    "未见报告": "BFBFBF", "待期末": "DEEBF7",
}  # fmt: skip
YEARS_ACROSS: Final = 3
FIELDS: Final = 8
BULLETS: Final = 5


def write_document(comparison: Comparison) -> bytes:
    """The document's bytes."""
    span = years_span(comparison)
    title = f"{comparison.body}年度目标完成情况与变化对照"
    paper = Paper(title=f"{title}（{span}）", subject=f"判定规则 v{comparison.rubric}")
    quotations = Quotations()
    cover(paper, comparison, title=title, span=span)
    paper.contents()
    paper.page_break()
    glance(paper, comparison, quotations)
    paper.new_section(landscape=True)
    indicators(paper, comparison, quotations)
    commitments(paper, comparison, quotations)
    projects(paper, comparison, quotations)
    changes(paper, comparison, quotations)
    wording(paper, comparison, quotations)
    paper.new_section(landscape=False)
    trend_chapter(paper, comparison)
    quality(paper, comparison)
    appendices(paper, comparison, quotations)
    return paper.save()


def years_span(comparison: Comparison) -> str:
    """2022—2023."""
    years = comparison.years
    return f"{years[0]}—{years[-1]}" if years else "年份不详"


def cover(paper: Paper, comparison: Comparison, *, title: str, span: str) -> None:
    """Title, scope, rubric version and the fingerprints of the texts."""
    paper.paragraph(title, style="封面题目")
    paper.paragraph(f"（{span}）", style="封面副题")
    paper.paragraph(
        f"判定规则 v{comparison.rubric}　由程序依据报告原文自动编制，供核对使用", style="封面副题"
    )
    rows = [
        [
            cell(report.path),
            cell("、".join(map(str, report.reviewed)) or "—"),
            cell("、".join(map(str, report.planned)) or "—"),
            cell(report.issued or "—"),
            cell(report.text_sha256[:12]),
        ]
        for report in comparison.reports
    ]
    paper.table(
        ["报告文件", "报告年度", "计划年度", "成文日期", "文本指纹"],
        rows,
        widths=[60, 22, 22, 24, 28],
        title="收入对照的报告",
    )
    if comparison.missing_years:
        years = "、".join(f"{year}年" for year in comparison.missing_years)
        paper.paragraph(f"缺：{years}的结果没有报告入库，相应各年只列目标，不作判定。", style="注释")
    paper.paragraph(
        "说明：“未见报告”“未见提及”只说明后来的报告没有说到，不等于没有做；增速目标遇到只报总量的，不作推算；"
        "“力争”“争取”的目标没有达到时记为“力争未达”。方括号内的数字是附录中的引文号。",
        style="注释",
    )
    paper.page_break()


def glance(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """Five sentences, two charts, and what must be looked at first."""
    paper.heading("一页看懂", 1)
    for number, sentence in enumerate(comparison.summary, start=1):
        paper.paragraph(Run(text=f"{number}. {sentence.topic}　", bold=True), sentence.text, style="要点")
    fields, series = status_by_field(comparison)
    if fields:
        fields = fields[:FIELDS]
        shown = [(name, values[: len(fields)]) for name, values in series]
        xml, workbook = stacked_bars(fields, shown, colours=[STATUS_COLOURS[name] for name, _ in shown])
        paper.chart(
            xml,
            workbook,
            title="各领域数值目标的判定（项次）",
            width=150,
            height=16 + 4.2 * len(fields),
        )
    marks = bullets(comparison)[:BULLETS]
    if marks:
        names = [f"{mark.name}（{mark.year}）" for mark in marks]
        xml, workbook = grouped_bars(
            names,
            [
                ("上年结果", [mark.base for mark in marks]),
                ("目标", [mark.target for mark in marks]),
                ("结果", [mark.result for mark in marks]),
            ],
            colours=["BFBFBF", "2E75B6", "C55A11"],
        )
        paper.chart(
            xml,
            workbook,
            title="核心指标：上年结果、目标与结果（%）",
            width=150,
            height=14 + 7.5 * len(marks),
        )
    first = look_first(comparison)
    if first:
        rows = [
            [cell(str(number)), cell(what), cell(why)] for number, (what, why) in enumerate(first, start=1)
        ]
        paper.table(["序号", "事项", "为什么要先看"], rows, widths=[12, 46, 98], title="必须先看的问题")


def indicators(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """The core indicators by year, then all other numeric targets one line a year."""
    paper.heading("核心指标对照", 1)
    core = core_rows(comparison)
    years = comparison.years
    if not core:
        paper.paragraph("各份报告没有可以逐年对照的核心指标。")
    for some in evenly(years, most=YEARS_ACROSS):
        if core:
            core_table(paper, core, some, quotations, part=len(years) > YEARS_ACROSS)
    rest = [
        row for row in comparison.indicators if row not in core and any(v.target_id for v in row.verdicts)
    ]
    lines = [(row, verdict) for row in rest for verdict in row.verdicts if verdict.target_id]
    lines.sort(
        key=lambda pair: (pair[1].result_id is None, pair[0].field, pair[0].name, pair[0].id, pair[1].year)
    )
    if lines:
        paper.heading("其他数值目标", 2)
        rows = [target_line(row, verdict, quotations) for row, verdict in lines[: 4 * TABLE_ROWS]]
        paper.table(
            ["领域", "指标", "年度", "目标", "结果", "差距", "判定", "可比性", "依据"],
            rows,
            widths=[20, 46, 12, 22, 26, 18, 20, 16, 73],
            title="其他数值目标的完成情况",
        )
        more_in_workbook(paper, len(lines), 4 * TABLE_ROWS)


def evenly(years: Sequence[int], *, most: int) -> list[Sequence[int]]:
    """The years in runs of nearly the same length, none longer than `most`."""
    runs = -(-len(years) // most) if years else 0
    return [years[len(years) * at // runs : len(years) * (at + 1) // runs] for at in range(runs)]


def core_table(
    paper: Paper, rows: Sequence[IndicatorRow], years: Sequence[int], quotations: Quotations, *, part: bool
) -> None:
    """A line an indicator, three columns a year."""
    header = ["指标"]
    widths = [42]
    across = 211 // len(years)
    for year in years:
        header += [f"{year}目标", f"{year}结果", f"{year}判定"]
        widths += [round(across * 0.28), round(across * 0.34), round(across * 0.38)]
    lines = []
    for row in rows:
        name = f"{row.name}（{'增速' if row.kind == 'growth' else row.unit or '—'}）"
        line = [cell(name, bold=True)]
        for one in year_cells(row, years):
            line += core_cells(one, quotations)
        lines.append(line)
    title = "核心指标逐年对照" + (f"（{years[0]}—{years[-1]}）" if part and len(years) > 1 else "")
    paper.table(header, lines, widths=widths, title=title)
    if any("※" in run.text for line in lines for one in line for run in one.runs):
        paper.paragraph("※ 由所述变化反推，原文没有写。", style="注释")


def core_cells(one: YearCell, quotations: Quotations) -> list[Cell]:
    """Target, result, verdict with gap, change and evidence."""
    said = "，".join(part for part in (one.delivery, one.gap, one.ambition) if part)
    grade = f"（{one.comparability}）" if one.comparability not in {"", "可比"} and one.code else ""
    return [
        cell(one.target),
        cell(one.result),
        Cell(runs=(Run(text=said + grade), *quotations.cite(one.points)), code=one.code),
    ]


def target_line(row: IndicatorRow, verdict: IndicatorVerdict, quotations: Quotations) -> list[Cell]:
    """One target of one year."""
    by_id = {point.id: point for point in row.points}
    target, result = by_id.get(verdict.target_id or ""), by_id.get(verdict.result_id or "")
    points = [point for point in (target, result) if point is not None]
    gap = gap_text(verdict) or "—"
    return [
        cell(row.field),
        cell(row.name),
        cell(str(verdict.year)),
        cell(value_of(target)),
        cell(value_of(result)),
        cell(gap),
        cell(delivery_text(verdict), code=verdict.delivery or ""),
        cell(GRADE_NAMES[verdict.comparability]),
        Cell(runs=(Run(text=why_text(verdict)), *quotations.cite(points))),
    ]


def trend_chapter(paper: Paper, comparison: Comparison) -> None:
    """Results as points and lines, targets as steps; a line stops where the definition changed."""
    paper.heading("趋势与进度", 1)
    found = trends(comparison)
    if not found:
        paper.paragraph("没有三年以上连续可比的指标，不画趋势。")
        return
    paper.paragraph("结果为折线，目标为阶梯线（力争的目标为虚线）；口径变更处断开，不连线。")
    for series in found:
        lines = chart_lines(series)
        xml, workbook = trend_lines(lines)
        broken = f"，{'、'.join(map(str, series.breaks))}年起口径有变" if series.breaks else ""
        paper.chart(xml, workbook, title=f"{series.name}（{series.unit}{broken}）", width=140, height=62)


def chart_lines(series: Series) -> list[tuple[str, list[tuple[float, Decimal]], str, bool]]:
    """The results in pieces between breaks, then firm and striven-for targets."""
    pieces: list[list[tuple[float, Decimal]]] = []
    for year, value in series.results:
        if not pieces or year in series.breaks or year - pieces[-1][-1][0] > 1:
            pieces.append([])
        pieces[-1].append((float(year), value))
    lines = [
        ("结果" if number == 0 else f"结果（{int(piece[0][0])}年起）", piece, "C55A11", False)
        for number, piece in enumerate(pieces)
    ]
    for name, strive, dashed in (("目标", False, False), ("力争目标", True, True)):
        targets = [(year, value) for year, value, is_strive in series.targets if is_strive is strive]
        runs: list[list[tuple[int, Decimal]]] = []
        for year, value in targets:
            if not runs or year - runs[-1][-1][0] > 1:
                runs.append([])
            runs[-1].append((year, value))
        for run in runs:
            label = name if len(runs) == 1 else f"{name}（{run[0][0]}起）"
            lines.append((label, step_points(run), "2E75B6", dashed))
    return lines


def quality(paper: Paper, comparison: Comparison) -> None:
    """What the check of the reports found."""
    paper.heading("数据质量与文本核对", 1)
    notes = comparison.quality
    if not notes:
        paper.paragraph("各份报告的核对没有发现需要提示的问题。")
        return
    names = {"high": "高", "medium": "中", "low": "低", "info": "提示"}
    lines = [
        [
            cell(names[note.severity]),
            cell(note.code),
            cell(f"{note.message}；已认可的例外：{note.accepted}" if note.accepted else note.message),
            cell("；".join(note.quotations[:2])),
            cell(note.places[0] if note.places else "—"),
        ]
        for note in notes[:TABLE_ROWS]
    ]
    paper.table(
        ["等级", "类别", "说明", "原文", "位置"],
        lines,
        widths=[12, 22, 52, 44, 26],
        title=f"核对发现（{len(notes)}条）",
    )
    more_in_workbook(paper, len(notes), TABLE_ROWS)


def appendices(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """Indicator cards, rubric, aliases, quotations."""
    paper.appendix("指标口径卡")
    lines = [
        [
            cell(row.name),
            cell(f"{row.measure}·{row.unit or '—'}"),
            cell({"up": "越高越好", "down": "越低越好", "none": "—"}[row.better]),
            cell("、".join(row.wordings)),
        ]
        for row in core_rows(comparison)
    ]
    paper.table(
        ["规范名", "类型与单位", "方向", "历年名称"], lines, widths=[44, 30, 22, 60], title="核心指标口径"
    )
    paper.appendix("判定规则")
    rubric = load_rubric()
    for title, axis in (
        ("完成", rubric.delivery),
        ("变化", rubric.ambition),
        ("承诺与项目", rubric.deed),
        ("可比性", rubric.comparability),
    ):
        rows = [[cell(row.name), cell(row.code), cell(row.when)] for row in axis]
        paper.table(
            ["判定", "代码", "条件（自上而下，先合者为准）"],
            rows,
            widths=[30, 34, 92],
            title=f"{title}（规则 v{rubric.version}）",
        )
    paper.appendix("学校更名与别名")
    if comparison.schools:
        rows = [
            [cell(s.name), cell("、".join(s.aliases)), cell("已确认" if s.confirmed else "待确认")]
            for s in comparison.schools
        ]
        paper.table(
            ["学校", "其他写法", "状态"], rows[:TABLE_ROWS], widths=[60, 76, 20], title="学校的各种写法"
        )
    else:
        paper.paragraph("没有读出同一学校的不同写法。")
    paper.appendix("引文")
    labels = {report.source: report.path for report in comparison.reports}
    for point in quotations.points:
        number = quotations.numbers[(point.source, point.start, point.end)]
        quotation(paper, number, point, label=labels[point.source])


def quotation(paper: Paper, number: int, point: Point | DeedPoint, *, label: str) -> None:
    """A quotation with report, chapter and paragraph, and the bookmark its number leads to."""
    stage = f"（{STAGE_NAMES[point.stage]}）" if isinstance(point, DeedPoint) and point.stage else ""
    value = f"（{value_of(point)}）" if isinstance(point, Point) and point.value is not None else ""
    head = bookmark_xml(100_000 + number, f"E{number}", runs_xml((Run(text=f"〔{number}〕", bold=True),)))
    rest = runs_xml((f"“{point.text}”{value}{stage}", Run(text=f"　{label}，{point.place}", grey=True)))
    paper.add(f"<w:p {W}>{style_xml('注释')}{head}{rest}</w:p>")
