"""The HTML of one screenful of a conversation: heading, comments, and the ways on."""

from typing import Any, NamedTuple

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


class Known(NamedTuple):
    """What is known of a conversation without reading it."""

    state: str | None = None
    shown: int = 0
    version: int = 0


def thread_of(request: Any, node: Any) -> Known:
    """State, number and version of the conversation of `node`.

    Every page asks, so it is asked without the ORM, at half the price.
    """
    found = request.db.connection().execute(_THREAD, {"node": node.id}).first()
    return Known() if found is None else Known(*found)


def conversation_html(
    request: Any, node: Any, place: Place, *, part: bool = False, always: bool = True
) -> Markup:
    """The screenful at `place`: one statement, and two more when it changed since last time.

    With `part` the comments alone, as script adds them to what is there. Nothing where nobody has
    said anything and nobody can, unless `always`.
    """
    thread = thread_of(request, node)
    closed = why_closed(request, node, thread)
    if closed and not thread.shown and not always:
        return Markup("")
    who = (may_write(request, node), request.identity is None)
    about = (thread, place, part, closed, who, has_feed(request))
    return kept_html(
        request, node, about, lambda: _made(request, node, place, thread, closed, part)
    )


def _made(request: Any, node: Any, place: Place, thread: Known, closed: str, part: bool) -> Markup:
    size = settings_for(request, CommentSettings).page_size
    rows = rows_at(request, node, place, size + 1) if thread != Known() else []
    more = next_url(request, node, place, rows[size - 1]) if len(rows) > size else None
    variables = {
        "comments": said(request, node, rows[:size]),
        "more_url": more,
        "beginning_url": order_url(request, node, place.order) if place.mark else None,
        "closed": closed,
        **_ways(request, node, place, thread.shown),
    }
    template = "comments/part.jinja2" if part else "comments/conversation.jinja2"
    return Markup(render(template, variables, request))  # noqa: S704 - a template escapes


def _ways(request: Any, node: Any, place: Place, count: int) -> dict[str, Any]:
    """What leads on from here."""
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
