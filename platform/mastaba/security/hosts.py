"""The Host allow-list: generated addresses can only name hosts that the admin named (T8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from mastaba.security.refusals import RefusedError
from mastaba.settings.core import CoreSettings, ServerSettings, is_loopback

_HOST = re.compile(
    r"([A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?"
)
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
HEALTH_PATH = "/-/health"  # load balancers ask by address; the answer names no host


class Hosts:
    """Names (lower case) with the ports they may carry; None = any port."""

    def __init__(self, core: CoreSettings, server: ServerSettings) -> None:
        url = urlsplit(core.url)
        ports = {"", "80", "443", str(url.port or ""), str(server.port)}
        self._allowed: dict[str, set[str] | None] = {_bracketed(url.hostname or ""): ports}
        for entry in core.hosts:
            name, port = split_host(entry) or (entry, "")
            self._allowed[name] = {port} if port else ports
        if not core.production and is_loopback(server.host):
            self._allowed.update(dict.fromkeys(_LOCAL_NAMES))

    def check(self, environ: Mapping[str, Any]) -> None:
        """Refuse a Host that is missing, doubled, malformed or not on the list."""
        found = split_host(environ.get("HTTP_HOST", ""))
        if found is None:
            raise RefusedError(400, "The request names no host, or not a proper one.")
        if not self.allows(*found) and environ.get("PATH_INFO") != HEALTH_PATH:
            raise RefusedError(
                400,
                "This host name is not served here. If it should be, the administrator adds it "
                "to mastaba.hosts.",
            )
        self._check_absolute(environ)

    def allows(self, name: str, port: str) -> bool:
        """Whether this name may be used with this port ("" = none given)."""
        if name not in self._allowed:
            return False
        ports = self._allowed[name]
        return ports is None or port in ports

    def _check_absolute(self, environ: Mapping[str, Any]) -> None:
        """An absolute request target overrides Host (RFC 9112, 3.2.2), so it must agree."""
        uri = str(environ.get("REQUEST_URI", ""))
        if "://" not in uri.partition("?")[0] or uri.startswith("/"):
            return
        named = uri.partition("://")[2].partition("/")[0].partition("?")[0]
        if named.lower() != str(environ["HTTP_HOST"]).lower():
            raise RefusedError(400, "The request target and the Host header disagree.")


def split_host(host: str) -> tuple[str, str] | None:
    """Split "Example.org:8080" into ("example.org", "8080"); None when it is malformed."""
    match = _HOST.fullmatch(host)
    if match is None or int(match[2] or 0) > 65535:
        return None
    return match[1].lower().rstrip("."), match[2] or ""


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name
