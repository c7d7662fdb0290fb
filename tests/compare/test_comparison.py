"""Several reports of one body side by side: what is joined, what is judged, what is left open."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from extractors.records import Bundle, EnumeratedList, Facets, ListMember, Modality
from pipeline.compare.accepted import Exemption
from pipeline.compare.compare import compare_body
from pipeline.compare.filled import Filled
from pipeline.compare.records import Comparison, IndicatorRow, IndicatorVerdict
from tests.compare.made import ISSUER, Told, made_report


def compare(*bundles: Bundle) -> Comparison:
    return compare_body(bundles, body=ISSUER)


def years(
    targets: dict[int, Told | str | None], results: dict[int, Told | str | None], *, commitments: bool = False
) -> list[Bundle]:
    """One report a year: it reviews the year before and plans the year."""
    planned = sorted({*targets, *(year + 1 for year in results)})
    return [
        made_report(
            f"r{year}",
            reviewed=year - 1,
            planned=year,
            review=[told] if (told := results.get(year - 1)) else ["各项工作稳步前行"],
            plan=[told] if (told := targets.get(year)) else ["各项工作再上台阶"],
            commitments=commitments,
        )
        for year in planned
    ]


def row_of(comparison: Comparison, name: str) -> IndicatorRow:
    found = [row for row in comparison.indicators if name in (row.name, *row.wordings)]
    assert len(found) == 1, [row.name for row in comparison.indicators]
    return found[0]


def verdict_of(comparison: Comparison, name: str, year: int) -> IndicatorVerdict:
    """The year's verdict on the target of this name; on what was given up, when there is no target."""
    rows = [row for row in comparison.indicators if name in (row.name, *row.wordings)]
    found = [verdict for row in rows for verdict in row.verdicts if verdict.year == year]
    targets = [verdict for verdict in found if verdict.target_id] or found
    assert len(targets) == 1, [(row.name, row.verdicts) for row in rows]
    return targets[0]


def growth(clause: str, value: str, **more: object) -> Told:
    return Told(clause=clause, name=clause.split("增长")[0], value=value, unit="%", growth=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "result", "delivery", "comparability"),
    [
        (growth("地区生产总值增长9%", "9"), growth("地区生产总值增长7%", "7"), "missed", "comparable"),
        (growth("地区生产总值增长9%", "9"), growth("全区地区生产总值增长9.1%", "9.1"), "exceeded",
        "comparable"),
        (
            growth("规上工业增加值增长6%以上", "6", bound="ge"),
            growth("规模以上工业增加值增长6%", "6"),
            "met",
            "comparable",
        ),
        (
            growth("固定资产投资增长8%", "8", modality="strive"),
            growth("固定资产投资增长5%", "5"),
            "strive_missed",
            "comparable",
        ),
        (
            growth("固定资产投资增长8%", "8"),
            Told(clause="固定资产投资完成43.5亿元", name="固定资产投资", value="4350000000", unit="元"),
            "not_comparable",
            "not_comparable",
        ),
        (
            Told(clause="新增高新技术企业7家", name="高新技术企业", value="7", unit="家", action="新增"),
            Told(clause="五年来新增高新技术企业54家", name="高新技术企业", value="54", unit="家",
            action="新增", since=2018),
            "not_comparable",
            "not_comparable",
        ),
        (
            Told(clause="新增科技企业20家", name="省级科技企业", value="20", unit="家",
            facets=Facets(award_level="省")),
            Told(clause="新增科技企业154家", name="科技企业", value="154", unit="家"),
            "exceeded",
            "converted",
        ),
        (
            Told(clause="创建省级美丽乡村10个", name="美丽乡村", value="10", unit="个",
            facets=Facets(award_level="省")),
            Told(clause="创建市级美丽乡村26个", name="美丽乡村", value="26", unit="个",
            facets=Facets(award_level="市")),
            "not_comparable",
            "not_comparable",
        ),
        (
            Told(clause="城镇登记失业率控制在4.5%以内", name="城镇登记失业率", value="4.5", unit="%",
            bound="le"),
            Told(clause="城镇调查失业率控制在5.5%以内", name="城镇调查失业率", value="5.5", unit="%",
            bound="le"),
            "not_reported",
            "comparable",
        ),
        (
            Told(clause="11个项目开工", name="项目", value="11", unit="个", action="开工"),
            Told(clause="9个项目竣工投产", name="项目", value="9", unit="个", action="竣工投产"),
            "not_reported",
            "comparable",
        ),
    ],
    ids=["missed", "exceeded", "synonym", "strive", "level", "cumulative", "level-one-side", "levels",
    "definition",
         "deeds"],
)  # fmt: skip
def test_delivery(target: Told, result: Told, delivery: str, comparability: str) -> None:
    comparison = compare(*years({2023: target}, {2023: result}))
    verdict = verdict_of(comparison, target.name, 2023)
    assert (verdict.delivery, verdict.comparability) == (delivery, comparability)


