"""`mastaba mail test ADDRESS`: one sentence for whatever fails, with the key to look at."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mastaba.cli import mastaba
from mastaba.cli.mistakes import Mistake
from tests.functional.mail.conftest import ini
from tests.support.mail_server import MailServer, accept_one_account

LOGGING = """
[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
handlers =
"""


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., Result]:
    """Run the command on an ini file with these settings."""

    def run(settings: dict[str, str], address: str = "ada@example.org") -> Result:
        lines = [f"{key} = {value}" for key, value in settings.items()]
        path = tmp_path / "site.ini"
        head = ["[app:main]", "use = egg:mastaba", "mastaba.env = development"]
        path.write_text("\n".join([*head, *lines]) + LOGGING)
        return CliRunner().invoke(mastaba, ["-c", str(path), "mail", "test", address])

    return run


Command = Callable[..., Result]


def mistake(result: Result) -> str:
    """The sentence that the command ends with."""
    assert isinstance(result.exception, Mistake), result.output
    sentence = str(result.exception)
    assert "\n" not in sentence
    return sentence


def test_it_sends_at_once(command: Command, server: MailServer) -> None:
    result = command(ini(server))
    assert result.exit_code == 0, result.output
    assert f"localhost:{server.port} has taken a test for ada@example.org" in result.output
    assert server.inbox.mails[0]["Subject"] == "Test from http://localhost:6543"


def test_it_refuses_where_mail_is_only_listed(command: Command) -> None:
    assert "mastaba.mail.backend is list; set it to smtp" in mistake(command({}))


def test_it_refuses_what_is_no_address(command: Command, server: MailServer) -> None:
    assert "is not a mail address" in mistake(command(ini(server), "ada"))


def test_it_names_an_unknown_host(
    command: Command, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_args: object, **_options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    said = mistake(command(ini(server, host="smtp.invalid")))
    assert said == "The name smtp.invalid does not resolve; check mastaba.mail.host."


def test_it_names_a_refused_connection(command: Command, start: Callable[..., MailServer]) -> None:
    down = start()
    down.stop()
    said = mistake(command(ini(down)))
    assert said.startswith(
        f"localhost:{down.port} refuses the connection; check mastaba.mail.host"
    )


def test_it_names_a_server_that_does_not_answer(command: Command, server: MailServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = str(silent.getsockname()[1])
        said = mistake(command(ini(server, port=port, timeout="200ms")))
    assert "does not answer in time" in said and "mastaba.mail.timeout" in said


def test_it_names_missing_starttls(command: Command, server: MailServer) -> None:
    said = mistake(command(ini(server, tls="starttls")))
    assert "does not offer STARTTLS; check mastaba.mail.tls" in said


def test_it_names_tls_to_a_server_without(command: Command, server: MailServer) -> None:
    said = mistake(command(ini(server, tls="ssl")))
    assert "TLS with" in said and "check mastaba.mail.tls and mastaba.mail.port" in said


def test_it_names_a_server_that_hangs_up(command: Command, server: MailServer) -> None:
    server.inbox.refuse["MAIL"] = "421 Closing"
    assert "421 Closing" in mistake(command(ini(server)))


def test_it_names_an_untrusted_certificate(
    command: Command, start: Callable[..., MailServer], tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("SSL_CERT_FILE")
    said = mistake(command(ini(start(tls=tls), tls="ssl")))
    assert "certificate" in said and "check mastaba.mail.host" in said


@pytest.mark.parametrize("kind", ["starttls", "ssl"])
def test_it_sends_over_tls_with_log_in(
    command: Command, start: Callable[..., MailServer], tls: ssl.SSLContext, kind: str
) -> None:
    options = (
        {"tls": tls, "auth_require_tls": False}
        if kind == "ssl"
        else {"tls_context": tls, "require_starttls": True}
    )
    server = start(authenticator=accept_one_account, **options)
    result = command(ini(server, tls=kind, user="site", password="correct horse"))
    assert result.exit_code == 0, result.exception
    assert len(server.inbox.mails) == 1


def test_it_names_a_wrong_password(command: Command, start: Callable[..., MailServer]) -> None:
    options = {"auth_require_tls": False, "auth_exclude_mechanism": ["LOGIN"]}
    server = start(authenticator=accept_one_account, **options)
    said = mistake(command(ini(server, user="site", password="wrong-password")))
    assert "refuses the log-in: 535" in said and "check mastaba.mail.user" in said
    assert "wrong-password" not in said


def test_it_names_a_server_without_log_in(command: Command, server: MailServer) -> None:
    said = mistake(command(ini(server, user="site", password="x")))
    assert "offers no log-in; check mastaba.mail.user" in said


@pytest.mark.parametrize(
    ("step", "reply", "sentence"),
    [
        ("MAIL", "553 Not you", "refuses the sender: 553 Not you; check mastaba.mail.sender"),
        ("RCPT", "550 No such person", "refuses the recipient ada@example.org: 550 No such"),
        ("DATA", "554 Looks like spam", "does not take the mail: 554 Looks like spam."),
    ],
)
def test_it_names_what_the_server_refuses(
    command: Command, server: MailServer, step: str, reply: str, sentence: str
) -> None:
    server.inbox.refuse[step] = reply
    assert sentence in mistake(command(ini(server)))


def test_a_rude_goodbye_is_no_failure(
    command: Command, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rude(_self: smtplib.SMTP) -> None:
        raise smtplib.SMTPResponseException(500, b"no")

    monkeypatch.setattr(smtplib.SMTP, "quit", rude)
    assert command(ini(server)).exit_code == 0
