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
from pipeline.compare.wordings import any_of

STAGES: Final = Path(__file__).with_name("stages.toml")
# 完成征地 and 完成主体 tell the smaller thing that was completed, not the whole.
COMPLETED_STEP: Final = re.compile(
    r"(?:完成|启动|推进|加快|做好|办理|抓好|正在办理)(?:了)?[^，。；、]{0,4}?(?P<step>征地|征迁|征拆|拆迁|选址|立项|签约|前期[工手准][作续备]|(?:完善|办理)?手续(?:办理)?|招投标|论证|主体)"
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
    )


def read_stages() -> dict[str, list[dict[str, Any]]]:
    """The rows as they stand in the file."""
    with STAGES.open("rb") as file:
        return tomllib.load(file)


def read_stage(clause: str, start: int, end: int) -> str | None:
    """The stage that `clause` tells of the name at `start`..`end`, None when it tells none."""
    words = load_stages()
    step = COMPLETED_STEP.search(clause, end) or COMPLETED_STEP.search(clause, 0, start)
    after = words.pattern.search(clause, end)
    if step and step.start() >= end and (after is None or step.start() <= after.start()):
        return "main_body_done" if step["step"] == "主体" else "planned"
    if after is not None:
        return words.code[after.group()]
    before = None
    for match in words.pattern.finditer(clause, 0, start):
        before = match
    return words.code[before.group()] if before is not None else None


def promised_stage(action: str, clause: str) -> str:
    """The stage a plan's clause promises: its strongest word that names a result, else pushing on."""
    words = load_stages()
    found = [words.code[match.group()] for match in words.pattern.finditer(action or clause)]
    if not found:
        found = [words.code[match.group()] for match in words.pattern.finditer(clause)]
    return found[0] if len(found) == 1 else strongest(found)


def strongest(found: list[str]) -> str:
    """Of several stages named in one promise the furthest that is a result; 谋划 at the front keeps it a plan."""
    if not found:
        return "under_construction"
    if found[0] == "planned":
        return "planned"
    order = ("in_use", "completed", "main_body_done", "started", "under_construction", "planned")
    return next(stage for stage in order if stage in found)


def is_partial(clause: str, end: int) -> bool:
    """部分投入使用: only a part is told of."""
    return bool(PARTIAL.search(clause[end : end + 12]))
