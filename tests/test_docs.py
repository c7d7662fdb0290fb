"""What the documents say is true: examples run, commands and files they name are there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from pipeline.cli import COMMANDS

PROJECT = Path(__file__).resolve().parent.parent
PAGES = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), PROJECT / "output" / "README.md"])


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def test_the_examples_of_the_python_interface_run() -> None:
    result = doctest.testfile(str(PROJECT / "docs" / "api.md"), module_relative=False)
    assert result.attempted > 10
    assert result.failed == 0


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{name_of(path)}:{target}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_commands_and_targets_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    commands = {name for name, _ in COMMANDS}
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in re.findall(r"(?:^|bin/|`|\s)taizhang ([a-z]+)\b", text):
        assert name in commands, f"{name_of(path)}:taizhang {name}"
    for name in re.findall(r"(?:^|`)make ([a-z-]+)\b", text, re.MULTILINE):
        assert name in targets, f"{name_of(path)}:make {name}"


def test_the_readme_names_every_exit_code() -> None:
    from pipeline.cli import EPILOG

    readme = (PROJECT / "README.md").read_text("utf-8")
    for code in re.findall(r"(\d+) ", EPILOG.partition("退出码:")[2]):
        assert f"{code} " in readme.partition("## 退出码")[2]
