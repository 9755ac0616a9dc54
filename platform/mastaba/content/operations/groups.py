"""Groups: people who are given rights together."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from mastaba.content.operations.errors import Invalid, OperationError
from mastaba.content.operations.escalation import refuse_strange_group
from mastaba.events import record
from mastaba.security.models import Account, AccountGroup, GroupMember
from mastaba.security.operations.rights import allow_managing

LONGEST = 200
TAKEN = "There is a group of this name already."


def create_group(request: Any, name: str) -> AccountGroup:
    """A new group without members and without rights. Raises `Invalid`, `HTTPForbidden`."""
    allow_managing(request)
    group = AccountGroup(name=_checked(request, name), created=request.now)
    _write(request, group)
    record(request, "group.created", group, subject=group.name)
    return group


def rename_group(request: Any, group: AccountGroup, name: str) -> None:
    """Give a group another name; its rights stay. Raises `Invalid`, `HTTPForbidden`."""
    allow_managing(request)
    before, group.name = group.name, _checked(request, name, group)
    _write(request, group)
    record(request, "group.renamed", group, subject=group.name, before=before)


def delete_group(request: Any, group: AccountGroup) -> None:
    """Delete a group: its members lose what it gave them, also when its name is used again."""
    allow_managing(request)
    record(request, "group.deleted", group, subject=group.name, members=_size(request, group))
    request.db.execute(delete(GroupMember).where(GroupMember.group_id == group.id))
    request.db.delete(group)
    request.db.flush()


def add_member(request: Any, group: AccountGroup, account: Account) -> bool:
    """Put a person into a group; False when they are in it already.

    Raises `HTTPForbidden` also when the group has rights that the requester lacks: nobody gives
    more than they have.
    """
    allow_managing(request)
    refuse_strange_group(request, group)
    if account.deleted is not None:
        raise OperationError("This account is deleted.")
    try:
        with request.db.begin_nested():
            request.db.add(GroupMember(account_id=account.id, group_id=group.id))
    except IntegrityError:
        return False
    record(request, "group.joined", group, subject=group.name, person=account.uid)
    return True


def remove_member(request: Any, group: AccountGroup, account: Account) -> bool:
    """Take a person out of a group, from their next request on; False when they are not in it."""
    allow_managing(request)
    both = (GroupMember.group_id == group.id, GroupMember.account_id == account.id)
    if not request.db.execute(delete(GroupMember).where(*both)).rowcount:
        return False
    record(request, "group.left", group, subject=group.name, person=account.uid)
    return True


def _checked(request: Any, name: str, group: AccountGroup | None = None) -> str:
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    if not tidy:
        raise Invalid({"name": "This is needed."})
    if len(tidy) > LONGEST or not tidy.isprintable():
        raise Invalid({"name": f"A name is at most {LONGEST} characters that can be seen."})
    same = select(AccountGroup.id).where(func.lower(AccountGroup.name) == func.lower(tidy))
    found = request.db.scalar(same)
    if found is not None and (group is None or found != group.id):
        raise Invalid({"name": TAKEN})
    return tidy


def _write(request: Any, group: AccountGroup) -> None:
    try:
        with request.db.begin_nested():
            request.db.add(group)
    except IntegrityError:
        raise Invalid({"name": TAKEN}) from None


def _size(request: Any, group: AccountGroup) -> int:
    members = select(func.count()).where(GroupMember.group_id == group.id)
    return int(request.db.scalar(members))
