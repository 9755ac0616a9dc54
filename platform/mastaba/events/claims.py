"""Claim a message, and say how its delivery ended. Two processes never hold the same one.

A claim is a short transaction that moves `due` to the end of the claim: nobody else finds the
message due until then, and after a kill it becomes due again by itself. No transaction is open
while a subscriber works, so a slow mail server holds no lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mastaba.db import Database
from mastaba.events.models import PENDING, Outbox
from mastaba.events.subscribers import Message

CLAIM = timedelta(minutes=10)  # longer than any delivery may take
_LONGEST_ERROR = 500


def claim(database: Database, names: Iterable[str], now: datetime) -> tuple[str, Message] | None:
    """The name of the subscriber and the message that is due the longest; None = nothing due.

    Only messages to `names` are looked at: those of a plugin that is switched off wait for it.
    """
    due = (
        select(Outbox)
        .where(Outbox.state == PENDING, Outbox.due <= now, Outbox.subscriber.in_(list(names)))
        .order_by(Outbox.due, Outbox.id)
        .limit(1)
    )
    with database.reading_session() as session:
        if session.execute(due.with_only_columns(Outbox.id)).first() is None:
            return None
    with Session(database.writes) as session, session.begin():
        row = session.scalars(due.with_for_update(skip_locked=True)).first()
        return None if row is None else _claimed(row, now)


def _claimed(row: Outbox, now: datetime) -> tuple[str, Message]:
    row.due = now + CLAIM
    row.attempts += 1
    row.error = None  # tells a message under way from one that waits for its next attempt
    return row.subscriber, Message(row.id, row.topic, row.payload, row.created, row.attempts)


def finish(
    database: Database, message: Message, now: datetime, *, state: str, **values: Any
) -> None:
    """Note that the delivery ended in `state`, unless the claim was lost in the meantime."""
    _settle(database, message, state=state, finished=now, **values)


def try_again(database: Database, message: Message, due: datetime, error: str) -> None:
    """Note why the delivery failed and when to try again."""
    _settle(database, message, due=due, error=error[:_LONGEST_ERROR])


def _settle(database: Database, message: Message, **values: Any) -> None:
    mine = (
        Outbox.id == message.id,
        Outbox.state == PENDING,
        Outbox.attempts == message.attempts,
    )
    with Session(database.writes) as session, session.begin():
        session.execute(update(Outbox).where(*mine).values(**values))


def prune(database: Database, before: datetime) -> int:
    """Delete messages that ended before `before`; returns how many."""
    old = delete(Outbox).where(Outbox.state != PENDING, Outbox.finished < before)
    with Session(database.writes) as session, session.begin():
        result: Any = session.execute(old)
        return int(result.rowcount)
