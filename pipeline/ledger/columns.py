"""The columns of the ledger, once for both forms: name, what it shows, width on paper and on screen."""

from __future__ import annotations

from typing import Final, NamedTuple

from pipeline.ledger.rows import LedgerRow


class Column(NamedTuple):
    """A column: name, the row's field (None: to be filled in), millimetres on paper, characters on screen."""

    name: str
    field: str | None
    paper: int
    screen: int


COLUMNS: Final = (
    Column("序号", "number", 9, 6),
    Column("领域", "domain", 22, 16),
    Column("任务", "task", 52, 44),
    Column("指标", "indicator", 24, 20),
    Column("目标值", "target", 15, 10),
    Column("单位", "unit", 11, 8),
    Column("力度", "modality", 10, 7),
    Column("时限", "deadline", 15, 12),
    Column("责任单位", "owner", 17, 14),
    Column("可核验性", "verifiability", 9, 7),
    Column("出处", "place", 23, 18),
    Column("完成值", None, 13, 10),
    Column("完成情况", None, 14, 12),
    Column("佐证材料", None, 14, 18),
    Column("编号", "code", 19, 10),
)
STATUSES: Final = ("已完成", "基本完成", "推进中", "未完成", "已调整")
MODALITY_NOTE: Final = (
    "力度:确保(确保、必须)、完成(建成、新增)、力争(力争、争取)、推进(推进、加强)、探索(探索、鼓励、支持)。"
)
GRADE_NOTE: Final = (
    "可核验性:A 有数值、期限和口径;B 有数值,缺口径或基期;C 有可指认的事项,没有数值;D 只有方向。"
)
FILL_NOTE: Final = (
    "只填“完成值”“完成情况”“佐证材料”三列:完成值只写数字,单位与“单位”列相同;完成情况写"
    + "、".join(STATUSES)
    + "。请不要改动“编号”列,回收时按它找到对应的任务。"
)


def cell_values(row: LedgerRow) -> list[str | int]:
    """The row's cells in the order of the columns; those to be filled in are empty."""
    return [getattr(row, column.field) if column.field else "" for column in COLUMNS]
