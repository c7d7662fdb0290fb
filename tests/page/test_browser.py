"""The pages in a real browser: what a reader sees, clicks, types and prints."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractors.records import Bundle, CorrectionOutcome, Origin
from pipeline.emit.page import write_pages
from pipeline.review.files import parse_correction
from tests.page.sample import TEXT, make_sample, place, with_text

pytestmark = pytest.mark.browser


class Watched:
    """A page that remembers what went wrong on it and what it asked for."""

    def __init__(self, browser: Any, **options: Any) -> None:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(6000)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda m: m.type in ("error", "warning") and self.wrong.append(m.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, address: str) -> Any:
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]", timeout=10_000)
        return self.page


@pytest.fixture
def watch(browser: Any) -> Iterator[Any]:
    """Makes watched pages; a page with an error fails its test."""
    made: list[Watched] = []

    def make(**options: Any) -> Watched:
        made.append(Watched(browser, **options))
        return made[-1]

    yield make
    for watched in made:
        watched.context.close()
        assert watched.wrong == []


def address(site: Path, name: str, hash: str = "") -> str:
    return f"{(site / name).as_uri()}{hash}"


SAMPLE = "review/sample.html"
SHIPPED = "review/ouhai_2022_2023.html"


@pytest.mark.parametrize("name", ["index.html", SAMPLE, SHIPPED])
def test_a_page_loads_by_itself(watch: Any, site: Path, name: str) -> None:
    watched = watch()
    page = watched.open(address(site, name))
    page.wait_for_timeout(150)
    assert {url.split(":")[0] for url in watched.asked} <= {"file", "data"}
    assert [url for url in watched.asked if url.startswith("file")] == [address(site, name)]


def test_counts_are_those_of_the_bundle(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    shown = {
        key: page.text_content(f'[data-count="{key}"]').replace(",", "")
        for key in ("numeral", "quantity", "result", "target", "school", "commitment", "finding")
    }
    assert shown == {
        "numeral": str(len(shipped.numerals)),
        "quantity": str(len(shipped.quantities)),
        "result": str(sum(s.role == "result" for s in shipped.statements)),
        "target": str(sum(s.role == "target" for s in shipped.statements)),
        "school": str(len(shipped.school_mentions)),
        "commitment": str(len(shipped.commitments)),
        "finding": str(len(shipped.findings)),
    }
    text = "\n".join(page.locator("#sheet .line").all_text_contents())
    assert text.split() == shipped.text.split()


def test_a_layer_goes_off_and_on(watch: Any, site: Path) -> None:
    page = watch().open(address(site, SAMPLE))
    toggle = page.locator('[data-layer="school"]')
    lane = "getComputedStyle(document.querySelector('.mark.school')).getPropertyValue('--lane-0').trim()"
    assert page.evaluate(lane) != "none"
    toggle.click()
    assert (toggle.get_attribute("aria-pressed"), page.evaluate(lane)) == ("false", "none")
    page.keyboard.press("8")
    assert (toggle.get_attribute("aria-pressed"), page.evaluate(lane) != "none") == ("true", True)


def marks_of(page: Any, record: str) -> list[dict[str, Any]]:
    """Boxes and words of a record's marks, in text order."""
    return page.evaluate(
        """(id) => [...document.querySelectorAll('.mark')]
          .filter((mark) => mark.entries.some((entry) => entry.record.id === id))
          .map((mark) => {
            const boxes = [...mark.getClientRects()].map((box) => [box.left, box.right]);
            return { words: mark.textContent, boxes };
          })""",
        record,
    )


def text_boxes(page: Any, start: int, end: int) -> list[list[float]]:
    """Left and right of the words between two places, as the browser lays them out."""
    return page.evaluate(
        """([start, end]) => {
          const lines = [...document.querySelectorAll('#sheet .line')];
          const line = lines.filter((l) => Number(l.dataset.start) <= start).pop();
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          let at = Number(line.dataset.start);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (start >= at && start < at + node.length) range.setStart(node, start - at);
            if (end > at && end <= at + node.length) range.setEnd(node, end - at);
            at += node.length;
          }
          return [...range.getClientRects()].filter((b) => b.width > 0).map((b) => [b.left, b.right]);
        }""",
        [start, end],
    )


