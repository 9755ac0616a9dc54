"""@@publish, @@unpublish, @@discard, @@front: the state of one page."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.doing import attempt
from mastaba.content.operations import discard_draft, make_front, publish, unpublish
from mastaba.content.operations.working import forget_working_copy, working_copy
from mastaba.tree.models import Node


def publish_page(context: Node, request: Any) -> Any:
    """Show the newest saved text to visitors."""
    text = f"“{context.title}” is published: visitors read it now."
    link = {"link_url": request.node_url(context), "link_label": "View"}
    back = edit_url(request, context)
    return attempt(request, lambda: publish(request, context), back, text=text, **link)


def unpublish_page(context: Node, request: Any) -> Any:
    """Hide the page from visitors."""
    text = f"“{context.title}” is not public any more. Its text is kept here as a draft."
    undo = {"undo_url": view_url(request, context, "publish"), "undo_label": "Publish again"}
    back = edit_url(request, context)
    return attempt(request, lambda: unpublish(request, context), back, text=text, **undo)


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
        (unpublish_page, "unpublish", "publish"),
        (discard, "discard", "edit"),
        (front, "front", "manage_site"),
    ):
        config.add_admin_view(
            view, context=Node, name=name, permission=permission, request_method="POST"
        )
