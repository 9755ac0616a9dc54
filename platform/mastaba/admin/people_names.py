"""Names of the people who changed things, for a whole list in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from mastaba.security.models import Account


def names_of(request: Any, account_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Account id -> name; what has no account was done by the system."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    names: dict[int | None, str] = {None: "system"}
    if wanted:
        rows = request.db.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
        names.update({row.id: row.name for row in rows})
    return names
