"""The logged-in person as one request sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mastaba.security.principals import (
    AUTHENTICATED,
    EVERYONE,
    group_token,
    role_token,
    user_token,
)

if TYPE_CHECKING:
    from mastaba.security.models import Account


@dataclass(frozen=True)
class Identity:
    """Who asks: the account's facts, and the log-in session if there is one.

    `groups` are the uids of the person's groups; None when they have not been read.
    """

    id: int
    uid: str
    login: str
    name: str
    role: str
    session_id: int | None = None
    groups: tuple[str, ...] | None = None


NOBODY = Identity(0, "", "", "", "")  # stands for a visitor where a request acts for one


def tokens_held(identity: Identity, groups: Iterable[str]) -> tuple[str, ...]:
    """Every token that a person in these groups holds, whatever the node."""
    own = (EVERYONE, AUTHENTICATED, user_token(identity.uid), role_token(identity.role))
    return (*own, *map(group_token, groups))


def identity_of(
    account: Account, session_id: int | None = None, groups: tuple[str, ...] | None = None
) -> Identity:
    """The identity of `account`, inside the log-in session `session_id` if there is one."""
    return Identity(
        account.id, account.uid, account.login, account.name, account.role, session_id, groups
    )
