"""Error pages of the public front. Hidden and missing answer alike."""

from __future__ import annotations

import logging
from typing import Any

from pyramid.httpexceptions import HTTPException, HTTPForbidden, HTTPNotFound

log = logging.getLogger(__name__)


def not_found(error: HTTPException, request: Any) -> dict[str, Any]:
    """404, for what does not exist and for what this visitor may not see."""
    request.response.status_code = 404
    return {"status": 404, "anonymous": request.identity is None}


def http_error(error: HTTPException, request: Any) -> Any:
    """Redirects pass; other refusals get a page with their sentence."""
    if error.status_code < 400:
        return error
    request.response.status_code = error.status_code
    return {"status": error.status_code, "message": error.detail or error.explanation,
            "anonymous": request.identity is None}  # fmt: skip


def includeme(config: Any) -> None:
    """Register them for the public front."""
    for context in (HTTPNotFound, HTTPForbidden):
        config.add_exception_view(not_found, context=context, renderer="site/error.jinja2")
