"""An id for every request: shown on error pages, sent as X-Request-Id, written to the log."""

from __future__ import annotations

import secrets
from typing import Any


def new_request_id(_request: Any) -> str:
    """Sixteen hexadecimal characters; never taken from the client."""
    return secrets.token_hex(8)


def includeme(config: Any) -> None:
    """Register `request.request_id`."""
    config.add_request_method(new_request_id, "request_id", reify=True)
