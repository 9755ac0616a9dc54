"""A visitor and a member do everything there is to do; erased, they are found nowhere (case 282).

Looked through: every table, the queue of jobs, the log of all of it, kept HTML, and every page on
which they were seen before.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from mastaba.api import find_at, visitor
from mastaba.content.personal import export_person
from mastaba.jobs.queue import beside
from mastaba.security.models import Account
from mastaba.security.operations import add_person, change_person
from mastaba.testing import ScratchSite
from mastaba.testing.work import run_all
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.operations import change, decide
from mastaba_comments.operations.ban import ban, tokens_of
from mastaba_comments.own import own_key
from mastaba_comments.talking.keeping import Keeping
from tests.support.canaries import found_in_database

VISITOR = {"name": "Canary Wren", "mail": "Canary.Wren@example.org", "notify": "1", "consent": "1"}
MEMBER = {"login": "canarymember", "name": "Canary Dove", "email": "canary.dove@example.org"}
ADDRESS = "203.0.113.177"
CANARIES = ("canary", "wren", "203.0.113", "ringlet")  # a ringlet is what both write about
MAILING = {
    "mastaba.plugins": "pages comments",
    "mastaba.mail.backend": "smtp",
    "mastaba.mail.sender": "site@example.org",
    "mastaba.fences.time": "1m",  # however busy the machine is
    "mastaba.mail.port": "1",
    "mastaba.comments.change_within": "1d",
}
PAGES = ("/news", "/news/@@comments", "/news/@@comments-feed", "/@@comments-feed")
SCREENS = (
    "/admin/-/comments?state=waiting", "/admin/-/comments?state=reported",
    "/admin/-/comments?state=shown", "/admin/-/comments?state=spam", "/admin/-/comment-bans",
    "/admin/news/@@comment-list", "/admin/", "/admin/-/people", "/admin/-/outbox",
)  # fmt: skip


@pytest.fixture
def mailing(
    news: ScratchSite, make_site: Callable[..., ScratchSite], caplog: pytest.LogCaptureFixture
) -> Iterator[ScratchSite]:
    """The site with the page `/news`, from which mail would leave; everything is logged."""
    caplog.set_level(logging.DEBUG)
    yield make_site(MAILING)


def send(site: ScratchSite, text: str, status: int = 303, **more: str) -> Any:
    """Send the visitor's form, from their address."""
    client = site.client()
    with site.request() as request:
        page = find_at(request, "/news")
        ticket = client.ticket(page, "comment", age=timedelta(seconds=30))
    fields = {**ticket, **VISITOR, "text": text, **more}
    environ = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": "canary agent"}
    return client.post("/news/@@comment", fields, extra_environ=environ, status=status)


def what_a_visitor_does(site: ScratchSite, comment: Any) -> None:
    send(site, "First ringlet of a visitor")
    send(site, "Buy ringlet pills http://canary.example/ " * 9)
    send(site, "ringlet", mail="canary is no address", status=422)
    with mock.patch("mastaba_comments.operations.post.judge", side_effect=RuntimeError("broken")):
        send(site, "ringlet of a failing rule", status=500)
    often = [send(site, "ringlet again", status="*").status_int for _ in range(8)]  # type: ignore[arg-type]  # of WebTest
    assert 429 in often
    with site.request("admin") as request:
        first = request.db.query(Comment).order_by(Comment.id).first()
        decide(request, [first], SHOWN)
        answer = comment(request, find_at(request, "/news"), "Words that stay", answers=first)
        answer.tell = True
        ban(request, tokens_of(first)[0][0], "this e-mail", "canary ban")
        uid = answer.uid
    with site.request() as request:
        first = request.db.query(Comment).order_by(Comment.id).first()
        change(request, first, "Second ringlet of a visitor", own_key(request, first))
        decide(request, [first], SHOWN)
    client = site.client()
    fields = {
        **client.ticket(page_uid(site), "report"),
        "reason": "other",
        "more": "canary reason",
    }
    environ = {"REMOTE_ADDR": ADDRESS}
    client.post(f"/news/@@report?uid={uid}", fields, extra_environ=environ, status=303)
    run_all(site.registry, ["comments.answers", "comments.digests"])


def page_uid(site: ScratchSite) -> str:
    with site.request() as request:
        return str(find_at(request, "/news").uid)


def what_a_member_does(site: ScratchSite, comment: Any) -> int:
    with site.request("admin") as request:
        account = add_person(request, role="editor", **MEMBER)
        change_person(request, account, name="Canary Dove II", email="canary2@example.org",
                      role="editor")  # fmt: skip
        page = find_at(request, "/news")
        mine = comment(request, page, "A ringlet of a member", name=None, account_id=account.id)
        comment(request, page, "Words that stay, too", answers=mine)
        return int(account.id)


def seen(site: ScratchSite) -> dict[str, bool]:
    """Each address on which one of them was or was not found."""
    visitor_, admin = site.client(), site.client("admin")
    found = {path: visitor_.get(path).text for path in PAGES}
    found |= {path: admin.get(path).text for path in SCREENS}
    return {path: any(c in text.lower() for c in CANARIES) for path, text in found.items()}


def kept(site: ScratchSite) -> str:
    with site.request() as request:
        keeping = request.service(Keeping)
    return str([keeping.texts._values, keeping.screenfuls._values])


def queue_of(site: ScratchSite) -> bytes:
    found = beside(site.database.url).database
    return b"".join(path.read_bytes() for path in _files(str(found)))


def _files(name: str) -> Any:
    from pathlib import Path

    return [path for path in Path(name).parent.glob(Path(name).name + "*") if path.is_file()]


def test_case_282_who_is_erased_is_found_nowhere(
    mailing: ScratchSite, comment: Any, caplog: pytest.LogCaptureFixture
) -> None:
    what_a_visitor_does(mailing, comment)
    member = what_a_member_does(mailing, comment)
    before = seen(mailing)
    assert all(before[path] for path in PAGES[:2]), before
    assert sum(before.values()) >= 8, before
    assert "ringlet" in kept(mailing)
    with mailing.request("admin") as request:
        told = export_person(request, visitor(VISITOR["mail"]))
        rows = told["records"]["comments.comment"]
        assert {row["what"] for row in rows} >= {"comment", "report", "ban", "letters"}
        assert "First ringlet of a visitor" in json.dumps(rows)
        assert all(row["consented"] for row in rows if row["what"] == "comment")
        assert told["mails"]
        account = request.db.get_one(Account, member)
        assert "ringlet of a member" in json.dumps(export_person(request, account))

    admin = mailing.client("admin")
    erasing = {"mail": VISITOR["mail"], "do": "erase", "word": "erase"}
    admin.send("/admin/-/privacy", erasing, status=303)
    admin.send(f"/admin/-/people/{member}/delete", {"erase": "1"}, status=303)

    assert found_in_database(mailing, *CANARIES) == []
    for canary in CANARIES:
        assert canary.encode() not in queue_of(mailing).lower(), canary
        assert canary not in kept(mailing).lower(), canary
        logged = [
            r.getMessage() for r in caplog.records if canary in caplog.handler.format(r).lower()
        ]
        assert logged == [], canary
    assert [path for path, there in seen(mailing).items() if there] == []
    page = mailing.client().get("/news").text
    assert "Words that stay" in page
    assert "Words that stay, too" in page
