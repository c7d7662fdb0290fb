"""The ledger as a Word document in official layout: A4 landscape, header row repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Mm

from pipeline.emit.comparison.office import Paper, cell, set_page
from pipeline.ledger.columns import COLUMNS, FILL_NOTE, GRADE_NOTE, MODALITY_NOTE, cell_values
from pipeline.ledger.rows import LedgerRow


def write_document(rows: Sequence[LedgerRow], *, title: str) -> bytes:
    """The document's bytes; the same rows give the same bytes."""
    paper = Paper(title=title, subject="目标任务分解与完成情况台账")
    section = paper.document.sections[0]
    set_page(section, landscape=True)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.footer_distance = Mm(10)
    paper.paragraph(title, style="目录标题")
    for note in (FILL_NOTE, MODALITY_NOTE, GRADE_NOTE):
        paper.paragraph(note, style="注释")
    paper.table(
        [column.name for column in COLUMNS],
        [[cell(str(value)) for value in cell_values(row)] for row in rows],
        widths=[column.paper for column in COLUMNS],
        title="目标任务台账",
    )
    return paper.save()
