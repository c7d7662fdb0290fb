"""Scanned pages and images: text recognised from pixels, with a confidence for every line.

Recognition is an optional extra (`pip install 'taizhang[ocr]'`, rapidocr, whose package holds its
models); without it a scan is refused with that hint, never read as empty. Ruled tables are found by
the shape of their lines. The classifier of line directions stays off: it turns upright lines over.

Start at `recognise_page` and `read_image`; `known_share` tells a text layer that is garbage.
"""

from __future__ import annotations

import importlib.util
import io
import re
from functools import cache
from itertools import pairwise
from typing import Any, Final

from pipeline.errors import SourceError
from pipeline.read.building import BLANKS
from pipeline.read.limits import LIMITS
from pipeline.read.lines import Fragment
from pipeline.read.pdf_tables import Grid, GridCell
from pipeline.read.watch import extend_watch

INSTALL: Final = "请安装识别组件:pip install 'taizhang[ocr]'"
DETECTOR_SIDE: Final = 960
PIXELS_PER_POINT: Final = 150 / 72
KNOWN_SHARE: Final = 0.8
A4_WIDTH: Final = 595.0
LONGEST_WORD: Final = 15
WORD: Final = re.compile(r"[A-Za-z]+")
VOWEL: Final = re.compile("[aeiouyAEIOUY]")
PLAIN: Final = re.compile(r"[0-9\s.,:;%()+/~-]")
RULE_SHARE: Final = 25
"""A rule is at least this fraction (1/25) of the page's side long."""
BORDER_SHARE: Final = 0.6


def is_available() -> bool:
    """True when the extra is installed."""
    return (
        importlib.util.find_spec("rapidocr") is not None
        and importlib.util.find_spec("onnxruntime") is not None
    )


def known_share(text: str) -> float:
    """The share of characters that a Chinese report can have; fonts without a proper map give others."""
    words = sum(len(word) for word in WORD.findall(text) if _is_word(word))
    rest = WORD.sub("", text)
    plain = len(PLAIN.findall(rest))
    chinese = sum(map(_common().__contains__, PLAIN.sub("", rest)))
    return (words + plain + chinese) / max(len(text), 1)


def _is_word(word: str) -> bool:
    usual_case = word.islower() or word.isupper() or word.istitle()
    return len(word) == 1 or (len(word) <= LONGEST_WORD and usual_case and VOWEL.search(word) is not None)


@cache
def _common() -> frozenset[str]:
    """The national basic set, and what names and figures need beside it."""
    rows = b"".join(bytes((lead, trail)) for lead in range(0xA1, 0xF8) for trail in range(0xA1, 0xFF)).decode(
        "gb2312", errors="ignore"
    )
    return frozenset(rows) | frozenset("〇—·㎡℃€•") | frozenset(map(chr, range(0x3400, 0x4DB6)))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_side_len": DETECTOR_SIDE,
            "Det.limit_type": "max",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def render_scale(width: float, height: float) -> float:
    """Pixels per point for rendering a page, within the limit."""
    area = max(width * height, 1.0)
    return float(min(PIXELS_PER_POINT, (LIMITS.page_pixels / area) ** 0.5))


def recognise_page(pixels: Any, *, page: int, scale: float) -> tuple[list[Fragment], list[Grid]]:
    """Text fragments and ruled tables of a page given as an array of pixels (`scale` per point)."""
    extend_watch(LIMITS.seconds_per_scanned_page)
    result = _engine()(pixels, use_cls=False)
    fragments: list[Fragment] = []
    if result.txts is not None:
        for box, text, score in zip(result.boxes.tolist(), result.txts, result.scores, strict=True):
            words = BLANKS.sub(" ", text).strip()
            if words:
                fragments.append(_fragment(box, words, float(score), scale))
    grids = find_ruled_tables(pixels, page=page, scale=scale)
    return _fill(fragments, grids), grids


def _fragment(box: list[list[float]], text: str, score: float, scale: float) -> Fragment:
    xs, ys = sorted(point[0] / scale for point in box), sorted(point[1] / scale for point in box)
    height = ys[-1] - ys[0]
    # The detector's boxes stand off the type by about a fifth; equal sizes must come out equal.
    return Fragment(
        text=text,
        left=xs[0],
        right=xs[-1],
        top=ys[0],
        bottom=ys[-1],
        size=max(round(height * 0.8 / 2) * 2.0, 1.0),
        confidence=round(score, 3),
    )


