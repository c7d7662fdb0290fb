"""Which names a sentence holds: the whole list of them, for sentences of every shape."""

from __future__ import annotations

import itertools

import pytest

from extractors.schools.mentions import find_mentions
from extractors.segmentation import find_tokens

NAMES = {
    # the left edge: verbs, adverbs, list marks, particles, counts
    "加快推进城东第三小学、河西实验中学建设。": ["城东第三小学", "河西实验中学"],
    "力争滨江新城规划小学年内开工。": ["滨江新城规划小学"],
    "安排平阳县实验小学教育集团龙河校区等学校与泰顺3所学校结对。": ["平阳县实验小学教育集团龙河校区"],
    "对温岭中学、箬横中学等5所学校实施改造。": ["温岭中学", "箬横中学"],
    "迁址新建县一中、县职教中心。": ["县一中", "县职教中心"],
    "督促北外杭州附属学校规范办学。": ["北外杭州附属学校"],
    "先后撤并沙岭小学、新村小学,胜利小学和鹏谢小学。": ["沙岭小学", "新村小学", "胜利小学", "鹏谢小学"],
    # short and ordinal forms
    "乐清三幼、虹桥十一幼、柳市二小和大荆一中通过验收。": ["乐清三幼", "虹桥十一幼", "柳市二小", "大荆一中"],
    "建成三中、三小并投入使用。": ["三中", "三小"],
    "44中学教学楼竣工。": ["44中学"],
    "启动新城一高等3个项目。": ["新城一高"],
    "安肃镇中完成搬迁。": ["安肃镇中"],
    # names inside projects, brackets and lists
    "城关小学综合楼建设工程、龙山中学食堂建设有序推进。": ["城关小学", "龙山中学"],
    "5所学校(区职专、第二实验小学、双屿三小)被列入基地学校。": ["区职专", "第二实验小学", "双屿三小"],
    "古城乡刘村小学教学楼、阳邵镇阳邵集小学综合楼2个项目完工。": ["古城乡刘村小学", "阳邵镇阳邵集小学"],
    # groups, campuses, attached schools, planned schools
    "兰州十一中新区分校选址完成。": ["兰州十一中新区分校"],
    "陕西师范大学附属莲湖小学开学。": ["陕西师范大学附属莲湖小学"],
    "中心西单元F-09地块学校主体封顶。": ["中心西单元F-09地块学校"],
    "香港中文大学（深圳）扩大招生。": ["香港中文大学（深圳）"],
    "与浙师大合作办学。": ["浙师大"],
    "铁一中滨河学校、师大附中仙林学校招生。": ["铁一中滨河学校", "师大附中仙林学校"],
    "赤水中学(初中部)、电厂小学、翠屏山小学扩班。": ["赤水中学", "电厂小学", "翠屏山小学"],
    "沈阳市第120中学、石家庄市第42中学交流办学经验。": ["沈阳市第120中学", "石家庄市第42中学"],
    "李强代表县教育局向东源中学教育集团授牌。": ["东源中学教育集团"],
    "我县职业技术学校通过评估。": ["职业技术学校"],
    "县高级中学、县幼儿园、机关二幼通过复评。": ["县高级中学", "县幼儿园", "机关二幼"],
    # characters that are words elsewhere: 和, 于, 都, 有, 如, 大庄, 三期
    "组建太和中学教育集团、中和小学教育集团。": ["太和中学教育集团", "中和小学教育集团"],
    "省实验学校于洪分校、民生尚都小学投入使用。": ["省实验学校于洪分校", "民生尚都小学"],
    "更名为龙山县第二中学润和分校。": ["龙山县第二中学润和分校"],
    "大庄中心校分校、李家屯小学分校完工。": ["大庄中心校分校", "李家屯小学分校"],
    "此外,龙山区有龙山实验学校南校区投入使用。": ["龙山实验学校南校区"],
    "新增“桃源村三期学校”,为小区提供学位。": ["桃源村三期学校"],
    # groups in the middle and in brackets, schools of one stage, institutes, boarding schools, 一校
    "南外集团科华学校、北外集团滨海小学开学。": ["南外集团科华学校", "北外集团滨海小学"],
    "宝山中学（集团）实验学校招生。": ["宝山中学（集团）实验学校"],
    "以青山七中初中学校为龙头,成立教育集团。": ["青山七中初中学校"],
    "以成都市教育科学研究院附属中学为集团龙头校。": ["成都市教育科学研究院附属中学"],
    "共和县青海湖民族寄宿制学校、石乃亥寄宿制小学扩建。": ["共和县青海湖民族寄宿制学校", "石乃亥寄宿制小学"],
    "对河北一校和铁路五小总校进行改造。": ["河北一校", "铁路五小总校"],
    "芜职院现代物流智造学院、北京大学医学院揭牌。": ["芜职院现代物流智造学院", "北京大学医学院"],
    "撤销赵家湾教学点,恢复龙山中心小学石堡教学点,农村小学教学点46个。": [
        "赵家湾教学点",
        "龙山中心小学石堡教学点",
    ],
    "城南片区配套小学、02地块配套幼儿园开工,整治住宅区配套幼儿园。": ["城南片区配套小学", "02地块配套幼儿园"],
    "引进小金星国际幼儿园,帮扶成县一中、对河小学。": ["小金星国际幼儿园", "成县一中", "对河小学"],
    "由丁蕙小学管理,由江北区教育发展研究院附属澎博小学承办。": [
        "丁蕙小学",
        "江北区教育发展研究院附属澎博小学",
    ],
    "广平镇西罗村的西罗小学、新军屯镇中心幼儿园竣工。": ["西罗小学", "新军屯镇中心幼儿园"],
    "六十六中学(师大附中)、四十三中改扩建。": ["六十六中学", "师大附中", "四十三中"],
    "布局办学规模为18个班的四台小学,改扩建城关镇明清小学。": ["四台小学", "城关镇明清小学"],
    "洪山高中已通过初审,区域将建崇化中学初中部。": ["洪山高中", "崇化中学"],
    "县直一幼、县直二幼通过评估。": ["县直一幼", "县直二幼"],
    "对外经济贸易大学附属中学与张家口市技师学院结对。": ["对外经济贸易大学附属中学", "张家口市技师学院"],
    "华中大附属中学召开考核会。": ["华中大附属中学"],
    "石城八中长塘中学分校、石城小学河口小学揭牌。": ["石城八中长塘中学分校", "石城小学河口小学"],
    "第七中学集团第十四中学开学。": ["第七中学集团第十四中学"],
    "花园幼儿园,位于彭埠街道。": ["花园幼儿园"],
    "泉山学校:完成主体施工。": ["泉山学校"],
    "清华大学北京大学援建。": ["清华大学", "北京大学"],
    "第四小学等3所新学校开工,启用21所新学校。": ["第四小学"],
    "实施一村一幼、一乡一小。": [],
    "会议听取第一临床医学院、外语学院汇报。": [],
    "提档升级中小学校食堂800家。": [],
    "坚持一校一策,推进一校多区。": [],
    "实施高校附属学校建设,改造村办小学。": [],
    "这所学校和那所小学都已达标。": [],
    # a kind of school is no name
    "全区公办幼儿园38所,小学281所,普通高中3所。": [],
    "创建省现代化学校5所、市级示范学校3所。": [],
    "各学校、中小学和寄宿制学校要落实责任。": [],
    "深入学习贯彻党的二十届二中、三中全会精神。": [],
    "大学城管委会与高等学校、科研院所合作。": [],
    "重点解决好“一老一小”问题。": [],
    "新建2所小学、改扩建3所初中。": [],
    "获评首批温州市人工智能教育标杆学校。": [],
    "推动中小学生和大学生社会实践。": [],
    "投资建设标准化学校,完善寄宿制学校条件。": [],
    "每天锻炼两小时,完成三小时岗前培训。": [],
    "打造2个现代农业园区、加快产业园区建设。": [],
    "支持省医学科学院建设。": [],
    "教育局机关、教研室、招生办负责落实。": [],
}


