"""A report against earlier ones of the same body: what is doubted, what is passed over."""

from __future__ import annotations

import re

import pytest

from extractors.checks.across import CHECKS_ACROSS, check_against
from extractors.checks.bases import check_implied_bases, check_restated
from extractors.checks.readings import Reading
from extractors.checks.told_targets import check_claims, check_told_targets
from extractors.checks.two_reports import Contradiction
from pipeline.compare.compare import compare_body
from tests.checks.reading import bundle_from, read


def summary(year: int, body: str) -> str:
    return f"柳河区教育局{year}年工作总结\n一、主要成效\n{body}\n"


def plan(year: int, body: str) -> str:
    return f"柳河区教育局{year}年工作要点\n一、总体目标\n{body}\n"


COVERAGE = "公办在园幼儿覆盖率"

# what is said now, what the earlier report printed: the doubts as (severity, code)
DOUBTED = [
    (
        check_implied_bases,
        summary(2022, f"{COVERAGE}达到56.67%,比上年提升5.64个百分点。"),
        summary(2021, f"{COVERAGE}达到50.88%。"),
        [("medium", "derived.base_conflict")],
    ),
    (
        check_implied_bases,
        summary(2022, "公开招聘教师236名,比上年增加31名。"),
        summary(2021, "公开招聘教师198名。"),
        [("medium", "derived.base_conflict")],
    ),
    (
        check_implied_bases,
        summary(2022, "公开招聘教师236名,比上年增加31名。"),
        summary(2021, "预计公开招聘教师198名。"),
        [("info", "derived.base_conflict")],
    ),
    (
        check_restated,
        summary(2022, f"{COVERAGE}由2021年的52.3%提高到56.7%。"),
        summary(2021, f"{COVERAGE}达到50.9%。"),
        [("medium", "conflict.restated")],
    ),
    (
        check_restated,
        summary(2022, "上年公开招聘教师205名。"),
        summary(2021, "公开招聘教师198名。"),
        [("medium", "conflict.restated")],
    ),
    (
        check_told_targets,
        summary(2022, "年初计划新建幼儿园5所,实际建成6所。"),
        plan(2022, "新建幼儿园4所。"),
        [("medium", "conflict.told_target")],
    ),
    (
        check_told_targets,
        summary(2022, "全年新建幼儿园6所,完成年初目标的120%。"),
        plan(2022, "新建幼儿园4所。"),
        [("medium", "conflict.told_target")],
    ),
    (
        check_told_targets,
        summary(2022, "公开招聘教师120名,完成年度任务的100%。"),
        plan(2022, "公开招聘教师150名。"),
        [("low", "conflict.told_target")],
    ),
    (
        check_told_targets,
        summary(2022, "公办园在园幼儿占比达到60.2%,超过年初目标0.2个百分点。"),
        plan(2022, "公办园在园幼儿占比达到61%。"),
        [("medium", "conflict.told_target")],
    ),
    (
        check_told_targets,
        summary(2022, "新增学位3200个,超额完成年初确定的3000个目标任务。"),
        plan(2022, "新增学位2500个。"),
        [("medium", "conflict.told_target")],
    ),
    (
        check_told_targets,
        summary(2022, "年初确定的新建幼儿园5所的目标全部完成。"),
        plan(2022, "新建幼儿园4所。"),
        [("medium", "conflict.told_target")],
    ),
    (
        check_claims,
        summary(2022, "新增学位2300个,圆满完成年初目标。"),
        plan(2022, "新增学位2500个。"),
        [("medium", "conflict.claimed_target")],
    ),
    (
        check_claims,
        summary(2022, "公开招聘教师120名,超额完成年度任务。"),
        plan(2022, "公开招聘教师150名。"),
        [("low", "conflict.claimed_target")],
    ),
]

