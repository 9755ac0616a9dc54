"""Mail from an operation to the mail server, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pyramid_retry import mark_error_retryable
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from mastaba.api import mail_leaves, send_mail
from mastaba.events import deliver_due
from mastaba.events.models import DEAD, DONE, LISTED, PENDING, Outbox
from mastaba.mail import AddressError
from mastaba.testing import ScratchSite
from tests.functional.mail.conftest import ini
from tests.support.mail_server import MailServer

MakeSite = Callable[..., ScratchSite]
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)


def write(site: ScratchSite, **values: Any) -> bool:
    with site.request() as request:
        return send_mail(
            request, **{"to": "ada@example.org", "subject": "Hello", "text": "Hi\n", **values}
        )


def rows(site: ScratchSite) -> list[Outbox]:
    with Session(site.database.writes) as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def test_a_mail_arrives_once_after_the_commit(make_site: MakeSite, server: MailServer) -> None:
    site = make_site(ini(server))
    assert write(site, name="Ada Lovelace", subject="Grüße", text="Zeile 1\nZeile 2\n") is True
    assert server.inbox.mails == []
    deliver_due(site.registry, FUTURE)
    deliver_due(site.registry, FUTURE + timedelta(days=9))
    (mail,) = server.inbox.mails
    assert server.inbox.envelopes[0].rcpt_tos == ["ada@example.org"]
    assert mail["To"] == "Ada Lovelace <ada@example.org>"
    assert mail["From"] == "Example site <noreply@example.org>"
    assert mail["Subject"] == "Grüße"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.org>")
    assert mail.get_content().splitlines() == ["Zeile 1", "Zeile 2"]


def test_an_aborted_request_sends_nothing(make_site: MakeSite, server: MailServer) -> None:
    site = make_site(ini(server))
    with pytest.raises(RuntimeError), site.request() as request:
        send_mail(request, to="ada@example.org", subject="Hello", text="Hi")
        raise RuntimeError("the operation fails after all")
    deliver_due(site.registry, FUTURE)
    assert server.inbox.mails == []


def test_case_233_a_repeated_request_reads_its_body_again_and_mails_once(
    make_site: MakeSite, server: MailServer
) -> None:
    site, read = make_site(ini(server)), []

    def view(request: Any) -> Any:
        read.append(request.POST["file"].file.read())
        send_mail(request, to="ada@example.org", subject=request.POST["subject"], text="Hi")
        request.db.flush()
        if len(read) < 3:
            raise retryable(OperationalError("UPDATE", {}, Exception("locked")))
        return request.response

    site.config.add_view(view, name="take", permission="view", request_method="POST")
    site.config.commit()
    files = [("file", "long.txt", b"word " * 20_000)]
    site.client("admin").send("/@@take", {"subject": "Once"}, upload_files=files, status=200)
    deliver_due(site.registry, FUTURE)
    assert read == [files[0][2]] * 3
    assert [mail["Subject"] for mail in server.inbox.mails] == ["Once"]


def retryable(error: Exception) -> Exception:
    mark_error_retryable(error)
    return error


@pytest.mark.parametrize("field", ["subject", "name"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\x00", "\x0b"])
def test_case_071_line_ends_add_no_header(
    make_site: MakeSite, server: MailServer, field: str, end: str
) -> None:
    site = make_site(ini(server))
    write(site, **{field: f"Hello{end}Bcc: eve@example.org{end}{end}<b>body</b>"})
    deliver_due(site.registry, FUTURE)
    (mail,) = server.inbox.mails
    assert server.inbox.envelopes[0].rcpt_tos == ["ada@example.org"]
    assert "Bcc" not in mail
    assert len(mail.get_all("Subject")) == len(mail.get_all("To")) == 1
    assert mail.get_content().strip() == "Hi"


@pytest.mark.parametrize(
    "to",
    [
        "ada@example.org\r\nBcc: eve@example.org", "ada@example.org\nX: y", "ada@example.org\r",
        "ada@example.org, eve@example.org", "ada@example.org;eve@example.org", "ada", "", "@",
        "ada@", "@example.org", "a b@example.org", "<ada@example.org>", "ada@exa mple.org",
        "ada@-example.org", "x" * 65 + "@example.org", "a@" + "x." * 126 + "org",
        "ada@example\x00", "ada@\udcff.org",
    ],
)  # fmt: skip
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_case_071_what_is_no_address_is_refused(site: ScratchSite, to: str) -> None:
    with pytest.raises(AddressError, match="is not a mail address") as caught:
        write(site, to=to)
    assert "\n" not in str(caught.value)
    assert rows(site) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_domain_of_other_letters_goes_by_its_dns_name(
    make_site: MakeSite, server: MailServer
) -> None:
    site = make_site(ini(server))
    write(site, to="ada@bücher.example")
    deliver_due(site.registry, FUTURE)
    assert server.inbox.envelopes[0].rcpt_tos == ["ada@xn--bcher-kva.example"]


def test_case_242_mail_server_down(make_site: MakeSite, start: Callable[..., MailServer]) -> None:
    down = start()
    down.stop()
    site = make_site(ini(down))
    assert write(site) is True
    deliver_due(site.registry, FUTURE)
    (row,) = rows(site)
    assert (row.state, row.attempts) == (PENDING, 1)
    assert row.error is not None and "refuses the connection" in row.error
    up = start()
    again = make_site(ini(up))
    for minutes in (10, 20, 30):
        deliver_due(again.registry, FUTURE + timedelta(minutes=minutes))
    assert len(up.inbox.mails) == 1
    assert rows(site)[0].state == DONE


def test_the_text_is_not_kept_after_sending(make_site: MakeSite, server: MailServer) -> None:
    site = make_site(ini(server))
    write(site, text="https://site.test/-/set-password?token=s3cr3t")
    deliver_due(site.registry, FUTURE)
    (row,) = rows(site)
    assert (row.state, row.payload["text"]) == (DONE, "")
    assert "s3cr3t" in server.inbox.mails[0].get_content()


def test_a_refused_recipient_is_given_up_at_once(make_site: MakeSite, server: MailServer) -> None:
    server.inbox.refuse["RCPT"] = "550 5.1.1 No such person"
    site = make_site(ini(server))
    write(site)
    deliver_due(site.registry, FUTURE)
    (row,) = rows(site)
    assert row.state == DEAD
    assert row.error is not None and "refuses the recipient ada@example.org: 550" in row.error


def test_a_grey_listed_recipient_is_tried_again(make_site: MakeSite, server: MailServer) -> None:
    server.inbox.refuse["RCPT"] = "451 4.7.1 Come back later"
    site = make_site(ini(server))
    write(site)
    deliver_due(site.registry, FUTURE)
    assert rows(site)[0].state == PENDING
    del server.inbox.refuse["RCPT"]
    deliver_due(site.registry, FUTURE + timedelta(hours=1))
    assert len(server.inbox.mails) == 1


def test_listed_mail_never_leaves(
    site: ScratchSite, make_site: MakeSite, server: MailServer
) -> None:
    assert write(site) is False
    sending = make_site(ini(server))
    assert (mail_leaves(site.registry), mail_leaves(sending.registry)) == (False, True)
    deliver_due(site.registry, FUTURE)
    deliver_due(sending.registry, FUTURE)
    assert server.inbox.mails == []
    (row,) = rows(site)
    assert (row.state, row.payload["text"]) == (LISTED, "Hi\n")


def test_mail_queued_before_it_was_switched_off_says_so(
    site: ScratchSite, make_site: MakeSite, server: MailServer
) -> None:
    write(make_site(ini(server)))
    deliver_due(site.registry, FUTURE)
    (row,) = rows(site)
    assert row.state == DEAD
    assert row.error is not None and "mastaba.mail.backend = list" in row.error
