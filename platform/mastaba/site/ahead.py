"""`?at=2026-12-24T08:00`: a public page as visitors will see it then.

For whoever may see drafts there and on the whole site, since menus and lists show what others have
planned; for everybody else the answer is that of the address without `at`. Tree and rights are
today's; publication, expiry and scheduled updates are those of then, in lists and menus too. The
past is refused: what was public then is not known any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pyramid.events import ContextFound
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.interfaces import ISecurityPolicy

from mastaba.db.session import SAFE_METHODS
from mastaba.fields.zones import instant
from mastaba.tree.due import shown
from mastaba.tree.models import Node

PARAMETER = "at"
NOW = timedelta(minutes=1)  # a time typed to the minute is over for most of that minute
PAST = "A page can be shown as it will be, not as it was: choose a time from now on."
LONGEST = 64


def look_ahead(event: Any) -> None:
    """Move this request's clock, and make it a visitor's."""
    request = event.request
    text = request.GET.get(PARAMETER)
    if text is None or not _may(request):
        return
    request.now = request.looking_ahead = _moment(request, text)
    request.registry.getUtility(ISecurityPolicy).become(request, None)
    shown(request, request.context)
    request.add_response_callback(_keep_private)


def _may(request: Any) -> bool:
    if request.method not in SAFE_METHODS or request.matched_route is not None:
        return False
    return isinstance(request.context, Node) and may_look_ahead(request, request.context)


def may_look_ahead(request: Any, node: Node) -> bool:
    """Whether the requester may see a page, and with it every list around it, as it will be."""
    return all(request.has_permission("view_drafts", place) for place in (node, request.root))


def _moment(request: Any, text: str) -> datetime:
    """The instant; without zone or offset it is one of the site's zone."""
    try:
        moment = instant(_with_zone(request, text[:LONGEST]))
    except ValueError as problem:
        raise HTTPBadRequest(str(problem)) from None
    if moment <= request.now - NOW:
        raise HTTPBadRequest(PAST)
    now: datetime = request.now
    return max(moment, now)


def _with_zone(request: Any, text: str) -> str:
    day, _, time = text.strip().partition("T")
    time = time.replace(" ", "+")  # a plus sign in a query is a space
    zoned = any(mark in time for mark in "+-Z[")
    return f"{day}T{time}" + ("" if zoned else f"[{request.time_zone}]")


def _keep_private(_request: Any, response: Any) -> None:
    """No browser, proxy or search engine keeps what is not so yet."""
    response.cache_control = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    del response.etag, response.last_modified


def includeme(config: Any) -> None:
    """Register it."""
    config.add_request_method(lambda _request: None, "looking_ahead", reify=True)
    config.add_subscriber(look_ahead, ContextFound)
