"""Section records from a document's outline: role, part and period of every section."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from extractors.grammar.headings import HeadingKind
from extractors.lexicons import load
from extractors.records import DocumentKind, Part, Section, SectionRole, record_id
from extractors.structure.documents import Extent
from extractors.structure.lines import Line
from extractors.structure.outline import Branch, Heading, find_headings, nest_headings
from extractors.structure.periods import Frame, read_outlook, resolve_chapter, resolve_frame

# 今年经济社会发展的主要预期目标 | 2023年，我们将重点抓好: where a text without headings turns ahead
TURNS_AHEAD: Final = re.compile(
    r"^(?:(?:今年|20\d\d年|新的一年|下一步|下步|明年|未来五年|今后五年)[^。]{0,40}?"
    r"(?:总体要求|总体思路|指导思想|预期目标|主要目标|奋斗目标|工作安排|重点抓好|着重抓好|重点做好|我们将|我局将|将重点|将继续))"
)


LEADING_TEXT: Final = 40
NATURAL_PARTS: Final[dict[DocumentKind, Part]] = {
    "summary": "review",
    "plan": "plan",
    "work_report": "review",
}


class Outline(NamedTuple):
    """The nested sections of one document, with what is needed to date them."""

    kind: DocumentKind
    branches: list[Branch]
    introduction: int
    """Offset where the text above the first heading stops being title and salutation."""
    first_heading: int
    start: int
    end: int
    title_years: tuple[int, ...]

    def chapters(self) -> list[str]:
        """Titles of the widest sections that have one."""
        return [
            b.heading.title
            for b in self.branches
            if b.level <= 2 and b.heading.title and not b.heading.role and "，" not in b.heading.title
        ]

    def resolve_frame(self, *, title: str, period: int | None, issued: str | None, text: str) -> Frame:
        """The document's kind, settled by its chapters if need be, and its two years."""
        kind = self.kind
        if kind == "other":
            kind = _kind_from_chapters(
                [b.heading.title for b in self.branches if b.level == 1 and b.heading.title]
            )
        frame = resolve_frame(
            kind,
            title_years=self.title_years,
            title=title,
            chapters=self.chapters(),
            issued=int(issued[:4]) if issued else None,
            body=text,
        )
        if period is None:
            return frame
        return Frame(kind, period - 1, period) if kind == "plan" else Frame(kind, period, period + 1)


def _kind_from_chapters(titles: list[str]) -> DocumentKind:
    parts = {outlook.part for title in titles if (outlook := read_outlook(title)).strong}
    if parts == {"review", "plan"}:
        return "work_report"
    if parts == {"review"}:
        return "summary"
    return "plan" if parts == {"plan"} else "other"


def read_outline(extent: Extent, kind: DocumentKind, *, start: int, end: int, spoken: bool) -> Outline:
    """The outline of one document between two offsets."""
    body = extent.lines[extent.front :]
    headings = (
        find_headings(body, spoken=spoken) if body and kind != "notice" else find_headings(body, spoken=False)
    )
    if kind in {"work_report", "summary"} and not any(
        isinstance(h, Heading) and not h.role for h in headings
    ):
        headings = _turn_without_headings(body) + headings
    first = next((h.start for h in headings if isinstance(h, Heading)), end)
    introduction = body[0].start if body and extent.front else start if body else end
    title_years = extent.title.years if extent.title else ()
    branches = nest_headings(headings, start=start, end=end)
    return Outline(kind, branches, min(introduction, first), first, start, end, title_years)


def _turn_without_headings(body: list[Line]) -> list[Heading | int]:
    for line in body[1:]:
        if TURNS_AHEAD.match(line.text):
            return [Heading(HeadingKind.NAMED, None, None, line.start, None)]
    return []


def make_sections(outline: Outline, frame: Frame, *, document_id: str, key: str) -> list[Section]:
    """The section records of one document, parents before children, in text order."""
    own = NATURAL_PARTS.get(frame.kind)
    period = frame.planned if own == "plan" else frame.reported
    sections: list[Section] = []

    def add(start: int, end: int, role: SectionRole, part: Part | None) -> None:
        if start < end:
            sections.append(
                Section(
                    id=record_id(key, "section", start, end),
                    document_id=document_id,
                    parent_id=None,
                    level=1,
                    number=None,
                    title=None,
                    start=start,
                    end=end,
                    role=role,
                    part=part,
                    period=period if part else None,
                )
            )

    cover = frame.kind == "notice"
    add(outline.start, outline.first_heading if cover else outline.introduction, "front", None)
    if not cover:
        add(outline.introduction, outline.first_heading, "overview", own)
    return sections + _branch_sections(outline, frame, document_id=document_id, key=key)


