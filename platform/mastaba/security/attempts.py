"""Limits on guessing: failed log-ins per account and per network address (case 001).

Kept in this process. A cluster of n processes allows n times as many guesses, which is still
few; sharing the counters comes with the first shared cache.
"""

from __future__ import annotations

import hashlib
from typing import Any

from limits import RateLimitItemPerSecond

from mastaba.security.networks import origin_of
from mastaba.security.windows import Limiter
from mastaba.settings import settings_of
from mastaba.settings.core import LoginSettings


class Attempts:
    """Counts log-ins that have not succeeded."""

    def __init__(self, settings: LoginSettings) -> None:
        seconds = max(1, int(settings.window.total_seconds()))
        self._limiter = Limiter()
        self._account = RateLimitItemPerSecond(settings.account_limit, seconds, "account")
        self._address = RateLimitItemPerSecond(settings.address_limit, seconds, "address")

    def begin(self, login: str, address: str) -> int:
        """Count an attempt; returns 0, or after how many seconds to come back.

        It is counted before the password is checked, so parallel guesses count too.
        """
        network, name = origin_of(address).address, _digest(login)
        if not self._limiter.test(self._address, network):
            return self._limiter.wait(self._address, network)
        if not self._limiter.hit(self._account, name):
            return self._limiter.wait(self._account, name)
        return 0

    def failed(self, address: str) -> None:
        """The password was wrong: it counts for the address too."""
        self._limiter.hit(self._address, origin_of(address).address)

    def succeeded(self, login: str) -> None:
        """The password was right: the account's count begins anew."""
        self._limiter.clear(self._account, _digest(login))


def _digest(login: str) -> str:
    """A key of fixed length, whatever was typed as a name."""
    return hashlib.sha256(login.encode("utf-8", "replace")).hexdigest()


def attempts_of(registry: Any) -> Attempts:
    """The application's counters."""
    attempts: Attempts = registry[Attempts]
    return attempts


def includeme(config: Any) -> None:
    """Make the counters from the settings."""
    config.registry[Attempts] = Attempts(settings_of(config.registry, LoginSettings))
