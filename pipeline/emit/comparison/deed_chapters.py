"""The chapters on what was promised in words: commitments, schools and projects, changed targets, wording."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.compare.records import (
    CommitmentRow,
    Comparison,
    DeedPoint,
    IndicatorRow,
    IndicatorVerdict,
    Point,
    ProjectRow,
    WordingPair,
)
from pipeline.compare.rubric import verdict_name
from pipeline.compare.view import (
    GRADE_NAMES,
    MODALITY_NAMES,
    changed_targets,
    commitments_by_strength,
    deed_cells,
    delivery_text,
    why_text,
)
from pipeline.emit.comparison.office import Paper
from pipeline.emit.comparison.wordml import Cell, Run, cell

TABLE_ROWS: Final = 30
"""Longer tables end with a line that says how many rows the workbook has in full."""
CHANGES: Final = (
    ("提高的目标", ("raised",)),
    ("降低的目标", ("lowered",)),
    ("新增的目标", ("new",)),
    ("未再提出的目标", ("not_raised_again",)),
    ("数字变为表述、表述变为数字", ("number_to_words", "words_to_number")),
    ("持平与延续的目标", ("held", "carried_over", "stronger", "weaker")),
    ("改名、合并、拆分与口径变更", ("renamed", "merged", "split", "redefined")),
)


class Quotations:
    """Numbers the quotations as the document cites them."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, int, int], int] = {}
        self.points: list[Point | DeedPoint] = []

    def cite(self, points: Sequence[Point | DeedPoint]) -> tuple[Run, ...]:
        """〔3〕〔12〕 as links to the appendix; at most three a cell."""
        runs: list[Run] = []
        for point in points:
            key = (point.source, point.start, point.end)
            if key not in self.numbers:
                if len(runs) >= 3:
                    continue
                self.numbers[key] = len(self.numbers) + 1
                self.points.append(point)
            if len(runs) < 3:
                number = self.numbers[key]
                run = Run(text=f"〔{number}〕", target=f"E{number}")
                if run not in runs:
                    runs.append(run)
        return tuple(runs)


def more_in_workbook(paper: Paper, total: int, shown: int) -> None:
    """What a cut table leaves to the workbook."""
    if total > shown:
        paper.paragraph(f"本表列出{shown}条，另有{total - shown}条见同名工作簿。", style="注释")


def commitments(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """Commitments by strength; first those of which something can be said."""
    paper.heading("承诺逐条对账", 1)
    groups = commitments_by_strength(comparison)
    if not groups:
        paper.paragraph("各份报告没有读出承诺。")
    for name, rows in groups:
        paper.heading(name, 2)
        if name == "常设义务":
            standing_table(paper, rows, comparison.years, quotations)
            continue
        ordered = sorted(rows, key=lambda row: (-interest(row), row.field, row.name, row.id))
        lines = [commitment_line(row, quotations) for row in ordered[:TABLE_ROWS]]
        paper.table(
            ["领域", "承诺原句（最近一年）", "年度", "语气", "核验", "判定", "依据"],
            lines,
            widths=[20, 84, 20, 14, 12, 20, 83],
            title=f"{name}（共{len(rows)}条）",
        )
        more_in_workbook(paper, len(rows), TABLE_ROWS)


def interest(row: CommitmentRow) -> int:
    """Verdicts that say something come first, then duties of several years."""
    told = {"kept": 3, "partly": 4, "slipped": 5, "late": 5, "not_mentioned": 2, "unclear": 0, "pending": 1}
    years = len({point.year for point in row.points if point.role == "promised"})
    return max((told[verdict.delivery] for verdict in row.verdicts), default=0) * 10 + years


def commitment_line(row: CommitmentRow, quotations: Quotations) -> list[Cell]:
    """A commitment with the verdict of its last judged year."""
    promised = [point for point in row.points if point.role == "promised"]
    last = promised[-1]
    judged = [v for v in row.verdicts if v.delivery not in {"pending", "unclear"}] or list(row.verdicts)
    verdict = judged[-1]
    years = sorted({point.year for point in promised})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}—{years[-1]}"
    return [
        cell(row.field),
        Cell(runs=(Run(text=last.text), *quotations.cite([last]))),
        cell(span),
        cell(MODALITY_NAMES[row.modality]),
        cell(row.verifiability),
        cell(f"{verdict.year}：{delivery_text(verdict)}", code=verdict.delivery),
        cell(why_text(verdict)),
    ]


def standing_table(
    paper: Paper, rows: Sequence[CommitmentRow], years: Sequence[int], quotations: Quotations
) -> None:
    """Duties of every year, ticked year by year."""
    shown = list(years)[-6:]
    lines = []
    for row in rows[:TABLE_ROWS]:
        line = [cell(row.points[-1].text)]
        for year in shown:
            points = [point for point in row.points if point.year == year]
            mark = "√" if any(p.role == "reported" for p in points) else "承诺" if points else "—"
            line.append(Cell(runs=(Run(text=mark), *quotations.cite(points[:1]))))
        lines.append(line)
    width = 153 // max(len(shown), 1)
    paper.table(
        ["常设义务", *map(str, shown)], lines, widths=[100, *[width] * len(shown)], title="常设义务逐年对照"
    )
    paper.paragraph("√ 该年报告说到；“承诺”为计划写明、报告没有说到；“—”为该年计划没有写。", style="注释")


