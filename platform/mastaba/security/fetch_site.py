"""Where an unsafe request comes from, as the browser tells it (case 045).

`Sec-Fetch-Site` decides when it is there (W3C Fetch Metadata); else `Origin` must be ours;
when both are missing the form token alone decides.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own_site(request: Any) -> bool:
    """Whether the request was made by a page of this site, as far as the browser tells."""
    relation = request.environ.get("HTTP_SEC_FETCH_SITE")
    if relation:
        return bool(relation in ("same-origin", "none"))
    origin = request.environ.get("HTTP_ORIGIN")
    return origin is None or _origin(origin) in _own_origins(request)


def _own_origins(request: Any) -> set[tuple[str, str, int]]:
    """This request's origin, and the public one: behind a proxy we may see http only (T9)."""
    public = _origin(settings_of(request.registry, CoreSettings).url)
    scheme = "https" if public and public[0] == "https" else request.scheme
    seen = _origin(f"{scheme}://{request.host}")
    return {origin for origin in (public, seen) if origin is not None}


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
