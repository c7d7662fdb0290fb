"""The title where a number counts its holders.

    3所学校创成市级儿童友好示范学校     →  市级儿童友好示范学校
    5所学校被列入第三批价值观基地学校   →  价值观基地学校

What the holders did otherwise (获专利, 为学生服务) is left: a title ends like one.
"""

from __future__ import annotations

import re
from typing import Final

AWARD_AFTER: Final = re.compile(
    r"(?:被|成功|顺利|首批|新|均|全部|分别|先后)*"
    r"(?:列入|列为|评为|获评|入选|认定为|确定为|命名为|创成|创建为|成功创建|创建|成为|授予|纳入|升格为|晋升为?|获得|荣获|获|为|通过)了?"
)
TITLE_LEAD: Final = re.compile(r"第[一二三四五六七八九十]+批|首批|新一批|20\d\d年度?|了")
TITLE_ENDINGS: Final = (
    "学校", "基地", "园", "单位", "奖", "称号", "校", "村", "企业", "项目", "集体", "示范区",
    "荣誉", "奖项", "试点", "中心", "县", "镇", "乡", "区", "街道", "社区", "名单", "案例", "工厂", "家庭",
    "等级", "名师",
)  # fmt: skip
PERSON_TITLES: Final = (
    "教师", "班主任", "校长", "工作者", "学生", "标兵", "劳模", "模范", "个人", "园丁", "带头人", "干部",
    "能手", "楷模", "少年", "辅导员", "骨干", "好人", "党员",
)  # fmt: skip
NAMED: Final = re.compile("评|授|荣获|认定|入选|命名|确定|列")


def find_title(text: str, noun: tuple[int, int], high: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The title and the words by which it was reached: 3所学校创成市级儿童友好示范学校; None without one."""
    place = noun[1]
    while place < high and text[place] in "（(":
        closing = min(
            (i for i in (text.find("）", place, high), text.find(")", place, high)) if i >= 0), default=-1
        )
        if closing < 0:
            return None
        place = closing + 1
    match = AWARD_AFTER.match(text, place, high)
    if not match or noun[1] - noun[0] > 6:
        return None
    start = match.end()
    while True:
        lead = TITLE_LEAD.match(text, start, high)
        if not lead:
            break
        start = lead.end()
    stop = start
    while stop < high and text[stop] not in "、，。;；":
        stop += 1
    title = text[start:stop]
    ends = title.endswith(TITLE_ENDINGS) or (title.endswith(PERSON_TITLES) and NAMED.search(match.group()))
    if 2 < len(title) <= 24 and ends:
        return (start, stop), match.span()
    return None
