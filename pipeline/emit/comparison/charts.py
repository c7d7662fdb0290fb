"""Native, editable Word charts: python-pptx writes the chart's XML, a workbook with the data lies inside.

Three kinds: stacked bars (verdicts by field), grouped bars (base, target, result), and lines through points
(trends; a target is drawn as steps, and a line stops where the definition changed).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter import Workbook

# python-pptx has no types for these.
CategoryData: Any = CategoryChartData
XyData: Any = XyChartData
ChartWriter: Any = ChartXmlWriter
CategoryWriter: Any = CategoryWorkbookWriter
XyWriter: Any = XyWorkbookWriter

CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
FONT: Final = "仿宋_GB2312"


def stacked_bars(
    categories: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], *, colours: Sequence[str]
) -> tuple[str, bytes]:
    """Horizontal stacked bars, the first category on top."""
    data = CategoryData()
    data.categories = list(categories)
    for name, values in series:
        data.add_series(name, list(values))
    root = chart_root(XL_CHART_TYPE.BAR_STACKED, data)
    paint(root, colours)
    top_down(root)
    return finish(root, legend=True), category_workbook(data)


def grouped_bars(
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[Decimal | None]]],
    *,
    colours: Sequence[str],
) -> tuple[str, bytes]:
    """Horizontal bars side by side; a value that is not there leaves a gap."""
    data = CategoryData(number_format="General")
    data.categories = list(categories)
    for name, values in series:
        data.add_series(name, [None if value is None else float(value) for value in values])
    root = chart_root(XL_CHART_TYPE.BAR_CLUSTERED, data)
    paint(root, colours)
    top_down(root)
    show_values(root)
    return finish(root, legend=True), category_workbook(data)


def trend_lines(
    lines: Sequence[tuple[str, Sequence[tuple[float, Decimal]], str, bool]],
) -> tuple[str, bytes]:
    """Lines through points: (name, points, colour, dashed); years run along the foot.

    All series share one column of years, three rows a year (its beginning, its middle, its end), so that any
    office program draws them alike; blanks are spanned, and what must not be joined is a series of its own.
    """
    found = [x for _, points, _, _ in lines for x, _ in points]
    first, last = round(min(found) + 0.1), round(max(found) - 0.1)
    grid = [year + part for year in range(first, last + 1) for part in (-0.5, 0.0, 0.5)]
    data = XyData(number_format="General")
    for name, points, _, _ in lines:
        series = data.add_series(name)
        values = place_on(grid, points)
        for x, value in zip(grid, values, strict=True):
            series.add_data_point(x, None if value is None else float(value))
    root = chart_root(XL_CHART_TYPE.XY_SCATTER_LINES, data)
    style_lines(root, lines)
    year_axis(root, first, last)
    blanks = root.find(f".//{{{C}}}dispBlanksAs")
    if blanks is not None:
        blanks.set("val", "span")
    return finish(root, legend=True), xy_workbook(data)


def place_on(grid: Sequence[float], points: Sequence[tuple[float, Decimal]]) -> list[Decimal | None]:
    """The points on the common column of years; a step ends where the next one begins."""
    waiting = list(points)
    found: list[Decimal | None] = []
    for x in grid:
        if waiting and abs(waiting[0][0] - x) < 0.01:
            found.append(waiting.pop(0)[1])
        else:
            found.append(None)
    return found


def step_points(targets: Sequence[tuple[int, Decimal]]) -> list[tuple[float, Decimal]]:
    """A target as a step: it holds from the middle of one year to the middle of the next."""
    points: list[tuple[float, Decimal]] = []
    for year, value in targets:
        points += [(year - 0.5, value), (float(year), value), (year + 0.5, value)]
    return points


def chart_root(kind: Any, data: Any) -> Any:
    """The chart's XML as python-pptx writes it."""
    return etree.fromstring(ChartWriter(kind, data).xml.encode())


