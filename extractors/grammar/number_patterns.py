"""What a numeral looks like: the patterns of `numerals`, built from small named parts.

Matches: “12,500.5”, “3万4000”, “十余万”, “三百五十点六”, “三分之二”, “六七”, “二〇二三”, “十四五”.
"""

from __future__ import annotations

import re
from typing import Final

_D = "[0-9０-９]"
# 12,345 | 1 122个: a blank groups only before a unit, and not in a row of figures
_GROUPED = (
    rf"{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})"
    rf"|(?<![0-9０-９.．:：/ \u2009\u00a0])[1-9]{_D}{{0,2}}(?:[ \u2009\u00a0]{_D}{{3}})+"
    r"(?=[\u4e00-\u9fff%％（(])"
    rf"|{_D}+"
)
# 56.67 | 12,500.5 | 2.2.1 stays three numbers: a dotted code is no decimal
_ARABIC = (
    rf"(?:(?<![0-9０-９][.．])(?:{_GROUPED})[.．]{_D}+(?!{_D})(?![.．]{_D})"
    rf"|{_D}{{1,3}}·{_D}{{1,2}}(?=\s?[%％])|{_GROUPED})"
)
_ONE = "[一二两三四五六七八九]"
_LAST = "[一二三四五六七八九]"
_ZERO = "[零〇]"
_HEDGE = "[余多来几]"
# a multiplier, but not the first character of 千瓦 千米 百分点
_TIMES = (
    r"(?:[百千]?万亿|[百千]?万万|[百千十]?[万亿](?!象|科|达广场)"
    r"|千(?![瓦米克伏卡赫帕安焦比字公])|百(?!分))"
)
# 1.2亿 | 3万4000 | 1亿2千万 | 1千零1 | 7000余万 | 1000  万
_ARABIC_LED = (
    rf"{_ARABIC}(?:\s{{0,2}}(?:{_HEDGE}(?=[万亿]))?{_TIMES}"
    rf"(?:{_ZERO}?{_D}{{1,4}}{_TIMES}){{0,3}}"
    rf"(?:{_ZERO}{_D}{{1,3}}(?!{_D}|[.．]{_D}|年)|(?<=万){_D}{{3,4}}(?!{_D}|[.．]{_D}|年))?)?"
)
_SPOKEN_DIGITS = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_POINT = rf"(?:点[{_SPOKEN_DIGITS}]+)?"
# 一百零五 | 十余万 | 二十来万 | 数百万 | 十 余 万 | 一百零几万 | 三百五十点六; 三十两 ends before its unit 两
_CHINESE = (
    rf"(?:(?<![人总户次件分指倍参天个位级班校园台辆口票岁系函基])[数几](?=[十百千万亿]))?"
    rf"(?:(?:{_ZERO}{{0,2}}{_ONE}?(?:[廿卅十百千万亿]|兆(?![字比瓦赫]))"
    rf"(?:\s?{_ZERO}?{_HEDGE}\s?(?=[万亿]))?){{1,16}}(?:{_ZERO}{{0,2}}{_LAST})?|{_ZERO}{{0,2}}{_LAST})"
)
_CHINESE_CHARS = "零〇一二两三四五六七八九十百千万亿廿卅"
# 壹仟玖佰 | 拾万零五百零六 | 一千陆: at least two characters, at least one of them formal
_FORMAL_ONE = "[一二两三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸]"
_FORMAL = (
    rf"(?=[一-鿿]{{0,6}}?[壹贰叁肆伍陆柒捌玖拾佰仟貳參陸])(?<![收捡登大内])(?=[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟貳參陸]{{2}})"
    rf"(?:{_ZERO}{{0,2}}{_FORMAL_ONE}?[拾佰仟十百千万亿]){{1,16}}(?:{_ZERO}{{0,2}}{_FORMAL_ONE}|"
    rf"{_ZERO})?{_POINT}"
)
_DENOMINATOR = rf"(?:{_ARABIC}|[一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟零]{{1,20}})"
_NUMERATOR = (
    rf"(?:{_ARABIC}|(?:[零〇一二两三四五六七八九十千万亿壹贰叁肆伍陆柒捌玖拾佰仟]|百(?!分)){{1,20}}{_POINT})"
)
# 下降为-9.4%, （-5.2）, but not 0-3岁 and not F-09
_MINUS = (
    rf"(?:负\s?|(?<=[为是达到长降率比速幅])[-－−](?={_D}+(?:[.．]{_D}+)?\s?[%％])"
    rf"|(?<![0-9０-９A-Za-z\u4e00-\u9fff）)%％\-—－–])[-－−](?={_D})(?!(?:19|20)[0-9]{{2}}\s?年))"
)

