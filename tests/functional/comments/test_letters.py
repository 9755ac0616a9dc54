"""Letters: who is written, when, and that they hold nothing but counts, titles and links."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from mastaba.api import create, find_at, publish, share, unpublish, user_token
from mastaba.events.models import Outbox
from mastaba.security.models import Account
from mastaba.testing import Client, ScratchSite
from mastaba_comments.letters.answers import PAUSE, write_answers
from mastaba_comments.letters.digest import write_digests
from mastaba_comments.models import SHOWN, SPAM, WAITING, Comment, Report
from mastaba_comments.operations import Draft, decide, post
from mastaba_comments.tokens import mail_hash
from mastaba_pages.models import Page
from tests.functional.comments.conftest import PLUGINS

CANARY = "Zebrafink"
HOUR = timedelta(hours=1)
MAILING = {
    "mastaba.plugins": PLUGINS,
    "mastaba.mail.backend": "smtp",
    "mastaba.mail.sender": "site@example.org",
}
Write = Callable[..., Comment]


def mails(request: Any) -> list[tuple[str, str]]:
    """Whom was written, and what, since the last look; the rows hold no canary."""
    rows = list(request.db.scalars(select(Outbox).where(Outbox.topic == "mail.send")))
    assert all(CANARY.casefold() not in str(row.payload).casefold() for row in rows)
    found = [
        (row.payload["to"], row.payload["subject"] + "\n" + row.payload["text"]) for row in rows
    ]
    request.db.execute(delete(Outbox).where(Outbox.topic == "mail.send"))
    return sorted(found)


def run(site: ScratchSite, work: Callable[[Any], None], at: datetime) -> list[tuple[str, str]]:
    """Do periodic work as the jobs do, at an instant; the mails it wrote."""
    with site.request() as request:
        request.now = at
        work(request)
        request.db.flush()
        return mails(request)


def with_mail(site: ScratchSite, *roles: str) -> None:
    for role in roles:
        key = site.account(role).id
        with site.request() as request:
            request.db.get_one(Account, key).email = f"{role}@example.org"


def page_at(request: Any, title: str) -> Any:
    node = create(request, find_at(request, "/"), Page, {"title": title})
    publish(request, node)
    return node


def test_moderators_hear_of_what_they_may_moderate(news: ScratchSite, comment: Write) -> None:
    with_mail(news, "editor", "reader", "author")
    local = user_token(news.account("reader").uid)
    with news.request() as request:
        began, node, other = request.now, find_at(request, "/news"), page_at(request, "Apart")
        share(request, node, {local: ["moderator"]})
        for _ in range(2):
            comment(
                request, node, CANARY, state=WAITING, name=CANARY, mail="zebrafink@example.org"
            )
        comment(request, other, CANARY, state=WAITING, name=CANARY)
        comment(request, other, "shown already")
    (to, text), (to_local, local_text) = run(news, write_digests, began)
    assert (to, to_local) == ("editor@example.org", "reader@example.org")
    assert "3 comments wait" in text and "2 on “News”" in text and "1 on “Apart”" in text
    assert "2 comments wait" in local_text and "Apart" not in local_text
    assert "http://localhost" in text and "/admin/-/comments" in text
    assert run(news, write_digests, began + 3 * HOUR) == []  # nothing new
    with news.request() as request:
        request.now = began + 4 * HOUR
        comment(request, find_at(request, "/apart"), CANARY, state=WAITING)
    ((to, text),) = run(news, write_digests, began + 4 * HOUR)
    assert to == "editor@example.org" and "4 comments wait" in text and "1 of them new" in text
    with news.request() as request:
        request.now = began + 4 * HOUR + HOUR / 2
        comment(request, find_at(request, "/apart"), CANARY, state=WAITING)
    assert run(news, write_digests, request.now) == []  # too early
    assert len(run(news, write_digests, began + 5 * HOUR)) == 1


def test_reports_are_told_and_who_is_suspended_or_said_no_is_not(
    news: ScratchSite, comment: Write
) -> None:
    with_mail(news, "editor")
    with news.request() as request:
        began, node = request.now, find_at(request, "/news")
        told = comment(request, node, "Read by all")
        request.db.add(Report(comment_id=told.id, who="x", reason=CANARY, created=began))
    ((_to, text),) = run(news, write_digests, began)
    assert "1 comment waits" in text
    link = ends_at(text)
    press(news.client(), link, "no", "Done: you get no mails when comments wait")
    with news.request() as request:
        request.now = began + 2 * HOUR
        comment(request, find_at(request, "/news"), state=WAITING)
    assert run(news, write_digests, began + 2 * HOUR) == []
    press(news.client(), link, "yes", "Done: you get mails when comments wait")
    key = news.account("editor").id
    with news.request() as request:
        request.db.get_one(Account, key).suspended = True
    assert run(news, write_digests, began + 3 * HOUR) == []
    with news.request() as request:
        request.db.get_one(Account, key).suspended = False
    assert len(run(news, write_digests, began + 3 * HOUR)) == 1


def test_a_member_hears_of_answers_as_long_as_they_see_the_page(
    news: ScratchSite, comment: Write
) -> None:
    with_mail(news, "reader")
    key = news.account("reader").id
    with news.request() as request:
        began, node = request.now, find_at(request, "/news")
        asked = comment(request, node, "Why?", name=None, account_id=key, notify=True)
        asked_id, uid = asked.id, answer(request, comment, node, asked).uid
        answer(request, comment, node, asked, state=WAITING)
        answer(request, comment, node, asked, account_id=key)  # by oneself
    ((to, text),) = run(news, write_answers, began)
    assert to == "reader@example.org"
    assert "Somebody answered you" in text and text.count("/@@comments?comment=") == 1
    assert uid in text
    assert run(news, write_answers, began + HOUR) == []  # of each answer once
    with news.request() as request:
        node = find_at(request, "/news")
        for waiting in request.db.scalars(select(Comment).where(Comment.state == WAITING)):
            waiting.state = SHOWN
        for _ in range(12):
            answer(request, comment, node, request.db.get_one(Comment, asked_id))
    assert run(news, write_answers, began + PAUSE / 2) == []  # not so soon after the last
    ((_to, text),) = run(news, write_answers, began + PAUSE)
    assert "13 comments answer you" in text and "and more on these pages" in text
    with news.request() as request:
        node = find_at(request, "/news")
        answer(request, comment, node, request.db.get_one(Comment, asked_id))
        unpublish(request, node)
    assert run(news, write_answers, began + HOUR) == []
    with news.request() as request:
        publish(request, find_at(request, "/news"))
    assert run(news, write_answers, began + 2 * HOUR) == []  # and not later either


def test_a_visitor_is_asked_once_and_hears_nothing_before_they_said_yes(
    news: ScratchSite, comment: Write
) -> None:
    with news.request() as request:
        began, node = request.now, find_at(request, "/news")
        asked = visitors(request, comment, node)
        asked_id = asked.id
        answer(request, comment, node, asked)
        visitors(request, comment, node, state=SPAM, mail="spam@example.org")
    ((to, question),) = run(news, write_answers, began)
    assert to == "zoe@example.org" and "Please say whether that is so" in question
    with news.request() as request:
        node = find_at(request, "/news")
        visitors(request, comment, node)
        answer(request, comment, node, request.db.get_one(Comment, asked_id))
    assert run(news, write_answers, began) == []
    link = ends_at(question)
    visitor = news.client()
    assert "Is that you?" in visitor.get(link).text
    assert visitor.cookies == {}
    press(visitor, link, "yes", "you get mails when somebody answers you")
    with news.request() as request:
        answer(request, comment, find_at(request, "/news"), request.db.get_one(Comment, asked_id))
    ((to, told),) = run(news, write_answers, began)
    assert to == "zoe@example.org" and "Somebody answered you" in told
    press(visitor, ends_at(told), "no", "you get no mails when somebody answers you")
    with news.request() as request:
        answer(request, comment, find_at(request, "/news"), request.db.get_one(Comment, asked_id))
        visitors(request, comment, find_at(request, "/news"))
    assert run(news, write_answers, began + timedelta(days=90)) == []


def test_a_visitor_hears_nothing_of_a_page_that_is_for_members(
    news: ScratchSite, comment: Write
) -> None:
    with news.request() as request:
        began, node = request.now, find_at(request, "/news")
        asked = visitors(request, comment, node)
        asked_id = asked.id
    ((_to, question),) = run(news, write_answers, began)
    press(news.client(), ends_at(question), "yes", "Done")
    with news.request() as request:
        node = find_at(request, "/news")
        answer(request, comment, node, request.db.get_one(Comment, asked_id))
        share(request, node, {"system.Authenticated": ["reader"]}, inherit=False)
    assert run(news, write_answers, began + HOUR) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_link_that_we_did_not_make_opens_nothing(news: ScratchSite) -> None:
    visitor = news.client()
    for query in ("", "?about=queue&who=account:1&key=", "?about=owner&who=x&key=%F0%9F%A6%93"):
        visitor.get(f"/@@letters{query}", status=404)


def answer(request: Any, comment: Write, node: Any, to: Comment, **columns: Any) -> Comment:
    return comment(request, node, CANARY, answers=to, tell=True, **columns)


def visitors(request: Any, comment: Write, node: Any, **columns: Any) -> Comment:
    """By a visitor who wishes to be told of answers."""
    mail = columns.pop("mail", "zoe@example.org")
    given = {"mail": mail, "person": mail_hash(request, mail), "notify": True, "tell": True}
    return comment(request, node, CANARY, **given, **columns)


def ends_at(text: str) -> str:
    """The path of the link to one's wishes in a mail."""
    found = re.findall(r"https?://[^/\s]+(/@@letters\?\S+)", text)
    assert len(found) == 1
    return str(found[0])


