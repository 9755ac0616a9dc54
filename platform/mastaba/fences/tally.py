"""What went wrong behind each fence, how often, and whether it is left out for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from mastaba.fences.settings import FenceSettings


class Run:
    """One call behind a fence: until when it may last, how many statements it has left."""

    __slots__ = ("broken", "deadline", "left", "outer", "seat", "seated")

    def __init__(self, deadline: float, statements: int, outer: Run | None) -> None:
        self.deadline = deadline
        self.left = statements
        self.outer = outer
        self.seat = False  # it holds one of `Fences.seats`
        self.seated = False  # it does, or a fence round it
        self.broken = False  # the database refused one of its statements


@dataclass
class Tally:
    """The failures of one fenced thing since the process started; `last` says why it failed last.

    `off_until` is the instant of `Fences.clock` until which it is left out.
    """

    errors: int = 0
    slow: int = 0
    storms: int = 0
    database: int = 0
    skipped: int = 0
    last: str = ""
    last_at: datetime | None = None
    last_request: str = ""  # its id, under which the log tells more
    off_until: float = 0.0
    traced_until: float = 0.0  # until then the log gets no further traceback
    strikes: int = 0  # in a row
    running: list[Run] = field(default_factory=list, repr=False)


class Tallies(dict[tuple[str, str], Tally]):
    """(owner, what) -> its tally."""


class Fences:
    """The fences of one application, on its registry."""

    def __init__(self, settings: FenceSettings, threads: int) -> None:
        self.seats = threading.Semaphore(max(1, threads - 1))  # for threads that plugins hold up
        self.seconds = settings.time.total_seconds()
        self.statements = settings.statements
        self.strikes = settings.strikes
        self.pause = settings.pause.total_seconds()
        self.clock: Callable[[], float] = monotonic
        self.tallies = Tallies()
        self.here = threading.local()  # `.run`: the innermost fence that this thread is behind

    def tally(self, owner: str, what: str) -> Tally:
        """The tally of one thing, begun when there is none."""
        found = self.tallies.get((owner, what))
        return self.tallies.setdefault((owner, what), Tally()) if found is None else found

    def is_off(self, tally: Tally) -> bool:
        """Whether it is left out at present."""
        return tally.off_until > self.clock()

    def forget(self) -> None:
        """Begin anew, as after a restart."""
        self.tallies.clear()


def fences_of(registry: Any) -> Fences:
    """The fences of an application."""
    found: Fences = registry[Fences]
    return found
