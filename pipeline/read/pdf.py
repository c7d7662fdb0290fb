"""PDF files: the text layer through pypdfium2, ruled tables through pdfplumber, scans to recognition.

Wrapped lines become paragraphs, page numbers and running heads go, every paragraph keeps page and
box. A file that does not open is repaired once by pikepdf, which is said. A page without text, or
with a text layer of unknown characters, is a scan.

Start at `read_pdf`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from statistics import median
from typing import Any, Final

from pipeline.errors import SourceError
from pipeline.read.building import Cell, Place, TextBuilder
from pipeline.read.furniture import CONTENTS_LINE, remove_furniture
from pipeline.read.limits import LIMITS
from pipeline.read.lines import Line, arrange
from pipeline.read.pages import PageText
from pipeline.read.paragraphs import join_with_shape, measure
from pipeline.read.pdf_damage import DAMAGED, find_damaged_pages, repair
from pipeline.read.pdf_page import read_page
from pipeline.read.pdf_tables import Grid, add_grid, find_grids, join_tables
from pipeline.read.records import SourceText
from pipeline.read.scan import (
    A4_WIDTH,
    INSTALL,
    KNOWN_SHARE,
    is_available,
    known_share,
    load_image,
    recognise_page,
    render_scale,
)

SHORT_SHARE: Final = 0.15
SHORT_MEDIAN: Final = 200
CONTENTS_LINES: Final = 3
FOOTNOTE_SIZE: Final = 0.87
FOOTNOTE_MARK: Final = re.compile(r"[〔\[（(]?\d{1,3}[〕\]）)]?\s*[^\d.、年月]|[①-⑳]|[*＊]|注[:：]")
PASSWORD_ERROR: Final = 4
FEW_CHARACTERS: Final = 10
ENOUGH_TO_JUDGE: Final = 30
JUDGED_CHARACTERS: Final = 300


def read_pdf(content: bytes, *, name: str) -> SourceText:
    """The running text of a PDF. Raises SourceError when it has none that can be read."""
    document, notes = open_document(content, name=name)
    try:
        if len(document) > LIMITS.pages:
            raise SourceError(name, f"有 {len(document)} 页,超过 {LIMITS.pages} 页", "请拆开文件")
        with TableFinder(content) as finder:
            pages = [read_one(document, index, name=name, finder=finder) for index in range(len(document))]
    finally:
        document.close()
    remove_furniture(pages)
    text, origins, more = build_text(pages, name=name)
    if not text:
        raise SourceError(name, "页面上没有文字", "请核对文件;若是图片,请换成更清晰的扫描件")
    notes = (*notes, *scan_notes(pages))
    if damaged := find_damaged_pages(content):
        notes = (*notes, f"{name_pages(damaged)}的内容有损坏,文字可能缺失或有错,请核对原件")
    return SourceText(
        text=text, format="pdf", origins=origins, notes=(*notes, *more, *short_page_notes(pages))
    )


def read_image(content: bytes, *, name: str) -> SourceText:
    """The recognised text of an image file (PNG, JPEG, TIFF with several pages)."""
    if not is_available():
        raise SourceError(name, "这是图片", INSTALL)
    pages = []
    for number, pixels in enumerate(load_image(content, name=name), start=1):
        height, width = pixels.shape[:2]
        scale = width / A4_WIDTH
        page = PageText(number=number, width=A4_WIDTH, height=height / scale, fragments=[], characters=0)
        page.scanned = True
        page.fragments, page.grids = recognise_page(pixels, page=number, scale=scale)
        pages.append(page)
    remove_furniture(pages)
    text, origins, notes = build_text(pages, name=name)
    if not text:
        raise SourceError(name, "图片里认不出文字", "请换成更清晰的扫描件(不低于 150 dpi)")
    return SourceText(text=text, format="image", origins=origins, notes=(*notes, *scan_notes(pages)))


def open_document(content: bytes, *, name: str) -> tuple[Any, tuple[str, ...]]:
    """The opened document; notes tell whether it had to be repaired."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content), ()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR:
            raise SourceError(name, "PDF 有打开密码", "请去掉密码后另存") from error
    repaired, note = repair(content, name=name)
    try:
        return pypdfium2.PdfDocument(repaired), (note,)
    except pypdfium2.PdfiumError as error:
        raise SourceError(name, "PDF 已损坏,修复后仍打不开", DAMAGED) from error


