"""The words that tell what happens to a project, read clause by clause.

    加快推进温仁中学教学楼建设      under_construction, the project stands behind the event
    保定南站站房工程如期开工        started, the project stands before it

Start at `find_happenings`. Which words of the clause are the project's name is decided in `names`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from extractors.lexicons import any_of, load
from extractors.projects.naming import SENTENCES_BEFORE, Naming
from extractors.records import Stage

BREAK: Final = re.compile(r"[，,。;；:：!！?？\n]")
LAST_BREAK: Final = re.compile(f"(?s:.*){BREAK.pattern}")


class EventWord(msgspec.Struct, frozen=True, gc=False):
    """A word of the lexicon with the stage it tells."""

    word: str
    stage: Stage
    promised: Stage
    before: bool
    after: bool


Event = tuple[int, int, EventWord]
"""A word of the lexicon with its place."""


class Happening(msgspec.Struct, frozen=True, gc=False):
    """An event of a clause and the stretch in which its projects are named."""

    clause_start: int
    clause_end: int
    names_start: int
    names_end: int
    event_start: int
    event_end: int
    word: EventWord
    stage: Stage
    """The word's stage, or what its object tells."""
    future: bool = False
    """Whether 将, 预计, 拟 or a time to come stand before the event."""
    done: bool = False
    """Whether 已 stands before the event: reported, whatever the document promises."""


@cache
def read_events() -> tuple[dict[str, EventWord], re.Pattern[str]]:
    """The event words of `lexicons/project_words.toml` and one pattern for all, the longest first."""
    table = load("project_words")
    lead = frozenset(table["lead"]["words"].split())
    words: dict[str, EventWord] = {}
    for row in table["event"]:
        for word in row["words"]:
            words.setdefault(
                word,
                EventWord(
                    word, row["stage"], row["promised"],
                    row["place"] != "after", row["place"] != "before" and word not in lead,
                ),
            )  # fmt: skip
    # The first two characters tell most places apart from an event.
    first, second = ("".join(sorted({word[place] for word in words})) for place in (0, 1))
    return words, re.compile(f"(?=[{first}][{second}])(?:{any_of(words)})")


@cache
def leading() -> re.Pattern[str]:
    """What stands before the first event or name of a clause: 4月底前, 一是, 力争, 积极, 投资3亿元."""
    plain = any_of(load("project_words")["leading"]["words"].split())
    return re.compile(
        rf"(?:\s|\d{{4}}年(?:度)?|\d{{4}}(?:到|至|-|—)\d{{4}}(?:学年度?|年)|\d{{1,2}}月(?:份|底|初|中旬|末)?(?:前|之前)?|[一二三四五六七八九十]是|[①-⑩]|\d{{1,2}}[.．](?!\d)"
        rf"|(?:我|全|本)[省市区县旗镇乡]|[\u3400-\u9fff]{{2,6}}(?:[省市区县旗镇乡局]|街道|政府)(?=将|已|先后|计划|拟|还|共|累计|陆续)"
        rf"|(?:[\u3400-\u9fff]{{2,4}}[省市州])?[\u3400-\u9fff]{{2,4}}(?:[市县旗镇乡]|(?<![新发校园片小社景街湖])区)(?=新建|改扩建|扩建|迁建|建成|启用|投用)"
        rf"|投[资入][^，。的]{{1,12}}元|利用[^，。]{{1,6}}?时间|[（(][^）)]{{1,6}}[）)]|积极(?!配合)|{plain})+"
    )


# 我省, 全市, 投资3亿元, 积极, 一是: what may stand before the first event and is no word of the lexicon
LEADING_OPENS: Final = "我全本投利积一二三四五六七八九十"
# 某某市人民政府将…, 东湖街道已…: what a place or an office ends in, and how far behind its beginning
PLACE_AHEAD: Final = "(?s:.{2,9}?)[省市州区县旗镇乡局道府]"


@cache
def _leads() -> re.Pattern[str]:
    """Whether anything may lead: most clauses begin with nothing of the kind."""
    words = load("project_words")["leading"]["words"].split()
    opens = "".join(sorted({word[0] for word in words} | set(LEADING_OPENS)))
    return re.compile(rf"[^\u3400-\u9fff]|[{re.escape(opens)}]|{PLACE_AHEAD}")


def skip_leading(text: str, start: int, end: int) -> int:
    """Where the clause goes on behind 4月底前, 一是, 力争."""
    if _leads().match(text, start, end) is None:
        return start
    match = leading().match(text, start, end)
    return match.end() if match is not None else start


@cache
def adverbials() -> re.Pattern[str]:
    """What stands between a name and its event: 正式, 如期, 于7月5日."""
    words = load("project_words")["adverbials"]["words"].split()
    alternatives = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?:{alternatives}|\d{{1,2}}月(?:份|底|初|[上中下]旬|末|\d{{1,2}}日)?前?|\d{{4}}年|[\d.]+%)+$"
    )


# what may follow the last event of a clause: 使用, 工作, 条件, a closing quote
TRAILING: Final = re.compile(r"(?:工作|任务|使用|条件|达效|阶段|手续|招生|办学|并|了|”|）|\))*$")


