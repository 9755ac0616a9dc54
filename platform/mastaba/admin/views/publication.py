"""@@publish, @@unpublish, @@expire, @@cancel-update, @@discard, @@front: the state of one page."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import edit_url
from mastaba.admin.doing import attempt, undo_of
from mastaba.admin.shown_notes import and_along
from mastaba.content.operations import (
    cancel_update,
    discard_draft,
    expire,
    make_front,
    publish,
)
from mastaba.content.operations.working import forget_working_copy, working_copy
from mastaba.tree.models import Node


def publish_page(context: Node, request: Any) -> Any:
    """Show the newest saved text to visitors."""

    def text(along: list[Node]) -> str:
        return f"“{context.title}” is published: visitors read it now.{and_along(along)}"

    link = {"link_url": request.node_url(context), "link_label": "View"}
    back = edit_url(request, context)
    return attempt(request, lambda: publish(request, context), back, text=text, **link)


def end_now(context: Node, request: Any) -> Any:
    """Stop showing the page to visitors; its dates and its text stay."""
    text = f"“{context.title}” has ended: visitors do not see it any more."
    undo = {**undo_of(request, context), "undo_label": "Publish again"}
    back = edit_url(request, context)
    return attempt(request, lambda: expire(request, context), back, text=text, **undo)


def cancel(context: Node, request: Any) -> Any:
    """Take a scheduled update back."""
    text = "The scheduled update is cancelled. Its text stays here, for editors only."
    back = edit_url(request, context)
    return attempt(request, lambda: cancel_update(request, context), back, text=text)


def discard(context: Node, request: Any) -> Any:
    """Go back one step: from unsaved to saved text, else from the draft to what is live."""
    if working_copy(request, context) is not None:
        text = "What you had typed and not saved is gone. This is the newest saved text."
        doing: Any = forget_working_copy
    else:
        text = "The unpublished changes are taken back. They stay in the history."
        doing = discard_draft
    return attempt(request, lambda: doing(request, context), edit_url(request, context), text=text)


def front(context: Node, request: Any) -> Any:
    """Show this page at `/`."""
    text = f"“{context.title}” is the front page now."
    back = edit_url(request, context)
    return attempt(request, lambda: make_front(request, context), back, text=text)


def includeme(config: Any) -> None:
    """Register the views."""
    for view, name, permission in (
        (publish_page, "publish", "publish"),
        (end_now, "expire", "publish"),
        (cancel, "cancel-update", "publish"),
        (discard, "discard", "edit"),
        (front, "front", "manage_site"),
    ):
        config.add_admin_view(
            view, context=Node, name=name, permission=permission, request_method="POST"
        )
