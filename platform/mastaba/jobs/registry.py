"""Which jobs there are, and what is done again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPClientError

from mastaba.declaring import declare

NOTED_EVERY = 0.5  # seconds between two notes of progress; each is a write to the queue


class Refused(Exception):
    """The job cannot be done; the text says why, and trying again is no use."""


class Work:
    """What a job's function is told: `payload`, and whom to tell how far it is.

    `prepared` is what the job's `before` returned, None where there is none.
    """

    def __init__(
        self, uid: str, payload: dict[str, Any], note: Callable[[int, int], None]
    ) -> None:
        self.uid = uid
        self.payload = payload
        self.done = self.total = 0
        self.prepared: Any = None
        self._note = note
        self._noted = float("-inf")

    def note_by(self, note: Callable[[int, int], None]) -> None:
        """Tell `note` from now on."""
        self._note = note

    def progress(self, done: int, total: int) -> None:
        """Say that `done` of `total` units are finished; may be called as often as one likes."""
        self.done, self.total = done, total
        if time.monotonic() - self._noted >= NOTED_EVERY:
            self._noted = time.monotonic()
            self._note(done, total)


Function = Callable[[Any, Work], str | None]
Before = Callable[[Any, Work], object]


@dataclass(frozen=True)
class Periodic:
    """Something done as the system, every so often, by one process of all."""

    name: str
    function: Callable[[Any], object]
    every: timedelta


@dataclass
class Jobs:
    """What is declared; `refusals` are exceptions whose text is a sentence for people."""

    by_name: dict[str, Function] = field(default_factory=dict)
    before: dict[str, Before] = field(default_factory=dict)
    periodic: dict[str, Periodic] = field(default_factory=dict)
    refusals: tuple[type[Exception], ...] = (Refused, HTTPClientError)


def add_job(config: Any, name: str, function: Function, *, before: Before | None = None) -> None:
    """Directive: `function(request, work)` does the jobs called `name`, `<plugin>.<name>`.

    It runs in one transaction with the rights of who started the job, may call
    `work.progress(done, total)`, and returns a sentence on what was done, or None.
    `before(request, work)` is called first, with a request that can read only: what takes long
    and changes no rows keeps nobody from saving there. What it returns is `work.prepared`. It
    calls `progress` at least twice a minute, and may be called again for the same job.
    """

    def register() -> None:
        jobs: Jobs = config.registry[Jobs]
        jobs.by_name[name] = function
        jobs.before.pop(name, None)
        if before is not None:
            jobs.before[name] = before

    declare(config, "job", name, register, function=function)


def add_periodic(
    config: Any, name: str, function: Callable[[Any], object], *, every: timedelta
) -> None:
    """Directive: call `function(request)` as the system every so often, to a minute.

    However many processes run, each time is one process's; a time that was missed is made up
    for once.
    """

    def register() -> None:
        config.registry[Jobs].periodic[name] = Periodic(name, function, every)

    declare(config, "periodic work", name, register, function=function, every=every)
