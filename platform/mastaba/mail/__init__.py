"""Mail: written in the request's transaction, delivered after its commit.

Lives here: `send_mail`, how a message is put together, SMTP, and what its refusals mean. Does not
live here: the texts (each room writes its own) and the queue (the outbox of `mastaba.events`; a
mail is one of its messages). To send one call `send_mail(request, to=..., subject=..., text=...)`
from an operation: an aborted transaction sends nothing, and a mail server that is down delays
the mail and never the request.

How mail leaves is a service: a plugin replaces it with `config.add_service(MailTransport, ...)`
in its `overrides` (docs/slots.md).
"""

from __future__ import annotations

from typing import Any

from mastaba.mail.address import AddressError
from mastaba.mail.deliver import SUBSCRIBER, TOPIC, deliver_mail
from mastaba.mail.send import mail_leaves, send_mail
from mastaba.mail.settings import MailSettings
from mastaba.mail.smtp import SmtpTransport
from mastaba.mail.transport import MailError, MailTransport

__all__ = [
    "AddressError",
    "MailError",
    "MailSettings",
    "MailTransport",
    "includeme",
    "mail_leaves",
    "send_mail",
]


def includeme(config: Any) -> None:
    """Register settings, the transport and the subscriber that sends."""
    config.declare_settings(MailSettings)
    config.add_service(MailTransport, SmtpTransport)
    config.add_outbox_subscriber(TOPIC, deliver_mail, name=SUBSCRIBER)
