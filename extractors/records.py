"""Every record that a report becomes: the public contract as types.

Start at `Bundle`. Records are frozen and hold plain values only; they compute nothing and call
no extractor. Conventions that hold for all of them:

- `start` and `end` are Unicode code points, half-open, into `Bundle.text`, and
  `text[record.start:record.end] == record.text` wherever a record has a `text`.
- Numbers are decimal strings in the base unit ("2045180400", 元); never floats.
- A year is an int. A span of years keeps its last year in `period` and its first in `period_start`.
- Codes are the literals below; the JSON keys are the field names (`class_` is written "class").
- What could not be resolved is kept and says so (`unit_known=False`, `match="unresolved"`).

The codec is msgspec: it writes the JSON, checks it when it is read back, and makes the JSON Schema.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

SCHEMA_VERSION: Final = "1"

DocumentKind = Literal["notice", "summary", "plan", "work_report", "other"]
SectionRole = Literal["overview", "detail", "front", "glossary", "attachment"]
Part = Literal["review", "plan"]
NumeralClass = Literal["measure", "rank", "date", "ordinal", "name", "marker", "scope", "lexical"]
Bound = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Role = Literal["result", "target", "change", "baseline", "context"]
Measure = Literal["stock", "flow", "share", "rate", "amount", "rank", "milestone"]
Modality = Literal["guarantee", "plain", "strive", "process", "explore"]
ChangeKind = Literal["difference", "points", "percent"]
Direction = Literal["up", "down", "none"]
MentionMatch = Literal["full", "short", "ordinal", "alias", "unresolved"]
Closure = Literal["exhaustive", "illustrative", "mismatch", "unstated"]
Stage = Literal[
    "planned", "to_start", "started", "under_construction", "main_body_done", "to_complete",
    "completed", "to_be_in_use", "in_use", "converted", "renamed", "closed",
]  # fmt: skip
Verifiability = Literal["A", "B", "C", "D"]
Severity = Literal["high", "medium", "low", "info"]
ReviewAction = Literal["accepted", "changed", "added"]
CorrectionStatus = Literal["applied", "moot", "gone", "refused"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Base of all records: immutable, unknown keys refused on reading. Build them by keyword.

    Python hands over more than fifteen keywords in a dictionary, which takes four times as long: a record of
    many fields and of many records may be built by position.

    Records hold words, numbers and other records, never one that holds them: the collector of garbage
    need not look at them.
    """


# --- what a person decided -----------------------------------------------------------------------


class Reviewed(Record, frozen=True, kw_only=True):
    """A person's word on a record. A record without it is the machine's alone."""

    correction: str
    """Id of the correction in corpus/reviews."""
    action: ReviewAction
    by: str
    reason: str
    was: dict[str, str | int | bool | None] = {}
    """The machine's values of the fields that the person set otherwise."""


class CorrectionOutcome(Record, frozen=True, kw_only=True):
    """What became of one correction when it was applied. None is ever dropped."""

    correction: str
    action: str
    kind: str
    status: CorrectionStatus
    start: int | None
    end: int | None
    """Where its words stand now; None when they are gone."""
    text: str
    record: str | None
    """Id of the record it made or marked, None for one that was rejected."""
    by: str
    reason: str
    message: str
    """For people, Chinese: what was done, or why not."""


# --- the source and its parts -------------------------------------------------------------------


class Source(Record, frozen=True, kw_only=True):
    """The file a bundle was made from. `path` is relative to the corpus, with forward slashes."""

    id: str
    path: str
    format: str
    encoding: str | None
    sha256: str
    bytes: int
    notes: tuple[str, ...]
    """What the reader wants a person to know: damaged bytes, a repaired file, left-out content."""


class Origin(Record, frozen=True, kw_only=True):
    """Where a piece of the running text stood in the file (page from 1, bbox in points from top left)."""

    start: int
    end: int
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    cell: str | None = None
    """Table cell as "table:row:column", counted from 1."""
    confidence: float | None = None
    """Only for text that was recognised from an image, 0 to 1."""


class Document(Record, frozen=True, kw_only=True):
    """A legal text inside the file: a notice, the summary it prints, the plan it prints."""

    id: str
    kind: DocumentKind
    title: str | None
    issuer: str | None
    number: str | None
    """文号, such as 温政发〔2023〕5号."""
    period: int | None
    """The year reported on (summary, work report) or planned for (plan)."""
    issued: str | None
    """ISO date; a month without a day is "2023-02"."""
    start: int
    end: int