def projects(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """One line a school or project, one cell a year."""
    paper.heading("学校与项目台账", 1)
    if not comparison.projects:
        paper.paragraph("各份报告没有读出点名的学校和项目。")
        return
    years = list(comparison.years)[-6:]
    ordered = sorted(comparison.projects, key=lambda row: (-life(row), row.name, row.id))
    lines = []
    for row in ordered[: 2 * TABLE_ROWS]:
        alias = f"（又称{'、'.join(row.aliases[:2])}）" if row.aliases else ""
        line = [cell(f"{row.name}{alias}")]
        for text, points, verdict in deed_cells(row, years):
            word = f"【{delivery_text(verdict)}】" if verdict else ""
            runs = (Run(text=(text + word) or "—"), *quotations.cite(points[:2]))
            line.append(Cell(runs=runs, code=verdict.delivery if verdict else ""))
        lines.append(line)
    width = 193 // len(years)
    paper.table(
        ["学校、项目", *map(str, years)],
        lines,
        widths=[60, *[width] * len(years)],
        title="学校与项目逐年状态",
    )
    more_in_workbook(paper, len(ordered), 2 * TABLE_ROWS)


def life(row: ProjectRow) -> int:
    """Life lines with most to say come first."""
    told = sum(verdict.delivery in {"kept", "partly", "slipped", "late"} for verdict in row.verdicts)
    return 10 * told + len({point.year for point in row.points}) + (3 if row.school_id else 0)


def changes(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """Targets raised, lowered, new, gone, turned into words, held, redefined."""
    paper.heading("目标的变化", 1)
    targets = {p.id for row in comparison.indicators for p in row.points if p.role == "target"}
    for title, codes in CHANGES:
        pairs = [pair for code in codes for pair in changed_targets(comparison, code)]
        if codes == ("not_raised_again",):
            # What is gone was a target, not only a result: those first.
            pairs.sort(key=lambda pair: (pair[1].base_id not in targets, -pair[1].year))
        paper.heading(title, 2)
        if not pairs:
            paper.paragraph("没有读出这一类。")
            continue
        lines = [change_line(row, verdict, quotations) for row, verdict in pairs[:TABLE_ROWS]]
        paper.table(
            ["领域", "指标", "年度", "变化", "可比性", "说明"],
            lines,
            widths=[22, 52, 14, 26, 20, 119],
            title=f"{title}（{len(pairs)}项次）",
        )
        more_in_workbook(paper, len(pairs), TABLE_ROWS)


def change_line(row: IndicatorRow, verdict: IndicatorVerdict, quotations: Quotations) -> list[Cell]:
    """One change of one target."""
    by_id = {point.id: point for point in row.points}
    points = [by_id[key] for key in (verdict.base_id, verdict.target_id) if key in by_id]
    return [
        cell(row.field),
        cell(row.name),
        cell(str(verdict.year)),
        cell(verdict_name("ambition", verdict.ambition)),
        cell(GRADE_NAMES[verdict.ambition_comparability or verdict.comparability]),
        Cell(runs=(Run(text=verdict.ambition_why or ""), *quotations.cite(points))),
    ]


def wording(paper: Paper, comparison: Comparison, quotations: Quotations) -> None:
    """The same matter in the words of two years, differences marked."""
    paper.heading("措辞的变化", 1)
    if not comparison.wording:
        paper.paragraph("没有读出同一事项措辞强弱的变化。")
        return
    pairs = sorted(
        comparison.wording, key=lambda pair: (pair.change != "weaker", -pair.points[1].year, pair.id)
    )
    lines = [wording_line(pair, quotations) for pair in pairs[:TABLE_ROWS]]
    paper.table(
        ["变化", "前一处", "后一处", "说明"],
        lines,
        widths=[20, 92, 92, 49],
        title=f"同一事项的措辞对照（{len(pairs)}处）",
    )
    more_in_workbook(paper, len(pairs), TABLE_ROWS)


def wording_line(pair: WordingPair, quotations: Quotations) -> list[Cell]:
    """Both passages with their differences."""
    before, after = pair.points

    def side(pieces: Sequence[object], point: DeedPoint) -> Cell:
        runs = tuple(Run(text=piece.text, mark=not piece.same) for piece in pieces)  # type: ignore[attr-defined]
        return Cell(runs=(Run(text=f"{point.year}年：", grey=True), *runs, *quotations.cite([point])))

    return [
        cell(verdict_name("ambition", pair.change)),
        side(pair.before, before),
        side(pair.after, after),
        cell(pair.why),
    ]
