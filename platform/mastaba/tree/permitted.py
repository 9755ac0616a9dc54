"""The reverse of the guard's question: which people hold a permission, to tell them something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyramid.location import lineage
from sqlalchemy import ColumnElement, or_, select, true

from mastaba.db.uuid7 import is_uid
from mastaba.security.acl import tokens_along
from mastaba.security.explain import explain_for
from mastaba.security.identity import identity_of
from mastaba.security.models import Account, AccountGroup, GroupMember
from mastaba.security.policy import alternatives
from mastaba.security.principals import AUTHENTICATED, EVERYONE, OWNER
from mastaba.security.roles import Roles
from mastaba.tree.models import AclGrant, Node

_KINDS = {"user": Account.uid, "role": Account.role, "group": AccountGroup.uid}
_MEMBERS = select(GroupMember.account_id).join(
    AccountGroup, AccountGroup.id == GroupMember.group_id
)


def people_with(request: Any, permission: str, node: Any = None) -> list[Account]:
    """The accounts that have `permission` on a located node, or anywhere on this site, by name.

    Not the suspended and the deleted ones. At most two statements. What each of them may see is
    asked for each: `person_may`, or `request.catalog()` inside `acting_as`.
    """
    tokens = _anywhere(request, permission) if node is None else _on(request, permission, node)
    owners = _owners(request, permission) if node is None else _owner(node)
    clause = _holders(tokens, owners if OWNER in tokens else None)
    alive = (Account.suspended.is_(False), Account.deleted.is_(None))
    found = select(Account).where(*alive, clause).order_by(Account.name, Account.id)
    return list(request.db.scalars(found))


def live_people(request: Any, ids: Iterable[int]) -> dict[int, Account]:
    """The accounts with these ids that are neither suspended nor deleted, in one statement."""
    alive = (Account.suspended.is_(False), Account.deleted.is_(None))
    found = request.db.scalars(select(Account).where(Account.id.in_(sorted(ids)), *alive))
    return {account.id: account for account in found}


def person_may(request: Any, account: Account | None, permission: str, node: Any) -> bool:
    """Whether somebody else (None: a visitor) has `permission` on a located node now."""
    person = None if account is None else identity_of(account)
    if account is not None and (account.suspended or account.deleted is not None):
        return False
    return explain_for(request, node, permission, person).allowed


def _anywhere(request: Any, permission: str) -> set[str]:
    here = select(Node.id).where(Node.site_id == request.site.id)
    given = select(AclGrant.token).where(
        AclGrant.permission == permission, AclGrant.acl_id.in_(here)
    )
    return set(request.db.scalars(given.distinct()))


def _on(request: Any, permission: str, node: Any) -> set[str]:
    roles: Roles = request.registry[Roles]
    places = (place for place in lineage(node) if hasattr(place, "inherit"))
    enough = alternatives(request, node, permission)  # a draft asks for more than `view`
    return {token for name, token in tokens_along(places, roles) if name in enough}


def _owners(request: Any, permission: str) -> Any:
    """Ids of those who own something on which owners have it."""
    giving = select(AclGrant.acl_id).where(
        AclGrant.permission == permission, AclGrant.token == OWNER
    )
    return select(Node.owner_id).where(
        Node.acl_id.in_(giving), Node.site_id == request.site.id, Node.owner_id.is_not(None)
    )


def _owner(node: Any) -> Any:
    return [] if node.owner_id is None else [node.owner_id]


def _holders(tokens: set[str], owners: Any) -> ColumnElement[bool]:
    if tokens & {EVERYONE, AUTHENTICATED}:
        return true()
    groups = _MEMBERS.where(_KINDS["group"].in_(_named(tokens, "group")))
    clauses = [
        _KINDS["user"].in_(_named(tokens, "user")),
        _KINDS["role"].in_(_named(tokens, "role")),
        Account.id.in_(groups),
    ]
    return or_(*clauses) if owners is None else or_(*clauses, Account.id.in_(owners))


def _named(tokens: Iterable[str], kind: str) -> list[str]:
    """What stands behind the colon of the tokens of this kind."""
    pairs = (token.partition(":") for token in sorted(tokens))
    return [name for found, _, name in pairs if found == kind and (kind == "role" or is_uid(name))]
