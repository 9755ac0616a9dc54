"""The service that hands mail to whoever carries it; `mastaba.mail.smtp` is the core's own."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol


class MailError(Exception):
    """The mail was not taken; the text names what failed and the setting to look at.

    `final`: it will not be taken later either.
    """

    def __init__(self, text: str, *, final: bool) -> None:
        super().__init__(text)
        self.final = final


class MailTransport(Protocol):
    """How mail leaves the site. It is asked from many threads, after the commit."""

    @property
    def place(self) -> str:
        """Where it hands mail to, for people: "mail.example.org:587"."""

    def send(self, mail: EmailMessage) -> None:
        """Have `mail` taken. Raises `MailError`; once it returns the mail is somebody else's."""
