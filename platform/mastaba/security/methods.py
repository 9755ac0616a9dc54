"""A view that names no method only reads (case 116).

So a view under a reading permission never runs in a transaction that could write. A view that
changes something says so: `config.add_view(view, request_method="POST")`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPMethodNotAllowed
from pyramid.predicates import RequestMethodPredicate

from mastaba.security.wire_form import SAFE_METHODS

View = Callable[[Any, Any], Any]


def refuse_writes(view: View, info: Any) -> View:
    """View deriver: 405 for an unsafe method that the view did not ask for."""
    named = any(isinstance(one, RequestMethodPredicate) for one in info.predicates)
    if named or info.exception_only:
        return view

    def guarded(context: Any, request: Any) -> Any:
        if request.method not in SAFE_METHODS and request.exception is None:
            request.add_response_callback(_name_methods)
            raise HTTPMethodNotAllowed("There is nothing to send to this address.")
        return view(context, request)

    return guarded


def _name_methods(_request: Any, response: Any) -> None:
    """RFC 9110 section 15.5.6: a 405 says what is allowed; the error page knows nothing of it."""
    response.headers["Allow"] = "GET, HEAD, OPTIONS"


def includeme(config: Any) -> None:
    """Put the deriver below the permission check: who may not see a page learns nothing."""
    config.add_view_deriver(refuse_writes, "refuse_writes", under="secured_view")
