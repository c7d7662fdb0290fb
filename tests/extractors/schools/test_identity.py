"""Forms of one school meet, different schools never do."""

from __future__ import annotations

import pytest

from extractors.layers import RegisterEntry
from extractors.records import Document, School, SchoolMention
from extractors.schools.identity import resolve_schools
from extractors.schools.mentions import find_mentions
from extractors.schools.names import parse_number
from extractors.segmentation import find_tokens


def notice(text: str) -> Document:
    """The document whose title is the text's first sentence."""
    return Document(
        id="d", kind="other", title=text[: text.find("。")], issuer=None, number=None, period=None,
        issued=None, start=0, end=len(text),
    )  # fmt: skip


def resolve(
    text: str, register: tuple[RegisterEntry, ...] = ()
) -> tuple[tuple[School, ...], tuple[SchoolMention, ...]]:
    known = frozenset(n for e in register for n in (e.name, *e.aliases, *e.former_names))
    mentions = find_mentions(text, find_tokens(text), known=known)
    return resolve_schools(
        text, mentions, report="000000000000", documents=(notice(text),), register=register
    )


def groups(text: str, register: tuple[RegisterEntry, ...] = ()) -> list[set[str]]:
    """Printed forms that were taken for one school, in order of first mention."""
    _, mentions = resolve(text, register)
    found: dict[str, set[str]] = {}
    for mention in mentions:
        found.setdefault(mention.school_id or "?", set()).add(mention.text)
    return list(found.values())


SAME = {
    "石城区教育局。六十六中学扩建,第六十六中学招生。": {"六十六中学", "第六十六中学"},
    "瓯海区教育局。瓯海二幼开园,瓯海第二幼儿园招生,瓯海区第二幼儿园扩建。": {
        "瓯海二幼", "瓯海第二幼儿园", "瓯海区第二幼儿园",
    },
    "瓯海区教育局。区职专获奖,瓯海职专招生,瓯海职业中专集团学校扩建。": {
        "区职专", "瓯海职专", "瓯海职业中专集团学校",
    },
    "瓯海区教育局。区外国语学校、瓯海区外国语学校挂牌。": {"区外国语学校", "瓯海区外国语学校"},
    "清苑区。第二实验小学、清苑区第二实验小学揭牌。": {"第二实验小学", "清苑区第二实验小学"},
    "平阳县教育局。县一中、平阳一中、平阳县第一中学高考创佳绩。": {
        "县一中", "平阳一中", "平阳县第一中学",
    },
    "昆明市。昆明实验小学(天骄校区)揭牌,昆明实验小学天骄校区招生。": {
        "昆明实验小学(天骄校区)", "昆明实验小学天骄校区",
    },
    "大连市。一○二中、一〇二中、第102中学扩建。": {"一○二中", "一〇二中", "第102中学"},
    "永嘉县。永嘉二职、永嘉县第二职业学校合作。": {"永嘉二职", "永嘉县第二职业学校"},
}  # fmt: skip


@pytest.mark.parametrize(("text", "forms"), SAME.items(), ids=list(SAME))
def test_forms_of_one_school_meet(text: str, forms: set[str]) -> None:
    assert groups(text) == [forms]


APART = [
    "瓯海区。瓯海十幼、瓯海十一幼建成。",
    "瓯海区。第二实验小学、第二实验中学改造。",
    "瓯海区。郭溪三小、瞿溪三小扩建。",
    "瓯海区。仙岩一中、仙岩第二中学扩建。",
    "瓯海区。瓯海区实验小学、温州市实验小学结对。",
    "清苑区。清苑一中、清苑中学、保定一中结对。",
    "平阳县。鳌江中心小学、水头中心小学、水头中心幼儿园改造。",
    "石城区。石城小学、石城小学幼儿园、石城小学教育联合体揭牌。",
    "石城区。石城三小、石城三保招生。",
    "石城区。石城实验学校东岗校区、石城实验学校(西岭校区)招生。",
    "石城区。河北一校、河北一小改造。",
    "石城区。石城七中、石城七中初中学校招生。",
    "石城区。宝山中学、宝山中学（集团）实验学校招生。",
]


@pytest.mark.parametrize("text", APART)
def test_different_schools_stay_apart(text: str) -> None:
    assert all(len(group) == 1 for group in groups(text))
    assert len(groups(text)) >= 2


def test_a_bare_number_that_fits_several_towns_stays_unresolved() -> None:
    _, mentions = resolve("瓯海区。郭溪三小扩建,瞿溪三小扩建,三小获奖。")
    assert [(m.text, m.match) for m in mentions] == [
        ("郭溪三小", "ordinal"),
        ("瞿溪三小", "ordinal"),
        ("三小", "unresolved"),
    ]
    assert mentions[2].school_id is None


def test_doubtful_joins_are_offered_not_made() -> None:
    schools, _ = resolve("凉州区。柏树镇清水小学开工,清水小学竣工。")
    assert [s.name for s in schools] == ["柏树镇清水小学", "清水小学"]
    assert [(j.name, j.rule, j.confirmed) for j in schools[1].joins] == [
        ("柏树镇清水小学", "town_left_out", False)
    ]


def test_a_rename_joins_the_two_names() -> None:
    schools, mentions = resolve("瓯海区。河头小学更名为春晖小学。")
    assert len(schools) == 1
    assert {m.school_id for m in mentions} == {schools[0].id}


def test_a_campus_belongs_to_its_school() -> None:
    schools, _ = resolve("瓯海区。瓯海三幼桂华园区开园,瓯海第三幼儿园升级。")
    campus, main = schools
    assert (campus.level, main.level) == ("校区", "幼儿园")
    assert campus.parent_id == main.id


def test_a_register_names_what_the_parts_cannot() -> None:
    register = (
        RegisterEntry(
            id="R1",
            name="凤山县民族中学",
            aliases=("凤山民中",),
            former_names=("凤山县第二中学",),
            level="完全中学",
        ),
    )
    schools, mentions = resolve("凤山县。凤山县民族中学招生,凤山二中旧址改造。", register)
    assert [(s.name, s.register_id, s.level) for s in schools] == [("凤山县民族中学", "R1", "完全中学")]
    assert [m.match for m in mentions] == ["full", "ordinal"]


def test_the_same_school_meets_itself_in_another_report() -> None:
    (first, *_), _ = resolve("瓯海区教育局。瓯海二幼开园。")
    (second, *_), _ = resolve("瓯海区教育局工作要点。瓯海区第二幼儿园扩建。")
    assert first.id == second.id


def test_ids_are_unique_and_mentions_point_to_schools() -> None:
    schools, mentions = resolve("".join(APART) + "".join(SAME))
    ids = [s.id for s in schools]
    assert len(ids) == len(set(ids))
    assert {m.school_id for m in mentions} - {None} <= set(ids)
    assert {s.parent_id for s in schools} - {None} <= set(ids)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十一", 11),
        ("二十四", 24),
        ("四九", 49),
        ("一百零二", 102),
        ("三十", 30),
        ("44", 44),
    ],
)
def test_numbers_of_names(text: str, value: int) -> None:
    assert parse_number(text) == value


def test_the_county_a_report_names_most_is_its_own_where_nobody_signs() -> None:
    text = "清苑西瓜丰收。" * 3 + "清苑一中扩建,清苑新城开工,区一中招生。"
    mentions = find_mentions(text, find_tokens(text))
    schools, found = resolve_schools(text, mentions, report="0" * 12, tokens=find_tokens(text))
    assert [s.name for s in schools] == ["清苑第一中学"]
    assert [m.text for m in found] == ["清苑一中", "区一中"]
