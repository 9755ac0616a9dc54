"""Settings of the mail room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Literal

from pydantic import field_validator

from mastaba.mail.address import AddressError, mailbox
from mastaba.settings import Section, SettingsReader, setting
from mastaba.settings.core import is_loopback

PORTS = {"starttls": 587, "ssl": 465, "none": 25}


class MailSettings(Section, prefix="mastaba.mail"):
    """How mail leaves the site."""

    backend: Literal["list", "smtp"] = setting(
        "list", help="smtp sends mail; list only shows it to administrators at /admin/-/outbox."
    )
    host: str = setting("localhost", help="Name of the SMTP server.", example="smtp.example.org")
    port: int | None = setting(
        None,
        help="Port of the SMTP server; empty = 587 for starttls, 465 for ssl, 25 for none.",
        ge=1,
        le=65535,
    )
    tls: Literal["starttls", "ssl", "none"] = setting(
        "starttls", help="How the connection is encrypted; certificates are always checked."
    )
    user: str = setting("", help="Account on the SMTP server; empty = no log-in.")
    password: str = setting(
        "", help="Password of that account.", secret=True, example="env:MASTABA_MAIL_PASSWORD"
    )
    sender: str = setting(
        "",
        help="Who the mail comes from: an address, or a name and an address.",
        example="Example site <noreply@example.org>",
    )
    timeout: timedelta = setting(
        timedelta(seconds=20), help="How long the SMTP server may take to answer."
    )

    @field_validator("sender")
    @classmethod
    def _check_sender(cls, value: str) -> str:
        try:
            return value and str(mailbox(value))
        except AddressError as error:
            raise ValueError(f"mastaba.mail.sender: {error}") from error

    @field_validator("host")
    @classmethod
    def _check_host(cls, value: str) -> str:
        name, _, port = value.rpartition(":")
        if "/" in value or "[" in value or (port.isdigit() and name and ":" not in name):
            raise ValueError(
                f"mastaba.mail.host is {value[:80]!r}; expected a name without scheme or port "
                f"(the port is mastaba.mail.port)."
            )
        return value

    @property
    def delivers(self) -> bool:
        """Whether mail leaves this install."""
        return self.backend == "smtp"

    @property
    def place(self) -> tuple[str, int]:
        """Host and port to connect to."""
        return self.host, self.port or PORTS[self.tls]

    def problems(self, of: SettingsReader[Any]) -> Iterator[str]:
        """What SMTP needs beyond each value."""
        if not self.delivers:
            return
        if not self.sender:
            yield (
                "mastaba.mail.sender is missing; mastaba.mail.backend = smtp needs an address "
                "such as noreply@example.org."
            )
        if self.user and self.tls == "none" and not is_loopback(self.host):
            yield (
                "mastaba.mail.tls is none, so the password of mastaba.mail.user could be read on "
                "the way; expected starttls or ssl."
            )
