"""Pages of government sites: the article without navigation, and what the page says about it.

The article's element is found by the selectors of common site systems, else by where the prose is;
then trafilatura gives a second opinion, and a difference of over 5 % is said. A page that only
links an attachment (附件：某区教育局2022年工作总结.docx) is refused with the attachment's name, an
error page (404) with its title.

Start at `read_html`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline.errors import SourceError
from pipeline.read.building import tidy
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
TITLE_CUT: Final = re.compile(r"\s*[_|－–—-]+\s*|\s{2,}")
DATE: Final = re.compile(r"(20\d\d|19\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
NUMBER: Final = re.compile(r"[一-鿿]{1,12}\s*[〔\[［(（【]\s*20\d\d\s*[〕\]］)）】]\s*第?\s*\d+\s*号")
# Some pages keep the whole article in one of these.
WRAPPERS: Final = frozenset({"header", "aside", "nav", "footer"})
LABEL_TAGS: Final = frozenset({"td", "th", "dt", "li", "span", "b", "strong", "label", "p", "div"})
LABEL_LENGTH: Final = 80
LABEL_NOISE: Final = re.compile(r"[\s\u3000\[\]【】]+")


class WebPages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """web_pages.toml."""

    content: tuple[str, ...]
    content_if_prose: tuple[str, ...]
    title: tuple[str, ...]
    title_metas: tuple[str, ...]
    date_metas: tuple[str, ...]
    issuer_metas: tuple[str, ...]
    number_labels: tuple[str, ...]
    issuer_labels: tuple[str, ...]
    date_labels: tuple[str, ...]
    removed: tuple[str, ...]
    line_patterns: tuple[str, ...]
    error_patterns: tuple[str, ...]
    attachment_suffixes: tuple[str, ...]


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says about its article."""

    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    issued: str | None = None


@cache
def web_pages() -> WebPages:
    """What is known of site systems."""
    content = Path(__file__).with_name("web_pages.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(content), WebPages)


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
    refuse_error_page(text, title=_page_title(tree), name=name)
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


# --- what the page says of the article --------------------------------------------------------------


def read_metadata(page: Page, tree: Any) -> Metadata:
    """Title, issuer, number and date from meta elements and the page's table of metadata."""
    known = web_pages()
    pairs = labelled_values(page)
    number = _first(pairs, known.number_labels)
    issued = parse_date(_first(pairs, known.date_labels) or _meta(tree, known.date_metas) or "")
    return Metadata(
        title=_meta(tree, known.title_metas) or _heading(tree) or _page_title(tree) or None,
        issuer=_first(pairs, known.issuer_labels[:-2]) or _meta(tree, known.issuer_metas),
        number=number if number is not None and NUMBER.search(number) else None,
        issued=issued,
    )


def labelled_values(page: Page) -> dict[str, str]:
    """Pairs such as 发文字号 and 某政发〔2023〕5号, from cells side by side or 标签：值 in one element."""
    known = web_pages()
    labels = {*known.number_labels, *known.issuer_labels, *known.date_labels}
    pairs: dict[str, str] = {}
    for at, node in enumerate(page.nodes[:-1]):
        if node.tag not in LABEL_TAGS or not 2 <= page.size(at) <= LABEL_LENGTH:
            continue
        label, _, value = LABEL_NOISE.sub("", page.text(at)).replace(":", "：").partition("：")
        if label not in labels:
            continue
        if not value:
            follower = node.end
            while follower < len(page.nodes) - 1 and page.size(follower) == 0:
                follower = page.nodes[follower].end
            value = tidy(page.text(follower)) if page.size(follower) <= LABEL_LENGTH else ""
        if value:
            pairs.setdefault(label, value)
    return pairs


def parse_date(text: str) -> str | None:
    """2023-02-17 from 2023年2月17日, 2023-02-17 10:11 and the like."""
    match = DATE.search(text)
    if match is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31):
        return None
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"


def _first(pairs: dict[str, str], labels: tuple[str, ...]) -> str | None:
    return next((pairs[label] for label in labels if label in pairs), None)


def _meta(tree: Any, names: tuple[str, ...]) -> str | None:
    contents = {
        (node.attributes.get("name") or node.attributes.get("property") or "").lower(): node.attributes
        for node in reversed(tree.css("meta"))
    }
    for wanted in names:
        value = tidy((contents.get(wanted.lower()) or {}).get("content") or "")
        if value:
            return value
    return None


def _heading(tree: Any) -> str | None:
    for selector in web_pages().title:
        node = tree.css_first(selector)
        words = tidy(node.text()) if node is not None else ""
        if 4 <= len(words) <= 120:
            return words
    return None


def _page_title(tree: Any) -> str:
    node = tree.css_first("title")
    return TITLE_CUT.split(tidy(node.text()))[0] if node is not None else ""
