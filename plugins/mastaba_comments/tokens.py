"""The names by which counters, reports and bans know somebody: an account, or keyed hashes."""

from __future__ import annotations

from typing import Any

from mastaba.api import sign, visitor

PURPOSE = "comments.mail"


def mail_hash(request: Any, mail: str | None) -> str | None:
    """A keyed hash of a mail address, whatever its case, for `Comment.person`; None of none."""
    folded = visitor(mail or "").mail
    return sign(request.registry, PURPOSE, folded) if folded else None


def account_token(account_id: int) -> str:
    """The token of one account, by its id: a comment names its author so."""
    return f"account:{account_id}"


def mail_token(digest: str) -> str:
    """The token of a mail address, by its hash."""
    return f"mail:{digest}"


def address_token(digest: str) -> str:
    """The token of a network address, by its hash."""
    return f"address:{digest}"


def network_token(digest: str) -> str:
    """The token of the network around an address, by its hash."""
    return f"network:{digest}"
