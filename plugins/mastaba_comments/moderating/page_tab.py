"""`@@comment-list`: the comments of one page, in their order, and whether it takes more."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.api import Content, Node, flash
from mastaba_comments.commentable import closes_at, is_commentable, why_closed
from mastaba_comments.models import CLOSED, OPEN, Comment, Thread
from mastaba_comments.moderating.asked import Asked
from mastaba_comments.moderating.listing import one_row
from mastaba_comments.moderating.queue import answered, outcome_of
from mastaba_comments.moderating.rows import told
from mastaba_comments.operations import set_open
from mastaba_comments.permissions import MODERATE
from mastaba_comments.shown import to_moderate

SIZE = 50
CHOICES = {OPEN: OPEN, CLOSED: CLOSED, "rules": None}
SAID = {
    OPEN: "This page takes comments, however old it is.",
    CLOSED: "This page takes no more comments.",
    None: "The rules of the site decide whether this page takes comments.",
}


def show(context: Any, request: Any) -> dict[str, Any]:
    """All comments of the page, in every state."""
    thread = request.db.get(Thread, context.id)
    catalog = to_moderate(request).of(context)
    after = request.GET.get("after")
    if after:
        catalog.filter(Comment.thread > one_row(request, after).thread)
    rows = catalog.sorted_by(Comment.thread).rows(SIZE + 1)
    here = request.node_url(context, "comment-list", front="admin")
    return {
        "rows": told(request, rows[:SIZE]),
        "shown": thread.shown if thread else 0,
        "waiting": thread.waiting if thread else 0,
        "state": thread.state if thread else None,
        "why_closed": why_closed(request, context, thread),
        "closes_at": closes_at(request, context),
        "here": here,
        "queue_url": Asked(page=context.uid, below=True).url(),
        "older_url": f"{here}?after={rows[SIZE - 1].uid}" if len(rows) > SIZE else None,
        "newer_url": here if after else None,
        "trail": [{"title": "Comments", "url": ""}],
    }


def change(context: Any, request: Any) -> Any:
    """Open or close it (`open`), or decide on comments as in the queue."""
    here = request.node_url(context, "comment-list", front="admin")
    wanted = request.POST.get("open")
    if wanted not in CHOICES:
        return answered(request, outcome_of(request), here)
    set_open(request, context, CHOICES[wanted])
    flash(request, SAID[CHOICES[wanted]])
    return HTTPSeeOther(here)


def has_comments(node: Any, request: Any) -> bool:
    """Whether pages like this one take comments at all."""
    return isinstance(node, Node) and is_commentable(request, node)


def held(node: Any, request: Any) -> int:
    """How many wait below this page."""
    thread = request.db.get(Thread, node.id)
    return thread.waiting if thread else 0


def includeme(config: Any) -> None:
    """Register the screen and its tab."""
    config.add_slot_item(
        "admin.tabs",
        "comments.list",
        title="Comments",
        url="@@comment-list",
        permission=MODERATE,
        when=has_comments,
        count=held,
        before="core.sharing",
    )
    same: dict[str, Any] = {"context": Content, "name": "comment-list", "permission": MODERATE}
    renderer = "comments/page_tab.jinja2"
    config.add_admin_view(show, request_method="GET", renderer=renderer, **same)
    config.add_admin_view(change, request_method="POST", example="?open=closed", **same)
