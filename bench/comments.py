"""A page with 10,000 comments beside the same page without the plugin."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.content import SETTINGS, body
from bench.measure import caller, least
from mastaba.api import create, find_at, publish, uuid7
from mastaba.testing import ScratchSite
from mastaba_comments.models import SHOWN, Comment, Thread
from mastaba_comments.place import place
from mastaba_pages.models import Page

COMMENTS = 10_000
BUDGET, STATEMENTS = 1.3, 3
KINDS = {"plain": "pages", "talked": "pages comments"}
DEEPEST = 12  # answers in a row before somebody begins anew
WORDS = "The *tide* was out, so we walked to the island and back. See https://example.org/tides."


def report(folder: Path, *, rounds: int, times: int) -> list[str]:
    """Print the ratio of the two pages; return what is over its budget."""
    plain, talked = (_site(folder, name, plugins) for name, plugins in KINDS.items())
    with talked.request() as request:
        discuss(request, find_at(request, "/page"), COMMENTS)
    calls = [caller(site.application, "/page") for site in (plain, talked)]
    without, with_comments = least(calls, rounds=rounds, times=times)
    more = _statements(talked, calls[1]) - _statements(plain, calls[0])
    for site in (plain, talked):
        site.close()
    return _said(with_comments / without, more)


def discuss(request: Any, node: Any, number: int) -> None:
    """Write `number` shown comments below `node`, in conversations of some depth."""
    rows: list[dict[str, Any]] = []
    parent: Comment | None = None
    for index in range(number):
        parent = None if index % DEEPEST == 0 else parent
        made = _comment(request, node, index, parent)
        rows.append({**made, "id": index + 1})
        parent = Comment(**rows[-1])
    request.db.execute(insert(Comment), rows)
    request.db.execute(insert(Thread).values(node_id=node.id, shown=number, version=1))


def _comment(request: Any, node: Any, index: int, parent: Comment | None) -> dict[str, Any]:
    uid, created = uuid7(), request.now - timedelta(minutes=COMMENTS - index)
    root, thread, depth = place(parent, created, uid)
    return {
        "uid": uid,
        "node_id": node.id,
        "created": created,
        "text": WORDS,
        "name": f"Visitor {index % 97}",
        "state": SHOWN,
        "parent_id": None if parent is None else parent.id,
        "root": root,
        "thread": thread,
        "depth": depth,
        "digest": None,
    }


def _site(folder: Path, name: str, plugins: str) -> ScratchSite:
    site = ScratchSite(
        f"sqlite:///{folder / name}.sqlite", {**SETTINGS, "mastaba.plugins": plugins}
    )
    site.migrate()
    with site.request() as request:
        page = create(request, find_at(request, "/"), Page, {"title": "Page", "body": body()})
        publish(request, page)
    return site


def _statements(site: ScratchSite, call: Any) -> int:
    with site.statements() as sql:
        call()
    return len(sql)


def _said(ratio: float, more: int) -> list[str]:
    print(f"\n{'10,000 comments':24} {ratio:6.2f} {BUDGET:7.1f} of the page without, {more} more")
    return ["10,000 comments"] if ratio > BUDGET or more > STATEMENTS else []
