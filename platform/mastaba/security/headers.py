"""Security headers: on every class of response, errors and static files included (case 184).

Two fronts. Public pages have no inline script or style, so their policy needs no nonce and
they can be cached. The admin front may run one inline script that carries the request's nonce
(`request.csp_nonce`). A view that needs other values sets them itself; what is set is kept.
An answer of the admin is stored nowhere, unless the view says `private, no-cache`.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.security.cookies import SESSION_COOKIE, cookies_of

HSTS = "max-age=31536000"
OWN = "private, no-cache"  # kept by one person's browser, which asks each time whether it may
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
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:{media}; "
    "media-src 'self'{media}; frame-src 'self'{frames}; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
_ADMIN_CSP = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self'; "
    "img-src 'self' data: blob:{media}; media-src 'self' blob:{media}; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'{frames}; manifest-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
)
_FRAMED = "mastaba.framed"
_ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+")
_MEDIA_ORIGIN = re.compile(_ORIGIN.pattern + r"(:\d{1,5})?")
_PUBLIC_REFERRER = "strict-origin-when-cross-origin"
_ADMIN_PATHS = ("/admin", "/login", "/logout", "/-/first-account", "/-/set-password")


@dataclass
class MediaSources:
    """Other sites that pictures, sound and video of this one come from: where files are kept."""

    allowed: list[str] = field(default_factory=list)


@dataclass
class FrameSources:
    """Other sites that pages may show in a frame, such as `https://player.vimeo.com`."""

    allowed: list[str] = field(default_factory=list)


def allow_frames(config: Any, *sources: str) -> None:
    """Directive: public pages may frame these origins, and the preview of a page, too.

    Raises `ConfigurationError` for anything but `https://host`.
    """
    for source in sources:
        if not _ORIGIN.fullmatch(source):
            raise ConfigurationError(f"allow_frames: expected https://host, found {source!r}.")

    _allow(config, FrameSources, sources)


def allow_media(config: Any, *sources: str) -> None:
    """Directive: pages may show pictures, sound and video from these origins.

    For a storage that visitors are led to. Raises `ConfigurationError` for anything but
    `https://host`, with a port where there is one.
    """
    for source in sources:
        if not _MEDIA_ORIGIN.fullmatch(source):
            raise ConfigurationError(f"allow_media: expected https://host, found {source!r}.")
    _allow(config, MediaSources, sources)


def _allow(config: Any, kind: type[Any], sources: tuple[str, ...]) -> None:
    def register() -> None:
        known = config.registry[kind].allowed
        known.extend(source for source in sources if source not in known)

    config.action((f"mastaba {kind.__name__}", sources), register)


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
    asked_again = response.headers.get("Cache-Control") == OWN and response.status_int < 400
    set_already = {name.lower() for name, _ in response.headerlist}
    response.headerlist.extend(
        pair for pair in _wanted(request, admin) if pair[0].lower() not in set_already
    )
    if (admin and not asked_again) or response.status_int >= 400:
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
        yield "Cache-Control", OWN


def _policy(request: Any, admin: bool) -> str:
    framed = _FRAMED in request.environ
    ancestors = "'self'" if framed else "'none'"
    others = request.registry[FrameSources].allowed if framed or not admin else ()
    frames = "".join(f" {source}" for source in others)
    media = "".join(f" {source}" for source in request.registry[MediaSources].allowed)
    if not admin:
        return _PUBLIC_CSP.format(ancestors=ancestors, frames=frames, media=media)
    asked = request.__dict__.get("csp_nonce")
    nonce = f" 'nonce-{asked}'" if asked else ""
    return _ADMIN_CSP.format(ancestors=ancestors, nonce=nonce, frames=frames, media=media)


def includeme(config: Any) -> None:
    """Register `request.csp_nonce` and the directives `allow_frames` and `allow_media`."""
    config.registry[FrameSources] = FrameSources()
    config.registry[MediaSources] = MediaSources()
    config.add_directive("allow_media", allow_media)
    config.add_directive("allow_frames", allow_frames)
    config.add_request_method(new_nonce, "csp_nonce", reify=True)