class TableFinder:
    """Opens the document a second time, in pdfplumber, when the first ruled page comes."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.plumber: Any = None

    def __enter__(self) -> TableFinder:
        return self

    def __exit__(self, *error: object) -> None:
        if self.plumber is None:
            return
        try:
            self.plumber.close()
        except (MemoryError, RecursionError):
            raise
        except Exception:  # closing lists the pages again, and damaged ones raise again
            self.plumber = None

    def __call__(self, number: int) -> list[Grid]:
        """The ruled tables of a page; none when pdfplumber cannot read it."""
        import pdfplumber

        try:
            if self.plumber is None:
                self.plumber = pdfplumber.open(io.BytesIO(self.content))
            page = self.plumber.pages[number - 1]
            grids = find_grids(page, number=number)
            page.close()
        except (MemoryError, RecursionError):
            raise
        except Exception:  # pdfminer raises anything at all on damaged pages; the text is read without it
            return []
        return grids


def read_one(document: Any, index: int, *, name: str, finder: TableFinder) -> PageText:
    """One page of the document; a page that cannot be loaded is an empty one."""
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageText(number=index + 1, width=0, height=0, fragments=[], characters=0)
    try:
        found = read_page(page, number=index + 1, name=name, find_tables=finder)
        found.scanned = is_scan(found)
        if found.scanned:
            recognise(page, found, name=name)
        return found
    finally:
        page.close()


def is_scan(page: PageText) -> bool:
    """A page shown as a picture, or one whose text layer has unknown characters."""
    text = "".join(fragment.text for fragment in page.fragments)
    if len(text) < FEW_CHARACTERS:
        return page.images
    return len(text) >= ENOUGH_TO_JUDGE and known_share(text[:JUDGED_CHARACTERS]) < KNOWN_SHARE


def recognise(page: Any, found: PageText, *, name: str) -> None:
    """Read a scanned page from its picture; without the extra, by the layer that its maker recognised."""
    if is_available():
        scale = render_scale(found.width, found.height)
        pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
        found.fragments, found.grids = recognise_page(pixels, page=found.number, scale=scale)
        return
    if known_share("".join(fragment.text for fragment in found.hidden)) >= KNOWN_SHARE and found.hidden:
        found.fragments = found.hidden
        return
    what = "没有文字层(扫描件)" if found.characters < FEW_CHARACTERS else "文字层是乱码"
    raise SourceError(name, f"第 {found.number} 页{what}", INSTALL)


def scan_notes(pages: list[PageText]) -> tuple[str, ...]:
    """Which pages were recognised, and by whom."""
    ours = [page.number for page in pages if page.scanned and is_available()]
    theirs = [page.number for page in pages if page.scanned and not is_available()]
    notes = []
    if ours:
        notes.append(f"{name_pages(ours)}由图像识别而来,数字请核对原件")
    if theirs:
        notes.append(f"{name_pages(theirs)}是扫描件,使用文件自带的识别文字,数字请核对原件")
    return tuple(notes)


def name_pages(numbers: list[int]) -> str:
    """第 1、2、3 页, shortened."""
    named = "、".join(str(number) for number in numbers[:10])
    return f"第 {named} 页" if len(numbers) <= 10 else f"第 {named} 等 {len(numbers)} 页"


def build_text(pages: list[PageText], *, name: str) -> tuple[str, tuple[Any, ...], tuple[str, ...]]:
    """Text and origins of all pages."""
    builder = TextBuilder(name=name)
    widths = {page.number: page.width for page in pages}
    lines = [line for page in pages for line in arrange(page.fragments, page=page.number, width=page.width)]
    contents = [line for line in lines if CONTENTS_LINE.fullmatch(line.text)]
    notes: tuple[str, ...] = ()
    if len(contents) >= CONTENTS_LINES:
        left_out = {id(line) for line in contents}
        lines = [line for line in lines if id(line) not in left_out]
        notes = (f"目录({len(contents)} 行)没有读入",)
    running = [line for line in lines if not line.is_row]
    shape = measure(running, widths=widths) if running else None
    lines, footnotes = part_footnotes(lines, size=shape.size if shape is not None else 0.0)
    table = 0
    for run in (*_runs(lines, pages), *([footnotes] if footnotes else [])):
        if isinstance(run, Grid):
            table += 1
            add_grid(builder, run, table=table)
        elif run[0].is_row:
            table += 1
            _add_rows(builder, run, table=table)
        elif shape is not None:
            for pieces in join_with_shape(run, shape, widths=widths):
                builder.add_joined(pieces)
    text, origins = builder.finish()
    return text, origins, notes


def part_footnotes(lines: list[Line], *, size: float) -> tuple[list[Line], list[Line]]:
    """The text's lines and the footnotes at the feet of pages, which would cut paragraphs in two."""
    body: list[Line] = []
    footnotes: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        here = list(page)
        foot = len(here)
        while foot and here[foot - 1].size <= FOOTNOTE_SIZE * size and not here[foot - 1].is_row:
            foot -= 1
        while foot < len(here) and FOOTNOTE_MARK.match(here[foot].text) is None:
            foot += 1
        foot = foot or len(here)  # a page of small type is no page of footnotes
        body += here[:foot]
        footnotes += here[foot:]
    return body, footnotes