@pytest.mark.parametrize(("sentence", "expected"), NAMES.items(), ids=list(NAMES))
def test_names_of_a_sentence(sentence: str, expected: list[str]) -> None:
    found = find_mentions(sentence, find_tokens(sentence))
    assert [sentence[mention.start : mention.end] for mention in found] == expected


def test_a_clean_edge_elsewhere_in_the_report_helps() -> None:
    """倒水 is a verb to the segmenter; where the name stands alone its edge is plain."""
    text = "倒水中心小学:三级园。\n今年支持倒水中心小学改造。"
    found = [text[m.start : m.end] for m in find_mentions(text, find_tokens(text))]
    assert found == ["倒水中心小学", "倒水中心小学"]


def test_a_register_decides_what_evidence_alone_would_not() -> None:
    sentence = "推进巩固庄中学改造。"
    plain = [sentence[m.start : m.end] for m in find_mentions(sentence, find_tokens(sentence))]
    known = find_mentions(sentence, find_tokens(sentence), known=frozenset({"巩固庄中学"}))
    assert plain != ["巩固庄中学"]
    assert [sentence[m.start : m.end] for m in known] == ["巩固庄中学"]


@pytest.mark.parametrize("copies", [1, 3])
def test_mentions_are_ordered_and_apart(copies: int) -> None:
    text = "".join(f"{sentence}\n" for sentence in NAMES) * copies
    found = find_mentions(text, find_tokens(text))
    assert found
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(0.0 < mention.confidence <= 1.0 for mention in found)
