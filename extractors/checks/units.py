"""Units that are missing, mixed or ambiguous: family unit.

Finds: “补助758万” (元?), “近视率下降1%” (points or percent), 万元 beside 元 in one paragraph, 亩 beside
平方米, 人次 beside 人, “余” beside “多” and “近”.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from extractors.checks.finding import Doubt, Sections, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Quantity, Statement

_FIGURE: Final = re.compile(r"[\d一二三四五六七八九]")


# 网络零售额达2.96亿, 报销限额达到50万
_MONEY_NOUN: Final = re.compile(
    r"(?:[零消销贸交营保限总金差税成]售?[额收]|金额|产值|增加值|总值|收入|支出|投资|资金|赤字|预算|贷款|债券|存款|"
    r"补助|补贴|经费|费用|奖金|捐款|善款|税收|利润|效益|救助金|助学金|奖学金|学费|造价)"
)
_CLAUSE_BEFORE: Final = re.compile(r"[^，。；：,;:\n]*$")
_CHANGED: Final = re.compile(r"增|减|降|超|其中|节|余|另")
_SENTENCE_END: Final = re.compile(r"[。；;\n]")
_CLOSES: Final = frozenset("，。；,;、\n）)")
WINDOW: Final = 40


def check_missing(layers: Layers) -> list[Doubt]:
    """A sum of money without 元 after 万 or 亿."""
    text, doubts = layers.text, []
    for index, quantity in enumerate(layers.quantities):
        if quantity.text[-1:] not in ("万", "亿") or _shares_unit(text, quantity):
            continue
        implied = quantity.unit_implied and quantity.unit == "元"
        if not implied and not (quantity.unit == "" and _is_money(text, layers.quantities, index)):
            continue
        doubts.append(
            Doubt(
                "unit.missing",
                # 资金超千万 is said so; 补助758万 is a figure
                "medium" if _FIGURE.search(quantity.text) else "low",
                f"{quoted(text, (quantity.start, quantity.end))}没有写单位,按上下文应为“{quantity.text}元”",
                ((quantity.start, quantity.end),),
                "补上“元”",
            )
        )
    return doubts


def _is_money(text: str, quantities: Sequence[Quantity], index: int) -> bool:
    """A bare figure that closes a clause about money, or tells by how much the sum before it changed."""
    quantity = quantities[index]
    if text[quantity.end : quantity.end + 1] not in _CLOSES:
        return False
    match = _CLAUSE_BEFORE.search(text[max(0, quantity.start - WINDOW) : quantity.start])
    words = match.group() if match else ""
    if re.search(r"\d", words):
        return False
    if _MONEY_NOUN.search(words):
        return True
    before = quantities[index - 1] if index else None
    if before is None or before.unit != "元" or _CHANGED.search(words) is None:
        return False
    return quantity.start - before.end <= WINDOW and not _SENTENCE_END.search(
        text, before.end, quantity.start
    )


def _shares_unit(text: str, quantity: Quantity) -> bool:
    """12万、13万和15万元: the unit follows at the end of the list."""
    return re.match(r"[、和及与至到—-]", text[quantity.end : quantity.end + 1]) is not None


def check_percent_or_points(layers: Layers) -> list[Doubt]:
    """A rate that falls or rises by so many %: points or percent."""
    doubts = []
    for statement in layers.statements:
        change = statement.change
        if change is None or not change.ambiguous or statement.unit != "%":
            continue
        name = statement.indicator.text if statement.indicator else ""
        doubts.append(
            Doubt(
                "unit.percent_or_points",
                "high" if statement.role == "target" else "medium",
                f"{quoted(layers.text, clause_of(statement))}:{name}本身是比率,是变动{statement.value}"
                f"个百分点,"
                f"还是相对变动{statement.value}%",
                (clause_of(statement),),
                "是百分点的,写“个百分点”;是相对变动的,写明基数",
            )
        )
    return doubts


def _paragraphs(text: str, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    groups: list[list[Quantity]] = []
    end = -1
    for quantity in quantities:
        if quantity.start < end:
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
            end = text.find("\n", quantity.start) % (len(text) + 1)
    return [group for group in groups if len(group) > 1]


_APART: Final = re.compile(r"[。；;]|.{20}")
"""Two figures with this between them are not told together."""


def check_mixed(layers: Layers) -> list[Doubt]:
    """万元 and 元 for sums of one kind in one paragraph; 亩 and 平方米 in one sentence."""
    doubts = []
    for group in _paragraphs(layers.text, layers.quantities):
        money = [q for q in group if q.unit == "元" and not q.unit_implied]
        tens = [q for q in money if q.text.endswith("万元")]
        plain = [q for q in money if not q.text.endswith(("万元", "亿元")) and Decimal(q.value) >= 10_000]
        if len(tens) >= 2 and plain:
            places = tuple((q.start, q.end) for q in sorted((*tens[:4], *plain[:2]), key=lambda q: q.start))
            decimals = {len(q.text.partition(".")[2].removesuffix("万元")) for q in tens}
            extra = ",小数位数也不同" if len(decimals) > 1 else ""
            doubts.append(
                Doubt(
                    "unit.mixed_money",
                    "low",
                    f"同一段里金额有的用万元、有的用元{extra}:"
                    f"{'、'.join(quoted(layers.text, p) for p in places)}",
                    places,
                    "同类金额用同一单位和同样的小数位",
                )
            )
        for area, other in itertools.pairwise(group):
            if {area.unit, other.unit} == {"亩", "平方米"} and not _APART.search(
                layers.text, area.end, other.start
            ):
                doubts.append(
                    Doubt(
                        "unit.mixed_area",
                        "low",
                        f"相邻两个面积用了两种单位:{quoted(layers.text, (area.start, other.end))}",
                        ((area.start, area.end), (other.start, other.end)),
                        "对照时换算成同一单位(1亩约666.67平方米)",
                    )
                )
    return doubts


def check_person_times(layers: Layers) -> list[Doubt]:
    """人次 is no number of people: told once per report, with every place."""
    times = [q for q in layers.quantities if q.unit == "人次"]
    if len(times) < 2:
        return []
    places = tuple((q.start, q.end) for q in times)
    return [
        Doubt(
            "unit.person_times",
            "info",
            f"全文有{len(times)}处用“人次”:同一人可计多次,不能与“人”相加或相比",
            places,
            "引用时保留“人次”",
        )
    ]


_HEDGES: Final = ("gt", "lt", "approx")


def check_round_figures(layers: Layers) -> list[Doubt]:
    """余 多 近 约: figures that cannot be checked, told once per report."""
    loose = [
        q
        for q in layers.quantities
        if q.bound in _HEDGES and q.bound_text in ("余", "多", "近", "约", "几", "数", "来", "大约")
    ]
    if len(loose) < 3:
        return []
    words = "、".join(dict.fromkeys(q.bound_text or "" for q in loose))
    return [
        Doubt(
            "unit.round_figures",
            "info",
            f"全文有{len(loose)}个约数({words}):多、余是下限,近是上限",
            tuple((q.start, q.end) for q in loose),
            "能给出准确数的,给准确数",
        )
    ]


def check_bound_dropped(layers: Layers) -> list[Doubt]:
    """One target with 以上 in one place and without in another."""
    sections = Sections(layers)
    doubts = []
    seen: dict[tuple[object, ...], Statement] = {}
    for statement in layers.statements:
        if statement.role != "target" or statement.indicator is None or statement.value in (None, "0"):
            continue
        key = (
            statement.indicator.id,
            statement.period,
            statement.value,
            statement.unit,
            statement.facets.award_level,
        )
        earlier = seen.setdefault(key, statement)
        if earlier.bound == statement.bound or sections.section_at(earlier.start) == sections.section_at(
            statement.start
        ):
            continue
        doubts.append(
            Doubt(
                "conflict.bound",
                "low",
                f"同一目标一处写{quoted(layers.text, clause_of(earlier))},"
                f"一处写{quoted(layers.text, clause_of(statement))}:"
                "界限词(以上、左右)不一致",
                (clause_of(earlier), clause_of(statement)),
                "两处用同样的界限词",
            )
        )
    return doubts
