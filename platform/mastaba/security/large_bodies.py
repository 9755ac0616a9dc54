"""Which requests may be larger than `mastaba.server.max_body`, known from their head alone.

A view that takes a file says how large it may be (`config.add_upload_view`). The server asks here
before it reads the body, on the thread that reads for everybody: so nobody asks the database here.
What decides is the address, and a form token that this site made for a log-in session. Whether the
session is still good, and whether this person may, is asked later, as of any request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from webob.request import BaseRequest

from mastaba.security.cookies import SESSION_COOKIE, cookies_of
from mastaba.security.csrf import HEADER, token_matches
from mastaba.security.wire_text import drop_junk_cookies
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

Limit = Callable[[Any], int]  # the registry -> bytes
FRONT = "/admin/"
MARK = "/@@"


class LargeBodies:
    """Names of the views on the editors' front that take large bodies, and how large."""

    def __init__(self) -> None:
        self._limits: dict[str, list[Limit]] = {}

    def add(self, name: str, limit: Limit) -> None:
        """`limit(registry)` is asked at each request; of several of a name the largest counts."""
        self._limits.setdefault(name, []).append(limit)

    def limit(self, registry: Any, path: str) -> int | None:
        """Bytes that a request for `path` may have at most; None: it is like any other."""
        name = path.rpartition(MARK)[2]
        if MARK not in path or not path.startswith(FRONT) or name not in self._limits:
            return None
        return max(limit(registry) for limit in self._limits[name])


def large_body_limit(registry: Any, environ: Mapping[str, Any]) -> int | None:
    """Bytes that this request may have, when it is one for a view that takes large bodies.

    None for everybody who sends no token of a log-in session in the header `X-CSRF-Token`.
    """
    known: LargeBodies | None = registry.get(LargeBodies)
    if known is None or environ["REQUEST_METHOD"] != "POST":
        return None
    limit = known.limit(registry, environ.get("PATH_INFO", ""))
    return limit if limit is not None and _is_logged_in(registry, environ) else None


def _is_logged_in(registry: Any, environ: Mapping[str, Any]) -> bool:
    """Whether the form token was made for the log-in session whose cookie is sent."""
    head = dict(environ)
    drop_junk_cookies(head)
    cookie = cookies_of(registry).read(BaseRequest(head), SESSION_COOKIE)
    token = environ.get(HEADER)
    if not cookie or not token:
        return False
    keys = settings_of(registry, CoreSettings).signing_keys
    return any(token_matches(key, f"session {cookie}", token) for key in keys)


def includeme(config: Any) -> None:
    """Nobody takes large bodies at first."""
    config.registry[LargeBodies] = LargeBodies()