def test_overlapping_records_are_drawn_over_their_own_words(watch: Any, site: Path) -> None:
    page = watch(viewport={"width": 1700, "height": 900}).open(address(site, SAMPLE))
    bundle = make_sample()
    drawn = [*bundle.quantities, *bundle.statements, *bundle.school_mentions, *bundle.commitments]
    for record in drawn:
        marks = marks_of(page, record.id)
        assert "".join(mark["words"] for mark in marks) == record.text
        boxes = [box for mark in marks for box in mark["boxes"]]
        wanted = text_boxes(page, record.start, record.end)
        assert min(b[0] for b in boxes) == pytest.approx(min(b[0] for b in wanted), abs=1)
        assert max(b[1] for b in boxes) == pytest.approx(max(b[1] for b in wanted), abs=1)
    finding = bundle.findings[0]
    assert "".join(m["words"] for m in marks_of(page, finding.id)) == "".join(
        e.text for e in finding.evidence
    )
    classes = page.evaluate(
        "[...document.querySelectorAll('.mark')].find((m) => m.textContent === '360').className"
    )
    expected = {"numeral", "quantity", "of-target", "target", "commitment", "plain-strength", "finding"}
    assert expected <= set(classes.split())


def colours_below(page: Any, start: int, end: int, colour: tuple[int, int, int]) -> list[int]:
    """Rows of pixels, counted from the words' top, in which nearly the whole width has the colour."""
    from PIL import Image

    (left, right), *_ = text_boxes(page, start, end)
    top = page.evaluate(
        """(start) => {
          const lines = [...document.querySelectorAll('#sheet .line')];
          const line = lines.filter((l) => Number(l.dataset.start) <= start).pop();
          return line.getBoundingClientRect().top;
        }""",
        start,
    )
    shot = page.screenshot(clip={"x": left, "y": top, "width": right - left, "height": 60})
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    rows = []
    for row in range(image.height):
        near = sum(
            all(abs(a - b) < 40 for a, b in zip(image.getpixel((x, row)), colour, strict=True))
            for x in range(image.width)
        )
        if near > image.width * 0.9:
            rows.append(row)
    return rows


def test_lines_of_three_layers_lie_in_their_own_lanes(watch: Any, site: Path) -> None:
    page = watch(viewport={"width": 1700, "height": 900}, color_scheme="light").open(address(site, SAMPLE))
    school = place("第一实验幼儿园")
    lines = {
        "school": colours_below(page, *school, (0x00, 0x62, 0xA8)),
        "commitment": colours_below(page, *school, (0xA3, 0x3A, 0x7C)),
    }
    number = place("360")
    lines["target"] = colours_below(page, *place("学位390"), (0x00, 0x80, 0x5D))
    assert lines["school"] and lines["commitment"] and lines["target"]
    assert max(lines["school"]) < min(lines["commitment"])
    assert colours_below(page, *number, (0x00, 0x62, 0xA8)) == []
    page.click('[data-layer="commitment"]')
    assert colours_below(page, *school, (0xA3, 0x3A, 0x7C)) == []
    assert colours_below(page, *school, (0x00, 0x62, 0xA8)) == lines["school"]


