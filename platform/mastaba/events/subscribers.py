"""Who is told what after the commit; lives on the registry."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mastaba.declaring import declare


class Bell(threading.Event):
    """Rung after a commit that wrote messages; the relay of this process waits for it."""


@dataclass(frozen=True)
class Message:
    """What a subscriber is told. `id` is the same in every attempt."""

    id: int
    topic: str
    payload: dict[str, Any]
    created: datetime
    attempts: int


Deliver = Callable[[Any, Message], dict[str, Any] | None]


@dataclass(frozen=True)
class Subscriber:
    """`deliver(registry, message)` is called outside any transaction."""

    name: str
    topic: str
    deliver: Deliver

    def wants(self, topic: str) -> bool:
        """Whether `topic` is the subscribed one or, for `content.*`, below it."""
        if self.topic.endswith(".*"):
            return topic.startswith(self.topic[:-1])
        return topic == self.topic


@dataclass
class Subscribers:
    """The subscribers of one application, by name."""

    by_name: dict[str, Subscriber] = field(default_factory=dict)

    def names_for(self, topic: str) -> list[str]:
        """Names of those that want `topic`."""
        return [name for name, item in self.by_name.items() if item.wants(topic)]


def add_outbox_subscriber(config: Any, topic: str, deliver: Deliver, *, name: str) -> None:
    """Directive: call `deliver(registry, message)` after the commit of each message of `topic`.

    `topic` is one such as `content.published`, or all below one: `content.*`. `name` is
    `<plugin>.<name>` and must stay the same: waiting messages are addressed to it. What `deliver`
    returns replaces the payload of the delivered message (None: it is kept as it is). It may
    raise `DeliveryError` with a sentence for the admin; any other exception is logged and
    tried again in the same way.
    """

    def register() -> None:
        config.registry[Subscribers].by_name[name] = Subscriber(name, topic, deliver)

    declare(config, "outbox subscriber", name, register, topic=topic, deliver=deliver)