def test_a_year_nobody_reports_on_yet_is_pending_and_a_missing_report_is_said() -> None:
    target = growth("地区生产总值增长9%", "9")
    reports = years({2021: target, 2023: target}, {2022: growth("地区生产总值增长8%", "8")})
    comparison = compare(*[report for report in reports if report.source.id in {"r2021", "r2023"}])
    assert verdict_of(comparison, "地区生产总值", 2023).delivery == "pending"
    missing = verdict_of(comparison, "地区生产总值", 2021)
    assert missing.delivery == "pending"
    assert "没有入库" in missing.why
    assert comparison.missing_years == (2021,)


def test_silence_is_not_failure() -> None:
    comparison = compare(*years({2022: growth("地区生产总值增长9%", "9")}, {2022: None, 2021: None}))
    verdict = verdict_of(comparison, "地区生产总值", 2022)
    assert verdict.delivery == "not_reported"
    assert "不等于没有做" in verdict.why


def test_two_results_that_disagree_are_left_to_be_checked() -> None:
    target = Told(clause="建成投用公办幼儿园6所", name="公办幼儿园", value="6", unit="所", action="建成投用")
    told = msgspec.structs.replace(target, clause="全年建成投用公办幼儿园6所")
    other = msgspec.structs.replace(target, clause="全年建成投用公办幼儿园5所", value="5")
    first = made_report("r2022", reviewed=2021, planned=2022, plan=[target])
    second = made_report("r2023", reviewed=2022, planned=2023, review=[told, other])
    assert verdict_of(compare(first, second), "公办幼儿园", 2022).delivery == "conflicting"


def test_a_restated_value_stays_beside_the_one_first_printed() -> None:
    first = made_report("r2022", reviewed=2021, planned=2022, plan=[growth("地区生产总值增长9%", "9")])
    second = made_report("r2023", reviewed=2022, planned=2023, review=[growth("地区生产总值增长8%", "8")])
    third = made_report(
        "r2024", reviewed=2023, planned=2024, review=[growth("地区生产总值增长7.5%", "7.5", year=2022)]
    )
    comparison = compare(third, first, second)
    verdict = verdict_of(comparison, "地区生产总值", 2022)
    assert verdict.gap == "-1"
    points = [point for point in row_of(comparison, "地区生产总值").points if point.role == "result"]
    assert [(point.value, point.primary) for point in points] == [("8", True), ("7.5", False)]
    assert points[1].note and "先前为8%" in points[1].note


def test_a_target_set_anew_is_a_new_edition() -> None:
    outlook = growth("地区生产总值增长8%", "8", year=2025)
    first = made_report("r2021", reviewed=2020, planned=2021, plan=[outlook])
    second = made_report("r2025", reviewed=2024, planned=2025, plan=[growth("地区生产总值增长6%", "6")])
    third = made_report("r2026", reviewed=2025, planned=2026, review=[growth("地区生产总值增长6.2%", "6.2")])
    assert verdict_of(compare(first, second, third), "地区生产总值", 2025).delivery == "exceeded"


