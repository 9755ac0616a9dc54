"""409: somebody saved the page while you were writing. Both texts are kept."""

from __future__ import annotations

from typing import Any

from pyramid.renderers import render_to_response
from pyramid.response import Response

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.differences import changes
from mastaba.admin.people_names import names_of
from mastaba.content.operations.revise import latest_fields
from mastaba.tree.models import Node

SKIPPED = ("csrf_token", "version", "action")


def conflict(request: Any, node: Node, typed: dict[str, Any]) -> Response:
    """Their version, what yours would change in it, and a button for each."""
    theirs = latest_fields(request, node)
    who = names_of(request, [node.modified_by])[node.modified_by]
    variables = {
        "page": {
            "title": node.title,
            "edit_url": view_url(request, node, "discard"),
            "history_url": view_url(request, node, "history"),
        },
        "theirs": {"who": who, "when": node.modified, "number": node.revision},
        "changes": changes(request, node, theirs, {**theirs, **typed}),
        "fields": [(k, v) for k, v in request.POST.items() if k not in SKIPPED],
        "overwrite_url": edit_url(request, node),
        "version": node.version,
    }
    response = render_to_response("admin/conflict.jinja2", variables, request=request)
    response.status_int = 409
    return response


def includeme(_config: Any) -> None:
    """Nothing to register: the edit view answers with it."""
