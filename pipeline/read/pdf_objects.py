"""What a PDF page draws beside its text: rules, boxes and images, and whether the rules form a table."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import msgspec
import pypdfium2.raw as pdfium

THIN: Final = 3.0
SHORTEST_RULE: Final = 8.0
OBJECTS_SEEN: Final = 40_000
FORM_DEPTH: Final = 3


class Objects(msgspec.Struct, kw_only=True):
    """What a page draws besides text."""

    horizontal: set[int]
    vertical: set[int]
    boxes: list[tuple[float, float, float, float]]
    images: list[tuple[float, float, float, float]]


def find_objects(page: Any) -> Objects:
    """Rules, boxes and images of a page."""
    found = Objects(horizontal=set(), vertical=set(), boxes=[], images=[])
    get_type, get_object, raw = pdfium.FPDFPageObj_GetType, pdfium.FPDFPage_GetObject, page.raw
    words = pdfium.FPDF_PAGEOBJ_TEXT
    stack = []
    for index in range(min(pdfium.FPDFPage_CountObjects(raw), OBJECTS_SEEN)):
        item = get_object(raw, index)
        if get_type(item) != words:
            stack.append((item, 0))
    edges = [ctypes.c_float() for _ in range(4)]
    seen = 0
    while stack and seen < OBJECTS_SEEN:
        item, depth = stack.pop()
        seen += 1
        kind = get_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < FORM_DEPTH:
                inner = min(pdfium.FPDFFormObj_CountObjects(item), OBJECTS_SEEN)
                stack.extend((pdfium.FPDFFormObj_GetObject(item, index), depth + 1) for index in range(inner))
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images.append((left, bottom, right, top))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(found, left, bottom, right, top)
    return found


def is_ruled(objects: Objects) -> bool:
    """True when rules cross so that they can form a table; a frame or a line under a head does not."""
    across, down = len(objects.horizontal), len(objects.vertical)
    return across >= 2 and down >= 2 and across + down >= 5


def _add_path(found: Objects, left: float, bottom: float, right: float, top: float) -> None:
    width, height = right - left, top - bottom
    if height <= THIN and width > SHORTEST_RULE:
        found.horizontal.add(round(bottom))
    elif width <= THIN and height > SHORTEST_RULE:
        found.vertical.add(round(left))
    elif width > SHORTEST_RULE and height > SHORTEST_RULE:
        found.boxes.append((left, bottom, right, top))
        if width < 2000 and height < 2000:
            found.horizontal.update((round(bottom), round(top)))
            found.vertical.update((round(left), round(right)))
