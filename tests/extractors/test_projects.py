"""Projects: which are named in a sentence and how far each has come."""

from __future__ import annotations

import msgspec
import pytest

from extractors.layers import Layers
from extractors.lexicons import load
from extractors.lists.chains import Finder
from extractors.projects.events import find_happenings
from extractors.projects.naming import Naming
from extractors.records import Project
from extractors.stages import STAGES


def projects(text: str) -> tuple[Project, ...]:
    layers = Layers(text=text, key="000000000000")
    for stage in STAGES:
        layers = msgspec.structs.replace(layers, **stage.run(layers))
        if stage.name == "projects":
            break
    return layers.projects


# sentence -> name and stage of each project
CASES = {
    # the deed stands in the words that introduce the list
    "此次集中开工的新建项目有2个,包括龙山中学、城东小学。": [
        ("龙山中学", "started"), ("城东小学", "started"),
    ],
    "2个续建项目为:\n龙山中学教学楼、城东小学\n": [
        ("龙山中学教学楼", "under_construction"), ("城东小学", "under_construction"),
    ],
    "已完工投入使用的有2所(龙山中学、城东小学)。": [("龙山中学", "in_use"), ("城东小学", "in_use")],
    "金安区  城东小学  2025  宿舍  330  已完工\n金安区  河头小学  2025  操场  120  未完工\n": [
        ("城东小学", "completed"),
    ],
    "推进龙山中学改扩建项目,目前已主体完工。": [("龙山中学改扩建", "main_body_done")],
    "高新区:城东小学,今年开工。": [("城东小学", "started")],
    "2019到2020学年度新建城东小学、岭下小学。": [("城东小学", "completed"), ("岭下小学", "completed")],
    "8月27日,城东小学正式揭牌投用。": [("城东小学", "in_use")],
    "改扩建项目有2个,包括龙山中学、城东小学。": [],
    "现有7所改扩建学校,包括龙山中学、城东小学。": [],
    "项目全部建成投用后,新增学位2所:龙山中学、城东小学。": [],
    "提升教育质量。\n龙山中学\n城东小学\n岭下小学\n": [],
    "撤销2所教学点\n1.岭下小学\n2.河头小学\n": [("岭下小学", "closed"), ("河头小学", "closed")],
    "龙山区建成并投入使用城东小学,平阳市城关区建成岭下小学。": [
        ("城东小学", "in_use"), ("岭下小学", "completed"),
    ],
    "位于城东的龙山中学改扩建项目,总投资3亿元,预计7月竣工。": [("龙山中学", "to_complete")],
    "新建成的这2所学校分别是清水前进小学、湘水学校。": [
        ("清水前进小学", "completed"), ("湘水学校", "completed"),
    ],
    "东湖区城西小学项目即将完成教学楼主体建设。": [("东湖区城西小学", "main_body_done")],
    "强力推进“党建创优工程、立德树人工程”等八项工程。": [],
    "保定南站站房工程如期开工。": [("保定南站站房", "started")],
    "加快推进温仁中学教学楼、刘口中学综合楼建设。": [
        ("温仁中学教学楼", "under_construction"), ("刘口中学综合楼", "under_construction"),
    ],
    "清苑一中体育馆投入使用。": [("清苑一中体育馆", "in_use")],
    "区妇幼保健院住院病房楼完成主体施工。": [("区妇幼保健院住院病房楼", "main_body_done")],
    "谋划大庄物流园项目。": [("大庄物流园", "planned")],
    "力争城东小学扩建、龙山中学迁建等3个项目开工建设。": [
        ("城东小学扩建", "to_start"), ("龙山中学迁建", "to_start"),
    ],
    "确保投资3.2亿元的区人民医院新院区竣工。": [("区人民医院新院区", "to_complete")],
    "对腾达机械、神力索具等前期项目，抓紧完善手续，尽快落地开工。": [
        ("腾达机械", "started"), ("神力索具", "started"),
    ],
    "温仁和冉庄污水处理厂加快建设。": [
        ("温仁污水处理厂", "under_construction"), ("冉庄污水处理厂", "under_construction"),
    ],
    "提升清苑中学、李庄中学运动场。": [("清苑中学运动场", "completed"), ("李庄中学运动场", "completed")],
    "杭温高铁、沪苏湖高铁建成通车。": [("杭温高铁", "in_use"), ("沪苏湖高铁", "in_use")],
    "城东中学更名为城东实验中学。": [("城东中学", "renamed")],
    "撤并梅林中学。": [("梅林中学", "closed")],
    # no building project of its own
    "新建农村公路50公里。": [],
    "实施名师培养工程,加强教师队伍建设。": [],
    "推进城市“双修”和党风廉政建设。": [],
    "加快实施老旧小区改造。": [],
    "推动医疗资源向乡村延伸。": [],
    "随着雄忻高铁、南三环等重点工程落地开工,城市格局将拉开。": [],
    # a subject before the verb; what is still to come
    "路垌幼儿园已完成勘探、设计等前期工作。": [("路垌幼儿园", "planned")],
    "凉州区东升幼儿园项目实施主体工程。": [("凉州区东升幼儿园", "under_construction")],
    "红岭小学的教学楼已竣工验收。": [("红岭小学教学楼", "completed")],
    "县职业中专年底可建成投入使用。": [("县职业中专", "to_be_in_use")],
    "县幼儿园将于8月开园。": [("县幼儿园", "to_be_in_use")],
    "龙山小学年底前竣工。": [("龙山小学", "to_complete")],
    "龙山县将新建城西小学、河头学校2所学校。": [("城西小学", "to_complete"), ("河头学校", "to_complete")],
    # a clause of its own tells the next stage, of what is reached only
    "龙山中学食堂项目已于3月份开工,并在7月初竣工。": [("龙山中学食堂", "completed")],
    "加快城东中学建设,确保按期竣工投入使用。": [("城东中学", "under_construction")],
    "完成龙山小学综合楼建设,启动河头小学扩建。": [
        ("龙山小学综合楼", "completed"), ("河头小学扩建", "started"),
    ],
    "龙山实验学校、城北小学,主体工程已封顶。": [
        ("龙山实验学校", "main_body_done"), ("城北小学", "main_body_done"),
    ],
    "城东小学主体工程竣工。": [("城东小学", "main_body_done")],
    "完成龙山幼儿园、城关中学迁建等4个项目主体施工。": [
        ("龙山幼儿园", "main_body_done"), ("城关中学迁建", "main_body_done"),
    ],
    "改扩建河头小学等5个项目,确保今年秋季竣工。": [("河头小学", "to_complete")],
    "凤鸣小学,计划2018年9月完工,占地39亩。": [("凤鸣小学", "to_complete")],
    "未来五年,教育更加均衡。建成龙山中学二期。": [("龙山中学二期", "to_complete")],
    "投入1.78亿元建成了龙山中学,投入4800多万元新建了城北幼儿园。": [
        ("龙山中学", "completed"), ("城北幼儿园", "completed"),
    ],
    "龙山乡团结小学开工建设,计划于8月底完成建设并投入使用。": [("龙山乡团结小学", "started")],
    "我市将于今年3月启动建设城北学校项目。": [("城北学校", "to_start")],
    "龙山区新建河头学校,规模12班。": [("河头学校", "completed")],
    "建成110千伏变电站4座、35千伏变电站3座。": [],
    "对龙山中学、河头小学进行了改造提升。": [("龙山中学", "completed"), ("河头小学", "completed")],
    "2.完成东洲幼儿园改扩建项目。": [("东洲幼儿园改扩建", "completed")],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES.items(), ids=list(CASES))
def test_projects_of_a_sentence(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(project.name, project.stage) for project in projects(sentence)] == expected


@pytest.mark.parametrize("row", load("project_words")["event"], ids=lambda row: row["stage"] + row["place"])
def test_each_row_of_events_has_an_example_that_is_read(row: dict[str, object]) -> None:
    example = str(row["example"])
    found = find_happenings(example, Naming(Finder(example, (), ())))
    assert row["stage"] in {happening.word.stage for happening in found}


def test_a_sentence_without_works_and_schools_is_passed_over() -> None:
    text = "完成了甲任务。完成了乙任务,推进河头学校建设,完成了丙任务;完成了丁任务"
    found = find_happenings(text, Naming(Finder(text, (), ())))
    read = {text[one.clause_start : one.clause_end] for one in found}
    assert read == {"推进河头学校建设", "完成了丙任务"}


def test_records_slice_and_name_their_document() -> None:
    text = "\n".join(CASES)
    found = projects(text)
    assert len(found) > 15
    assert len({project.id for project in found}) == len(found)
    for project in found:
        assert text[project.start : project.end] == project.text
        assert project.event is not None
        assert text[project.event.start : project.event.end] == project.event.text
        assert project.document_id
        assert project.section_id
