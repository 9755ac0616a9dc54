"""The logged-in person as one request sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mastaba.security.principals import AUTHENTICATED, EVERYONE, role_token, user_token

if TYPE_CHECKING:
    from mastaba.security.models import Account


@dataclass(frozen=True)
class Identity:
    """Who asks: the account's facts, and the log-in session if there is one."""

    id: int
    uid: str
    login: str
    name: str
    role: str
    session_id: int | None = None

    @property
    def principals(self) -> tuple[str, ...]:
        """Every token that the person holds."""
        return (EVERYONE, AUTHENTICATED, user_token(self.uid), role_token(self.role))


def identity_of(account: Account, session_id: int | None = None) -> Identity:
    """The identity of `account`, inside the log-in session `session_id` if there is one."""
    return Identity(account.id, account.uid, account.login, account.name, account.role, session_id)
