"""Lengths, transforms and elements of OFD files: millimetres in objects become points on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Any, Final, TypeAlias

from lxml import etree

POINTS_PER_MM: Final = 72 / 25.4
NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
LARGEST: Final = 1e6
IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]
Element: TypeAlias = etree._Element


def deltas(text: str, *, count: int, default: float) -> list[float]:
    """The steps between characters: plain numbers, or "g 3 5.6" for three of 5.6."""
    steps: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            times, value = numbers(words[at + 1], least=0), numbers(words[at + 2], least=0)
            steps.extend((value or [default])[:1] * min(int((times or [0])[0]), count))
            at += 3
        else:
            steps.extend(numbers(words[at], least=0)[:1])
            at += 1
    filler = median(steps) if steps else default
    return (steps + [filler] * count)[: max(count, 0)]


def transform(element: Element) -> Matrix:
    """From an object's own lengths to points on the page: its CTM, then its boundary's corner."""
    own = numbers(element.get("CTM") or "", least=0)
    matrix: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) >= 6 else IDENTITY
    corner = numbers(element.get("Boundary") or "", least=2)
    scale = POINTS_PER_MM
    return multiply(matrix, (scale, 0.0, 0.0, scale, corner[0] * scale, corner[1] * scale))


def boundary_box(element: Element, matrix: Matrix) -> tuple[float, float, float, float] | None:
    """The box of an object on the page."""
    edges = numbers(element.get("Boundary") or "", least=0)
    if len(edges) < 4:
        return None
    left, top, width, height = (edge * POINTS_PER_MM for edge in edges[:4])
    return box_of([apply(matrix, left, top), apply(matrix, left + width, top + height)])


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The transform that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point under a transform."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The box around points."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def numbers(text: str, *, least: int) -> list[float]:
    """The numbers in a text, filled with zeros up to `least`; none beyond what a page can have."""
    found = [float(number) for number in NUMBER.findall(text)]
    found = [min(max(number, -LARGEST), LARGEST) for number in found]
    return found + [0.0] * (least - len(found))


def local(element: Any) -> str:
    """A tag without its namespace: real files use three of them."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def children(root: Element, name: str) -> Iterator[Element]:
    """All elements of a name below the root, in order."""
    return (element for element in root.iter() if local(element) == name)


def texts(root: Element, name: str) -> list[str]:
    """The texts of all elements of a name."""
    return [element.text for element in children(root, name) if element.text]


def first_text(root: Element, name: str) -> str | None:
    """The text of the first element of a name."""
    return next(iter(texts(root, name)), None)
