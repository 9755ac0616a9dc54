"""The list of people: one statement for a page of accounts, sessions counted with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Select, func, or_, select

from mastaba.admin.addresses import tool_url
from mastaba.forms import FormField
from mastaba.security.models import Account, AuthSession
from mastaba.security.roles import Roles

PAGE = 50


@dataclass(frozen=True)
class Person:
    """A row of the list."""

    id: int
    url: str
    name: str
    login: str
    email: str | None
    role: str
    suspended: bool
    last_seen: datetime | None
    sessions: int


def list_variables(
    request: Any,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    link: str | None = None,
    link_for: str | None = None,
    mailed: bool = False,
) -> dict[str, Any]:
    """The variables of `admin/people.jinja2`; `values` and `errors` fill the form again."""
    filters = {name: request.GET.get(name, "")[:200] for name in ("q", "role", "after")}
    found = request.db.execute(_query(request, filters)).all()
    more = filters | {"after": found[PAGE - 1].login} if len(found) > PAGE else None
    return {
        "rows": [_row(request, row) for row in found[:PAGE]],
        "filters": filters,
        "roles": role_choices(request),
        "form": _form(request, values or {}, errors or {}),
        "add_url": tool_url("people"),
        "link": link,
        "link_for": link_for,
        "mailed": mailed,
        "newer_url": _url(filters | {"after": ""}) if filters["after"] else None,
        "older_url": _url(more) if more else None,
    }


def _query(request: Any, filters: Mapping[str, str]) -> Select[*tuple[Any, ...]]:
    alive = (AuthSession.account_id == Account.id) & (AuthSession.expires > request.now)
    query: Select[*tuple[Any, ...]] = (
        select(
            Account.id, Account.name, Account.login, Account.email, Account.role,
            Account.suspended, func.max(AuthSession.seen).label("seen"), Account.last_login,
            func.count(AuthSession.id).label("sessions"),
        )
        .outerjoin(AuthSession, alive)
        .where(Account.deleted.is_(None))
        .group_by(Account.id)
        .order_by(Account.login)
        .limit(PAGE + 1)
    )  # fmt: skip
    if filters["q"]:
        texts = (Account.login, Account.name, Account.email)
        query = query.where(
            or_(*(text.icontains(filters["q"], autoescape=True) for text in texts))
        )
    if filters["role"]:
        query = query.where(Account.role == filters["role"])
    return query.where(Account.login > filters["after"]) if filters["after"] else query


def _row(request: Any, row: Any) -> Person:
    return Person(
        id=row.id,
        url=f"{tool_url('people')}/{row.id}",
        name=row.name,
        login=row.login,
        email=row.email,
        role=role_title(request, row.role),
        suspended=row.suspended,
        last_seen=row.seen or row.last_login,
        sessions=row.sessions,
    )


def _url(filters: Mapping[str, str]) -> str:
    given = {name: value for name, value in filters.items() if value}
    return f"{tool_url('people')}?{urlencode(given)}" if given else tool_url("people")


def role_choices(request: Any) -> tuple[tuple[str, str], ...]:
    """The roles that can be given to a person, with their titles."""
    roles: Roles = request.registry[Roles]
    return tuple((role.name, role.title) for role in roles.roles.values() if role.site_wide)


def role_title(request: Any, name: str) -> str:
    """A role in words; the bare name of one whose plugin is gone."""
    roles: Roles = request.registry[Roles]
    return roles.roles[name].title if name in roles.roles else name


def person_field(name: str, value: Any, error: str = "", **options: Any) -> FormField:
    """A field of a person's form."""
    label, widget, hint = _FIELDS[name]
    return FormField(
        name=name, label=label, widget=widget, value=value, help=hint, error=error, **options
    )


_FIELDS = {
    "login": ("Log-in name", "text", ""),
    "name": ("Name", "text", ""),
    "email": ("E-mail address", "email", ""),
    "role": ("Role", "choice", ""),
}


def _form(
    request: Any, values: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, FormField]:
    options: dict[str, dict[str, Any]] = {
        "login": {"required": True, "autocomplete": "off", "maxlength": 200},
        "name": {"required": True, "autocomplete": "off", "maxlength": 200},
        "email": {"optional": True, "autocomplete": "off", "maxlength": 254},
        "role": {"choices": role_choices(request)},
    }
    default = {"role": "editor"}
    return {
        name: person_field(
            name, values.get(name, default.get(name, "")), errors.get(name, ""), **more
        )
        for name, more in options.items()
    }
