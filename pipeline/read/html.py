"""Pages of government sites: the article without navigation, and what the page says about it.

The article's element is found by the selectors of common site systems, else by where the prose is;
then trafilatura gives a second opinion, and a difference of over 5 % is said. A page that only
links an attachment (附件：某区教育局2022年工作总结.docx) is refused with the attachment's name, an
error page (404) with its title.

Start at `read_html`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from pipeline.errors import SourceError
from pipeline.read.building import tidy
from pipeline.read.html_metadata import page_title, read_metadata, web_pages
from pipeline.read.html_tree import LineWriter, Page, flatten
from pipeline.read.limits import LIMITS
from pipeline.read.records import SourceText
from pipeline.read.text import decode_text

PROSE_SHARE: Final = 0.85
ENOUGH_PROSE: Final = 200
LINK_LIST_SHARE: Final = 0.6
SECOND_OPINION_SHARE: Final = 0.05
BARE_NOTICE_LENGTH: Final = 200
ERROR_PAGE_LENGTH: Final = 300
LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{8192,}")
NESTING_TAG: Final = re.compile(
    r"<(/?)(?:div|span|table|section|article|font|center|blockquote|ul|ol|b|i|u|em|strong)\b", re.IGNORECASE
)
QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
# Some pages keep the whole article in one of these.
WRAPPERS: Final = frozenset({"header", "aside", "nav", "footer"})


@cache
def furniture_pattern() -> re.Pattern[str]:
    """Lines that sites print around an article."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in web_pages().line_patterns))


@cache
def error_pattern() -> re.Pattern[str]:
    """What pages say that stand for a missing one."""
    return re.compile("|".join(web_pages().error_patterns), re.IGNORECASE)


def read_html(content: bytes, *, name: str) -> SourceText:
    """The article of a page. Raises SourceError for a page without one."""
    from selectolax.lexbor import LexborHTMLParser

    markup, encoding, notes = decode_text(content, name=name)
    check_tags(markup, name=name)
    tree = LexborHTMLParser(markup)
    for selector in web_pages().removed:
        for node in tree.css(selector):
            if selector not in WRAPPERS or node.css_first("p + p + p") is None:
                node.decompose()
    root = tree.body or tree.root
    if root is None:
        raise SourceError(name, "网页里没有内容", "请重新保存网页")
    page = flatten(root, name=name)
    metadata = read_metadata(page, tree)
    at, known = find_article(page, tree)
    text, origins = write_article(page, at, name=name)
    refuse_error_page(text, title=page_title(tree), name=name)
    attachments = find_attachments(page, at)
    refuse_bare_notice(text, attachments, name=name)
    if attachments:
        notes = (*notes, f"附件没有读入:{'、'.join(attachments[:5])}{'等' if len(attachments) > 5 else ''}")
    if not known:
        notes = (*notes, *second_opinion(markup, text))
    return SourceText(
        text=text,
        format="html",
        encoding=encoding,
        origins=origins,
        notes=notes,
        title=metadata.title,
        issuer=metadata.issuer,
        number=metadata.number,
        issued=metadata.issued,
    )


def check_tags(markup: str, *, name: str) -> None:
    """Refuse elements with thousands of attributes or levels: every parser hangs on them."""
    depth = 0
    for tag in NESTING_TAG.finditer(markup):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > LIMITS.open_tags:
            raise SourceError(name, f"网页嵌套超过 {LIMITS.open_tags} 层", "这不像一份正常的网页,请核实来源")
    for match in LONG_TAG.finditer(markup):
        if len(QUOTED.sub('""', match[0]).split()) > LIMITS.attributes_per_tag:
            raise SourceError(
                name,
                f"网页里有带 {LIMITS.attributes_per_tag} 个以上属性的标签",
                "这不像一份正常的网页,请核实来源",
            )


# --- the article ----------------------------------------------------------------------------------


