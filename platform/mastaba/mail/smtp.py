"""Hand a message to the SMTP server (RFC 5321), and say in a sentence what went wrong."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from typing import Any

from mastaba.mail.failures import is_final, sentence
from mastaba.mail.settings import MailSettings
from mastaba.mail.transport import MailError
from mastaba.settings import settings_of


class SmtpTransport:
    """The SMTP server of the settings `mastaba.mail.*`."""

    def __init__(self, registry: Any) -> None:
        self._settings = settings_of(registry, MailSettings)

    @property
    def place(self) -> str:
        """Host and port."""
        return "{}:{}".format(*self._settings.place)

    def send(self, mail: EmailMessage) -> None:
        """Send `mail` now. Raises `MailError`; once it returns the server has taken the mail."""
        settings = self._settings
        try:
            server = _connect(settings, mail)
            try:
                _log_in(server, settings)
                server.send_message(mail)
            finally:
                _leave(server)
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(sentence(error, settings), final=is_final(error)) from error


def _connect(settings: MailSettings, mail: EmailMessage) -> smtplib.SMTP:
    host, port = settings.place
    own_name = str(mail["From"].addresses[0].domain)  # else Python asks DNS for this machine's
    seconds = settings.timeout.total_seconds()
    if settings.tls == "ssl":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, own_name, timeout=seconds, context=context)
    return smtplib.SMTP(host, port, own_name, timeout=seconds)


def _log_in(server: smtplib.SMTP, settings: MailSettings) -> None:
    if settings.tls == "starttls":
        server.starttls(context=ssl.create_default_context())
    if settings.user:
        server.login(settings.user, settings.password)


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; a mail that was taken stays taken whatever the answer is."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()