@pytest.mark.parametrize(
    ("before", "after", "ambition"),
    [
        (growth("地区生产总值增长9%", "9"), growth("地区生产总值增长8%", "8"), "lowered"),
        (growth("地区生产总值增长8%", "8"), growth("地区生产总值增长9%", "9"), "raised"),
        (growth("地区生产总值增长8%", "8"), growth("地区生产总值增长8%", "8"), "carried_over"),
        (growth("地区生产总值增长8%", "8"), growth("全区地区生产总值增长8%", "8"), "held"),
        (
            growth("地区生产总值增长8%", "8", modality="guarantee"),
            growth("全区地区生产总值增长8%", "8", modality="strive"),
            "weaker",
        ),
        (
            Told(clause="城镇登记失业率控制在5%以内", name="城镇登记失业率", value="5", unit="%", bound="le"),
            Told(clause="城镇登记失业率控制在4.5%以内", name="城镇登记失业率", value="4.5", unit="%",
            bound="le"),
            "raised",
        ),
        (growth("地区生产总值增长9%", "9"), None, "not_raised_again"),
        (None, growth("地区生产总值增长9%", "9"), "new"),
    ],
)  # fmt: skip
def test_ambition(before: Told | None, after: Told | None, ambition: str) -> None:
    comparison = compare(*years({2022: before, 2023: after}, {2020: None}))
    name = before.name if before else after.name if after else ""
    assert verdict_of(comparison, name, 2023).ambition == ambition


def test_one_report_with_a_summary_and_a_plan_is_a_comparison() -> None:
    report = made_report(
        "only", reviewed=2022, planned=2023,
        review=[Told(clause="投用公办幼儿园6所", name="公办幼儿园", value="6", unit="所", action="投用")],
        plan=[Told(clause="新建投用公办园10所", name="公办园", value="10", unit="所", action="新建投用")],
    )  # fmt: skip
    comparison = compare(report)
    row = row_of(comparison, "公办园")
    verdict = verdict_of(comparison, "公办园", 2023)
    assert (verdict.delivery, verdict.ambition) == ("pending", "raised")
    assert {point.text for point in row.points} == {"投用公办幼儿园6所", "新建投用公办园10所"}


def test_parts_are_added_up_and_said_so() -> None:
    target = Told(clause="新改建泵站和调蓄池6座", name="泵站和调蓄池", value="6", unit="座", action="新改建")
    first = made_report("r2023", reviewed=2022, planned=2023, plan=[target])
    second = made_report(
        "r2024", reviewed=2023, planned=2024,
        review=[
            Told(clause="新改建泵站4座", name="泵站", value="4", unit="座", action="新改建"),
            Told(clause="新改建调蓄池2座", name="调蓄池", value="2", unit="座", action="新改建"),
        ],
    )  # fmt: skip
    comparison = compare(first, second)
    verdict = verdict_of(comparison, "泵站和调蓄池", 2023)
    assert (verdict.delivery, verdict.comparability) == ("met", "converted")
    assert any(point.link == "arithmetic" for point in row_of(comparison, "泵站和调蓄池").points)


def test_an_offered_pair_is_never_compared() -> None:
    comparison = compare(
        made_report(
            "only", reviewed=2022, planned=2023,
            review=[Told(clause="提前招聘优秀毕业生91人", name="优秀毕业生", value="91", unit="人",
            action="提前招聘")],
            plan=[Told(clause="公开招聘优秀教师160人", name="优秀教师", value="160", unit="人",
            action="公开招聘")],
        )
    )  # fmt: skip
    for row in comparison.indicators:
        for verdict in row.verdicts:
            assert (
                verdict.ambition not in {"raised", "lowered", "held"}
                or verdict.comparability == "not_comparable"
            )


DEEDS = [
    ("完成青石医院新院区建设", "青石医院新院区投入使用", None, "kept"),
    ("启动青石医院新院区建设", "青石医院新院区完成前期手续办理", None, "slipped"),
    ("完成青石医院新院区建设", None, "完成青石医院新院区建设", "slipped"),
    ("完成青石医院新院区建设", None, "推进青石医院新院区建设", "slipped"),
    ("谋划青石医院新院区项目", None, "谋划青石医院新院区项目", "not_mentioned"),
    ("加快青石医院新院区建设", None, "加快青石医院新院区建设", "not_mentioned"),
    ("争取市政府启动青石医院新院区建设", None, "争取市政府启动青石医院新院区建设", "not_mentioned"),
    ("启动青石医院新院区建设", "青石医院新院区加快推进", None, "unclear"),
    ("完成青石医院新院区建设", "随着青石医院新院区等工程即将建成", None, "not_mentioned"),
]


