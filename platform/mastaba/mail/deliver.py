"""The outbox's subscriber for mail."""

from __future__ import annotations

from typing import Any

from mastaba.events import DeliveryError, Message
from mastaba.mail.message import compose
from mastaba.mail.settings import MailSettings
from mastaba.mail.transport import MailError, MailTransport
from mastaba.services import service_of
from mastaba.settings import settings_of

TOPIC = "mail.send"
SUBSCRIBER = "core.mail"


def deliver_mail(registry: Any, message: Message) -> dict[str, Any]:
    """Send one mail; its text, which may hold a one-time link, is not kept afterwards."""
    settings = settings_of(registry, MailSettings)
    if not settings.delivers:
        raise DeliveryError(
            "Mail was switched off (mastaba.mail.backend = list) before this was sent.", final=True
        )
    try:
        mail = compose(sender=settings.sender, sent=message.created, **message.payload)
        service_of(registry, MailTransport).send(mail)
    except MailError as error:
        raise DeliveryError(str(error), final=error.final) from error
    return {**message.payload, "text": ""}
