"""Style and script of the pages: read once, joined, with the fingerprints that the policy lists.

The scripts are ES modules that import each other by relative path. A page that opens from the file
system cannot load modules from files, so they are joined into one: import lines go, `export` goes, and
no two modules may use one top-level name.
"""

from __future__ import annotations

import base64
import hashlib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from markupsafe import Markup

from pipeline.errors import TaizhangError

HERE: Final = Path(__file__).parent

# In the order they are joined: a module stands after those it imports.
REPORT_SCRIPTS: Final = (
    "dom.js",
    "model.js",
    "words.js",
    "segments.js",
    "corrections.js",
    "reader.js",
    "places.js",
    "card.js",
    "form.js",
    "table.js",
    "shapes.js",
    "lists.js",
    "views.js",
    "panel.js",
    "keys.js",
    "main.js",
)
INDEX_SCRIPTS: Final = ("dom.js", "index.js")
REPORT_STYLES: Final = ("tokens.css", "frame.css", "reader.css", "layers.css", "panel.css", "print.css")
INDEX_STYLES: Final = ("tokens.css", "index.css")

# import { a, b } from "./model.js";
IMPORT: Final = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"\./[a-z]+\.js";\n', re.MULTILINE)
EXPORT: Final = re.compile(r"^export\s+(?=const|let|function|async|class)", re.MULTILINE)
# const PARAGRAPHS = … | function findRecord(… | class Table
TOP_LEVEL: Final = re.compile(r"^(?:export )?(?:const|let|(?:async )?function|class)\s+(\w+)", re.MULTILINE)

SCRIPT_UNSAFE: Final = "<>&\u2028\u2029"


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """An inline style or script with the fingerprint that a content security policy lists."""

    content: Markup
    fingerprint: str


@cache
def read_labels() -> dict[str, dict[str, str]]:
    """The Chinese words for all codes, by table."""
    return tomllib.loads((HERE / "labels.toml").read_text("utf-8"))


@cache
def read_script(names: tuple[str, ...]) -> Asset:
    """The modules joined into one script."""
    parts, owners = [], dict[str, str]()
    for name in names:
        content = (HERE / "script" / name).read_text("utf-8")
        for top in TOP_LEVEL.findall(content):
            if top in owners:
                raise TaizhangError(f"script/{name}", f"与 {owners[top]} 都用了 {top}", "请改其中一个名字")
            owners[top] = name
        parts.append(EXPORT.sub("", IMPORT.sub("", content)))
    return _asset('"use strict";\n' + "\n".join(parts), closing="</script")


@cache
def read_style(names: tuple[str, ...]) -> Asset:
    """The sheets joined into one."""
    return _asset("\n".join((HERE / "style" / name).read_text("utf-8") for name in names), closing="</style")


def _asset(content: str, *, closing: str) -> Asset:
    if closing in content.lower():
        raise TaizhangError(closing, "脚本或样式里不能出现结束标记", "请拆开这个字符串")
    digest = hashlib.sha256(content.encode()).digest()
    return Asset(content=Markup(content), fingerprint=f"'sha256-{base64.b64encode(digest).decode()}'")


def security_policy(*, script: Asset, style: Asset, saving: bool) -> str:
    """The page's content security policy: only its own script and style, no network but saving."""
    parts = (
        "default-src 'none'",
        f"script-src {script.fingerprint}",
        f"style-src {style.fingerprint}",
        "img-src data:",
        "connect-src 'self'" if saving else "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return "; ".join(parts)


def as_script_data(value: object) -> Markup:
    """A value as JSON that may stand inside a script element: no `<`, no `&`, no line separators."""
    encoded = msgspec.json.encode(value).decode("utf-8")
    # str.replace is ten times as fast as str.translate over megabytes.
    for mark in SCRIPT_UNSAFE:
        encoded = encoded.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(encoded)
