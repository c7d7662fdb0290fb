"""The legal texts inside one file: where each begins, and its title, issuer, number and date.

A notice that prints a summary and a plan is three texts; a work report is one. A title line begins a new
text when the text before it is a notice, or when it names its issuer, or when it is a further 政府工作报告.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from extractors.grammar.dates import find_dates
from extractors.grammar.headings import find_heading
from extractors.records import DocumentKind
from extractors.structure.lines import (
    BRACKETED,
    MEETING,
    Line,
    end_of_contents,
    is_date_line,
    is_front_line,
    is_head_furniture,
    is_salutation,
    join_letters,
)
from extractors.structure.outline import ATTACHMENT, GLOSSARY, is_unnumbered_chapter
from extractors.structure.titles import (
    HANDED_OVER,
    ISSUER,
    RED_HEAD,
    Title,
    last_letters,
    parse_issuer,
    parse_title,
)

TITLE_LINES: Final = 4
TITLE_LINE_LENGTH: Final = 60
FRONT_LINES: Final = 40
REPORT_LENGTH: Final = 3000
CONTENTS_LINES: Final = 600
"""A table of contents ends within so many lines."""
NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?(?:第\s?)?\d{1,4}\s?号"
)
# looked for first: NUMBER tries every character of a head
NUMBERED_YEAR: Final = re.compile(r"[〔\[［（(【]\s?(?:19|20)\d\d")
MENTIONED: Final = re.compile(r"《([^《》]{4,60})》")
HANDS_OVER: Final = re.compile(
    r"印发给你们|现(?:予以?)?印发|现将[^。]{2,60}(?:印发|发给|下发)|请(?:认真)?(?:结合|遵照|贯彻)"
)
WORK_REPORT_LINE: Final = re.compile(r"^(?:\d{4}年)?[\u4e00-\u9fff]{0,12}?政府工作报告")
REPRESENTS: Final = re.compile(r"我(?:谨)?(?:代表|受)(?P<body>国务院|[\u4e00-\u9fff]{2,12}?人民政府)")
SPOKEN_FOR: Final = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}?人民政府)\s*代?(?:省|市|区|县|州|旗|盟|镇|乡)长"
)
# looked for first: few heads hold it
GOVERNMENT_SPEAKS: Final = re.compile(r"人民政府\s*代?[省市区县州旗盟镇乡]长|我谨?[代受]")
GOVERNOR: Final = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,10}?(?:省|市|自治区|区|县|州))代?(?:省|市|区|县|州)长|(?P<region>[\u4e00-\u9fff]{2,8}自治区)(?:代)?主席"
)
PLAN_OF_PLACE: Final = re.compile(
    r"《(?P<place>[\u4e00-\u9fff]{2,14}?(?:省|市|区|县|州|旗))国民经济和社会发展"
)
# 分类号：BH66 | 2001年/02月: a line that is no beginning of a title
LABELLED: Final = re.compile(r"[:：/]")
SIGNATURE_LENGTH: Final = 40
# 附件：2023年工作要点 above the signature lists what is attached
ATTACHMENT_LIST: Final = re.compile(r"附\s*件\s*\d*\s*[：:]")


class Extent(NamedTuple):
    """One legal text: its lines and its title lines; offsets of the whole are the caller's."""

    start: int
    lines: list[Line]
    title: Title | None
    front: int
    """How many of the lines stand above the body."""


def split_documents(lines: list[Line]) -> list[Extent]:
    """The legal texts of the file, in order. A file without any title is one text."""
    extents: list[Extent] = []
    begin = 0
    title, front = read_front(lines)
    mentioned = _mentions(lines, begin)
    index = front
    while index < len(lines):
        size, candidate = _title_at(lines, index)
        if candidate and _begins_text(candidate, lines, begin, index, title, mentioned):
            begins = _with_attachment_mark(lines, index)
            extents.append(Extent(lines[begin].start, lines[begin:begins], title, front - begin))
            begin = begins
            title = candidate
            front = index + size + _front_length(lines[index + size : index + size + CONTENTS_LINES], title)
            mentioned = mentioned or _mentions(lines, begin)
            index = max(front, index + size)
            continue
        if _text_follows_signature(lines, begin, index, title):
            extents.append(Extent(lines[begin].start, lines[begin:index], title, front - begin))
            begin = index
            title = _announced_title(mentioned)
            front = index
        index += 1
    extents.append(Extent(lines[begin].start, lines[begin:], title, front - begin))
    return extents