@pytest.mark.parametrize(("promise", "told", "again", "delivery"), DEEDS)
def test_projects(promise: str, told: str | None, again: str | None, delivery: str) -> None:
    comparison = compare(*years({2022: promise, 2023: again}, {2022: told}))
    (row,) = [row for row in comparison.projects if "新院区" in row.name]
    verdict = next(verdict for verdict in row.verdicts if verdict.year == 2022)
    assert verdict.delivery == delivery
    assert {point.role for point in row.points if point.year == 2022} >= {"promised"}


def test_a_list_with_a_name_missing_is_partly_kept() -> None:
    comparison = compare(
        *years({2022: "推进东岭、南湖、西河、北川乡改镇"}, {2022: "南湖、东岭、北川撤乡改镇如期完成"})
    )
    (row,) = comparison.projects
    (verdict,) = row.verdicts
    assert verdict.delivery == "partly"
    assert "西河" in verdict.why


def test_done_later_says_the_year() -> None:
    comparison = compare(
        *years({2021: "完成青石小学综合楼建设", 2022: None}, {2021: None, 2022: "青石小学综合楼竣工"})
    )
    (row,) = comparison.projects
    assert (row.verdicts[0].delivery, "2022年" in row.verdicts[0].why) == ("late", True)


def test_commitments_over_the_years() -> None:
    comparison = compare(
        *years(
            {
                2022: "确保校舍安全隐患排查全覆盖",
                2023: "力争校舍安全隐患排查全覆盖",
                2024: "加强师德师风建设考核",
            },
            {2021: None},
            commitments=True,
        )
    )
    (row,) = [row for row in comparison.commitments if any("排查" in point.text for point in row.points)]
    assert [(verdict.year, verdict.ambition) for verdict in row.verdicts] == [
        (2022, None), (2023, "weaker"), (2024, "not_raised_again"),
    ]  # fmt: skip


def test_wording_side_by_side() -> None:
    report = made_report(
        "only", reviewed=2022, planned=2023,
        review=["生均项目经费和公用经费均实现较大增长"], plan=["生均项目经费和公用经费均实现增长"],
    )  # fmt: skip
    (pair,) = compare(report).wording
    assert pair.change == "weaker"
    assert "".join(piece.text for piece in pair.before) == "生均项目经费和公用经费均实现较大增长"
    assert [piece.text for piece in pair.before if not piece.same] == ["较大"]
    assert all(piece.same for piece in pair.after)


def test_the_same_reports_in_any_order_give_the_same_bytes() -> None:
    reports = years(
        {2022: growth("地区生产总值增长9%", "9"), 2023: "完成青石医院新院区建设"},
        {2022: growth("地区生产总值增长8%", "8")},
    )
    forward, backward = compare(*reports), compare(*reversed(reports))
    assert msgspec.json.encode(forward) == msgspec.json.encode(backward)
    assert msgspec.json.decode(msgspec.json.encode(forward), type=Comparison) == forward


def check_everything(comparison: Comparison, bundles: Sequence[Bundle]) -> None:
    """What must hold of every comparison: quotations slice, verdicts rest on points, counts are counted."""
    texts = {bundle.source.id: bundle.text for bundle in bundles}
    rows = [*comparison.indicators, *comparison.projects, *comparison.commitments]
    assert len({row.id for row in rows}) == len(rows)
    for row in [*rows, *comparison.wording]:
        assert row.points
        for point in row.points:
            assert texts[point.source][point.start : point.end] == point.text
    for indicator in comparison.indicators:
        by_id = {point.id: point for point in indicator.points}
        years_judged = [verdict.year for verdict in indicator.verdicts]
        assert len(set(years_judged)) == len(years_judged)
        for verdict in indicator.verdicts:
            assert verdict.why
            assert verdict.delivery or verdict.ambition
            for key in (verdict.target_id, verdict.result_id, verdict.base_id):
                assert key is None or key in by_id
            if verdict.delivery in {"exceeded", "met", "missed", "strive_missed", "nearly_met"}:
                assert verdict.comparability != "not_comparable"
                assert verdict.target_id and verdict.result_id
                assert by_id[verdict.result_id].year == verdict.year
            if verdict.target_id:
                assert by_id[verdict.target_id].year == verdict.year


