"""waitress, with a limit of the body for each request instead of one for all.

It reads the whole body (into a temporary file above 512 kB) before it calls the application, so
the limit must be known from the head: a request that may not be large is refused before anything
of its body is read, and with `Expect: 100-continue` before it is sent.
"""

from __future__ import annotations

import copy
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from mastaba.security.csrf import HEADER
from mastaba.security.large_bodies import large_body_limit


class Parser(HTTPRequestParser):
    """Reads one request; its `registry` says which may be large."""

    registry: Any = None
    path: str
    command: Any  # text, though waitress's types say bytes

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and set the limit for the body that follows."""
        super().parse_header(header_plus)
        limit = large_body_limit(self.registry, self._environ())
        if limit is not None:
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = limit + 1  # waitress refuses what is as large

    def received(self, data: bytes) -> int:
        """Read what came; who is refused is not told to go on (RFC 9110, 10.1.1)."""
        consumed: int = super().received(data)
        if self.error:
            self.expect_continue = False
        return consumed

    def _environ(self) -> dict[str, str]:
        """As much of a WSGI environ as the decision needs."""
        return {
            "REQUEST_METHOD": self.command,
            "PATH_INFO": self.path,
            "HTTP_COOKIE": self.headers.get("COOKIE", ""),
            HEADER: self.headers.get(HEADER.removeprefix("HTTP_"), ""),
        }


class Channel(HTTPChannel):
    """A connection whose body, half of it perhaps, goes with it."""

    def handle_close(self) -> None:
        """The other side hung up, or was too slow."""
        self._drop_body()
        super().handle_close()

    def close(self) -> None:
        """The server stops."""
        self._drop_body()
        super().close()

    def _drop_body(self) -> None:
        """Close the file of a body that will never be whole; waitress leaves it lying about."""
        if self.request is not None:
            self.request.close()


def limit_bodies(sockets: dict[int, Any], registry: Any) -> None:
    """Let the listeners among `sockets` (waitress's map) ask `registry` for each request."""
    parser = type("Parser", (Parser,), {"registry": registry})
    channel = type("Channel", (Channel,), {"parser_class": parser})
    for item in sockets.values():
        if hasattr(item, "channel_class"):
            item.channel_class = channel
