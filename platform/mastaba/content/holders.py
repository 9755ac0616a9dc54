"""Who a grant names, in words: people, groups and roles by their tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mastaba.security.models import Account, AccountGroup
from mastaba.security.principals import (
    AUTHENTICATED,
    EVERYONE,
    OWNER,
    group_token,
    role_token,
    user_token,
)
from mastaba.security.roles import Roles

COMMON = {
    EVERYONE: "Everybody",
    AUTHENTICATED: "Everybody who is logged in",
    OWNER: "The owner of a page",
}
GONE = {"user": "A deleted account", "group": "A deleted group", "role": "A role that is gone"}


@dataclass(frozen=True)
class Holder:
    """Whoever holds a token; `kind` is everyone, role, group, user or unknown."""

    token: str
    kind: str
    title: str
    note: str = ""
    remark: str = ""


def holders_of(request: Any, tokens: Iterable[str]) -> dict[str, Holder]:
    """Token -> its holder in words: at most two statements."""
    wanted = list(dict.fromkeys(tokens))
    people = _named(request, Account, [t for t in wanted if t.startswith("user:")])
    groups = _named(request, AccountGroup, [t for t in wanted if t.startswith("group:")])
    roles: Roles = request.registry[Roles]
    return {token: _holder(token, people, groups, roles) for token in wanted}


def person_holder(account: Any) -> Holder:
    """An account as a holder."""
    token, remark = user_token(account.uid), "suspended" if account.suspended else ""
    return Holder(token, "user", account.name, account.login, remark)


def group_holder(group: Any) -> Holder:
    """A group as a holder."""
    return Holder(group_token(group.uid), "group", group.name, "group")


def role_holders(roles: Roles) -> list[Holder]:
    """Everybody, and everybody with a site-wide role; administrators need no grant."""
    common = [Holder(token, "everyone", title) for token, title in COMMON.items()]
    named = (role.name for role in roles.roles.values() if role.site_wide and role.name != "admin")
    return [*common, *(_role(role_token(name), roles) for name in named)]


def _holder(token: str, people: dict[str, Any], groups: dict[str, Any], roles: Roles) -> Holder:
    kind, _, name = token.partition(":")
    if token in COMMON:
        return Holder(token, "everyone", COMMON[token])
    if kind == "role" and name in roles.roles:
        return _role(token, roles)
    if token in people:
        return person_holder(people[token])
    if token in groups:
        return group_holder(groups[token])
    return Holder(token, "unknown", GONE.get(kind, "Somebody unknown"))


def _role(token: str, roles: Roles) -> Holder:
    title = roles.roles[token.partition(":")[2]].title
    return Holder(token, "role", f"Every {title.lower()}", "role of the whole site")


def _named(request: Any, model: Any, tokens: list[str]) -> dict[str, Any]:
    by_uid = {token.partition(":")[2]: token for token in tokens}
    uids = [uid for uid in by_uid if _is_uid(uid)]
    if not uids:
        return {}
    query = select(model).where(model.uid.in_(uids))
    if model is Account:
        query = query.where(Account.deleted.is_(None))
    return {by_uid[row.uid]: row for row in request.db.scalars(query)}


def _is_uid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
