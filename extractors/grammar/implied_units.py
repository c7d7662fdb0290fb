"""The unit that the text leaves out: 补助758万 (元), 69万群众 (人), 20、30和40个 (shared, see `quantities`).

Leaves the unit "" where neither the words before nor the noun after tell what is measured.
"""

from __future__ import annotations

import re
from typing import Final

_MONEY_BEFORE: Final = re.compile(
    r"(?:资金|经费|投资|投入|补助|补贴|奖励|奖补|拨付|下拨|拨款|专项|支出|收入|贷款|捐款|捐赠|募集|"
    r"债券|预算|产值|税收|金额|融资|资助|总额|销售额|营收|利润|"
    r"增收|节约|清偿|清欠|到账|争取|兑付|兑现|发放|价值|合同额|授信|退税|减税|降费|免除|造价|耗资|"
    r"出资|筹资|筹集|收购价|GDP|生产总值|消费|奖池|奖金|罚款|成交)[^。；;，,]{0,10}$"
)
_PEOPLE_AFTER: Final = re.compile(
    r"(?:[一-鿿“”]{0,8}?)(?:劳动者|群众|人口|居民|农民|市民|村民|学生|师生|教师|党员|干部|职工|员工|"
    r"工人|儿童|老人|老年人|学子|考生|劳动力|就业|网民|游客|在校生|毕业生|考生|旅客|移民|妇女|青年|家长|"
    r"志愿者|参保|百姓|各族|军民|儿女|乡亲|父老|干群|官兵|农户|住户|商户|用户|孩子|人民|中国人|人员|"
    r"群体|人才|新市民|农民工)"
)
_PEOPLE_BEFORE: Final = re.compile(
    r"(?:人口|人数|受众|游客|参保|就业|粉丝|在校生|学生|旅客)(?:的)?(?:总数|总量|规模)?[^，。；、]{0,8}$"
)
_HOUSEHOLDS: Final = re.compile(r"农户|住户|商户|用户")
_HOUSEHOLDS_BEFORE: Final = re.compile(r"(?:户数|用户数?|开户|主体)[^，。；]{0,10}$")
_LARGE: Final = re.compile(r"[万亿]|^[0-9]{4,}|^[0-9]{1,3}[,，][0-9]{3}")


def people_follow(after: str) -> bool:
    """True when the words after a bare number name people: 6997中小学在校生."""
    return after[:1] not in "，。；、,;的" and _PEOPLE_AFTER.match(after) is not None


def implied_unit(text: str, start: int, end: int) -> tuple[str, bool]:
    """The base unit that the neighbourhood implies for a bare number, "" when none does."""
    before, after = text[max(0, start - 24) : start], text[end : end + 14]
    people = _PEOPLE_AFTER.match(after) if after[:1] not in "，。；、" else None
    if people is not None and not after.startswith("的"):
        return ("户" if _HOUSEHOLDS.search(people.group()) else "人"), True
    if not _LARGE.search(text[start:end]):
        return "", False
    if _HOUSEHOLDS_BEFORE.search(before):
        return "户", True
    if _PEOPLE_BEFORE.search(before):
        return "人", True
    if _MONEY_BEFORE.search(before):
        return "元", True
    return "", False
