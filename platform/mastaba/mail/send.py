"""Write a mail in the running transaction."""

from __future__ import annotations

from typing import Any

from mastaba.db.uuid7 import uuid7
from mastaba.events.models import LISTED, Outbox
from mastaba.events.record import enqueue
from mastaba.mail.address import address, one_line
from mastaba.mail.deliver import SUBSCRIBER, TOPIC
from mastaba.mail.message import plain
from mastaba.mail.settings import MailSettings
from mastaba.settings import settings_of


def send_mail(request: Any, *, to: str, subject: str, text: str, name: str = "") -> bool:
    """Send a plain-text mail to the address `to` (of the person `name`) after the commit.

    Returns whether it will leave this machine: with `mastaba.mail.backend = list` it is only
    listed for administrators. Raises `AddressError` for what is no mail address.
    """
    payload = {
        "to": address(to).addr_spec,
        "name": one_line(name)[:200],
        "subject": one_line(subject)[:300],
        "text": plain(text),
        "uid": uuid7(),
    }
    if mail_leaves(request.registry):
        enqueue(request, SUBSCRIBER, TOPIC, payload)
        return True
    request.db.add(_listed(request.now, payload))
    return False


def mail_leaves(registry: Any) -> bool:
    """Whether mail leaves this machine: what only mail could do need not be offered else."""
    return settings_of(registry, MailSettings).delivers


def _listed(now: Any, payload: dict[str, Any]) -> Outbox:
    return Outbox(
        topic=TOPIC, subscriber=SUBSCRIBER, payload=payload, state=LISTED,
        created=now, due=now, finished=now,
    )  # fmt: skip
