"""Rows of names and the number beside them."""

from __future__ import annotations

import pytest

from extractors.checks.rows import check_rows
from tests.checks.reading import read

HEAD = "柳河区教育局2022年工作总结\n一、主要成效\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("形成科技、书法三大特色品牌。", "2 ≠ 3"),
        ("围绕产业、人才、文化、组织“五个振兴”总要求。", "4 ≠ 5"),
        ("坚决守住环境保护、安全稳定“三条底线”。", "2 ≠ 3"),
        ("突出六个重点(抓党建、抓质量、抓安全、抓队伍、抓作风),狠抓落实。", "5 ≠ 6"),
        ("“四个自信”:道路自信、理论自信、制度自信。", "3 ≠ 4"),
        ("实施三项工程,分别是师德引领工程、名师培养工程、青蓝结对工程、强基固本工程。", "4 ≠ 3"),
        ("“8”即创新驱动、科教兴区、人才强区、乡村振兴、区域协调、绿色发展、开放带动“八项战略”。", "7 ≠ 8"),
    ],
)
def test_a_row_that_its_number_does_not_count_is_told(sentence: str, told: str) -> None:
    (doubt,) = check_rows(read(HEAD + sentence + "\n"))
    assert doubt.computation == told


@pytest.mark.parametrize(
    "sentence",
    [
        # 和 may join two names or stand inside one
        "形成科技、书法和足球三大特色品牌。",
        # the row says who or where
        "城东、城西援助梅岭建设4个教学点。",
        "高新区、经开区3所学校投入使用。",
        "区财政局、区教育局也因此又奖励学校4个名额。",
        "城关镇、河湾镇两镇3个村。",
        # another row's number
        "增强“四个意识”、坚定“四个自信”。",
        "以缩小城乡差距、缩小“三大差距”为方向。",
        # open rows and counted things
        "科技、书法等三大特色品牌。",
        "创成省级基地1个、市级基地3个项目。",
        "“五馆两中心”:图书馆、文化馆、博物馆、规划馆、美术馆、市民中心、青少年中心。",
        "三大特色品牌(含科技、书法)。",
        "三大特色品牌(科技、书法、足球)。",
        "近视率下降、提高3个百分点。",
        # far more than named: the number counts something else
        "语文、数学12个名师工作室。",
    ],
)
def test_other_numbers_beside_rows_are_passed_over(sentence: str) -> None:
    assert check_rows(read(HEAD + sentence + "\n")) == []
