"""Whose a page is: the owner may change it, wherever the owner's role is granted."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from sqlalchemy import func, select, update

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.escalation import refuse_more_than_owners
from mastaba.content.operations.hold import hold
from mastaba.content.operations.revise import touch
from mastaba.events import record
from mastaba.security.models import Account
from mastaba.security.operations.rights import ADMIN
from mastaba.tree.models import Node


def change_owner(request: Any, node: Node, account: Account | None) -> None:
    """Make `account` the owner of `node`, or nobody; needs `share`.

    Raises `OperationError` for an account that cannot log in, and `HTTPForbidden` when owners may
    do more here than the requester.
    """
    hold(request, node, "share")
    _check(account)
    if account is not None:
        refuse_more_than_owners(request, node)
    before, node.owner_id = _uid(request, node.owner_id), None if account is None else account.id
    touch(request, node)
    after = None if account is None else account.uid
    record(request, "content.owner_changed", node, before=before, after=after)


def hand_over(request: Any, account: Account, heir: Account | None) -> int:
    """Make `heir` the owner of everything that `account` owns, or nobody; returns how many.

    For administrators: the heir may change all of it. Raises `HTTPForbidden`, `OperationError`.
    """
    identity = request.identity
    if not request.is_system and (identity is None or identity.role != ADMIN):
        raise HTTPForbidden("Only an administrator can hand over somebody's pages.")
    _check(heir)
    changed = give_away(request, account, heir)
    after = None if heir is None else heir.uid
    record(request, "person.handed_over", account, subject=account.name, to=after, count=changed)
    return changed


def give_away(request: Any, account: Account, heir: Account | None) -> int:
    """The change of `hand_over`; asks no permission and records nothing."""
    request.db.flush()
    statement = update(Node).where(Node.owner_id == account.id)
    values = {"owner_id": None if heir is None else heir.id}
    done = request.db.execute(statement.values(values), execution_options=_BY_FETCH)
    return int(done.rowcount)


def owned_count(request: Any, account: Account) -> int:
    """How many pages a person owns, those in the trash included."""
    query = select(func.count()).select_from(Node).where(Node.owner_id == account.id)
    return int(request.db.scalar(query))


_BY_FETCH = {"synchronize_session": "fetch"}


def _check(account: Account | None) -> None:
    if account is not None and (account.suspended or account.deleted is not None):
        raise OperationError(f"{account.name} cannot log in; choose somebody else as the owner.")


def _uid(request: Any, account_id: int | None) -> str | None:
    found = None if account_id is None else request.db.get(Account, account_id)
    return None if found is None else found.uid
