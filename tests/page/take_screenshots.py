"""Pictures of the pages' main states, and how fast they are: `make screenshots`.

Writes desktop.png and phone.png for the README into the first folder, all states into the second, and
prints the times that stand in docs/performance.md.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from pipeline.bundle import read_bundle
from pipeline.emit.page import write_pages
from tests.page.conftest import FLAGS, REPORT, find_chromium
from tests.page.test_browser import repeat_bundle

STATES = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 1.5,
        "has_touch": True,
        "is_mobile": True,
    },
}
# In the page: the time until the work asked for is on the screen.
MEASURE = """async (act) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const began = performance.now();
  new Function(act)();
  await painted();
  return Math.round(performance.now() - began);
}"""
ACTS = {
    "选中一条": "document.querySelectorAll('.rows tbody tr[data-id]')[3].click()",
    "关一个图层": "document.querySelector('[data-layer=\"target\"]').click()",
    "搜索": "const box = document.querySelector('.filters input');"
    "box.value = '学位'; box.dispatchEvent(new Event('input'))",
    "翻到文末": "const text = document.querySelector('#text'); text.scrollTop = text.scrollHeight",
}


def choose_something(page: Any) -> None:
    """A finding with two places if there is one, else a target."""
    page.click("#tab-findings")
    if page.locator("#table article .plain").count():
        page.locator("#table article .plain").first.click()
        page.keyboard.press("Escape")
        return
    page.click("#tab-statements")
    page.select_option('[data-filter="role"]', "target")
    page.locator(".rows tbody tr[data-id]").nth(2).click()


def take(browser: Any, site: Path, images: Path, states: Path) -> None:
    """Pictures of every state."""
    for name, options in STATES.items():
        context = browser.new_context(**options)
        page = context.new_page()
        page.goto((site / "review" / f"{REPORT.stem}.html").as_uri())
        page.wait_for_selector("html[data-ready]")
        if name == "phone":
            page.locator(".mark.quantity").nth(2).tap()
        else:
            choose_something(page)
        page.wait_for_timeout(300)
        page.screenshot(path=states / f"{name}.png")
        if name != "dark":
            make_small(states / f"{name}.png", images / f"{name}.png")
        page.goto((site / "index.html").as_uri())
        page.screenshot(path=states / f"index-{name}.png")
        context.close()
    page = browser.new_page()
    page.goto((site / "review" / f"{REPORT.stem}.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    page.pdf(path=states / "print.pdf", format="A4")


def make_small(large: Path, small: Path) -> None:
    """The picture in few colours, for the README."""
    from PIL import Image

    Image.open(large).convert("RGB").quantize(160, dither=Image.Dither.NONE).save(small, optimize=True)


def measure(browser: Any, site: Path) -> None:
    """Print first paint, readiness and the time of each act, for the shipped report and a long one."""
    for source_id in (REPORT.stem, "long"):
        page = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900}).new_page()
        path = site / "review" / f"{source_id}.html"
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        page.wait_for_timeout(500)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        ready = page.evaluate(
            "performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart"
        )
        times = [f"{name} {page.evaluate(MEASURE, act)}" for name, act in ACTS.items()]
        size = path.stat().st_size / 1e6
        print(f"{source_id}:{size:.1f} MB,首次绘制 {paint:.0f},可用 {ready},{','.join(times)}(毫秒)")


def main(bundle_path: str, images: str, states: str) -> None:
    from playwright.sync_api import sync_playwright

    bundle = read_bundle(Path(bundle_path))
    site = Path(states) / "site"
    for folder in (Path(images), Path(states)):
        folder.mkdir(parents=True, exist_ok=True)
    write_pages([bundle], site)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        take(browser, site, Path(images), Path(states))
        write_pages([bundle, repeat_bundle(bundle, characters=300_000, source_id="long")], site)
        measure(browser, site)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