def read_front(lines: list[Line]) -> tuple[Title | None, int]:
    """The title above the first text and the number of lines above its body."""
    title: Title | None = None
    index = 0
    while index < min(len(lines), FRONT_LINES):
        line = lines[index]
        if (behind := end_of_contents(lines, index)) > index:
            return title, behind
        size, candidate = _title_at(lines, index)
        if candidate is not None and title is not None and _is_chapter_of(candidate, title):
            break
        if candidate is not None and not find_heading(line.text):
            if title is None or (candidate.kind == "notice" and title.kind != "notice"):
                title = candidate
            index += size
            continue
        merged = WORK_REPORT_LINE.match(join_letters(line.text))
        if merged and title is None and find_dates(line.text):
            # 政府工作报告2011年1月20日在某县…: title and subtitle run together
            title = Title(merged[0], "work_report", parse_issuer(merged[0]), ())
        elif not _stands_above(lines, index):
            break
        index += 1
    return title, index


def _is_chapter_of(candidate: Title, title: Title) -> bool:
    """True for 2022年工作回顾 below 2022年某县政府工作报告: the first chapter, not a title once more."""
    return (
        title.kind == "work_report"
        and candidate.kind != "work_report"
        and candidate.issuer is None
        and candidate.text != title.text
        and is_unnumbered_chapter(candidate.text)
    )


def _front_length(lines: list[Line], title: Title) -> int:
    length = 0
    while length < min(len(lines), FRONT_LINES) and _stands_above(lines, length):
        if (behind := end_of_contents(lines, length)) > length:
            return behind
        _, again = _title_at(lines, length)
        if again and again.text != title.text:
            break
        length += 1
    return length


