"""OFD (GB/T 33190), the national format for official documents: our own small reader on lxml.

Text objects of each page (and of its template) with their place, transforms applied; numerals split
over several runs (202 / 3 / 年) come out whole. Turned text (stamps, watermarks) and annotations are
left out. A page that is only a picture is read like a scan.

Start at `read_ofd`.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from statistics import median
from typing import Final, NamedTuple

from pipeline.errors import SourceError
from pipeline.read.archive import DAMAGED, Archive
from pipeline.read.furniture import remove_furniture
from pipeline.read.limits import LIMITS
from pipeline.read.lines import CJK, Fragment, is_blank_of_text
from pipeline.read.ofd_geometry import (
    IDENTITY,
    POINTS_PER_MM,
    Element,
    Matrix,
    apply,
    boundary_box,
    box_of,
    children,
    deltas,
    first_text,
    local,
    multiply,
    numbers,
    texts,
    transform,
)
from pipeline.read.pages import PageText
from pipeline.read.pdf import FEW_CHARACTERS, build_text, scan_notes
from pipeline.read.pdf_tables import Grid
from pipeline.read.records import SourceText
from pipeline.read.rules import Rules, find_ruled_grids
from pipeline.read.scan import INSTALL, is_available, load_image, recognise_page

TURNED: Final = 0.035
PARTING_EMS: Final = 1.0
BLANK_EMS: Final = 0.18
PATH_STEP: Final = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
STRAIGHT: Final = frozenset("SML")
BLOCK_DEPTH: Final = 20
WHOLE_PAGE: Final = 0.5


class Placed(NamedTuple):
    """An object of a page and the transform under which it stands."""

    element: Element
    matrix: Matrix


def read_ofd(content: bytes, *, name: str) -> SourceText:
    """The running text of an OFD file. Raises SourceError when it has none that can be read."""
    package = Package(Archive(content, name=name, format_name="OFD"), name=name)
    pages = package.pages()
    if not pages:
        raise SourceError(name, "OFD 文件里没有页面", DAMAGED)
    remove_furniture(pages)
    text, origins, notes = build_text(pages, name=name)
    if not text:
        raise SourceError(name, "OFD 没有文字层,页面上也没有可识别的图片", "请用阅读器另存为 PDF,再作识别")
    return SourceText(text=text, format="ofd", origins=origins, notes=(*notes, *scan_notes(pages)))


class Package:
    """The documents, pages, templates and pictures of an OFD file."""

    def __init__(self, archive: Archive, *, name: str) -> None:
        self.archive = archive
        self.name = name
        self.spellings = {part.lower(): part for part in archive.names()}

    def pages(self) -> list[PageText]:
        """All pages of all documents, in order."""
        root = self.archive.read_xml(self._path("OFD.xml", base=""))
        found: list[PageText] = []
        for place in texts(root, "DocRoot"):
            path = self._path(place, base="")
            document = self.archive.read_xml(path)
            folder = posixpath.dirname(path)
            templates = {
                element.get("ID"): element.get("BaseLoc") for element in children(document, "TemplatePage")
            }
            pictures = self._pictures(document, folder)
            default = first_text(document, "PhysicalBox")
            for element in children(document, "Page"):
                if len(found) == LIMITS.pages:
                    raise SourceError(self.name, f"超过 {LIMITS.pages} 页", "请拆开文件")
                location = element.get("BaseLoc")
                if location is not None:
                    page = self._read_page(location, folder, len(found) + 1, templates, default)
                    found.append(self._recognised(page, pictures))
        return found

    def _path(self, location: str, *, base: str) -> str:
        """The member that a location names: absolute or relative to its document's folder."""
        location = location.strip().replace("\\", "/")
        joined = location.lstrip("/") if location.startswith("/") else posixpath.join(base, location)
        path = posixpath.normpath(joined)
        return self.spellings.get(path.lower(), path)

    def _read_page(
        self,
        location: str,
        folder: str,
        number: int,
        templates: dict[str | None, str | None],
        default: str | None,
    ) -> OfdPage:
        root = self.archive.read_xml(self._path(location, base=folder))
        box = numbers(first_text(root, "PhysicalBox") or default or "0 0 210 297", least=4)
        page = OfdPage(number=number, width=box[2], height=box[3])
        for template in children(root, "Template"):
            place = templates.get(template.get("TemplateID"))
            if place is not None:
                page.add(self.archive.read_xml(self._path(place, base=folder)))
        page.add(root)
        return page

    def _pictures(self, document: Element, folder: str) -> dict[str, str]:
        """Members that hold the pictures, by their resource's identity."""
        found: dict[str, str] = {}
        for location in (*texts(document, "PublicRes"), *texts(document, "DocumentRes")):
            path = self._path(location, base=folder)
            if path not in self.archive:
                continue
            resources = self.archive.read_xml(path)
            base = posixpath.join(posixpath.dirname(path), resources.get("BaseLoc") or "")
            for media in children(resources, "MultiMedia"):
                file = first_text(media, "MediaFile")
                identity = media.get("ID")
                if file is not None and identity is not None:
                    found[identity] = self._path(file, base=base)
        return found

    def _recognised(self, page: OfdPage, pictures: dict[str, str]) -> PageText:
        """The page's text; a page that is only a picture is recognised."""
        result = page.text()
        if result.characters >= FEW_CHARACTERS:
            return result
        for identity, box in page.images:
            area = (box[2] - box[0]) * (box[3] - box[1])
            path = pictures.get(identity)
            if path is None or path not in self.archive or area < WHOLE_PAGE * result.width * result.height:
                continue
            if not is_available():
                raise SourceError(self.name, f"第 {page.number} 页没有文字层(扫描件)", INSTALL)
            for pixels in load_image(self.archive.read(path), name=self.name)[:1]:
                scale = pixels.shape[1] / max(box[2] - box[0], 1.0)
                result.fragments, result.grids = recognise_page(pixels, page=page.number, scale=scale)
                result.scanned = True
        return result


