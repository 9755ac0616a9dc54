"""The ingress tween: the outermost one, so that nothing else ever sees a malformed request.

It gives the request its id, believes or drops forwarding headers, checks method, host, path,
query, headers and body, turns an uncaught exception into a page with the request's id, and
puts the security headers on whatever leaves. To add a check, write a function that raises
`RefusedError` and call it in `check_request`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW, MAIN
from pyramid_retry import IRetryableError, RetryableException

from mastaba.db.session import RECEIVING
from mastaba.plugins.loaded import culprit
from mastaba.security.headers import add_headers
from mastaba.security.hosts import Hosts
from mastaba.security.large_bodies import large_body_limit
from mastaba.security.log_text import one_line
from mastaba.security.proxy import Proxies
from mastaba.security.refusals import RefusedError, refusal
from mastaba.security.visitor_forms.rates import refuse_floods
from mastaba.security.wire_form import check_body, check_length
from mastaba.security.wire_json import json_body
from mastaba.security.wire_text import check_headers, check_path, check_query, drop_junk_cookies
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings, ProxySettings, ServerSettings

log = logging.getLogger(__name__)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BUSY = "Many people are changing things at this moment. Wait a second and send it again."
AGAIN = "mastaba.again"  # in the environ of a request that has been through here before
_ALLOW = ", ".join(METHODS)
_BELOW = ("pyramid_debugtoolbar.toolbar_tween_factory", "pyramid_tm.tm_tween_factory", EXCVIEW)


class MemoryRequest(Request):  # type: ignore[misc] # pyramid is untyped
    """A request whose body stays where the server put it: in memory, a large one in a file.

    WebOb would copy it: above 10 kB into a temporary file that it leaves to the garbage collector
    to close, and so that it can be read again. The server's can be read again already.
    """

    request_body_tempfile_limit = 1 << 62

    def make_body_seekable(self) -> None:
        """Take the server's own file as it is, so that a large body never is in memory."""
        seekable = getattr(self.environ.get("wsgi.input"), "seekable", None)
        if seekable is not None and seekable():
            self.is_body_seekable = True
        super().make_body_seekable()


def ingress_tween_factory(handler: Callable[[Any], Any], registry: Any) -> Callable[[Any], Any]:
    """Build the tween from the settings of this registry."""
    server = settings_of(registry, ServerSettings)
    hosts = Hosts(settings_of(registry, CoreSettings), server)
    proxies = Proxies(settings_of(registry, ProxySettings).trusted)

    def check_request(request: Any) -> None:
        environ = request.environ
        proxies.apply(environ)
        check_headers(environ)
        drop_junk_cookies(environ)
        check_method(environ)
        hosts.check(environ)
        check_path(environ)
        check_query(environ)
        refuse_floods(registry, environ)
        large = None if AGAIN in environ else large_body_limit(registry, environ)
        if large is None:
            check_body(request, server.max_body)
        else:
            environ[RECEIVING] = True
            check_length(environ.get("CONTENT_LENGTH") or "0", large)

    def ingress_tween(request: Any) -> Any:
        started = perf_counter()
        response = _answer(request, check_request, handler)
        add_headers(request, response)
        _log(request, response, started)
        return response

    return ingress_tween


def check_method(environ: dict[str, Any]) -> None:
    """Refuse methods that no view here can mean (TRACE, CONNECT, invented ones)."""
    if environ["REQUEST_METHOD"] not in METHODS:
        raise RefusedError(405, "This method is not supported.", Allow=_ALLOW)


def _answer(
    request: Any, check_request: Callable[[Any], None], handler: Callable[[Any], Any]
) -> Any:
    try:
        check_request(request)
        if request.method == "OPTIONS":
            return Response(status=204, headerlist=[("Allow", _ALLOW)])
        return handler(request)
    except RefusedError as error:
        return refusal(request, error)
    except Exception as error:
        request.exception = error  # pyramid_retry looks here for errors worth another attempt
        if is_busy(error):
            log.warning(
                "request %s met others at work: %s", request.request_id, one_line(str(error))
            )
            return refusal(request, RefusedError(503, BUSY, Retry_After="2"))
        _log_failure(request, error)
        return refusal(request, RefusedError(500, "Something went wrong. It has been logged."))


def is_busy(error: Exception) -> bool:
    """Whether another attempt could succeed: a lock, a deadlock, a serialisation failure."""
    return isinstance(error, RetryableException) or IRetryableError.providedBy(error)


def _log_failure(request: Any, error: Exception) -> None:
    name = culprit(request.registry, error)
    where = f" in plugin {name}" if name else ""
    log.exception("request %s failed%s", request.request_id, where)


def _log(request: Any, response: Any, started: float) -> None:
    """One line a request: never the query, which may hold a one-time token (case 012)."""
    if log.isEnabledFor(logging.INFO):
        log.info(
            "%s %s %s %s %.0f ms",
            request.request_id,
            one_line(request.environ["REQUEST_METHOD"]),
            one_line(request.environ.get("PATH_INFO", "")),
            response.status_int,
            (perf_counter() - started) * 1000,
        )


def includeme(config: Any) -> None:
    """Register the tween above all others, and the careful `request.json_body`."""
    config.set_request_factory(MemoryRequest)
    config.include("mastaba.security.request_id")
    config.include("mastaba.security.headers")
    config.include("mastaba.security.large_bodies")
    config.add_request_method(json_body, "json_body", property=True)
    config.add_tween("mastaba.security.ingress.ingress_tween_factory", over=(*_BELOW, MAIN))
