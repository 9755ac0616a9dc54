"""What an administrator can do with a message."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_, update

from mastaba.events.models import DEAD, PENDING, Outbox
from mastaba.events.record import record, wake_after_commit


def retry(request: Any, message_id: int) -> bool:
    """Try a message that was given up, or waits for its next attempt, at once.

    Returns False when there is no such message, delivered and claimed ones included. The caller
    asks for the right.
    """
    waits = and_(Outbox.state == PENDING, Outbox.error.is_not(None))
    again = (
        update(Outbox)
        .where(Outbox.id == message_id, or_(Outbox.state == DEAD, waits))
        .values(state=PENDING, finished=None, due=request.now, attempts=0, error=None)
    )
    if request.db.execute(again).rowcount == 0:
        return False
    record(request, "outbox.retried", subject=f"Message {message_id}")
    wake_after_commit(request)
    return True
