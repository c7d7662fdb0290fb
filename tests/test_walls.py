"""The walls of the house: who may import whom, how large a room may be, and that tables are complete."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from re import _constants as sre_constants  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]

import pytest

import extractors
import pipeline
from extractors.stages import STAGES
from pipeline.cli import COMMANDS
from pipeline.emit import EMITTERS, load_emitter

PROJECT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for folder in ("extractors", "pipeline") for path in (PROJECT / folder).rglob("*.py"))
# The only rooms that know the spine: everything else works on plain strings and records.
SPACY_ROOMS = {"extractors/nlp.py", "pipeline/data/export_docbin.py"}
HEAVY = {"spacy", "jieba", "rjieba", "pdfplumber", "pypdfium2", "docx", "sqlalchemy", "jinja2", "trafilatura"}
MOST_LINES = 400
# One list of all record types, to be read from top to bottom.
LONG_BY_DESIGN = {"extractors/records.py"}


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def imports_of(path: Path) -> set[str]:
    """Every module that a file imports, at the top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} 第 {node.lineno} 行:请写完整的模块名,不用相对导入"
            found.add(node.module or "")
    return found


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_downwards(path: Path) -> None:
    name, imports = name_of(path), imports_of(path)
    if name.startswith("extractors/"):
        assert not {module for module in imports if inside(module, "pipeline")}
    if name.startswith(("extractors/grammar/", "extractors/lexicons/")):
        upwards = {
            module
            for module in imports
            if inside(module, "extractors")
            and not inside(module, "extractors.grammar")
            and not inside(module, "extractors.lexicons")
            and module != "extractors.records"
        }
        assert not upwards, "词法和词表不依赖各阶段"
    if name == "extractors/records.py":
        assert not {module for module in imports if inside(module, "extractors")}, "记录不依赖任何阶段"
    if name not in SPACY_ROOMS:
        assert not {module for module in imports if inside(module, "spacy")}
    assert not {module for module in imports if inside(module, "tests") or inside(module, "bench")}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_fits_its_room(path: Path) -> None:
    text = path.read_text("utf-8")
    if name_of(path) not in LONG_BY_DESIGN:
        assert len(text.splitlines()) <= MOST_LINES, "模块太长,请分成几个"
    assert not re.fullmatch(r"utils?|helpers?|common|misc|tools", path.stem), "文件名要说出里面是什么"
    assert ast.get_docstring(ast.parse(text)), "模块开头要说明它找什么、不管什么"


def test_both_packages_are_this_project() -> None:
    assert Path(extractors.__file__).parent == PROJECT / "extractors"
    assert Path(pipeline.__file__).parent == PROJECT / "pipeline"


def test_every_command_is_in_the_table_and_has_its_parts() -> None:
    modules = {path.stem for path in (PROJECT / "pipeline/commands").glob("*.py")} - {"__init__"}
    assert {module.rpartition(".")[2] for _, module in COMMANDS} == modules
    assert len({name for name, _ in COMMANDS}) == len(COMMANDS)
    for name, path in COMMANDS:
        module = import_module(path)
        assert module.HELP.strip(), name
        assert callable(module.run), name
        assert f"taizhang {name}" in module.EXAMPLES, f"{name}:说明里要有例子"


def test_every_emitter_can_be_loaded() -> None:
    assert EMITTERS
    assert len({name for name, _ in EMITTERS}) == len(EMITTERS)
    for _, target in EMITTERS:
        assert callable(load_emitter(target))


def test_every_stage_finds_what_it_needs() -> None:
    given = {"text", "key", "heading", "register"}
    assert STAGES
    for stage in STAGES:
        assert set(stage.needs) <= given, f"{stage.name}:所需的层要由前面的阶段给出"
        assert not set(stage.gives) & given, f"{stage.name}:不改别的阶段的层"
        given |= set(stage.gives)


def test_the_spine_agrees_with_the_list() -> None:
    from extractors.nlp import build_language

    language = build_language()
    assert language.pipe_names == [stage.name for stage in STAGES]
    analysis = language.analyze_pipes()
    assert not {name: found for name, found in analysis["problems"].items() if found}


@pytest.mark.parametrize("words", [["--help"], ["extract", "--help"], ["--version"]])
def test_starting_imports_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy: []"


def patterns_of(value: object) -> list[re.Pattern[str]]:
    """The patterns of `re` that a name of a module holds, alone or in a tuple of tuples."""
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, tuple | list):
        return [pattern for one in value for pattern in patterns_of(one)]
    return []


def holds_back(parsed: object) -> bool:
    """Whether a parsed pattern has a possessive quantifier or an atomic group."""
    if isinstance(parsed, sre_parse.SubPattern | tuple | list):
        return any(map(holds_back, parsed))
    # by identity: the constants are numbers, and so are characters
    return parsed is sre_constants.POSSESSIVE_REPEAT or parsed is sre_constants.ATOMIC_GROUP


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_pattern_is_possessive(path: Path) -> None:
    """Python before 3.11.5 may search with one for ever."""
    if path.name == "__main__.py":
        return
    module = import_module(name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    for value in vars(module).values():
        for pattern in patterns_of(value):
            if isinstance(pattern.pattern, str):
                assert not holds_back(sre_parse.parse(pattern.pattern, pattern.flags)), pattern.pattern
