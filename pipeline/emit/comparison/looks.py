"""The looks of an official document: page, fonts by name with what stands in for them, styles, numbering."""

from __future__ import annotations

from typing import Any, Final

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.emit.comparison.wordml import W, field_xml, runs_xml

TITLE_FONT: Final = "方正小标宋简体"
HEADING_FONT: Final = "黑体"
SECOND_FONT: Final = "楷体_GB2312"
BODY_FONT: Final = "仿宋_GB2312"
LATIN_FONT: Final = "Times New Roman"
# Names of fonts that stand in where the official ones are not installed.
FALLBACKS: Final = {
    TITLE_FONT: "小标宋体;华文中宋;STZhongsong;Noto Serif CJK SC;SimSun",
    HEADING_FONT: "SimHei;Noto Sans CJK SC;Microsoft YaHei",
    SECOND_FONT: "楷体;KaiTi;STKaiti;Noto Serif CJK SC",
    BODY_FONT: "仿宋;FangSong;STFangsong;Noto Serif CJK SC;SimSun",
}


# --- looks ----------------------------------------------------------------------------------------


def set_page(section: Any, *, landscape: bool) -> None:
    """A4 with the margins of official documents; across, the text area is as wide as the page allows."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.top_margin, section.bottom_margin = (Mm(28), Mm(26)) if landscape else (Mm(37), Mm(35))
    section.left_margin, section.right_margin = (Mm(22), Mm(22)) if landscape else (Mm(28), Mm(26))
    section.footer_distance = Mm(15)


def footer(section: Any) -> None:
    """— 1 — in the middle of the foot."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for xml in (runs_xml(("— ",)), field_xml(" PAGE ", "1"), runs_xml((" —",))):
        for element in parse_xml(f"<w:p {W}>{xml}</w:p>"):
            paragraph._p.append(element)
    for run in paragraph.runs:
        set_font(run, LATIN_FONT, 12)


def set_font(owner: Any, name: str, size: float, *, bold: bool | None = None) -> None:
    """Chinese and Latin font of a style or run."""
    owner.font.name = LATIN_FONT
    owner.font.size = Pt(size)
    owner.font.color.rgb = RGBColor(0, 0, 0)
    if bold is not None:
        owner.font.bold = bold
    properties = (
        owner._element.get_or_add_rPr() if hasattr(owner._element, "get_or_add_rPr") else owner.element.rPr
    )
    fonts = properties.rFonts
    if fonts is None:
        fonts = properties._add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), name)


def make_styles(document: Any) -> None:
    """The paragraph styles, named as a Chinese Word shows them."""
    set_font(document.styles["Normal"], BODY_FONT, 14)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    # name, base, font, size, bold, alignment, line (points, None single), first indent (points),
    # before, after
    looks = (
        ("正文仿宋", "Normal", BODY_FONT, 14, False, "both", 26.0, 28.0, 0, 0),
        ("封面题目", "Normal", TITLE_FONT, 26, False, "center", None, 0, 60, 18),
        ("封面副题", "Normal", SECOND_FONT, 16, False, "center", None, 0, 0, 12),
        ("目录标题", "Normal", TITLE_FONT, 22, False, "center", None, 0, 0, 18),
        ("目录1", "Normal", HEADING_FONT, 12, False, "left", 21.0, 0, 3, 0),
        ("目录2", "Normal", BODY_FONT, 11, False, "left", 18.0, 0, 0, 0),
        ("标题1", "Heading 1", HEADING_FONT, 16, False, "left", 28.0, 0, 16, 8),
        ("标题2", "Heading 2", SECOND_FONT, 15, True, "left", 26.0, 0, 10, 4),
        ("标题3", "Heading 3", BODY_FONT, 14, True, "left", 26.0, 0, 6, 2),
        ("附录标题", "Heading 1", HEADING_FONT, 16, False, "left", 28.0, 0, 16, 8),
        ("题注样式", "Caption", HEADING_FONT, 10.5, False, "center", None, 0, 6, 4),
        ("图样式", "Normal", BODY_FONT, 10.5, False, "center", None, 0, 6, 0),
        ("表头", "Normal", HEADING_FONT, 9, False, "center", None, 0, 1, 1),
        ("表文", "Normal", BODY_FONT, 9, False, "left", None, 0, 1, 1),
        ("表后", "Normal", BODY_FONT, 6, False, "left", None, 0, 0, 6),
        ("注释", "Normal", BODY_FONT, 10.5, False, "left", 16.0, 0, 0, 4),
        ("要点", "Normal", BODY_FONT, 12, False, "both", 20.0, 0, 0, 3),
    )  # fmt: skip
    for name, base, font, size, bold, alignment, line, indent, before, after in looks:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), name)
        style.base_style = document.styles[base]
        set_font(style, font, size, bold=bold)
        style.font.italic = False
        layout = style.paragraph_format
        layout.alignment = {"both": WD_ALIGN_PARAGRAPH.JUSTIFY, "center": WD_ALIGN_PARAGRAPH.CENTER}.get(
            alignment, WD_ALIGN_PARAGRAPH.LEFT
        )
        layout.first_line_indent = Pt(indent)
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        if line is None:
            layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
        else:
            layout.line_spacing = Pt(line)
        layout.widow_control = True
        if name.startswith(("标题", "附录标题")):
            layout.keep_with_next = True
        if name.startswith("目录") and name != "目录标题":
            layout.left_indent = Pt(14 if name.endswith("2") else 0)
            layout.tab_stops.add_tab_stop(Mm(156), alignment=2, leader=1)
    table = parse_xml(
        f'<w:style {W} w:type="table" w:customStyle="1" w:styleId="对照表">'
        f'<w:name w:val="对照表"/><w:basedOn w:val="TableNormal"/>'
        '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color='
        '"404040"/><w:bottom w:val="single" w:sz="8" w:color="404040"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="BFBFBF"/><w:insideV '
        'w:val="single" w:sz="4" w:color="D9D9D9"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right '
        'w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    document.styles.element.append(table)


def make_numbering(document: Any) -> None:
    """Headings numbered 一、（一）1. and appendices 附录A by Word itself."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt '
        f'w:val="{fmt}"/><w:pStyle w:val="标题{level + 1}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc '
        f'w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        for level, (fmt, text) in enumerate(
            (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
        )
    )
    appendix = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:pStyle w:val="附录标题"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="附录%1　"/><w:lvlJc '
        'w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )
    for number, content in ((90, levels), (91, appendix)):
        abstract = parse_xml(
            f'<w:abstractNum {W} w:abstractNumId="{number}"><w:multi'
            f'LevelType w:val="multilevel"/>{content}</w:abstractNum>'
        )
        first_num = numbering.find(qn("w:num"))
        if first_num is not None:
            first_num.addprevious(abstract)
        else:
            numbering.append(abstract)
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    for name, number, level in (("标题1", 90, 0), ("标题2", 90, 1), ("标题3", 90, 2), ("附录标题", 91, 0)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
        order_properties(properties)


def order_properties(properties: Any) -> None:
    """numPr stands before spacing and indents, as the schema has it."""
    numbered = properties.find(qn("w:numPr"))
    for name in ("w:spacing", "w:ind", "w:jc", "w:outlineLvl"):
        other = properties.find(qn(name))
        if other is not None:
            other.addprevious(numbered)
            return


def set_fonts(document: Any) -> None:
    """Name what may stand in for the official fonts where they are not installed."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            part = relation.target_part
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{others}"/>'
                f'<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
                for name, others in FALLBACKS.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")
