"""How our cookies are set: `__Host-`, Secure, HttpOnly, SameSite=Lax (case 013).

Only development on one's own machine, where there is no https, uses plain names without Secure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings, ServerSettings, SessionSettings, is_loopback

SESSION_COOKIE = "mastaba"


@dataclass(frozen=True)
class Cookies:
    """The attributes every cookie of this install has."""

    secure: bool

    def name(self, base: str) -> str:
        """The full name: browsers accept `__Host-` only for Secure cookies without a domain."""
        return f"__Host-{base}" if self.secure else base

    def read(self, request: Any, base: str) -> str | None:
        """The cookie's value; None when it is absent, empty or absurdly long."""
        value = request.cookies.get(self.name(base))
        return value if value and len(value) <= 512 else None

    def set(
        self, response: Any, base: str, value: str, *, lasting: timedelta | None = None
    ) -> None:
        """Set it for `lasting`, or until the browser is closed; the response stays private."""
        response.set_cookie(
            self.name(base),
            value,
            max_age=lasting,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="Lax",
        )
        response.headers["Cache-Control"] = "no-store"

    def clear(self, response: Any, base: str) -> None:
        """Ask the browser to forget it."""
        self.set(response, base, "", lasting=timedelta(0))


def cookies_of(registry: Any) -> Cookies:
    """The rules of this install, worked out once."""
    rules = getattr(registry, "mastaba_cookies", None)
    if not isinstance(rules, Cookies):
        rules = registry.mastaba_cookies = Cookies(secure=_secure(registry))
    return rules


def _secure(registry: Any) -> bool:
    if settings_of(registry, CoreSettings).production:
        return True
    if is_loopback(settings_of(registry, ServerSettings).host):
        return False
    return settings_of(registry, SessionSettings).secure
