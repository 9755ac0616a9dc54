"""Messages for the next screen: what was done, and how to take it back.

They travel in a signed cookie of one minute, so nothing is stored and a second node needs no
shared memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from webob.cookies import CookieProfile, SignedSerializer

from mastaba.security.cookies import cookies_of
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

COOKIE = "mastaba-flash"
SECONDS = 60
KEPT = 3  # messages; a cookie holds about 4 kB
LONGEST = 240


@dataclass(frozen=True)
class Flash:
    """One message; `undo_url` gets a POST with `undo_fields`, `link_url` is a plain link."""

    text: str
    kind: str = "info"
    undo_url: str = ""
    undo_label: str = "Undo"
    undo_fields: Mapping[str, str] = field(default_factory=dict)
    link_url: str = ""
    link_label: str = ""


def flash(request: Any, text: str, **options: Any) -> None:
    """Show `text` on the next screen of this person."""
    pending = request.environ.setdefault("mastaba.flashes", [])
    if not pending:
        request.add_response_callback(_send)
    pending.append(Flash(text[:LONGEST], **options))


def take(request: Any) -> list[Flash]:
    """The messages sent to this screen; they are not shown again."""
    try:
        found = [Flash(**values) for values in _profile(request).get_value() or ()]
    except (TypeError, ValueError):  # an older version's cookie
        found = []
    if found:
        request.add_response_callback(_forget)
    return found


def _send(request: Any, response: Any) -> None:
    messages = request.environ["mastaba.flashes"][-KEPT:]
    _profile(request).set_cookies(response, [asdict(message) for message in messages])


def _forget(request: Any, response: Any) -> None:
    if "mastaba.flashes" not in request.environ:
        _profile(request).set_cookies(response, "", max_age=0)


def _profile(request: Any) -> Any:
    cookies = cookies_of(request.registry)
    key = settings_of(request.registry, CoreSettings).signing_keys[0]
    profile = CookieProfile(
        cookies.name(COOKIE),
        secure=cookies.secure,
        max_age=SECONDS,
        httponly=True,
        path="/",
        samesite="Lax",
        serializer=SignedSerializer(key, COOKIE),
    )
    return profile.bind(request)