def test_everything_holds_of_made_reports() -> None:
    reports = years(
        {
            2022: growth("地区生产总值增长9%", "9"),
            2023: "完成青石医院新院区建设",
            2024: "加快青石医院新院区建设",
        },
        {2022: growth("地区生产总值增长8%", "8"), 2023: "青石医院新院区主体完工"},
        commitments=True,
    )
    check_everything(compare(*reports), reports)


def test_a_list_kept_in_number_only_is_said() -> None:
    def with_list(report: Bundle, names: str) -> Bundle:
        members = []
        for name in names.split("、"):
            at = report.text.index(name)
            members.append(ListMember(start=at, end=at + len(name), text=name))
        quantity = report.statements[0].quantity_id
        found = EnumeratedList(
            id="l", start=members[0].start, end=members[-1].end, text=names, stated=2, named=2,
            closure="exhaustive", members=tuple(members), quantity_id=quantity,
        )  # fmt: skip
        return msgspec.structs.replace(report, lists=(found,))

    def opened(clause: str) -> Told:
        return Told(clause=clause, name="公办幼儿园", value="2", unit="所", action="投用")

    first = made_report("r2022", reviewed=2021, planned=2022, plan=[opened("投用东岭、南湖2所公办幼儿园")])
    second = made_report("r2023", reviewed=2022, planned=2023, review=[opened("投用东岭、西河2所公办幼儿园")])
    comparison = compare(with_list(first, "东岭、南湖"), with_list(second, "东岭、西河"))
    verdict = verdict_of(comparison, "公办幼儿园", 2022)
    assert verdict.delivery == "list_changed"
    assert "南湖" in verdict.why


def test_a_filled_ledger_is_named_as_such_and_comes_after_the_reports() -> None:
    target = growth("地区生产总值增长9%", "9")
    report = made_report("r2023", reviewed=2022, planned=2023, plan=[target])
    figure = Filled(statement_id=report.statements[0].id, value="9.4", unit="%", place="台账.xlsx 第3行")
    comparison = compare_body([report], body=ISSUER, filled=[figure])
    verdict = verdict_of(comparison, "地区生产总值", 2023)
    assert verdict.delivery == "exceeded"
    assert "台账填报" in verdict.why
    told = made_report("r2024", reviewed=2023, planned=2024, review=[growth("地区生产总值增长8%", "8")])
    comparison = compare_body([report, told], body=ISSUER, filled=[figure])
    assert verdict_of(comparison, "地区生产总值", 2023).delivery == "missed"
    points = row_of(comparison, "地区生产总值").points
    assert [point.link for point in points if point.value == "9.4"] == ["ledger"]


def exemption(source: str, **words: str) -> Exemption:
    known = {"id": None, "code": None, "text": None, **words}
    return Exemption(source=source, reason="口径已在附注说明", who="办公室", **known)


@pytest.mark.parametrize(
    ("source", "words", "named"),
    [
        ("r2024", {"code": "delivery.missed", "text": "增长8%"}, True),
        ("r2023", {"code": "delivery.missed", "text": "增长9%"}, True),
        ("r2024", {"code": "delivery.met", "text": "增长8%"}, False),
        ("r2024", {"code": "delivery.missed", "text": "增长7%"}, False),
        ("r2020", {"code": "delivery.missed", "text": "增长8%"}, False),
    ],
    ids=["words of the result", "words of the target", "another verdict", "other words", "another report"],
)
def test_an_accepted_verdict_is_named_and_stays_what_it_is(
    source: str, words: dict[str, str], named: bool
) -> None:
    target = made_report("r2023", reviewed=2022, planned=2023, plan=[growth("地区生产总值增长9%", "9")])
    told = made_report("r2024", reviewed=2023, planned=2024, review=[growth("地区生产总值增长8%", "8")])
    comparison = compare_body([target, told], body=ISSUER, exemptions=[exemption(source, **words)])
    verdict = verdict_of(comparison, "地区生产总值", 2023)
    assert verdict.delivery == "missed"
    assert verdict.accepted == ("口径已在附注说明（办公室）" if named else None)
    by_id = exemption("r2023", id=target.statements[0].id)
    comparison = compare_body([target, told], body=ISSUER, exemptions=[by_id])
    assert verdict_of(comparison, "地区生产总值", 2023).accepted == "口径已在附注说明（办公室）"