class Section(Record, frozen=True, kw_only=True):
    """A heading with all that stands under it. Sections of one document nest and tile it."""

    id: str
    document_id: str
    parent_id: str | None
    level: int
    number: str | None
    """The number as printed: 一、 （二） 3."""
    title: str | None
    start: int
    end: int
    role: SectionRole
    part: Part | None
    period: int | None


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence through its closing mark. Sentences never cross a line end or a section border."""

    start: int
    end: int
    section_id: str


# a report has more words than all other records together: they may be built by position, which is faster
class Word(Record, frozen=True):
    """A word of the segmenter, cut again at record borders. `pos` is jieba's part-of-speech tag."""

    start: int
    end: int
    pos: str


class Span(Record, frozen=True, kw_only=True):
    """A quotation with its place."""

    start: int
    end: int
    text: str


# --- numbers --------------------------------------------------------------------------------------


class Numeral(Record, frozen=True, kw_only=True):
    """One numeral, Arabic or Chinese, with its fate: a class and the reason for it."""

    id: str
    start: int
    end: int
    text: str
    value: str | None
    class_: NumeralClass = msgspec.field(name="class")
    reason: str
    """Short English code of the rule that decided, such as "unit:所", "inside_quotes", "year"."""
    reviewed: Reviewed | None = None


class Quantity(Record, frozen=True, kw_only=True):
    """Numeral through unit ("204518.04万元"), value in the base unit, and its bound."""

    id: str
    start: int
    end: int
    text: str
    value: str
    upper: str | None
    """Upper end of a range, else None."""
    unit: str
    """Base unit; "" when the text prints none. A unit not in the lexicon stays as printed."""
    unit_known: bool
    unit_implied: bool
    """True when the unit was not printed but follows from words nearby (补助758万)."""
    bound: Bound
    bound_text: str | None
    """The words that carry the bound (以上, 近, 不低于), None for eq."""
    numeral_ids: tuple[str, ...]
    fraction: tuple[str, str] | None = None
    """Numerator and denominator of 三分之二 as ("2", "3")."""
    reviewed: Reviewed | None = None


# --- what is said of a number ---------------------------------------------------------------------


class Indicator(Record, frozen=True, kw_only=True):
    """What is measured. `id` is the lexicon's or one made from normalised wording and facets."""

    text: str
    start: int
    end: int
    id: str
    name: str
    """Name of the lexicon entry, or the wording with its elliptical parts filled in."""
    known: bool
    """True when the lexicon has it."""


