"""`/@@letters`: the page behind the link in each letter. Opening it changes nothing.

Mail servers open links to look at them, so what somebody wishes is sent by a button. The link is
signed; it is all that one needs, since whoever gets the mail may not have a log-in.
"""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound

from mastaba.api import Node, page_variables
from mastaba_comments.letters.models import NO, YES
from mastaba_comments.letters.wishes import ANSWERS, VIEW, correspondents, keep, read_link

UNKNOWN = "This link is not complete. Open it from the mail once more."
CHOICES = {YES: True, NO: True}


def wishes(context: Any, request: Any) -> dict[str, Any]:
    """What this person gets, and a button for the opposite."""
    about, token = _link(context, request)
    return _page(request, about, correspondents(request, [token])[token])


def wish_sent(context: Any, request: Any) -> dict[str, Any]:
    """Keep what they wish, and say so."""
    about, token = _link(context, request)
    told = correspondents(request, [token])[token]
    choice = request.POST.get("wish", "")
    if choice in CHOICES:
        setattr(told, about, choice)
        keep(request, told)
    return _page(request, about, told, done=choice in CHOICES)


def _link(context: Any, request: Any) -> tuple[str, str]:
    found = read_link(request.registry, request.GET)
    if found is None or context.parent_id is not None:
        raise HTTPNotFound(UNKNOWN)
    return found


def _page(request: Any, about: str, told: Any, *, done: bool = False) -> dict[str, Any]:
    request.response.cache_control = "no-store"
    request.response.headers["Referrer-Policy"] = "same-origin"
    wish = getattr(told, about)
    if wish is None and told.token.startswith("account:"):
        wish = YES
    return page_variables(
        request,
        title="Mails about comments",
        about=about,
        wish=wish,
        done=done,
        problem=request.ticket_problem if request.method == "POST" else "",
        answers=ANSWERS,
        view=VIEW,
    )


def includeme(config: Any) -> None:
    """Register the page and its form."""
    page: dict[str, Any] = {
        "context": Node,
        "name": VIEW,
        "permission": "view",
        "shows": "nothing",
        "example": "?{comment_letters}",
        "renderer": "comments/letters.jinja2",
    }
    config.add_view(wishes, request_method="GET", **page)
    config.add_visitor_form(
        wish_sent,
        again=wishes,
        writes_because="the signed link says whose wish it is",
        **page,
    )