def test_rows_of_one_name_say_by_what_they_are_limited() -> None:
    def honoured(level: str, value: str) -> Told:
        facets = Facets(award_level=level)
        return Told(
            clause=f"创建{level}级智慧校园{value}所", name="智慧校园", value=value, unit="所", facets=facets
        )

    plan = [honoured("省", "2"), honoured("市", "5")]
    comparison = compare(made_report("r2023", reviewed=2022, planned=2023, plan=plan))
    assert [row.name for row in comparison.indicators] == ["智慧校园（省级）", "智慧校园（市级）"]


def falling(clause: str, value: str) -> Told:
    return Told(
        clause=clause, name="二氧化硫排放量", value=value, unit="%", growth=True, falls=True,
        id="environment.so2.growth",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "told", "delivery"), [("2", "3.5", "exceeded"), ("3", "2.5", "missed"), ("3", "3", "met")]
)
def test_of_a_decrease_more_is_better(asked: str, told: str, delivery: str) -> None:
    bundles = years(
        {2022: falling(f"二氧化硫排放量下降{asked}%", asked)},
        {2022: falling(f"二氧化硫排放量下降{told}%", told)},
    )
    assert verdict_of(compare(*bundles), "二氧化硫排放量", 2022).delivery == delivery


@pytest.mark.parametrize(("before", "after", "ambition"), [("2", "3", "raised"), ("3", "2", "lowered")])
def test_a_larger_decrease_asks_more(before: str, after: str, ambition: str) -> None:
    bundles = years(
        {
            2022: falling(f"二氧化硫排放量下降{before}%", before),
            2023: falling(f"二氧化硫排放量下降{after}%", after),
        },
        {},
    )
    assert verdict_of(compare(*bundles), "二氧化硫排放量", 2023).ambition == ambition


def test_strength_is_compared_only_where_the_clause_has_a_verb_of_its_own() -> None:
    def projects(clause: str, action: str, modality: Modality) -> Told:
        return Told(
            clause=clause,
            name="过5亿元项目",
            value="3",
            unit="个",
            bound="ge",
            action=action,
            modality=modality,
        )

    before = projects("谋划过5亿元项目不少于3个", "谋划", "explore")
    assert ambition_after(before, projects("过5亿元项目不少于3个", "不少于", "plain")) == "held"
    assert ambition_after(before, projects("确保过5亿元项目不少于3个", "确保", "guarantee")) == "stronger"


def ambition_after(before: Told, after: Told) -> str | None:
    return verdict_of(compare(*years({2022: before, 2023: after}, {})), before.name, 2023).ambition


def test_a_count_of_what_follows_is_no_indicator() -> None:
    told = Told(clause="重点抓好5件事", name="事", value="5", unit="件", action="抓好")
    comparison = compare(*years({2022: told, 2023: msgspec.structs.replace(told, value="4")}, {}))
    assert comparison.indicators == ()


def test_values_at_the_prices_of_a_year_stand_apart() -> None:
    def product(clause: str, value: str) -> Told:
        return Told(clause=clause, name="地区生产总值", value=value, unit="元", id="economy.gdp")

    outlook = product("按2010年价格计算,地区生产总值超过550亿元", "55000000000")
    told = product("地区生产总值达到636亿元", "63600000000")
    verdict = verdict_of(compare(*years({2015: outlook}, {2015: told})), "地区生产总值", 2015)
    assert (verdict.delivery, verdict.comparability) == ("not_comparable", "not_comparable")
    assert "价格口径不同" in verdict.why
