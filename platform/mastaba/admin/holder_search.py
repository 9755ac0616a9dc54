"""People, groups and roles by what somebody types: for forms that give rights."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select

from mastaba.content.holders import Holder, group_holder, person_holder, role_holders
from mastaba.security.models import Account, AccountGroup
from mastaba.security.roles import Roles

SHOWN = 20


def label(holder: Holder) -> str:
    """A holder in one line that names nobody else."""
    return f"{holder.title} ({holder.note})" if holder.kind in ("user", "group") else holder.title


def find_people(request: Any, text: str, limit: int = SHOWN) -> list[Account]:
    """Accounts by part of the name, by part of the log-in name, or by their whole label."""
    name, _, login = text.removesuffix(")").rpartition(" (")
    words = (Account.name, Account.login)
    clauses = [column.icontains(text, autoescape=True) for column in words]
    if name:
        clauses.append(Account.login == login)
    query = select(Account).where(Account.deleted.is_(None), or_(*clauses))
    exact = Account.login.in_((text.casefold(), login if name else text.casefold()))
    order = (exact.desc(), Account.name, Account.id)
    return list(request.db.scalars(query.order_by(*order).limit(limit)))


def find_groups(request: Any, text: str, limit: int = SHOWN) -> list[AccountGroup]:
    """Groups by part of the name, or by their whole label."""
    name = text.removesuffix(" (group)")
    query = select(AccountGroup).where(AccountGroup.name.icontains(name, autoescape=True))
    exact = func.lower(AccountGroup.name) == name.lower()
    return list(request.db.scalars(query.order_by(exact.desc(), AccountGroup.name).limit(limit)))


def find_holders(request: Any, text: str) -> list[Holder]:
    """Whoever `text` may mean, roles first; only one when it names exactly one."""
    wanted = text.strip()
    roles = [
        role
        for role in role_holders(_roles(request))
        if wanted.casefold() in role.title.casefold()
    ]
    groups = [group_holder(group) for group in find_groups(request, wanted)]
    people = [person_holder(account) for account in find_people(request, wanted)]
    return _exact(wanted, [*roles, *groups, *people])


def find_person(request: Any, text: str) -> Account | None:
    """The one person that `text` names: by label, log-in name or name."""
    wanted = text.strip()
    found = find_people(request, wanted) if wanted else []
    by = {account.uid: person_holder(account) for account in found}
    exact = _exact(wanted, list(by.values()))
    chosen = [account for account in found if by[account.uid] in exact]
    return chosen[0] if len(chosen) == 1 else None


def _exact(text: str, found: list[Holder]) -> list[Holder]:
    wanted = text.casefold()
    for names in (label, _note, _title):
        same = [holder for holder in found if names(holder).casefold() == wanted]
        if len(same) == 1:
            return same
    return found[:SHOWN]


def _note(holder: Holder) -> str:
    return holder.note if holder.kind == "user" else ""


def _title(holder: Holder) -> str:
    return holder.title


def _roles(request: Any) -> Roles:
    roles: Roles = request.registry[Roles]
    return roles
