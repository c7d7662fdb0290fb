"""axe-core over the pages' main states: nothing serious, in light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SAMPLE = "review/sample.html"
SHIPPED = "review/ouhai_2022_2023.html"


def nothing(page: Any) -> None:
    """The page as it opens."""


def open_card(page: Any) -> None:
    page.keyboard.press("j")


def open_finding(page: Any) -> None:
    page.click("#tab-findings")
    page.click("article .plain")


def open_edit(page: Any) -> None:
    page.keyboard.press("j")
    page.keyboard.press("e")


def open_tab(name: str) -> Callable[[Any], None]:
    def act(page: Any) -> None:
        page.click(f"#tab-{name}")

    return act


STATES = {
    "index": ("index.html", [nothing]),
    "report": (SAMPLE, [nothing, open_card, open_finding, open_edit]),
    "tables": (SHIPPED, [open_tab(name) for name in ("schools", "projects", "commitments", "numerals")]),
}


def serious(page: Any) -> list[str]:
    """What axe calls serious or critical, with the first place of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{row['id']}: {row['nodes'][0]['target']} {row['nodes'][0]['failureSummary'][:200]}"
        for row in found
        if row["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    ("state", "scheme"),
    [("index", "light"), ("index", "dark"), ("report", "light"), ("report", "dark"), ("tables", "light")],
)
def test_nothing_serious(browser: Any, site: Path, state: str, scheme: Any) -> None:
    name, acts = STATES[state]
    # The checker puts its own script into the page, which the page's policy would refuse.
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto((site / name).as_uri())
    page.wait_for_selector("html[data-ready]")
    for act in acts:
        act(page)
        assert serious(page) == []
    context.close()


def test_nothing_serious_on_a_phone(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, bypass_csp=True)
    page = context.new_page()
    page.goto((site / SAMPLE).as_uri())
    page.wait_for_selector("html[data-ready]")
    for view in ("chapters", "panel", "text"):
        page.click(f'[data-go="{view}"]')
        assert serious(page) == []
    context.close()
