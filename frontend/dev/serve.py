"""Serve the mock pages with the admin's content security policy: ``python frontend/dev/serve.py``.

Build first. ``{{asset NAME}}`` in a page becomes the hashed address, ``/mock/*`` answers
like the server would. For trying the scripts without the application; nothing ships.
"""

from __future__ import annotations

import json
import re
import sys
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent.parent / "platform" / "mastaba" / "static"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
PAGES = [
    {"uid": f"0199c0de-0000-7000-8000-{n:012d}", "title": title, "path": path, "state": state}
    for n, (title, path, state) in enumerate(
        [
            ("Opening hours", "/visit/opening-hours", "published"),
            ("How to get here", "/visit/how-to-get-here", "published"),
            ("Night walk in June", "/news/night-walk", "draft"),
            ("The bell foundry", "/museum/houses/bell-foundry", "published"),
        ]
    )
]

BRANCH = """<ul role="group"><li role="treeitem" aria-level="2" tabindex="-1" aria-label="Houses">
<span class="tree-row"><span class="tree-toggle"></span><a href="#houses" tabindex="-1">Houses</a>
</span></li></ul>"""


class Mock(BaseHTTPRequestHandler):
    """Pages, built files and a few canned answers."""

    version = 3

    def do_GET(self) -> None:
        """Answer a page of ``dev/``, a built file, or the page search."""
        url = urlsplit(self.path)
        if url.path == "/mock/find":
            return self.find(parse_qs(url.query))
        if url.path == "/mock/tree":
            return self.send(200, "text/html; charset=utf-8", BRANCH.encode())
        if url.path.startswith("/static/"):
            path = STATIC / Path(url.path).name
            return self.send(200, TYPES.get(path.suffix, "font/woff2"), path.read_bytes())
        page = HERE / (url.path.strip("/") or "index.html")
        if page.suffix == ".html" and page.is_file():
            return self.send(200, "text/html; charset=utf-8", with_assets(page).encode())
        return self.send(404, "text/plain", b"not found")

    def do_POST(self) -> None:
        """Autosave: title "fail" is refused, "conflict" is a conflict."""
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path.startswith("/@@block-"):
            return self.block(self.path.removeprefix("/@@block-"), sent)
        form = parse_qs(sent)
        title = form.get("title", [""])[0]
        if title == "conflict":
            return self.json(409, {"error": "Ada saved a newer version.", "url": "/history"})
        if title == "fail":
            return self.json(422, {"error": "The title is bad.", "fields": {"title": "Bad."}})
        if self.path == "/mock/reorder":
            return self.json(200, {})
        Mock.version += 1
        answer = {"saved": "2026-11-22T10:42:00Z", "version": Mock.version}
        return self.json(200, {**answer, "edit_url": "/behaviours.html?new"})

    def block(self, view: str, sent: str) -> None:
        """A block with one field: its form, the check of it, and a preview."""
        if view == "check":
            typed = parse_qs(sent).get("how_many", [""])[0]
            if not typed.isdecimal():
                return self.html(422, block_field(typed, "Please give a number, such as 3."))
            return self.json(200, {"data": {"how_many": typed}})
        block = json.loads(sent)
        if view == "form":
            return self.html(200, block_field(block["data"].get("how_many", "")))
        if block["type"] == "event.broken":
            return self.html(500, "")
        return self.html(200, "<h2>Next</h2><ul><li>Night walk, <a href='/'>3 June</a></li></ul>")

    def html(self, status: int, markup: str) -> None:
        """Answer a piece of a page."""
        self.send(status, "text/html; charset=utf-8", markup.encode())

    def find(self, query: dict[str, list[str]]) -> None:
        """The page search: by words or by uid."""
        words, uid = query.get("q", [""])[0].lower(), query.get("uid", [""])[0]
        found = [p for p in PAGES if p["uid"] == uid or (not uid and words in p["title"].lower())]
        self.json(200, [{**page, "url": "/admin" + page["path"]} for page in found])

    def json(self, status: int, value: object) -> None:
        """Answer JSON."""
        self.send(status, "application/json", json.dumps(value).encode())

    def send(self, status: int, kind: str, body: bytes) -> None:
        """Answer with the policy every admin screen has."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Stay quiet."""


def block_field(value: str, error: str = "") -> str:
    """A field as `forms/fields.jinja2` writes it."""
    wrong = ' aria-invalid="true" aria-describedby="how_many-error"' if error else ""
    return (
        '<div class="field"><label for="f-how_many">How many</label>'
        f'<input id="f-how_many" name="how_many" value="{escape(value)}"{wrong}>'
        f'<p class="error" id="how_many-error"{"" if error else " hidden"}>{error}</p></div>'
    )


def with_assets(page: Path) -> str:
    """The page with hashed addresses."""
    names = json.loads((STATIC / "manifest.json").read_text())
    return re.sub(r"\{\{asset (\S+)\}\}", lambda m: "/static/" + names[m[1]], page.read_text())


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if sys.argv[1:] else 0), Mock)
    print(f"http://127.0.0.1:{server.server_address[1]}/", flush=True)
    server.serve_forever()