PASSED = [
    (
        check_implied_bases,
        summary(2022, f"{COVERAGE}达到56.67%,比上年提升5.64个百分点。"),
        summary(2021, f"{COVERAGE}达到51.03%。"),
    ),
    # 31 more in comparable prices is no difference of the printed values
    (
        check_implied_bases,
        summary(2022, "公开招聘教师236名,按可比口径比上年增加31名。"),
        summary(2021, "公开招聘教师198名。"),
    ),
    # what is printed to one place fits a change printed to none
    (
        check_implied_bases,
        summary(2022, f"{COVERAGE}达到56.7%,比上年提升6个百分点。"),
        summary(2021, f"{COVERAGE}达到50.9%。"),
    ),
    # two years back
    (
        check_implied_bases,
        summary(2023, "公开招聘教师236名,比上年增加31名。"),
        summary(2021, "公开招聘教师198名。"),
    ),
    # a figure of ten months
    (
        check_implied_bases,
        summary(2022, "公开招聘教师236名,比上年增加31名。"),
        summary(2021, "截至10月底,公开招聘教师198名。"),
    ),
    (
        check_restated,
        summary(2022, f"{COVERAGE}由2021年的50.9%提高到56.7%。"),
        summary(2021, f"{COVERAGE}达到50.9%。"),
    ),
    (
        check_restated,
        summary(2022, "上年公开招聘教师205名。"),
        summary(2021, "近五年累计公开招聘教师198名。"),
    ),
    (
        check_told_targets,
        summary(2022, "年初计划新建幼儿园5所,实际建成6所。"),
        plan(2022, "新建幼儿园5所。"),
    ),
    (
        check_told_targets,
        summary(2022, "全年新建幼儿园6所,完成年初目标的120%。"),
        plan(2022, "新建幼儿园5所。"),
    ),
    # another office set that task
    (
        check_told_targets,
        summary(2022, "公开招聘教师120名,完成市定年度任务的100%。"),
        plan(2022, "公开招聘教师150名。"),
    ),
    # another year's plan
    (
        check_told_targets,
        summary(2022, "年初计划新建幼儿园5所,实际建成6所。"),
        plan(2021, "新建幼儿园4所。"),
    ),
    # another deed
    (
        check_told_targets,
        summary(2022, "年初计划招聘教师120名,实际招聘130名。"),
        plan(2022, "培训教师1500名。"),
    ),
    (
        check_claims,
        summary(2022, "新增学位2600个,圆满完成年初目标。"),
        plan(2022, "新增学位2500个。"),
    ),
    (
        check_claims,
        summary(2022, "新增学位2300个,超额完成上级下达的年度任务。"),
        plan(2022, "新增学位2500个。"),
    ),
]


def found_by(check: object, now: str, then: str) -> list[Contradiction]:
    assert check in CHECKS_ACROSS
    return check(Reading(read(now)), Reading(read(then)))  # type: ignore[operator, no-any-return]


@pytest.mark.parametrize(("check", "now", "then", "expected"), DOUBTED)
def test_a_contradiction_is_told(check: object, now: str, then: str, expected: list[tuple[str, str]]) -> None:
    found = found_by(check, now, then)
    assert [(doubt.severity, doubt.code) for doubt in found] == expected
    assert all(now[a:b] for doubt in found for a, b in doubt.here)
    assert all(then[doubt.there[0] : doubt.there[1]] in doubt.message for doubt in found)


@pytest.mark.parametrize(("check", "now", "then"), PASSED)
def test_what_fits_or_cannot_be_compared_is_passed_over(check: object, now: str, then: str) -> None:
    assert found_by(check, now, then) == []


@pytest.mark.parametrize("check", CHECKS_ACROSS, ids=lambda check: check.__name__)
def test_every_check_has_a_failing_and_a_passing_case(check: object) -> None:
    assert check in {row[0] for row in DOUBTED}
    assert check in {row[0] for row in PASSED}


def test_findings_slice_from_both_reports_and_have_ids_of_their_own() -> None:
    text = "公开招聘教师236名,比上年增加31名。新增学位3200个,完成年初目标的160%。"
    now = bundle_from(summary(2022, text), name="2022")
    earlier = [
        bundle_from(summary(2021, "公开招聘教师198名。"), name="2021"),
        bundle_from(plan(2022, "新增学位2500个。"), name="要点"),
    ]
    found = check_against(now, earlier)
    assert [(finding.code, finding.evidence[-1].source) for finding in found] == [
        ("derived.base_conflict", "2021"),
        ("conflict.told_target", "要点"),
    ]
    texts = {None: now.text, "2021": earlier[0].text, "要点": earlier[1].text}
    assert all(texts[e.source][e.start : e.end] == e.text for finding in found for e in finding.evidence)
    assert len({finding.id for finding in found}) == len(found)
    assert check_against(now, earlier) == found


def test_the_comparison_tells_them_with_both_places() -> None:
    bundles = [
        bundle_from(summary(2021, "公开招聘教师198名。"), name="2021"),
        bundle_from(summary(2022, "公开招聘教师236名,比上年增加31名。"), name="2022"),
    ]
    notes = [
        note
        for note in compare_body(bundles, body="柳河区教育局").quality
        if note.code == "derived.base_conflict"
    ]
    assert [note.source for note in notes] == ["2022"]
    assert [re.sub(" .*", "", place) for place in notes[0].places] == ["2022", "2022", "2021"]
