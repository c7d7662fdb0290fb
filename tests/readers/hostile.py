"""Broken and hostile files, made on the spot: what real archives and ill will put in a folder.

`hostile_files()` gives name, content and a part of the line that a person must be told. Every one of
them once made some library abort, hang, swell or come back empty without an error.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

REPORT_PDF = Path(__file__).parent / "files" / "official.pdf"
REPORT_DOCX = Path(__file__).parent / "files" / "official.docx"
# Two gigabytes of blanks on a page, compressed twice into four kilobytes.
BLANKS_PDF = Path(__file__).parent / "files" / "blanks.pdf"
REPORT_DOC = Path(__file__).parent / "files" / "official.doc"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def make_zip(members: dict[str, bytes | str]) -> bytes:
    """A ZIP with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_docx(body: str, *, head: str = "", extra: dict[str, bytes | str] | None = None) -> bytes:
    """A minimal DOCX around a body."""
    return make_zip(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONSHIPS,
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {W}><w:body>{body}'
            "</w:body></w:document>",
            **(extra or {}),
        }
    )


def make_pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects from 1; object 1 must be the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(content: bytes, *, times: int = 1, entries: bytes = b"") -> bytes:
    """A stream object, compressed so many times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"[" + b"/FlateDecode " * times + b"]"
    return b"<</Length %d/Filter %s%s>>stream\n%s\nendstream" % (len(content), filters, entries, content)


def one_page(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """A PDF with one page that draws `content` (object 4); further objects from 6."""
    return make_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
        % resources,
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


def self_calling_form() -> bytes:
    """A form that draws itself: PDFium ends the process."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    return one_page(stream(b"/X Do"), form, resources=b"/XObject<</X 6 0 R>>")


def nested_forms() -> bytes:
    """Thirty forms, each drawing the next twice: 2^30 drawings."""
    forms = [
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream"
        % (number + 1)
        for number in range(6, 36)
    ]
    last = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>/Length 26>>stream\nBT /F 9 Tf (a) Tj ET      \nendstream"
    return one_page(stream(b"/X Do"), *forms, last, resources=b"/XObject<</X 6 0 R>>")


def glyph_bomb() -> bytes:
    """Twenty million letters on one page."""
    line = b"(" + b"a" * 2000 + b") Tj "
    return one_page(stream(b"BT /F 9 Tf " + line * 10_000 + b"ET"))


def with_password() -> bytes:
    """The report, to be opened with a password only."""
    out = io.BytesIO()
    with pikepdf.open(REPORT_PDF) as document:
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def deep_divs() -> bytes:
    """200,000 elements inside each other."""
    return b"<html><body>" + b"<div>" * 200_000 + "工作总结".encode() + b"</body></html>"


def many_attributes() -> bytes:
    """One element with 300,000 attributes."""
    return (
        b"<html><body><div " + b" ".join(b"a%d=1" % number for number in range(300_000)) + b">x</div></html>"
    )


def huge_png() -> bytes:
    """A picture that claims 60,000 by 60,000 points in a few hundred kilobytes."""
    out = io.BytesIO()
    Image.new("1", (60_000, 8)).save(out, "PNG")
    content = bytearray(out.getvalue())
    content[20:24] = (60_000).to_bytes(4, "big")
    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return bytes(content)


def encrypted_member(content: bytes) -> bytes:
    """A ZIP whose members are marked as encrypted."""
    marked = bytearray(content)
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + flag] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)


def entity_bomb() -> bytes:
    """A billion laughs."""
    entities = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    head = f'<!DOCTYPE w:document [<!ENTITY e0 "笑">{entities}]>'
    return make_docx("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", head=head)


def external_entity() -> bytes:
    """A file of this computer as an entity."""
    head = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return make_docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head=head)