class Facets(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What makes two indicators of the same wording different. Codes are Chinese words as in the text."""

    award_level: str | None = None
    """Level of the title awarded, not of the place: 国家 省 市 区县 校."""
    stage: str | None = None
    """School stage: 学前 小学 初中 义务 普高 中职 高等 特教 社区."""
    ownership: str | None = None
    """公办 民办 普惠民办."""
    universe: str | None = None
    """What is counted or shared over: 园 校 幼儿 学生 教师 教室 …"""
    batch: str | None = None
    """第三批, 第四轮, 首批."""
    grade: str | None = None
    """一等奖, 省一级, 引领型: the grade inside an award or rating."""
    scope: str | None = None
    """A limit of place or population: 前20%, 0-3岁, 全市."""
    track: str | None = None
    """力争 where a plan separates firm targets from those striven for."""


class Change(Record, frozen=True, kw_only=True):
    """A stated difference against another period."""

    kind: ChangeKind
    direction: Direction
    ambiguous: bool = False
    """True when points and percent cannot be told apart (近视率下降1%)."""
    derived_base: str | None = None
    """The other period's value where it follows by arithmetic (56.67 − 5.64 = 51.03); never stated."""


class Statement(Record, frozen=True):
    """What the text says of one quantity, or of a milestone without a number (`quantity_id` None)."""

    id: str
    document_id: str
    section_id: str
    start: int
    end: int
    text: str
    """The clause."""
    quantity_id: str | None
    value: str | None
    """Repeated from the quantity for readers of rows; 全覆盖 says 100 with unit %."""
    upper: str | None
    unit: str | None
    bound: Bound | None
    role: Role
    period: int | None
    period_start: int | None
    period_text: str | None
    """The words in the text that set the period (2022年, 上年, 到2025年), None when inherited."""
    base_period: int | None
    indicator: Indicator | None
    action: Span | None
    modality: Modality
    facets: Facets
    measure: Measure
    change: Change | None
    repeats: str | None = None
    """Id of an earlier statement of the same fact."""
    rules: tuple[str, ...] = ()
    """English codes of the rules that decided role, period and indicator, for the reader who doubts."""
    reviewed: Reviewed | None = None


# --- schools, lists, projects ---------------------------------------------------------------------


class SchoolJoin(Record, frozen=True, kw_only=True):
    """Why a form of the name was joined to a school, or only offered for confirmation."""

    name: str
    rule: str
    confirmed: bool
    """False: a doubtful join that was not made and is offered for confirmation."""


class School(Record, frozen=True, kw_only=True):
    """One school, kindergarten, campus, group, college, however many forms its name takes."""

    id: str
    """Made from the normalised full name, so that the same school meets itself in other reports."""
    name: str
    level: str
    """幼儿园 小学 初中 九年一贯 高中 完全中学 中职 特教 高校 集团 校区 其他.

    中学 and 学校 where the name tells no more.
    """
    aliases: tuple[str, ...]
    parent_id: str | None
    town: str | None
    register_id: str | None
    joins: tuple[SchoolJoin, ...]
    reviewed: Reviewed | None = None


class SchoolMention(Record, frozen=True, kw_only=True):
    """A place where a named school stands in the text."""

    id: str
    start: int
    end: int
    text: str
    school_id: str | None
    match: MentionMatch
    confidence: str
    """Decimal string from 0 to 1."""
    reviewed: Reviewed | None = None


class ListMember(Record, frozen=True, kw_only=True):
    """One member of an enumeration."""

    start: int
    end: int
    text: str
    school_id: str | None = None


class EnumeratedList(Record, frozen=True, kw_only=True):
    """An enumeration, from its first member through the noun after 等.

    Where only the number is printed (建成投用中小学1所), members may stand elsewhere in the report.
    """

    id: str
    start: int
    end: int
    text: str
    stated: int | None
    named: int
    closure: Closure
    members: tuple[ListMember, ...]
    quantity_id: str | None
    """The quantity that states the count."""
    reviewed: Reviewed | None = None


class Project(Record, frozen=True, kw_only=True):
    """What happens to a school or building project: one event."""

    id: str
    name: str
    school_id: str | None
    stage: Stage
    period: int | None
    modality: Modality
    start: int
    end: int
    text: str
    """The project's name as printed."""
    document_id: str
    section_id: str
    event: Span | None
    """The words that tell the stage (力争…开工建设)."""
    reviewed: Reviewed | None = None


# --- promises and findings ------------------------------------------------------------------------


class Deadline(Record, frozen=True, kw_only=True):
    """By when. `date` is ISO, as exact as the text ("2023", "2023-06"); `text` None means by default."""

    date: str
    text: str | None


class Commitment(Record, frozen=True):
    """One deed promised. `start`/`end` cover the deed's own words."""

    id: str
    document_id: str
    section_id: str
    start: int
    end: int
    text: str
    action: Span
    object: Span | None
    modality: Modality
    modality_words: tuple[str, ...]
    """The words that set the strength, in text order (积极, 争取)."""
    deadline: Deadline | None
    owner: str | None
    condition: str | None
    standing: bool
    verifiability: Verifiability
    verifiability_reason: str
    statement_ids: tuple[str, ...]
    school_ids: tuple[str, ...]
    project_ids: tuple[str, ...]
    repeats: str | None
    reviewed: Reviewed | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """A place a finding speaks of. `source` names another report's bundle, None is this one."""

    start: int
    end: int
    text: str
    source: str | None = None


class Finding(Record, frozen=True, kw_only=True):
    """What looks wrong or is worth a second look."""

    id: str
    code: str
    """family or family.check, such as "count.list_mismatch"; the families are in the contract."""
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    computation: str | None
    suggestion: str
    reviewed: Reviewed | None = None


class Bundle(Record, frozen=True, kw_only=True):
    """One source file as data. Everything downstream is made from bundles alone."""

    schema_version: Literal["1"]
    source: Source
    text: str
    text_sha256: str
    rules_version: str
    """Fingerprint of the rules and lexicons that made this bundle."""
    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]
    numerals: tuple[Numeral, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    schools: tuple[School, ...]
    school_mentions: tuple[SchoolMention, ...]
    lists: tuple[EnumeratedList, ...]
    projects: tuple[Project, ...]
    commitments: tuple[Commitment, ...]
    findings: tuple[Finding, ...]
    origins: tuple[Origin, ...]
    corrections: tuple[CorrectionOutcome, ...] = ()


def record_id(key: str, kind: str, start: int, end: int, ordinal: int = 0) -> str:
    """Id made from content: the report's key (see `report_key`), the kind and the place.

    `ordinal` tells apart records of one kind over the same words.
    """
    place = f"{key}-{kind}-{start}-{end}"
    return f"{place}-{ordinal}" if ordinal else place


def report_key(text_sha256: str) -> str:
    """The part of an id that names the report: the first 12 digits of its text's fingerprint."""
    return text_sha256[:12]