def find_happenings(text: str, naming: Naming) -> list[Happening]:
    """Every event of a sentence that may name a project, with the stretch for the names, in text order."""
    words, pattern = read_events()
    found: list[Happening] = []
    clause: list[Event] = []
    start = end = 0
    may_name = False
    for match in pattern.finditer(text):
        place, stop = match.span()
        if place >= end:
            if clause:
                found += _read_clause(text, start, end, clause)
                clause = []
            before, behind = LAST_BREAK.match(text, end, place), BREAK.search(text, stop)
            start = before.end() if before is not None else end
            end = behind.start() if behind is not None else len(text)
            may_name = naming.may_name(start, end)
        if may_name:
            clause.append((place, stop, words[match[0]]))
    if clause:
        found += _read_clause(text, start, end, clause)
    return found


def sentence_start(text: str, offset: int) -> int:
    """Start of the sentence around the offset; a sentence longer than 600 characters is cut there."""
    floor = max(0, offset - 600)
    before = SENTENCES_BEFORE.match(text, floor, offset)
    return before.end() if before is not None else floor


def _read_clause(text: str, start: int, end: int, events: list[Event]) -> list[Happening]:
    """What is told of the names between events, else of those behind the first ones."""
    if (text[start] in SETTING_OPENS or text[start].isspace()) and SETTING.match(text, start, end):
        return []
    head, position, read = _read_head(text, start, end, events)
    rest = events[read:]
    found = _read_between(text, start, end, position, rest, opens=head is None) if rest else []
    if not found and head is not None:
        event_start, event_end, word = head
        stop = end if end - position >= 2 else position
        future = start < event_start and FUTURE.search(text, start, event_start) is not None
        found = [Happening(start, end, position, stop, event_start, event_end, word, word.stage, future)]
    return found


def _read_head(text: str, start: int, end: int, events: list[Event]) -> tuple[Event | None, int, int]:
    """The event before all names, where the names begin, and how many events are passed until there."""
    head: Event | None = None
    position = start
    for read, event in enumerate(events):
        position = skip_leading(text, position, end)
        if event[0] > position or (event[0] == position and not event[2].before):
            return head, position, read
        if event[1] > position:
            head = _stronger(head, event)
            position = event[1]
    return head, skip_leading(text, position, end), len(events)


def _read_between(
    text: str, start: int, end: int, names_start: int, events: list[Event], *, opens: bool
) -> list[Happening]:
    """The events that stand behind the names of their projects; `opens` says that none stands before them."""
    found: list[Happening] = []
    for index, (event_start, event_end, word) in enumerate(events):
        # 目前已主体完工: a clause of the event alone goes on with what was named before
        alone = opens and not found and event_start == names_start > start
        if event_start - names_start < 2 and not alone:
            continue
        told = text.endswith(SUBJECT_TOLD, max(names_start, event_start - 2), event_start)
        if not word.after and not told:
            continue
        follows = events[index + 1][0] if index + 1 < len(events) else end
        behind = text[event_end : min(follows, end)]
        closes = (
            told
            or word.stage in ("renamed", "converted")
            or TRAILING.fullmatch(behind) is not None
            or behind[:1] in ("、", "（", "(")
            or (follows < end and not adverbials().sub("", behind))
        )
        if not closes:
            continue
        names_end = names_start + len(adverbials().sub("", text[names_start:event_start]))
        stage = _stage_of_object(text[event_end:end], word) if not word.after else word.stage
        left = start if alone else names_end
        done = DONE.search(text, left, event_start) is not None
        future = not done and (
            FUTURE.search(text, left, event_start) is not None
            or DEADLINE.search(text, left, event_start) is not None
        )
        found.append(
            Happening(start, end, names_start, names_end, event_start, event_end, word, stage, future, done)
        )
        names_start = event_end + (1 if text[event_end : event_end + 1] == "、" else 0)
    return found


# 路垌幼儿园已完成, 南三环正在办理: a subject stands before the verb
SUBJECT_TOLD: Final = ("已", "正在", "已经")
SETTING_OPENS: Final = frozenset("特尤随依借围立抓抢对")
# 随着高铁开工, 借势园区投用: what is said in passing, neither reported nor promised here
SETTING: Final = re.compile(r"\s*(?:特别是|尤其是)?(?:随着|依托|借势|借助|围绕|立足|抓住|抢抓|对标)")
FUTURE: Final = re.compile(r"将|预计|计划|拟|有望|可(?!喜)|即将")
# 6月底前竣工, 年内开工: a time not reached, unless 已 stands with it
DEADLINE: Final = re.compile(r"(?:年底|月底|年内|月份?|秋季开学)前|年底(?=[\u3400-\u9fff]{2})")
DONE: Final = re.compile(r"[已均现]经?")


def _stage_of_object(behind: str, word: EventWord) -> Stage:
    """The stage that the verb's object tells, else the verb's own."""
    for stage, pattern in load("project_words")["objects"].items():
        if re.search(pattern, behind[:16]):
            return stage  # type: ignore[no-any-return]
    return word.stage


STRENGTH: Final = {"planned": 3, "completed": 2, "in_use": 2, "main_body_done": 2, "started": 1}


def _stronger(head: Event | None, other: Event) -> Event:
    """Of two events before the name (谋划启动, 加快完成) the one that decides; the earlier of equals."""
    if head is None:
        return other
    weight, rival = STRENGTH.get(head[2].stage, 0), STRENGTH.get(other[2].stage, 0)
    if (
        other[2].word in ("新建", "改建", "扩建", "改造", "改造提升")
        and head[2].stage != "under_construction"
    ):
        return head
    return (head[0], other[1], other[2]) if rival > weight else (head[0], other[1], head[2])
