"""`/logout`: POST ends the session; GET only asks, so that no link or image can do it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.security.operations import log_out
from mastaba.security.views import add_entrance, add_entrance_view


def ask(request: Any) -> Any:
    """Is the person sure? Who is not logged in goes to the log-in page."""
    if request.identity is None:
        return HTTPSeeOther("/login")
    return {"site_title": request.site.title, "name": request.identity.name}


def leave(request: Any) -> HTTPSeeOther:
    """End the session; the browser drops what it kept of the site's pages.

    Its storage is left alone: it may hold the only copy of text that was never saved.
    """
    log_out(request)
    response = HTTPSeeOther("/login?left")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def includeme(config: Any) -> None:
    """Register the page."""
    add_entrance(config, "logout", "/logout")
    add_entrance_view(config, ask, route="logout", method="GET", renderer="admin/logout.jinja2")
    add_entrance_view(config, leave, route="logout", method="POST")
