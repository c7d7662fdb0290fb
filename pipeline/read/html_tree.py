"""A web page as a flat list of nodes in reading order, and its paragraphs and tables as lines.

A flat list keeps every walk iterative and linear: pages with 200,000 nested elements exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from pipeline.errors import SourceError
from pipeline.read.building import BLANKS, Cell, Place, TextBuilder
from pipeline.read.limits import LIMITS

BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html",
    "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
UNSEEN: Final = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "button",
    "select", "textarea", "option", "head", "title", "-comment", "-doctype", "-document", "!doctype",
})  # fmt: skip
HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
PROSE_MARKS: Final = re.compile(r"[，。；、：]|[,;](?=[一-鿿])")
# A line end in the page's source between two Chinese characters is no blank.
SOURCE_BREAK: Final = re.compile(r"(?<=[^\x00-\xff])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xff])")
TEXT: Final = "-text"


class Node(msgspec.Struct, kw_only=True):
    """One element or text of the page: its tag, where its subtree ends, and the text up to it."""

    tag: str
    end: int
    text: str = ""
    prose: int = 0
    """Punctuation of prose outside links, in all texts before this node."""
    size: int = 0
    linked: int = 0
    raw: Any = None


class Page(msgspec.Struct, kw_only=True):
    """The visible part of a page in reading order; the last node is a mark after the end."""

    nodes: list[Node]
    index: dict[int, int]
    """Position of an element by its parser's identity."""

    def prose(self, at: int) -> int:
        """Prose marks inside the element at this position."""
        return self.nodes[self.nodes[at].end].prose - self.nodes[at].prose

    def size(self, at: int) -> int:
        """Characters inside the element at this position."""
        return self.nodes[self.nodes[at].end].size - self.nodes[at].size

    def linked(self, at: int) -> int:
        """Characters inside links of the element at this position."""
        return self.nodes[self.nodes[at].end].linked - self.nodes[at].linked

    def text(self, at: int) -> str:
        """All text inside the element at this position, as it stands in the page."""
        return "".join(node.text for node in self.nodes[at : self.nodes[at].end])


def flatten(root: Any, *, name: str) -> Page:
    """The visible nodes under `root`, without recursion."""
    nodes: list[Node] = []
    index: dict[int, int] = {}
    prose = size = linked = 0
    open_nodes: list[int] = []
    links = 0
    current = root
    while current is not None:
        tag = current.tag
        descend = False
        if tag == TEXT:
            text = current.text_content or ""
            nodes.append(Node(tag=TEXT, end=len(nodes) + 1, text=text, prose=prose, size=size, linked=linked))
            length = len(text.strip())
            size += length
            linked += length if links else 0
            prose += 0 if links else len(PROSE_MARKS.findall(text))
        elif tag not in UNSEEN and not _is_hidden(current):
            index[current.mem_id] = len(nodes)
            nodes.append(Node(tag=tag, end=0, prose=prose, size=size, linked=linked, raw=current))
            descend = current.child is not None
            if descend:
                open_nodes.append(len(nodes) - 1)
                links += tag == "a"
                if len(open_nodes) > LIMITS.tree_depth:
                    raise SourceError(
                        name, f"网页嵌套超过 {LIMITS.tree_depth} 层", "这不像一份正常的网页,请核实来源"
                    )
            else:
                nodes[-1].end = len(nodes)
        if descend:
            current = current.child
            continue
        while current is not None and current.next is None and open_nodes:
            closed = nodes[open_nodes.pop()]
            closed.end = len(nodes)
            links -= closed.tag == "a"
            current = closed.raw
        if current is None or not open_nodes:
            break
        current = current.next
    nodes.append(Node(tag="-end", end=len(nodes), prose=prose, size=size, linked=linked))
    return Page(nodes=nodes, index=index)


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and HIDDEN_STYLE.search(style) is not None)


