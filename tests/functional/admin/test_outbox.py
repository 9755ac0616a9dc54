"""The outbox screen: what was mailed, what failed, try again; for administrators only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from mastaba.api import send_mail
from mastaba.events import deliver_due
from mastaba.testing import Client, ScratchSite
from tests.functional.mail.conftest import ini, server, start
from tests.support.mail_server import MailServer

__all__ = ["server", "start"]  # fixtures

ADDRESS = "/admin/-/outbox"
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)


def write(site: ScratchSite, number: int = 1, text: str = "Hi") -> None:
    with site.request() as request:
        send_mail(request, to="ada@example.org", subject=f"Mail {number}", text=text)


def test_listed_mail_is_shown_with_its_links_as_text(site: ScratchSite, admin: Client) -> None:
    admin.get(ADDRESS).mustcontain("No mail yet", "mastaba mail test")
    write(site, text="Follow https://site.test/-/set-password?token=abc <b>now</b>")
    page = admin.get(ADDRESS)
    page.mustcontain("Mail 1", "To ada@example.org", "Listed", "token=abc &lt;b&gt;now")
    assert "token=abc" not in str(page.html.find_all("a"))


@pytest.mark.parametrize("role", ["editor", "reader", None])
def test_it_is_for_administrators_only(site: ScratchSite, role: str | None) -> None:
    write(site, text="secret-link")
    client = site.client(role)
    answer = client.get(ADDRESS, expect_errors=True)
    assert answer.status_int in (303, 403, 404)
    assert "secret-link" not in answer.text
    assert client.send(ADDRESS, {"id": "1"}, expect_errors=True).status_int >= 400


def test_a_failed_mail_is_tried_again(
    make_site: Callable[..., ScratchSite], server: MailServer
) -> None:
    site = make_site(ini(server))
    admin = site.client("admin")
    server.inbox.refuse["RCPT"] = "550 No such person"
    write(site)
    admin.get(ADDRESS).mustcontain("Mail 1", "Queued", no="Try again")
    deliver_due(site.registry, FUTURE)
    page = admin.get(ADDRESS)
    page.mustcontain("Failed", "550 No such person")
    form = next(form for form in page.forms.values() if "id" in form.fields)
    server.inbox.refuse.clear()
    form.submit(status=303).follow().mustcontain("Queued", "tried again now")
    deliver_due(site.registry, FUTURE)
    admin.get(ADDRESS).mustcontain("Sent", no="Try again")
    assert len(server.inbox.mails) == 1


def test_what_cannot_be_tried_again_says_so(site: ScratchSite, admin: Client) -> None:
    admin.send(ADDRESS, {"id": "7"}, status=303).follow().mustcontain("is not there any more")
    admin.send(ADDRESS, status=303)


@pytest.mark.parametrize("key", ["x", "-1", "1" * 30, "9" * 19, "٣", "1.5", ""])
def test_a_key_that_is_none_is_not_found(site: ScratchSite, admin: Client, key: str) -> None:
    admin.get(ADDRESS, {"before": key}, status=404)
    admin.send(ADDRESS, {"id": key}, status=404)


def test_long_lists_have_pages(site: ScratchSite, admin: Client) -> None:
    with site.request() as request:
        for number in range(51):
            send_mail(request, to="ada@example.org", subject=f"Mail no{number}.", text="Hi")
    first = admin.get(ADDRESS)
    first.mustcontain("Mail no50.", "Mail no1.", no="Mail no0.")
    with site.statements() as sql:
        second = first.click("Next")
    second.mustcontain("Mail no0.", no="Mail no1.")
    assert len(sql) <= 10
    assert "Mail no50." in second.click("Back to first")
