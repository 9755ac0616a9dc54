"""Events: what happened, written in the transaction that made it happen.

Lives here: the audit trail, the transactional outbox and its delivery. Does not live here: what
is done with a message (mail, a search index); those rooms subscribe. To record something call
`record()` from an operation; never write these tables anywhere else. To be told after the commit
call `config.add_outbox_subscriber("content.*", deliver, name="search.index")`.

Delivery is at least once: a subscriber must bear to be told the same thing twice. A message is a
row per subscriber, so that one that fails does not repeat the work of the others; a topic nobody
subscribes to writes no row. `relay.py` delivers in a thread of the server; `deliver_due(registry,
now)` does the same for tests and commands.
"""

from __future__ import annotations

from typing import Any

from mastaba.events.deliver import DeliveryError, deliver_due
from mastaba.events.record import emit, record, record_each
from mastaba.events.settings import OutboxSettings
from mastaba.events.subscribers import Bell, Message, Subscribers, add_outbox_subscriber

__all__ = ["DeliveryError", "Message", "deliver_due", "emit", "includeme", "record", "record_each"]


def includeme(config: Any) -> None:
    """Register the directive `add_outbox_subscriber`."""
    config.declare_settings(OutboxSettings)
    config.registry[Subscribers] = Subscribers()
    config.registry[Bell] = Bell()
    config.add_directive("add_outbox_subscriber", add_outbox_subscriber)