def wide_cell() -> bytes:
    """A cell over twenty million columns, beside real text: it must be read, not refused."""
    return make_docx(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="20000000"/></w:tcPr><w:p><w:r><w:t>新增学位</w:t></w:r></w:p>'
        "</w:tc><w:tc><w:p><w:r><w:t>1740个</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )


def million_paragraphs() -> bytes:
    """Two million paragraphs in a quarter of a megabyte."""
    return make_docx("<w:p/>" * 2_000_000)


def xml_bomb() -> bytes:
    """Three hundred megabytes of blanks in one part."""
    stream_ = io.BytesIO()
    with zipfile.ZipFile(stream_, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * (1 << 20))
    return stream_.getvalue()


def ofd_with(page: str) -> bytes:
    """A minimal OFD around one page's content."""
    head = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    return make_zip(
        {
            "OFD.xml": f"<ofd:OFD {head}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {head}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='P/0.xml'/>"
            "</ofd:Pages></ofd:Document>",
            "Doc_0/P/0.xml": f"<ofd:Page {head}><ofd:Content><ofd:Layer ID='1'>{page}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def hostile_files() -> Iterator[tuple[str, bytes, str | tuple[str, ...]]]:
    """Name, content, and what the line about it must say (one of several); "" where it may be read.

    Where several are named, it depends on the library's version and the machine which comes first.
    """
    pdf = REPORT_PDF.read_bytes()
    docx = REPORT_DOCX.read_bytes()
    doc = REPORT_DOC.read_bytes()
    page = "<html><head><title>404 Not Found</title></head><body><h1>404</h1><p>页面不存在</p></body></html>"
    notice = (
        "<html><body><div class='TRS_Editor'><p>各校:</p><p>现将工作总结印发给你们。</p><p>附件:"
        "<a href='a.docx'>某区教育局2022年工作总结.docx</a></p></div></body></html>"
    )
    yield "空.txt", b"", "空的"
    yield "空白.txt", b" \r\n\t\n", "空的"
    yield "空字节.txt", b"\x00" * 4096, "空的"
    yield "程序.txt", bytes(range(256)) * 64, "不是文本文件"
    yield "自调用.pdf", self_calling_form(), ("没有文字", "中途退出")
    yield "套叠.pdf", nested_forms(), "已停止"
    yield "空格炸弹.pdf", BLANKS_PDF.read_bytes(), ("没有文字", "已停止", "中途退出", "内存")
    yield "字符炸弹.pdf", glyph_bomb(), ("不像一页报告", "中途退出", "已停止", "内存")
    yield "缺尾.pdf", pdf[:-300], ""
    yield "半个.pdf", pdf[: len(pdf) // 2], "PDF"
    yield "只有头.pdf", pdf[:1000], "PDF"
    yield "密码.pdf", with_password(), "密码"
    yield "网页冒充.pdf", page.encode(), "出错页面"
    yield "不是.pdf", b"\x01\x02\x03" * 500, "不是这种文件"
    yield "实体炸弹.docx", entity_bomb(), "DOCTYPE"
    yield "外部实体.docx", external_entity(), "DOCTYPE"
    yield "宽单元格.docx", wide_cell(), ""
    yield "二百万段.docx", million_paragraphs(), "炸弹"
    yield "三百兆.docx", xml_bomb(), "过"
    yield (
        "越界.docx",
        make_zip({"../../x": "x", "word/document.xml": "x", "[Content_Types].xml": "x"}),
        "路径",
    )
    yield "半个.docx", docx[: len(docx) // 2], "不完整"
    yield "加密.docx", encrypted_member(docx), "密码"
    yield (
        "缺正文.docx",
        make_zip({"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELATIONSHIPS}),
        "DOCX",
    )
    yield "表格.docx", make_zip({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "电子表格"
    yield "压缩包.docx", make_zip({"报告.txt": "x"}), "压缩包"
    yield "半个.doc", doc[: len(doc) // 2], ""
    yield "多层.html", deep_divs(), "嵌套"
    yield "多属性.html", many_attributes(), "属性"
    yield (
        "脚本页.html",
        b"<html><body><script>render()</script><div id='app'></div></body></html>",
        "没有正文",
    )
    yield "附件页.html", notice.encode(), "某区教育局2022年工作总结.docx"
    yield "缺页.html", page.encode(), "出错页面"
    yield "巨图.png", huge_png(), "像素"
    yield "半图.png", REPORT_PNG[: len(REPORT_PNG) // 2], "图片"
    yield (
        "缺页面.ofd",
        make_zip({"OFD.xml": "<OFD><DocBody><DocRoot>Doc_0/D.xml</DocRoot></DocBody></OFD>"}),
        "Doc_0/D.xml",
    )
    yield "空页.ofd", ofd_with(""), "没有文字层"
    yield (
        "巨步.ofd",
        ofd_with(
            "<TextObject Boundary='20 20 90 9' Size='5'><TextCode X='0' Y='5' DeltaX='g 2000000000 5'>新增学位1740个</TextCode></TextObject>"
        ),
        "",
    )
    yield "深组.rtf", b"{\\rtf1 " + b"{" * 200_000 + b"a" + b"}" * 200_000 + b"}", ""


def _noise() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 90).save(out, "PNG")
    return out.getvalue()


REPORT_PNG = _noise()
