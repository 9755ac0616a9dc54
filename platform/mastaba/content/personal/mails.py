"""Mails in the outbox, by the address that they go to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, func, select

from mastaba.events.models import Outbox
from mastaba.mail.address import AddressError, address
from mastaba.mail.deliver import TOPIC


def mails_to(request: Any, mail: str | None) -> list[dict[str, Any]]:
    """What was written to an address and is still kept, oldest first; never a one-time link."""
    if not mail:
        return []
    subject = Outbox.payload["subject"].as_string().label("subject")
    found = select(subject, Outbox.created).where(*_to(mail)).order_by(Outbox.id)
    return [
        {"subject": row.subject, "created": row.created.isoformat()}
        for row in request.db.execute(found)
    ]


def erase_mails(request: Any, mail: str | None) -> int:
    """Delete them, sent or not; returns how many."""
    if not mail:
        return 0
    gone = delete(Outbox).where(*_to(mail)).execution_options(synchronize_session=False)
    return int(request.db.execute(gone).rowcount)


def _to(mail: str) -> tuple[ColumnElement[bool], ...]:
    written = func.lower(Outbox.payload["to"].as_string())
    return Outbox.topic == TOPIC, written == _as_sent(mail).lower()


def _as_sent(mail: str) -> str:
    """As mails have it: what stands behind the @ in ASCII."""
    try:
        return address(mail.strip()).addr_spec
    except AddressError:
        return mail.strip()
