"""The sentences of the page at a glance, written from the verdicts.

Every number in a sentence is one of its `counts`, and every count is recounted by the tests from the rows.
“未见报告” and “未见提及” are told as what they are, apart from what was not reached.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.compare.records import (
    CommitmentRow,
    ComparedReport,
    IndicatorRow,
    ProjectRow,
    SummarySentence,
    WordingPair,
)
from pipeline.compare.rubric import verdict_name

DECIDED: Final = ("exceeded", "met", "nearly_met", "list_changed", "missed", "strive_missed", "late")
OPEN: Final = ("not_reported", "not_comparable", "conflicting", "not_verifiable", "pending")
DEEDS: Final = ("kept", "partly", "slipped", "late", "not_mentioned", "unclear", "pending")
MOVES: Final = ("raised", "lowered", "held", "carried_over", "new", "number_to_words", "words_to_number",
                "redefined", "not_raised_again")  # fmt: skip


def write_summary(
    *,
    body: str,
    reports: Sequence[ComparedReport],
    years: Sequence[int],
    missing_years: Sequence[int],
    indicators: Sequence[IndicatorRow],
    projects: Sequence[ProjectRow],
    commitments: Sequence[CommitmentRow],
    wording: Sequence[WordingPair],
) -> tuple[SummarySentence, ...]:
    """The five sentences, in the order they are printed."""
    return (
        scope(body, reports, years, missing_years, indicators, projects, commitments),
        delivery(indicators),
        deeds(projects),
        ambition(indicators, reports),
        words_and_doubts(indicators, wording),
    )


def scope(
    body: str,
    reports: Sequence[ComparedReport],
    years: Sequence[int],
    missing: Sequence[int],
    indicators: Sequence[IndicatorRow],
    projects: Sequence[ProjectRow],
    commitments: Sequence[CommitmentRow],
) -> SummarySentence:
    """What was read."""
    counts = {
        "reports": len(reports), "first": years[0] if years else 0, "last": years[-1] if years else 0,
        "missing": len(missing), "indicators": len(indicators), "projects": len(projects),
        "commitments": len(commitments),
    }  # fmt: skip
    gap = f"，其中{'、'.join(map(str, missing))}年的报告没有入库" if missing else ""
    text = (
        f"本对照依据{body}的{counts['reports']}份报告，覆盖{counts['first']}至{counts['last']}年{gap}；"
        f"对齐指标{counts['indicators']}项，跟踪学校和项目{counts['projects']}个、承诺{counts['commitments']}条。"
    )
    return SummarySentence(topic="范围", text=text, counts=counts)


def delivery(indicators: Iterable[IndicatorRow]) -> SummarySentence:
    """How the numeric targets came out."""
    tally = Counter(verdict.delivery for row in indicators for verdict in row.verdicts if verdict.delivery)
    decided = {code: tally[code] for code in DECIDED if tally[code]}
    open_ = {code: tally[code] for code in OPEN if tally[code]}
    total = sum(tally.values())
    counts: dict[str, int] = {"targets": total, "decided": sum(decided.values()), **decided, **open_}
    if not total:
        return SummarySentence(topic="完成情况", text="各份报告没有可以逐年对照的数值目标。", counts=counts)
    text = f"数值目标共{total}项次，能够判定的{counts['decided']}项次"
    if decided:
        text += "：" + "、".join(
            f"{verdict_name('delivery', code)}{number}" for code, number in decided.items()
        )
    if open_:
        text += "；尚不能判定的：" + "、".join(
            f"{verdict_name('delivery', code)}{number}" for code, number in open_.items()
        )
    return SummarySentence(topic="完成情况", text=text + "（未见报告不等于没有做）。", counts=counts)


def deeds(projects: Iterable[ProjectRow]) -> SummarySentence:
    """How the named projects came out."""
    tally = Counter(verdict.delivery for row in projects for verdict in row.verdicts)
    told = {code: tally[code] for code in DEEDS if tally[code]}
    counts: dict[str, int] = {"promises": sum(tally.values()), **told}
    if not told:
        return SummarySentence(topic="学校和项目", text="各份报告没有点名的学校和项目承诺。", counts=counts)
    parts = "、".join(f"{verdict_name('deed', code)}{number}" for code, number in told.items())
    text = f"点名的学校和项目承诺共{counts['promises']}项次：{parts}。"
    return SummarySentence(topic="学校和项目", text=text, counts=counts)


def ambition(indicators: Iterable[IndicatorRow], reports: Sequence[ComparedReport]) -> SummarySentence:
    """How the newest plan's targets stand to the year before."""
    year = max((year for report in reports for year in report.planned), default=0)
    tally = Counter(v.ambition for row in indicators for v in row.verdicts if v.year == year and v.ambition)
    told = {code: tally[code] for code in MOVES if tally[code]}
    counts: dict[str, int] = {"year": year, **told}
    if not told:
        return SummarySentence(topic="目标变化", text="最近一份计划没有可以与上年比较的目标。", counts=counts)
    parts = "、".join(f"{verdict_name('ambition', code)}{number}" for code, number in told.items())
    return SummarySentence(
        topic="目标变化", text=f"{year}年计划与上年的目标和结果相比：{parts}（项）。", counts=counts
    )


def words_and_doubts(indicators: Iterable[IndicatorRow], wording: Sequence[WordingPair]) -> SummarySentence:
    """Where words changed, and what must be looked at first."""
    weaker = sum(pair.change == "weaker" for pair in wording)
    stronger = sum(pair.change == "stronger" for pair in wording)
    conflicting = changed = 0
    for row in indicators:
        conflicting += any(verdict.delivery == "conflicting" for verdict in row.verdicts)
        changed += bool(row.breaks)
    counts = {"weaker": weaker, "stronger": stronger, "conflicting": conflicting, "breaks": changed}
    text = (
        f"同一事项的表述，减弱{weaker}处、加强{stronger}处；需要先看的：前后数字不一的指标{conflicting}项，"
        f"历年口径有变、不宜连线比较的指标{changed}项。"
    )
    return SummarySentence(topic="措辞与疑点", text=text, counts=counts)
