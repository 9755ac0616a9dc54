"""The queue of moderators with 100,000 held comments beside the same with 100."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.content import SETTINGS
from bench.measure import Call, caller, least
from mastaba.api import create, find_at, publish, share, uuid7
from mastaba.testing import ScratchSite
from mastaba_comments.models import WAITING, Comment
from mastaba_comments.place import place
from mastaba_pages.models import Page

QUEUE = "/admin/-/comments"
FEW, MANY = 100, 100_000
BUDGET = 1.5
PAGES = 50
BATCH = 5000
ROLES = {"editor": "who moderates everything", "reader": "whose branch is empty"}


def report(folder: Path, *, rounds: int, times: int) -> list[str]:
    """Print the ratio of the two for each kind of moderator; return what is over its budget."""
    sites = [_site(folder, count) for count in (FEW, MANY)]
    over = []
    print()
    for role, who in ROLES.items():
        calls = [_call(site, role) for site in sites]
        few, many = least(calls, rounds=max(1, rounds // 4), times=max(1, times // 2))
        ratio, name = many / few, f"queue, {who}"
        print(f"{name:38} {ratio:6.2f} {BUDGET:7.1f} at {MANY:,} of {FEW} ({few * 1000:.1f} ms)")
        over += [name] if ratio > BUDGET else []
    for site in sites:
        site.close()
    return over


def _site(folder: Path, count: int) -> ScratchSite:
    address = f"sqlite:///{folder / f'queue-{count}'}.sqlite"
    site = ScratchSite(address, {**SETTINGS, "mastaba.plugins": "pages comments"})
    site.migrate()
    with site.request() as request:
        branch = _page(request, "Branch")
        share(request, branch, {"role:reader": ["moderator"]})
        hold(request, [_page(request, f"Page {number}") for number in range(PAGES)], count)
    return site


def _page(request: Any, title: str) -> Page:
    made = create(request, find_at(request, "/"), Page, {"title": title})
    publish(request, made)
    return made


def hold(request: Any, pages: list[Page], count: int) -> None:
    """Let so many comments wait, spread over `pages`, the newest first."""
    for begin in range(0, count, BATCH):
        numbers = range(begin, min(begin + BATCH, count))
        rows = [_row(request, pages[number % len(pages)], number) for number in numbers]
        request.db.execute(insert(Comment), rows)


def _row(request: Any, page: Page, number: int) -> dict[str, Any]:
    uid, at = uuid7(), request.now - timedelta(minutes=number)
    root, thread, _depth = place(None, at, uid)
    said = {"text": f"No. {number}", "name": "Ada", "state": WAITING, "digest": None}
    where = {"uid": uid, "node_id": page.id, "created": at, "root": root, "thread": thread}
    return {**where, **said}


def _call(site: ScratchSite, role: str) -> Call:
    return caller(site.application, QUEUE, f"{site.cookie_name}={site.log_in(role)}")
