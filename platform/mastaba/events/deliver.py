"""Deliver what is due: to its subscriber, again later when that fails, until it is given up."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from mastaba.db import Database
from mastaba.events import claims
from mastaba.events.models import DEAD, DONE
from mastaba.events.settings import OutboxSettings
from mastaba.events.subscribers import Message, Subscriber, Subscribers
from mastaba.settings import settings_of

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class DeliveryError(Exception):
    """A delivery failed; the text is a sentence for the admin. `final`: trying again is no use."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.final = final


def deliver_due(registry: Any, now: datetime) -> int:
    """Try every message that is due at `now` once; returns how many were tried."""
    tried = 0
    while deliver_next(registry, now):
        tried += 1
    return tried


def deliver_next(registry: Any, now: datetime) -> bool:
    """Try the one message that is due the longest; False when there is none."""
    subscribers: Subscribers = registry[Subscribers]
    claimed = claims.claim(registry[Database], subscribers.by_name, now)
    if claimed is None:
        return False
    name, message = claimed
    _deliver(registry, subscribers.by_name[name], message, now)
    return True


def _deliver(registry: Any, subscriber: Subscriber, message: Message, now: datetime) -> None:
    try:
        kept = subscriber.deliver(registry, message)
    except DeliveryError as error:
        _failed(registry, message, now, str(error), final=error.final)
    except Exception as error:
        log.exception("%s could not deliver message %s", subscriber.name, message.id)
        _failed(registry, message, now, f"{type(error).__name__}; see the log.", final=False)
    else:
        payload = message.payload if kept is None else kept
        claims.finish(registry[Database], message, now, state=DONE, payload=payload, error=None)


def _failed(registry: Any, message: Message, now: datetime, error: str, *, final: bool) -> None:
    database = registry[Database]
    if final or message.attempts >= settings_of(registry, OutboxSettings).attempts:
        # Why may name who the message is for: that belongs to the outbox, not to the log.
        log.error("message %s (%s) is given up; the outbox says why", message.id, message.topic)
        claims.finish(database, message, now, state=DEAD, error=error[:500])
    else:
        claims.try_again(database, message, now + wait_after(message.attempts), error)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts: twice as long each time, up to an hour."""
    doublings = min(attempts - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
