"""The one-time link that `mastaba serve` prints while nobody can log in."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from mastaba.clock import utc_now
from mastaba.db import Database
from mastaba.security.one_time import FIRST_ACCOUNT, clear_expired, issue
from mastaba.security.operations import link_path, nobody_can_log_in


def first_account_path(registry: Any) -> str | None:
    """Path of a fresh link to make the first account; None when somebody can log in.

    A link made earlier stops working, so that one left in a log is of no use.
    """
    with Session(registry[Database].writes) as session, session.begin():
        if not nobody_can_log_in(session):
            return None
        clear_expired(session, utc_now())
        return link_path(FIRST_ACCOUNT, issue(session, utc_now(), FIRST_ACCOUNT))
