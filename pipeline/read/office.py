"""DOC, WPS, RTF, ODT and Word's XML: converted to DOCX by LibreOffice, with fallbacks for DOC and WPS.

LibreOffice runs without a window, with a profile of its own that fetches nothing and runs no macros,
under a time limit. Without it .doc and .wps (one binary format) are read by antiword, else by the
small piece-table reader of `doc_binary`; both say what they leave out. The others need LibreOffice.

Start at `read_office`; `convert_ahead` converts a run's files, several in one start of LibreOffice.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from pipeline.errors import SourceError
from pipeline.files import sha256_hex
from pipeline.read.building import Cell, Place, TextBuilder
from pipeline.read.limits import LIMITS
from pipeline.read.magic import detect_format
from pipeline.read.records import SourceText
from pipeline.read.watch import extend_watch

SUFFIXES: Final = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "word_xml": ".xml"}
NAMES: Final = {"doc": "DOC/WPS", "rtf": "RTF", "odt": "ODT", "word_xml": "Word XML"}
OFFICE_SUFFIXES: Final = frozenset({".doc", ".wps", ".rtf", ".odt"})
FILES_IN_ONE_START: Final = 20
CONVERTED_AHEAD_BYTES: Final = 20 * 2**20
RESAVE: Final = "请用 Word/WPS 打开后另存为 DOCX"
INSTALL: Final = "请安装 LibreOffice,或用 Word/WPS 另存为 DOCX"
PROGRAMS: Final = (
    "/usr/lib/libreoffice/program/soffice.bin",
    "/usr/lib64/libreoffice/program/soffice.bin",
    "/opt/libreoffice/program/soffice.bin",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SETTINGS: Final = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
PARENT_DEATH_SIGNAL: Final = 1
_LIBRARY: Final = ctypes.CDLL(None) if sys.platform == "linux" else None
PROFILE_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def read_office(content: bytes, *, name: str) -> SourceText:
    """The running text of a word-processor file that is not DOCX."""
    kind = detect_format(content, suffix=Path(name).suffix.lower(), name=name)
    converted = converted_ahead(content)
    if converted is None and find_libreoffice() is not None:
        (converted,) = convert_files([(content, SUFFIXES[kind])])
    if converted is not None:
        from pipeline.read.docx import read_docx

        return msgspec.structs.replace(read_docx(converted, name=name), format=kind)
    if kind != "doc":
        if find_libreoffice() is not None:
            raise SourceError(name, f"{NAMES[kind]} 文件已损坏,LibreOffice 打不开", RESAVE)
        raise SourceError(name, f"{NAMES[kind]} 文件需要 LibreOffice 才能读取", INSTALL)
    text = read_with_antiword(content)
    if text is not None:
        return build(text, name=name, note="由 antiword 读取:自动编号可能缺失,表格按文字排列")
    from pipeline.read.doc_binary import read_pieces

    return build(
        read_pieces(content, name=name),
        name=name,
        note="没有安装 LibreOffice,只读出文字,没有还原表格和自动编号",
    )


def build(text: str, *, name: str, note: str) -> SourceText:
    """Paragraphs, one a line; antiword draws a table's row with bars."""
    builder = TextBuilder(name=name)
    rows: list[list[str]] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        words = line.strip()
        if words.startswith("|") and words.endswith("|") and len(words) > 2:
            cells = [part.strip() for part in words[1:-1].split("|")]
            if rows and not cells[0] and len(cells) == len(rows[-1]):  # a wrapped cell goes on
                rows[-1] = [above + below for above, below in zip(rows[-1], cells, strict=True)]
            else:
                rows.append(cells)
            continue
        _add_rows(builder, rows, paragraph=number - 1)
        rows = []
        builder.add_paragraph(line, place=Place(paragraph=number))
    content, origins = builder.finish()
    if not content:
        raise SourceError(name, "DOC/WPS 文件里没有文字", "请换成有文字的文件")
    return SourceText(text=content, format="doc", origins=origins, notes=(note,))


def _add_rows(builder: TextBuilder, rows: Sequence[Sequence[str]], *, paragraph: int) -> None:
    for number, row in enumerate(rows, start=1):
        cells = [
            Cell(paragraphs=(words,), column=column, place=Place(paragraph=paragraph))
            for column, words in enumerate(row, start=1)
        ]
        builder.add_row(cells, table=1, row=number)


# --- LibreOffice ------------------------------------------------------------------------------------


