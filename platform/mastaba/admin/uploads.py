"""Views that take a file: `config.add_upload_view`.

Such a request goes through the application twice. First without a transaction: the guard asks,
then `receive(context, request, body)` looks at the file and puts it where it belongs, however long
that takes; on SQLite everybody else may write meanwhile. Then once more, now without a body and
with a transaction as any other: the place is found and the guard asks again, and `view(context,
request, received)` makes the rows. When it meets others at work, only this short part is repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, BinaryIO

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.predicates import RequestMethodPredicate
from pyramid.response import Response
from pyramid_retry import is_error_retryable

from mastaba.db.session import RECEIVING
from mastaba.security.ingress import AGAIN
from mastaba.security.large_bodies import LargeBodies, Limit

Receive = Callable[[Any, Any, BinaryIO], Any]
View = Callable[[Any, Any, Any], Any]
OPTION = "takes_file"
RECEIVED = "mastaba.received"  # in the environ: what the first half returned
BARE = (
    "Send the file itself as the body of the request, and the form token of your log-in in the "
    "header X-CSRF-Token."
)


def add_upload_view(
    config: Any, view: View, *, receive: Receive, limit: Limit, name: str, **options: Any
) -> None:
    """Directive: `@@name` on the editors' front takes a file as the bare body of a POST.

    The body may have `limit(registry)` bytes, whatever `mastaba.server.max_body` says, when it
    comes with the form token of a log-in session in the header `X-CSRF-Token`. What `receive`
    returns is handed to `view`; a `Response` is the answer, and `view` is not called. The other
    options are those of `add_admin_view`.
    """
    known = config.registry[LargeBodies]
    config.action(("mastaba large body", name, view), lambda: known.add(name, limit))
    options = {**options, "name": name, "request_method": "POST", OPTION: True}
    config.add_admin_view(_two_parts(view, receive), **options)


def _two_parts(view: View, receive: Receive) -> Callable[[Any, Any], Any]:
    @wraps(view)
    def in_two_parts(context: Any, request: Any) -> Any:
        environ = request.environ
        if RECEIVED in environ:
            return view(context, request, environ[RECEIVED])
        if RECEIVING not in environ or request.content_type == "multipart/form-data":
            raise HTTPBadRequest(BARE)
        received = receive(context, request, request.body_file)
        return received if isinstance(received, Response) else _change(request, received)

    return in_two_parts


def _change(request: Any, received: Any) -> Response:
    """The same request once more, without its body, in a transaction."""
    request.db.close()  # its connection is not needed any more, and the pool is small
    environ = request.environ
    environ.update({RECEIVED: received, "CONTENT_LENGTH": "0", "CONTENT_TYPE": ""})
    return _again(request)


def _again(request: Any) -> Response:
    environ = request.environ
    environ.pop(RECEIVING, None)
    environ[AGAIN] = True
    for number in range(environ.get("retry.attempts", 1)):
        environ["retry.attempt"] = number
        again = type(request)(environ)
        again.request_id = request.request_id
        response: Response = request.invoke_subrequest(again, use_tweens=True)
        error = getattr(again, "exception", None)
        if error is None or not is_error_retryable(again, error):
            break
    return response


def pass_on(view: Callable[[Any, Any], Any], info: Any) -> Callable[[Any, Any], Any]:
    """View deriver: a view with the name of one that takes files, which does not, is as ever.

    It needs its transaction, and gets no body larger than others.
    """
    if info.options.get(OPTION) or info.exception_only or not _takes_post(info.predicates):
        return view

    def as_ever(context: Any, request: Any) -> Any:
        return _again(request) if RECEIVING in request.environ else view(context, request)

    return as_ever


def _takes_post(predicates: Iterable[Any]) -> bool:
    named = (one.val for one in predicates if isinstance(one, RequestMethodPredicate))
    return any("POST" in methods for methods in named)


pass_on.options = (OPTION,)  # type: ignore[attr-defined] # Pyramid reads it there


def includeme(config: Any) -> None:
    """Register the directive and the view option behind it."""
    config.add_directive("add_upload_view", add_upload_view)
    config.add_view_deriver(pass_on, "pass_on", under="secured_view")
