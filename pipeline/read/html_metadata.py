"""What a web page says about its article: title, issuer, number and date, and what is known of sites.

From meta elements (ArticleTitle, PubDate) and the page's table of labels (发文字号 某政发〔2023〕5号).

Start at `read_metadata`; `web_pages` holds the lists of web_pages.toml.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline.read.building import tidy
from pipeline.read.html_tree import Page

TITLE_CUT: Final = re.compile(r"\s*[_|－–—-]+\s*|\s{2,}")
DATE: Final = re.compile(r"(20\d\d|19\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
NUMBER: Final = re.compile(r"[一-鿿]{1,12}\s*[〔\[［(（【]\s*20\d\d\s*[〕\]］)）】]\s*第?\s*\d+\s*号")
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


def read_metadata(page: Page, tree: Any) -> Metadata:
    """Title, issuer, number and date from meta elements and the page's table of metadata."""
    known = web_pages()
    pairs = labelled_values(page)
    number = _first(pairs, known.number_labels)
    issued = parse_date(_first(pairs, known.date_labels) or _meta(tree, known.date_metas) or "")
    return Metadata(
        title=_meta(tree, known.title_metas) or _heading(tree) or page_title(tree) or None,
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


def page_title(tree: Any) -> str:
    node = tree.css_first("title")
    return TITLE_CUT.split(tidy(node.text()))[0] if node is not None else ""
