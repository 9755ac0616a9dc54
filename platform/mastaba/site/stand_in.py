"""Show a page by its public view with other fields than the stored ones: a draft, a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.interfaces import IRequest
from pyramid.response import Response
from pyramid.view import render_view_to_response

from mastaba.content.snapshot import apply
from mastaba.tree.models import Node


def show_with(request: Any, node: Node, fields: Mapping[str, Any], *, mark: int) -> Response:
    """The public view of `node` as if it had these fields; nothing of it is stored.

    `mark` is a number of its own for each text of the page, since rendered bodies are kept per
    version. Raises `HTTPNotFound` for a type without a public view.
    """
    _detach(request, node)
    apply(node, fields)
    node.version = -mark
    return public_view(request, node)


def public_view(request: Any, node: Node) -> Response:
    """Look the view up as the public front would, by whatever route this request came."""
    request.request_iface, request.matched_route = IRequest, None
    request.context, request.view_name = node, ""
    response = render_view_to_response(node, request, "", secure=False)
    if response is None:
        raise HTTPNotFound("This type of page has no view of its own.")
    return response


def _detach(request: Any, node: Node) -> None:
    """From here on changes of the object are for showing only; the session forgets it."""
    parent, name, acl = node.__parent__, node.__name__, node.__acl__
    request.db.expunge(node)
    node.__parent__, node.__name__, node.__acl__ = parent, name, acl
