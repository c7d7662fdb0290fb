"""The local server: a correction is saved, survives a change of rules, and no stranger can write."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
import pytest

import extractors.nlp
from extractors.layers import Layers
from pipeline.corpus import find_reports
from pipeline.extract import extract_bundle
from pipeline.review.files import read_corrections
from pipeline.review.server import HOST, Desk, PageServer
from tests.page.conftest import REPORT
from tests.page.test_browser import Watched

ID = "ouhai_2022_2023"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(REPORT, folder / REPORT.name)
    return folder


@pytest.fixture
def server(corpus: Path, tmp_path: Path) -> Iterator[PageServer]:
    made = PageServer(Desk(find_reports([corpus]), out=tmp_path / "output"), port=0)
    thread = Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def ask(
    server: PageServer, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, str]:
    connection = HTTPConnection(HOST, server.server_port, timeout=20)
    connection.request(method, path, body.encode() if body else None, headers)
    answer = connection.getresponse()
    content = answer.read().decode()
    connection.close()
    return answer.status, content


@pytest.mark.browser
def test_a_saved_correction_survives_a_change_of_rules(
    browser: Any, server: PageServer, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(browser)
    page = watched.open(f"{server.origin}/review/{ID}.html")
    page.keyboard.press("j")
    chosen = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    page.keyboard.press("e")
    page.select_option('dialog select[name="role"]', "baseline")
    page.fill('dialog input[name="reason"]', "这是上年的数")
    page.fill('dialog input[name="reviewer"]', "王敏")
    page.click('dialog button[type="submit"]')
    page.wait_for_selector("dialog:not([open])", state="attached")
    page.keyboard.press("j")
    page.keyboard.press("j")
    with page.expect_response(lambda answer: answer.request.method == "POST") as saving:
        page.keyboard.press("a")
    assert saving.value.json() == {"message": f"已存入 reviews/{ID}.jsonl"}
    corrections = read_corrections(corpus, ID)
    assert sorted(c.action for c in corrections) == ["accept", "change"]

    # The rules change: they no longer find the statements that were reviewed, and call all others context.
    found = extractors.nlp.extract_layers

    def other_rules(layers: Layers) -> Layers:
        layers = found(layers)
        reviewed = {c.quote for c in corrections}
        numbers = {q.id for q in layers.quantities if q.text in reviewed}
        kept = [s for s in layers.statements if s.quantity_id not in numbers]
        changed = tuple(msgspec.structs.replace(s, role="context", repeats=None) for s in kept)
        return msgspec.structs.replace(layers, statements=changed)

    monkeypatch.setattr(extractors.nlp, "extract_layers", other_rules)
    bundle = extract_bundle(
        corpus / REPORT.name, name=REPORT.name, source_id=ID, corrections=read_corrections(corpus, ID)
    )
    standing = [s for s in bundle.statements if s.reviewed]
    assert [(s.reviewed.by, s.reviewed.action) for s in standing if s.reviewed] == [("王敏", "added")] * 2
    assert standing[0].role == "baseline"
    assert {o.status for o in bundle.corrections} == {"applied"}
    assert chosen

    server.desk.fresh.clear()
    page = watched.open(f"{server.origin}/review/{ID}.html#{standing[0].id}")
    assert page.text_content("#progress") == "已校核 2"
    assert "王敏" in page.text_content("#card .verdict")
    assert "这是上年的数" in page.text_content("#card .verdict")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("a")
    again = read_corrections(corpus, ID)
    assert len(again) == 2 and sorted(c.action for c in again) == ["accept", "accept"]
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("#tab-corrections")
    assert page.locator(".corrections li").count() == 2
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(".corrections li button.plain").first.click()
    assert len(read_corrections(corpus, ID)) == 1
    page.goto(f"{server.origin}/")
    assert "人工校核 1" in page.text_content(".report")
    assert watched.wrong == []
    watched.context.close()


CORRECTION = '{"action":"reject","kind":"quantity","quote":"14所","before":"","after":""}'


def test_only_its_own_page_may_save(server: PageServer, corpus: Path) -> None:
    good = {"X-Taizhang-Token": server.token, "Origin": server.origin}
    path = f"/corrections/{ID}"
    attempts = {
        "no token": {"Origin": server.origin},
        "another token": {**good, "X-Taizhang-Token": "x" * 32},
        "another page": {**good, "Origin": "https://example.org"},
        "another name for this machine": {**good, "Host": f"example.org:{server.server_port}"},
    }
    for headers in attempts.values():
        assert ask(server, "POST", path, CORRECTION, **headers)[0] == 403
    assert read_corrections(corpus, ID) == ()
    assert ask(server, "GET", "/", Host="example.org")[0] == 403
    assert ask(server, "POST", "/corrections/other", CORRECTION, **good)[0] == 404
    assert ask(server, "POST", "/corrections/../../x", CORRECTION, **good)[0] == 404
    assert ask(server, "POST", path, CORRECTION, **good)[0] == 200
    assert [c.quote for c in read_corrections(corpus, ID)] == ["14所"]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"action":"reject"}', '{"replaces":1}', "null"])
def test_nonsense_is_refused(server: PageServer, corpus: Path, body: str) -> None:
    status, content = ask(server, "POST", f"/corrections/{ID}", body, **{"X-Taizhang-Token": server.token})
    assert status == 400
    assert json.loads(content)["message"]
    assert read_corrections(corpus, ID) == ()


def test_too_much_is_refused(server: PageServer) -> None:
    headers = {"X-Taizhang-Token": server.token, "Content-Length": "99999999"}
    assert ask(server, "POST", f"/corrections/{ID}", None, **headers)[0] == 413


@pytest.mark.parametrize(
    "path", ["/x", "/review/other.html", "/comparison/../../etc/passwd", "/review/", "/bundles"]
)
def test_only_pages_are_served(server: PageServer, path: str) -> None:
    assert ask(server, "GET", path)[0] == 404


def test_it_listens_on_this_machine_alone(server: PageServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