class OfdPage:
    """Collects the objects of one page; lengths become points from the top left."""

    def __init__(self, *, number: int, width: float, height: float) -> None:
        self.number = number
        self.width = width * POINTS_PER_MM
        self.height = height * POINTS_PER_MM
        self.fragments: list[Fragment] = []
        self.rules = Rules()
        self.images: list[tuple[str, tuple[float, float, float, float]]] = []

    def add(self, root: Element) -> None:
        """Add the objects of a page or template file."""
        for element, matrix in objects(root):
            kind = local(element)
            if kind == "TextObject":
                self.fragments.extend(text_fragments(element, matrix))
            elif kind == "PathObject":
                self._add_path(element, matrix)
            else:
                identity = element.get("ResourceID")
                box = boundary_box(element, matrix)
                if identity is not None and box is not None:
                    self.images.append((identity, box))

    def _add_path(self, element: Element, matrix: Matrix) -> None:
        steps = PATH_STEP.findall(first_text(element, "AbbreviatedData") or "")
        if not steps or len(steps) > 400:
            return
        placed = multiply(transform(element), matrix)
        # Every straight stretch is a candidate; borders are often drawn in one go.
        last: tuple[float, float] | None = None
        points: list[tuple[float, float]] = []
        for command, arguments in steps:
            values = numbers(arguments, least=0)
            if command not in STRAIGHT or len(values) < 2:
                last = None
                continue
            point = apply(placed, values[-2], values[-1])
            points.append(point)
            if command == "L" and last is not None and element.get("Stroke") != "false":
                self.rules.add_box(*box_of([last, point]))
            last = point
        if points and element.get("Fill") == "true":
            left, top, right, bottom = box_of(points)
            if min(right - left, bottom - top) < 3:
                self.rules.add_box(left, top, right, bottom)

    def text(self) -> PageText:
        """The page's fragments, those of ruled tables in their cells."""
        page = PageText(
            number=self.number,
            width=self.width,
            height=self.height,
            fragments=[],
            characters=sum(len(fragment.text) for fragment in self.fragments),
        )
        page.grids = find_ruled_grids(self.rules, page=self.number)
        page.fragments = fill_grids(self.fragments, page.grids)
        return page


def fill_grids(fragments: list[Fragment], grids: list[Grid]) -> list[Fragment]:
    """Put fragments into the cells they stand in; the others are returned."""
    outside: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda item: (round(item.middle), item.left)):
        x = (fragment.left + fragment.right) / 2
        grid = next((grid for grid in grids if grid.holds(x, fragment.middle)), None)
        cell = grid.cell_at(x, fragment.middle) if grid is not None else None
        if cell is None:
            outside.append(fragment)
        else:
            cell.lines.append(fragment.text)
    return outside


def objects(root: Element) -> Iterator[Placed]:
    """Text, path and image objects in drawing order, through page blocks."""
    stack: list[tuple[Element, int]] = [(layer, 0) for layer in reversed(list(children(root, "Layer")))]
    while stack:
        element, depth = stack.pop()
        for child in element:
            kind = local(child)
            if kind in ("TextObject", "PathObject", "ImageObject"):
                yield Placed(child, IDENTITY)
            elif kind == "PageBlock" and depth < BLOCK_DEPTH:
                stack.append((child, depth + 1))


def text_fragments(element: Element, outer: Matrix) -> Iterator[Fragment]:
    """The runs of a text object, parted where the characters stand far apart."""
    matrix = multiply(transform(element), outer)
    if abs(math.atan2(matrix[1], matrix[0])) > TURNED or element.get("Visible") == "false":
        return
    size = (numbers(element.get("Size") or "", least=0) or [4.0])[0]
    horizontal = (numbers(element.get("HScale") or "", least=0) or [1.0])[0]
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode" or not code.text:
            continue
        x = (numbers(code.get("X") or "", least=0) or [x])[0]
        y = (numbers(code.get("Y") or "", least=0) or [y])[0]
        text = code.text.strip("\r\n")
        steps = deltas(code.get("DeltaX") or "", count=len(text) - 1, default=size * horizontal)
        yield from _runs(text, x, y, steps, size, horizontal, matrix)


def _runs(
    text: str, x: float, y: float, steps: list[float], size: float, horizontal: float, matrix: Matrix
) -> Iterator[Fragment]:
    wide = [step for step, character in zip(steps, text, strict=False) if CJK.match(character)]
    usual = median(wide) if wide else size * horizontal
    begin = at = x
    words = ""
    for index in range(len(text)):
        last = index == len(text) - 1
        advance = usual if CJK.match(text[index]) else (size * horizontal / 2)
        step = advance if last else steps[index]
        words += text[index]
        if not last and step - advance > BLANK_EMS * size and is_blank_of_text(words, text[index + 1]):
            words += " "
        if last or step > max(usual, advance) + PARTING_EMS * size:
            if words.strip():
                left, baseline = apply(matrix, begin, y)
                right, _ = apply(matrix, at + advance, y)
                height = size * math.hypot(matrix[2], matrix[3])
                yield Fragment(
                    text=words.strip(),
                    left=left,
                    right=right,
                    top=baseline - 0.88 * height,
                    bottom=baseline + 0.12 * height,
                    size=height,
                )
            words, begin = "", at + step
        at += step
