"""Where one-time links lead: set a password, make the first account.

The token stays in the form; `Referrer-Policy: same-origin`, as everywhere in the admin, keeps it
from every other site. With `no-referrer` a browser says `Origin: null` of its own forms, and over
plain HTTP nothing else says that they come from here.
"""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPGone, HTTPNotFound, HTTPSeeOther

from mastaba.security.operations import (
    InvalidPerson,
    LinkSpent,
    claim_first_account,
    first_account_is_open,
    person_of_link,
    set_password_by_link,
)
from mastaba.security.passwords import MIN_LENGTH
from mastaba.security.views import add_entrance, add_entrance_view, home_of, text

LABELS = (
    ("login", "Log-in name", "text", "username", ""),
    ("name", "Your name", "text", "name", "As others see it beside what you write."),
    ("email", "E-mail address", "email", "email", "Optional; you can log in with it too."),
    (
        "password",
        "Password",
        "password",
        "new-password",
        f"At least {MIN_LENGTH} characters. A sentence is easier to remember than a puzzle.",
    ),
)


def show_first(request: Any) -> dict[str, Any]:
    """The form for the first account, for who has the link that `serve` printed."""
    token = request.GET.get("token")
    if not first_account_is_open(request, token):
        raise HTTPNotFound("There is nothing to set up here.")
    return _first_page(request, token, {}, {})


def make_first(request: Any) -> Any:
    """Make the account; whoever comes second finds nothing here."""
    values = {name: text(request, name) for name, *_ in LABELS}
    try:
        claim_first_account(request, text(request, "token"), **values)
    except LinkSpent:
        raise HTTPNotFound("There is nothing to set up here.") from None
    except InvalidPerson as error:
        request.response.status_int = 422
        return _first_page(request, text(request, "token"), values, error.fields)
    return HTTPSeeOther(home_of(request))


def show_password(request: Any) -> dict[str, Any]:
    """The form to set a password."""
    return _password_page(request, request.GET.get("token"))


def store_password(request: Any) -> Any:
    """Set the password and log in."""
    token = text(request, "token")
    try:
        set_password_by_link(request, token, text(request, "password"))
    except LinkSpent as error:
        raise HTTPGone(str(error)) from None
    except InvalidPerson as error:
        request.response.status_int = 422
        return _password_page(request, token, str(error))
    return HTTPSeeOther(home_of(request))


def _first_page(
    request: Any, token: str, values: dict[str, str], errors: dict[str, str]
) -> dict[str, Any]:
    fields = {
        name: {
            "name": name,
            "label": label,
            "widget": widget,
            "value": "" if name == "password" else values.get(name, ""),
            "help": hint,
            "error": errors.get(name, ""),
            "required": name != "email",
            "autocomplete": autocomplete,
        }
        for name, label, widget, autocomplete, hint in LABELS
    }
    return {"token": token, "fields": fields, "error": ""}


def _password_page(request: Any, token: Any, error: str = "") -> dict[str, Any]:
    try:
        person = person_of_link(request, token)
    except LinkSpent as spent:
        raise HTTPGone(str(spent)) from None
    return {"person": person, "token": token, "error": error}


def includeme(config: Any) -> None:
    """Register both pages."""
    add_entrance(config, "first_account", "/-/first-account")
    options = {"route": "first_account", "renderer": "admin/first_account.jinja2"}
    add_entrance_view(config, show_first, method="GET", **options)
    add_entrance_view(config, make_first, method="POST", **options)
    add_entrance(config, "set_password", "/-/set-password")
    options = {"route": "set_password", "renderer": "admin/set_password.jinja2"}
    add_entrance_view(config, show_password, method="GET", **options)
    add_entrance_view(config, store_password, method="POST", **options)