def find_article(page: Page, tree: Any) -> tuple[int, bool]:
    """Position of the article's element; True when a site system's own name told it."""
    known = web_pages()
    for selectors, at_least in ((known.content, 1), (known.content_if_prose, ENOUGH_PROSE)):
        for selector in selectors:
            places = [page.index[node.mem_id] for node in tree.css(selector) if node.mem_id in page.index]
            best = max(places, key=lambda at: (page.size(at) - page.linked(at), -at), default=None)
            if best is None or page.size(best) < at_least:
                continue
            if at_least == 1 or (page.prose(best) > 5 and page.linked(best) * 3 < page.size(best)):
                return best, True
    return densest(page), False


def densest(page: Page) -> int:
    """The smallest element that holds nearly all prose of the page."""
    at = 0
    least = PROSE_SHARE * page.prose(0)
    while page.prose(0):
        child = at + 1
        while child < page.nodes[at].end and page.prose(child) < least:
            child = page.nodes[child].end
        if child >= page.nodes[at].end or page.nodes[child].tag in ("-text", "p"):
            break
        at = child
    return at


def write_article(page: Page, at: int, *, name: str) -> tuple[str, tuple[Any, ...]]:
    """The article's lines, without lists of links and lines that sites print around it."""
    skipped = frozenset(
        place
        for place in range(at + 1, page.nodes[at].end)
        if page.nodes[place].tag in ("ul", "ol", "dl")
        and page.linked(place) > LINK_LIST_SHARE * page.size(place)
        and page.size(place) > 0
        and not _only_attachments(page, place)
    )
    writer = LineWriter(page, name=name, skipped=skipped, is_furniture=furniture_pattern())
    writer.write(at, page.nodes[at].end)
    return writer.builder.finish()


def _only_attachments(page: Page, at: int) -> bool:
    links = [node for node in page.nodes[at : page.nodes[at].end] if node.tag == "a"]
    return bool(links) and all(_is_attachment(node.raw.attributes.get("href") or "") for node in links)


def _is_attachment(address: str) -> bool:
    path = address.split("?")[0].split("#")[0].lower()
    return path.endswith(web_pages().attachment_suffixes)


def find_attachments(page: Page, at: int) -> list[str]:
    """Names of the files that the article links."""
    names: dict[str, None] = {}
    for place in range(at, page.nodes[at].end):
        node = page.nodes[place]
        address = (node.raw.attributes.get("href") or "") if node.tag == "a" else ""
        if _is_attachment(address):
            words = tidy(page.text(place))
            names[words or address.rsplit("/", 1)[-1]] = None
    return list(names)


def refuse_error_page(text: str, *, title: str, name: str) -> None:
    """A page that stands for a missing one is not a report."""
    if len(text) > ERROR_PAGE_LENGTH:
        return
    if error_pattern().search(title) or error_pattern().search(text):
        what = tidy(title or text.split("\n")[0])[:40]
        raise SourceError(name, f"这是网站的出错页面({what}),不是报告", "请重新下载原文")
    if not text:
        raise SourceError(
            name, "网页里没有正文(可能由脚本生成,或需要登录)", "请在浏览器里打开后另存,或复制成文本"
        )


def refuse_bare_notice(text: str, attachments: list[str], *, name: str) -> None:
    """A page whose text is only a notice around attachments."""
    if not attachments:
        return
    lines = [line for line in text.split("\n") if not any(words in line for words in attachments)]
    if sum(map(len, lines)) < BARE_NOTICE_LENGTH:
        raise SourceError(
            name, f"网页正文只是通知,报告在附件里:{'、'.join(attachments[:5])}", "请下载附件,放进同一个文件夹"
        )


def second_opinion(markup: str, text: str) -> tuple[str, ...]:
    """A note when trafilatura sees an article of another length."""
    import trafilatura

    other = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True) or ""
    ours, theirs = len("".join(text.split())), len("".join(other.replace("|", "").split()))
    if abs(ours - theirs) <= SECOND_OPINION_SHARE * max(ours, theirs):
        return ()
    return (f"不认识这个网站的版式,按文字密度取正文 {ours} 字,另一种方法取得 {theirs} 字,请核对首尾",)
