"""@@preview: the page as visitors will see it, with what this person typed."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.interfaces import IRequest
from pyramid.response import Response
from pyramid.view import render_view_to_response

from mastaba.content.operations.working import working_fields
from mastaba.content.snapshot import apply
from mastaba.security.headers import allow_framing
from mastaba.tree.models import Node


def preview(context: Node, request: Any) -> Response:
    """The public view of the page, for the frame beside the editor."""
    fields, copy = working_fields(request, context)
    _detach(request, context)
    apply(context, fields)
    if copy is not None:
        # Rendered bodies are kept per version: unsaved text must not take a saved one's place.
        context.version = -int(copy.modified.timestamp() * 1_000_000)
    elif context.revision != context.live_revision:
        context.version = -context.revision
    return _public_view(context, request)


def _detach(request: Any, node: Node) -> None:
    """From here on changes of the object are for showing only; the session forgets it."""
    parent, name, acl = node.__parent__, node.__name__, node.__acl__
    request.db.expunge(node)
    node.__parent__, node.__name__, node.__acl__ = parent, name, acl


def _public_view(node: Node, request: Any) -> Response:
    """Look the view up as the public front would; this request came by the admin's route."""
    request.request_iface, request.matched_route = IRequest, None
    request.view_name = ""
    response = render_view_to_response(node, request, "", secure=False)
    if response is None:
        raise HTTPNotFound("This type of page has no view of its own.")
    allow_framing(request)
    return response


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(preview, context=Node, name="preview", permission="edit")