def _runs(lines: list[Line], pages: list[PageText]) -> Iterator[list[Line] | Grid]:
    """Running lines, rows and ruled tables in reading order; tables over several pages are one."""
    items: list[Line | Grid] = []
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page in pages:
        grids = list(page.grids)
        for line in by_page.get(page.number, []):
            while grids and grids[0].bbox[1] < line.top:
                _add_grid_item(items, grids.pop(0))
            items.append(line)
        for grid in grids:
            _add_grid_item(items, grid)
    run: list[Line] = []
    for item in items:
        if run and (isinstance(item, Grid) or run[-1].is_row != item.is_row):
            yield run
            run = []
        if isinstance(item, Grid):
            yield item
        else:
            run.append(item)
    if run:
        yield run


def _add_grid_item(items: list[Line | Grid], grid: Grid) -> None:
    last = items[-1] if items else None
    if not (isinstance(last, Grid) and last.page < grid.page and join_tables(last, grid)):
        items.append(grid)


def _add_rows(builder: TextBuilder, rows: list[Line], *, table: int) -> None:
    for number, row in enumerate(rows, start=1):
        builder.add_row(
            [
                Cell(
                    paragraphs=(fragment.text,),
                    column=column,
                    place=Place(page=row.page, bbox=fragment.bbox),
                )
                for column, fragment in enumerate(row.fragments, start=1)
            ],
            table=table,
            row=number,
        )


def short_page_notes(pages: list[PageText]) -> tuple[str, ...]:
    """Pages with suspiciously little text beside the others."""
    counts = [page.characters for page in pages]
    if len(counts) < 4 or median(counts) < SHORT_MEDIAN:
        return ()
    short = [
        page.number
        for page in pages[1:-1]
        if page.characters < SHORT_SHARE * median(counts) and not page.scanned and not page.grids
    ]
    if not short:
        return ()
    return (f"{name_pages(short)}文字很少,可能没有读全,请核对",)
