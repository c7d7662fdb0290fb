"""Thousands of damaged files, the same on every run: each ends in a bundle or in one clear line.

The short run belongs to the tests; `TAIZHANG_FUZZ=1` (make fuzz) makes over 2,000 variants. Damage is
done to the file's bytes and, for the ZIP formats, also to the parts inside, past the checksum.
"""

from __future__ import annotations

import io
import os
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.errors import SourceError
from pipeline.isolation import run_isolated

FILES = Path(__file__).parent / "files"
LONG = os.environ.get("TAIZHANG_FUZZ") == "1"
SECONDS = 30
LINE = re.compile(r"[^:\n]+:[^\n]*[一-鿿][^\n]*;[^\n]*[一-鿿][^\n]*")
REPORT = (Path(__file__).parents[2] / "corpus" / "ouhai_2022_2023.txt").read_text("utf-8")[:3000]


def picture() -> bytes:
    """A small picture with a few strokes: recognition must stay quick."""
    image = Image.new("RGB", (160, 60), "white")
    ImageDraw.Draw(image).text((8, 20), "2022 1740", fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def web_page() -> bytes:
    """A page of a common site system with table and attachment."""
    lines = "".join(f"<p>{line}</p>" for line in REPORT.split("\n"))
    table = (
        "<table><tr><td>指标</td><td>2022年</td></tr><tr><td>学位</td><td rowspan=2>1740个</td></tr></table>"
    )
    return (
        "<html><head><meta charset=utf-8><title>总结</title><meta name='PubDate' content='2023-02-17'></head><body>"
        f"<ul><li><a href=1>首页</a></li></ul><div class='TRS_Editor'>{lines}{table}<a href='a.doc'>附件</a></div></body></html>"
    ).encode()


def single_file_page() -> bytes:
    """The same page in one file."""
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
    return head + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + web_page() + b"\r\n--x--\r\n"


def rich_text() -> bytes:
    """A small RTF."""
    words = "".join(f"\\u{ord(character)}?" for character in REPORT[:400] if character != "\n")
    return b"{\\rtf1\\ansi\\ansicpg936 " + words.encode("ascii") + b"\\par}"


# Format: the suffix, an undamaged file, how many variants in the short run and in the long one.
SEEDS: dict[str, tuple[str, Callable[[], bytes], int, int]] = {
    "text": (".txt", lambda: REPORT.encode("gb18030"), 12, 300),
    "utf8": (".txt", lambda: REPORT.encode("utf-8"), 8, 200),
    "html": (".html", web_page, 16, 300),
    "mhtml": (".mht", single_file_page, 6, 150),
    "docx": (".docx", (FILES / "tricky.docx").read_bytes, 16, 350),
    "pdf": (".pdf", (FILES / "official_cid.pdf").read_bytes, 12, 250),
    "table": (".pdf", (FILES / "table_3line.pdf").read_bytes, 8, 150),
    "ruled": (".pdf", (FILES / "tables.pdf").read_bytes, 3, 40),
    "ofd": (".ofd", (FILES / "official.ofd").read_bytes, 12, 250),
    "doc": (".doc", (FILES / "official.doc").read_bytes, 3, 60),
    "odt": (".odt", (FILES / "report.odt").read_bytes, 1, 25),
    "rtf": (".rtf", rich_text, 1, 25),
    "image": (".png", picture, 3, 60),
}


def damage(content: bytes, chance: random.Random) -> bytes:
    """A variant: bytes flipped, cut, spliced, doubled, or a block of zeros."""
    data = bytearray(content)
    size = len(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(size)
        length = chance.choice((1, 4, 64, 512, max(size // 10, 1)))
        kind = chance.randrange(6)
        if kind == 0:
            for _ in range(chance.choice((1, 8, 64))):
                data[chance.randrange(len(data))] = chance.randrange(256)
        elif kind == 1:
            del data[at:]
        elif kind == 2:
            del data[at : at + length]
        elif kind == 3:
            other = chance.randrange(size)
            data[at:at] = content[other : other + length]
        elif kind == 4:
            data[at : at + length] = bytes(min(length, size - at))
        else:
            data[at : at + length] = chance.randbytes(min(length, 512))
        size = max(len(data), 1)
        if not data:
            break
    return bytes(data)


def damage_inside(content: bytes, chance: random.Random) -> bytes:
    """A ZIP with one part damaged and everything else in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        chosen = chance.choice([name for name in names if name.endswith(".xml")])
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as rebuilt:
            for name in names:
                part = archive.read(name)
                rebuilt.writestr(name, damage_text(part, chance) if name == chosen else part)
    return out.getvalue()


def damage_text(part: bytes, chance: random.Random) -> bytes:
    """A part of XML that often stays XML: numbers, attributes and elements changed."""
    kind = chance.randrange(4)
    if kind == 0:
        return damage(part, chance)
    if kind == 1:
        number = chance.choice((b"-1", b"0", b"99999999999999999999", b"1e308", b"nan", b""))
        return re.sub(rb"\d+", lambda match: number if chance.random() < 0.05 else match[0], part)
    if kind == 2:
        return re.sub(
            rb"<(/?\w+:\w+)", lambda match: b"<" + (b"x:y" if chance.random() < 0.02 else match[1]), part
        )
    elements = re.findall(rb"<\w+:\w+[^<>]*/>", part) or [b""]
    return (
        re.sub(
            rb"(<\w+:\w+[^<>]*/>)", lambda match: match[1] * chance.choice((0, 1, 1, 1, 3)), part, count=200
        )
        + elements[0][:0]
    )


def variants(folder: Path) -> Iterator[Path]:
    """All damaged files of this run, written to a folder."""
    for kind, (suffix, make, short, long) in SEEDS.items():
        content = make()
        for number in range(long if LONG else short):
            chance = random.Random(f"{kind}-{number}")
            inside = content.startswith(b"PK") and chance.random() < 0.6
            path = folder / f"{kind}-{number}{suffix}"
            path.write_bytes(damage_inside(content, chance) if inside else damage(content, chance))
            yield path


def extract(path: Path) -> int:
    """What a worker does: the file's bundle, encoded."""
    from pipeline.bundle import encode_bundle
    from pipeline.extract import extract_bundle

    return len(encode_bundle(extract_bundle(path, name=path.name, source_id=path.stem)))


@pytest.mark.fuzz
def test_damaged_files_end_in_a_bundle_or_a_line(tmp_path: Path) -> None:
    paths = list(variants(tmp_path))
    bundles: dict[str, int] = {}
    wrong: list[str] = []
    finished = 0
    for path, result in run_isolated(
        extract, paths, jobs=os.cpu_count() or 2, name_of=lambda path: path.name, seconds=SECONDS
    ):
        finished += 1
        if isinstance(result, SourceError):
            line = str(result)
            if (
                LINE.fullmatch(line) is None
                or not line.startswith(path.name)
                or "程序出错" in line
                or "Trace" in line
            ):
                wrong.append(line)
        else:
            kind = path.name.split("-")[0]
            bundles[kind] = bundles.get(kind, 0) + (result > 100)
    assert wrong == []
    assert finished == len(paths)
    assert not LONG or finished >= 2000
    assert {"text", "utf8", "html", "docx", "pdf", "ofd"} <= set(
        bundles
    )  # damage that spares the text is read
    assert leftovers() == set()


def leftovers() -> set[str]:
    """Temporary folders of this process and programs that work in them."""
    mark = f"taizhang-{os.getpid()}-"
    found = {str(path) for path in Path(tempfile.gettempdir()).glob(f"{mark}*")}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in path.read_bytes():
                found.add(str(path))
        except OSError:
            continue
    return found