def paint(root: Any, colours: Sequence[str]) -> None:
    """One colour a series."""
    for series, colour in zip(root.iter(f"{{{C}}}ser"), colours, strict=False):
        properties = etree.fromstring(
            f'<c:spPr xmlns:c="{C}" xmlns:a="{A}"><a:solidFill>'
            f'<a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        )
        old = series.find(f"{{{C}}}spPr")
        if old is not None:
            series.remove(old)
        series.find(f"{{{C}}}tx").addnext(properties)


def style_lines(root: Any, lines: Sequence[tuple[str, Sequence[tuple[float, Decimal]], str, bool]]) -> None:
    """Colour, dashes, and points that are marked for results and not for steps."""
    for series, (name, _, colour, dashed) in zip(root.iter(f"{{{C}}}ser"), lines, strict=True):
        dash = '<a:prstDash val="dash"/>' if dashed else ""
        for tag in ("spPr", "marker"):
            old = series.find(f"{{{C}}}{tag}")
            if old is not None:
                series.remove(old)
        marked = "结果" in name
        marker = (
            f'<c:marker xmlns:c="{C}" xmlns:a="{A}"><c:symbol '
            f'val="circle"/><c:size val="6"/><c:spPr><a:solidFill>'
            f'<a:srgbClr val="{colour}"/></a:solidFill></c:spPr></c:marker>'
            if marked
            else f'<c:marker xmlns:c="{C}"><c:symbol val="none"/></c:marker>'
        )
        line = (
            f'<c:spPr xmlns:c="{C}" xmlns:a="{A}"><a:ln w="{22225 if marked else 15875}"><a:solidFill>'
            f'<a:srgbClr val="{colour}"/></a:solidFill>{dash}</a:ln></c:spPr>'
        )
        title = series.find(f"{{{C}}}tx")
        title.addnext(etree.fromstring(marker))
        title.addnext(etree.fromstring(line))
        smooth = series.find(f"{{{C}}}smooth")
        if smooth is not None:
            smooth.set("val", "0")


def top_down(root: Any) -> None:
    """The first category on top, as one reads."""
    axis = root.find(f".//{{{C}}}catAx")
    orientation = axis.find(f"{{{C}}}scaling/{{{C}}}orientation")
    if orientation is None:
        orientation = etree.SubElement(axis.find(f"{{{C}}}scaling"), f"{{{C}}}orientation")
    orientation.set("val", "maxMin")
    offset = axis.find(f"{{{C}}}lblOffset")
    if offset is not None:
        # Every category has its name, however narrow the bars.
        skip = etree.Element(f"{{{C}}}tickLblSkip")
        skip.set("val", "1")
        offset.addnext(skip)
    values = root.find(f".//{{{C}}}valAx")
    crosses = values.find(f"{{{C}}}crosses")
    if crosses is not None:
        # With the categories turned round the values would stand on top.
        crosses.set("val", "max")


def show_values(root: Any) -> None:
    """The number at the end of each bar."""
    for series in root.iter(f"{{{C}}}ser"):
        labels = etree.fromstring(
            f'<c:dLbls xmlns:c="{C}"><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
            '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        )
        series.find(f"{{{C}}}cat").addprevious(labels)


def year_axis(root: Any, first: int, last: int) -> None:
    """Whole years along the foot."""
    axis = root.findall(f".//{{{C}}}valAx")[0]
    scaling = axis.find(f"{{{C}}}scaling")
    for tag, value in (("max", last + 1), ("min", first - 1)):
        element = etree.SubElement(scaling, f"{{{C}}}{tag}")
        element.set("val", str(value))
    for grid in axis.findall(f"{{{C}}}majorGridlines"):
        axis.remove(grid)
    unit = etree.SubElement(axis, f"{{{C}}}majorUnit")
    unit.set("val", "1")
    number = axis.find(f"{{{C}}}numFmt")
    if number is not None:
        number.set("formatCode", "0")
        number.set("sourceLinked", "0")


def finish(root: Any, *, legend: bool) -> str:
    """Legend below, Chinese font, no title (the caption is the title)."""
    chart = root.find(f"{{{C}}}chart")
    deleted = chart.find(f"{{{C}}}autoTitleDeleted")
    if deleted is None:
        deleted = etree.Element(f"{{{C}}}autoTitleDeleted")
        chart.insert(0, deleted)
    deleted.set("val", "1")
    old = chart.find(f"{{{C}}}legend")
    if old is not None:
        chart.remove(old)
    if legend:
        chart.find(f"{{{C}}}plotArea").addnext(
            etree.fromstring(f'<c:legend xmlns:c="{C}"><c:legendPos val="b"/><c:overlay val="0"/></c:legend>')
        )
    text = root.find(f"{{{C}}}txPr")
    if text is not None:
        root.remove(text)
    chart.addnext(
        etree.fromstring(
            f'<c:txPr xmlns:c="{C}" xmlns:a="{A}"><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">'
            f'<a:latin typeface="Times New Roman"/><a:ea typeface="{FONT}"/>'
            f'</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
        )
    )
    xml: str = etree.tostring(root, encoding="unicode")
    return xml


class _FixedDate:
    """The workbook of python-pptx with a fixed date, so that the same data gives the same bytes."""

    def __init__(self, writer: Any) -> None:
        self.writer = writer

    def blob(self) -> bytes:
        stream = io.BytesIO()
        workbook = Workbook(stream, {"in_memory": True})
        workbook.set_properties({"created": datetime(1980, 1, 1)})
        self.writer._populate_worksheet(workbook, workbook.add_worksheet())
        workbook.close()
        return stream.getvalue()


def category_workbook(data: Any) -> bytes:
    return _FixedDate(CategoryWriter(data)).blob()


def xy_workbook(data: Any) -> bytes:
    return _FixedDate(XyWriter(data)).blob()


def add_chart_part(document: Any, xml: str, workbook: bytes, *, number: int) -> str:
    """Put the chart and its workbook into the package; the id of the relation."""
    package = document.part.package
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), XLSX_TYPE, workbook, package
    )
    relation = chart.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    root = etree.fromstring(xml.encode())
    external = etree.SubElement(root, f"{{{C}}}externalData")
    external.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relation)
    update = etree.SubElement(external, f"{{{C}}}autoUpdate")
    update.set("val", "0")
    chart._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    identifier: str = document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    return identifier
