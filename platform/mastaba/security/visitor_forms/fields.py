"""What such a form must hold, as hidden fields or for a script."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from pyramid.csrf import get_csrf_token

from mastaba.security.csrf import FIELD as TOKEN
from mastaba.security.headers import OWN
from mastaba.security.visitor_forms.declare import ADMITTED
from mastaba.security.visitor_forms.tickets import FIELD, make_ticket, sent_ticket

_FIELD = Markup('<input type="hidden" name="{}" value="{}">')


def visitor_tokens(request: Any, name: str, node: Any = None) -> dict[str, str]:
    """The fields of a form for the view `name` of `node`, or of the context.

    The answer is of use to one browser only, and sets no cookie. Scripts may send them in the
    headers `X-Ticket` and `X-CSRF-Token` instead. A form that is shown once more, because of a
    mistake in it, keeps its ticket: it has been open since it was shown first.
    """
    request.add_response_callback(_keep_private)
    uid = (request.context if node is None else node).uid
    found = {FIELD: _kept(request, uid, name) or _fresh(request, uid, name)}
    if request.identity is not None:
        found[TOKEN] = get_csrf_token(request)
    return found


def _fresh(request: Any, uid: str, name: str) -> str:
    return make_ticket(request.registry, uid, name, request.now)


def _kept(request: Any, uid: str, name: str) -> str:
    """The good ticket that this very form was sent with, if there is one."""
    sent = request.ticket
    of_this = request.environ.get(ADMITTED) == name and not request.ticket_problem
    return sent_ticket(request) if of_this and sent is not None and sent.node == uid else ""


def visitor_fields(request: Any, name: str, node: Any = None) -> Markup:
    """`visitor_tokens` as hidden fields: `{{ request.visitor_fields("sign") }}`."""
    told = visitor_tokens(request, name, node)
    return Markup("").join(_FIELD.format(*pair) for pair in told.items())


def _keep_private(_request: Any, response: Any) -> None:
    """Asked for anew each time; but on going back some browsers empty a `no-store` form."""
    if "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = OWN
