"""How far a deed has come, read from the words around its name.

“区人民医院新院区一期主体完工” is main_body_done, “完成征地” is planned (the land is there, not the
building). The words after the name in its clause decide; without any, the nearest verb before it, because
both “建成X” and “X建成” are said. A clause that speaks of what is lacking or hoped for tells no stage.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pipeline.compare.records import Record
from pipeline.compare.wordings import INNER, any_of

STAGES: Final = Path(__file__).with_name("stages.toml")
# 完成征地 and 完成主体 tell the smaller thing that was completed, not the whole.
COMPLETED_STEP: Final = re.compile(
    r"(?:完成|启动|推进|加快|做好|办理|抓好|正在办理)(?:了)?[^，。；、]{0,4}?(?P<step>征地|征迁|征拆|拆迁|选址|立项|签约|前期[工手准][作续备]|(?:完善|办理)?手续(?:办理)?|招投标|论证|主体)"
)
PLANNING: Final = re.compile(r"谋划|筹划|规划|储备|论证|跑办|前期")
# 等6个在建项目 says what kind of projects they are, not what is promised.
KIND_OF_LIST: Final = re.compile(
    r"等[^，、]{0,6}?(?:前期|在建|续建|新开工|签约|新建|重点|重大)+(?:项目|工程)"
)
PARTIAL: Final = re.compile(r"部分|初步|一部分")


class StageWords(Record, frozen=True, kw_only=True):
    """The lexicon in the shape the functions use."""

    pattern: re.Pattern[str]
    code: dict[str, str]
    unreal: re.Pattern[str]
    others: re.Pattern[str]
    front: re.Pattern[str]
    back: re.Pattern[str]
    plain: frozenset[str]
    nominal: frozenset[str]
    head: re.Pattern[str]


@lru_cache(maxsize=1)
def load_stages() -> StageWords:
    """Read the lexicon once."""
    data = read_stages()
    front = any_of(data["front"]).pattern
    back = any_of(data["back"]).pattern
    return StageWords(
        pattern=any_of(data["stage"]),
        code={word: row["code"] for row in data["stage"] for word in row["words"]},
        unreal=any_of(data["unreal"]),
        others=any_of(data["others"]),
        front=re.compile(rf"^(?:{front})"),
        back=re.compile(rf"(?:{back})$"),
        plain=frozenset(word for row in data["plain"] for word in row["words"]),
        nominal=frozenset(word for row in data["nominal"] for word in row["words"]),
        head=re.compile(rf"(?:{any_of(data['head']).pattern})$"),
    )


def read_stages() -> dict[str, list[dict[str, Any]]]:
    """The rows as they stand in the file."""
    with STAGES.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=50_000)
def read_stage(clause: str, start: int, end: int) -> str | None:
    """The stage that `clause` tells of the name at `start`..`end`, None when it tells none."""
    words = load_stages()
    step = COMPLETED_STEP.search(clause, end) or COMPLETED_STEP.search(clause, 0, start)
    matches = list(words.pattern.finditer(clause, end))
    after = next((match for match in matches if match.group() not in words.nominal), None)
    bare = matches[0] if matches else None
    if step and step.start() >= end and (after is None or step.start() <= after.start()):
        return "main_body_done" if step["step"] == "主体" else "planned"
    before = None
    for match in words.pattern.finditer(clause, 0, start):
        before = match
    if after is not None and not (before is not None and bare is not after):
        return words.code[after.group()]
    if before is not None:
        return words.code[before.group()]
    if bare is not None:
        return words.code[bare.group()]
    inside = words.pattern.search(clause, start, end)
    return words.code[inside.group()] if inside and inside.group() not in words.nominal else None


@lru_cache(maxsize=50_000)
def promised_stage(clause: str) -> str | None:
    """The stage a plan's clause promises: its furthest word that names a result; None without any word."""
    words = load_stages()
    clause = KIND_OF_LIST.sub("", INNER.sub(r"\1", clause))
    matches = [match.group() for match in words.pattern.finditer(clause)]
    telling = [word for word in matches if word not in words.nominal] or matches
    if not telling:
        return None
    found = [words.code[word] for word in telling]
    if found[0] == "planned" and PLANNING.match(telling[0]):
        return "planned"
    order = ("in_use", "completed", "main_body_done", "started", "under_construction", "pushed", "planned")
    stage = next(stage for stage in order if stage in found)
    if stage == "completed" and "主体" in clause:
        return "main_body_done"
    return "planned" if stage == "completed" and COMPLETED_STEP.search(clause) else stage


def is_partial(clause: str, end: int) -> bool:
    """部分投入使用: only a part is told of."""
    return bool(PARTIAL.search(clause[end : end + 12]))
