"""Named schools in sentences of education bureaus, none from a report the rules were written on."""

from __future__ import annotations

import pytest

from extractors.layers import Layers
from extractors.nlp import extract_layers

SENTENCES = [
    (
        "建成石桥初中青山校区、北湖片区配套幼儿园、东湖区特教学校。",
        ["石桥初中青山校区", "北湖片区配套幼儿园", "东湖区特教学校"],
    ),
    (
        "新成立由向上幼儿园、金种子幼儿园、博雅幼儿园3所民办幼儿园组成的联合党支部。",
        ["向上幼儿园", "金种子幼儿园", "博雅幼儿园"],
    ),
    ("义务教育巩固率小学达到100%、初中达到99%以上。", []),
    ("校际均衡差异系数小学为0.54，85%的幼儿园达到省定幼儿园标准。", []),
    ("完成全县寄宿制学校、农村小学和公办幼儿园的安全检查。", []),
    ("投入使用了新建的平川五中综合楼、柳林幼儿园。", ["平川五中", "柳林幼儿园"]),
    ("红星学校顺利搬入新校舍,南岭小学、杏花小学迁入新址。", ["红星学校", "南岭小学", "杏花小学"]),
    ("我校教师赴华中师范大学附属明德高级中学跟岗。", ["华中师范大学附属明德高级中学"]),
    ("市职业教育中心学校被确定为省级示范校。", ["市职业教育中心学校"]),
    ("与北京师范大学、清华附中合作办学。", ["北京师范大学", "清华附中"]),
    ("9月份,县一中、县二中、县实验小学3所学校同时开学。", ["县一中", "县二中", "县实验小学"]),
    ("在红旗小学隆重举行主题活动。", ["红旗小学"]),
    ("加快推进城南九年一贯制学校、龙泉街道第二小学建设。", ["城南九年一贯制学校", "龙泉街道第二小学"]),
    ("严禁中小学校、幼儿园和校外培训机构违规收费。", []),
    ("创建省级示范性普通高中2所、市级特色小学5所。", []),
    ("力争青云中学、白沙小学(二期)年底前竣工。", ["青云中学", "白沙小学"]),
    ("组建以实验小学为龙头的教育集团。", ["实验小学"]),
]


@pytest.mark.parametrize(("sentence", "names"), SENTENCES, ids=[text[:12] for text, _ in SENTENCES])
def test_every_school_of_a_sentence(sentence, names):
    layers = extract_layers(Layers(text=f"东湖区教育局2022年工作总结\n{sentence}\n", key="test"))
    assert [mention.text for mention in layers.school_mentions] == names
