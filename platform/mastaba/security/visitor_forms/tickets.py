"""Tickets: a form that this site handed out, for one view of one node, at one moment.

A ticket is `node.instant.id.signature`; the signature is over these and the view's name. It needs
no cookie, so it says nothing of who sends it, only that somebody opened the form first.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from mastaba.security.signing import is_signed, sign
from mastaba.security.visitor_forms.settings import VisitorFormSettings
from mastaba.security.wire_form import FORM_TYPES
from mastaba.settings import settings_of

FIELD = "ticket"
HEADER = "HTTP_X_TICKET"
PURPOSE = "core.ticket"
SKEW = timedelta(minutes=1)  # how far the clocks of two servers may differ
_SHAPE = re.compile(
    r"(?P<told>(?P<node>[0-9a-f-]{36})\.(?P<made>[0-9a-f]{1,12})\.(?P<id>[0-9a-f]{32}))"
    r"\.(?P<signature>[0-9a-f]{32})"
)


@dataclass(frozen=True)
class Ticket:
    """`id` is unique, so what is sent twice is known; `age` is how long the form was open."""

    id: str
    age: timedelta
    node: str


def make_ticket(registry: Any, node: str, name: str, now: datetime) -> str:
    """A ticket for the view `name` of the node with the uid `node`."""
    made = int(now.timestamp() * 1000)
    told = f"{node}.{made:x}.{secrets.token_hex(16)}"
    return f"{told}.{sign(registry, PURPOSE, _signed(name, told))}"


def read_ticket(registry: Any, text: str, name: str, now: datetime) -> Ticket | None:
    """What a ticket says, however old; None when this site did not make it for this view."""
    found = _SHAPE.fullmatch(text)
    if found is None or not is_signed(
        registry, PURPOSE, _signed(name, found["told"]), found["signature"]
    ):
        return None
    age = now - datetime.fromtimestamp(int(found["made"], 16) / 1000, UTC)
    return None if age < -SKEW else Ticket(found["id"], max(age, timedelta(0)), found["node"])


def is_too_old(registry: Any, ticket: Ticket) -> bool:
    """Whether the form was open longer than `mastaba.forms.ticket_age`."""
    return ticket.age > settings_of(registry, VisitorFormSettings).ticket_age


def sent_ticket(request: Any) -> str:
    """The ticket in the header `X-Ticket`, else in the form; "" for none, or for several."""
    header: str | None = request.environ.get(HEADER)
    if header is not None:
        return header
    sent = request.POST.getall(FIELD) if request.content_type in FORM_TYPES else []
    return sent[0] if len(sent) == 1 and isinstance(sent[0], str) else ""


def _signed(name: str, told: str) -> str:
    return f"{name}\0{told}"
