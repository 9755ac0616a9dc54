"""The feed of a page, or of everything below a place that takes no comments itself."""

from __future__ import annotations

import hashlib
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from mastaba.api import Node, node_of, settings_for
from mastaba_comments.addresses import permalink, view_url
from mastaba_comments.commentable import is_commentable
from mastaba_comments.feeds import VIEW, has_feed
from mastaba_comments.feeds.atom import Entry, Feed, written
from mastaba_comments.feeds.settings import FeedSettings
from mastaba_comments.models import SHOWN, Comment
from mastaba_comments.naming import names
from mastaba_comments.shown import shown
from mastaba_comments.text import comment_html

MEDIA_TYPE = "application/atom+xml"
TITLE = "Comments on {title}"
LINK = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')


def feed(context: Node, request: Any) -> Response:
    """The newest comments that the requester may see, newest first."""
    if not has_feed(request):
        raise HTTPNotFound("This site offers no feeds of its comments.")
    body = written(_feed(context, request))
    response = Response(body, content_type=MEDIA_TYPE, charset="utf-8", conditional_response=True)
    response.etag = hashlib.sha256(body).hexdigest()[:32]
    return response


def _feed(context: Node, request: Any) -> Feed:
    rows = _rows(context, request)
    authors = names(request, rows)
    return Feed(
        context.uid,
        title_of(context, request),
        request.host_url + request.node_url(context),
        request.host_url + view_url(request, context, VIEW),
        context.modified,
        [_entry(request, row, authors[row.id]) for row in rows],
    )


def _rows(context: Node, request: Any) -> list[Any]:
    catalog = shown(request).filter(Comment.state == SHOWN)
    own = is_commentable(request, context)
    found = catalog.of(context) if own else catalog.below(context)
    newest = found.keyset("created", descending=True, mark=None)
    rows: list[Any] = newest.rows(settings_for(request, FeedSettings).entries)
    return rows


def _entry(request: Any, row: Any, author: str) -> Entry:
    return Entry(
        row.uid,
        f"{author} on {row.node_title}",
        request.host_url + permalink(request, node_of(row), row.uid),
        author,
        str(comment_html(row.text)),
        row.created,
        max(row.created, row.edited or row.created),
    )


def title_of(context: Any, request: Any) -> str:
    """What the feed of a place is called."""
    title = request.site.title if context.path == "/" else context.title
    return TITLE.format(title=title)


def links(context: Any, request: Any) -> Markup | None:
    """For the head of every page, so without a template: its own feed, and that of the site."""
    if not isinstance(context, Node) or not has_feed(request):
        return None
    own = is_commentable(request, context)
    places = [(context, context.title)] if own else []
    return Markup("\n").join(
        LINK.format(MEDIA_TYPE, TITLE.format(title=title), view_url(request, place, VIEW))
        for place, title in [*places, (request.root, request.site.title)]
    )


def includeme(config: Any) -> None:
    """Register the view, and the links that feed readers look for."""
    config.add_view(feed, context=Node, name=VIEW, permission="view", shows="list")
    config.add_slot_item("site.head", "comments.feeds", view=links)