def test_tables_filter_search_and_sort(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    targets = [s for s in shipped.statements if s.role == "target"]
    page.select_option('[data-filter="role"]', "target")
    assert page.text_content(".filters output") == f"{len(targets)} / {len(shipped.statements)} 条"
    assert set(page.locator(".rows tbody .tag").all_text_contents()) == {"目标"}
    wanted = next(s.indicator.name for s in targets if s.indicator)
    page.fill('.filters input[type="search"]', wanted)
    shown = page.locator(".rows tbody tr[data-id]").all_text_contents()
    assert 0 < len(shown) < len(targets)
    assert any(wanted in row for row in shown)
    page.fill('.filters input[type="search"]', "没有这样的词")
    assert page.text_content(".rows .empty") == "没有符合的记录"
    page.fill('.filters input[type="search"]', "")
    page.select_option('[data-filter="role"]', "")
    page.click(".rows th.number button")
    page.click(".rows th.number button")
    largest = max(shipped.statements, key=lambda s: float(s.value or "-inf"))
    assert page.get_attribute(".rows tbody tr[data-id]", "data-id") == largest.id
    assert page.get_attribute(".rows th.number", "aria-sort") == "descending"


def test_projects_stand_on_a_board_and_in_a_table(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    page.click("#tab-projects")
    stages = Counter(project.stage for project in shipped.projects)
    counted = [int(text) for text in page.locator(".board h3 span").all_text_contents()]
    assert sorted(counted) == sorted(stages.values())
    page.locator(".board button").first.click()
    assert page.locator(".mark.pinned").count() > 0
    page.click("text=表格")
    stage, times = stages.most_common(1)[0]
    page.select_option('[data-filter="stage"]', stage)
    assert page.text_content(".filters output") == f"{times} / {len(shipped.projects)} 条"


def test_findings_are_searched_and_grouped(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    page.click("#tab-findings")
    grave = [f for f in shipped.findings if f.severity != "info"]
    assert page.locator("article").count() == len(grave)
    page.fill('input[aria-label="搜索问题"]', grave[-1].message)
    assert 0 < page.locator("article").count() < len(grave)
    page.fill('input[aria-label="搜索问题"]', "没有这样的词")
    assert page.text_content(".findings .empty") == "没有符合的问题"


def test_the_table_leads_to_the_text_and_back(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    last = shipped.statements[-1]
    page.locator(".rows").evaluate("(rows) => { rows.scrollTop = rows.scrollHeight; }")
    page.click(f'.rows tr[data-id="{last.id}"]')
    pinned = page.locator(".mark.pinned").first
    assert pinned.bounding_box()["y"] < 900
    assert "".join(page.locator(".mark.pinned").all_text_contents()) == last.text.replace("\n", "")
    assert page.is_visible("#card")
    assert page.evaluate("decodeURIComponent(location.hash.slice(1))") == last.id
    first = shipped.quantities[0]
    page.evaluate("document.querySelector('#text').scrollTop = 0")
    page.locator(".mark.quantity").first.click()
    spoken = next(s for s in shipped.statements if s.quantity_id == first.id)
    row = page.locator('.rows tr[aria-selected="true"]')
    assert row.get_attribute("data-id") == spoken.id
    assert row.bounding_box()["y"] < 900


def test_a_school_leads_to_all_its_places(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    counts = Counter(m.school_id for m in shipped.school_mentions if m.school_id)
    school, times = counts.most_common(1)[0]
    assert times > 1
    page.click("#tab-schools")
    page.locator(".rows th.number button").first.click()
    page.locator(".rows th.number button").first.click()
    page.click(f'.rows tr[data-id="{school}"]')
    words = "".join(m.text for m in shipped.school_mentions if m.school_id == school)
    assert "".join(page.locator(".mark.pinned").all_text_contents()) == words
    assert 0 < page.locator(".mark.pinned").first.bounding_box()["y"] < 900


def test_pointing_shows_and_clicking_again_goes_outwards(watch: Any, site: Path) -> None:
    page = watch().open(address(site, SAMPLE))
    mark = page.locator(".mark", has_text="360").first
    mark.hover()
    assert page.is_visible("#tip")
    assert "学位 360个" in page.text_content("#tip")
    chosen = []
    for _ in range(5):
        mark.click()
        chosen.append(page.evaluate("decodeURIComponent(location.hash.slice(1))").split("-")[0])
    assert chosen == ["statement", "numeral", "quantity", "commitment", "finding"]
    page.keyboard.press("Escape")
    mark.click(force=True)
    assert "role.plan" in page.text_content("#card")


def test_the_card_names_the_page_of_the_file(watch: Any, tmp_path: Path) -> None:
    turn = place("二、主要任务")[0]
    origins = (Origin(start=0, end=turn, page=1), Origin(start=turn, end=len(TEXT), page=2))
    write_pages([msgspec.structs.replace(make_sample(), origins=origins)], tmp_path)
    page = watch().open(address(tmp_path, SAMPLE, f"#at={place('390个')[0]}-{place('390个')[1]}"))
    assert "原件第 2 页" in page.text_content("#card")


@pytest.mark.parametrize("hash", ["#statement-{start}-{end}", "#at={start}-{end}"])
def test_links_open_a_record(watch: Any, site: Path, hash: str) -> None:
    start, end = place("390个")
    page = watch().open(address(site, SAMPLE, hash.format(start=start, end=end)))
    assert page.is_visible("#card")
    assert "390" in page.text_content("#card h2")
    assert 0 < page.locator(".mark.pinned").first.bounding_box()["y"] < 900


def test_chapters_lead_to_their_text_and_follow_it(watch: Any, site: Path) -> None:
    page = watch().open(address(site, SHIPPED))
    link = page.locator("#chapters a").last
    link.click()
    heading = page.locator(f'.line[data-start="{link.get_attribute("data-start")}"]')
    room = page.locator("#text").bounding_box()
    assert room["y"] - 1 <= heading.bounding_box()["y"] < room["y"] + 700
    page.wait_for_selector('#chapters a[aria-current="true"]')
    page.evaluate("document.querySelector('#text').scrollTop = 0")
    page.wait_for_timeout(100)
    assert page.locator('#chapters a[aria-current="true"]').count() <= 1
    assert link.get_attribute("aria-current") is None


def test_a_conflict_shows_its_places_at_once(watch: Any, site: Path) -> None:
    page = watch().open(address(site, SAMPLE))
    page.click("#tab-findings")
    page.click("article .plain")
    quotes = page.locator("#places .place mark").all_text_contents()
    assert quotes == ["幼儿园,新增学位360个", "新增学位390个"]
    assert page.locator("#bridge path").count() == 1
    page.click("#places .place:nth-child(2) .link")
    page.keyboard.press("Escape")
    assert page.is_hidden("#places")
    assert "390 − 360 = 30" in page.text_content("#card") or "390 − 360 = 30" in page.text_content("#table")
    assert page.locator(".note").count() == 2


def test_ten_records_are_reviewed_by_keyboard(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    page.keyboard.press("j")
    for step in range(10):
        if step == 4:
            page.keyboard.press("r")
            page.keyboard.type("重复计数")
            page.fill('dialog input[name="reviewer"]', "王敏")
            page.keyboard.press("Enter")
            page.wait_for_selector("dialog:not([open])", state="attached")
            page.keyboard.press("j")
        else:
            page.keyboard.press("a")
        page.wait_for_timeout(20)
    assert page.text_content("#progress") == "已校核 10 · 待保存 10"
    with page.expect_download() as waiting:
        page.click("#export")
    lines = Path(waiting.value.path()).read_text("utf-8").splitlines()
    corrections = [parse_correction(line, where="下载") for line in lines]
    assert len({c.id for c in corrections}) == 10
    assert sorted(c.action for c in corrections) == ["accept"] * 9 + ["reject"]
    assert [(c.reason, c.by) for c in corrections if c.action == "reject"] == [("重复计数", "王敏")]
    assert waiting.value.suggested_filename == "ouhai_2022_2023@王敏.jsonl"
    assert all(shipped.text[c.place : (c.place or 0) + len(c.quote)] == c.quote for c in corrections)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.text_content("#progress") == "已校核 10 · 待保存 10"


def test_a_missed_record_is_added_from_a_selection(watch: Any, site: Path) -> None:
    page = watch().open(address(site, SAMPLE))
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector('#sheet'), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('河西小学');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 4);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }"""
    )
    page.click("#add")
    page.click("dialog >> text=学校名")
    assert page.input_value('dialog input[name="name"]') == "河西小学"
    page.click('dialog button[type="submit"]')
    with page.expect_download() as waiting:
        page.click("#export")
    (line,) = Path(waiting.value.path()).read_text("utf-8").splitlines()
    correction = parse_correction(line, where="下载")
    assert (correction.action, correction.kind, correction.quote) == ("add", "mention", "河西小学")
    assert correction.place == place("河西小学")[0]


def test_a_correction_without_its_place_is_told_first(watch: Any, tmp_path: Path) -> None:
    lost = CorrectionOutcome(
        correction="c1",
        action="accept",
        kind="quantity",
        status="gone",
        start=None,
        end=None,
        text="999个",
        record=None,
        by="王敏",
        reason="核对过",
        message="原文里找不到这些词",
    )
    write_pages([msgspec.structs.replace(make_sample(), corrections=(lost,))], tmp_path)
    page = watch().open(address(tmp_path, SAMPLE))
    assert page.get_attribute("#tab-corrections", "aria-selected") == "true"
    assert "999个" in page.text_content(".corrections .gone")
    assert "王敏 · 核对过 · 原文里找不到这些词" in page.text_content(".corrections .gone")
    page.goto(address(tmp_path, "index.html"))
    assert "1 条校核的原处已不在" in page.text_content(".report")


HOSTILE = (
    "<script>document.title='中招'</script>\n"
    "<img src=x onerror=\"document.title='中招'\">2031年新增学位5个\n"
    "</p></section><iframe src='https://example.org'></iframe>&lt;b&gt; \u2028 ]]> <!-- \x00\x07\n"
    "</script><svg onload=alert(1)> {{ 7*7 }} {% raw %} ${document.title='中招'} \U0002a6a5𠮷 尾\n"
)


def test_hostile_text_is_shown_as_text(watch: Any, tmp_path: Path) -> None:
    sample = make_sample("hostile")
    start = HOSTILE.index("5个")
    quantity = msgspec.structs.replace(sample.quantities[0], start=start, end=start + 2, text="5个")
    tail = HOSTILE.index("尾")
    school = msgspec.structs.replace(sample.school_mentions[0], start=tail, end=tail + 1, text="尾")
    name = "<img src=x onerror=alert(2)>"
    schools = (msgspec.structs.replace(sample.schools[0], name=name, aliases=("</script>",)),)
    bundle = with_text(sample, HOSTILE, quantities=(quantity,), school_mentions=(school,), schools=schools)
    write_pages([bundle], tmp_path)
    watched = watch()
    page = watched.open(address(tmp_path, "review/hostile.html"))
    page.wait_for_timeout(200)
    shown = page.locator("#sheet .line").all_text_contents()
    assert "\n".join(shown) + "\n" == HOSTILE.replace("\x00", "\ufffd").replace("\x07", "\ufffd")
    assert page.title() == "hostile · 台账"
    assert page.evaluate("document.querySelectorAll('iframe, img, #sheet svg').length") == 0
    assert page.locator(".mark.school").all_text_contents() == ["尾"]
    page.click("#tab-schools")
    page.click(".rows tbody tr[data-id]")
    assert page.text_content("#card h2") == name
    page.goto(address(tmp_path, "index.html"))
    assert page.text_content(".report h3") == "hostile"
    assert [url for url in watched.asked if not url.startswith(("file:", "data:"))] == []


def test_the_policy_stops_foreign_script_and_network(browser: Any, site: Path) -> None:
    watched = Watched(browser)
    page = watched.open(address(site, SAMPLE))
    policy = page.get_attribute('meta[http-equiv="Content-Security-Policy"]', "content")
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == rules["connect-src"] == rules["base-uri"] == "'none'"
    assert rules["script-src"].startswith("'sha256-") and "unsafe" not in policy
    outcome = page.evaluate(
        """async () => {
          const said = {};
          const frame = document.createElement('div');
          try { frame.setAttribute('onclick', "window.caught = true"); } catch { said.refused = true; }
          document.body.append(frame);
          frame.click();
          try { frame.innerHTML = '<b>x</b>'; said.markup = true; } catch { said.markup = false; }
          try { await fetch('http://127.0.0.1:9/'); said.fetched = true; } catch { said.fetched = false; }
          return { ...said, caught: window.caught === true };
        }"""
    )
    assert outcome == {"markup": False, "fetched": False, "caught": False, "refused": True}
    assert any("Content Security Policy" in words for words in watched.wrong)
    watched.context.close()


def test_a_phone_shows_one_part_at_a_time(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).open(
        address(site, SHIPPED)
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    parts = {"text": "#text", "chapters": "#chapters", "panel": "#panel"}
    for view in ("chapters", "panel", "text"):
        page.tap(f'[data-go="{view}"]')
        assert {name: page.is_visible(part) for name, part in parts.items()} == {
            name: name == view for name in parts
        }
    room = page.locator("#text").bounding_box()
    assert 0 < room["y"] < 150 and room["y"] + room["height"] < 844
    page.locator(".mark.quantity").first.tap()
    assert page.locator(".mark.pinned").count() > 0
    assert page.is_visible("#card") and page.is_visible("#text") and page.is_hidden("#tip")
    for chosen in (shipped.statements[2], shipped.statements[-1]):
        page.evaluate("(id) => { location.hash = encodeURIComponent(id); }", chosen.id)
        page.wait_for_function("(words) => document.querySelector('.mark.pinned')", arg=chosen.text)
        assert page.locator(".top").bounding_box()["y"] == 0
        assert page.locator(".views").bounding_box()["y"] > 750
        page.locator(".mark.pinned").first.tap()
        assert 0 <= page.locator(".mark.pinned").first.bounding_box()["y"] < 500


def test_paper_gets_the_whole_text_and_the_open_table(watch: Any, site: Path, shipped: Bundle) -> None:
    page = watch().open(address(site, SHIPPED))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".rows tbody tr[data-id]").count() == len(shipped.statements)
    claimed = page.evaluate(
        """() => {
          const marks = [...document.querySelectorAll('.mark.quantity')];
          const records = marks.flatMap((mark) => mark.entries.map((entry) => entry.record));
          return new Set(records.filter((record) => record.kind === 'quantity')).size;
        }"""
    )
    assert claimed == len(shipped.quantities)
    assert [line for line in page.locator("#sheet .line").all_text_contents() if line.strip()] == [
        line for line in shipped.text.split("\n") if line.strip()
    ]
    assert page.is_hidden("#chapters") and page.is_hidden(".tools")
    assert page.evaluate("getComputedStyle(document.querySelector('#text')).overflowY") == "visible"


def test_a_print_holds_every_word(watch: Any, site: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(watch().open(address(site, SAMPLE)).pdf(format="A4"))
    printed = "".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    for line in TEXT.split():
        assert line in "".join(printed.split())
    assert "新增学位前后不一" in "".join(printed.split())


def test_a_long_report_works(watch: Any, tmp_path: Path, shipped: Bundle) -> None:
    bundle = repeat_bundle(shipped, characters=300_000, source_id="long")
    write_pages([bundle], tmp_path)
    page = watch().open(address(tmp_path, "review/long.html"))
    timing = page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
    assert timing < 20_000
    assert page.locator(".mark").count() < 5000
    assert page.locator(".rows tbody tr").count() < 80
    last = bundle.statements[-1]
    page.evaluate("(id) => { location.hash = encodeURIComponent(id); }", last.id)
    page.wait_for_selector(".mark.pinned")
    assert page.locator(".mark.pinned").first.bounding_box()["y"] < 900
    page.fill('.filters input[type="search"]', "学位")
    assert page.text_content(".filters output") != f"{len(bundle.statements)} 条"


def repeat_bundle(bundle: Bundle, *, characters: int, source_id: str) -> Bundle:
    """A long report: the same text and records again and again, each with its own places and ids."""
    size = len(bundle.text)
    times = characters // size + 1

    def moved(record: Any, by: int) -> Any:
        row = msgspec.json.decode(msgspec.json.encode(record))
        shift(row, by)
        return msgspec.convert(row, type(record))

    layers = ("sections", "numerals", "quantities", "statements", "commitments")
    many = {
        name: tuple(moved(record, n * size) for n in range(times) for record in getattr(bundle, name))
        for name in layers
    }
    long = with_text(bundle, bundle.text * times, documents=bundle.documents, **many)
    return msgspec.structs.replace(long, source=msgspec.structs.replace(bundle.source, id=source_id))


def shift(row: Any, by: int) -> None:
    """Move every offset in a record by a number of characters, and give its ids a mark of their own."""
    for key, value in row.items():
        if isinstance(value, dict):
            shift(value, by)
        elif key in ("start", "end"):
            row[key] = value + by
        elif key in ("id", "quantity_id", "parent_id", "repeats", "section_id") and value:
            row[key] = f"{value}+{by}"
        elif key in ("numeral_ids", "statement_ids"):
            row[key] = [f"{one}+{by}" for one in value]
