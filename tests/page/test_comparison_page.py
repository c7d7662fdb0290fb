"""The comparison's page in a real browser: no errors, no network, every link inside leads somewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors.records import Bundle
from pipeline.compare.compare import compare_body
from pipeline.emit.comparison.page import write_page

pytestmark = pytest.mark.browser
LEADS_NOWHERE = """[...document.querySelectorAll('a[href^="#"]')]
    .map(link => decodeURIComponent(link.hash.slice(1)))
    .filter(id => id && !document.getElementById(id))"""


@pytest.mark.parametrize("width", [1440, 390])
def test_the_comparison_page_in_a_browser(width: int, shipped: Bundle, browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "comparison.html"
    path.write_bytes(write_page(compare_body([shipped], body="瓯海区教育局")))
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    try:
        assert wrong == []
        assert asked == [path.as_uri()]
        assert page.evaluate(LEADS_NOWHERE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("svg").count() >= 2
    finally:
        context.close()