def press(client: Client, link: str, wish: str, words: str) -> None:
    form = client.get(link).forms[0]
    assert words in form.submit("wish", value=wish).text


def test_the_tick_is_offered_where_mail_leaves_and_leads_to_a_letter(
    news: ScratchSite, make_site: Callable[..., ScratchSite]
) -> None:
    assert "notify" not in news.client().get("/news/@@comment").forms[0].fields
    site = make_site(MAILING)
    form = site.client().get("/news/@@comment").forms[0]
    form["text"], form["name"], form["mail"], form["notify"] = (
        "Why?",
        "Zoe",
        "zoe@example.org",
        True,
    )
    form.submit()
    with site.request("editor") as request:
        began, made = request.now, request.db.scalar(select(Comment))
        assert (made.state, made.notify) == (WAITING, True)
    assert run(site, write_answers, began) == []  # not before it is shown
    with site.request("editor") as request:
        decide(request, request.db.scalars(select(Comment)).all(), SHOWN)
    ((_to, question),) = run(site, write_answers, began)
    press(site.client(), ends_at(question), "yes", "Done")
    with site.request("editor") as request:
        draft = Draft("Because.", answers=request.db.scalar(select(Comment.uid)))
        post(request, find_at(request, "/news"), draft)
    ((to, _text),) = run(site, write_answers, began)
    assert to == "zoe@example.org"
