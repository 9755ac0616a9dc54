"""`request.now`: the one clock of a request, so that rendering never reads the wall twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def includeme(config: Any) -> None:
    """Register `request.now`."""
    config.add_request_method(lambda _request: utc_now(), "now", reify=True)
