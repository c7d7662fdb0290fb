"""A number of last year beside a plan that only tells of the matter: named, perhaps meant, or given up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.compare.compare import compare_body
from pipeline.extract import extract_bundle

REPORT = """\
青石县教育局2022年工作总结和2023年工作要点
一、2022年工作总结
{review}
二、2023年工作要点
{plan}
"""


def verdicts(review: str, plan: str, folder: Path) -> list[tuple[str, str | None, str]]:
    """Indicator, ambition and its reason of every row that the review's number stands in."""
    path = folder / "2022.txt"
    path.write_text(REPORT.format(review=review, plan=plan), "utf-8")
    comparison = compare_body([extract_bundle(path, name=path.name, source_id="2022")], body="青石县教育局")
    return [
        (row.name, verdict.ambition, verdict.ambition_why or "")
        for row in comparison.indicators
        for verdict in row.verdicts
        if verdict.year == 2023 and verdict.base_id
    ]


@pytest.mark.parametrize(
    ("review", "plan", "wanted", "passage"),
    [
        # the plan names the matter without a number
        ("老旧小区改造完成32个。", "继续实施老旧小区改造。", "number_to_words", "继续实施老旧小区改造"),
        ("创建美丽庭院9000户。", "持续创建美丽庭院。", "number_to_words", "持续创建美丽庭院"),
        ("投入285万元实行技防改造。", "全面落实“技防”要求。", "number_to_words", "全面落实“技防”要求"),
        # a head that only begins another thing's name, a general noun, half a name: not the same matter
        ("新建中小学幼儿园5所。", "招聘中小学幼儿园教师。", "not_raised_again", ""),
        ("投入资金1191万元。", "统筹用好衔接资金。", "not_raised_again", ""),
        ("培育省级美丽乡村10个。", "争创一批省级农业示范园区。", "not_raised_again", ""),
        ("就业专项资金支出426万元。", "用好技改专项资金。", "not_raised_again", ""),
        # a share of the whole, a rank
        ("基础设施建设投资占比达到23.6%。", "加强文化旅游等基础设施建设。", "not_raised_again", ""),
        # what a plan stands on, or sees: nothing promised
        ("财政教育收入达到6.85亿元。", "从财政教育收入看,形势依然严峻。", "not_raised_again", ""),
        ("乡镇卫生院改造6所。", "依托乡镇卫生院开展体检。", "not_raised_again", ""),
        # a clause with a number of its own is no wording
        ("老旧小区改造完成32个。", "老旧小区改造惠及居民500户。", "redefined", ""),
    ],
)
def test_a_number_became_words(review: str, plan: str, wanted: str, passage: str, tmp_path: Path) -> None:
    found = verdicts(review, plan, tmp_path)
    assert [ambition for _, ambition, _ in found] == [wanted]
    assert passage in found[0][2]
    assert ("只写" in found[0][2]) == (wanted == "number_to_words")


def test_a_passage_that_may_be_meant_is_offered_only(tmp_path: Path) -> None:
    review = "推行随迁子女义务教育积分入学试点,1074人完成入学申请。"
    found = verdicts(review, "深化落实企业用工子女入学新政。", tmp_path)
    assert [ambition for _, ambition, _ in found] == ["not_raised_again"]
    assert "供核对：“深化落实企业用工子女入学新政”" in found[0][2]
