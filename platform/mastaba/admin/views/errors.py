"""Error pages of the editors' front; they ask the database for ways on only."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pyramid.exceptions import PredicateMismatch
from pyramid.httpexceptions import (
    HTTPClientError,
    HTTPForbidden,
    HTTPFound,
    HTTPNotFound,
    HTTPSeeOther,
)
from pyramid.renderers import render_to_response
from pyramid.response import Response
from sqlalchemy.exc import SQLAlchemyError

from mastaba.admin import ROUTE
from mastaba.admin.addresses import HOME, contents_url, tool_url, view_url
from mastaba.content.operations import Conflict, OperationError
from mastaba.security.csrf import UntrustedForm
from mastaba.security.refusals import wants_json
from mastaba.tree.models import Node
from mastaba.tree.redirects import current_address

TEMPLATE = "admin/error.jinja2"
PLACES = 5
PYRAMID_SAYS = "Unauthorized:"
NOT_YOURS = "Your role does not include this here."
OVERVIEW = {"label": "To the overview", "url": HOME}


def not_found(error: HTTPNotFound, request: Any) -> Response:
    """404, also for what this person may not know of; a page that moved is found."""
    if not _known(request):
        return _to_log_in(request)
    moved = current_address(request, front="admin") if _only_looks(request) else None
    if moved is not None:
        return HTTPFound(moved)
    text = _sentence(error, request) or "There is no page at this address that you may see."
    trash = {"label": "Look in the trash", "url": tool_url("trash")}
    hint = "It may have been moved, or put into the trash, or the address has a typing mistake."
    return _page(request, 404, "There is nothing here", text, [hint], [OVERVIEW, trash])


def forbidden(error: HTTPForbidden, request: Any) -> Response:
    """The log-in form for visitors; 403 for whoever sees the page and may not do this.

    Who may not even see it gets the answer for a page that is not there; who may not write is
    shown the page instead.
    """
    if not _known(request):
        return _to_log_in(request)
    if _is_hidden(request):
        return not_found(HTTPNotFound(), request)
    if _wants_to_write(request):
        return HTTPFound(view_url(request, request.context, "look"))
    own = (error.detail or "").startswith(PYRAMID_SAYS)
    text = NOT_YOURS if own or not error.detail else error.detail
    hint = "Ask an administrator if you need it."
    return _page(request, 403, "You may not do this", text, [hint], _ways_on(request))


def _ways_on(request: Any) -> list[dict[str, str]]:
    """Where the person may go instead: to the page itself, and to the list it is in."""
    context = getattr(request, "context", None)
    above = context.__parent__ if isinstance(context, Node) else None
    ways = _own_places(request) if above is None else []
    if above is not None and request.node_url(context):
        ways.append({"label": "See the page", "url": request.node_url(context)})
    if above is not None and request.has_permission("enter", above):
        ways.append({"label": "To its list", "url": contents_url(request, above)})
    further = [] if request.path == HOME else [OVERVIEW]
    return [*ways, {"label": "To the site", "url": "/"}, *further]


def _own_places(request: Any) -> list[dict[str, str]]:
    """Where somebody may work who has rights on some branches only."""
    if request.has_permission("enter", request.root):
        return []
    bearers = request.catalog().visible().visible("enter").filter(Node.acl_id == Node.id)
    rows = bearers.keyset("path", descending=False, mark=None).rows(PLACES)
    return [{"label": row.title, "url": contents_url(request, row)} for row in rows]


def refused(error: HTTPClientError, request: Any) -> Response:
    """Any other 4xx, with its own sentence."""
    text = error.detail or error.explanation
    return _page(request, error.status_int, "This did not work", text, [], [OVERVIEW])


def unchanged(error: OperationError, request: Any) -> Response:
    """A refusal that the view itself did not expect: 409 when others were faster, else 422."""
    status = 409 if isinstance(error, Conflict) else 422
    return _page(request, status, "Nothing was changed", str(error), [], [OVERVIEW])


def _sentence(error: HTTPNotFound, request: Any) -> str:
    """What a view said; Pyramid's own details are no sentences, and a hidden page says none."""
    own = isinstance(error, PredicateMismatch) or " " not in (error.detail or "")
    return "" if own or _is_hidden(request) else str(error.detail)


def _is_hidden(request: Any) -> bool:
    """Whether the address is that of a page which this person may not see."""
    context = getattr(request, "context", None)
    return isinstance(context, Node) and not request.has_permission("view", context)


def _wants_to_write(request: Any) -> bool:
    """Whether somebody opens the form of a page that they may read: lists lead there."""
    writes = getattr(request, "view_name", "") == "edit" and isinstance(request.context, Node)
    return writes and _only_looks(request) and request.has_permission("enter", request.context)


def _only_looks(request: Any) -> bool:
    return request.method in ("GET", "HEAD") and not wants_json(request)


def _known(request: Any) -> bool:
    try:
        return request.identity is not None
    except SQLAlchemyError:
        return True  # the database is what is broken: a log-in form would only mislead


def _to_log_in(request: Any) -> Response:
    if wants_json(request):
        return _json(request, 401, "You are logged out; log in again in another tab.")
    kept = {"next": request.path_qs} if request.method == "GET" else {"next": HOME}
    return HTTPSeeOther(f"/login?{urlencode(kept)}")


def _page(
    request: Any,
    status: int,
    title: str,
    text: str,
    details: list[str],
    actions: list[dict[str, str]],
) -> Response:
    if wants_json(request):
        return _json(request, status, text)
    variables = {
        "status": status,
        "title": title,
        "text": text,
        "details": details,
        "actions": actions,
        "request_id": request.request_id,
    }
    response = render_to_response(TEMPLATE, variables, request=request)
    response.status_int = status
    return response


def _json(request: Any, status: int, text: str) -> Response:
    answer = {"error": text, "request_id": request.request_id}
    return Response(json_body=answer, status=status, charset="utf-8")


def includeme(config: Any) -> None:
    """Register them for this front; the site's own serve everything else."""
    for view, kind in (
        (not_found, HTTPNotFound),
        (forbidden, HTTPForbidden),
        (refused, HTTPClientError),
        (refused, UntrustedForm),
        (unchanged, OperationError),
    ):
        config.add_exception_view(view, context=kind, route_name=ROUTE)
