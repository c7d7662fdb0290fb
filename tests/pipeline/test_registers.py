"""Registers of schools are read whole, and a wrong line is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.layers import RegisterEntry
from pipeline.errors import ManifestError
from pipeline.registers import read_registers


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    (folder / name).write_bytes(text.encode(encoding))


def test_no_folder_is_no_register(tmp_path: Path) -> None:
    assert read_registers(tmp_path / "registers") == ()


def test_two_registers_in_order_of_id(tmp_path: Path) -> None:
    write(
        tmp_path,
        "b.csv",
        "id,name,aliases,former_names,level,town\n2,城东小学,东小；城东小,胜利小学,小学,城东街道\n",
    )
    write(tmp_path, "a.csv", "编号,名称\n3,城西中学\n1,城南幼儿园\n\n", encoding="gb18030")
    assert read_registers(tmp_path) == (
        RegisterEntry(id="1", name="城南幼儿园"),
        RegisterEntry(
            id="2",
            name="城东小学",
            aliases=("东小", "城东小"),
            former_names=("胜利小学",),
            level="小学",
            town="城东街道",
        ),
        RegisterEntry(id="3", name="城西中学"),
    )


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "第1行", "空文件"),
        ("id,校名\n1,城东小学\n", "第1行", "不认识的列“校名”"),
        ("id,level\n1,小学\n", "第1行", "缺少列 name"),
        ("id,name,name\n1,城东小学,城东小学\n", "第1行", "两列同名"),
        ("id,name\n1,城东小学\n2\n", "第3行", "有1格"),
        ("id,name\n1,城东小学\n,城西小学\n", "第3行", "id为空"),
        ("id,name\n1,\n", "第2行", "name为空"),
        ("id,name\n1,城东小学\n1,城西小学\n", "第3行", "编号“1”已在"),
        ("id,name,aliases\n1,城东小学,东小\n2,东风小学,东小\n", "第3行", "名称“东小”已属于编号“1”"),
        ('id,name\n1,"城东小学\n', "第2行", "不是合格的CSV"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, where: str, what: str) -> None:
    write(tmp_path, "schools.csv", text)
    with pytest.raises(ManifestError) as caught:
        read_registers(tmp_path)
    assert f"registers/schools.csv {where}" in str(caught.value)
    assert what in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"id,name\n1,\xff\xff\n")
    with pytest.raises(ManifestError, match=r"registers/bad\.csv"):
        read_registers(tmp_path)
