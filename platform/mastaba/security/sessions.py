"""Log-in sessions: hashed tokens in the database."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import select

from mastaba.security.models import Account, AuthSession

COOKIE = "mastaba"


def token_hash(token: str) -> str:
    """SHA-256 of a random token, as hexadecimal text."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_identity(request: Any) -> Any:
    """The identity behind the session cookie, or None."""
    from mastaba.security.policy import Identity

    token = request.cookies.get(COOKIE)
    if not token:
        return None
    row = request.db.execute(
        select(Account, AuthSession.id)
        .join(AuthSession, AuthSession.account_id == Account.id)
        .where(
            AuthSession.token_hash == token_hash(token),
            AuthSession.expires > request.now,
            Account.suspended.is_(False),
        )
    ).first()
    if row is None:
        return None
    account, session_id = row
    return Identity(account.id, account.uid, account.login, account.name, account.role, session_id)