def _branch_sections(outline: Outline, frame: Frame, *, document_id: str, key: str) -> list[Section]:
    sections: list[Section] = []
    before: Part | None = None
    has_children = {branch.parent for branch in outline.branches}
    for index, branch in enumerate(outline.branches):
        heading = branch.heading
        parent = sections[branch.parent] if branch.parent is not None else None
        part, period = _part_and_period(branch, frame, parent, before)
        if branch.level == 1:
            before = part or before
        sections.append(
            Section(
                id=record_id(key, "section", heading.start, branch.end),
                document_id=document_id,
                parent_id=parent.id if parent else None,
                level=branch.level,
                number=heading.number,
                title=heading.title,
                start=heading.start,
                end=branch.end,
                role=heading.role
                or _role(
                    heading,
                    parent,
                    has_children=index in has_children,
                    leads_in=_leading_text(outline.branches, index),
                ),
                part=part,
                period=period,
            )
        )
    return sections


def _part_and_period(
    branch: Branch, frame: Frame, parent: Section | None, before: Part | None
) -> tuple[Part | None, int | None]:
    heading = branch.heading
    if heading.role == "attachment" and heading.title and (year := read_outlook(heading.title).year):
        # 附件1 / 2025年十件民生实事: an attachment that names the year planned for is a plan
        part: Part = "plan" if frame.planned is not None and year >= frame.planned else "review"
        return part, year
    if heading.role in {"glossary", "attachment"} or frame.kind == "notice":
        return None, None
    if parent is None:
        if heading.title is None and heading.kind is HeadingKind.NAMED:
            return "plan", frame.planned
        return resolve_chapter(heading.title or "", frame, before)
    if parent.role in {"glossary", "attachment"} and parent.part is None:
        return None, None
    if heading.title and branch.level <= 3 and _speaks_for_itself(heading.title):
        return resolve_chapter(heading.title, frame, parent.part)
    return parent.part, parent.period


# 2023年工作思路 | 下一步工作打算 | 2022年工作回顾: strong enough to turn a section against its chapter
OWN_DIRECTION: Final = re.compile(
    r"^(?:20\d\d年|下一?步|下一?阶段|今后|明年|上半年|下半年)[^，。]{0,14}?"
    r"(?:回顾|总结|小结|计划|打算|思路|安排|要点|重点工作|工作重点|目标任务|主要任务|努力方向|工作)$"
    r"|^(?:主要|取得的|发展|主要发展)?(?:成就|成效|成绩)$"
)


def _speaks_for_itself(title: str) -> bool:
    return OWN_DIRECTION.match(title) is not None


@cache
def _overview_words() -> tuple[str, ...]:
    return tuple(load("structure")["roles"]["overview"])


def _role(heading: Heading, parent: Section | None, *, has_children: bool, leads_in: bool) -> SectionRole:
    """A chapter's own text above its subsections is overview; so are aims and general results."""
    wide = heading.kind <= HeadingKind.CHINESE or parent is None or _is_part(parent)
    if wide and heading.title and len(heading.title) <= 20 and _names_overview(heading.title):
        return "overview"
    if parent is not None and parent.role == "overview" and parent.title and _names_overview(parent.title):
        return "overview" if not has_children else "detail"
    return "overview" if leads_in else "detail"


def _is_part(section: Section) -> bool:
    """True for 第二部分 and for a chapter without number: what stands in it is as wide as a chapter."""
    return section.level == 1 and (section.number is None or section.number.startswith("第"))


def _names_overview(title: str) -> bool:
    return title.endswith(_overview_words())


def _leading_text(branches: list[Branch], index: int) -> bool:
    """True when a section with subsections has text of its own above the first of them."""
    branch = branches[index]
    following = index + 1
    if following >= len(branches) or branches[following].parent != index:
        return False
    own = branches[following].heading.start - branch.heading.start - len(branch.heading.title or "")
    return own > LEADING_TEXT
