"""@@preview: the page as visitors will see it, with what this person typed."""

from __future__ import annotations

from typing import Any

from pyramid.response import Response

from mastaba.content.operations.working import working_fields
from mastaba.security.headers import allow_framing
from mastaba.site.stand_in import public_view, show_with
from mastaba.tree.models import Node


def preview(context: Node, request: Any) -> Response:
    """The public view of the page, for frames; who may see no drafts gets what is live."""
    allow_framing(request)
    if not request.has_permission("view_drafts", context):
        return public_view(request, context)
    fields, copy = working_fields(request, context)
    if copy is not None:
        # Times in microseconds never meet the numbers of revisions.
        mark = int(copy.modified.timestamp() * 1_000_000)
        return show_with(request, context, fields, mark=mark)
    if context.revision != context.live_revision:
        return show_with(request, context, fields, mark=context.revision)
    return public_view(request, context)


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(preview, context=Node, name="preview")
