"""What is said and counted when something behind a fence fails."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from pyramid_retry import RetryableException

from mastaba.clock import utc_now
from mastaba.fences.tally import Fences, Tally

FAILED = "it failed"  # what is said of an exception: its own words are for the log
HOPELESS = 10  # so many times beyond its time, it is left out at once
log = logging.getLogger("mastaba.fences")


class DatabaseFailure(RetryableException):  # type: ignore[misc] # pyramid_retry is untyped
    """The database refused something behind a fence; the request is tried again without it."""


@dataclass(frozen=True)
class Failing:
    """One call of `what`, of the plugin `owner`, that went wrong."""

    request: Any
    fences: Fences
    tally: Tally
    owner: str
    what: str

    def error(self, error: Exception | None) -> str:
        """It raised."""
        self.tally.errors += 1
        return self._tell(FAILED, error)

    def database(self, error: Exception | None) -> str:
        """The database refused one of its statements, whether it noticed or not."""
        self.tally.database += 1
        return self._strike("the database refused what it asked", error)

    def storm(self) -> str:
        """It sent too many statements, and was cut."""
        self.tally.storms += 1
        limit = self.fences.statements
        return self._strike(f"it sent more than {limit} statements to the database")

    def slow(self, seconds: float) -> str:
        """It took too long; `seconds` by the clock."""
        self.tally.slow += 1
        if seconds > HOPELESS * self.fences.seconds:
            self.tally.strikes = self.fences.strikes  # three such calls would be two too many
        return self._strike(f"it took {seconds:.1f} s, and may take {self.fences.seconds:g} s")

    def _strike(self, reason: str, error: Exception | None = None) -> str:
        self._tell(reason, error)
        tally, fences = self.tally, self.fences
        tally.strikes += 1
        if tally.strikes >= fences.strikes:
            tally.off_until = fences.clock() + fences.pause
            log.warning(
                "%s of %s is left out for %g s, after %d times in a row",
                self.what, self._whose, fences.pause, tally.strikes,
            )  # fmt: skip
        return reason

    def _tell(self, reason: str, error: Exception | None) -> str:
        tally, id = self.tally, self.request.request_id
        tally.last, tally.last_at, tally.last_request = reason, utc_now(), id
        log.error(
            "%s of %s: %s (request %s)", self.what, self._whose, reason, id,
            exc_info=self._traced(error),
        )  # fmt: skip
        return reason

    def _traced(self, error: Exception | None) -> Exception | None:
        """The error, for its traceback; once in a while, since every visitor may meet it."""
        now = self.fences.clock()
        if error is None or now < self.tally.traced_until:
            return None
        self.tally.traced_until = now + self.fences.pause
        return error

    @property
    def _whose(self) -> str:
        return "the core" if self.owner == "core" else f"plugin {self.owner}"
