"""Whether such a form is let in: by a ticket for visitors, by the form token for members.

A ticket is no proof of who sends it: anybody can open the form, and put its ticket into a page of
another site. So a ticket never stands in for the form token of a browser that is logged in; and
what another site sends is refused by what the browser says of it (`fetch_site.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.interfaces import ICSRFStoragePolicy
from pyramid.predicates import RequestMethodPredicate

from mastaba.security.csrf import LET_IN, UntrustedForm, sent_token
from mastaba.security.fetch_site import is_own_site
from mastaba.security.refusals import RefusedError
from mastaba.security.visitor_forms.declare import ADMITTED, OPTION, PROBLEM, TICKET, VisitorForms
from mastaba.security.visitor_forms.tickets import Ticket, is_too_old, read_ticket, sent_ticket

View = Callable[[Any, Any], Any]
TOO_OLD = (
    "This form was open for too long. Nothing is lost: look at it once more and send it again."
)
OTHER_LOGIN = (
    "You have logged in or out since you opened this form. Nothing is lost: look at it once more "
    "and send it again."
)


def gate_tween_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """The tween that decides for requests to the address of such a form, and leaves all others."""
    forms: VisitorForms = registry[VisitorForms]

    def gate_tween(request: Any) -> Any:
        name = request.method == "POST" and forms.name_of(request.environ.get("PATH_INFO", ""))
        if name:
            _decide(request, name)
        return handler(request)

    return gate_tween


def _decide(request: Any, name: str) -> None:
    """Write into the environ how the form is let in. Raises `RefusedError` without any SQL."""
    if not is_own_site(request):
        raise RefusedError(403, UntrustedForm.explanation)
    ticket = read_ticket(request.registry, sent_ticket(request), name, request.now)
    by_token = request.identity is not None and _has_token(request)
    if ticket is None and not by_token:
        raise RefusedError(403, UntrustedForm.explanation)
    problem = _problem(request, ticket, by_token)
    request.environ.update({ADMITTED: name, TICKET: ticket, PROBLEM: problem})
    request.environ[LET_IN] = not by_token


def _has_token(request: Any) -> bool:
    policy = request.registry.getUtility(ICSRFStoragePolicy)
    return bool(policy.check_csrf_token(request, sent_token(request)))


def _problem(request: Any, ticket: Ticket | None, by_token: bool) -> str:
    if by_token or ticket is None:
        return ""
    if request.identity is not None:
        return OTHER_LOGIN
    return TOO_OLD if is_too_old(request.registry, ticket) else ""


def refuse_tickets(view: View, info: Any) -> View:
    """View deriver: what was let in as a visitor's form reaches no view but such a form's."""
    if info.options.get(OPTION) or info.exception_only or not _takes_more(info.predicates):
        return view

    def guarded(context: Any, request: Any) -> Any:
        if request.environ.get(LET_IN):
            raise UntrustedForm(detail="This view takes no form of visitors.")
        return view(context, request)

    return guarded


def _takes_more(predicates: Any) -> bool:
    return any(isinstance(one, RequestMethodPredicate) for one in predicates)


refuse_tickets.options = (OPTION,)  # type: ignore[attr-defined] # Pyramid reads it there
