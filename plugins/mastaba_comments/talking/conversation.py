"""The HTML of one screenful of a conversation: heading, comments, and the ways on."""

from typing import Any

from markupsafe import Markup
from pyramid.renderers import render
from sqlalchemy import bindparam, select

from mastaba.api import settings_for
from mastaba_comments.addresses import SECTION, WRITE, section_url, view_url
from mastaba_comments.commentable import may_write, why_closed
from mastaba_comments.feeds import VIEW as FEED
from mastaba_comments.feeds import has_feed
from mastaba_comments.models import Thread
from mastaba_comments.settings import CommentSettings
from mastaba_comments.talking.keeping import kept_html
from mastaba_comments.talking.said import said
from mastaba_comments.talking.screenful import ORDERS, Place, next_url, order_url, rows_at

_T: Any = Thread.__table__
_THREAD = select(_T.c.state, _T.c.shown, _T.c.version).where(_T.c.node_id == bindparam("node"))


def thread_of(request: Any, node: Any) -> Any | None:
    """State, number and version of the conversation; None where nobody has said anything.

    Every page asks, so it is asked without the ORM, at half the price.
    """
    return request.db.connection().execute(_THREAD, {"node": node.id}).first()


def conversation_html(request: Any, node: Any, place: Place, *, part: bool = False) -> Markup:
    """The screenful at `place`: one statement, and two more when it changed since last time.

    With `part` the comments alone, as script adds them to what is there.
    """
    thread = thread_of(request, node)
    closed = why_closed(request, node, thread)
    version = 0 if thread is None else thread.version
    who = (may_write(request, node), request.identity is None)
    about = (version, place, part, closed, who, has_feed(request))
    return kept_html(
        request, node, about, lambda: _made(request, node, place, thread, closed, part)
    )


def _made(
    request: Any, node: Any, place: Place, thread: Any | None, closed: str, part: bool
) -> Markup:
    size = settings_for(request, CommentSettings).page_size
    rows = rows_at(request, node, place, size + 1) if thread is not None else []
    more = next_url(request, node, place, rows[size - 1]) if len(rows) > size else None
    variables = {
        "comments": said(request, node, rows[:size]),
        "more_url": more,
        "beginning_url": order_url(request, node, place.order) if place.mark else None,
        "closed": closed,
        **_ways(request, node, place, thread),
    }
    template = "comments/part.jinja2" if part else "comments/conversation.jinja2"
    return Markup(render(template, variables, request))  # noqa: S704 - a template escapes


def _ways(request: Any, node: Any, place: Place, thread: Any | None) -> dict[str, Any]:
    """What leads on from here."""
    count = 0 if thread is None else thread.shown
    orders = [(title, order_url(request, node, name), name) for name, title in ORDERS.items()]
    return {
        "section": SECTION,
        "count": count,
        "order": place.order,
        "orders": orders if count > 1 else [],
        "write_url": view_url(request, node, WRITE),
        "feed_url": view_url(request, node, FEED) if has_feed(request) else None,
        "page_url": section_url(request, node),
        "may_write": may_write(request, node),
        "is_visitor": request.identity is None,
        "page": node,
    }
