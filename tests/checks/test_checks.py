"""Each check on a text that it doubts and on one that it passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from extractors import checks as checks_package
from extractors.checks import CHECKS, Check, conflicts, find_findings, units
from extractors.checks.derived import possible_wholes
from extractors.checks.finding import Doubt
from extractors.layers import Layers
from extractors.records import Finding
from tests.checks.cases import CASES, FILLER, summary
from tests.checks.reading import read

FOLDER = Path(checks_package.__file__).parent
CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(("check", "doubted", "passed", "code"), CASES, ids=[case[3] for case in CASES])
def test_check(check: Callable[[Layers], list[Doubt]], doubted: str, passed: str, code: str) -> None:
    layers = read(doubted)
    found = [doubt for doubt in check(layers) if doubt.code == code]
    assert found
    assert all(0 <= start < end <= len(doubted) for doubt in found for start, end in doubt.places)
    assert [doubt for doubt in check(read(passed)) if doubt.code == code] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_has_a_failing_and_a_passing_case(check: Check) -> None:
    own = [case for case in CASES if case[0] is check]
    assert own
    assert all(doubted != passed for _, doubted, passed, _ in own)


def test_every_code_that_a_check_may_give_has_a_case() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.py")))
    codes = set(re.findall(r'Doubt\(\s*"([a-z]+\.[a-z_]+)"', source))
    assert codes
    assert codes == {code for *_, code in CASES}


def test_parts_of_a_total_are_no_conflict() -> None:
    headings = (
        "(二)学前教育优质发展\n1.学前教育普及普惠。{a}\n(三)义务教育均衡发展\n1.义务教育优质均衡。{b}\n"
    )
    text = summary("2022年,新增学位5000个。", FILLER + "\n") + headings.format(
        a=FILLER + "新增学位1200个。", b=FILLER + "新增学位3800个。"
    )
    assert conflicts.check_values(read(text)) == []


def test_whole_numbers_that_a_share_allows() -> None:
    assert possible_wholes(Decimal(53), "85") == [62]
    assert possible_wholes(Decimal(1), "33.33") == [3]
    assert possible_wholes(Decimal(5), "97.1") == []


def findings_of_corpus() -> list[tuple[str, list[Finding]]]:
    texts = [path.read_text("utf-8-sig") for path in sorted(CORPUS.glob("*.txt"))]
    return [(text, find_findings(read(text))) for text in texts]


def test_findings_slice_are_sorted_and_have_ids_of_their_own() -> None:
    reports = findings_of_corpus()
    assert reports
    order = ["high", "medium", "low", "info"]
    for text, findings in reports:
        assert len({finding.id for finding in findings}) == len(findings)
        assert all(order.index(a.severity) <= order.index(b.severity) for a, b in pairwise(findings))
        assert all(text[e.start : e.end] == e.text for finding in findings for e in finding.evidence)
        assert all(finding.message and finding.suggestion and finding.evidence for finding in findings)


def test_high_findings_carry_their_reason_and_stay_few() -> None:
    for _, findings in findings_of_corpus():
        grave = [finding for finding in findings if finding.severity in ("high", "medium")]
        assert len(grave) <= 60
        allowed = ("conflict.", "count.", "sum.", "unit.percent", "date.impossible")
        assert all(finding.code.startswith(allowed) for finding in findings if finding.severity == "high")


def test_checks_can_be_switched_off() -> None:
    layers = read(summary("内涵项目补助758万;"))
    everything = find_findings(layers)
    without = find_findings(layers, tuple(check for check in CHECKS if check is not units.check_missing))
    assert {f.code for f in everything} - {f.code for f in without} == {"unit.missing"}


def test_an_empty_text_has_no_findings() -> None:
    assert find_findings(Layers(text="", key="k")) == []
    layers = read("没有标题的一句话")
    assert find_findings(msgspec.structs.replace(layers, findings=())) == []
