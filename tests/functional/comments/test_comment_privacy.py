"""What comments know of a person: handed out, lost on demand, and lost by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from mastaba.api import (
    ImportRecord,
    Person,
    erase_records,
    erase_visitor,
    export_records,
    find_at,
    forget_visitor,
    is_uid,
    visitor,
)
from mastaba.content.operations import delete_person
from mastaba.security.models import Account
from mastaba.security.operations import change_person
from mastaba.testing import ScratchSite
from mastaba_comments.exchange.write import change as change_imported
from mastaba_comments.letters.models import Correspondent
from mastaba_comments.models import (
    GONE,
    SHOWN,
    SPAM,
    TRASH,
    WAITING,
    Author,
    Ban,
    Comment,
    Former,
    Report,
    Thread,
)
from mastaba_comments.privacy.retention import forget_old
from mastaba_comments.privacy.theirs import NOBODY
from mastaba_comments.tokens import (
    account_token,
    address_token,
    mail_hash,
    mail_token,
    network_token,
)
from tests.support.canaries import found_in_database

KIND = "comments.comment"
NAME, MAIL = "Canary Wren", "Canary.Wren@example.org"
HASH, NETWORK = "a1" * 16, "b2" * 16
KINDS = ["comment", "comment", "report", "ban", "standing", "letters"]
WORDS = ("canary thought", "canary afterthought", "canary former", "canary reason", "canary ban")
Make = Callable[..., Comment]


def said(request: Any, make: Make, **author: Any) -> list[Comment]:
    """Two comments by somebody, one of them answered, and what is known around them."""
    node = find_at(request, "/news")
    other = make(request, node, "words of another", name="Other", mail="other@example.org")
    first = make(request, node, "canary thought", answers=other, **author)
    make(request, node, "answer of another", answers=first, name="Other")
    second = make(request, node, "canary afterthought", state=WAITING, **author)
    request.db.add(Former(comment_id=first.id, at=request.now, text="canary former"))
    return [first, second, other]


def around(request: Any, comments: list[Comment], token: str, **who: Any) -> None:
    """A report made, a ban and a counter of the same person, and those of another."""
    made = {"created": request.now}
    rows = (
        Report(comment_id=comments[2].id, who=token, reason="canary reason", **who, **made),
        Report(comment_id=comments[2].id, who="somebody", reason="of another", **made),
        Ban(token=token, words=NAME, reason="canary ban", **made),
        Ban(token="mail:other", words="Other", **made),
        Author(token=token, shown=2),
        Author(token="mail:other", shown=1),
        Correspondent(token=token, answers="yes"),
        Correspondent(token="mail:other", answers="yes"),
    )
    request.db.add_all(rows)
    request.db.flush()


def visitor_said(request: Any, make: Make) -> list[Comment]:
    digest = mail_hash(request, MAIL)
    comments = said(
        request, make, name=NAME, mail=MAIL, person=digest, address=HASH, network=NETWORK
    )
    around(request, comments, mail_token(str(digest)))
    return comments


def member_said(request: Any, make: Make, account: Account) -> list[Comment]:
    comments = said(request, make, name=None, account_id=account.id, address=HASH, network=NETWORK)
    around(request, comments, account_token(account.id), account_id=account.id)
    return comments


def test_case_281_a_visitor_is_told_everything_and_nothing_of_others(
    news: ScratchSite, comment: Make
) -> None:
    with news.request("admin") as request:
        visitor_said(request, comment)
        told = export_records(request, visitor("canary.wren@EXAMPLE.org"))[KIND]
    whole = json.dumps(told)
    kinds = [row["what"] for row in told]
    assert kinds == KINDS
    for words in (NAME, MAIL, HASH, NETWORK, *WORDS, "/news/@@comments?comment="):
        assert words in whole, words
    assert "other" not in whole.lower()


def test_cases_281_and_282_what_came_from_a_shared_address_may_be_of_others(
    news: ScratchSite, comment: Make
) -> None:
    with news.request("admin") as request:
        told = visitor_said(request, comment)
        node, token = find_at(request, "/news"), address_token(HASH)
        comment(request, node, "from next door", name="Other", address=HASH)
        made = {"created": request.now, "reason": "of next door"}
        request.db.add(Report(comment_id=told[2].id, who=token, **made))
        request.db.add(Ban(token=token, words="next door", **made))
        request.db.flush()
        known = export_records(request, visitor(MAIL))[KIND]
        assert [row["what"] for row in known] == KINDS
        assert "next door" not in json.dumps(known)
        erase_visitor(request, visitor(MAIL))
        assert token in request.db.scalars(select(Report.who)).all()
        assert token in request.db.scalars(select(Ban.token)).all()


def test_case_281_a_member_is_told_everything_and_nothing_of_others(
    news: ScratchSite, comment: Make
) -> None:
    account = news.account("reader")
    with news.request() as request:
        member_said(request, comment, account)
        said(request, comment, name=NAME, mail=MAIL, person=mail_hash(request, MAIL))
    with news.request("reader") as request:
        told = export_records(request, account)[KIND]
    whole = json.dumps(told)
    assert [row["what"] for row in told] == KINDS
    assert all(words in whole for words in (*WORDS, HASH, NETWORK))
    assert "other" not in whole.lower()
    assert NAME not in whole.replace('"words": "Canary Wren"', "")  # the ban's own words
    assert MAIL not in whole


def test_case_282_an_erased_visitor_is_found_nowhere(news: ScratchSite, comment: Make) -> None:
    with news.request("admin") as request:
        visitor_said(request, comment)
        digest = str(mail_hash(request, MAIL))
        version = request.db.scalar(select(Thread.version))
        assert erase_visitor(request, visitor(MAIL)) == 6
    assert found_in_database(news, NAME, MAIL, HASH, NETWORK, *WORDS) == []
    with news.request() as request:
        lasting = request.db.scalars(select(Ban).where(Ban.token == mail_token(digest))).one()
        assert (lasting.words, lasting.reason) == (NOBODY, None), "asking is no way out of a ban"
        assert export_records(request, visitor(MAIL))[KIND] == []
        request.db.delete(lasting)
    assert found_in_database(news, digest) == []
    with news.request() as request:
        rows = request.db.execute(select(Comment.state, Comment.text).order_by(Comment.id)).all()
        assert [tuple(row) for row in rows] == [
            (SHOWN, "words of another"), (GONE, ""), (SHOWN, "answer of another"),
        ]  # fmt: skip
        thread = request.db.scalars(select(Thread)).one()
        assert (thread.shown, thread.waiting) == (2, 0)
        assert thread.version > version
        left = [
            request.db.scalars(select(model)).all()
            for model in (Report, Ban, Author, Correspondent)
        ]
        assert [len(rows) for rows in left] == [1, 1, 1, 1]


def test_case_282_a_deleted_account_keeps_its_words_or_loses_them(
    news: ScratchSite, comment: Make
) -> None:
    account = news.account("reader")
    with news.request("admin") as request:
        member_said(request, comment, account)
        version = request.db.scalar(select(Thread.version))
        delete_person(request, request.db.get_one(Account, account.id))
        kept = request.db.scalars(select(Comment.text).where(Comment.account_id == account.id))
        assert set(kept) == {"canary thought", "canary afterthought"}
        assert request.db.scalar(select(Thread.version)) > version
    assert found_in_database(news, HASH, NETWORK, "canary reason", "canary ban") == []


def test_case_282_with_the_account_the_words_go_where_that_is_asked(
    news: ScratchSite, comment: Make
) -> None:
    account = news.account("reader")
    with news.request("admin") as request:
        member_said(request, comment, account)
        delete_person(request, request.db.get_one(Account, account.id), erase=True)
    assert found_in_database(news, HASH, NETWORK, *WORDS) == []


def test_a_forgotten_name_is_not_brought_back_by_another_import(
    news: ScratchSite, comment: Make
) -> None:
    with news.request("admin") as request:
        digest = mail_hash(request, MAIL)
        by = {"name": NAME, "mail": MAIL, "person": digest, "decided": None}
        plain, brought = (
            comment(request, find_at(request, "/news"), source=source, **by)
            for source in (None, "wp:7")
        )
        forget_visitor(request, visitor(MAIL))
        request.db.expire_all()
        assert (plain.decided, brought.decided) == (None, request.now)
        told = {"state": SHOWN, "text": "Changed there", "name": NAME, "mail": MAIL, "link": None}
        item = ImportRecord(KIND, "wp:7", "page", told)
        assert not change_imported(request, brought, item, request.now - timedelta(days=1))
    assert found_in_database(news, NAME) == []


def test_nobody_erases_all_visitors(news: ScratchSite, comment: Make) -> None:
    with news.request("admin") as request:
        visitor_said(request, comment)
        for nobody in (Person(), visitor(""), visitor("  ")):
            assert export_records(request, nobody)[KIND] == []
            assert erase_records(request, nobody) == {KIND: 0}


def test_a_new_name_is_seen_by_readers_at_once(news: ScratchSite, comment: Make) -> None:
    account = news.account("reader")
    with news.request("admin") as request:
        member_said(request, comment, account)
        version = request.db.scalar(select(Thread.version))
        row = request.db.get_one(Account, account.id)
        change_person(request, row, name="Another name", role=row.role)
        assert request.db.scalar(select(Thread.version)) == version + 1


def test_case_283_what_nobody_needs_goes_on_time(news: ScratchSite, comment: Make) -> None:
    with news.request() as request:
        start, node = request.now, find_at(request, "/news")
        traces = {"address": HASH, "network": NETWORK}
        shown = comment(request, node, "stays", **traces)
        comment(request, node, "was spam", state=SPAM)
        trashed = comment(request, node, "was trash", state=TRASH, decided=start)
        trashed.decided = start + timedelta(days=2)
        comment(request, node, "waits", state=WAITING)
        made = {"created": start}
        request.db.add_all((
            Report(comment_id=shown.id, who=HASH, **made),
            Report(comment_id=shown.id, who="account:1", settled=start, **made),
            Former(comment_id=shown.id, at=start, text="former"),
            Ban(token=address_token(HASH), words="An address", **made),
            Ban(token=network_token(NETWORK), words="A network", **made),
            Ban(token="account:1", words="For ever", **made),
            Ban(token="account:2", words="A week", until=start + timedelta(days=7), **made),
        ))  # fmt: skip
        request.db.flush()

        def after(days: float) -> tuple[set[str], int, int, int, int]:
            request.now = start + timedelta(days=days)
            forget_old(request)
            request.db.expire_all()
            texts = set(request.db.scalars(select(Comment.text)))
            hashes = request.db.scalars(select(Comment).where(Comment.address.is_not(None)))
            whose = request.db.scalars(select(Report).where(Report.who == HASH))
            rows = (hashes, whose, request.db.scalars(select(Ban)))
            history = request.db.scalars(select(Former)).all()
            return (texts, *(len(found.all()) for found in rows), len(history))

        everything = {"stays", "was spam", "was trash", "waits"}
        assert after(6.9) == (everything, 1, 1, 4, 1)
        assert after(7.1) == (everything, 1, 1, 3, 1)
        assert after(29.9) == (everything, 1, 1, 3, 1)
        assert after(30.1) == ({"stays", "was trash", "waits"}, 0, 0, 1, 1)
        assert after(32.1) == ({"stays", "waits"}, 0, 0, 1, 1)
        assert after(179) == ({"stays", "waits"}, 0, 0, 1, 1)
        assert after(181) == ({"stays", "waits"}, 0, 0, 1, 0)
        assert [r.who.partition(":")[0] for r in request.db.scalars(select(Report))] == [
            "forgotten"
        ]
        thread = request.db.scalars(select(Thread)).one()
        assert (thread.shown, thread.waiting) == (1, 1)
        assert is_uid(shown.uid)


def test_case_283_mails_go_when_a_time_is_set(
    news: ScratchSite, comment: Make, make_site: Callable[..., ScratchSite]
) -> None:
    keeping = {
        "mastaba.plugins": "pages comments",
        "mastaba.comments.privacy.mails_for": "90d",
    }
    with news.request("admin") as request:
        visitor_said(request, comment)
        request.now += timedelta(days=400)
        forget_old(request)
        assert found_mails(request) == {MAIL, "other@example.org"}
    with make_site(keeping).request("admin") as request:
        request.now += timedelta(days=89)
        forget_old(request)
        assert len(found_mails(request)) == 2
        request.now += timedelta(days=2)
        forget_old(request)
        assert found_mails(request) == set()
        told = export_records(request, visitor(MAIL))[KIND]
        assert [row["text"] for row in told if row["what"] == "comment"] == list(WORDS[:2])


def found_mails(request: Any) -> set[str]:
    return set(request.db.scalars(select(Comment.mail).where(Comment.mail.is_not(None))))
