"""Links that work once: to set a password, to make the first account. Only hashes are kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mastaba.security.models import OneTimeToken
from mastaba.security.sessions import token_hash

SET_PASSWORD = "set-password"  # noqa: S105 - a purpose, not a password
FIRST_ACCOUNT = "first-account"
LIFETIMES = {SET_PASSWORD: timedelta(days=3), FIRST_ACCOUNT: timedelta(days=1)}


def issue(session: Session, now: Any, purpose: str, account_id: int | None = None) -> str:
    """A new token; an older one of the same purpose and account no longer works."""
    withdraw(session, purpose, account_id)
    token = secrets.token_urlsafe(24)
    session.add(
        OneTimeToken(
            token_hash=token_hash(token),
            purpose=purpose,
            account_id=account_id,
            created=now,
            expires=now + LIFETIMES[purpose],
        )
    )
    session.flush()
    return token


def withdraw(session: Session, purpose: str, account_id: int | None) -> bool:
    """Make every token of this purpose and account useless; whether there was one.

    Deleting is what makes a link work once: of two at the same time only one deletes a row.
    """
    owner = (
        OneTimeToken.account_id.is_(None)
        if account_id is None
        else OneTimeToken.account_id == account_id
    )
    statement = delete(OneTimeToken).where(OneTimeToken.purpose == purpose, owner)
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined] # of a DELETE


def look_up(session: Session, now: Any, purpose: str, token: Any) -> OneTimeToken | None:
    """The row of a token that still works; it is not used up by looking."""
    if not isinstance(token, str) or not 0 < len(token) <= 100:
        return None
    return session.scalar(
        select(OneTimeToken).where(
            OneTimeToken.token_hash == token_hash(token),
            OneTimeToken.purpose == purpose,
            OneTimeToken.expires > now,
        )
    )


def clear_expired(session: Session, now: Any) -> None:
    """Delete what no longer works."""
    session.execute(delete(OneTimeToken).where(OneTimeToken.expires <= now))
