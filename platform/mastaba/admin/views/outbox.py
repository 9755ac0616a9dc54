"""`/admin/-/outbox`: mail that was written, and every message that was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from sqlalchemy import or_, select

from mastaba.admin.addresses import tool_url
from mastaba.admin.flash import flash
from mastaba.events.models import DEAD, DONE, LISTED, PENDING, Outbox
from mastaba.events.operations import retry
from mastaba.mail import MailSettings
from mastaba.mail.deliver import TOPIC
from mastaba.settings import settings_of
from mastaba.tree.traverser import Tools

PAGE = 50
_LARGEST_KEY = 2**63 - 1
_STATES = {PENDING: "Queued", DONE: "Sent", DEAD: "Failed", LISTED: "Listed"}


@dataclass(frozen=True)
class Row:
    """A message as `admin/outbox.jinja2` reads it; `to` is empty for what is no mail."""

    id: int
    to: str
    subject: str
    when: datetime
    state: str
    error: str | None
    text: str
    can_retry: bool


def outbox(context: Tools, request: Any) -> dict[str, Any]:
    """The newest fifty, or those before `?before=ID`."""
    before = _key(request.GET.get("before"))
    found = request.db.scalars(_statement(before)).all()
    rows = [_row(row) for row in found[:PAGE]]
    here = tool_url("outbox")
    return {
        "rows": rows,
        "delivers": settings_of(request.registry, MailSettings).delivers,
        "retry_url": here,
        "newer_url": here if before else None,
        "older_url": f"{here}?before={rows[-1].id}" if len(found) > PAGE else None,
    }


def try_again(context: Tools, request: Any) -> HTTPSeeOther:
    """Deliver one message at once."""
    key = _key(request.POST.get("id"))
    if key is None or not retry(request, key):
        flash(request, "This message is being delivered or is not there any more.", kind="error")
    else:
        flash(request, "The message is tried again now.")
    return HTTPSeeOther(tool_url("outbox"))


def _statement(before: int | None) -> Any:
    statement = select(Outbox).where(or_(Outbox.topic == TOPIC, Outbox.state == DEAD))
    if before is not None:
        statement = statement.where(Outbox.id < before)
    return statement.order_by(Outbox.id.desc()).limit(PAGE + 1)


def _row(row: Outbox) -> Row:
    mail = row.payload if row.topic == TOPIC else {}
    return Row(
        id=row.id,
        to=mail.get("to", ""),
        subject=mail.get("subject") or row.topic,
        when=row.created,
        state=_STATES[row.state],
        error=row.error,
        text=mail.get("text", "") if row.state == LISTED else "",
        can_retry=row.error is not None,
    )


def _key(text: str | None) -> int | None:
    """A row's key from a query or a form; 404 for what cannot be one."""
    if text is None:
        return None
    if not text.isdecimal() or not text.isascii() or len(text) > 19 or int(text) > _LARGEST_KEY:
        raise HTTPNotFound()
    return int(text)


def includeme(config: Any) -> None:
    """Register the screen."""
    same: dict[str, Any] = {"context": Tools, "name": "outbox", "permission": "manage_site"}
    config.add_admin_view(outbox, request_method="GET", renderer="admin/outbox.jinja2", **same)
    config.add_admin_view(try_again, request_method="POST", **same)
