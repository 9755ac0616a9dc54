"""What the edge says when it refuses a request before any view, template or database is used."""

from __future__ import annotations

import json
import logging
from html import escape
from http import HTTPStatus
from typing import Any, Protocol

from pyramid.response import Response

log = logging.getLogger(__name__)

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{title}</h1><p>{detail}</p><p><small>Request {id}</small></p></main></body>
</html>
"""


class RefusalPage(Protocol):
    """`registry[RefusalPage]` writes the page of a refusal in the site's look.

    It must do without request, tree and database, for one of them may be what is broken.
    """

    def __call__(self, *, status: int, detail: str, request_id: str) -> str:
        """The page as HTML; `detail` is plain text."""


class RefusedError(Exception):
    """The request is refused with this status and this sentence, and nothing runs."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = headers


def refusal(request: Any, error: RefusedError) -> Response:
    """The answer to a refused request: HTML, or problem+json (RFC 9457) where JSON is asked."""
    title = HTTPStatus(error.status).phrase
    if wants_json(request):
        response = _problem(error, title, request.request_id)
    else:
        page = _page(request, error, title)
        response = Response(page, status=error.status, content_type="text/html")
    for name, value in error.headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def _page(request: Any, error: RefusedError, title: str) -> str:
    write: RefusalPage | None = request.registry.get(RefusalPage)
    try:
        if write is not None:
            return write(status=error.status, detail=error.detail, request_id=request.request_id)
    except Exception:
        log.exception("the page for refusals is broken")
    return _PAGE.format(title=title, detail=escape(error.detail), id=request.request_id)


def _problem(error: RefusedError, title: str, request_id: str) -> Response:
    problem = {"title": title, "status": error.status, "detail": error.detail}
    problem["error"] = error.detail  # what scripts of ours read in every answer
    body = json.dumps({**problem, "request_id": request_id}).encode()
    return Response(body, status=error.status, content_type="application/problem+json")


def wants_json(request: Any) -> bool:
    """Whether the client asks for JSON and not for HTML."""
    accept = request.environ.get("HTTP_ACCEPT", "")
    return "json" in accept and "html" not in accept
