"""Accounts by what a source knows of them, for a whole list in one statement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from mastaba.security.models import Account


def accounts(
    request: Any,
    *,
    ids: Collection[int] = (),
    uids: Collection[str] = (),
    mails: Collection[str] = (),
) -> Sequence[Any]:
    """Rows (id, uid, name, email) of the accounts that have one of these; the oldest first.

    `mails` in any case; deleted accounts are left out. Rights are not asked.
    """
    folded = [mail.lower() for mail in mails]
    wanted = (
        Account.id.in_(ids),
        Account.uid.in_(uids),
        func.lower(Account.email).in_(folded),
    )
    asked = [clause for clause, values in zip(wanted, (ids, uids, mails), strict=True) if values]
    if not asked:
        return []
    columns = select(Account.id, Account.uid, Account.name, Account.email)
    alive = columns.where(Account.deleted.is_(None), or_(*asked))
    return request.db.execute(alive.order_by(Account.id)).all()  # type: ignore[no-any-return]  # the session is untyped
