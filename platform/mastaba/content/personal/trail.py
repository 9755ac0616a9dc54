"""The audit trail of a deleted account: what was done stays, and by which uid; no name does."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from mastaba.events.models import Audit, Outbox

ABOUT_PEOPLE = "person.%"


def unname(request: Any, uid: str, name: str) -> None:
    """Call the account `uid` by `name` wherever the trail and messages of events name it."""
    request.db.flush()
    by_them = update(Audit).where(Audit.actor_uid == uid).values(actor_name=name)
    about_them = update(Audit).where(Audit.node_uid == uid).values(subject=name, data={})
    told = (
        update(Outbox)
        .where(Outbox.topic.like(ABOUT_PEOPLE), Outbox.payload["node"].as_string() == uid)
        .values(payload={"node": uid})
    )
    for change in (by_them, about_them, told):
        request.db.execute(change.execution_options(synchronize_session="fetch"))
