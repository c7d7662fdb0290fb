"""What follows by arithmetic: families derived and share.

Finds: the base a change implies (56.67 − 5.64 = 51.03); denominators that a share can have (53 are 85%
of 62).
"""

from __future__ import annotations

import itertools
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from extractors.checks.finding import Doubt, clause_of, quoted
from extractors.layers import Layers
from extractors.records import Statement

MOST_UNITS: Final = 3000


def check_implied_bases(layers: Layers) -> list[Doubt]:
    """The value of the period before, where value and change are both told."""
    doubts = []
    for statement in layers.statements:
        change = statement.change
        if change is None or change.derived_base is None or statement.indicator is None:
            continue
        doubts.append(
            Doubt(
                "derived.base",
                "info",
                f"{quoted(layers.text, clause_of(statement))}推出上期“{statement.indicator.name}”"
                f"为{change.derived_base}",
                (clause_of(statement),),
                "与上期公布的数核对",
                f"按变动{statement.value}{statement.unit or ''}倒推",
            )
        )
    return doubts


def check_denominators(layers: Layers) -> list[Doubt]:
    """N of them told as P%: the whole numbers that P% allows."""
    doubts = []
    statements = layers.statements
    for counted, share in itertools.pairwise(statements):
        if share.unit != "%" or share.measure != "share" or share.bound != "eq" or share.value is None:
            continue
        if (
            counted.unit not in ("所", "个", "家", "名", "人", "户")
            or counted.value is None
            or counted.bound != "eq"
        ):
            continue
        close = 0 <= share.start - counted.end <= 6
        if not close or counted.indicator is None or share.indicator is None:
            continue
        if not _of_the_counted(counted, share):
            continue
        number, percent = Decimal(counted.value), Decimal(share.value)
        if percent <= 0 or percent > 100 or number != number.to_integral_value() or number > MOST_UNITS:
            continue
        wholes = possible_wholes(number, share.value)
        places = (clause_of(counted), clause_of(share))
        if not wholes:
            doubts.append(
                Doubt(
                    "share.impossible",
                    "medium",
                    f"{counted.value}{counted.unit}不可能是任何整数总数的{share.value}%",
                    places,
                    "核对个数和比例",
                    f"{counted.value} ÷ {share.value}% 不近任何整数",
                )
            )
        elif len(wholes) <= 3 and percent < 100:
            doubts.append(
                Doubt(
                    "share.denominator",
                    "info",
                    f"{counted.value}{counted.unit}占{share.value}%,总数只能是{'、'.join(map(str, wholes))}",
                    places,
                    "与在册总数核对",
                    f"{counted.value} ÷ {share.value}%",
                )
            )
    return doubts


def _of_the_counted(counted: Statement, share: Statement) -> bool:
    """The share is told of the very things counted before it: 1个以上……的学校53所,全区覆盖率达85%."""
    if counted.indicator is None or share.indicator is None or counted.role != share.role:
        return False
    name, whole = counted.indicator.id.partition("~")[0], share.indicator.id.partition("~")[0]
    return len(name) >= 9 and whole.startswith(name) and whole[len(name) :].startswith(("占比", "覆盖率"))


def possible_wholes(number: Decimal, share: str) -> list[int]:
    """Whole numbers of which `number` is `share` percent when rounded as printed."""
    digits = len(share.partition(".")[2])
    percent = Decimal(share)
    step = Decimal(1).scaleb(-digits)
    low = int(number * 100 / (percent + step))
    high = int(number * 100 / max(percent - step, Decimal("0.001"))) + 1
    return [
        whole
        for whole in range(max(1, low), min(high, low + 200) + 1)
        if whole >= number and (number * 100 / whole).quantize(step, rounding=ROUND_HALF_UP) == percent
    ]