class LineWriter:
    """Writes the nodes of a part of a page as paragraphs and table rows."""

    def __init__(
        self, page: Page, *, name: str, skipped: frozenset[int], is_furniture: re.Pattern[str]
    ) -> None:
        self.page = page
        self.builder = TextBuilder(name=name)
        self.skipped = skipped
        self.is_furniture = is_furniture
        self.paragraph = 0
        self.table = 0

    def write(self, start: int, end: int) -> None:
        """Write all paragraphs and tables between two positions."""
        at = start
        pieces: list[str] = []
        nodes = self.page.nodes
        closing: list[int] = []
        while at < end:
            while closing and closing[-1] <= at:
                closing.pop()
                self._flush(pieces)
            node = nodes[at]
            if at in self.skipped:
                at = node.end
                continue
            if node.tag == TEXT:
                pieces.append(node.text)
            elif node.tag == "br":
                self._flush(pieces)
            elif node.tag in BLOCKS:
                self._flush(pieces)
                if node.tag == "table" and self._is_data_table(at):
                    self._write_table(at)
                    at = node.end
                    continue
                closing.append(node.end)
            at += 1
        self._flush(pieces)

    def _flush(self, pieces: list[str]) -> None:
        text = "".join(pieces)
        pieces.clear()
        if text.strip():
            self.paragraph += 1
            text = join_source_lines(text)
            if self.is_furniture.fullmatch(text) is None:
                self.builder.add_paragraph(text, place=Place(paragraph=self.paragraph))

    def _is_data_table(self, at: int) -> bool:
        """Rows of several cells and no table inside; anything else only arranges the page."""
        nodes = self.page.nodes
        inside = nodes[at + 1 : nodes[at].end]
        rows = sum(node.tag == "tr" for node in inside)
        cells = sum(node.tag in ("td", "th") for node in inside)
        return rows >= 2 and cells >= 2 * rows - 1 and not any(node.tag == "table" for node in inside)

    def _write_table(self, at: int) -> None:
        self.table += 1
        self.paragraph += 1
        nodes = self.page.nodes
        taken: dict[int, int] = {}
        row = column = 0
        cells: list[Cell] = []
        position = at + 1
        while position < nodes[at].end:
            node = nodes[position]
            if node.tag == "tr":
                self.builder.add_row(cells, table=self.table, row=row)
                cells = []
                row, column = row + 1, 1
                taken = {place: left - 1 for place, left in taken.items() if left > 1}
            elif node.tag in ("td", "th"):
                while column in taken:
                    column += 1
                width, height = span(node.raw, "colspan"), span(node.raw, "rowspan")
                texts = tuple(self._cell_texts(position))
                cells.append(
                    Cell(paragraphs=texts, column=column, place=Place(paragraph=self.paragraph + row - 1))
                )
                if height > 1:
                    taken.update(dict.fromkeys(range(column, column + width), height))
                column += width
                position = node.end
                continue
            elif node.tag == "caption":
                for text in self._cell_texts(position):
                    self.builder.add_paragraph(text, place=Place(paragraph=self.paragraph))
                position = node.end
                continue
            position += 1
        self.builder.add_row(cells, table=self.table, row=row)
        self.paragraph += max(row - 1, 0)

    def _cell_texts(self, at: int) -> Iterator[str]:
        pieces: list[str] = []
        for node in self.page.nodes[at + 1 : self.page.nodes[at].end]:
            if node.tag == TEXT:
                pieces.append(node.text)
            elif node.tag in BLOCKS or node.tag == "br":
                yield join_source_lines("".join(pieces))
                pieces.clear()
        yield join_source_lines("".join(pieces))


def join_source_lines(text: str) -> str:
    """Text of a page with the line ends of its source taken out."""
    return BLANKS.sub(" ", SOURCE_BREAK.sub("", text)).strip(" \u3000")


def span(element: Any, attribute: str) -> int:
    """The columns or rows a cell covers, within reason."""
    value = element.attributes.get(attribute) or "1"
    return min(max(int(value), 1), LIMITS.table_columns) if value.isdecimal() and len(value) < 6 else 1
