"""Which forwarding headers are believed: a trusted proxy's, and nobody else's.

Override headers (X-Vhm-Root, X-HTTP-Method-Override, ...) are dropped from everybody, since
Pyramid or a library would honour them (trap T3).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from mastaba.security.refusals import RefusedError

log = logging.getLogger(__name__)

UNTRUSTED = (
    "A proxy at %s sends forwarding headers that are not believed, so that everybody behind it "
    "counts as one visitor. If it is yours, name it in mastaba.proxy.trusted."
)
_DROPPED = (
    "HTTP_X_VHM_ROOT",
    "HTTP_X_ORIGINAL_URL",
    "HTTP_X_REWRITE_URL",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
    "HTTP_X_HTTP_METHOD",
    "HTTP_X_METHOD_OVERRIDE",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_PROXY",
)
_SCHEMES = ("http", "https")
Network = IPv4Network | IPv6Network


class Proxies:
    """The networks whose forwarding headers are believed."""

    def __init__(self, trusted: Iterable[str]) -> None:
        self._networks: tuple[Network, ...] = tuple(ip_network(text) for text in trusted)
        self._told = False

    def apply(self, environ: dict[str, Any]) -> None:
        """Put what a trusted proxy says into the environment; remove every such header."""
        forwarded = {key for key in environ if key.startswith("HTTP_X_FORWARDED_")}
        if forwarded and self.trusts(environ.get("REMOTE_ADDR", "")):
            self._believe(environ)
        elif forwarded and not self._told and _is_near(environ.get("REMOTE_ADDR", "")):
            self._told = True
            log.warning(UNTRUSTED, environ["REMOTE_ADDR"])
        for key in (*forwarded, *_DROPPED):
            environ.pop(key, None)

    def trusts(self, address: str) -> bool:
        """Whether an IP address belongs to a trusted proxy; anything else does not."""
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)

    def _believe(self, environ: dict[str, Any]) -> None:
        environ["REMOTE_ADDR"] = self._client(environ)
        scheme = _last(environ, "HTTP_X_FORWARDED_PROTO").lower()
        if scheme:
            if scheme not in _SCHEMES:
                raise RefusedError(400, "X-Forwarded-Proto is neither http nor https.")
            environ["wsgi.url_scheme"] = scheme
        host = _last(environ, "HTTP_X_FORWARDED_HOST")
        if host:
            environ["HTTP_HOST"] = host

    def _client(self, environ: dict[str, Any]) -> str:
        """The nearest address to us that is not a trusted proxy; what lies beyond is hearsay."""
        address: str = environ["REMOTE_ADDR"]
        hops = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        for hop in reversed(hops):
            if not _is_address(hop.strip()):
                break
            address = hop.strip()
            if not self.trusts(address):
                break
        return address


def _last(environ: dict[str, Any], key: str) -> str:
    return str(environ.get(key, "")).rpartition(",")[2].strip()


def _is_near(address: str) -> bool:
    """Whether a proxy of one's own could be there: nobody sends from such an address far away."""
    return _is_address(address) and ip_address(address).is_private


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
