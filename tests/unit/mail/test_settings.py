"""Settings of mail: what cannot work is refused at the start, naming the key."""

from __future__ import annotations

import pytest
from pyramid.config import Configurator

from mastaba.mail.settings import MailSettings
from mastaba.settings import SettingsError, finish, settings_of


def load(**values: str) -> MailSettings:
    ini = {f"mastaba.mail.{key}": value for key, value in values.items()}
    config = Configurator(settings={"mastaba.env": "development", **ini})
    config.include("mastaba.settings")
    config.declare_settings(MailSettings)
    finish(config.registry)
    return settings_of(config.registry, MailSettings)


def problem(**values: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(**values)
    (only,) = caught.value.problems
    return str(only)


SENDER = "noreply@example.org"


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("ssl", 465), ("none", 25)])
def test_the_port_follows_from_tls(tls: str, port: int) -> None:
    assert load(tls=tls, host="mx").place == ("mx", port)
    assert load(tls=tls, host="mx", port="2525").place == ("mx", 2525)


def test_nothing_is_sent_by_default() -> None:
    assert load().delivers is False


def test_smtp_needs_a_sender() -> None:
    assert "mastaba.mail.sender is missing" in problem(backend="smtp")


def test_a_sender_is_an_address() -> None:
    assert problem(sender="Somebody").startswith("mastaba.mail.sender: 'Somebody' is not a mail")
    assert load(sender='"My site" <a@example.org>').sender == "My site <a@example.org>"
    assert load(sender="a@example.org").sender == "a@example.org"
    assert "mastaba.mail.sender" in problem(sender="<a@example.org> <b@example.org>")


def test_a_password_does_not_travel_in_the_clear() -> None:
    chosen = {"backend": "smtp", "sender": SENDER, "tls": "none", "user": "me"}
    assert "mastaba.mail.tls is none" in problem(**chosen, host="mx.example.org")
    assert load(**chosen, host="127.0.0.1").delivers


@pytest.mark.parametrize("host", ["mx.example.org:587", "smtp://mx.example.org", "[::1]:25"])
def test_a_host_is_a_name_only(host: str) -> None:
    assert "expected a name without scheme or port" in problem(host=host)


def test_an_ipv6_address_is_a_host() -> None:
    assert load(host="::1").host == "::1"
