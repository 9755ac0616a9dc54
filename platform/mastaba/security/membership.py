"""Which groups a person is in: part of the statement that reads the log-in session."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session

from mastaba.security.identity import Identity, tokens_held
from mastaba.security.models import Account, AccountGroup, GroupMember

SEPARATOR = ","


def joined_groups() -> Any:
    """A column beside `Account`: the uids of the account's groups as one text, or NULL."""
    return _joined().where(GroupMember.account_id == Account.id).scalar_subquery()


def split_groups(joined: str | None) -> tuple[str, ...]:
    """The uids in such a text, in the form that tokens are made of on both databases."""
    return tuple(str(UUID(uid)) for uid in joined.split(SEPARATOR)) if joined else ()


def groups_of(session: Session, account_id: int) -> tuple[str, ...]:
    """The uids of the groups of one account: one statement."""
    return split_groups(session.scalar(_joined().where(GroupMember.account_id == account_id)))


def tokens_of_person(session: Session, identity: Identity) -> tuple[str, ...]:
    """Every token that a person holds, the groups read now when they have not been yet."""
    groups = identity.groups
    return tokens_held(identity, groups_of(session, identity.id) if groups is None else groups)


def _joined() -> Select[Any]:
    uids = func.aggregate_strings(cast(AccountGroup.uid, String()), SEPARATOR)
    return select(uids).join(GroupMember, GroupMember.group_id == AccountGroup.id)
