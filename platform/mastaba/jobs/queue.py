"""The queue: huey, which tells workers that there is something to do.

It holds uids of jobs and nothing else, and is opened at its first use: most processes and most
tests never need it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from huey import PostgresHuey, PriorityRedisHuey, SqliteHuey
from sqlalchemy.engine import URL, make_url

from mastaba.db import Database
from mastaba.jobs.messages import SignedJson
from mastaba.jobs.settings import JobSettings
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

log = logging.getLogger(__name__)

NAME = "mastaba"
# Seconds, by kind of server; a worker's own wait for the next message is one second.
LIMITS = {
    "postgresql": {"connect_timeout": "5"},
    "redis": {"socket_connect_timeout": "2", "socket_timeout": "5"},
    "rediss": {"socket_connect_timeout": "2", "socket_timeout": "5"},
}


class Queue:
    """The queue of one application."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry

    @cached_property
    def huey(self) -> Any:
        """The queue itself. Raises what opening it raises."""
        settings = settings_of(self._registry, JobSettings)
        core = settings_of(self._registry, CoreSettings)
        url = make_url(settings.queue) if settings.queue else None
        return _open(url or beside(self._registry[Database].url), SignedJson(core.signing_keys))

    def close(self) -> None:
        """Close this thread's connection, if the queue was ever opened; it can be opened again."""
        opened = self.__dict__.get("huey")
        if opened is not None:
            opened.storage.close()

    @cached_property
    def run(self) -> Any:
        """The task that does the job with a uid; a call of it puts a message into the queue."""
        from mastaba.jobs.work import run_job

        def run(uid: str) -> None:
            run_job(self._registry, uid)

        return self.huey.task(name="run")(run)

    def push(self, uid: str, wait: timedelta = timedelta(0)) -> None:
        """Tell a worker, after `wait`, that the job with this uid is to be done."""
        if wait:
            self.run.schedule((uid,), delay=wait.total_seconds())
        else:
            self.run(uid)

    def every_minute(self, function: Callable[[], object]) -> None:
        """Let the worker call `function` once a minute."""
        self.huey.periodic_task(lambda _moment: True, name="watch")(function)

    def note(self, uid: str, done: int, total: int) -> None:
        """Keep how far a running job is: its own transaction cannot be seen by others."""
        with suppress(Exception):  # only shown, never relied on
            self.huey.put(_key(uid), [done, total])

    def noted(self, uid: str) -> tuple[int, int] | None:
        """How far a running job said it is, if the queue can be asked."""
        with suppress(Exception):
            found = self.huey.get(_key(uid), peek=True)
            return None if found is None else (int(found[0]), int(found[1]))
        return None

    def forget(self, uid: str) -> None:
        """The job has ended: its row says how far it came."""
        with suppress(Exception):
            self.huey.delete(_key(uid))


def beside(database: URL) -> URL:
    """The address of the queue that goes with a content database."""
    if database.get_backend_name() != "sqlite":
        return database
    name = database.database or ":memory:"
    return database.set(database=str(Path(name).with_suffix(".jobs.sqlite")))


def _open(url: URL, serializer: SignedJson) -> Any:
    common: dict[str, Any] = {"results": False, "serializer": serializer}
    if url.get_backend_name() == "sqlite":
        return SqliteHuey(NAME, filename=url.database, **common)
    address = _patient(url).render_as_string(hide_password=False)
    if url.get_backend_name() == "postgresql":
        return PostgresHuey(NAME, dsn=address, **common)
    return PriorityRedisHuey(NAME, url=address, **common)


def _patient(url: URL) -> URL:
    """A server that does not answer must not hold a thread for ever (trap T18)."""
    kind = url.get_backend_name()
    return url.set(drivername=kind).update_query_dict({**LIMITS[kind], **dict(url.query)})


def _key(uid: str) -> str:
    return f"progress-{uid}"
