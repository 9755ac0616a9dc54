"""Tokens that a grant can name. They are ids that are never reused, not names."""

from __future__ import annotations

from pyramid.authorization import Authenticated, Everyone

EVERYONE: str = Everyone
AUTHENTICATED: str = Authenticated
# Held on the nodes that the requester owns, and on no others.
OWNER = "owner"


def user_token(uid: str) -> str:
    """The token of one account."""
    return f"user:{uid}"


def group_token(uid: str) -> str:
    """The token of everybody in one group."""
    return f"group:{uid}"


def role_token(role: str) -> str:
    """The token of everybody whose site-wide role is `role`."""
    return f"role:{role}"