@cache
def find_libreoffice() -> str | None:
    """The program, None when it is not installed."""
    # The binary itself, not its starter: so that ending it ends everything.
    for program in PROGRAMS:
        if Path(program).is_file():
            return program
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def _profile() -> Path:
    """This process's own settings for LibreOffice; removed with the process or its run."""
    folder = make_profile(tempfile.gettempdir())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def make_profile(place: str) -> Path:
    """New settings for LibreOffice in a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="office-profile-", dir=place))
    items = [
        f'<item oor:path="{path}"><prop oor:name="{prop}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, prop, value in SETTINGS
    ]
    user = folder / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(PROFILE_HEAD + "".join(items) + "</oor:items>\n", "utf-8")
    return folder


def convert_files(files: Sequence[tuple[bytes, str]], *, profile: Path | None = None) -> list[bytes | None]:
    """DOCX contents of files given as content and suffix, in order; None where conversion failed."""
    program = find_libreoffice()
    if program is None:
        return [None] * len(files)
    extend_watch(LIMITS.office_seconds)
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        target = Path(folder) / "out"
        sources = []
        for number, (content, suffix) in enumerate(files):
            source = Path(folder) / f"source{number}{suffix}"
            source.write_bytes(content)
            sources.append(source)
        command = [
            program,
            "--headless",
            "--invisible",
            "--nologo",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            f"-env:UserInstallation={(profile or _profile()).as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(target),
            *map(str, sources),
        ]
        seconds = LIMITS.office_seconds + 5.0 * len(files)
        # The first start with a new profile may only set it up and ask to be started again.
        if _run(command, seconds=seconds) is None and not target.is_dir():
            _run(command, seconds=seconds)
        results = [target / f"{source.stem}.docx" for source in sources]
        return [result.read_bytes() if result.is_file() else None for result in results]


def _run(command: list[str], *, seconds: float) -> bytes | None:
    """Standard output of a program that may take so long; None when it failed or took longer."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp", "HOME": tempfile.gettempdir()},
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    return output if process.returncode == 0 else None


def _end_with_parent() -> None:
    """Runs in the child before the program: it must not outlive a worker that is stopped."""
    if _LIBRARY is not None:
        _LIBRARY.prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)


# --- several files in one start -----------------------------------------------------------------------

_CONVERTED: Final[list[Path]] = []


def use_converted(folder: Path) -> None:
    """Called once in a worker: where the files lie that were converted before it began."""
    _CONVERTED[:] = [folder]


def converted_ahead(content: bytes) -> bytes | None:
    """The DOCX that was made of this content before the workers began, None without one."""
    for folder in _CONVERTED:
        path = folder / f"{sha256_hex(content)}.docx"
        if path.is_file():
            return path.read_bytes()
    return None


def convert_ahead(paths: Sequence[Path], *, folder: Path, jobs: int) -> None:
    """Convert all word-processor files among these, many in one start, into a folder for the workers.

    What fails here, or is alone, is converted by its worker; so nothing can be lost.
    """
    files = [found for path in paths if (found := _office_file(path)) is not None]
    if find_libreoffice() is None or len(files) < 2:
        return
    folder.mkdir()
    size = min(FILES_IN_ONE_START, -(-len(files) // jobs))
    batches = [files[at : at + size] for at in range(0, len(files), size)]

    def convert(batch: Sequence[tuple[bytes, str]]) -> None:
        profile = make_profile(str(folder))
        for (content, _), made in zip(batch, convert_files(batch, profile=profile), strict=True):
            if made is not None:
                (folder / f"{sha256_hex(content)}.docx").write_bytes(made)
        shutil.rmtree(profile, ignore_errors=True)

    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(convert, batches))


def _office_file(path: Path) -> tuple[bytes, str] | None:
    """Content and suffix of a file that LibreOffice is to convert, None for others."""
    if path.suffix.lower() not in OFFICE_SUFFIXES:
        return None
    try:
        if path.stat().st_size > CONVERTED_AHEAD_BYTES:
            return None
        content = path.read_bytes()
        kind = detect_format(content, suffix=path.suffix.lower(), name=path.name)
    except (SourceError, OSError):
        return None  # its worker will say what is wrong
    return (content, SUFFIXES[kind]) if kind in SUFFIXES else None


# --- antiword ---------------------------------------------------------------------------------------


def read_with_antiword(content: bytes) -> str | None:
    """The text of a DOC file as antiword prints it; None without antiword or when it fails."""
    program = shutil.which("antiword")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(content)
        output = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], seconds=LIMITS.office_seconds)
    text = output.decode("utf-8", errors="replace") if output is not None else ""
    return text if text.strip() else None
