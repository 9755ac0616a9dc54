"""Tokens that a grant can name. They are ids that are never reused, not names."""

from __future__ import annotations

from uuid import UUID

from pyramid.authorization import Authenticated, Everyone

EVERYONE: str = Everyone
AUTHENTICATED: str = Authenticated
# Held on the nodes that the requester owns, and on no others.
OWNER = "owner"


def user_token(uid: str) -> str:
    """The token of one account."""
    return f"user:{uid}"


def is_user_token(token: str) -> bool:
    """Whether this can be the token of one account."""
    kind, _, uid = token.partition(":")
    try:
        return kind == "user" and str(UUID(uid)) == uid
    except ValueError:
        return False


def group_token(uid: str) -> str:
    """The token of everybody in one group."""
    return f"group:{uid}"


def role_token(role: str) -> str:
    """The token of everybody whose site-wide role is `role`."""
    return f"role:{role}"
