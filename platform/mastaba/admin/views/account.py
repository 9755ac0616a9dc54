"""One's own password and devices, for everybody who is logged in, whatever their role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.admin.account_page import account_variables
from mastaba.admin.addresses import tool_url
from mastaba.admin.download import known_file
from mastaba.admin.flash import flash
from mastaba.security.models import Account
from mastaba.security.operations import (
    InvalidPerson,
    change_own_password,
    end_own_session,
    log_out_everywhere,
)
from mastaba.security.sessions import end_session
from mastaba.security.views import text
from mastaba.tree.traverser import Tools

View = Callable[[Any], Any]


def for_me(view: View) -> View:
    """Refuse visitors. There is no permission to ask for: it is about oneself."""

    @wraps(view)
    def guarded(request: Any) -> Any:
        if request.identity is None:
            raise HTTPForbidden
        return view(request)

    return guarded


@for_me
def show(request: Any) -> dict[str, Any]:
    """The screen."""
    return account_variables(request)


@for_me
def act(request: Any) -> Any:
    """Do what the last segment of the address says."""
    action = _ACTIONS.get(request.subpath[0])
    if action is None:
        raise HTTPNotFound
    return action(request)


def _password(request: Any) -> Any:
    try:
        change_own_password(request, text(request, "current"), text(request, "password"))
    except InvalidPerson as error:
        return _again(request, error.fields)
    return _done(request, "Your password is changed. Every other device is logged out.")


def _again(request: Any, errors: Mapping[str, str]) -> dict[str, Any]:
    request.response.status_int = 422
    return account_variables(request, errors)


def _end(request: Any) -> HTTPSeeOther:
    number = text(request, "session")
    known = number.isascii() and number.isdecimal() and len(number) <= 18
    if not known or not end_own_session(request, int(number)):
        raise HTTPNotFound("This device is logged out already.")
    return _done(request, "The device is logged out.")


def _log_out_everywhere(request: Any) -> HTTPSeeOther:
    log_out_everywhere(request, request.db.get(Account, request.identity.id))
    end_session(request)
    return HTTPSeeOther("/login?left")


def _known(request: Any) -> Any:
    return known_file(request, request.db.get(Account, request.identity.id))


_ACTIONS: dict[str, View] = {
    "known": _known,
    "password": _password,
    "end": _end,
    "log-out": _log_out_everywhere,
}


def _done(request: Any, message: str) -> HTTPSeeOther:
    flash(request, message)
    return HTTPSeeOther(tool_url("account"))


def includeme(config: Any) -> None:
    """Register the screen."""
    for view, length, method in ((show, 0, "GET"), (act, 1, "POST")):
        config.add_admin_view(
            view,
            context=Tools,
            name="account",
            permission=NO_PERMISSION_REQUIRED,
            shows="nothing",
            writes_because="it is about one's own password and devices",
            request_method=method,
            renderer="admin/account.jinja2",
            subpath_length=length,
            takes_subpath=True,
            example=("", "/password")[length],
        )
