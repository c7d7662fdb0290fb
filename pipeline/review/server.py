"""The pages on 127.0.0.1, with saving: a correction goes straight into `corpus/reviews`.

Only this machine can reach it, only a page that it served can save (a token that a stranger's page
cannot read, the right Host and Origin), and it writes nothing but correction files of known reports.
"""

from __future__ import annotations

import hmac
import json
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

import msgspec

from extractors.records import Bundle
from pipeline.bundle import read_bundle
from pipeline.context import Contexts
from pipeline.corpus import Report
from pipeline.emit.page.index import (
    compared_reports,
    find_comparisons,
    read_failures,
    render_index,
    summarise,
)
from pipeline.emit.page.report import Saving, render_report
from pipeline.errors import ManifestError, TaizhangError
from pipeline.review.files import parse_correction, read_corrections, review_path, save_correction
from pipeline.work import extract_task

HOST: Final = "127.0.0.1"
LARGEST_BODY: Final = 64 * 1024
CONTENT_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Desk:
    """The reports that are served, read or extracted when they are asked for."""

    def __init__(self, reports: list[Report], *, out: Path) -> None:
        self.reports = {report.id: report for report in reports}
        self.out = out
        self.lock = Lock()
        self.fresh: dict[str, tuple[bytes, Bundle]] = {}

    def bundle(self, source_id: str) -> Bundle:
        """The report's bundle with the corrections as they lie on disk now."""
        report = self.reports[source_id]
        with self.lock:
            corrections = read_corrections(report.root, source_id)
            wanted = msgspec.json.encode(corrections)
            held = self.fresh.get(source_id)
            if held is not None and held[0] == wanted:
                return held[1]
            path = self.out / "bundles" / f"{source_id}.json"
            bundle = read_bundle(path) if path.is_file() and held is None else None
            if bundle is None or {o.correction for o in bundle.corrections} != {
                c.id for c in corrections if c.action != "withdraw"
            }:
                bundle = extract_task(Contexts().task(report))
            self.fresh[source_id] = (wanted, bundle)
            return bundle

    def save(self, source_id: str, body: bytes) -> str:
        """Put a correction into the report's file; what to tell the reader."""
        row = json.loads(body)
        if not isinstance(row, dict):
            raise ValueError("不是一条校核")
        replaces = row.pop("replaces", None)
        line = json.dumps(row, ensure_ascii=False)
        correction = parse_correction(line, where="页面送来的校核")
        root = self.reports[source_id].root
        with self.lock:
            save_correction(root, source_id, correction, replaces=replaces)
        return f"已存入 reviews/{review_path(root, source_id).name}"


class PageServer(ThreadingHTTPServer):
    """The server with its desk and token."""

    daemon_threads = True

    def __init__(self, desk: Desk, *, port: int) -> None:
        super().__init__((HOST, port), PageHandler)
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        self.origin = f"http://{HOST}:{self.server_port}"


class PageHandler(BaseHTTPRequestHandler):
    """GET pages, POST corrections."""

    server: PageServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._is_ours():
            return self._say(HTTPStatus.FORBIDDEN, "只接受本机访问")
        path = unquote(urlsplit(self.path).path)
        try:
            if path in ("/", "/index.html"):
                return self._send(HTTPStatus.OK, self._index(), "text/html; charset=utf-8")
            folder, _, name = path.lstrip("/").partition("/")
            source_id = name.removesuffix(".html")
            if folder == "review" and source_id in self.server.desk.reports:
                return self._send(HTTPStatus.OK, self._report(source_id), "text/html; charset=utf-8")
            if folder == "comparison":
                return self._send_comparison(name)
        except TaizhangError as error:
            return self._say(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        return self._say(HTTPStatus.NOT_FOUND, "没有这一页")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            self.close_connection = True
            return self._say(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容太长")
        body = self.rfile.read(int(length))
        token = self.headers.get("X-Taizhang-Token", "")
        same = self.headers.get("Origin") in (None, self.server.origin)
        if not self._is_ours() or not same or not hmac.compare_digest(token, self.server.token):
            return self._say(HTTPStatus.FORBIDDEN, "这个请求不是本页发出的,请重新打开页面")
        folder, _, source_id = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        if folder != "corrections" or source_id not in self.server.desk.reports:
            return self._say(HTTPStatus.NOT_FOUND, "没有这份报告")
        try:
            return self._say(HTTPStatus.OK, self.server.desk.save(source_id, body))
        except (ManifestError, ValueError) as error:
            return self._say(HTTPStatus.BAD_REQUEST, str(error))
        except OSError as error:
            return self._say(HTTPStatus.INTERNAL_SERVER_ERROR, f"存不进去:{error.strerror}")

    def _is_ours(self) -> bool:
        """True when the browser was asked for this machine, not for a name that points to it."""
        port = self.server.server_port
        return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

    def _index(self) -> bytes:
        desk = self.server.desk
        rows = [summarise(desk.bundle(source_id)) for source_id in desk.reports]
        return render_index(rows, failures=read_failures(desk.out), comparisons=find_comparisons(desk.out))

    def _report(self, source_id: str) -> bytes:
        saving = Saving(url=f"/corrections/{quote(source_id)}", token=self.server.token)
        desk = self.server.desk
        compared = compared_reports(find_comparisons(desk.out)).get(source_id)
        return render_report(desk.bundle(source_id), saving=saving, compared=compared)

    def _send_comparison(self, name: str) -> None:
        folder = self.server.desk.out / "comparison"
        files = {path.name: path for path in folder.glob("*") if path.suffix in CONTENT_TYPES}
        if name not in files:
            return self._say(HTTPStatus.NOT_FOUND, "没有这一页")
        return self._send(HTTPStatus.OK, files[name].read_bytes(), CONTENT_TYPES[files[name].suffix])

    def _say(self, status: HTTPStatus, message: str) -> None:
        content = json.dumps({"message": message}, ensure_ascii=False).encode()
        self._send(status, content, "application/json; charset=utf-8")

    def _send(self, status: HTTPStatus, content: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""
