"""Security headers: on every class of response, errors and static files included (case 184).

Two fronts. Public pages have no inline script or style, so their policy needs no nonce and
they can be cached. The admin front may run one inline script that carries the request's nonce
(`request.csp_nonce`). A view that needs other values sets them itself; what is set is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from mastaba.security.cookies import SESSION_COOKIE, cookies_of

HSTS = "max-age=31536000"
_COMMON = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), payment=(), usb=()",
    ),
)
_PUBLIC_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
_ADMIN_CSP = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
_FRAMED = "mastaba.framed"
_PUBLIC_REFERRER = "strict-origin-when-cross-origin"
_ADMIN_PATHS = ("/admin", "/login", "/logout", "/-/first-account", "/-/set-password")


def new_nonce(_request: Any) -> str:
    """A fresh value for `<script nonce>`; the header names it only when a page asked for it."""
    return secrets.token_urlsafe(16)


def allow_framing(request: Any) -> None:
    """Let pages of this site show the response in a frame (the preview beside the editor)."""
    request.environ[_FRAMED] = True


def is_admin_path(path: str) -> bool:
    """Whether a path belongs to the admin front: the admin itself and the log-in pages."""
    return any(path == own or path.startswith(own + "/") for own in _ADMIN_PATHS)


def add_headers(request: Any, response: Any) -> None:
    """Set every security header that the view did not set itself."""
    environ = request.environ
    admin = is_admin_path(environ.get("PATH_INFO", ""))
    set_already = {name.lower() for name, _ in response.headerlist}
    response.headerlist.extend(
        pair for pair in _wanted(request, admin) if pair[0].lower() not in set_already
    )
    if admin or response.status_int >= 400:
        response.headers["Cache-Control"] = "no-store"


def _wanted(request: Any, admin: bool) -> Iterator[tuple[str, str]]:
    environ = request.environ
    yield from _COMMON
    yield "Referrer-Policy", "same-origin" if admin else _PUBLIC_REFERRER
    yield "X-Frame-Options", "SAMEORIGIN" if _FRAMED in environ else "DENY"
    yield "Content-Security-Policy", _policy(request, admin)
    yield "X-Request-Id", request.request_id
    if environ.get("wsgi.url_scheme") == "https":
        yield "Strict-Transport-Security", HSTS
    if cookies_of(request.registry).name(SESSION_COOKIE) in environ.get("HTTP_COOKIE", ""):
        yield "Cache-Control", "private, no-cache"


def _policy(request: Any, admin: bool) -> str:
    ancestors = "'self'" if _FRAMED in request.environ else "'none'"
    if not admin:
        return _PUBLIC_CSP.format(ancestors=ancestors)
    asked = request.__dict__.get("csp_nonce")
    nonce = f" 'nonce-{asked}'" if asked else ""
    return _ADMIN_CSP.format(ancestors=ancestors, nonce=nonce)


def includeme(config: Any) -> None:
    """Register `request.csp_nonce`."""
    config.add_request_method(new_nonce, "csp_nonce", reify=True)