def _stands_above(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    if find_heading(text) and not is_date_line(text) and not (MEETING.search(text) and find_dates(text)):
        return False
    if GLOSSARY.fullmatch(text) or ATTACHMENT.fullmatch(text):
        return False
    return is_front_line(text)


def _title_at(lines: list[Line], index: int) -> tuple[int, Title | None]:
    """The title that begins at the line and how many lines it takes: the longest joined reading."""
    if len(lines[index].text) > TITLE_LINE_LENGTH:
        return 1, None
    if last_letters().isdisjoint([line.text[-1:] for line in lines[index : index + TITLE_LINES]]):
        return 1, None
    joined = ""
    best: tuple[int, Title | None] = (1, None)
    for size, line in enumerate(lines[index : index + TITLE_LINES], start=1):
        if len(line.text) > TITLE_LINE_LENGTH or is_head_furniture(line.text) or _stands_by_itself(line.text):
            break
        if size > 1 and LABELLED.search(joined):
            break
        if size > 1 and (find_heading(line.text) or _is_whole_title(line.text)):
            break
        if size > 1 and best[1] is not None and not re.match(r"[和及与暨、的（(]", line.text):
            break
        joined += join_letters(line.text)
        if title := parse_title(joined):
            best = (size, title)
        elif is_date_line(line.text) or is_salutation(line.text):
            break
    return best


def _stands_by_itself(text: str) -> bool:
    """True for （此件公开发布）, 某县教育局文件 and a 文号, which are never part of a title."""
    bare = join_letters(text)
    return any(pattern.fullmatch(bare) for pattern in (BRACKETED, RED_HEAD, NUMBER))


def _is_whole_title(text: str) -> bool:
    title = parse_title(text)
    return title is not None and title.issuer is not None


def _begins_text(
    candidate: Title, lines: list[Line], begin: int, index: int, title: Title | None, mentioned: list[str]
) -> bool:
    if find_heading(lines[index].text) or index + 1 >= len(lines):
        return False
    apart = lines[index].start - lines[begin].start
    if title is not None and candidate.text == title.text:
        # A title repeated (page head, running foot) begins nothing; two reports in one file do
        return candidate.text.endswith("政府工作报告") and apart > REPORT_LENGTH
    listed = ATTACHMENT_LIST.match(lines[index].text) is not None
    if listed and not any(is_date_line(line.text) for line in lines[begin + 1 : index]):
        return False
    if any(candidate.text in name or name in candidate.text for name in mentioned):
        return True
    if candidate.kind == "notice":
        return candidate.issuer is not None
    before_is_notice = (title is not None and title.kind == "notice") or (title is None and bool(mentioned))
    if before_is_notice and candidate.kind != "other":
        return True
    if candidate.kind == "work_report" and candidate.text.endswith("政府工作报告"):
        return True
    return candidate.issuer is not None and candidate.kind in {"summary", "plan", "work_report"}


def _with_attachment_mark(lines: list[Line], index: int) -> int:
    return index - 1 if index and ATTACHMENT.fullmatch(lines[index - 1].text) else index


def _mentions(lines: list[Line], begin: int) -> list[str]:
    """Titles that a covering notice says it prints."""
    head = "\n".join(line.text for line in lines[begin : begin + 30])[:3000]
    if not HANDS_OVER.search(head):
        return []
    names = MENTIONED.findall(head)
    for index in range(begin, min(begin + 6, len(lines))):
        _, title = _title_at(lines, index)
        if title and (handed := HANDED_OVER.search(title.text)):
            names.append(handed["title"])
    return [name for name in dict.fromkeys(names) if (said := parse_title(name)) and said.kind != "notice"]


def _text_follows_signature(lines: list[Line], begin: int, index: int, title: Title | None) -> bool:
    """A covering notice whose text begins without repeating its title: date, then 一、."""
    if index <= begin + 1 or title is None or title.kind != "notice":
        return False
    heading = find_heading(lines[index].text)
    if heading is None or heading.ordinal != 1:
        return False
    above = lines[max(begin, index - 3) : index]
    return any(is_date_line(line.text) for line in above) and any(
        HANDS_OVER.search(line.text) for line in lines[begin:index]
    )


def _announced_title(mentioned: list[str]) -> Title | None:
    return parse_title(mentioned[0]) if len(mentioned) == 1 else None


class Facts(NamedTuple):
    """What a text says of itself."""

    kind: DocumentKind
    title: str | None
    issuer: str | None
    number: str | None
    issued: str | None


def read_facts(extent: Extent) -> Facts:
    """Kind, title, issuer, number and date of one text."""
    above = extent.lines[: extent.front]
    head = "\n".join(line.text for line in extent.lines[: extent.front + 6])[:2500]
    number = NUMBER.search(head) if NUMBERED_YEAR.search(head) else None
    return Facts(
        kind=_kind(extent, head),
        title=extent.title.text if extent.title else None,
        issuer=_issuer(extent, above, head),
        number=re.sub(r"\s", "", number[0]) if number else None,
        issued=_issued(extent, above),
    )


def _kind(extent: Extent, head: str) -> DocumentKind:
    if extent.title is not None and extent.title.kind != "other":
        handed = HANDED_OVER.search(extent.title.text)
        inner = parse_title(handed["title"]) if handed and not HANDS_OVER.search(head) else None
        # A page titled 关于印发…的通知 that prints the text itself without its covering letter
        return inner.kind if inner is not None else extent.title.kind
    if re.search(r"^(?:各位代表|尊敬的各位代表)", head, re.MULTILINE):
        return "work_report"
    if extent.title is None and HANDS_OVER.search(head):
        return "notice"
    return "other"


def _issuer(extent: Extent, above: list[Line], head: str) -> str | None:
    spoken = head.replace("会议上", "会议上\n")
    for pattern in (SPOKEN_FOR, REPRESENTS) if GOVERNMENT_SPEAKS.search(spoken) else ():
        match = pattern.search(spoken)
        if match and not re.match(r"[省市区县州]人民政府", match["body"]):
            return match["body"]
    named = extent.title.issuer if extent.title else None
    if named is not None and not (signed := _signature(extent)):
        return named
    if named is not None:
        return signed if signed and signed.endswith(named) else named
    if signed := _signature(extent):
        return signed
    for line in above:
        governor = GOVERNOR.match(line.text)
        if governor:
            return (governor["place"] or governor["region"]) + "人民政府"
    for line in above:
        body = join_letters(line.text)
        if (organisation := ISSUER.match(body + "工作")) and organisation["issuer"] == body:
            return body
    place = PLAN_OF_PLACE.search(head)
    return place["place"] + "人民政府" if place else None


def _signature(extent: Extent) -> str | None:
    """The body signed above a date line."""
    for line, following in zip(extent.lines, extent.lines[1:], strict=False):
        if len(line.text) <= SIGNATURE_LENGTH and is_date_line(following.text):
            body = join_letters(line.text)
            if ISSUER.match(body + "工作") and not re.search(r"[。，：]", body) and parse_title(body) is None:
                return body
    return None


def _issued(extent: Extent, above: list[Line]) -> str | None:
    places = [*above, *extent.lines[-6:]]
    if (extent.title is not None and extent.title.kind == "notice") or extent.title is None:
        places += extent.lines[:12]
    for line in places:
        if (
            is_date_line(line.text)
            or (MEETING.search(line.text) and len(line.text) <= 90)
            or is_head_furniture(line.text)
        ):
            dates = find_dates(join_letters(line.text))
            if dates:
                return dates[0].iso
    return None


def is_spoken(extent: Extent) -> bool:
    """True for a text that addresses an audience."""
    return any(
        line.text.startswith("各位") and len(line.text) < 30 for line in extent.lines[: extent.front + 2]
    )
