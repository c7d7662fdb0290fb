"""Plain text in the encodings of offices: decoded by a plain rule, damage told with its place."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.read import read_content
from pipeline.read.text import decode_text, read_text

SENTENCE = "2022年,全区新增学位1740个。\r\n公办在园幼儿覆盖率达56.67%。\r收官\n"
PLAIN = "2022年,全区新增学位1740个。\n公办在园幼儿覆盖率达56.67%。\n收官\n"
RARE = "浙江省䶮港镇、𬭸业村、㙍头社区。€100。"
TRADITIONAL = "各位代表:現在,我代表政府向大會報告工作,請予審議。全縣生產總值增長六點二個百分點。"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SENTENCE.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode("utf-8"), "utf-8"),
        (SENTENCE.encode("gbk"), "gb18030"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le"),
    ],
    ids=["utf-8", "bom", "gbk", "utf-16 le", "utf-16 be", "le without mark", "be without mark", "utf-32"],
)
def test_one_text_in_many_encodings(content: bytes, encoding: str) -> None:
    source = read_text(content, name="报告.txt")
    assert (source.text, source.encoding, source.notes) == (PLAIN, encoding, ())


@pytest.mark.parametrize("words", ["一、总体目标", "现将工作总结印发给你们。", "第一", "学位", "1740个"])
def test_a_few_words_are_enough(words: str) -> None:
    assert read_text(words.encode("gb18030"), name="x").text == words


def test_rare_characters_of_names() -> None:
    assert read_text(RARE.encode("gb18030"), name="x").text == RARE


def test_big5() -> None:
    source = read_text(TRADITIONAL.encode("big5"), name="x")
    assert (source.text, source.encoding) == (TRADITIONAL, "big5")


def test_nothing_but_mark_and_line_ends_is_changed() -> None:
    odd = "\u3000\u3000 全角１２％ \t 两空格  。\x0c\n\n\n末行"
    assert read_text(odd.encode("utf-8"), name="x").text == odd


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=("Cc", "Co", "Cs", "Cn"))))
def test_any_clean_chinese_text_comes_back_from_utf8(text: str) -> None:
    assert decode_text(f"总{text}".encode(), name="x")[0] == f"总{text}"


LINES = ["2022年,全区新增学位1740个。"] * 40


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_damage_is_marked_and_told_with_its_place(encoding: str) -> None:
    content = bytearray("\n".join(LINES).encode(encoding))
    at = (
        content.index("\n".join(LINES[:2]).encode(encoding)) + len("\n".join(LINES[:20]).encode(encoding)) + 1
    )
    content[at + 8] = 0xFF  # inside a character of line 21
    source = read_text(bytes(content), name="x")
    assert source.encoding == {"gbk": "gb18030", "utf-8": "utf-8"}[encoding]
    assert source.text.count("\n") == 39
    assert source.text.replace("\n", "").count("新增学位1740个") == 40
    assert 1 <= source.text.count("\ufffd") <= 3
    assert len(source.notes) == 1
    assert source.notes[0].startswith(f"第 21 行(第 {at + 9} 个字节)") or source.notes[0].startswith(
        f"第 21 行(第 {at + 8} 个字节)"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "空的"),
        (b" \r\n\t \n", "空的"),
        (b"\x00" * 64, "空的"),
        (bytes(range(256)) * 8, "不是文本文件"),
        (b"ab\x00cd" * 40, "不是文本文件"),
        ("报告".encode() + b"\x01\x02" * 30, "不是文本文件"),
    ],
    ids=["empty", "blank", "zeros", "every byte", "zero bytes", "control characters"],
)
def test_what_is_no_text_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        read_content(content, name="报告.txt", suffix=".txt")
