"""Reading files: pages a second beside the libraries alone, and the memory of a very long PDF."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.peers import PROJECT

FILES: Final = PROJECT / "tests" / "readers" / "files"
RUNNING_COPIES: Final = 10
PLUMBER_PAGES: Final = 44
LONG_PAGES: Final = 2000
MEMORY_SCRIPT: Final = (
    "import sys, resource\n"
    "from pathlib import Path\n"
    "from pipeline.read import read_source\n"
    "source = read_source(Path(sys.argv[1]), name='x.pdf')\n"
    "print(source.origins[-1].page, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


def reader_rows(folder: Path) -> list[str]:
    """All measurements of this module, Markdown."""
    running = repeat_pages(FILES / "official.pdf", copies=RUNNING_COPIES)
    tables = (FILES / "tables.pdf").read_bytes()
    rows = ["| PDF | pypdfium2 | taizhang | pdfplumber | 与 pdfplumber 之比 |", "|---|---|---|---|---|"]
    for label, content in (("连续正文(页/处理器秒)", running), ("全是表格(页/处理器秒)", tables)):
        alone, ours, plumber = pdfium_speed(content), our_speed(content), plumber_speed(content)
        rows.append(f"| {label} | {alone:.0f} | {ours:.0f} | {plumber:.1f} | {ours / plumber:.1f} |")
    pages, memory = long_pdf_memory(folder)
    rows += ["", f"一份 {pages} 页的 PDF 读完,进程内存最高 {memory:.0f} MB。", ""]
    rows += ["| 格式 | 处理器毫秒 | 字/处理器秒 |", "|---|---|---|"]
    for label, suffix, content in format_samples():
        seconds, characters = read_speed(content, suffix=suffix)
        rows.append(f"| {label} | {1000 * seconds:.0f} | {characters / seconds:,.0f} |")
    return rows


def repeat_pages(path: Path, *, copies: int) -> bytes:
    """A PDF with all pages of a file so many times."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(path) as source, pikepdf.new() as made:
        for _ in range(copies):
            made.pages.extend(source.pages)
        made.save(out)
    return out.getvalue()


def cpu_seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of a piece of work, the best of three, and its result."""
    best, result = float("inf"), None
    for _ in range(3):
        began = time.process_time()
        result = work()
        best = min(best, time.process_time() - began)
    return best, result


def pdfium_speed(content: bytes) -> float:
    """Pages a second of pypdfium2 alone: text only, no places, no paragraphs."""
    import pypdfium2

    def work() -> int:
        document = pypdfium2.PdfDocument(content)
        for page in document:
            text_page = page.get_textpage()
            text_page.get_text_range()
            text_page.close()
            page.close()
        count = len(document)
        document.close()
        return count

    seconds, pages = cpu_seconds(work)
    return float(pages) / seconds


def our_speed(content: bytes) -> float:
    """Pages a second of the whole reader: paragraphs with page and box, tables, furniture taken off."""
    from pipeline.read.pdf import read_pdf

    seconds, source = cpu_seconds(lambda: read_pdf(content, name="x.pdf"))
    return float(source.origins[-1].page) / seconds


def plumber_speed(content: bytes) -> float:
    """Pages a second of pdfplumber alone, closing pages, at most so many pages."""
    import pdfplumber

    def work() -> int:
        with pdfplumber.open(io.BytesIO(content)) as document:
            pages = document.pages[:PLUMBER_PAGES]
            for page in pages:
                page.extract_text()
                page.close()
            return len(pages)

    seconds, pages = cpu_seconds(work)
    return float(pages) / seconds


def long_pdf_memory(folder: Path) -> tuple[int, float]:
    """Pages of a very long PDF and the most memory its reading took, MB, in a process of its own."""
    path = folder / "long.pdf"
    path.write_bytes(repeat_pages(FILES / "official.pdf", copies=-(-LONG_PAGES // 22)))
    run = subprocess.run(
        [sys.executable, "-c", MEMORY_SCRIPT, str(path)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    path.unlink()
    pages, memory = run.stdout.split()
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return int(pages), int(memory) / unit


def format_samples() -> list[tuple[str, str, bytes]]:
    """The report in the other formats."""
    text = (FILES / "official.truth.txt").read_text("utf-8")
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    menu = "<li><a href=#>栏目</a></li>" * 80
    page = f"<html><body><ul>{menu}</ul><div class=TRS_Editor>{lines}</div></body></html>"
    return [
        ("文本(GB18030)", ".txt", text.encode("gb18030")),
        ("DOCX", ".docx", (FILES / "official.docx").read_bytes()),
        ("网页", ".html", page.encode()),
        ("OFD", ".ofd", (FILES / "official.ofd").read_bytes()),
    ]


def read_speed(content: bytes, *, suffix: str) -> tuple[float, int]:
    """Processor seconds and characters of reading one file."""
    from pipeline.read import read_content

    seconds, source = cpu_seconds(lambda: read_content(content, name=f"x{suffix}", suffix=suffix))
    return seconds, len(source.text)
