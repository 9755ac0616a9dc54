"""How often: refused before the body is read, before any transaction, and before the database.

An address and its network have windows of their own, per form. What is refused does not count, so
whoever waits as long as told is heard. The network's windows are wider by a factor.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from limits import RateLimitItem, parse

from mastaba.security.networks import Origin, origin_of
from mastaba.security.refusals import RefusedError
from mastaba.security.visitor_forms.declare import VisitorForms
from mastaba.security.visitor_forms.settings import VisitorFormSettings
from mastaba.security.windows import Limiter
from mastaba.settings import settings_of

MINUTE, HOUR = 60, 3600


def refuse_floods(registry: Any, environ: dict[str, Any]) -> None:
    """Raise `RefusedError` (429) when this address or its network has sent the form too often."""
    forms: VisitorForms | None = registry.get(VisitorForms)
    if forms is None or environ["REQUEST_METHOD"] != "POST" or environ.get("retry.attempt"):
        return
    name = forms.name_of(environ.get("PATH_INFO", ""))
    if name is None:
        return
    limiter: Limiter = registry[Limiter]
    asked = list(_windows(registry, name, origin_of(environ.get("REMOTE_ADDR", ""))))
    full = [limiter.wait(*window) for window in asked if not limiter.test(*window)]
    if full or not all(limiter.hit(*window) for window in asked):
        raise _too_often(max(full, default=1))


def _windows(registry: Any, name: str, origin: Origin) -> Iterator[tuple[RateLimitItem, str, str]]:
    factor = settings_of(registry, VisitorFormSettings).network_factor
    for rate in registry[VisitorForms].rates(registry, name):
        yield _item(rate, 1), name, origin.address
        yield _item(rate, factor), name, origin.network


@lru_cache(maxsize=200)
def _item(rate: str, factor: int) -> RateLimitItem:
    item = parse(rate)
    namespace = "address" if factor == 1 else "network"
    return type(item)(item.amount * factor, item.multiples, namespace)


def _too_often(seconds: int) -> RefusedError:
    sentence = (
        f"This was sent too often from your network. Wait {in_words(seconds)}, go back and send "
        "it again: what you wrote is still in the form."
    )
    return RefusedError(429, sentence, Retry_After=str(seconds))


def in_words(seconds: int) -> str:
    """A time to wait, rounded up: `20 seconds`, `2 minutes`, `3 hours`."""
    for length, word in ((HOUR, "hour"), (MINUTE, "minute")):
        if seconds > length:
            number = -(-seconds // length)
            return f"{number} {word}s"
    return "1 second" if seconds == 1 else f"{seconds} seconds"
