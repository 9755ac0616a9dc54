"""Error pages of the public front. Hidden and missing answer alike."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from pyramid.httpexceptions import (
    HTTPClientError,
    HTTPForbidden,
    HTTPMovedPermanently,
    HTTPNotFound,
    HTTPPermanentRedirect,
)
from pyramid.response import Response
from sqlalchemy.exc import SQLAlchemyError

from mastaba.content.operations import Conflict, OperationError
from mastaba.security.csrf import UntrustedForm
from mastaba.security.refusals import RefusalPage, wants_json
from mastaba.security.visitor_forms.declare import ADMITTED
from mastaba.tree.locate import find
from mastaba.tree.models import Node
from mastaba.tree.redirects import current_address

TEMPLATE = "site/error.jinja2"
FORM = 403  # the edge refuses nothing else with this status


def not_found(_error: HTTPNotFound, request: Any) -> Any:
    """301 to the page that had this address before, 308 for a form; else 404: nothing is here."""
    address = current_address(request) if _may_have_moved(request) else None
    if address is None and request.ticket is not None:
        return _moved_form(request) or _page(request, 404)
    if address is None:
        return _page(request, 404)
    # Asked again each time: a page that is made here later must be found.
    return HTTPMovedPermanently(address, cache_control="no-cache")


def _moved_form(request: Any) -> HTTPPermanentRedirect | None:
    """Where a visitors' form goes on, with all that is in it, whose page has moved meanwhile."""
    name = request.environ[ADMITTED]
    is_there = getattr(request, "view_name", name) == name
    node = None if is_there else find(request, request.ticket.node)
    if node is None or not request.has_permission("view", node):
        return None
    address = request.node_url(node, name)
    query = f"?{request.query_string}" if request.query_string else ""
    return HTTPPermanentRedirect(address + query, cache_control="no-store")


def forbidden(error: HTTPForbidden, request: Any) -> Any:
    """As for a page that is not there, unless they see it but may not do this: then 403."""
    context = getattr(request, "context", None)
    seen = isinstance(context, Node) and request.has_permission("view", context)
    if seen and request.identity is not None:
        return _page(request, 403, error.detail)
    return not_found(HTTPNotFound(), request)


def _may_have_moved(request: Any) -> bool:
    """Only reading moves on, and only below the tree's own addresses."""
    return request.method in ("GET", "HEAD") and request.matched_route is None


def refused(error: HTTPClientError, request: Any) -> dict[str, Any]:
    """Any other 4xx, with its own sentence."""
    return _page(request, error.status_code, error.detail or error.explanation)


def unchanged(error: OperationError, request: Any) -> dict[str, Any]:
    """A refusal that the view itself did not expect: 409 when others were faster, else 422."""
    return _page(request, 409 if isinstance(error, Conflict) else 422, str(error))


def untrusted(error: UntrustedForm, request: Any) -> Any:
    """403 for a form that has expired: what to do, as JSON for whoever asks by script."""
    if wants_json(request):
        answer = {"error": error.explanation, "request_id": request.request_id}
        return Response(json_body=answer, status=error.status_code, charset="utf-8")
    return {**_page(request, error.status_code, error.explanation), "form": True}


def _page(request: Any, status: int, detail: str | None = None) -> dict[str, Any]:
    request.response.status_code = status
    request.response.cache_control = "no-store"
    return {
        "status": status,
        "detail": detail,
        "site": _site(request),
        "request_id": request.request_id,
        "login_url": _login_url(request),
    }


def _site(request: Any) -> Any:
    """The site's name for the page's head, unless the database is what is broken."""
    try:
        return request.site
    except SQLAlchemyError:
        return None


def _login_url(request: Any) -> str | None:
    try:
        known = request.identity is not None
    except SQLAlchemyError:
        return None
    return None if known else f"/login?{urlencode({'next': request.path_qs})}"


def refusal_page(registry: Any) -> RefusalPage:
    """The same page for what the edge refuses: it knows neither request nor site."""

    def write(*, status: int, detail: str, request_id: str) -> str:
        environment: Environment = registry[Environment]
        return environment.get_template(TEMPLATE).render(
            status=status, detail=detail, request_id=request_id, form=status == FORM
        )

    return write


def includeme(config: Any) -> None:
    """Register them."""
    config.registry[RefusalPage] = refusal_page(config.registry)
    config.add_exception_view(not_found, context=HTTPNotFound, renderer=TEMPLATE)
    config.add_exception_view(forbidden, context=HTTPForbidden, renderer=TEMPLATE)
    config.add_exception_view(refused, context=HTTPClientError, renderer=TEMPLATE)
    config.add_exception_view(unchanged, context=OperationError, renderer=TEMPLATE)
    config.add_exception_view(untrusted, context=UntrustedForm, renderer=TEMPLATE)
