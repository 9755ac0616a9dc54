"""The screens on which a person gets and loses what is known of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from mastaba.api import find_at, send_mail
from mastaba.events.models import Audit
from mastaba.security.models import Account
from mastaba.testing import ScratchSite
from mastaba_comments.tokens import mail_hash
from tests.support.canaries import found_in_database

PRIVACY = "/admin/-/privacy"
MAIL = "canary@example.org"
Make = Callable[..., Any]


@pytest.fixture
def site(make_site: Callable[..., ScratchSite]) -> ScratchSite:
    """One that shows conversations however busy the machine is."""
    return make_site({"mastaba.plugins": "pages comments", "mastaba.fences.time": "1m"})


@pytest.fixture
def commented(news: ScratchSite, comment: Make) -> ScratchSite:
    """A page with a comment of a visitor, answered by another, and a mail to the visitor."""
    with news.request() as request:
        node = find_at(request, "/news")
        first = comment(
            request,
            node,
            "Canary words",
            name="Canary",
            mail=MAIL,
            person=mail_hash(request, MAIL),
        )
        comment(request, node, "An answer", answers=first, name="Other")
        send_mail(request, to=MAIL, subject="Answered", text="Somebody answered you.")
    return news


def test_what_is_known_of_a_visitor_is_shown_handed_out_and_erased(
    commented: ScratchSite,
) -> None:
    admin = commented.client("admin")
    shown = admin.send(PRIVACY, {"mail": f" {MAIL.upper()} "}, status=200)
    rows = [" ".join(row.text.split()) for row in shown.html.select("#known, .card-row")]
    assert rows[:3] == [MAIL, "Comments1", "Mails to this address1"]
    file = admin.send(PRIVACY, {"mail": MAIL, "do": "download"}, status=200)
    assert file.headers["Content-Disposition"] == 'attachment; filename="known.json"'
    assert file.headers["Cache-Control"] == "no-store"
    told = json.loads(file.body)
    assert told["records"]["comments.comment"][0]["text"] == "Canary words"
    assert [mail["subject"] for mail in told["mails"]] == ["Answered"]
    refused = admin.send(PRIVACY, {"mail": MAIL, "do": "erase", "word": "no"}, status=422)
    assert "Type “erase” to go on." in refused
    done = admin.send(PRIVACY, {"mail": MAIL, "do": "erase", "word": " Erase "}, status=303)
    assert "is erased" in done.follow()
    assert "Nothing is known of this address" in admin.send(PRIVACY, {"mail": MAIL}, status=200)
    assert found_in_database(commented, "canary") == []
    page = commented.client().get("/news")
    assert "An answer" in page
    assert "Canary" not in page


def test_a_visitors_texts_may_stay_without_the_name(commented: ScratchSite) -> None:
    before = commented.client().get("/news")
    assert "Canary words" in before
    admin = commented.client("admin")
    admin.send(PRIVACY, {"mail": MAIL, "do": "forget"}, status=303)
    page = commented.client().get("/news")
    assert "Canary words" in page
    assert page.text.count("Canary") == 1
    assert found_in_database(commented, MAIL) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_who_manages_people_may_ask_and_only_for_an_address(news: ScratchSite) -> None:
    for role in ("editor", "reader"):
        news.client(role).send(PRIVACY, {"mail": MAIL}, status=(303, 403, 404))
    admin = news.client("admin")
    for nonsense in ("", "nobody", "x" * 300 + "@example.org", "a@b, c@d"):
        assert admin.send(PRIVACY, {"mail": nonsense}, status=422)
    admin.send(PRIVACY, {"mail": MAIL, "do": "nonsense"}, status=404)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_people_download_what_is_known_of_them(news: ScratchSite) -> None:
    told = json.loads(news.client("reader").send("/admin/-/account/known", {}, status=200).body)
    assert told["account"]["login"] == "reader"
    assert "comments.comment" in told["records"]
    reader = news.account("reader")
    admin = news.client("admin")
    file = admin.send(f"/admin/-/people/{reader.id}/known", {}, status=200)
    assert json.loads(file.body)["account"] == {**told["account"]}
    assert "What is known was downloaded" in admin.get(f"/admin/-/people/{reader.id}")
    with news.request() as request:
        asked = request.db.query(Audit.actor_name).filter(Audit.action == "person.exported")
        assert [name for (name,) in asked] == ["Reader", "Admin"]


@pytest.mark.parametrize("erase", ["", "1"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_account_goes_with_or_without_its_comments(
    news: ScratchSite, comment: Make, erase: str
) -> None:
    reader = news.account("reader")
    with news.request() as request:
        row = request.db.get(Account, reader.id)
        row.name = "Canary Wren"
        comment(request, find_at(request, "/news"), "My words", name=None, account_id=row.id)
    visitor = news.client()
    assert "Canary Wren" in visitor.get("/news")
    admin = news.client("admin")
    assert "Erase too: comments" in admin.get(f"/admin/-/people/{reader.id}")
    admin.send(f"/admin/-/people/{reader.id}/delete", {"erase": erase}, status=303)
    page = visitor.get("/news")
    assert "Canary Wren" not in page
    assert ("My words" in page) is not bool(erase)
