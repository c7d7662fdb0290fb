"""What kind of measure a statement gives: stock, flow, share, rate, amount, rank."""

from __future__ import annotations

import re
from typing import Final

from extractors.records import Change, Measure, Quantity

FLOW_ACTION: Final = re.compile(r"新|建|创|增|招|培|引|组|立|获|评|打造|投|开|完成|改|发|实施|举办|办|查|处|整|压|关|化解|惠及|培训|帮|救|治|复垦|归还|盘活|收储")
STOCK_ACTION: Final = re.compile(r"达|超过|突破|有|增至|增加到|发展到|保持|稳定|为|占|扩大到|壮大到|拥有")
RATE_NAME: Final = re.compile(r"(?:增速|增幅|增长率|降幅|涨幅)$")
SHARE_NAME: Final = re.compile(r"率$|比例$|占比$|比重$|覆盖面$")


def decide_measure(quantity: Quantity, name: str, action: str, change: Change | None) -> Measure:
    """The measure of a number, from its unit, the indicator's name and the verb."""
    unit = quantity.unit
    if unit == "名次":
        return "rank"
    if change is not None and change.kind == "percent":
        return "rate"
    if unit in {"%", "‰", "个百分点", "百分点"}:
        return "rate" if RATE_NAME.search(name) else "share"
    if unit in {"元", "美元", "港元", "欧元"}:
        return "amount"
    if STOCK_ACTION.match(action) and not FLOW_ACTION.match(action):
        return "stock"
    return "flow"
