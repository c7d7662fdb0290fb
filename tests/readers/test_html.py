"""Pages of government sites: the article exactly, nothing of what stands around it."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.read.html import read_html

MENU = "<ul class=nav>" + "".join(f"<li><a href=/c{n}>栏目{n}</a></li>" for n in range(60)) + "</ul>"
FOOTER = "<div class=footer><p>主办:某区人民政府 承办:办公室</p><p>浙ICP备05000000号</p><a href=#>网站地图</a></div>"
RELATED = (
    "<div class=related><h3>相关文档</h3><ul>"
    + "".join(
        f"<li><a href=/a{n}>某局召开第{n}次会议,传达学习有关精神</a><span>2023-01-1{n}</span></li>"
        for n in range(9)
    )
    + "</ul></div>"
)
SHARE = "<div class=share>【字体:<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a> <a>关闭</a> 分享到:<span>微信</span></div>"
TITLE = "某市某区教育局2022年工作总结"
METADATA = (
    "<table class=info><tr><td>索引号</td><td>0010/2023-001</td><td>主题分类</td><td>教育</td></tr><tr><td>发布机构</td>"
    "<td>某区教育局</td><td>成文日期</td><td>2023年2月17日</td></tr><tr><td>文件编号</td><td>某教〔2023〕5号</td></tr></table>"
)


def page(article: str, *, head: str = "", around: str = "{}") -> bytes:
    """A page with menus, metadata, related links and footer around an article."""
    body = f"{MENU}<h1>{TITLE}</h1>{METADATA}{SHARE}{article}{RELATED}{FOOTER}"
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}_政府信息公开</title>{head}"
        f"<script>var a='不要'</script><style>.b{{}}</style></head><body>{around.format(body)}</body></html>"
    ).encode()


def as_paragraphs(truth: str) -> str:
    return "".join(f'<p style="text-indent:2em"><span>{line}</span></p>\n' for line in truth.split("\n"))


def as_breaks(truth: str) -> str:
    return "<br>\n".join(f"\u3000\u3000{line}" for line in truth.split("\n"))


def as_spaced(truth: str) -> str:
    return "".join(f"<div>&nbsp;&nbsp;&emsp;{line}&nbsp;</div>" for line in truth.split("\n"))


LAYOUTS = {
    "govcn": lambda truth: f"<div class=pages_content id=UCAP-CONTENT>{as_paragraphs(truth)}</div>",
    "trs": lambda truth: f"<div class=TRS_Editor><div class=Custom_UnionStyle>{as_breaks(truth)}</div></div>",
    "hanweb": lambda truth: f"<div id=zoom><!-- begin --><div>{as_spaced(truth)}</div></div>",
    "vsb": lambda truth: f"<form><div id=vsb_content_2><div class=v_news_content>{as_paragraphs(truth)}</div></div></form>",
    "unknown": lambda truth: f"<div class=x7><div class=y9>{as_paragraphs(truth)}</div></div>",
    "in tables": lambda truth: f"<table><tr><td>{MENU}</td><td><table><tr><td id=zoom>{as_breaks(truth)}</td></tr></table></td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_article_of_many_site_systems(layout: str, encoding: str, truth: str) -> None:
    content = (
        page(LAYOUTS[layout](truth)).decode().replace("charset=utf-8", "charset=gb2312").encode(encoding)
    )
    source = read_html(content, name="x.html")
    assert source.text == truth
    assert source.notes == ()
    assert len(source.origins) == len(truth.split("\n"))


def test_what_the_page_says_of_its_article(truth: str) -> None:
    source = read_html(page(LAYOUTS["govcn"](truth)), name="x.html")
    assert (source.title, source.issuer, source.number, source.issued) == (
        TITLE, "某区教育局", "某教〔2023〕5号", "2023-02-17",
    )  # fmt: skip


def test_meta_elements_are_taken_where_no_table_stands() -> None:
    head = "<meta name=ArticleTitle content='工作要点'><meta name=PubDate content='2023-02-20 10:11'><meta name=ContentSource content='区教育局'>"
    body = "<div class=TRS_Editor><p>2023年,新增学位1740个。</p></div>"
    content = f"<html><head>{head}<title>x</title></head><body>{body}</body></html>".encode()
    source = read_html(content, name="x.html")
    assert (source.title, source.issuer, source.number, source.issued) == (
        "工作要点",
        "区教育局",
        None,
        "2023-02-20",
    )
    assert source.text == "2023年,新增学位1740个。"


def test_tables_keep_rows_and_columns() -> None:
    table = (
        "<table><caption>完成情况</caption><tr><th>领域</th><th>指标</th><th colspan=2>学位</th></tr>"
        "<tr><td rowspan=2>学前</td><td>新增</td><td>1740</td><td>个</td></tr>"
        "<tr><td>投用\n  园</td><td>6</td><td>所</td></tr></table>"
    )
    source = read_html(
        f"<html><body><div id=zoom><p>前</p>{table}<p>后</p></div></body></html>".encode(), name="x"
    )
    assert source.text.split("\n") == [
        "前", "完成情况", "领域\t指标\t学位", "学前\t新增\t1740\t个", "投用园\t6\t所", "后",
    ]  # fmt: skip
    assert [source.text[o.start : o.end] + " " + (o.cell or "-") for o in source.origins][8:] == [
        "个 1:2:4", "投用园 1:3:2", "6 1:3:3", "所 1:3:4", "后 -",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("新增<b>学位</b>1740<span>个</span>。", "新增学位1740个。"),
        ("全区\n   新增", "全区新增"),
        ("Word\n 2022", "Word 2022"),
        ("甲&nbsp;&nbsp;乙", "甲 乙"),
        ("甲<span style='display: none'>藏</span>乙<i hidden>藏</i>", "甲乙"),
        ("增长&lt;5%&amp;", "增长<5%&"),
        ("零\u200b宽\ufeff字", "零宽字"),
        ("<ul><li>一是抓党建。</li><li>二是抓教学。</li></ul>", "一是抓党建。\n二是抓教学。"),
    ],
)
def test_markup_becomes_text(inside: str, text: str) -> None:
    assert (
        read_html(f"<html><body><div class=TRS_Editor>{inside}</div></body></html>".encode(), name="x").text
        == text
    )


def test_lines_that_sites_print_are_left_out() -> None:
    around = "<p>【字体:大 中 小】</p><p>打印 关闭</p><p>责任编辑:张三</p><p>上一篇:某通知</p><p>扫一扫在手机打开</p>"
    body = f"<div class=TRS_Editor>{around}<p>2022年,新增学位1740个。</p>{around}</div>"
    assert read_html(f"<html><body>{body}</body></html>".encode(), name="x").text == "2022年,新增学位1740个。"


def test_an_attachment_beside_a_report_is_noted(truth: str) -> None:
    link = "<p>附件:<a href='/f/1.xls?x=1'>任务分解表.xls</a></p>"
    source = read_html(page(f"<div class=TRS_Editor>{as_paragraphs(truth)}{link}</div>"), name="x")
    assert source.notes == ("附件没有读入:任务分解表.xls",)
    assert source.text == f"{truth}\n附件:任务分解表.xls"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<div class=TRS_Editor><p>现印发给你们。</p><p><a href=a.pdf>2022年工作总结.pdf</a></p></div>", "报告在附件里:2022年工作总结.pdf"),
        ("<h1>抱歉,您访问的页面不存在</h1>", "出错页面"),
        ("<h1>404 Not Found</h1><hr>nginx", "出错页面"),
        ("<h1>403 Forbidden</h1>", "出错页面"),
        ("<div id=app></div><script>render()</script>", "没有正文"),
    ],
    ids=["attachment", "missing", "404", "403", "script"],
)  # fmt: skip
def test_pages_without_a_report_say_why(body: str, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        read_html(f"<html><body>{body}</body></html>".encode(), name="x.html")


def test_a_difference_from_the_second_opinion_is_told(monkeypatch: pytest.MonkeyPatch, truth: str) -> None:
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: "别的正文")
    source = read_html(page(LAYOUTS["unknown"](truth)), name="x.html")
    assert len(source.notes) == 1
    assert "另一种方法取得 4 字" in source.notes[0]