PAIRS: Final = ("一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五")
PAIR: Final = "(?:" + "|".join(PAIRS) + ")"

_FRACTION = (
    rf"(?P<fraction>(?:负\s?)?(?:(?:{_ARABIC_LED}|[一二两三四五六七八九十百千万零]{{1,20}})又)?"
    rf"{_DENOMINATOR}分之{_NUMERATOR})"
)
ARABIC_NUMBER: Final = re.compile(
    rf"""
    {_FRACTION}
  | (?P<ratio>{_MINUS}?(?<![0-9０-９.．/／])(?:{_D}{{1,2}}\ )?[1-9１-９]{_D}?[/／][1-9１-９]{_D}{{0,2}}
        (?![0-9０-９/／.．年月学级]))
  | (?P<power>{_MINUS}?(?<![0-9A-Za-z]){_ARABIC}
        (?:[eE][-+－＋]?{_D}{{1,2}}|\^[-+]?{_D}{{1,2}})(?![0-9A-Za-z]))
  | (?P<arabic>{_MINUS}?{_ARABIC_LED}|(?<![^\s\-])(?:(?<!\S)-)?\.{_D}+)
    """,
    re.VERBOSE,
)
CHINESE_NUMBER: Final = re.compile(
    rf"""
    (?P<half>一半)
  | (?P<word>[首双半])
  | {_FRACTION}
  | (?P<plan>十[一二三四五六七八九]五(?![十百千万亿]))
  | (?P<year>[一二][〇零○一二三四五六七八九]{{3}}(?![〇零○一二三四五六七八九十百千万亿]))
  | (?P<pair>(?:{_ONE}?[百千]{_ZERO}?)?(?:{_ONE}?十)?{PAIR}(?![〇零一二三四五六七八九]|分之)
        (?:[十百千]?[万亿]?(?!分之)))
  | (?P<row>一二三四五|一二三四|一二三|二三四|三四五|四五六|五六七)
  | (?P<formal>(?:负\s?)?{_FORMAL})
  | (?P<chinese>(?:负\s?)?(?=[{_CHINESE_CHARS}数几])
        (?:{_CHINESE}|零|〇|两){_POINT})
  | (?P<single>[壹贰叁肆柒捌玖](?=[元角分条份个]))
    """,
    re.VERBOSE,
)
# Where a numeral can begin. Searching for the first character is a hundred times faster than trying the
# patterns everywhere; most numerals are read in the same step, the group tells which kind.
BEGIN: Final = re.compile(
    r"""
    [0-9０-９一二两三四五六七八九十百千万亿零〇首双半壹贰叁肆伍陆柒捌玖拾佰仟貳參陸廿卅数几负\-－−.]
    (?:
    # a single Chinese digit with nothing more to it
        (?<=[一二两三四五六七八九十])
        (?![一二两三四五六七八九十百千万亿兆零〇○廿卅余多来几点分半又壹贰叁肆伍陆柒捌玖拾佰仟\ \u3000])
        (?P<lone>)
    # plain digits with nothing more to them: 56.67 before %
      | (?<=[0-9]) (?<!\.[0-9]) [0-9]*(?:\.[0-9]+)?
        (?![0-9０-９,，.．/／eE^十百千万亿兆分又余多来几零〇·\ \t\u3000])
        (?P<plain>)
    # digits and one multiplier, nothing more: 1.2亿, 500万
      | (?<=[0-9]) (?<![.．/／][0-9]) [0-9]*(?:\.[0-9]+)? (?P<times>万亿|[万亿])
        (?![0-9０-９一二三四五六七八九十百千万亿兆象科达零〇分又余多来几\ \t\u3000])
    # some of the first characters begin one only where this follows
      | (?<![数几负\-－−.])
      | (?<=[数几]) (?=[十百千万亿])
      | (?<=负) (?=\s?[0-9０-９一二两三四五六七八九十百千])
      | (?<=[\-－−]) (?=\.?[0-9０-９])
      | (?<=\.) (?=[0-9])
    )
    """,
    re.VERBOSE,
)
DIGIT_LED: Final = frozenset("0123456789０１２３４５６７８９-－−.")
