"""`request.traces(purpose)`: who it came from, without saying who.

A keyed hash tells that two things came from one place and nothing more: the key is this site's
secret, and the `purpose`, `<plugin>.<name>`, keeps what one plugin stores from being compared with
what another one does.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from mastaba.security.networks import origin_of
from mastaba.security.signing import sign


class Traces(NamedTuple):
    """Hashes of the subscriber's address and of the network around it, 32 hexadecimal digits."""

    address: str
    network: str


def traces(request: Any, purpose: str) -> Traces:
    """The hashes of the address that this request came from; the address is kept nowhere."""
    origin = origin_of(request.environ.get("REMOTE_ADDR", ""))
    made = (sign(request.registry, f"traces {purpose}", place) for place in origin)
    return Traces(*made)
