"""The person that a command names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from mastaba.cli.mistakes import Mistake
from mastaba.security.models import Account
from mastaba.security.operations.fields import fold


def account_named(request: Any, login: str) -> Account:
    """The account with this log-in name. Raises `Mistake`."""
    wanted = select(Account).where(Account.login == fold(login), Account.deleted.is_(None))
    account: Account | None = request.db.scalar(wanted)
    if account is None:
        raise Mistake(f"There is nobody with the log-in name {login!r}; see: mastaba user list")
    return account
