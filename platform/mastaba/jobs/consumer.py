"""Workers: threads of the server, or of `mastaba jobs run`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from huey.consumer import Consumer

from mastaba.jobs.queue import Queue
from mastaba.jobs.watch import watch

SLOWEST_POLL = 2.0  # seconds until an idle worker looks again
SCHEDULE_EVERY = 5  # seconds


class Workers(Consumer):  # type: ignore[misc] # huey is untyped
    """huey's consumer without its signal handlers: the server has its own."""

    def _set_signal_handlers(self) -> None:
        pass


@contextmanager
def working(registry: Any, workers: int, seconds: float) -> Iterator[None]:
    """Do jobs during the block with so many threads; one under way gets `seconds` to finish.

    What is cut off then has changed nothing and is done again by whoever runs next.
    """
    if not workers:
        yield
        return
    queue: Queue = registry[Queue]
    consumer = _consumer(registry, queue, workers, seconds)
    consumer.start()
    try:
        yield
    finally:
        consumer.stop(graceful=True)
        queue.huey.storage.close()


def _consumer(registry: Any, queue: Queue, workers: int, seconds: float) -> Workers:
    _ = queue.run  # huey takes only messages for tasks that it knows
    queue.every_minute(lambda: watch(registry))
    queue.huey.on_shutdown("close")(queue.huey.storage.close)  # each thread has a connection
    return Workers(
        queue.huey,
        workers=workers,
        max_delay=SLOWEST_POLL,
        scheduler_interval=SCHEDULE_EVERY,
        shutdown_timeout=seconds,
    )
