"""One person: profile, access, and what happened to the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from mastaba.admin.addresses import tool_url, view_url
from mastaba.admin.group_page import group_url
from mastaba.admin.people_list import person_field, role_choices, role_title
from mastaba.content.operations.owner import owned_count
from mastaba.content.records.person import person_of
from mastaba.content.records.privacy import kinds_about
from mastaba.events.models import Audit
from mastaba.forms import FormField
from mastaba.security.models import Account, AccountGroup, AuthSession, GroupMember
from mastaba.security.views import text

SHOWN = 12
GROUPS = 50
WORDS = {
    "person.added": "Added",
    "person.changed": "Profile or role changed",
    "person.suspended": "Suspended",
    "person.resumed": "Let in again",
    "person.link-made": "One-time link made",
    "person.password-set": "Password set",
    "person.password-changed": "Password changed",
    "person.logged-in": "Logged in",
    "person.logged-out": "Logged out",
    "person.logged-out-everywhere": "Logged out everywhere",
    "person.device-logged-out": "One device logged out",
    "person.continued-as": "Continued as, in development",
    "person.first-account": "Made the first account",
    "person.handed_over": "Pages handed over",
    "person.exported": "What is known was downloaded",
}


@dataclass(frozen=True)
class PersonPage:
    """The facts at the head of the page."""

    name: str
    login: str
    email: str | None
    role: str
    suspended: bool
    created: datetime
    last_seen: datetime | None
    sessions: int
    is_me: bool
    is_last_admin: bool


@dataclass(frozen=True)
class Happened:
    """A line of the audit trail in words."""

    what: str
    when: datetime
    who: str


def person_variables(
    request: Any,
    account: Account,
    *,
    errors: Mapping[str, str] | None = None,
    error: str = "",
    link: str | None = None,
    mailed: bool = False,
) -> dict[str, Any]:
    """The variables of `admin/person.jinja2`."""
    return {
        "person": _facts(request, account),
        "fields": _fields(request, account, errors or {}),
        "urls": _urls(account),
        "link": link,
        "mailed": mailed,
        "groups": _groups(request, account),
        "owned": owned_count(request, account),
        "kinds": [kind.title for kind in kinds_about(request, person_of(account))],
        "suggest_url": f"{view_url(request, request.root, 'find-holder')}?people=1",
        "audit": _audit(request, account),
        "error": error,
    }


def _facts(request: Any, account: Account) -> PersonPage:
    seen = request.db.execute(
        select(func.count(AuthSession.id), func.max(AuthSession.seen)).where(
            AuthSession.account_id == account.id, AuthSession.expires > request.now
        )
    ).one()
    return PersonPage(
        name=account.name,
        login=account.login,
        email=account.email,
        role=role_title(request, account.role),
        suspended=account.suspended,
        created=account.created,
        last_seen=seen[1] or account.last_login,
        sessions=seen[0],
        is_me=request.identity is not None and request.identity.id == account.id,
        is_last_admin=_is_last_admin(request, account),
    )


def _is_last_admin(request: Any, account: Account) -> bool:
    if account.role != "admin" or account.suspended:
        return False
    others = select(Account.id).where(
        Account.role == "admin", Account.suspended.is_(False), Account.id != account.id
    )
    return request.db.scalar(others.limit(1)) is None


def _fields(request: Any, account: Account, errors: Mapping[str, str]) -> dict[str, FormField]:
    """The form; after a mistake with what was typed."""
    options: dict[str, dict[str, Any]] = {
        "name": {"required": True, "maxlength": 200},
        "email": {"optional": True, "maxlength": 254},
        "role": {"choices": role_choices(request)},
    }
    return {
        name: person_field(
            name,
            text(request, name) if errors else getattr(account, name),
            errors.get(name, ""),
            **more,
        )
        for name, more in options.items()
    }


def _urls(account: Account) -> dict[str, str]:
    own = f"{tool_url('people')}/{account.id}"
    return {
        "people": tool_url("people"),
        "save": f"{own}/save",
        "link": f"{own}/link",
        "suspend": f"{own}/suspend",
        "resume": f"{own}/resume",
        "logout_everywhere": f"{own}/log-out",
        "delete": f"{own}/delete",
        "hand_over": f"{own}/hand-over",
        "known": f"{own}/known",
    }


def _groups(request: Any, account: Account) -> list[dict[str, str]]:
    query = (
        select(AccountGroup)
        .join(GroupMember, GroupMember.group_id == AccountGroup.id)
        .where(GroupMember.account_id == account.id)
        .order_by(AccountGroup.name)
        .limit(GROUPS)
    )
    return [{"name": g.name, "url": group_url(g)} for g in request.db.scalars(query)]


def _audit(request: Any, account: Account) -> list[Happened]:
    query = (
        select(Audit.action, Audit.at, Audit.actor_name)
        .where(Audit.node_uid == account.uid)
        .order_by(Audit.id.desc())
        .limit(SHOWN)
    )
    return [
        Happened(WORDS.get(row.action, row.action), row.at, row.actor_name)
        for row in request.db.execute(query)
    ]
