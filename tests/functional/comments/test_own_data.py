"""Visitors ask for what is known of them by a link to their address, and nobody else can."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from mastaba.api import Node, find_at, mails_to
from mastaba.events.models import Audit, Outbox
from mastaba.testing import ScratchSite
from mastaba_comments.privacy.links import link_values
from mastaba_comments.tokens import mail_hash
from tests.support.canaries import found_in_database

PAGE = "/@@comment-data"
MAIL = "wren@example.org"
NETWORKS = count(1)  # each call comes from another one, so that no limit is met
MAILING = {
    "mastaba.plugins": "pages comments",
    "mastaba.mail.backend": "smtp",
    "mastaba.mail.sender": "site@example.org",
    "mastaba.fences.time": "1m",  # however busy the machine is
}


@pytest.fixture
def mailing(news: ScratchSite, comment: Any, make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """A comment by a visitor, and one by another."""
    site = make_site(MAILING)
    with site.request() as request:
        page = find_at(request, "/news")
        comment(request, page, "My words", name="Wren", mail=MAIL, person=mail_hash(request, MAIL))
        comment(request, page, "Other words", mail="other@example.org")
    return site


def ask(site: ScratchSite, mail: str, status: int = 200, query: str = "", **more: str) -> Any:
    client = site.client()
    with site.request() as request:
        uid = request.db.scalar(select(Node.uid).where(Node.path == "/"))
    fields = {**client.ticket(uid, "comment-data"), "mail": mail, **more}
    sender = {"REMOTE_ADDR": f"198.51.{next(NETWORKS)}.1"}
    return client.post(PAGE + query, fields, status=status, extra_environ=sender)


def link(site: ScratchSite) -> str:
    """The query of the link in the newest mail."""
    with site.request() as request:
        newest = select(Outbox.payload).order_by(Outbox.id.desc()).limit(1)
        text = request.db.scalar(newest)["text"]
    return "?" + str(text.partition(f"{PAGE}?")[2].split()[0])


def test_a_visitor_sees_downloads_and_erases_their_own(mailing: ScratchSite) -> None:
    form = mailing.client().get(PAGE)
    assert "Set-Cookie" not in form.headers
    assert form.headers["Cache-Control"] == "no-store"
    assert "We have written to this address" in ask(mailing, MAIL.upper())
    query = link(mailing)
    assert "wren" not in query.lower()
    assert "Type your address once more" in mailing.client().get(PAGE + query)
    seen = ask(mailing, MAIL, query=query)
    assert "My words" in seen
    assert "Other words" not in seen
    file = ask(mailing, MAIL, query=query, do="download")
    told = json.loads(file.body)
    assert [row["text"] for row in told["records"]["comments.comment"]] == ["My words"]
    refused = ask(mailing, MAIL, 422, query, do="erase", word="no")
    assert "Type “erase” to erase everything." in refused
    assert "is erased" in ask(mailing, MAIL, query=query, do="erase", word="erase")
    assert found_in_database(mailing, "wren") == []
    assert found_in_database(mailing, "Other words") == ["comments_comment"]
    assert "Nothing is stored with this address." in ask(mailing, MAIL, query=query)


def test_the_words_may_stay(mailing: ScratchSite) -> None:
    ask(mailing, MAIL)
    assert "nothing tells any more" in ask(mailing, MAIL, query=link(mailing), do="forget")
    assert found_in_database(mailing, "wren") == []
    assert "My words" in mailing.client().get("/news")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_005_the_answer_is_the_same_for_an_address_nobody_knows(mailing: ScratchSite) -> None:
    with mailing.statements() as sql:
        known = ask(mailing, MAIL).text
        first = [text.partition(" ")[0] for text in sql]
    with mailing.statements() as sql:
        unknown = ask(mailing, "nobody@example.org").text
    assert known == unknown
    assert first == [text.partition(" ")[0] for text in sql]
    ask(mailing, MAIL)
    with mailing.request() as request:
        assert len(mails_to(request, MAIL)) == 1  # nobody's mailbox is flooded
        assert len(mails_to(request, "nobody@example.org")) == 1
        words = str(request.db.execute(select(Audit.subject, Audit.data)).all())
        assert "example.org" not in words
    ask(mailing, "no address", 422)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_281_a_link_is_of_one_address_and_expires(mailing: ScratchSite) -> None:
    with mailing.request() as request:
        good = link_values(request, MAIL)
        request.now -= timedelta(minutes=61)
        old = link_values(request, MAIL)
    wrong = [
        ("other@example.org", good),
        (MAIL, old),
        (MAIL, {**old, "until": good["until"]}),
        (MAIL, {**good, "until": good["until"] + "0"}),
        (MAIL, {**good, "key": ""}),
        *((MAIL, {**good, "until": until}) for until in ("", "-1", "1e9", "٣", "9" * 40)),
    ]
    for mail, values in wrong:
        query = "?" + urlencode(values)
        for do in ("download", "erase"):
            answer = ask(mailing, mail, 422, query, do=do, word="erase")
            assert "older than an hour" in answer
    assert "comments_comment" in found_in_database(mailing, "My words")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_there_is_no_such_page_elsewhere_nor_a_form_without_mail(
    mailing: ScratchSite, news: ScratchSite
) -> None:
    mailing.client().get("/news/@@comment-data", status=404)
    assert "This site sends no mails" in news.client().get(PAGE)
    assert "This site sends no mails" in ask(news, MAIL)
    assert found_in_database(news, "link within an hour") == []
