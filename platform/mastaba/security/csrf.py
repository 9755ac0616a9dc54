"""Cross-site request forgery: every unsafe request needs a token of its own log-in session.

A token is `nonce.HMAC(secret, binding, nonce)`. The binding is the log-in session's cookie, or
for an anonymous visitor a random cookie that is set only when a form asks for a token. The
check runs in a tween below the exception views and above the router, so it comes before
traversal and permissions and no view (exception and not-found views included) can forget it.
Only a form of visitors may come with a ticket instead (`visitor_forms/gate.py`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.interfaces import ICSRFStoragePolicy
from pyramid.tweens import EXCVIEW, MAIN
from zope.interface import implementer

from mastaba.security.cookies import SESSION_COOKIE, cookies_of
from mastaba.security.fetch_site import is_own_site
from mastaba.security.wire_form import FORM_TYPES, SAFE_METHODS
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

FIELD = "csrf_token"
HEADER = "HTTP_X_CSRF_TOKEN"
VISITOR_COOKIE = "mastaba-visitor"
LET_IN = "mastaba.form.let_in"  # in the environ of a visitor's form that the gate has let in
_MAX_TOKEN = 200
_TM = "pyramid_tm.tm_tween_factory"


class UntrustedForm(HTTPForbidden):  # type: ignore[misc] # pyramid is untyped
    """An unsafe request without a valid token, or made by a page of another site."""

    explanation = (
        "This form was not accepted: it has expired or was not sent by a page of this site. "
        "Go back, reload the page and send it again."
    )


@implementer(ICSRFStoragePolicy)
class CsrfPolicy:
    """Pyramid's interface to our tokens; stateless, nothing is stored on the server."""

    def get_csrf_token(self, request: Any) -> str:
        """A token for a form of this request; sets the visitor cookie if there is no log-in."""
        return make_token(_keys(request)[0], _binding(request) or request.new_visitor)

    def new_csrf_token(self, request: Any) -> str:
        """The same as `get_csrf_token`: every token is fresh, a new log-in retires all."""
        return self.get_csrf_token(request)

    def check_csrf_token(self, request: Any, supplied_token: Any) -> bool:
        """Whether the token was made for this log-in session or visitor."""
        binding = _binding(request)
        if not binding or not isinstance(supplied_token, str):
            return False
        return any(token_matches(key, binding, supplied_token) for key in _keys(request))


def make_token(key: bytes, binding: str) -> str:
    """A token bound to `binding`; two calls differ, so compression reveals nothing."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_signature(key, binding, nonce)}"


def token_matches(key: bytes, binding: str, token: str) -> bool:
    """Whether `token` was made by `make_token(key, binding)`."""
    nonce, _, signature = token[:_MAX_TOKEN].partition(".")
    wanted = _signature(key, binding, nonce)
    return hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))


def _signature(key: bytes, binding: str, nonce: str) -> str:
    message = "\0".join(("csrf", binding, nonce)).encode("utf-8", "replace")
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def _keys(request: Any) -> tuple[bytes, ...]:
    return settings_of(request.registry, CoreSettings).signing_keys


def _binding(request: Any) -> str | None:
    """The secret only this browser holds: its session token, else its visitor cookie."""
    if "new_visitor" in request.__dict__:
        return str(request.new_visitor)
    cookies = cookies_of(request.registry)
    if request.identity is not None:
        session = session_token(request)
        return f"session {session}" if session else None
    visitor = cookies.read(request, VISITOR_COOKIE)
    return f"visitor {visitor}" if visitor else None


def session_token(request: Any) -> str | None:
    """The log-in session's cookie value as sent."""
    return cookies_of(request.registry).read(request, SESSION_COOKIE)


def new_visitor(request: Any) -> str:
    """`request.new_visitor`: the binding of a visitor who gets a cookie with this response."""
    value = secrets.token_urlsafe(24)
    cookies = cookies_of(request.registry)
    request.add_response_callback(
        lambda _request, response: cookies.set(response, VISITOR_COOKIE, value)
    )
    return f"visitor {value}"


def csrf_tween_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """The tween that refuses unsafe requests which this site's own pages did not make."""
    policy = registry.getUtility(ICSRFStoragePolicy)

    def csrf_tween(request: Any) -> Any:
        if request.method not in SAFE_METHODS and not request.environ.get(LET_IN):
            if not is_own_site(request):
                raise UntrustedForm(detail="The request was made by a page of another site.")
            if not policy.check_csrf_token(request, sent_token(request)):
                raise UntrustedForm(detail="The form token is missing or not valid.")
        return handler(request)

    return csrf_tween


def sent_token(request: Any) -> Any:
    """The token in the header `X-CSRF-Token`, else in the form; None for none, or for several."""
    header = request.environ.get(HEADER)
    if header is not None:
        return header
    sent = request.POST.getall(FIELD) if request.content_type in FORM_TYPES else []
    return sent[0] if len(sent) == 1 else None


def includeme(config: Any) -> None:
    """Register the policy and the tween."""
    config.add_request_method(new_visitor, reify=True)
    config.set_csrf_storage_policy(CsrfPolicy())
    config.add_tween("mastaba.security.csrf.csrf_tween_factory", under=(_TM, EXCVIEW), over=MAIN)
