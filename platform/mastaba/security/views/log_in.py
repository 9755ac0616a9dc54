"""`/login`: name and password."""

from __future__ import annotations

from typing import Any

from mastaba.security.operations import (
    LogInRefused,
    TooManyAttempts,
    log_in,
    nobody_can_log_in,
)
from mastaba.security.redirect import safe_redirect
from mastaba.security.views import add_entrance, add_entrance_view, home_of, text
from mastaba.security.views.continue_as import CONTINUE_PATH, offered

LEFT = "You are logged out."
NOBODY = (
    "There is no account yet. Open the link that “mastaba serve” printed when it started; "
    "it makes the first one."
)


def show(request: Any) -> Any:
    """The form; who is logged in already goes on."""
    if request.identity is not None:
        return safe_redirect(request, request.GET.get("next"), home_of(request))
    message = LEFT if "left" in request.GET else ""
    error = NOBODY if nobody_can_log_in(request.db) else ""
    return page(request, error=error, message=message, target=request.GET.get("next"))


def submit(request: Any) -> Any:
    """Log in and go on, or say why not; a refusal never tells whether the name exists."""
    target, name = text(request, "next"), text(request, "login")
    try:
        log_in(request, name, text(request, "password"))
    except LogInRefused as error:
        request.response.status_int = 422
        return page(request, login=name, error=str(error), target=target)
    except TooManyAttempts as error:
        request.response.status_int = 429
        request.response.headers["Retry-After"] = str(error.seconds)
        return page(request, login=name, error=str(error), target=target)
    return safe_redirect(request, target, home_of(request))


def page(
    request: Any, *, login: str = "", error: str = "", message: str = "", target: Any = ""
) -> dict[str, Any]:
    """The variables of `admin/login.jinja2`."""
    return {
        "site_title": request.site.title,
        "login": login[:200],
        "next": target or "",
        "error": error,
        "message": message,
        "continue_as": offered(request),
        "continue_url": CONTINUE_PATH,
    }


def includeme(config: Any) -> None:
    """Register the page."""
    add_entrance(config, "login", "/login")
    options = {"route": "login", "renderer": "admin/login.jinja2"}
    add_entrance_view(config, show, method="GET", **options)
    add_entrance_view(config, submit, method="POST", **options)