def _fill(fragments: list[Fragment], grids: list[Grid]) -> list[Fragment]:
    """Put fragments that lie in a table into its cells; the others remain."""
    left: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda item: (item.middle, item.left)):
        x = (fragment.left + fragment.right) / 2
        grid = next((grid for grid in grids if grid.holds(x, fragment.middle)), None)
        cell = grid.cell_at(x, fragment.middle) if grid is not None else None
        if cell is None:
            left.append(fragment)
            continue
        cell.lines.append(fragment.text)
        cell.confidence = min(cell.confidence or 1.0, fragment.confidence or 1.0)
    return left


def find_ruled_tables(pixels: Any, *, page: int, scale: float) -> list[Grid]:
    """Grids of crossing rules, found by opening the picture with long thin shapes."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    height, width = ink.shape
    across = cv2.morphologyEx(
        ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (max(width // RULE_SHARE, 8), 1))
    )
    down = cv2.morphologyEx(
        ink,
        cv2.MORPH_OPEN,
        cv2.getStructuringElement(cv2.MORPH_RECT, (1, max(height // (2 * RULE_SHARE), 8))),
    )
    joined = cv2.dilate(cv2.bitwise_or(across, down), cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    outlines = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    grids = []
    for outline in outlines:
        x, y, w, h = cv2.boundingRect(outline)
        if w > width // 10 and h > 20:
            grid = _grid(across[y : y + h, x : x + w], down[y : y + h, x : x + w], (x, y), page, scale)
            if grid is not None:
                grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.bbox[1], grid.bbox[0]))


def _grid(across: Any, down: Any, corner: tuple[int, int], page: int, scale: float) -> Grid | None:
    """The cells between the rules of one picture part."""
    height, width = across.shape
    rows = _positions(across.sum(axis=1) / 255, 0.3 * width)
    columns = _positions(down.sum(axis=0) / 255, 0.08 * height)
    if len(rows) < 3 or len(columns) < 3:
        return None
    x0, y0 = corner

    def points(left: int, top: int, right: int, bottom: int) -> tuple[float, float, float, float]:
        return ((x0 + left) / scale, (y0 + top) / scale, (x0 + right) / scale, (y0 + bottom) / scale)

    cells: list[list[GridCell]] = []
    for top, bottom in pairwise(rows):
        borders = [
            column
            for column in columns
            if column in (columns[0], columns[-1])
            or (down[top:bottom, max(column - 3, 0) : column + 4].max(axis=1) > 0).mean() > BORDER_SHARE
        ]
        cells.append(
            [
                GridCell(page=page, bbox=points(left, top, right, bottom), column=columns.index(left) + 1)
                for left, right in pairwise(borders)
            ]
        )
    return Grid(
        page=page,
        bbox=points(columns[0], rows[0], columns[-1], rows[-1]),
        rows=cells,
        borders=[(x0 + column) / scale for column in columns[:-1]],
    )


def _positions(profile: Any, least: float) -> list[int]:
    """Where a profile of ink is high enough for a rule, neighbouring places taken as one."""
    found: list[int] = []
    for place in (profile >= least).nonzero()[0].tolist():
        if not found or place - found[-1] > 8:
            found.append(place)
    return found


def load_image(content: bytes, *, name: str) -> list[Any]:
    """The frames of an image file as arrays of RGB pixels, upright, within the limits."""
    import numpy
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = LIMITS.image_pixels
    try:
        frames: list[Any] = []
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > LIMITS.image_pixels:
                raise SourceError(name, f"图片有 {image.width}×{image.height} 像素,超过限度", "请缩小图片")
            for frame in ImageSequence.Iterator(image):
                if len(frames) == LIMITS.scanned_pages:
                    raise SourceError(name, f"图片超过 {LIMITS.scanned_pages} 页", "请拆开文件")
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                shrink = (upright.width * upright.height / LIMITS.page_pixels) ** 0.5
                if shrink > 1:
                    upright = upright.resize((int(upright.width / shrink), int(upright.height / shrink)))
                frames.append(numpy.asarray(upright))
    except Image.DecompressionBombError as error:
        raise SourceError(name, "图片像素过多,超过限度", "请缩小图片") from error
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
    ) as error:
        raise SourceError(name, "图片不完整或已损坏", "请重新扫描或重新下载") from error
    return frames
