"""Small PDFs of our own: text at given places, lines, several pages. Nothing is embedded.

    make_pages([[text(80, 100, "2022年,新增学位1740个。"), rule(80, 90, 500, 90)]])

Places are points from the top left, as in the bundles.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

from .hostile import make_pdf

WIDTH, HEIGHT = 595, 842


def text(
    x: float, y: float, words: str, *, size: float = 16, angle: float = 0, mode: int = 0, colour: str = "0 g"
) -> bytes:
    """Words whose baseline begins at a place; `angle` in degrees, `mode` 3 is invisible."""
    code = words.encode("utf-16-be").hex()
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return (
        f"BT {colour} /F {size} Tf {mode} Tr {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x} {HEIGHT - y} Tm "
        f"<{code}> Tj ET\n"
    ).encode()


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """A straight line."""
    return f"0.7 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n".encode()


def grid(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    """All lines of a table."""
    across = [rule(xs[0], y, xs[-1], y) for y in ys]
    down = [rule(x, ys[0], x, ys[-1]) for x in xs]
    return b"".join((*across, *down))


def paragraph(
    words: str, *, top: float, left: float = 80, columns: int = 27, size: float = 16, indent: int = 2
) -> list[bytes]:
    """A paragraph wrapped after so many characters, its first line indented."""
    lines = [words[: columns - indent]]
    rest = words[columns - indent :]
    lines += [rest[at : at + columns] for at in range(0, len(rest), columns)]
    return [
        text(left + (indent * size if number == 0 else 0), top + number * 1.8 * size, line, size=size)
        for number, line in enumerate(lines)
    ]


def make_pages(pages: Sequence[Sequence[bytes]], *, rotate: int = 0) -> bytes:
    """A PDF of these pages."""
    count = len(pages)
    font = 3 + 2 * count
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(count)), count),
    ]
    for number, items in enumerate(pages):
        content = zlib.compress(b"".join(items))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Contents %d 0 R/Resources<</Font<</F %d 0 R>>>>>>"
            % (WIDTH, HEIGHT, rotate, 4 + 2 * number, font)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
    objects += [
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>"
        % (font + 1),
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor %d 0 R>>" % (font + 2),
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    return make_pdf(*objects)
