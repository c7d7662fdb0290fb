"""What kind of measure a statement gives: stock, flow, share, rate, amount, rank."""

from __future__ import annotations

import re
from typing import Final

from extractors.records import Change, Measure, Quantity

FLOW_ACTION: Final = re.compile(
    r"新|净增|创|培育|培养|引进|招|认定|建成|建设|组建|成立|设立|获|评|打造|投用|竣工|开工|完成|改|增加|扩|发展(?!到)|增设|进行|启动|装修|施工|移交|推进|按计划|投入使用|交付"
)
NEW_NAME: Final = re.compile(r"新(?:登记|增|设|注册)")
HAVING: Final = frozenset({"现有", "共有", "拥有", "已有", "建有", "设有"})
RATE_NAME: Final = re.compile(r"(?:增速|增幅|增长率|降幅|涨幅)$")


def decide_measure(
    quantity: Quantity, name: str, action: str, change: Change | None, *, level: bool, default: Measure | None
) -> Measure:
    """The measure of a number, from its unit, the indicator's name and the verb.

    `level` says that a linker such as 达到 stands before the number; `default` is what the lexicon has.
    """
    unit = quantity.unit
    if unit == "名次":
        return "rank"
    if change is not None and change.kind == "percent":
        return "rate"
    if unit in {"%", "‰", "个百分点", "百分点"}:
        return "rate" if default == "rate" or RATE_NAME.search(name) else "share"
    if unit in {"元", "美元", "港元", "欧元"}:
        return "amount"
    if default == "stock" and NEW_NAME.match(name):
        return "flow"
    if default == "stock":
        return "flow" if FLOW_ACTION.search(action) and not level else "stock"
    if default in {"amount", "rate", "share"}:
        return default
    if default == "flow" and unit in {"人", "名", "位", "人次"}:
        # 上线人数突破900人: reached within the year
        return "flow"
    return "stock" if level or action in HAVING else "flow"
