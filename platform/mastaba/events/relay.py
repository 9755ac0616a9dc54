"""The relay: a thread of the server that delivers messages, woken by each commit.

The name is that of the pattern "transactional outbox, polling publisher".
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.events import claims
from mastaba.events.deliver import deliver_next
from mastaba.events.settings import OutboxSettings
from mastaba.events.subscribers import Bell
from mastaba.settings import settings_of

log = logging.getLogger(__name__)

PRUNE_EVERY = timedelta(hours=1)


class Relay:
    """Delivers the messages of one application until it is stopped."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry
        self._bell: Bell = registry[Bell]
        self._settings = settings_of(registry, OutboxSettings)
        self._stopping = threading.Event()
        self._prune_at = datetime.min.replace(tzinfo=utc_now().tzinfo)
        self._thread = threading.Thread(target=self._run, name="outbox-relay", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Finish the delivery under way, for at most `seconds`, and begin no other."""
        self._stopping.set()
        self._bell.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            self._turn()
            self._bell.wait(self._settings.sweep.total_seconds())

    def _turn(self) -> None:
        try:
            while not self._stopping.is_set() and deliver_next(self._registry, utc_now()):
                pass
            self._prune(utc_now())
        except Exception:
            log.exception("the outbox could not be delivered; trying again at the next sweep")

    def _prune(self, now: datetime) -> None:
        if now >= self._prune_at:
            claims.prune(self._registry[Database], now - self._settings.keep)
            self._prune_at = now + PRUNE_EVERY


@contextmanager
def relaying(registry: Any, seconds: float) -> Iterator[None]:
    """Deliver during the block; a delivery under way at its end gets `seconds` to finish."""
    relay = Relay(registry)
    relay.start()
    try:
        yield
    finally:
        relay.stop(seconds)
