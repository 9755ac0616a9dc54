"""A tiny Pyramid application behind the real edge, without database or content."""

from __future__ import annotations

import json
from typing import Any

from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED, Denied
from webtest import TestApp

from mastaba.security.cookies import cookies_of
from mastaba.security.headers import allow_framing
from mastaba.security.redirect import safe_redirect

SECRET = "mB2vQx8Lr5TnYw3KcJd7Hs9PzFg4Ea6U"


class WhoeverHoldsACookie:
    """A policy whose identity is the session cookie's value, so tests can be anybody."""

    def identity(self, request: Any) -> str | None:
        return cookies_of(request.registry).read(request, "mastaba")

    def authenticated_userid(self, request: Any) -> str | None:
        return self.identity(request)

    def permits(self, request: Any, context: Any, permission: str) -> Any:
        return Denied("nobody may in this application")


def page(request: Any) -> Response:
    """What the view saw of the request."""
    return Response(f"{request.method} {request.url} from {request.client_addr}")


def nonce(request: Any) -> Response:
    return Response(request.csp_nonce)


def framed(request: Any) -> Response:
    allow_framing(request)
    return Response("framed")


def form(request: Any) -> Response:
    return Response(get_csrf_token(request))


def fields(request: Any) -> Response:
    return Response(json.dumps([[name, str(value)] for name, value in request.params.items()]))


def document(request: Any) -> Response:
    return Response(json.dumps(request.json_body))


def onward(request: Any) -> Response:
    return safe_redirect(request, request.params.get("next"))


def missing(request: Any) -> Response:
    raise HTTPNotFound()


def broken(request: Any) -> Response:
    raise RuntimeError("a secret detail of the code")


VIEWS = {
    "/admin/nonce": nonce,
    "/admin/framed": framed,
    "/login": form,
    "/form": form,
    "/fields": fields,
    "/document": document,
    "/onward": onward,
    "/missing": missing,
    "/broken": broken,
}


def make_config(**values: str) -> Configurator:
    """A configured application; `values` are settings below `mastaba.`, `__` is a dot."""
    ini = {f"mastaba.{key.replace('__', '.')}": value for key, value in values.items()}
    ini = {"mastaba.secret": SECRET, "mastaba.url": "https://site.test", **ini}
    config = Configurator(settings=ini, security_policy=WhoeverHoldsACookie())
    for room in ("mastaba.settings", "mastaba.security.ingress", "mastaba.security.csrf"):
        config.include(room)
    config.add_route("closed", "/closed")
    config.add_view(page, route_name="closed", permission="never")
    for path, view in {**VIEWS, "/{rest:.*}": page}.items():
        config.add_route(path, path)
        config.add_view(view, route_name=path, permission=NO_PERMISSION_REQUIRED)
    return config


def make_app(scheme: str = "https", **values: str) -> TestApp:
    """The application as a WebTest client at `scheme://site.test`."""
    environ = {"HTTP_HOST": "site.test", "wsgi.url_scheme": scheme, "REMOTE_ADDR": "192.0.2.9"}
    return TestApp(make_config(**values).make_wsgi_app(), extra_environ=environ)
