"""A real browser for the pages, and pages for it: the hand-made report, and the shipped one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.records import Bundle
from pipeline.emit.page import write_pages
from pipeline.extract import extract_bundle
from tests.page.sample import make_sample

PROJECT = Path(__file__).resolve().parents[2]
REPORT = PROJECT / "corpus" / "ouhai_2022_2023.txt"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    executable = find_chromium()
    if executable is None:
        pytest.skip("没有 Chromium:运行 make setup-tests,或自行安装")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def shipped() -> Bundle:
    return extract_bundle(REPORT, name=REPORT.name, source_id="ouhai_2022_2023")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, shipped: Bundle) -> Path:
    """The pages of both reports, as files."""
    out = tmp_path_factory.mktemp("site")
    write_pages([shipped, make_sample()], out)
    return out
