"""Bans: whom they stop, how long, and who may make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import select

from mastaba.api import OperationError, find_at, share
from mastaba.events.models import Audit
from mastaba.testing import ScratchSite
from mastaba.testing.maker import visit
from mastaba_comments.models import SPAM, WAITING, Comment
from mastaba_comments.operations import Draft, post
from mastaba_comments.operations.ban import ban, bans, lift, may_ban, tokens_of
from mastaba_comments.operations.trust import trust
from mastaba_comments.tokens import account_token
from tests.functional.comments.conftest import PLUGINS

HERE = SimpleNamespace(address="a" * 32, network="b" * 32)
BESIDE = SimpleNamespace(address="c" * 32, network="b" * 32)
AWAY = SimpleNamespace(address="e" * 32, network="f" * 32)
ADA = {"name": "Ada", "mail": "ada@example.org"}


def send(request: Any, traces: Any = HERE, **draft: Any) -> Comment:
    page, number = find_at(request, "/news"), len(request.db.scalars(select(Comment.id)).all())
    ticket = SimpleNamespace(id=f"ticket {number}", age=timedelta(minutes=1))
    words = f"This is comment number {number}."
    return post(request, page, Draft(words, **draft), ticket=ticket, traces=traces)


@pytest.mark.parametrize("kind", ["mail", "address", "network"])
def test_a_banned_visitor_is_spam_without_a_word_until_the_ban_ends(
    news: ScratchSite, kind: str
) -> None:
    with visit(news) as request:
        tokens = dict(word.split(":")[::-1] for word, _ in tokens_of(send(request, **ADA)))
        whose = {of: token for token, of in tokens.items()}[kind]
    with news.request("editor") as request:
        week = request.now + timedelta(days=7)
        ban(request, f"{kind}:{whose}", "somebody", until=week)
    stopped = {"mail": (AWAY, ADA), "address": (HERE, {}), "network": (BESIDE, {})}[kind]
    free = {"mail": (HERE, {}), "address": (BESIDE, ADA), "network": (AWAY, ADA)}[kind]
    with visit(news) as request:
        made = send(request, stopped[0], **{"name": "Eve", **stopped[1]})
        assert (made.state, made.verdict[0]["words"]) == (SPAM, "Banned: somebody.")
        assert send(request, free[0], **{"name": "Eve", **free[1]}).state == WAITING
        request.now = week
        assert send(request, stopped[0], **{"name": "Eve", **stopped[1]}).state == WAITING


def test_a_banned_account_is_told_and_one_at_a_banned_address_is_not_concerned(
    news: ScratchSite,
) -> None:
    me = account_token(news.account("reader").id)
    with news.request("editor") as request:
        ban(request, f"address:{HERE.address}", "an address")
        made = ban(request, me, "an account", "rude").id
        trust(request, me, True)
    with news.request("reader") as request, pytest.raises(OperationError, match="cannot comment"):
        send(request)
    with news.request("author") as request:
        assert send(request).state == WAITING
    with news.request("editor") as request:
        assert (lift(request, made), lift(request, made)) == (True, False)
    with news.request("reader") as request:
        send(request)


def test_bans_and_trust_need_the_right_to_moderate_the_whole_site(news: ScratchSite) -> None:
    me = news.account("reader")
    for path, may in (("/news", False), ("/", True)):
        with news.request() as request:
            share(request, find_at(request, path), {f"user:{me.uid}": ["moderator"]})
        with news.request("reader") as request:
            assert may_ban(request) is may
            for forbidden in (
                lambda request=request: ban(request, "mail:x", "x"),
                lambda request=request: lift(request, 1),
                lambda request=request: bans(request),
                lambda request=request: trust(request, "mail:x", True),
            ):
                if may:
                    forbidden()
                    continue
                with pytest.raises(HTTPForbidden):
                    forbidden()


def test_bans_of_addresses_pass_and_those_of_people_stay(news: ScratchSite) -> None:
    with news.request("editor") as request:
        month = request.now + timedelta(days=30)
        assert ban(request, "network:n", "n").until == month
        assert ban(request, "address:a", "a", until=month + timedelta(days=1)).until == month
        assert ban(request, "mail:m", "m").until is None
        assert [one.token for one in bans(request)] == ["mail:m", "address:a", "network:n"]
        assert [one.token for one in bans(request, limit=1)] == ["mail:m"]
        last = bans(request, limit=1)[-1].id
        assert [one.token for one in bans(request, before=last)] == ["address:a", "network:n"]
        request.now = month
        assert [one.token for one in bans(request)] == ["mail:m"]


def test_a_site_that_keeps_nothing_of_addresses_bans_none(
    make_site: Callable[..., ScratchSite],
) -> None:
    kept = {"mastaba.plugins": PLUGINS, "mastaba.comments.privacy.addresses_for": "0s"}
    with (
        make_site(kept).request("editor") as request,
        pytest.raises(OperationError, match="keeps nothing"),
    ):
        ban(request, "network:n", "n")


def test_a_second_ban_of_the_same_person_replaces_the_first(news: ScratchSite) -> None:
    with news.request("editor") as request:
        first = ban(request, "mail:m", "m", "rude", request.now + timedelta(days=1)).id
        again = ban(request, "mail:m", "m", " ")
        assert (again.id, again.reason, again.until) == (first, None, None)


@pytest.mark.parametrize("token", ["", "mail", "mail:", "everybody:x", "\0:\0"])
def test_only_somebody_can_be_banned(news: ScratchSite, token: str) -> None:
    with news.request("editor") as request:
        with pytest.raises(OperationError, match="Nobody can be banned"):
            ban(request, token, "x")
        with pytest.raises(OperationError, match="over already"):
            ban(request, "mail:m", "m", until=request.now)
        with pytest.raises(OperationError, match="your own account"):
            ban(request, account_token(request.identity.id), "me")


def test_neither_words_nor_audit_tell_who_it_is(news: ScratchSite) -> None:
    with visit(news) as request:
        tokens = tokens_of(send(request, **ADA))
    with news.request("editor") as request:
        for token, words in tokens:
            ban(request, token, words)
            assert "Ada" not in words
            assert "ada@example.org" not in words
        request.db.flush()
        made = select(Audit.data).where(Audit.action == "comments.ban.made")
        kinds = [data["kind"] for data in request.db.scalars(made.order_by(Audit.id))]
        assert kinds == ["mail", "address", "network"]
        noted = str(request.db.scalars(select(Audit.data)).all())
        assert not any(token.partition(":")[2] in noted for token, _words in tokens)


def test_of_a_member_only_the_account_can_be_banned(news: ScratchSite) -> None:
    with news.request("reader") as request:
        (named,) = tokens_of(send(request))
        assert named[0] == account_token(request.identity.id)
